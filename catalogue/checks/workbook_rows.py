"""Judges the rows of a table one by one and sums them up; it refuses to lose a row that it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from catalogue.checks.charges import Charge, read_charge
from catalogue.checks.check import Meanings, check_charge
from catalogue.checks.lists import Lists
from catalogue.checks.verdict import Code, Sureness, Verdict
from catalogue.checks.workbook_columns import heading_note
from catalogue.checks.workbook_values import (
    RegionNames,
    Value,
    amount_text,
    day_text,
    is_total,
    payer_text,
    quantity_text,
    text_of,
    unmarked,
)
from catalogue.checks.workbooks import SheetTable, Table
from catalogue.fees.money import parse_amount
from catalogue.messages import Message, Problem, say

Tell = Callable[[Message], str]
Cell = str | Decimal | None
LONGEST_EXPLANATION = 1500
MOST_FIRST = 12

HEADINGS: tuple[Message, ...] = (
    say("核对结论"),
    say("说明"),
    say("最高可收"),
    say("多收"),
    say("对应项目编码"),
    say("对应项目名称"),
    say("依据"),
    say("把握"),
    say("清单期号"),
)
WIDTHS = (22, 60, 12, 12, 16, 30, 30, 12, 10)
TITLES: Mapping[Code, Message] = {
    Code.LISTED_OK: say("在清单内，金额符合标准"),
    Code.OVER_STANDARD: say("超标准收费"),
    Code.LISTED_AMOUNT_UNCHECKED: say("在清单内，金额需按文件核对"),
    Code.NOT_YET_IN_FORCE: say("尚未开征"),
    Code.ENDED: say("已停征/已取消"),
    Code.EXEMPT: say("应当免征/减征"),
    Code.WRONG_COLLECTOR: say("收费主体不符"),
    Code.NOT_LISTED: say("清单之外，可拒绝缴纳并举报"),
    Code.OUTSIDE_LISTS: say("不属于目录清单管理"),
    Code.AMBIGUOUS: say("请选择具体项目"),
}
UNREAD = "unread"
UNREAD_TITLE = say("这一行读不懂，没有核对")
_SURENESS = {Sureness.SURE: say("确定"), Sureness.LIKELY: say("把握较大"), Sureness.UNCERTAIN: say("没有把握")}
# What a payer should look at first.
_WRONG = (
    Code.OVER_STANDARD,
    Code.NOT_LISTED,
    Code.ENDED,
    Code.EXEMPT,
    Code.WRONG_COLLECTOR,
    Code.NOT_YET_IN_FORCE,
)
_REPEATABLE = ("name", "collecting_body", "region", "charged_on", "unit", "payer_kind")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: which column (from 0) holds what, and what counts where a row gives no day or place."""

    columns: Mapping[str, int]
    day: date
    region: str


@dataclass(frozen=True, slots=True)
class Line:
    """The answer to one row: the cells to add, and for the summary its verdict (None: not judged) and its amount."""

    sheet: int
    number: int
    cells: tuple[Cell, ...]
    verdict: Verdict | None = None
    amount: Decimal | None = None
    unread: bool = False


@dataclass(slots=True)
class Group:
    """The rows of one verdict (a code, or UNREAD): how many, and their money."""

    code: str
    count: int = 0
    amount: Decimal = Decimal(0)


@dataclass(slots=True)
class Summary:
    """All rows together. `rows` were judged or could not be read; `skipped` had no name. Money in yuan."""

    rows: int = 0
    skipped: int = 0
    total: Decimal = Decimal(0)
    excess: Decimal = Decimal(0)
    groups: dict[str, Group] = field(default_factory=dict)
    first: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        if line.verdict is None and not line.unread:
            self.skipped += 1
            return
        self.rows += 1
        code = line.verdict.code.value if line.verdict else UNREAD
        group = self.groups.setdefault(code, Group(code))
        group.count += 1
        group.amount += line.amount or 0
        self.total += line.amount or 0
        if line.verdict and line.verdict.excess:
            self.excess += line.verdict.excess
        if line.verdict and line.verdict.code in _WRONG:
            self.first.append(line)
            if len(self.first) > 20 * MOST_FIRST:
                self._keep_first()

    def finish(self) -> Summary:
        """The same, its rows in order of what is at stake and its groups in order of their money."""
        self._keep_first()
        ordered = sorted(self.groups.values(), key=lambda group: (-group.amount, -group.count))
        self.groups = {group.code: group for group in ordered}
        return self

    def _keep_first(self) -> None:
        def at_stake(line: Line) -> Decimal:
            return (line.verdict.excess if line.verdict else None) or line.amount or Decimal(0)

        self.first = sorted(self.first, key=at_stake, reverse=True)[:MOST_FIRST]


