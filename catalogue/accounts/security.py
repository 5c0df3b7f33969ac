"""Wires Flask-Security: passwords, codes and who is signed in; it refuses its pages and tokens, ours replace them."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from functools import cache
from typing import Any, cast

from flask import Flask, current_app
from flask_security import Security, SQLAlchemySessionUserDatastore, UserMixin, hash_password, verify_password
from flask_security.recoverable import reset_password_token_status
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TOTP
from sqlalchemy import or_, update
from sqlalchemy.orm import Session, object_session
from werkzeug.local import LocalProxy

from catalogue import web
from catalogue.accounts import sessions
from catalogue.accounts.models import StaffRoleRow, StaffRow
from catalogue.accounts.passwords import normalise

ISSUER = "收费目录"
LINK_HOURS = 24
# A code lasts 30 seconds; clocks of telephones may be wrong by as much.
_CLOCK_ERROR = 30


def install(app: Flask, environment: str) -> None:
    """Give the application its sign-in; pages for everybody stay untouched by it (no cookie, no query)."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  (the name of a method)
        # Without a pepper, so that a new SECRET_KEY does not make every password wrong.
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_RESET_PASSWORD_WITHIN=timedelta(hours=LINK_HOURS),
        SECURITY_UNIFIED_SIGNIN=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        SESSION_COOKIE_HTTPONLY=True,
        # The token lives as long as the session, so that a long form is not lost.
        WTF_CSRF_TIME_LIMIT=None,
    )
    if environment == "test":
        app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = {
            "argon2__rounds": 1,
            "argon2__memory_cost": 64,
            "argon2__parallelism": 1,
        }
    datastore = SQLAlchemySessionUserDatastore(cast(Any, LocalProxy(web.session)), StaffRow, StaffRoleRow)
    security = Security(app, datastore, register_blueprint=False)
    _keep_off_public_pages(app, security)
    security.login_manager.user_loader(sessions.load)
    app.extensions["totp"] = _Codes(app)


def _keep_off_public_pages(app: Flask, security: Security) -> None:
    """Take away what would look at the session on every page: identities, remember-me, tokens in addresses."""
    security.principal.identity_loaders.clear()
    security.login_manager.request_loader(None)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    processors = app.template_context_processors[None]
    processors[:] = [each for each in processors if each.__module__ != "flask_login.utils"]


class _Codes(Totp):
    """Codes of the second factor, each of them good once, however many processes are asked at the same time."""

    def __init__(self, app: Flask) -> None:
        secrets = {1: hmac.new(str(app.config["SECRET_KEY"]).encode(), b"totp", hashlib.sha256).hexdigest()}
        super().__init__(secrets, ISSUER)
        self._totp = TOTP.using(issuer=ISSUER, secrets=secrets, now=lambda: app.extensions["clock"]().timestamp())

    def get_last_counter(self, user: UserMixin) -> int | None:
        return cast(StaffRow, user).totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        staff = cast(StaffRow, user)
        session = cast(Session, object_session(staff))
        unused = or_(StaffRow.totp_counter.is_(None), StaffRow.totp_counter < tmatch.counter)
        used = update(StaffRow).where(StaffRow.id == staff.id, unused).values(totp_counter=tmatch.counter)
        if not session.connection().execute(used).rowcount:
            raise UsedTokenError


def codes() -> Totp:
    return cast(Totp, current_app.extensions["totp"])


def code_fits(staff: StaffRow, secret: str, code: str) -> bool:
    """Whether a code of the second factor is right and unused; from then on it, and every earlier one, is used."""
    return codes().verify_totp(normalise(code), secret, staff, window=_CLOCK_ERROR)


def hashed(password: str) -> str:
    return hash_password(normalise(password))


def password_fits(staff: StaffRow | None, password: str) -> bool:
    """Whether it is the password; takes as long for nobody, and for staff without one, as for anybody."""
    stand_in = _nobodys_hash()
    if staff is None or not staff.active or not staff.password:
        verify_password(normalise(password), stand_in)
        return False
    return verify_password(normalise(password), staff.password)


def password_link_token(staff: StaffRow) -> str:
    """A token to set a password with, for a day; worthless once a password was set or everybody signed out."""
    # Not Flask-Security's own, which takes a third of a second for each known account, and so would tell them apart.
    security: Security = current_app.extensions["security"]
    return str(security.reset_serializer.dumps([staff.fs_uniquifier]))


def staff_of_token(token: str) -> StaffRow | None:
    """Whom a token is for, if it is still good."""
    expired, invalid, staff = reset_password_token_status(token)  # type: ignore[no-untyped-call]
    return cast(StaffRow, staff) if staff and not expired and not invalid and staff.active else None


@cache
def _nobodys_hash() -> str:
    return str(hash_password("nobody has this password"))
