"""Pages of signing in and of one's own account; it parses, calls one function and renders."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.accounts import guard, mail, people, second_factor, security, sessions, shown, signing_in
from catalogue.accounts.audit import record
from catalogue.accounts.forms import (
    ChangePasswordForm,
    CodeForm,
    ConfirmForm,
    EnrolForm,
    ForgottenForm,
    NewPasswordForm,
    SignInForm,
    TokenForm,
    show_problem,
)
from catalogue.accounts.models import StaffRow
from catalogue.accounts.passwords import common_words
from catalogue.accounts.sections import sections_of
from catalogue.messages import Problem, say

accounts = Blueprint("accounts", __name__, url_prefix="/staff")
Answer = str | AnyResponse
_NEW_SECRET = "new_totp"  # noqa: S105  (where it is kept)


@accounts.record
def _offer_words(state: BlueprintSetupState) -> None:
    shown.install(state.app)


@accounts.get("/sign-in")
def sign_in() -> Answer:
    """The way in."""
    if guard.current_user():
        return redirect(guard.local_address(request.args.get("next", "")), 303)
    return _private("accounts/sign_in.html", form=SignInForm(next=request.args.get("next", "")))


@accounts.post("/sign-in")
def check_in() -> Answer:
    """Judge name and password."""
    form = SignInForm()
    guard.check_token()
    then = guard.local_address(form.next.data or "")
    try:
        staff = signing_in.check_password(form.login.data or "", form.password.data or "")
    except Problem as problem:
        return _refused("accounts/sign_in.html", form, problem)
    if staff.totp_secret:
        signing_in.ask_for_code(staff, then)
        return redirect(url_for("accounts.code"), 303)
    signing_in.finish(staff.id)
    return redirect(then, 303)


@accounts.get("/sign-in/code")
def code() -> Answer:
    """The question for the second factor."""
    if signing_in.awaiting_code() is None:
        return redirect(url_for("accounts.sign_in"), 303)
    return _private("accounts/code.html", form=CodeForm())


@accounts.post("/sign-in/code")
def check_code() -> Answer:
    """Judge the second factor."""
    awaited = signing_in.awaiting_code()
    if awaited is None:
        return redirect(url_for("accounts.sign_in"), 303)
    staff, then = awaited
    form = CodeForm()
    guard.check_token()
    try:
        kind = signing_in.check_code(staff.id, form.code.data or "")
    except Problem as problem:
        return _refused("accounts/code.html", form, problem)
    signing_in.finish(staff.id)
    if kind == "recovery_code":
        left = second_factor.recovery_codes_left(web.session(), staff.id)
        flash(_("恢复码用掉了一个，还剩 %(count)s 个。手机不在身边或丢了，请尽快重新绑定。", count=left))
    return redirect(then, 303)


@accounts.post("/sign-out")
@guard.before_second_factor
def sign_out() -> Answer:
    """Leave."""
    signing_in.leave()
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.get("/password/forgotten")
def forgotten() -> Answer:
    """Ask for a link to set a new password."""
    return _private("accounts/forgotten.html", form=ForgottenForm(), sent=False, mail=mail.is_set_up(web.settings()))


@accounts.post("/password/forgotten")
def send_link() -> Answer:
    """Send the link, if there is such an account; the answer is the same if there is none."""
    form, has_mail = ForgottenForm(), mail.is_set_up(web.settings())
    guard.check_token()
    try:
        signing_in.throttle_reset(form.login.data or "")
    except Problem as problem:
        return _refused("accounts/forgotten.html", form, problem, sent=False, mail=has_mail)
    if has_mail:
        mail.post_link(form.login.data or "")
    return _private("accounts/forgotten.html", form=form, sent=True, mail=has_mail)


@accounts.get("/password/new/<token>")
def new_password(token: str) -> Answer:
    """Set a password by a link."""
    staff = security.staff_of_token(token)
    return _private("accounts/new_password.html", 200 if staff else 400, form=NewPasswordForm(), staff=staff)


@accounts.post("/password/new/<token>")
def store_password(token: str) -> Answer:
    """Store the password set by a link."""
    staff, form = security.staff_of_token(token), NewPasswordForm()
    guard.check_token()
    if staff is None:
        return _private("accounts/new_password.html", 400, form=form, staff=staff)
    try:
        _store_password(staff.id, form)
    except Problem as problem:
        return _refused("accounts/new_password.html", form, problem, staff=staff)
    flash(_("新密码已设好，请用它登录。"))
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.get("")
@guard.signed_in
def home() -> Answer:
    """What the person may do."""
    person = guard.the_user()
    parts = [
        (part, part.waiting(person) if part.waiting else None)
        for part in sections_of(person)
        if web.has_endpoint(part.endpoint)
    ]
    return render_template("staff/home.html", parts=parts)


@accounts.get("/account")
@guard.signed_in
def account() -> Answer:
    """One's own account: sessions, second factor, password."""
    return _account(ChangePasswordForm())


@accounts.post("/account/password")
@guard.signed_in
def change_password() -> Answer:
    """Change the password; every other browser is signed out."""
    form, person = ChangePasswordForm(), guard.the_user()
    try:
        signing_in.confirm_password(form.current.data or "")
        _store_password(person.id, form)
    except Problem as problem:
        show_problem(form, problem)
        return _account(form, *_status(problem))
    signing_in.finish(person.id)
    flash(_("密码已更改，其他设备已全部退出。"))
    return redirect(url_for("accounts.account"), 303)


