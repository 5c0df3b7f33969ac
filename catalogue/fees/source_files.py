"""Reading the data folder into rows ready for the lists; it refuses to touch the database or to fill a gap."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from catalogue.fees.kinds import FeeKind, Status
from catalogue.fees.periods import day_before

# Every file that shapes the lists; a change in any of them makes the folder new.
FILES = (
    "edition.csv",
    "regions.csv",
    "fees.csv",
    "historic_fees.csv",
    "earlier_versions.csv",
    "version_starts.csv",
    "changes.csv",
    "change_codes.csv",
    "relief.csv",
    "relief_rules.csv",
    "coverage.csv",
    "applicability.csv",
    "aliases.csv",
    "names_en.csv",
    "synonyms.csv",
    "stop_words.csv",
    "bodies.csv",
    "collectors.csv",
    "outside.csv",
    "variants.csv",
)
WORD_LISTS = {
    "synonyms": "word",
    "stop_words": "word",
    "bodies": "word",
    "collectors": "family",
    "outside": "word",
    "variants": "character",
    "applicability": "code",
}

Row = dict[str, str]


@dataclass(frozen=True)
class FeeSource:
    """One dated wording as the data folder gives it; text fields empty where the data says nothing."""

    code: str
    parent_code: str | None
    kind: str
    level: str
    region_code: str
    record_only: bool
    name: str
    name_en: str
    department: str
    standard_text: str
    rate_value: Decimal | None
    rate_unit: str
    payer: str
    business_related: str
    fund_management: str
    basis: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None
    status: str
    only_in: tuple[str, ...]
    not_in: tuple[str, ...]
    ended_by: str
    successor_code: str | None
    remarks: str
    source: str
    confidence: str


def fingerprint(folder: Path) -> str:
    """A hash over the files that shape the lists."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def read_rows(path: Path) -> list[Row]:
    """The rows of one CSV file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (value or "").strip() for name, value in row.items()} for row in csv.DictReader(file)]


def read_fees(folder: Path) -> list[FeeSource]:
    """All wordings of all fees: today's rows, their earlier versions, and fees known only from changes."""
    english = {row["code"]: row["name_en"] for row in read_rows(folder / "names_en.csv")}
    starts = {row["code"]: row for row in read_rows(folder / "version_starts.csv")}
    endings = _endings(folder)
    places = read_rows(folder / "applicability.csv")
    earlier: dict[str, list[Row]] = {}
    for row in read_rows(folder / "earlier_versions.csv"):
        earlier.setdefault(row["code"], []).append(row)
    fees: list[FeeSource] = []
    for row in [*read_rows(folder / "fees.csv"), *read_rows(folder / "historic_fees.csv")]:
        if row["code"] in starts:
            row = {**row, "effective_from": starts[row["code"]]["effective_from"]}
        fee = _fee(row, english.get(row["code"], ""), endings)
        fee = replace(fee, only_in=_places(places, fee.code, "yes"), not_in=_places(places, fee.code, "no"))
        fees += [*(_earlier(fee, version) for version in earlier.get(fee.code, [])), fee]
    return fees


def read_word_lists(folder: Path) -> Iterator[tuple[str, str, Row]]:
    """Every row of every word list: the list, its word, and its other columns."""
    for name, key in WORD_LISTS.items():
        for row in read_rows(folder / f"{name}.csv"):
            yield name, row[key], {column: value for column, value in row.items() if column != key}


def read_aliases(folder: Path) -> Iterator[Row]:
    """The other names of fees: those that stand in the source rows, and the editors'."""
    for row in read_rows(folder / "fees.csv"):
        for text in filter(None, row["aliases"].split(";")):
            yield {
                "code": row["code"],
                "alias": text.strip(),
                "sort": "official",
                "confidence": row["confidence"],
                "source": row["source"],
            }
    yield from read_rows(folder / "aliases.csv")


