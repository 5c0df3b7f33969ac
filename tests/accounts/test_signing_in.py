"""Signing in: passwords, codes that work once, waits for guessers, sessions that end, and nothing told to strangers."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.accounts import delays, mail, people, security, signing_in
from catalogue.accounts.models import LetterRow, RecoveryCodeRow, StaffRow, StaffSessionRow
from catalogue.accounts.permissions import Person, Role
from catalogue.accounts.throttle import Throttle
from catalogue.database import Database
from tests.accounts.conftest import MovingClock
from tests.support import staff
from tests.support.pages import Page, PageClient
from tests.support.staff import PASSWORD, SIGN_IN

CODE = "//form[.//input[@name='code']]"


def attempt(pages: PageClient, login: str, password: str, status: int = 200) -> Page:
    return pages.submit(pages.get("/staff/sign-in"), SIGN_IN, login=login, password=password, status=status)


def enrol(app: Flask, person: Person) -> tuple[PageClient, list[str]]:
    """Sign in, bind a telephone; the browser and the recovery codes."""
    pages = staff.sign_in_as(app, person)
    page = pages.get("/staff/account/second-factor")
    assert page.one("//*[local-name()='svg' and ancestor::*[@class='qr']]") is not None
    secret = page.one("//code[@class='secret']").text_content().replace("-", "")
    code = security_code(app, secret)
    done = pages.submit(page, CODE, code=code)
    return pages, [item.text_content().strip() for item in done.all("//ul[contains(@class,'codes')]/li")]


def security_code(app: Flask, secret: str) -> str:
    with app.app_context():
        return str(security.codes()._totp(key=secret).generate(time=app.extensions["clock"]().timestamp()).token)


def test_name_or_address_and_password_lead_to_the_staff_home(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR, name="李 小华")
    for typed in (person.name, "李小华", person.email, person.email.upper(), f" {person.email} "):
        page = attempt(PageClient(own_app), typed, PASSWORD)
        assert (page.url, page.h1) == ("/staff", "工作台")
        assert "李 小华" in page.text


def test_whoever_wanted_a_page_gets_it_after_signing_in(own_app: Flask) -> None:
    person, pages = staff.make(own_app, Role.ADMINISTRATOR), PageClient(own_app)
    asked = pages.get("/staff/people?x=1")
    assert asked.h1 == "工作人员登录"
    assert pages.submit(asked, SIGN_IN, login=person.name, password=PASSWORD).url == "/staff/people?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "/staff//example.org",
        "/staffroom",
        "javascript:x",
        "/staff\n",
    ],
)
def test_sign_in_leads_nowhere_else(own_app: Flask, elsewhere: str) -> None:
    person, pages = staff.make(own_app, Role.EDITOR), PageClient(own_app)
    page = pages.get("/staff/sign-in", query_string={"next": elsewhere})
    assert pages.submit(page, SIGN_IN, login=person.name, password=PASSWORD).url == "/staff"


def test_strangers_learn_nothing(own_app: Flask) -> None:
    known, closed = staff.make(own_app, Role.EDITOR), staff.make(own_app, Role.EDITOR)
    without = staff.make(own_app, Role.EDITOR, password="")
    with own_app.app_context(), own_app.extensions["database"].transaction() as session:
        people.deactivate(session, "test", session.get_one(StaffRow, closed.id), "离职", own_app.extensions["clock"]())
    said = {
        re.sub(r'(value|name)="[^"]*"', "", attempt(PageClient(own_app), login, password, 400).response.text)
        for login, password in [
            (known.name, "not the password at all"),
            (closed.name, PASSWORD),
            (without.name, PASSWORD),
            ("没有这个人", PASSWORD),
        ]
    }
    assert len(said) == 1
    assert "邮箱、姓名或密码不对" in said.pop()


def test_nobody_costs_as_much_work_as_somebody(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both verify exactly one hash of the same cost; a clock would only measure the machine."""
    person, verified = staff.make(own_app, Role.EDITOR), list[str]()
    real = security.verify_password

    def counting(password: str, hashed: str) -> bool:
        verified.append(hashed.rsplit("$", 2)[0])
        return real(password, hashed)

    monkeypatch.setattr(security, "verify_password", counting)
    for login in (person.name, "没有这个人"):
        attempt(PageClient(own_app), login, "not the password at all", 400)
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_passwords_are_hashed_with_argon2_and_a_real_cost_outside_tests(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR)
    with own_app.extensions["database"].sessions() as session:
        assert str(session.get_one(StaffRow, person.id).password).startswith("$argon2id$")
    real = Flask(__name__)
    real.secret_key = "x" * 40
    real.extensions["clock"] = own_app.extensions["clock"]
    security.install(real, "production")
    assert "m=65536" in real.extensions["security"].pwd_context.hash("x")


