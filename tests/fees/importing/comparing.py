"""Compares readings with expected rows as the samples are compared: NFKC, no white space, field by field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from catalogue.fees.importing.rows import PublishedRow

FIELDS = (
    "list", "name", "parent_name", "department", "collecting_body", "payer", "standard_text",
    "fund_management", "legal_basis", "business_related", "remarks",
)  # fmt: skip


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def folded(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{name: fold(row.get(name) or "") for name in FIELDS} for row in rows]


def folded_rows(rows: Iterable[PublishedRow]) -> list[dict[str, str]]:
    return [
        {name: fold(";".join(row.legal_basis) if name == "legal_basis" else str(getattr(row, name))) for name in FIELDS}
        for row in rows
    ]
