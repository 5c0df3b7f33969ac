"""What every page shares: clock, language, database session, sentences, safe headers; it answers nothing about fees."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta, timezone
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, gettext
from sqlalchemy.orm import Session

from catalogue.database import Database
from catalogue.messages import Message, Problem, say
from catalogue.settings import Settings

LANGUAGES = ("zh", "en")
API_PREFIX = "/api/"
# Days are days in China, wherever the server stands; it has had no summer time since 1991.
CHINA_TIME = timezone(timedelta(hours=8), "UTC+8")
Clock = Callable[[], datetime]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def install(app: Flask, settings: Settings, database: Database, clock: Clock) -> None:
    """Give the application its settings, database, clock, language and headers."""
    app.extensions["settings"] = settings
    app.extensions["database"] = database
    app.extensions["clock"] = clock
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(settings.instance / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    Babel(app, locale_selector=language)
    app.after_request(_finish)
    app.teardown_request(_close_session)
    app.jinja_env.filters["tell"] = tell
    app.jinja_env.globals.update(language=language, today=today, has_endpoint=has_endpoint)


def settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def database() -> Database:
    return cast(Database, current_app.extensions["database"])


def session() -> Session:
    """The session for what this request reads; it is closed, never committed, at the end."""
    if "session" not in g:
        g.session = database().sessions()
    return cast(Session, g.session)


def now() -> datetime:
    """The moment, with its zone; rules get it as an argument."""
    return cast(Clock, current_app.extensions["clock"])()


def today() -> date:
    """The day in China."""
    return now().astimezone(CHINA_TIME).date()


def system_clock() -> datetime:
    return datetime.now(UTC)


def language() -> str:
    """`zh`, or `en` where the reader has asked for it in the address, or before (cookie); programs ask in a header."""
    before = request.accept_languages.best_match(LANGUAGES) if for_programs() else request.cookies.get("lang")
    asked = request.args.get("lang") or before or "zh"
    return asked if asked in LANGUAGES else "zh"


def for_programs() -> bool:
    """Whether the address belongs to the API: no cookies, failures as problem details."""
    return request.path.startswith(API_PREFIX)


def only(names: Collection[str], several: Collection[str] = ()) -> None:
    """Refuse an address with any other parameter than these and `lang`, or with one twice that is not in `several`.

    For files and the API, where a misspelt filter would be answered with the wrong fees; pages ignore what they
    do not know.
    """
    for name, values in request.args.lists():
        if name not in names and name != "lang":
            known = ", ".join((*names, "lang"))
            shown = printable(name)
            raise Problem(say("不认识参数 %(name)s；可用的参数有：%(known)s。", name=shown, known=known), shown)
        if len(values) > 1 and name not in several:
            raise Problem(say("参数 %(name)s 只能出现一次。", name=name), name)
    if request.args.get("lang", "zh") not in LANGUAGES:
        raise Problem(say("参数 lang 只能是 zh 或 en。"), "lang")


def printable(text: str, longest: int = 40) -> str:
    """The beginning of a text that somebody sent, fit to be quoted in an answer."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:longest])


def readable_elsewhere(response: Response) -> Response:
    """Let pages of other sites read this answer; it carries nothing of whoever asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, X-Catalogue-Release"
    return response


def tell(message: Message | str | None) -> str:
    """A rule's sentence in the reader's language; other text is passed through."""
    if not isinstance(message, Message):
        return "" if message is None else str(message)
    params = {name: tell(value) if isinstance(value, Message) else value for name, value in message.params.items()}
    # The empty text is where gettext keeps the head of the .po file.
    text: str = gettext(message.text) if message.text else ""
    return text % params if params else text


def has_endpoint(name: str) -> bool:
    """Whether a room of that name is open in this installation."""
    return name in current_app.view_functions


def _close_session(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if for_programs():
        response.headers["Content-Language"] = "zh-CN" if language() == "zh" else language()
        response.vary.add("Accept-Language")
        return response
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            "lang", language(), max_age=31536000, samesite="Lax", httponly=True, secure=request.is_secure
        )
    response.vary.add("Cookie")
    return response
