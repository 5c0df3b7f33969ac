"""Signing in: password, then second factor, each throttled; it refuses to say which part was wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request
from flask import session as cookie
from flask_security import login_user, logout_user

from catalogue import web
from catalogue.accounts import guard, second_factor, security, sessions
from catalogue.accounts.audit import record
from catalogue.accounts.models import StaffRow
from catalogue.accounts.people import find, name_key
from catalogue.accounts.throttle import Throttle
from catalogue.messages import Problem, say

WRONG = say("邮箱、姓名或密码不对。")
WRONG_CODE = say("验证码不对，或者已经用过。请等手机上出现下一个再试；恢复码每个只能用一次。")
_PENDING = "second_factor_for"
_MINUTES_FOR_CODE = timedelta(minutes=10)
_LONGEST = 300


class TooMany(Problem):
    """Too many failures; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(say("尝试次数太多，请在 %(seconds)s 秒后再试。", seconds=seconds))
        self.seconds = seconds


def check_password(login: str, password: str) -> StaffRow:
    """Whose name and password these are; a Problem that is the same for everybody, or TooMany."""
    login = login[:_LONGEST]
    staff = find(web.session(), login)
    # Counted by what was typed: one count for a name and its address would tell that they belong together.
    throttle = _begin("password", name_key(login))
    if not security.password_fits(staff, password[:_LONGEST]) or staff is None:
        raise Problem(WRONG, "password")
    throttle.succeeded(web.now())
    return staff


def confirm_password(password: str) -> None:
    """The person who is signed in proves it again; a Problem or TooMany where not."""
    staff = guard.signed_in_row()
    throttle = _begin("password", str(staff.id) if staff else "")
    if not security.password_fits(staff, password[:_LONGEST]):
        raise Problem(say("当前密码不对。"), "current")
    throttle.succeeded(web.now())


def throttle_reset(login: str) -> None:
    """Count a request for a new password; TooMany where there were many."""
    _begin("reset", name_key(login[:_LONGEST]))


def ask_for_code(staff: StaffRow, then: str) -> None:
    """Remember in the browser, signed, that the password was right, for ten minutes."""
    cookie.clear()
    cookie[_PENDING] = {"who": staff.fs_uniquifier, "at": web.now().timestamp(), "next": then}


def awaiting_code() -> tuple[StaffRow, str] | None:
    """Who has given the right password in this browser and owes a code, and where they want to go."""
    pending: dict[str, Any] | None = cookie.get(_PENDING)
    if not pending or web.now() - datetime.fromtimestamp(pending["at"], UTC) > _MINUTES_FOR_CODE:
        return None
    staff = web.session().query(StaffRow).filter_by(fs_uniquifier=pending["who"], active=True).one_or_none()
    return (staff, pending["next"]) if staff and staff.totp_secret else None


def check_code(staff_id: int, code: str) -> str:
    """Use up a code or recovery code; which of them it was, a Problem, or TooMany."""
    throttle = _begin("code", str(staff_id))
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        kind = second_factor.accepts(session, staff, code[:_LONGEST], web.now())
        if kind == "recovery_code":
            record(session, staff.person(), "staff.emergency_code_used", ("staff", staff_id), {}, web.now())
    if not kind:
        raise Problem(WRONG_CODE, "code")
    throttle.succeeded(web.now())
    return kind


def finish(staff_id: int) -> None:
    """Sign this browser in, with nothing left of what it held before."""
    cookie.clear()
    with web.database().transaction() as session:
        staff = session.get_one(StaffRow, staff_id)
        key = sessions.open_session(session, staff, request.user_agent.string, web.now())
        device = sessions.device_of(request.user_agent.string)
        record(session, staff.person(), "staff.signed_in", ("staff", staff_id), {"device": device}, web.now())
    cookie[sessions.KEY] = key
    login_user(staff, remember=False, authn_via=["password"])
    guard.forget_person()


def leave() -> None:
    """Sign this browser out and let it hold nothing."""
    with web.database().transaction() as session:
        sessions.end_current(session, web.now())
    logout_user()
    cookie.clear()
    guard.forget_person()


def _begin(purpose: str, account: str) -> Throttle:
    throttle = Throttle(web.database(), purpose, account, request.remote_addr or "")
    if wait := throttle.begin(web.now()):
        raise TooMany(wait)
    return throttle