def read_changes(folder: Path) -> Iterator[tuple[Row, list[str]]]:
    """The recorded changes with the codes of the fees that each touched."""
    links = {
        (row["date"], row["document_no"], row["item"]): row["codes"] for row in read_rows(folder / "change_codes.csv")
    }
    for row in read_rows(folder / "changes.csv"):
        codes = links.get((row["date"], row["document_no"], row["item"]), "")
        yield row, [code for code in codes.split(";") if code]


def read_reliefs(folder: Path) -> Iterator[Row]:
    """The testable side of each relief, joined with the wording of its source row where it has one."""
    wordings = {(row["name"], row["document_no"]): row for row in read_rows(folder / "relief.csv")}
    for rule in read_rows(folder / "relief_rules.csv"):
        wording = wordings.get((rule["name"], rule["document_no"]), {})
        yield {"applies_to": "", "condition": "", "benefit": "", **wording, **rule}


def day(text: str) -> date | None:
    """A day of the data; empty, or known only to the year, is None."""
    return date.fromisoformat(text) if len(text) == 10 else None


def _fee(row: Row, name_en: str, endings: dict[str, Row]) -> FeeSource:
    code = row["code"]
    ending = endings.get(code, {}) if row["status"] != Status.IN_FORCE else {}
    historic = "list" not in row
    return FeeSource(
        code=code,
        parent_code=(row.get("parent_code") or (code.rpartition(".")[0] if not historic else "")) or None,
        kind=FeeKind(row["kind"] if historic else row["list"]).value,
        level=row["level"],
        region_code=row["region_code"],
        record_only=historic,
        name=row["name"],
        name_en=name_en,
        department=row["department"],
        standard_text=row["standard_text"],
        rate_value=Decimal(row["rate_value"]) if row["rate_value"] else None,
        rate_unit=row["rate_unit"],
        payer=row["payer"],
        business_related=row["business_related"] or "unknown",
        fund_management=row.get("fund_management", ""),
        basis=tuple(filter(None, row.get("legal_basis", "").split(";"))),
        effective_from=day(row["effective_from"]),
        effective_to=day(row["effective_to"]),
        status=Status(row["status"]).value,
        only_in=(),
        not_in=(),
        ended_by=row.get("ended_by") or ending.get("document_no", ""),
        successor_code=row.get("successor_code") or ending.get("successor_code") or None,
        remarks=row.get("remarks", ""),
        source=row["source"],
        confidence=row["confidence"],
    )


def _places(rows: list[Row], code: str, applies: str) -> tuple[str, ...]:
    return tuple(row["region_code"] for row in rows if row["code"] == code and row["applies"] == applies)


def _earlier(fee: FeeSource, row: Row) -> FeeSource:
    """An earlier wording: what changed is its own, the rest is the fee's."""
    end = day(row["effective_to"]) or (day_before(fee.effective_from) if fee.effective_from else None)
    return replace(
        fee,
        standard_text=row["standard_text"],
        rate_value=Decimal(row["rate_value"]) if row["rate_value"] else None,
        rate_unit=row["rate_unit"],
        basis=tuple(filter(None, row["basis"].split(";"))) or fee.basis,
        effective_from=day(row["effective_from"]),
        effective_to=end,
        status=Status.IN_FORCE.value,
        ended_by="",
        successor_code=None,
        remarks=row["remarks"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _endings(folder: Path) -> dict[str, Row]:
    """By code: the document of the change that cancelled or suspended the fee, and what took its place."""
    links = {(row["date"], row["document_no"], row["item"]): row for row in read_rows(folder / "change_codes.csv")}
    found: dict[str, Row] = {}
    for row, codes in read_changes(folder):
        if row["change"] in ("cancel", "suspend"):
            link = links[(row["date"], row["document_no"], row["item"])]
            found |= {code: {**row, "successor_code": link["successor_code"]} for code in codes}
    return found
