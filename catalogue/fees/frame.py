"""The frame of every page: addresses that keep day, release and place, values in the reader's language; no fees."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import current_app, g, request, url_for
from flask.sansio.app import App
from flask_babel import gettext as _
from markupsafe import Markup, escape
from werkzeug.urls import uri_to_iri

from catalogue import shown, web
from catalogue.fees import phrases, reading
from catalogue.fees.money import format_number
from catalogue.messages import Message
from catalogue.settings import ROOT

KEPT = ("on", "release", "region")
LONGEST = 500
_BESIDE = re.compile(r' <span class="soft" lang="zh-CN">[^<]*</span>')


def install(app: App) -> None:
    """Give templates the words, filters and addresses that all of them use."""
    app.jinja_env.globals.update(
        viewpoint=reading.viewpoint,
        edition=reading.edition,
        home_region=reading.home_region,
        to=to,
        here=here,
        kept=kept,
        asset=asset,
        word=word,
        release_line=release_line,
        here_path=here_path,
        full_address=full_address,
        version=version,
    )
    app.jinja_env.filters.update(
        tell=tell,
        alone=alone,
        in_title=in_title,
        day=day,
        number=number,
        yuan=yuan,
        original=original,
        brief=brief,
        both=both,
        spoken=spoken,
    )


def kept() -> dict[str, str]:
    """The day, release and place of this page's address; nothing where they were not accepted."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)} if "viewpoint" in g else {}


def to(endpoint: str, **values: Any) -> str:
    """The address of another page that speaks for the same day, release and place."""
    return url_for(endpoint, **{**kept(), **values})


def here(**changes: Any) -> str:
    """The address of this page with some of its parameters changed; None takes one away."""
    values: dict[str, Any] = {name: request.args.getlist(name) for name in request.args if name != "lang"}
    values |= request.view_args or {}
    values |= changes
    if request.endpoint is None:
        return url_for("search.home", **changes)
    return url_for(request.endpoint, **{name: value for name, value in values.items() if value is not None})


def here_path() -> str:
    """The address of this page without its parameters."""
    return quote(request.script_root + request.path)


def full_address() -> str:
    """The whole address of this page, as it is printed on paper."""
    public = web.settings().public_url or request.host_url.rstrip("/")
    return uri_to_iri(public + here().removeprefix(request.script_root))


@cache
def version() -> str:
    """The version of this program, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def asset(name: str) -> str:
    """The address of a file of the page's look; it changes with the file, so that it can be kept for long."""
    return url_for("static", filename=name, v=_fingerprint(Path(str(current_app.static_folder)) / name))


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def release_line() -> dict[str, Any]:
    """What the line of day and release offers to change, and whether the page speaks for another day than today's."""
    view, default = reading.viewpoint(), reading.default_viewpoint()
    places = reading.lists().regions_with_fees()
    known = {place.code for place in places}
    places += [reading.lists().region(code) for code in {default.region, view.region} if code and code not in known]
    return {
        "travelled": (view.on, view.release) != (default.on, default.release),
        "releases": [edition.number for edition in reading.lists().editions()],
        "places": [(place.code, place.name) for place in sorted(places, key=lambda place: place.code)],
        "place": reading.lists().region(view.region).name if view.region else _("全部地区"),
        "kept": [(name, web.printable(value, LONGEST)) for name, value in _others()],
    }


def _others() -> list[tuple[str, str]]:
    """The parameters of this page beside day, release, place and language, with names that a page may carry."""
    given = request.args.items(multi=True)
    return [(name, value) for name, value in given if name.isprintable() and name not in (*KEPT, "lang", "page")]


def tell(message: Message | str) -> Markup:
    """A rule's sentence in the reader's language; what it quotes from the lists stands there in both."""
    if not isinstance(message, Message):
        return _quoted(message)
    quoted = {name: _filled(value) for name, value in message.params.items()}
    # The empty text is where gettext keeps the head of the .po file.
    text = escape(_(message.text) if message.text else "")
    return text % quoted if quoted else text


def _filled(value: object) -> object:
    if isinstance(value, Message | str):
        return tell(value)
    return day(value) if isinstance(value, date) else value


def _quoted(text: str) -> Markup:
    """Sums, units and whole sentences of the editors need no Chinese beside them, names and documents do."""
    if web.language() == shown.CHINESE:
        return original(text)
    if phrases.measure(text) or text.endswith("。"):
        return brief(text)
    return _beside(phrases.english(text, names=True), text)


def alone(message: Message | str) -> Markup:
    """As `tell`, without the Chinese beside the English: for a page that shows it in another place."""
    # Safe: what is taken away is a whole span, what is left was escaped before.
    return Markup(_BESIDE.sub("", tell(message)))  # noqa: S704


def in_title(message: Message | str) -> str:
    """As `alone`, without any marks: for the title of a page."""
    return alone(message).striptags()


def word(value: StrEnum) -> str:
    return web.tell(shown.word(value))


def day(value: date) -> str:
    return shown.day_text(value, web.language())


def number(value: Decimal | int) -> str:
    return format_number(Decimal(value))


def yuan(value: Decimal) -> str:
    return shown.yuan_text(value, web.language())


def original(text: str) -> Markup:
    """Text from the lists or from the reader: marked as Chinese where it is, on a page in another language."""
    return shown.original(text, web.language())


def brief(text: str) -> Markup:
    """Text of the lists in the reader's language where the editors have put it into it, else as it stands."""
    return escape(_english(text)) if _english(text) else original(text)


def both(text: str) -> Markup:
    """The same, with the Chinese beside it: for what a reader may have to show to somebody."""
    return _beside(_english(text), text)


def _beside(english: str, text: str) -> Markup:
    return Markup('{} <span class="soft" lang="zh-CN">{}</span>').format(english, text) if english else original(text)


def spoken(text: str) -> str:
    """As `brief`, where no marks can stand: in a field to choose from, a drawing or a title."""
    return _english(text) or text


def drawn(text: str) -> str:
    """As `spoken`, but nothing where it would leave Chinese in a drawing on an English page."""
    return _english(text) or ("" if original(text) != escape(text) else text)


def _english(text: str) -> str:
    """The unofficial English; "" on Chinese pages and where there is none."""
    return "" if web.language() == shown.CHINESE else phrases.english(text)
