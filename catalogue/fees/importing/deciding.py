"""Tells what was decided while a table was read, one sentence for each sort of decision; it refuses to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalogue.fees.importing.findings import Finding, Rule
from catalogue.fees.importing.tables import Table
from catalogue.fees.importing.values import Decisions
from catalogue.messages import Message, say

# How many rows one sentence names.
_NAMED = 10


def decided(table: Table, first_row: int) -> Iterator[Finding]:
    """The findings of one table whose first row has the number `first_row`."""
    rows = [
        (number, draft.decisions) for number, draft in enumerate(table.drafts, first_row) if draft.decisions is not None
    ]
    where = table.section.where
    for rule, wanted, tell in _SORTS:
        numbers = [number for number, decisions in rows if wanted(decisions)]
        if numbers:
            about = numbers[0] if len(numbers) == 1 else None
            yield Finding(rule, tell(where, _told(numbers)), about)
    units: dict[str, list[int]] = {}
    for number, decisions in rows:
        if decisions.unit and not decisions.unit_assumed:
            units.setdefault(decisions.unit, []).append(number)
    for unit, numbers in units.items():
        yield Finding(
            Rule.UNIT_TAKEN_FROM_HEADER,
            say(
                "%(where)s：第%(rows)s条的标准只有数字，按表上的单位写成“%(unit)s”",
                where=where,
                rows=_told(numbers),
                unit=unit,
            ),
        )


def _told(numbers: list[int]) -> str:
    named = "、".join(str(number) for number in numbers[:_NAMED])
    return f"{named}……（共{len(numbers)}条）" if len(numbers) > _NAMED else named


_Sort = tuple[Rule, Callable[[Decisions], bool], Callable[[Message, str], Message]]
_SORTS: tuple[_Sort, ...] = (
    (
        Rule.DITTO_FILLED,
        lambda decisions: bool(decisions.dittos),
        lambda where, rows: say("%(where)s：第%(rows)s条的“同上”按上一行读入", where=where, rows=rows),
    ),
    (
        Rule.DEPARTMENT_CARRIED,
        lambda decisions: decisions.department_carried,
        lambda where, rows: say("%(where)s：第%(rows)s条的部门空白，沿用上一个部门", where=where, rows=rows),
    ),
    (
        Rule.PARENT_CARRIED,
        lambda decisions: decisions.parent_carried,
        lambda where, rows: say("%(where)s：第%(rows)s条的上级项目空白，沿用上一个上级项目", where=where, rows=rows),
    ),
    (
        Rule.UNIT_ASSUMED,
        lambda decisions: decisions.unit_assumed,
        lambda where, rows: say(
            "%(where)s：第%(rows)s条只写了数字和计费单位，没有写明货币，按元读入，请核对", where=where, rows=rows
        ),
    ),
    (
        Rule.UNIT_MISSING,
        lambda decisions: decisions.unit_missing,
        lambda where, rows: say(
            "%(where)s：第%(rows)s条的标准只有数字，表上没有写单位，请核对", where=where, rows=rows
        ),
    ),
    (
        Rule.SERIAL_READ_AS_DAY,
        lambda decisions: bool(decisions.days),
        lambda where, rows: say("%(where)s：第%(rows)s条日期列里的序列数读作日期", where=where, rows=rows),
    ),
)
