"""The real lists as plain values, and libraries built from them, for the tests of the search."""

from functools import cache
from pathlib import Path

from catalogue.fees.entries import Alias, Entry, Region
from catalogue.fees.kinds import BusinessRelated, Confidence, FeeKind, Level, Status
from catalogue.fees.periods import Period
from catalogue.fees.source_files import FeeSource, read_aliases, read_fees, read_rows
from catalogue.search.twin import MemoryLibrary
from catalogue.search.words import Words, load_words

DATA = Path(__file__).resolve().parents[2] / "data"
CASES = Path(__file__).parent / "cases"


@cache
def regions() -> tuple[Region, ...]:
    lines: dict[str, tuple[str, ...]] = {}
    found = []
    for row in sorted(read_rows(DATA / "regions.csv"), key=lambda row: (row["code"] != "000000", row["code"])):
        lines[row["code"]] = (*lines.get(row["parent_code"], ()), row["code"])
        found.append(
            Region(
                row["code"], row["name"], row["short_name"], row["level"], row["parent_code"] or None,
                lines[row["code"]], row["pinyin"], row["initials"],
            )
        )  # fmt: skip
    return tuple(found)


@cache
def entries() -> tuple[Entry, ...]:
    names = {region.code: region.name for region in regions()}
    aliases: dict[str, list[Alias]] = {}
    for row in read_aliases(DATA):
        aliases.setdefault(row["code"], []).append(Alias(row["alias"], row["sort"]))
    return tuple(
        _entry(number, fee, names[fee.region_code], tuple(aliases.get(fee.code, ())))
        for number, fee in enumerate(read_fees(DATA), start=1)
    )


def _entry(number: int, fee: FeeSource, region: str, aliases: tuple[Alias, ...]) -> Entry:
    return Entry(
        version_id=number, code=fee.code, kind=FeeKind(fee.kind), level=Level(fee.level),
        region_code=fee.region_code, region_name=region, name=fee.name, parent_code=fee.parent_code,
        department=fee.department, collecting_body="", standard_text=fee.standard_text,
        rate_value=fee.rate_value, rate_unit=fee.rate_unit, payer=fee.payer,
        business_related=BusinessRelated(fee.business_related), fund_management=fee.fund_management,
        basis=fee.basis, period=Period(fee.effective_from, fee.effective_to), status=Status(fee.status),
        ended_by=fee.ended_by, successor_code=fee.successor_code, aliases=aliases, remarks=fee.remarks,
        source=fee.source, confidence=Confidence(fee.confidence), record_only=fee.record_only,
    )  # fmt: skip


@cache
def words() -> Words:
    return load_words(DATA)


@cache
def twin() -> MemoryLibrary:
    return MemoryLibrary(1, entries(), words(), regions())
