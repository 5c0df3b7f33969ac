"""What every file of the lists answers with: release, validators, name, leave to read it elsewhere; holds no fees."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from urllib.parse import quote

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError

from catalogue import web
from catalogue.fees import frame, reading
from catalogue.fees.exporting.extract import Extract
from catalogue.fees.stamps import FACTS, WORDS
from catalogue.messages import Problem

Body = bytes | Iterable[bytes]
HELD_IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024


def extract() -> Extract:
    """What a file of this request says of itself."""
    view = reading.viewpoint()
    return Extract(view, reading.edition(), place_name(view.region), frame.full_address(), web.tell, web.language())


def place_name(region: str | None) -> str:
    """The whole name of a place, 山东省枣庄市市中区; 全国 with all its places where none is asked for."""
    lists = reading.lists()
    line = lists.ancestors(region)
    return "".join(lists.region(code).name for code in line[1:] or ("000000",))


def made_once(mimetype: str, make: Callable[[], Body], *about: object) -> Response:
    """The file, made only where the asker does not have it yet.

    It is the same file as long as the address, the release, the day, the language, the words and facts beside
    the lists, this program and what else it is `about` are the same.
    """
    tag = _tag(*about)
    response = Response(status=304) if request.if_none_match.contains(tag) else _whole(make(), mimetype)
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return name_release(web.readable_elsewhere(response))


def _whole(made: Body, mimetype: str) -> Response:
    """The answer with a body that was written in full before its first byte is sent: a failure is no half a file."""
    if isinstance(made, bytes):
        return Response(made, mimetype=mimetype)
    file = tempfile.SpooledTemporaryFile(max_size=HELD_IN_MEMORY)  # noqa: SIM115  (a large one is closed with its answer)
    for piece in made:
        file.write(piece)
    length = file.tell()
    file.seek(0)
    if length <= HELD_IN_MEMORY:
        with file:
            return Response(file.read(), mimetype=mimetype)
    response = Response(iter(lambda: file.read(PIECE), b""), mimetype=mimetype)
    response.content_length = length
    response.call_on_close(file.close)
    return response


def name_release(response: Response) -> Response:
    """Say in the header which release answered: the one asked for, else the latest; nothing where none can be read."""
    try:
        view = reading.known_viewpoint() or reading.default_viewpoint()
    except (Problem, SQLAlchemyError):  # a failure is being answered, and must not fail again
        return response
    response.headers["X-Catalogue-Release"] = str(view.release)
    return response


def saved_as(response: Response, name: str, plain: str) -> Response:
    """Have the file kept under `name` (RFC 6266), or under the ASCII name `plain` by old programs."""
    if response.status_code == 200:
        response.headers["Content-Disposition"] = (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
        )
    return response


def _tag(*about: object) -> str:
    view, lists = reading.viewpoint(), reading.lists()
    parts = (
        request.path,
        sorted(request.args.items(multi=True)),
        view,
        reading.edition().sha256,
        web.language(),
        web.settings().public_url or request.host_url,
        lists.stamp(WORDS),
        lists.stamp(FACTS),
        frame.version(),
        about,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
