"""Taking staff on and letting them go, by page and by command; nobody raises themselves, one administrator stays."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.accounts.models import AuditRow, StaffRow
from catalogue.accounts.permissions import Role
from tests.support import staff
from tests.support.pages import PageClient
from tests.support.staff import PASSWORD, SIGN_IN

NEW = "//form[contains(@action,'/people/new')]"
REASON = "//form[.//input[@name='reason']]"


def acts(app: Flask) -> list[str]:
    with app.extensions["database"].sessions() as session:
        return list(session.scalars(select(AuditRow.action).order_by(AuditRow.id)))


def test_somebody_new_sets_a_password_by_a_link_that_works_once(own_app: Flask) -> None:
    admin = staff.sign_in(own_app, Role.ADMINISTRATOR)
    page = admin.get("/staff/people/new")
    token = page.one(f"{NEW}//input[@name='csrf_token']").get("value")
    form = {"csrf_token": token, "name": "王 五", "email": "Wang@Example.org", "department": "教育局"}
    page = admin.post("/staff/people/new", {**form, "roles": ["handler", "editor"]})
    assert page.h1 == "请把链接交给本人"
    path = urlsplit(page.one("//code").text_content()).path
    new = PageClient(own_app)
    done = new.submit(new.get(path), "//main//form", password=PASSWORD, again=PASSWORD)
    page = new.submit(done, SIGN_IN, login="王五", password=PASSWORD)
    assert "承办人" in page.text
    assert "教育局" in page.text
    new.get(path, status=400)
    assert {"staff.created", "staff.credentials_changed", "staff.signed_in"} <= set(acts(own_app))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a@b"}, "name"),
        ({"name": "同 名"}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "Same@example.org"}, "email"),
        ({"roles": ["handler"], "department": ""}, "department"),
        ({"roles": ["auditor", "editor"]}, "roles"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(own_app: Flask, change: dict[str, str], field: str) -> None:
    staff.make(own_app, Role.EDITOR, name="同名")
    with own_app.extensions["database"].transaction() as session:
        session.scalars(select(StaffRow)).one().email = "same@example.org"
    admin = staff.sign_in(own_app, Role.ADMINISTRATOR)
    token = admin.get("/staff/people/new").one(f"{NEW}//input[@name='csrf_token']").get("value")
    form = {
        "csrf_token": token,
        "name": "赵六",
        "email": "zhao@example.org",
        "department": "教育局",
        "roles": ["editor"],
    }
    page = admin.post("/staff/people/new", {**form, **change}, status=400)
    assert page.one("//*[@id='problems']//a").get("href") == f"#{field}"


def test_roles_change_at_once_for_whoever_is_signed_in(own_app: Flask) -> None:
    admin, person = staff.sign_in(own_app, Role.ADMINISTRATOR), staff.make(own_app, Role.ADMINISTRATOR)
    theirs = staff.sign_in_as(own_app, person)
    theirs.get("/staff/people")
    page = admin.get(f"/staff/people/{person.id}")
    token = page.all("//input[@name='csrf_token']/@value")[0]
    form = {"csrf_token": token, "roles": ["editor", "nonsense"], "department": "发改局"}
    admin.post(f"/staff/people/{person.id}/roles", form)
    theirs.get("/staff/people", status=403)
    assert "发改局" in theirs.get("/staff").text


def test_nobody_changes_themselves_and_one_administrator_stays(own_app: Flask) -> None:
    person = staff.make(own_app, Role.ADMINISTRATOR)
    admin = staff.sign_in_as(own_app, person)
    page = admin.get(f"/staff/people/{person.id}")
    assert page.all(REASON) == []
    form = {"csrf_token": page.all("//input[@name='csrf_token']/@value")[0], "reason": "试试"}
    own = f"/staff/people/{person.id}"
    for what in ("deactivate", "second-factor/reset"):
        assert "自己的账号" in admin.post(f"{own}/{what}", form, status=400).text
    assert "自己的账号" in admin.post(f"{own}/roles", {**form, "roles": ["editor"]}, status=400).text
    done = staff.run(own_app, "staff", "disable", person.name, "--reason", "离职")
    assert (done.exit_code, "至少要留一位管理员" in done.output) == (1, True)


def test_a_closed_account_is_signed_out_and_may_be_opened_again(own_app: Flask) -> None:
    admin, person = staff.sign_in(own_app, Role.ADMINISTRATOR), staff.make(own_app, Role.EDITOR)
    theirs = staff.sign_in_as(own_app, person)
    page = admin.get(f"/staff/people/{person.id}")
    assert "请写明原因" in admin.submit(page, REASON, reason=" ", status=400).text
    page = admin.submit(page, REASON, reason="调离")
    assert "已停用" in page.text
    assert theirs.get("/staff").h1 == "工作人员登录"
    admin.submit(page, REASON, reason="调回")
    assert staff.sign_in_as(own_app, person)
    with own_app.extensions["database"].sessions() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "staff.deactivated")).one()
    assert (row.object_id, row.details) == (str(person.id), {"reason": "调离"})


def test_a_lost_telephone_is_taken_out_with_a_reason(own_app: Flask) -> None:
    admin, person = staff.sign_in(own_app, Role.ADMINISTRATOR), staff.make(own_app, Role.EDITOR)
    with own_app.extensions["database"].transaction() as session:
        session.get_one(StaffRow, person.id).totp_secret = "anything"
    page = admin.get(f"/staff/people/{person.id}")
    token = page.all("//input[@name='csrf_token']/@value")[0]
    address = f"/staff/people/{person.id}/second-factor/reset"
    admin.post(address, {"csrf_token": token}, status=400)
    admin.post(address, {"csrf_token": token, "reason": "手机丢失"})
    assert staff.sign_in_as(own_app, person).get("/staff").h1 == "工作台"
    assert "staff.second_factor_reset" in acts(own_app)


def test_an_administrator_gives_out_a_new_link(own_app: Flask) -> None:
    admin, person = staff.sign_in(own_app, Role.ADMINISTRATOR), staff.make(own_app, Role.EDITOR)
    page = admin.submit(admin.get(f"/staff/people/{person.id}"), "//form[contains(@action,'/link')]")
    first = urlsplit(page.one("//code").text_content()).path
    page = admin.submit(admin.get(f"/staff/people/{person.id}"), "//form[contains(@action,'/link')]")
    PageClient(own_app).get(first, status=400)
    PageClient(own_app).get(urlsplit(page.one("//code").text_content()).path)


def test_the_list_names_everybody_and_the_auditor_finds_no_buttons(own_app: Flask) -> None:
    person, auditor = staff.make(own_app, Role.EDITOR), staff.sign_in(own_app, Role.AUDITOR)
    page = auditor.get("/staff/people")
    assert person.name in page.text
    assert page.all("//a[contains(@href,'/people/new')]") == []
    page = auditor.get(f"/staff/people/{person.id}")
    assert page.all("//main//form[not(contains(@action,'sign-out'))]") == []
    auditor.get("/staff/people/999999", status=404)


def test_the_first_administrator_is_made_by_a_command(own_app: Flask) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    done = staff.run(own_app, "staff", "create", "张三", "zhang@example.org", typed=typed)
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    pages = PageClient(own_app)
    pages.submit(pages.get("/staff/sign-in"), SIGN_IN, login="张三", password=PASSWORD)
    assert pages.get("/staff/people").h1 == "人员"
    assert "张三 <zhang@example.org>: administrator" in staff.run(own_app, "staff", "list").output


def test_the_command_refuses_a_weak_password_and_makes_nobody(own_app: Flask) -> None:
    done = staff.run(own_app, "staff", "create", "张三", "z@example.org", typed="password1234\npassword1234\n")
    assert (done.exit_code, "太容易猜" in done.output) == (1, True)
    assert staff.run(own_app, "staff", "list").output == ""
    assert acts(own_app) == []


def test_the_command_prints_a_link_instead(own_app: Flask) -> None:
    words = ("staff", "create", "张三", "z@example.org", "--role", "editor", "--role", "reviewer", "--link")
    done = staff.run(own_app, *words)
    address = re.search(r"http://\S+", done.output)
    assert address is not None
    assert PageClient(own_app).get(urlsplit(address.group()).path).h1 == "设置密码"


def test_the_command_closes_an_account(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR)
    pages = staff.sign_in_as(own_app, person)
    assert staff.run(own_app, "staff", "disable", person.email, "--reason", "离职").exit_code == 0
    assert "disabled" in staff.run(own_app, "staff", "list").output
    assert pages.get("/staff").h1 == "工作人员登录"
    assert staff.run(own_app, "staff", "disable", "没有", "--reason", "x").exit_code == 1


def test_commands_help_the_only_administrator(own_app: Flask) -> None:
    person = staff.make(own_app, Role.ADMINISTRATOR)
    with own_app.extensions["database"].transaction() as session:
        session.get_one(StaffRow, person.id).totp_secret = "anything"
    assert staff.run(own_app, "staff", "reset-second-factor", person.name, "--reason", "手机丢失").exit_code == 0
    assert staff.sign_in_as(own_app, person).get("/staff").h1 == "工作台"
    done = staff.run(own_app, "staff", "link", person.name)
    address = re.search(r"http://\S+", done.output)
    assert address is not None
    assert PageClient(own_app).get(urlsplit(address.group()).path).h1 == "设置密码"
    assert staff.run(own_app, "staff", "link", "没有").exit_code == 1
