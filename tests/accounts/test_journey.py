"""In a real browser: bind a telephone, sign out, sign in with its code; every page on the way is for everyone."""

import shutil
import time
from collections.abc import Iterator

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, Page

from app import create_app
from catalogue.accounts.permissions import Role
from catalogue.settings import Settings
from tests.support import live, staff
from tests.support.staff import PASSWORD


@pytest.fixture(scope="module")
def office(prepared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server in the way of production as far as the second factor goes, with one administrator: 张三."""
    instance = tmp_path_factory.mktemp("office") / "instance"
    shutil.copytree(prepared.instance, instance, symlinks=True)
    with live.serving(instance, {"CATALOGUE_MFA": "required"}) as address:
        settings = Settings.from_environment({"CATALOGUE_INSTANCE": str(instance), "SECRET_KEY": prepared.secret_key})
        app = create_app(settings)
        staff.make(app, Role.ADMINISTRATOR, name="张三")
        app.extensions["database"].engine.dispose()
        yield address


def sound(page: Page) -> None:
    assert live.accessibility_defects(page) == []
    assert live.wider_than_screen(page) == 0


def sign_in(page: Page) -> None:
    page.get_by_label("邮箱或姓名").fill("张三")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def fresh_code(secret: str) -> str:
    """The code of the next half-minute: it is accepted already, and differs from the one before."""
    return str(TOTP(key=secret).generate(time=int(time.time()) + 30).token)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_signing_in_with_a_telephone(
    browser: Browser, office: str, width: int, instance_secret: dict[str, str]
) -> None:
    said: list[str] = []
    with browser.new_context(base_url=office, locale="zh-CN", viewport={"width": width, "height": 900}) as window:
        page = window.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.goto("/staff/people")
        sound(page)
        sign_in(page)
        if "secret" not in instance_secret:
            sound(page)
            secret = str(page.locator("code.secret").text_content()).replace("-", "")
            page.get_by_label("验证码").fill(str(TOTP(key=secret).generate().token))
            page.get_by_role("button", name="绑定").click()
            sound(page)
            instance_secret["secret"] = secret
            instance_secret["recovery"] = str(page.locator(".codes li").first.text_content()).strip()
            page.get_by_role("link", name="已经收好").click()
            page.get_by_role("button", name="退出登录").click()
            sign_in(page)
            sound(page)
            page.get_by_label("验证码").fill(fresh_code(secret))
        else:
            page.get_by_label("验证码").fill(instance_secret["recovery"])
        page.get_by_role("button", name="登录").click()
        for address, heading in [
            ("/staff", "工作台"),
            ("/staff/account", "我的账号"),
            ("/staff/people", "人员"),
            ("/staff/people/new", "新建账号"),
            ("/staff/people/1", "张三"),
            ("/staff/audit", "审计记录"),
        ]:
            page.goto(address)
            assert page.locator("h1").text_content() == heading
            sound(page)
        page.get_by_role("button", name="退出登录").click()
        page.goto("/staff")
        assert page.locator("h1").text_content() == "工作人员登录"
    assert said == []


@pytest.fixture(scope="module")
def instance_secret() -> dict[str, str]:
    """What the first run writes down for the second."""
    return {}
