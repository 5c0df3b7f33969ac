"""What staff have to look after, as one dated list of facts; it reads no clock and no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from catalogue.fees.entries import Coverage, Entry, ReliefRule
from catalogue.fees.kinds import FeeKind
from catalogue.fees.workdays import Workdays
from catalogue.messages import Message, say
from catalogue.shown import word

AHEAD = timedelta(days=90)
KEEPS = timedelta(days=365)
"""For how long a row or a list counts as confirmed."""
_DAY = re.compile(r"(?<!\d)(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})(?!\d)")


class DueSort(StrEnum):
    """Why something is due."""

    EXPIRES = "expires"
    PUBLISH = "publish"
    COVERAGE = "coverage"
    CONFIRM = "confirm"
    WORDS = "words"


SORT_NAMES = {
    DueSort.EXPIRES: say("即将到期的标准和减免"),
    DueSort.PUBLISH: say("应当在期限内公布的调整"),
    DueSort.COVERAGE: say("该重新核对的清单"),
    DueSort.CONFIRM: say("一年以上没有核对的收费"),
    DueSort.WORDS: say("上个月没有答好的搜索"),
}


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do: until when (None: no day is set), which fees it is about, and whether the day may still move."""

    sort: DueSort
    title: Message
    detail: Message
    due: date | None = None
    codes: tuple[str, ...] = ()
    provisional: bool = False
    query: str = ""
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class OpenRevision:
    """A change that is known and not published yet; `known_on` is the day it was registered."""

    number: int
    title: str
    document: str
    known_on: date


@dataclass(frozen=True, slots=True)
class DueFacts:
    """What the list is made of. `publish_within` are the working days in which a change must be published, by law."""

    entries: Sequence[Entry] = ()
    reliefs: Sequence[ReliefRule] = ()
    coverage: Sequence[Coverage] = ()
    revisions: Sequence[OpenRevision] = ()
    weak: Sequence[tuple[str, int]] = ()
    publish_within: int | None = None
    publish_basis: str = ""
    workdays: Workdays = field(default_factory=Workdays)


def due_items(today: date, facts: DueFacts) -> list[DueItem]:
    """Everything that is due or will be within 90 days, the most pressing first; what has no day comes last."""
    found = [
        *_rates(today, facts.entries),
        *_reliefs(today, facts.reliefs),
        *_publications(facts),
        *_lists(today, facts.coverage),
        *_rows(today, facts),
        *_searches(facts.weak),
    ]
    order = list(DueSort)
    return sorted(found, key=lambda item: (item.due is None, item.due or date.max, order.index(item.sort)))


def confirmed_on(entry: Entry, coverage: Iterable[Coverage], today: date) -> date | None:
    """The last day on which the row is known to have stood in its source; None where nothing tells.

    That is the latest day that its source names, or on which its whole list was read.
    """
    told = [day for day in _days_in(entry.source) if day <= today]
    own = (row for row in coverage if row.kind == entry.kind and row.region_code == entry.region_code)
    told += [row.as_at for row in own if row.complete and row.as_at]
    return max(told, default=None)


def _days_in(text: str) -> list[date]:
    found = []
    for year, month, day in _DAY.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _soon(end: date | None, today: date) -> bool:
    return end is not None and today <= end <= today + AHEAD


def _rates(today: date, entries: Iterable[Entry]) -> Iterable[DueItem]:
    for entry in entries:
        if _soon(entry.period.end, today) and entry.in_force_on(today):
            detail = say("%(code)s 的规定到这一天为止；查明是延续、调整还是取消。", code=entry.code)
            yield DueItem(DueSort.EXPIRES, say("%(name)s", name=entry.name), detail, entry.period.end, (entry.code,))


def _reliefs(today: date, reliefs: Iterable[ReliefRule]) -> Iterable[DueItem]:
    held: dict[tuple[str, str], list[ReliefRule]] = {}
    for relief in reliefs:
        if _soon(relief.period.end, today):
            held.setdefault((relief.name, relief.document), []).append(relief)
    for (name, document), rules in held.items():
        codes = tuple(dict.fromkeys(code for rule in rules for code in rule.codes))
        detail = say("减免（%(document)s）到这一天为止；查明是否延续。", document=document)
        yield DueItem(DueSort.EXPIRES, say("%(name)s", name=name), detail, rules[0].period.end, codes)


def _publications(facts: DueFacts) -> Iterable[DueItem]:
    if facts.publish_within is None:
        return
    for each in facts.revisions:
        last = facts.workdays.after(each.known_on, facts.publish_within)
        detail = say(
            "%(count)s 个工作日内公布（%(basis)s）；从登记之日起算，文件更早的以文件为准。",
            count=facts.publish_within,
            basis=facts.publish_basis,
        )
        title = say("%(name)s", name=each.title)
        yield DueItem(DueSort.PUBLISH, title, detail, last.day, provisional=last.provisional, revision=each.number)


def _lists(today: date, coverage: Iterable[Coverage]) -> Iterable[DueItem]:
    for row in coverage:
        title = say("%(kind)s · %(place)s", kind=word(row.kind), place=row.region_name)
        if row.as_at is None:
            yield DueItem(DueSort.COVERAGE, title, say("从未收录。"))
        elif row.as_at + KEEPS <= today + AHEAD:
            detail = say("上次核对是 %(day)s。", day=row.as_at)
            yield DueItem(DueSort.COVERAGE, title, detail, row.as_at + KEEPS)


def _rows(today: date, facts: DueFacts) -> Iterable[DueItem]:
    held: dict[tuple[FeeKind, str], list[str]] = {}
    for entry in facts.entries:
        told = confirmed_on(entry, facts.coverage, today)
        if entry.in_force_on(today) and (told is None or told + KEEPS < today):
            held.setdefault((entry.kind, entry.region_name), []).append(entry.code)
    for (kind, place), codes in held.items():
        title = say("%(kind)s · %(place)s：%(count)s 项", kind=word(kind), place=place, count=len(codes))
        detail = say("来源里的日期都在一年以前，或者没有日期；逐项对照现行文件。")
        yield DueItem(DueSort.CONFIRM, title, detail, codes=tuple(codes))


def _searches(weak: Iterable[tuple[str, int]]) -> Iterable[DueItem]:
    for text, times in weak:
        detail = say("问了 %(count)s 次；看看是缺俗称、缺近义词，还是缺收费。", count=times)
        yield DueItem(DueSort.WORDS, say("“%(text)s”", text=text), detail, query=text)
