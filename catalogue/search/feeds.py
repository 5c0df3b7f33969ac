"""The feed of changes, narrowed to what somebody watches; it parses, asks the lists and the search, and writes."""

from __future__ import annotations

from flask import Response, request, url_for

from catalogue import web
from catalogue.fees import answers, reading
from catalogue.fees.exporting.feed import feed as written_feed
from catalogue.fees.files import CLOCKS, change_kind, fee_address, files, whole
from catalogue.fees.kinds import ChangeKind
from catalogue.search import follow
from catalogue.search.topics import PARTS, Topic, fees_of, meant, title, topic


@files.get("/feed.atom")
def feed() -> Response:
    """The recorded changes up to the day, the newest first, each publication's among them.

    `change` narrows them to kinds of change; `fee`, `kind`, `department` and `q` to what is watched.
    """
    web.only((*PARTS, "change", *CLOCKS), ("change",))
    kinds = [change_kind(text) for text in request.args.getlist("change") if text]
    wanted = topic(request.args, reading.lists(), reading.viewpoint().release)
    return answers.made_once("application/atom+xml", lambda: _feed(kinds, wanted))


def _feed(kinds: list[ChangeKind], wanted: Topic) -> bytes:
    view = reading.viewpoint()
    codes = fees_of(wanted, web.session(), follow.current(view.release), view)
    recorded = reading.lists().changes(until=view.on)
    chosen = [change for change in recorded if (not kinds or change.kind in kinds) and meant(change, wanted, codes)]
    about = None if wanted.everything else title(wanted, reading.lists(), view.release)
    return written_feed(chosen, answers.extract(), whole(url_for("fees.changes")), fee_address, about)
