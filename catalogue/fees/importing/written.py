"""Readings as CSV in the published columns; it refuses to write anything a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from catalogue.fees.importing.rows import PublishedRow

COLUMNS = (
    "row_no", "list", "name", "parent_name", "department", "collecting_body", "payer", "standard_text",
    "fund_management", "legal_basis", "business_related", "remarks",
)  # fmt: skip


def write_rows(rows: Iterable[PublishedRow], out: TextIO) -> None:
    """Write rows with LF line ends, documents of a basis separated by `;`."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = {column: getattr(row, column) for column in COLUMNS}
        writer.writerow([*({**values, "legal_basis": ";".join(row.legal_basis)}).values()])