def test_guessers_wait_longer_and_longer_and_nobody_else_does(own_app: Flask, clock: MovingClock) -> None:
    person, guesser = staff.make(own_app, Role.EDITOR), PageClient(own_app)
    for _ in range(delays.FOR_ACCOUNT.free + 1):
        attempt(guesser, person.name, "wrong wrong wrong", 400)
    page = attempt(guesser, person.name, PASSWORD, 429)
    assert "请在 5 秒后再试" in page.text
    assert page.response.headers["Retry-After"] == "5"
    elsewhere = PageClient(own_app)
    elsewhere.flask.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert attempt(elsewhere, person.name, PASSWORD).url == "/staff"
    clock.forward(seconds=5)
    attempt(guesser, person.name, "wrong wrong wrong", 400)
    assert "请在 10 秒后再试" in attempt(guesser, person.name, PASSWORD, 429).text
    clock.forward(seconds=10)
    assert attempt(guesser, person.name, PASSWORD).url == "/staff"


def test_strangers_wait_just_the_same(own_app: Flask, clock: MovingClock) -> None:
    guesser = PageClient(own_app)
    for _ in range(delays.FOR_ACCOUNT.free + 1):
        attempt(guesser, "没有这个人", "wrong wrong wrong", 400)
    assert "请在 5 秒后再试" in attempt(guesser, "没有这个人", "wrong wrong wrong", 429).text


def test_one_address_that_tries_many_accounts_waits_too(own_app: Flask, clock: MovingClock) -> None:
    guesser = PageClient(own_app)
    for number in range(delays.FOR_ADDRESS.free + 1):
        attempt(guesser, f"猜{number}", "wrong wrong wrong", 400)
    assert "秒后再试" in attempt(guesser, "下一个", "wrong wrong wrong", 429).text


def test_many_attempts_at_once_gain_nothing(own_app: Flask) -> None:
    database: Database = own_app.extensions["database"]
    now, count, start = own_app.extensions["clock"](), 12, Barrier(12)
    waits = list[int]()

    def work() -> None:
        start.wait()
        waits.append(Throttle(database, "password", "a", "192.0.2.1").begin(now))

    threads = [Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0] * (delays.FOR_ACCOUNT.free + 1) + [5] * (count - delays.FOR_ACCOUNT.free - 1)


