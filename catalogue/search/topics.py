"""What can be watched: a fee, a kind, a department or a search, and which fees that means; it stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Change, Viewpoint
from catalogue.fees.kinds import FeeKind
from catalogue.fees.models import FeeRow, FeeVersionRow
from catalogue.messages import Message, Problem, say
from catalogue.search.port import LARGEST_PAGE, FeeSearch, Match, SearchRequest
from catalogue.shown import word

PARTS = ("fee", "kind", "department", "q")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody watches; the parts that are given narrow each other, without any it is everything."""

    fee: str = ""
    kind: str = ""
    department: str = ""
    q: str = ""

    @property
    def everything(self) -> bool:
        return not (self.fee or self.kind or self.department or self.q)

    @property
    def address(self) -> str:
        """The topic as the parameters of an address."""
        return urlencode({name: getattr(self, name) for name in PARTS if getattr(self, name)})


def topic(given: Mapping[str, str], lists: Catalogue, release: int) -> Topic:
    """The topic of an address; a fee or kind that is not, and too long a text, is a Problem."""
    texts = {name: given.get(name, "").strip() for name in PARTS}
    for name, text in texts.items():
        if len(text) > LONGEST or not text.isprintable():
            raise Problem(say("%(field)s 最多 %(most)s 个字。", field=name, most=LONGEST), name)
    if texts["fee"] and not lists.versions(texts["fee"], release):
        raise Problem(say("没有编码为 %(code)s 的收费项目。", code=texts["fee"][:24]), "fee")
    if texts["kind"] and texts["kind"] not in list(FeeKind):
        raise Problem(say("没有“%(text)s”这种清单。", text=texts["kind"][:40]), "kind")
    return Topic(**texts)


def title(wanted: Topic, lists: Catalogue, release: int) -> Message:
    """What is watched, in words."""
    parts: list[Message] = []
    if wanted.fee:
        versions = lists.versions(wanted.fee, release)
        parts.append(say("收费项目“%(name)s”", name=versions[-1].name if versions else wanted.fee))
    if wanted.kind:
        parts.append(say("清单“%(name)s”", name=word(FeeKind(wanted.kind))))
    if wanted.department:
        parts.append(say("部门“%(name)s”", name=wanted.department))
    if wanted.q:
        parts.append(say("搜索“%(name)s”", name=wanted.q))
    if not parts:
        return say("全部收费")
    found = parts[0]
    for part in parts[1:]:
        found = say("%(first)s、%(second)s", first=found, second=part)
    return found


def fees_of(wanted: Topic, session: Session, search: FeeSearch, view: Viewpoint) -> frozenset[str] | None:
    """The codes of the fees that are meant, of every day; None for all of them."""
    if wanted.everything:
        return None
    found: set[str] | None = None
    if wanted.fee:
        found = _narrowed(found, session.scalars(_family(wanted.fee)))
    if wanted.kind:
        found = _narrowed(found, session.scalars(select(FeeRow.code).where(FeeRow.kind == wanted.kind)))
    if wanted.department:
        named = or_(FeeVersionRow.department == wanted.department, FeeVersionRow.collecting_body == wanted.department)
        found = _narrowed(found, session.scalars(select(FeeVersionRow.fee_code).where(named)))
    if wanted.q:
        found = _narrowed(found, _searched(wanted.q, search, view))
    return frozenset(found or ())


def meant(change: Change, wanted: Topic, codes: frozenset[str] | None) -> bool:
    """Whether a recorded change belongs to the topic.

    One whose fees are not known belongs to a search whose text its item names, and to nothing else.
    """
    if codes is None or any(code in codes for code in change.codes):
        return True
    return not change.codes and bool(wanted.q) and not (wanted.fee or wanted.kind) and wanted.q in change.item


def _family(code: str) -> Select[str]:
    """A fee and the entries below it."""
    return select(FeeRow.code).where(or_(FeeRow.code == code, FeeRow.code.startswith(f"{code}.", autoescape=True)))


def _narrowed(found: set[str] | None, more: Iterable[str]) -> set[str]:
    return set(more) if found is None else found & set(more)


def _searched(text: str, search: FeeSearch, view: Viewpoint) -> list[str]:
    """What the search surely means; a doubtful answer watches nothing yet."""
    answer = search.search(SearchRequest(text, view.on, view.region, per_page=LARGEST_PAGE))
    if answer.match not in (Match.EXACT, Match.PROBABLE):
        return []
    return [hit.code for hit in (*answer.hits, *answer.ended)]
