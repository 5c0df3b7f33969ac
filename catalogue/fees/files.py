"""Files about the lists: releases byte for byte, what the data is, whom to tell of a weakness; none of found fees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from catalogue import web
from catalogue.fees import answers, reading
from catalogue.fees.exporting.dataset import description
from catalogue.fees.kinds import ChangeKind
from catalogue.fees.models import ReleaseRow
from catalogue.fees.releases import canonical_parts
from catalogue.messages import Problem, say

files = Blueprint("files", __name__)

CLOCKS = ("on", "release", "region")
# RFC 9116 wants a date of less than a year ahead, after which nobody should rely on the contact.
CONTACT_HOLDS = timedelta(days=180)
HOTLINE = "tel:12345;phone-context=+86632"


@files.get("/releases/<number>.json")
def release_json(number: str) -> Response:
    """One release as it was hashed: `{"document": …, "sha256": …}`, itself canonical JSON (tools/verify_release.py)."""
    web.only(())
    try:
        edition = reading.lists().edition(number)
    except Problem as problem:
        raise NotFound from problem
    response = answers.made_once("application/json", lambda: _release_pieces(edition.number), edition.sha256)
    response.last_modified = edition.published_at
    response.headers["X-Catalogue-Release"] = str(edition.number)
    name = web.tell(say("收费目录-第%(number)s期", number=edition.number))
    return answers.saved_as(response, f"{name}.json", f"release-{edition.number}.json")


def _release_pieces(number: int) -> Iterator[bytes]:
    release = web.session().get_one(ReleaseRow, number)
    yield b'{"document":'
    for piece in canonical_parts(web.session(), release):
        yield piece.encode()
    yield f',"sha256":"{release.sha256}"}}'.encode()


def change_kind(text: str) -> ChangeKind:
    """The kind of change that an address names; another one is a Problem."""
    try:
        return ChangeKind(text)
    except ValueError:
        raise Problem(say("没有“%(text)s”这种调整方式。", text=web.printable(text)), "change") from None


def fee_address(code: str) -> str:
    """The whole address of a fee."""
    return whole(url_for("fees.fee", code=code))


@files.get("/dcat.jsonld")
def dataset() -> Response:
    """What the data is, in the words of schema.org and DCAT."""
    web.only(())
    return answers.made_once("application/ld+json", lambda: json.dumps(_described(), ensure_ascii=False).encode())


def _described() -> dict[str, Any]:
    addresses = {
        "page": whole(url_for("fees.about_data")),
        "self": whole(url_for("files.dataset")),
        "csv": whole("/fees.csv"),
        "xlsx": whole("/fees.xlsx"),
        "json": whole("/fees.json"),
        "release": whole(url_for("files.release_json", number=reading.edition().number)),
        "atom": whole(url_for("files.feed")),
        "api": whole("/api/v1/openapi.json"),
    }
    return description(answers.extract(), reading.lists().coverage(), addresses)


@files.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell about a weakness (RFC 9116); the public hotline where the installation names nobody."""
    expires = (web.today() + CONTACT_HOLDS).replace(day=1)
    lines = [
        f"Contact: {web.settings().security_contact or HOTLINE}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: zh, en",
    ]
    if web.settings().public_url:
        lines.append(f"Canonical: {whole('/.well-known/security.txt')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def whole(path: str) -> str:
    """The whole address of a path of this site."""
    return (web.settings().public_url or request.host_url.rstrip("/")) + path.removeprefix(request.script_root)
