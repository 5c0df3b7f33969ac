"""The door of every staff page: who is signed in and may enter; it refuses everybody whom the table does not name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Response, abort, g, make_response, redirect, request, session, url_for
from flask_login import current_user as login_user_proxy
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from catalogue import web
from catalogue.accounts.models import StaffRow
from catalogue.accounts.permissions import PERMISSIONS, Person, may
from catalogue.messages import Problem, say

View = TypeVar("View", bound=Callable[..., Any])
_SAFE = ("GET", "HEAD", "OPTIONS")


def current_user() -> Person | None:
    """Who is signed in, as rules see them; None for the public. The second factor was asked before."""
    if "person" not in g:
        row = signed_in_row()
        g.person = row.person() if row else None
    return cast(Person | None, g.person)


def the_user() -> Person:
    """Who is signed in, in a view behind `allowed` or `signed_in`."""
    person = current_user()
    if person is None:
        abort(403)
    return person


def signed_in_row() -> StaffRow | None:
    """The stored row behind `current_user`, in the session for reading."""
    return login_user_proxy._get_current_object() if login_user_proxy.is_authenticated else None


def allowed(permission: str) -> Callable[[View], View]:
    """Let a view be called only by staff with this permission; a permission that does not exist is a KeyError at once.

    Nobody signed in: to the sign-in and back. Signed in without the permission: 403. Forms need their token.
    """
    PERMISSIONS[permission]
    return _behind_the_door(lambda person: may(person, permission))


def signed_in(view: View) -> View:
    """Let a view be called by any staff, whatever their roles: their own account."""
    return _behind_the_door(lambda person: True)(view)


def before_second_factor(view: View) -> View:
    """As `signed_in`, also for staff who still have to enrol their second factor."""
    return _behind_the_door(lambda person: True, enrolled=False)(view)


def local_address(address: str) -> str:
    """The address if it is one of the staff pages, else that of the staff home: sign-in leads nowhere else."""
    home = url_for("accounts.home")
    plain = address.isprintable() and "\\" not in address and "//" not in address
    return address if plain and (address == home or address.startswith((f"{home}/", f"{home}?"))) else home


def _behind_the_door(fits: Callable[[Person], bool], enrolled: bool = True) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **values: Any) -> AnyResponse:
            refusal = _refusal(fits, enrolled)
            response = refusal or make_response(view(*args, **values))
            response.headers["Cache-Control"] = "no-store"
            return response

        return cast(View, guarded)

    return wrap


def _refusal(fits: Callable[[Person], bool], enrolled: bool) -> Response | None:
    person, row = current_user(), signed_in_row()
    if person is None or row is None:
        # What was typed into a form is lost here; its page can at least be opened again.
        here = request.full_path.rstrip("?") if request.method in _SAFE else None
        return _to(url_for("accounts.sign_in", next=here))
    if enrolled and web.settings().second_factor_obligatory and not row.totp_secret:
        return _to(url_for("accounts.second_factor_page"))
    if not fits(person):
        abort(403)
    if request.method not in _SAFE:
        check_token()
    return None


def _to(address: str) -> Response:
    return cast(Response, redirect(address, 303))


def check_token() -> None:
    """Refuse a form that did not come from a page of ours in this very browser."""
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
    except ValidationError as error:
        raise Problem(say("这个页面是在登录之前打开的，或者放得太久了；请刷新后再提交一次。")) from error


def forget_person() -> None:
    """Look anew at who is signed in, after a sign-in or sign-out within this request."""
    g.pop("person", None)
    session.modified = True