class Desk:
    """Judges the rows of one table; equal names and equal charges are judged once."""

    def __init__(
        self, table: Table, order: Order, lists: Lists, places: RegionNames, release: int, today: date, tell: Tell
    ) -> None:
        self._table = table
        self._order = order
        self._lists = lists
        self._places = places
        self._today = today
        self._tell = tell
        self._release = tell(say("第%(release)s期", release=release))
        self._notes = {name: heading_note(table.headings.labels[at]) for name, at in order.columns.items()}
        self._meanings: Meanings = {}
        self._verdicts: dict[Charge, Verdict] = {}

    def judge(self, sheet_number: int, number: int, row: Sequence[Value]) -> Line:
        """The answer to one row, whatever stands in it."""
        sheet = self._table.sheets[sheet_number]
        name = text_of(self._value(sheet, number, row, "name"))
        told = self._no_charge(sheet, number, row, name)
        if told is not None:
            return Line(sheet_number, number, (*self._said(say("没有核对"), told), *[None] * 7))
        notes: list[Message] = []
        try:
            charge = self._charge(sheet, number, row, notes)
            verdict = self._verdict(charge)
        except Problem as problem:
            cells = (*self._said(UNREAD_TITLE, problem.message), *[None] * 7)
            return Line(sheet_number, number, cells, amount=self._amount(sheet, number, row), unread=True)
        return Line(sheet_number, number, self._cells(verdict, notes), verdict, charge.amount)

    def _no_charge(self, sheet: SheetTable, number: int, row: Sequence[Value], name: str) -> Message | None:
        """Why a row is no charge, or None."""
        filled = {at: text_of(value) for at, value in enumerate(row) if text_of(value)}
        first = next(iter(filled.values()), "")
        if is_total(name) or (not name and is_total(first)):
            return say("合计行，不算一笔收费。")
        if not name:
            return say("没有收费名称。")
        labels = self._table.headings.labels
        if sum(labels[at] == text for at, text in filled.items() if at < len(labels)) * 2 > len(filled):
            return say("重复的表头。")
        own = [at for at in filled if (number, at) not in sheet.repeated]
        if len(filled) > 2 and len(own) <= 1 and len(set(filled.values())) == 1:
            return say("分组的标题，不算一笔收费。")
        return None

    def _value(self, sheet: SheetTable, number: int, row: Sequence[Value], field_name: str) -> Value:
        """The cell of one part of the charge. A sum that is joined over several rows was paid once, not in each."""
        at = self._order.columns.get(field_name, -1)
        if not 0 <= at < len(row) or ((number, at) in sheet.repeated and field_name not in _REPEATABLE):
            return None
        return row[at]

    def _charge(self, sheet: SheetTable, number: int, row: Sequence[Value], notes: list[Message]) -> Charge:
        def text(field_name: str) -> str:
            return unmarked(text_of(self._value(sheet, number, row, field_name)))

        self._refuse_uncomputed(sheet, number)
        amount = amount_text(self._value(sheet, number, row, "amount"), self._notes.get("amount", ""))
        quantity = quantity_text(self._value(sheet, number, row, "quantity"))
        payer = payer_text(text("payer_kind"))
        notes += [reading.note for reading in (amount, payer) if reading.note]
        values = {
            "name": text("name"),
            "collecting_body": text("collecting_body"),
            "region": self._places.code(text("region")) or self._order.region,
            "charged_on": unmarked(day_text(self._value(sheet, number, row, "charged_on"))),
            "quantity": quantity.text,
            "unit": text("unit") or (self._notes.get("quantity", "") if _is_bare(quantity.text) else ""),
            "amount": amount.text,
            "payer_kind": payer.text,
        }
        charge = read_charge(values, self._order.day, self._order.region)
        self._lists.lineage(charge.region)
        return charge

    def _refuse_uncomputed(self, sheet: SheetTable, number: int) -> None:
        """A formula that was saved without its result would count as nothing given."""
        if sheet.layout is None:
            return
        for at in self._order.columns.values():
            if (number + 1, at + 1) in sheet.layout.uncomputed:
                label = self._table.headings.labels[at]
                raise Problem(
                    say("“%(label)s”是公式，文件里没有存它的结果；请用表格软件打开，保存后再上传。", label=label)
                )

    def _amount(self, sheet: SheetTable, number: int, row: Sequence[Value]) -> Decimal | None:
        """The money of a row that could not be read otherwise."""
        try:
            reading = amount_text(self._value(sheet, number, row, "amount"), self._notes.get("amount", ""))
            return parse_amount(reading.text)
        except Problem:
            return None

    def _verdict(self, charge: Charge) -> Verdict:
        if charge not in self._verdicts:
            self._verdicts[charge] = check_charge(charge, self._lists, self._today, self._meanings)
        return self._verdicts[charge]

    def _said(self, title: Message, why: Message) -> tuple[str, str]:
        return self._tell(title), self._tell(why)

    def _cells(self, verdict: Verdict, notes: Sequence[Message]) -> tuple[Cell, ...]:
        items = [verdict.item] if verdict.item else [part.item for part in verdict.parts] or list(verdict.candidates)
        found = [item for item in items if item]
        told = (verdict.headline, *verdict.arithmetic, *verdict.reasons, *verdict.missing, *verdict.caveats, *notes)
        sentences = dict.fromkeys(self._tell(sentence) for sentence in told)
        return (
            self._tell(TITLES[verdict.code]),
            _joined(sentences)[:LONGEST_EXPLANATION],
            verdict.max_amount,
            verdict.excess,
            "；".join(item.code for item in found),
            "；".join(item.name for item in found),
            "；".join(verdict.basis),
            self._tell(_SURENESS[verdict.sureness]),
            self._release,
        )


def judge_table(desk: Desk, table: Table, progress: Callable[[int], None]) -> tuple[list[Line], Summary]:
    """All rows and what they come to; `progress` is told how many rows are done."""
    lines: list[Line] = []
    summary = Summary()
    for at, sheet in enumerate(table.sheets):
        for number, row in sheet.body():
            line = desk.judge(at, number, row)
            summary.add(line)
            # Verdicts weigh much more than the cells written from them, and only the first are shown.
            lines.append(replace(line, verdict=None))
            progress(len(lines))
    return lines, summary.finish()


def _is_bare(text: str) -> bool:
    return not text or text.replace(".", "").replace(",", "").isdigit()


def _joined(sentences: Mapping[str, None]) -> str:
    """Sentences one after the other, with a blank between those that do not end in a Chinese sign."""
    text = ""
    for sentence in sentences:
        gap = " " if text and not text.endswith(("。", "！", "？", "；")) else ""
        text += gap + sentence
    return text
