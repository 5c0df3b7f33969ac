"""Scores judged charges in-process by the rules of the cases: verdict, code, amount and the two harmful errors."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from catalogue.checks.charges import Charge
from catalogue.checks.check import check_charge
from catalogue.checks.lists import Lists
from catalogue.checks.verdict import Verdict
from catalogue.fees.kinds import PayerKind

CASES = Path(__file__).parent / "cases"
LISTED = {"listed_ok", "listed_amount_unchecked"}
TODAY = date(2026, 11, 23)


@dataclass
class Score:
    """What came out, and every case that is not right."""

    cells: dict[str, dict[str, list[bool]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    harm: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, what: str) -> float:
        results = [result for cell in self.cells.values() for result in cell[what]]
        return sum(results) / len(results)


def read_cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def charge_of(row: dict[str, str]) -> Charge:
    return Charge(
        name=row["charged_name"],
        region=row["region_code"],
        on=date.fromisoformat(row["charged_on"]),
        collecting_body=row["collecting_body"],
        quantity=Decimal(row["quantity"]) if row["quantity"] else None,
        unit=row["unit_measure"],
        amount=Decimal(row["amount"]) if row["amount"] else None,
        payer=PayerKind(row["payer_kind"] or "unknown"),
    )


def score(rows: list[dict[str, str]], lists: Lists) -> Score:
    result = Score()
    for row in rows:
        _count(row, check_charge(charge_of(row), lists, TODAY), result)
    return result


def _count(row: dict[str, str], verdict: Verdict, result: Score) -> None:
    wanted = row["expected_verdict"].split("|")
    got, code = verdict.code.value, verdict.fee.code if verdict.fee else ""
    cell = result.cells[wanted[0]]
    cell["verdict"].append(got in wanted)
    shown = f"{row['id']} {row['charged_name']} {row['charged_on']} {row['collecting_body']}"
    if got not in wanted:
        why = "".join(map(str, (verdict.headline, *verdict.matched, *verdict.reasons)))
        result.misses.append(f"{shown}: wanted {wanted} got {got} {code}: {why}")
    if row["expected_code"] and got in wanted and ";" not in row["expected_code"] and got != "ambiguous":
        allowed = row["expected_code"].split("|")
        cell["code"].append(code in allowed or (not code and "-" in allowed))
        if not cell["code"][-1]:
            result.misses.append(f"{shown}: {got} wanted code {allowed} got {code}")
    if row["expected_max_amount"] and got in ("listed_ok", "over_standard"):
        cell["amount"].append(verdict.max_amount == Decimal(row["expected_max_amount"]))
        if not cell["amount"][-1]:
            result.misses.append(f"{shown}: {got} wanted at most {row['expected_max_amount']} got {verdict.max_amount}")
    if got == "not_listed" and "not_listed" not in wanted:
        result.harm["lawful or other charge called not_listed"] += 1
    if got in LISTED and not LISTED & set(wanted):
        result.harm["irregular or outside charge called listed"] += 1
