"""Pages of one's own account and the staff home; it parses, calls one function and renders."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask import session as cookie
from flask_babel import gettext as _

from catalogue import web
from catalogue.accounts import guard, second_factor, sessions, signing_in
from catalogue.accounts.audit import record
from catalogue.accounts.forms import ChangePasswordForm, ConfirmForm, EnrolForm, TokenForm, show_problem
from catalogue.accounts.models import StaffRow
from catalogue.accounts.sections import sections_of
from catalogue.accounts.views import Answer, accounts, private, status_of, store_password
from catalogue.messages import Problem, say

_NEW_SECRET = "new_totp"  # noqa: S105  (where it is kept)


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
        store_password(person.id, form)
    except Problem as problem:
        show_problem(form, problem)
        return _account(form, *status_of(problem))
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
        return _enrolment(form, *status_of(problem))
    cookie.pop(_NEW_SECRET, None)
    return private("accounts/recovery_codes.html", codes=codes)


@accounts.post("/account/recovery-codes")
@guard.signed_in
def renew_codes() -> Answer:
    """New recovery codes in place of the old ones."""
    form, person = ConfirmForm(), guard.the_user()
    try:
        signing_in.confirm_password(form.current.data or "")
    except Problem as problem:
        show_problem(form, problem)
        return _account(ChangePasswordForm(formdata=None), *status_of(problem), confirm=form)
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, person.id)
        if not staff.totp_secret:
            abort(404)
        codes = second_factor.renew_recovery_codes(session, staff)
        record(session, person, "staff.emergency_codes_renewed", ("staff", person.id), {}, web.now())
    return private("accounts/recovery_codes.html", codes=codes)


def _enrol(staff_id: int, secret: str, typed: str) -> list[str] | None:
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        codes = second_factor.enrol(session, staff, secret, typed)
        if codes:
            # They were opened without this telephone.
            sessions.end_others(session, staff_id, web.now())
            record(session, staff.person(), "staff.second_factor_enrolled", ("staff", staff_id), {}, web.now())
        return codes


def _account(form: ChangePasswordForm, status: int = 200, wait: int = 0, confirm: ConfirmForm | None = None) -> Answer:
    person, session = guard.the_user(), web.session()
    return private(
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
    return private(
        "accounts/second_factor.html",
        status,
        wait,
        form=form,
        enrolled=bool(row and row.totp_secret),
        drawing=second_factor.secret_drawing(secret, person.email, _("扫描绑定的二维码")),
        secret=second_factor.secret_text(secret),
        obligatory=web.settings().second_factor_obligatory,
    )
