"""What only a whole table tells: marks explained in notes, ticks, repeated names; it refuses to change a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalogue.fees.importing.deciding import decided
from catalogue.fees.importing.findings import Finding, Rule
from catalogue.fees.importing.rows import PublishedRow, Reading
from catalogue.fees.importing.tables import Draft, Table
from catalogue.fees.importing.titles import explained_marks, fold
from catalogue.fees.importing.values import doubtful_documents
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import BusinessRelated, FeeKind
from catalogue.messages import Message, say

_YES = re.compile(r"是.*|[√✓✔☑▲●★◎]+|yes|y|涉企.*|部分涉企|有", re.IGNORECASE)
_NO = re.compile(r"否.*|[×✗✘xX☒╳╳✕✖]+|no|n|非涉企.*|不涉企.*|不是|非|无", re.IGNORECASE)
_TICK = re.compile(r"[√✓✔☑▲●★◎]+")
# A box stands before both words or behind both: ☑是 □否, 是☑ 否□.
_BOX_FIRST = re.compile(r"[☑√✓✔■●□☐○◯]")
_CHOSEN = "[☑√✓✔■●]"
_LIST_NAMES = {
    FeeKind.ADMINISTRATIVE: say("行政事业性收费"),
    FeeKind.GOVERNMENT_FUND: say("政府性基金"),
    FeeKind.REGULATED_SERVICE: say("政府定价经营服务性收费"),
}


def finished(tables: Iterable[Table], findings: list[Finding]) -> Reading:
    """The rows of all tables, numbered through, and everything worth telling about them."""
    rows: list[PublishedRow] = []
    told = list(findings)
    tables = list(tables)
    everything = [note for section in {id(t.section): t.section for t in tables}.values() for note in section.notes]
    fallback = explained_marks(everything)
    for table in tables:
        judge = _Business(table, fallback)
        told.extend(judge.findings())
        if not table.sure_of_kind:
            told.append(
                Finding(
                    Rule.LIST_ASSUMED,
                    say(
                        "%(where)s没有写明是哪一类清单，按%(list)s读入",
                        where=table.section.where,
                        list=_LIST_NAMES[table.kind],
                    ),
                )
            )
        first = len(rows) + 1
        for draft in table.drafts:
            rows.append(_row(len(rows) + 1, draft, judge.of(draft)))
            told.extend(_about(rows[-1]))
        told.extend(decided(table, first))
    told.extend(_several(rows))
    told.extend(_duplicates(rows))
    return Reading(tuple(rows), tuple(told))


def _row(number: int, draft: Draft, business: BusinessRelated) -> PublishedRow:
    return PublishedRow(
        row_no=number,
        list=draft.kind,
        name=draft.name,
        parent_name=draft.parent,
        department=draft.department,
        collecting_body=draft.collector,
        payer=draft.payer,
        standard_text=draft.standard,
        fund_management=draft.fund,
        legal_basis=draft.basis,
        business_related=business,
        remarks=draft.remarks,
        source=draft.source,
    )


class _Business:
    """Decides 是否涉企 for the rows of one table: its column, else marks explained in notes, else its title."""

    def __init__(self, table: Table, fallback: dict[str, BusinessRelated]) -> None:
        self.table = table
        self.column = table.header.has(Column.BUSINESS, Column.BUSINESS_YES, Column.BUSINESS_NO)
        filled = [draft.business for draft in table.drafts if draft.business]
        self.ticks = bool(filled) and all(_TICK.fullmatch(fold(text)) for text in filled)
        own = explained_marks(table.section.notes)
        used = {_sign(sign) for draft in table.drafts for sign in draft.signs}
        borrowed = {sign: meaning for sign, meaning in fallback.items() if sign in used}
        self.marks = {} if self.column else own or borrowed

    def of(self, draft: Draft) -> BusinessRelated:
        if self.column:
            return self._from_column(fold(draft.business))
        if self.marks:
            meanings = {self.marks[_sign(sign)] for sign in draft.signs if _sign(sign) in self.marks}
            if len(meanings) == 1:
                return meanings.pop()
            others = set(self.marks.values())
            return _opposite(others.pop()) if len(others) == 1 else BusinessRelated.UNKNOWN
        return draft.band_business or self.table.business or BusinessRelated.UNKNOWN

    def _from_column(self, text: str) -> BusinessRelated:
        if not text:
            return BusinessRelated.NO if self.ticks else BusinessRelated.UNKNOWN
        before = _BOX_FIRST.match(text) is not None
        for word, meaning in (("是", BusinessRelated.YES), ("否", BusinessRelated.NO)):
            if re.search(_CHOSEN + word if before else word + _CHOSEN, text):
                return meaning
        if _NO.fullmatch(text):
            return BusinessRelated.NO
        return BusinessRelated.YES if _YES.fullmatch(text) else BusinessRelated.UNKNOWN

    def findings(self) -> Iterator[Finding]:
        where = self.table.section.where
        for sign, meaning in self.marks.items():
            text = say("涉企") if meaning is BusinessRelated.YES else say("非涉企")
            yield Finding(
                Rule.MARK_EXPLAINED,
                say("%(where)s按注释把带%(sign)s的项目记为%(meaning)s，其余相反", where=where, sign=sign, meaning=text),
            )
        if not self.column and not self.marks and self.table.business is not None:
            yield Finding(Rule.TITLED_BUSINESS, say("%(where)s没有是否涉企列，按标题判断是否涉企", where=where))


def _sign(sign: str) -> str:
    return "*" if sign in "*＊﹡" else sign


def _opposite(value: BusinessRelated) -> BusinessRelated:
    return BusinessRelated.NO if value is BusinessRelated.YES else BusinessRelated.YES


def _about(row: PublishedRow) -> Iterator[Finding]:
    """What one row lacks or leaves in doubt; a row that only groups others lacks nothing."""
    only_groups = not (row.standard_text or row.fund_management or row.payer or row.collecting_body)
    if not row.legal_basis and not only_groups:
        yield Finding(Rule.MISSING_BASIS, say("“%(name)s”没有写政策依据", name=row.name), row.row_no)
    for document in doubtful_documents(row.legal_basis):
        yield Finding(
            Rule.UNREADABLE_DOCUMENT_NUMBER,
            say("“%(name)s”的依据“%(document)s”不是能识别的文号", name=row.name, document=document),
            row.row_no,
        )


def _several(rows: list[PublishedRow]) -> Iterator[Finding]:
    counts: dict[FeeKind, int] = {}
    for row in rows:
        counts[row.list] = counts.get(row.list, 0) + 1
    if len(counts) > 1:
        listed: list[Message] = [
            say("%(list)s%(count)s项", list=_LIST_NAMES[kind], count=count) for kind, count in counts.items()
        ]
        yield Finding(
            Rule.SEVERAL_LISTS, say("文件里有几类清单：%(lists)s", lists="、".join(str(text) for text in listed))
        )


def _duplicates(rows: list[PublishedRow]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = (row.list, row.department, row.parent_name, fold(row.name))
        if key in seen:
            yield Finding(
                Rule.DUPLICATE_NAME,
                say("“%(name)s”与第%(row)s条同名", name=row.name, row=seen[key]),
                row.row_no,
            )
        seen.setdefault(key, row.row_no)
