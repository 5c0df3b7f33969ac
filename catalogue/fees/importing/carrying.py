"""Readings as lines of JSON between the process that reads and the one that asks; it refuses code in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from catalogue.fees.importing.findings import Finding, Rule
from catalogue.fees.importing.rows import PublishedRow, Reading, Source
from catalogue.fees.kinds import BusinessRelated, FeeKind
from catalogue.messages import Message

_TEXTS = (
    "name",
    "parent_name",
    "department",
    "collecting_body",
    "payer",
    "standard_text",
    "fund_management",
    "remarks",
)


def message_out(message: Message) -> dict[str, Any]:
    """A message with its parameters; a parameter may itself be a message."""
    params = {
        name: message_out(value) if isinstance(value, Message) else value if isinstance(value, int) else str(value)
        for name, value in message.params.items()
    }
    return {"text": message.text, "params": params}


def message_in(value: dict[str, Any]) -> Message:
    params = {name: message_in(part) if isinstance(part, dict) else part for name, part in value["params"].items()}
    return Message(str(value["text"]), params)


def reading_out(reading: Reading) -> Iterator[str]:
    """One line per row and finding. Headings repeat from row to row and are sent once per table."""
    headings: dict[tuple[str, ...], int] = {}
    for row in reading.rows:
        source = row.source
        if source.headings not in headings:
            headings[source.headings] = len(headings)
            yield json.dumps({"headings": source.headings}, ensure_ascii=False)
        yield json.dumps(
            {
                "row": [getattr(row, name) for name in _TEXTS],
                "list": row.list,
                "business": row.business_related,
                "basis": row.legal_basis,
                "at": [source.row, source.page, headings[source.headings]],
                "where": message_out(source.where),
                "cells": source.cells,
            },
            ensure_ascii=False,
        )
    for finding in reading.findings:
        yield json.dumps(
            {"finding": finding.rule, "message": message_out(finding.message), "about": finding.row_no},
            ensure_ascii=False,
        )


class ReadingIn:
    """Takes lines of `reading_out` one by one and gives the reading they make."""

    def __init__(self) -> None:
        self.rows: list[PublishedRow] = []
        self.findings: list[Finding] = []
        self.headings: list[tuple[str, ...]] = []

    def take(self, part: dict[str, Any]) -> None:
        if "headings" in part:
            self.headings.append(tuple(part["headings"]))
        elif "row" in part:
            self.rows.append(self._row(part))
        elif "finding" in part:
            self.findings.append(Finding(Rule(part["finding"]), message_in(part["message"]), part["about"]))

    def _row(self, part: dict[str, Any]) -> PublishedRow:
        row, page, headings = part["at"]
        source = Source(message_in(part["where"]), row, page, self.headings[headings], tuple(part["cells"]))
        return PublishedRow(
            row_no=len(self.rows) + 1,
            list=FeeKind(part["list"]),
            legal_basis=tuple(part["basis"]),
            business_related=BusinessRelated(part["business"]),
            source=source,
            **dict(zip(_TEXTS, part["row"], strict=True)),
        )

    def reading(self) -> Reading:
        return Reading(tuple(self.rows), tuple(self.findings))
