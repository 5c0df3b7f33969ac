"""Recorded changes as an Atom feed whose entries keep their identity for ever; it refuses to date them by a clock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from feedgen.feed import FeedGenerator

from catalogue.fees.entries import Change
from catalogue.fees.exporting.extract import Extract
from catalogue.messages import Message, say

# Days are days in China: an entry of 23 November was updated when that day began there.
_CHINA_AHEAD = timedelta(hours=8)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fee-catalogue:change")
Addresses = Callable[[str], str]


def feed(
    changes: Iterable[Change], extract: Extract, page: str, fee_address: Addresses, about: Message | None = None
) -> bytes:
    """The feed; `page` is the address of the same changes for people, `fee_address` makes that of a fee by its code.

    `about` says what it is narrowed to.

    A change known only to the year counts as one of its first day; its title says what is known.
    """
    made = FeedGenerator()
    made.id(uuid.uuid5(_NAMESPACE, f"feed {about}" if about else "feed").urn)
    made.title(extract.tell(say("收费目录：%(about)s的调整", about=about) if about else say("收费目录：收费调整")))
    made.subtitle(extract.tell(say("文件对收费项目所作的新增、取消、停征、免征、降低和更名")))
    made.language("zh-CN")
    made.author({"name": extract.tell(say("收费目录"))})
    made.link(href=extract.address, rel="self", type="application/atom+xml")
    made.link(href=page, rel="alternate", type="text/html")
    newest = extract.edition.published_at
    for change in changes:
        newest = max(newest, updated(change))
        _add(made, change, extract, page, fee_address)
    made.updated(newest)
    written: bytes = made.atom_str(pretty=True)
    return written


def change_id(change: Change) -> str:
    """The same for the same act of the same document, whatever else is learnt about it."""
    facts = (change.date_text, change.document, change.item, change.kind.value)
    return uuid.uuid5(_NAMESPACE, "\x1f".join(facts)).urn


def updated(change: Change) -> datetime:
    """When the change took effect, as far as it is known: the beginning of the day, or of the year."""
    first = change.day or date(int(change.date_text[:4]), 1, 1)
    return datetime(first.year, first.month, first.day, tzinfo=UTC) - _CHINA_AHEAD


def _add(made: FeedGenerator, change: Change, extract: Extract, page: str, fee_address: Addresses) -> None:
    entry = made.add_entry(order="append")
    entry.id(change_id(change))
    title = say("%(date)s %(kind)s：%(item)s", date=change.date_text, kind=extract.word(change.kind), item=change.item)
    entry.title(_xml(extract.tell(title)))
    entry.updated(updated(change))
    # One link only: of several, feedgen 1.0 writes none with its relation. The others stand in the text.
    entry.link(href=fee_address(change.codes[0]) if change.codes else page, rel="alternate", type="text/html")
    entry.category(term=change.kind.value, label=extract.word(change.kind))
    entry.content(_xml(_text(change, extract, fee_address)), type="text")


def _text(change: Change, extract: Extract, fee_address: Addresses) -> str:
    fees = " ".join(map(fee_address, change.codes))
    parts = (
        (say("文件：%(text)s", text=change.document), change.document),
        (say("调整前：%(text)s", text=change.before), change.before),
        (say("调整后：%(text)s", text=change.after), change.after),
        (say("来源：%(text)s", text=change.source), change.source),
        (say("可信程度：%(text)s", text=extract.word(change.confidence)), True),
        (say("收费项目：%(text)s", text=fees), fees),
    )
    return "\n".join(extract.tell(line) for line, known in parts if known)


def _xml(text: str) -> str:
    """The text without the characters that XML cannot carry."""
    return "".join(char for char in text if char.isprintable() or char == "\n")
