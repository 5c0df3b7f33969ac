"""Pages of signing in and of one's own account; it parses, calls one function and renders."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.accounts import guard, mail, people, second_factor, security, shown, signing_in
from catalogue.accounts.forms import (
    CodeForm,
    ForgottenForm,
    NewPasswordForm,
    SignInForm,
    show_problem,
)
from catalogue.accounts.models import StaffRow
from catalogue.accounts.passwords import common_words
from catalogue.messages import Problem, say

accounts = Blueprint("accounts", __name__, url_prefix="/staff")
Answer = str | AnyResponse


@accounts.record
def _offer_words(state: BlueprintSetupState) -> None:
    shown.install(state.app)


@accounts.get("/sign-in")
def sign_in() -> Answer:
    """The way in."""
    if guard.current_user():
        return redirect(guard.local_address(request.args.get("next", "")), 303)
    return private("accounts/sign_in.html", form=SignInForm(next=request.args.get("next", "")))


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
    return private("accounts/code.html", form=CodeForm())


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
    return private("accounts/forgotten.html", form=ForgottenForm(), sent=False, mail=mail.is_set_up(web.settings()))


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
    return private("accounts/forgotten.html", form=form, sent=True, mail=has_mail)


@accounts.get("/password/new/<token>")
def new_password(token: str) -> Answer:
    """Set a password by a link."""
    staff = security.staff_of_token(token)
    return private("accounts/new_password.html", 200 if staff else 400, form=NewPasswordForm(), staff=staff)


@accounts.post("/password/new/<token>")
def store_new_password(token: str) -> Answer:
    """Store the password set by a link."""
    staff, form = security.staff_of_token(token), NewPasswordForm()
    guard.check_token()
    if staff is None:
        return private("accounts/new_password.html", 400, form=form, staff=staff)
    try:
        store_password(staff.id, form)
    except Problem as problem:
        return _refused("accounts/new_password.html", form, problem, staff=staff)
    flash(_("新密码已设好，请用它登录。"))
    return redirect(url_for("accounts.sign_in"), 303)


def store_password(staff_id: int, form: NewPasswordForm) -> None:
    """Store what was typed twice, if it is the same and good enough."""
    if form.password.data != form.again.data:
        raise Problem(say("两次输入的新密码不一样。"), "again")
    common = common_words(web.settings().data / "common_passwords.csv")
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        people.set_password(session, staff.person(), staff, form.password.data or "", common, web.now())


def _refused(template: str, form: object, problem: Problem, **values: Any) -> Response:
    show_problem(form, problem)
    return private(template, *status_of(problem), form=form, **values)


def status_of(problem: Problem) -> tuple[int, int]:
    """The status of a refusal, and how many seconds to wait."""
    return (429, problem.seconds) if isinstance(problem, signing_in.TooMany) else (400, 0)


def private(template: str, status: int = 200, wait: int = 0, **values: Any) -> Response:
    """A page that nobody keeps."""
    response = Response(render_template(template, **values), status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