@accounts.post("/account/sessions/<int:number>/end")
@guard.signed_in
def end_session(number: int) -> Answer:
    """Sign one other browser out."""
    person = guard.the_user()
    with web.database().transaction() as session:
        if not sessions.end_one(session, person.id, number, web.now()):
            abort(404)
        record(session, person, "staff.session_ended", ("staff", person.id), {"session": number}, web.now())
    flash(_("那台设备已退出。"))
    return redirect(url_for("accounts.account"), 303)


@accounts.post("/account/sessions/end")
@guard.signed_in
def end_sessions() -> Answer:
    """Sign out everywhere, here too."""
    person = guard.the_user()
    with web.database().transaction() as session:
        sessions.end_all(session, session.get_one(StaffRow, person.id), web.now())
        record(session, person, "staff.signed_out_everywhere", ("staff", person.id), {}, web.now())
    signing_in.leave()
    flash(_("所有设备都已退出。"))
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.get("/account/second-factor")
@guard.before_second_factor
def second_factor_page() -> Answer:
    """Enrol a telephone."""
    return _enrolment(EnrolForm(formdata=None))


@accounts.post("/account/second-factor")
@guard.before_second_factor
def enrol() -> Answer:
    """Keep the telephone that proved it has the secret; recovery codes follow, once."""
    form, person, secret = EnrolForm(), guard.the_user(), cookie.get(_NEW_SECRET, "")
    row = guard.signed_in_row()
    try:
        if row and row.totp_secret:
            signing_in.confirm_password(form.current.data or "")
        codes = _enrol(person.id, secret, form.code.data or "") if secret else None
        if codes is None:
            raise Problem(say("验证码不对。请确认手机时间准确，扫的是本页的二维码，再输入最新的 6 位数字。"), "code")
    except Problem as problem:
        show_problem(form, problem)
        return _enrolment(form, *_status(problem))
    cookie.pop(_NEW_SECRET, None)
    return _private("accounts/recovery_codes.html", codes=codes)


@accounts.post("/account/recovery-codes")
@guard.signed_in
def renew_codes() -> Answer:
    """New recovery codes in place of the old ones."""
    form, person = ConfirmForm(), guard.the_user()
    try:
        signing_in.confirm_password(form.current.data or "")
    except Problem as problem:
        show_problem(form, problem)
        return _account(ChangePasswordForm(formdata=None), *_status(problem), confirm=form)
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, person.id)
        if not staff.totp_secret:
            abort(404)
        codes = second_factor.renew_recovery_codes(session, staff)
        record(session, person, "staff.emergency_codes_renewed", ("staff", person.id), {}, web.now())
    return _private("accounts/recovery_codes.html", codes=codes)


def _enrol(staff_id: int, secret: str, typed: str) -> list[str] | None:
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        codes = second_factor.enrol(session, staff, secret, typed)
        if codes:
            record(session, staff.person(), "staff.second_factor_enrolled", ("staff", staff_id), {}, web.now())
        return codes


def _store_password(staff_id: int, form: NewPasswordForm) -> None:
    if form.password.data != form.again.data:
        raise Problem(say("两次输入的新密码不一样。"), "again")
    common = common_words(web.settings().data / "common_passwords.csv")
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        people.set_password(session, staff.person(), staff, form.password.data or "", common, web.now())


def _account(form: ChangePasswordForm, status: int = 200, wait: int = 0, confirm: ConfirmForm | None = None) -> Answer:
    person, session = guard.the_user(), web.session()
    return _private(
        "accounts/account.html",
        status,
        wait,
        form=form,
        confirm=confirm or ConfirmForm(formdata=None),
        button=TokenForm(formdata=None),
        sessions=sessions.sessions_of(session, person.id, web.now()),
        this=sessions.current_key_hash(),
        enrolled=bool((row := guard.signed_in_row()) and row.totp_secret),
        codes_left=second_factor.recovery_codes_left(session, person.id),
    )


def _enrolment(form: EnrolForm, status: int = 200, wait: int = 0) -> Answer:
    """The page with the secret, which the browser keeps, encrypted, until a code proves that the telephone has it."""
    person, row = guard.the_user(), guard.signed_in_row()
    secret = cookie.setdefault(_NEW_SECRET, second_factor.new_secret())
    return _private(
        "accounts/second_factor.html",
        status,
        wait,
        form=form,
        enrolled=bool(row and row.totp_secret),
        drawing=second_factor.secret_drawing(secret, person.email, _("扫描绑定的二维码")),
        secret=second_factor.secret_text(secret),
        obligatory=web.settings().second_factor_obligatory,
    )


def _refused(template: str, form: object, problem: Problem, **values: Any) -> Response:
    show_problem(form, problem)
    return _private(template, *_status(problem), form=form, **values)


def _status(problem: Problem) -> tuple[int, int]:
    """The status of a refusal, and how many seconds to wait."""
    return (429, problem.seconds) if isinstance(problem, signing_in.TooMany) else (400, 0)


def _private(template: str, status: int = 200, wait: int = 0, **values: Any) -> Response:
    """A page that nobody keeps."""
    response = Response(render_template(template, **values), status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