def test_a_second_factor_is_asked_for_and_each_code_works_once(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    _, recovery = enrol(own_app, person)
    assert len(recovery) == 10
    used = staff.code_for(own_app, person)
    pages = PageClient(own_app)
    question = attempt(pages, person.name, PASSWORD)
    assert question.url == "/staff/sign-in/code"
    assert pages.get("/staff").h1 == "工作人员登录"
    assert "已经用过" in pages.submit(question, CODE, code=used, status=400).text
    clock.forward(seconds=30)
    fresh = staff.code_for(own_app, person)
    assert pages.submit(question, CODE, code=f"{fresh[:3]} {fresh[3:]}").url == "/staff"
    again = PageClient(own_app)
    question = attempt(again, person.name, PASSWORD)
    assert "已经用过" in again.submit(question, CODE, code=fresh, status=400).text


def test_one_code_sent_twice_at_once_opens_once(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    enrol(own_app, person)
    clock.forward(seconds=60)
    code, start, kinds = staff.code_for(own_app, person), Barrier(4), list[str]()

    def work() -> None:
        with own_app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            start.wait()
            try:
                kinds.append(signing_in.check_code(person.id, code))
            except signing_in.Problem:
                kinds.append("refused")

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kinds) == ["code", "refused", "refused", "refused"]


def test_a_recovery_code_stands_in_once_and_is_kept_as_a_hash_only(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    _, recovery = enrol(own_app, person)
    pages = PageClient(own_app)
    question = attempt(pages, person.name, PASSWORD)
    done = pages.submit(question, CODE, code=recovery[3].lower().replace("-", " "))
    assert done.url == "/staff"
    assert "还剩 9 个" in done.text
    again = PageClient(own_app)
    question = attempt(again, person.name, PASSWORD)
    again.submit(question, CODE, code=recovery[3], status=400)
    with own_app.extensions["database"].sessions() as session:
        kept = session.scalars(select(RecoveryCodeRow.sha256)).all()
    assert not {code for code in recovery for each in kept if code in each}


def test_codes_cannot_be_guessed_by_trying(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    enrol(own_app, person)
    pages = PageClient(own_app)
    question = attempt(pages, person.name, PASSWORD)
    for number in range(delays.FOR_ACCOUNT.free + 1):
        pages.submit(question, CODE, code=f"00000{number}", status=400)
    assert "秒后再试" in pages.submit(question, CODE, code="000009", status=429).text


def test_the_password_alone_is_forgotten_after_ten_minutes(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    enrol(own_app, person)
    pages = PageClient(own_app)
    question = attempt(pages, person.name, PASSWORD)
    clock.forward(minutes=11)
    assert pages.submit(question, CODE, code=staff.code_for(own_app, person)).h1 == "工作人员登录"


def test_outside_development_nothing_opens_before_the_second_factor(own_app: Flask, clock: MovingClock) -> None:
    settings = own_app.extensions["settings"]
    object.__setattr__(settings, "environment", "production")
    person, pages = staff.make(own_app, Role.ADMINISTRATOR), PageClient(own_app)
    page = attempt(pages, person.name, PASSWORD)
    assert page.url == "/staff/account/second-factor"
    assert pages.get("/staff/people").url == "/staff/account/second-factor"
    done = pages.submit(page, CODE, code="123456", status=400)
    assert "验证码不对" in done.text
    secret = done.one("//code[@class='secret']").text_content().replace("-", "")
    assert (
        len(pages.submit(done, CODE, code=security_code(own_app, secret)).all("//ul[contains(@class,'codes')]/li"))
        == 10
    )
    assert pages.get("/staff/people").h1 == "人员"


def test_binding_a_telephone_ends_sessions_that_were_opened_without_it(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    elsewhere = staff.sign_in_as(own_app, person)
    here, _ = enrol(own_app, person)
    assert here.get("/staff").h1 == "工作台"
    assert elsewhere.get("/staff").h1 == "工作人员登录"


def test_another_telephone_takes_the_password_again(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    pages, _ = enrol(own_app, person)
    page = pages.get("/staff/account/second-factor")
    code = security_code(own_app, page.one("//code[@class='secret']").text_content().replace("-", ""))
    assert "当前密码不对" in pages.submit(page, CODE, code=code, current="wrong wrong", status=400).text
    assert pages.submit(page, CODE, code=code, current=PASSWORD).h1 == "请抄下或打印这些恢复码"


@pytest.mark.parametrize(("minutes", "times", "over"), [(29, 1, False), (31, 1, True), (29, 24, False), (29, 25, True)])
def test_a_session_ends_when_idle_or_too_old(
    own_app: Flask, clock: MovingClock, minutes: int, times: int, over: bool
) -> None:
    pages = staff.sign_in(own_app, Role.EDITOR)
    for _ in range(times):
        clock.forward(minutes=minutes)
        page = pages.get("/staff")
    assert (page.h1 == "工作人员登录") == over


def test_one_of_several_devices_can_be_signed_out(own_app: Flask, clock: MovingClock) -> None:
    person = staff.make(own_app, Role.EDITOR)
    desk = staff.sign_in_as(own_app, person)
    phone = PageClient(own_app)
    phone.flask.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/120"
    attempt(phone, person.name, PASSWORD)
    page = desk.get("/staff/account")
    assert "Chrome · Android" in page.text
    desk.submit(page, "//form[contains(@action,'/end') and contains(@action,'/sessions/') and ancestor::table]")
    assert phone.get("/staff").h1 == "工作人员登录"
    assert desk.get("/staff").h1 == "工作台"


def test_signing_out_everywhere_ends_every_session_and_a_copied_cookie(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR)
    desk, phone = staff.sign_in_as(own_app, person), staff.sign_in_as(own_app, person)
    copied = desk.flask.get_cookie("session")
    assert copied is not None
    desk.submit(desk.get("/staff/account"), "//form[contains(@action,'/sessions/end')]")
    thief = PageClient(own_app)
    thief.flask.set_cookie("session", copied.value)
    for pages in (desk, phone, thief):
        assert pages.get("/staff").h1 == "工作人员登录"


def test_signing_out_makes_the_cookie_worthless(own_app: Flask) -> None:
    pages = staff.sign_in(own_app, Role.EDITOR)
    copied = pages.flask.get_cookie("session")
    assert copied is not None
    pages.submit(pages.get("/staff"), "//form[contains(@action,'sign-out')]")
    pages.flask.set_cookie("session", copied.value)
    assert pages.get("/staff").h1 == "工作人员登录"


def test_nobody_ends_the_sessions_of_others(own_app: Flask) -> None:
    victim, pages = staff.make(own_app, Role.EDITOR), staff.sign_in(own_app, Role.EDITOR)
    staff.sign_in_as(own_app, victim)
    with own_app.extensions["database"].sessions() as session:
        number = session.scalars(select(StaffSessionRow.id).where(StaffSessionRow.staff_id == victim.id)).one()
    token = pages.get("/staff/account").all("//input[@name='csrf_token']/@value")[0]
    pages.post(f"/staff/account/sessions/{number}/end", {"csrf_token": token}, status=404)


def test_without_its_token_no_form_is_taken(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR)
    PageClient(own_app).post("/staff/sign-in", {"login": person.name, "password": PASSWORD}, status=400)
    pages = staff.sign_in_as(own_app, person)
    pages.post("/staff/sign-out", {}, status=400)
    other = staff.sign_in(own_app, Role.EDITOR).get("/staff").one("//input[@name='csrf_token']").get("value")
    pages.post("/staff/sign-out", {"csrf_token": other}, status=400)
    assert pages.get("/staff").h1 == "工作台"


def test_the_cookie_is_closed_to_scripts_and_other_sites(own_app: Flask) -> None:
    pages = PageClient(own_app)
    cookie = pages.get("/staff/sign-in").response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    own_app.config["SESSION_COOKIE_SECURE"] = True
    assert "Secure" in PageClient(own_app).get("/staff/sign-in").response.headers["Set-Cookie"]


def test_a_changed_password_signs_the_others_out(own_app: Flask) -> None:
    person = staff.make(own_app, Role.EDITOR)
    desk, phone = staff.sign_in_as(own_app, person), staff.sign_in_as(own_app, person)
    form, fresh = "//form[contains(@action,'/account/password')]", "青石板-路灯-旧书店-四月"
    page = desk.get("/staff/account")
    assert "当前密码不对" in desk.submit(page, form, current="wrong", password=fresh, again=fresh, status=400).text
    assert "不一样" in desk.submit(page, form, current=PASSWORD, password=fresh, again="x", status=400).text
    assert "至少要 12" in desk.submit(page, form, current=PASSWORD, password="x", again="x", status=400).text
    assert "密码已更改" in desk.submit(page, form, current=PASSWORD, password=fresh, again=fresh).text
    assert phone.get("/staff").h1 == "工作人员登录"
    attempt(PageClient(own_app), person.name, PASSWORD, 400)
    assert attempt(PageClient(own_app), person.name, fresh).url == "/staff"


def test_a_lost_password_is_answered_alike_for_everybody(own_app: Flask) -> None:
    settings = own_app.extensions["settings"]
    for name, value in {
        "smtp_host": "mail.example.org",
        "mail_from": "a@example.org",
        "public_url": "https://x",
    }.items():
        object.__setattr__(settings, name, value)
    person = staff.make(own_app, Role.EDITOR)
    said = set()
    for login in (person.email, "nobody@example.org"):
        pages = PageClient(own_app)
        page = pages.get("/staff/password/forgotten")
        said.add(pages.submit(page, "//main//form", login=login).text)
    assert len(said) == 1
    assert "如果有这个账号" in said.pop()
    sent = []
    database: Database = own_app.extensions["database"]
    now = own_app.extensions["clock"]()
    assert mail.deliver(database, settings, now, lambda _settings, message: sent.append(message)) == (1, 0)
    assert sent[0]["To"] == person.email
    address = re.search(r"https://x(\S+)", sent[0].get_content())
    assert address is not None
    fresh, pages = "青石板-路灯-旧书店-四月", PageClient(own_app)
    page = pages.get(urlsplit(address.group(1)).path)
    assert (
        "太容易猜" in pages.submit(page, "//main//form", password="password1234", again="password1234", status=400).text
    )
    assert pages.submit(page, "//main//form", password=fresh, again=fresh).h1 == "工作人员登录"
    assert attempt(pages, person.name, fresh).url == "/staff"
    assert "已经用过" in PageClient(own_app).get(urlsplit(address.group(1)).path, status=400).text


def test_a_dead_mail_server_loses_nothing(own_app: Flask, clock: MovingClock) -> None:
    database, settings = own_app.extensions["database"], own_app.extensions["settings"]
    with database.transaction() as session:
        mail.post(session, "a@example.org", "提醒", "正文", clock())

    def dead(_settings: object, _message: object) -> None:
        raise ConnectionRefusedError("nobody there")

    assert mail.deliver(database, settings, clock(), dead) == (0, 1)
    assert mail.deliver(database, settings, clock(), dead) == (0, 0)
    clock.forward(minutes=1)
    assert mail.deliver(database, settings, clock(), lambda _settings, _message: None) == (1, 0)
    assert mail.deliver(database, settings, clock() + timedelta(days=1), dead) == (0, 0)
    with database.sessions() as session:
        letter = session.scalars(select(LetterRow)).one()
    assert (letter.tries, letter.body, letter.sent_at) == (2, "", clock())


def test_without_mail_the_page_says_whom_to_ask(own_app: Flask) -> None:
    assert "请找管理员" in PageClient(own_app).get("/staff/password/forgotten").text
