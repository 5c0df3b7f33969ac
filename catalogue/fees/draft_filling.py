"""Puts the rows of a published file into a revision: matched, placed in the tree, coded; it hides no guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from catalogue.fees.catalogue import Catalogue
from catalogue.fees.codes import Codes
from catalogue.fees.draft_checking import check
from catalogue.fees.draft_matching import Found, Listed, Match, key, matched
from catalogue.fees.importing.carrying import message_out
from catalogue.fees.importing.rows import PublishedRow, Reading
from catalogue.fees.revision_items import BLANK, existing
from catalogue.fees.revision_models import ItemRow, RevisionRow, UploadRow
from catalogue.fees.revisions import plain_rate
from catalogue.fees.standing import LEVELS, listed, newest_release, used_codes, wordings

AT_ONCE = 500


def fill(session: Session, revision: RevisionRow, reading: Reading, today: date) -> None:
    """Put the rows of the file into the revision beside the fees in force, and check them."""
    session.execute(delete(ItemRow).where(ItemRow.revision_id == revision.id))
    revision.base = newest_release(session)
    filler = _Filler(session, revision, reading)
    filler.fill()
    revision.reading_findings = [
        {"rule": each.rule.value, "message": message_out(each.message)}
        for each in reading.findings
        if each.row_no is None
    ]
    check(session, revision, today)


class _Filler:
    """Turns the rows of one file into items: matched, placed in the tree, and with codes where they are new."""

    def __init__(self, session: Session, revision: RevisionRow, reading: Reading) -> None:
        self.session, self.revision, self.reading = session, revision, reading
        lists = Catalogue(session)
        self.region = lists.region(revision.region_code)
        self.codes = Codes(used_codes(session, revision.id))
        here = listed(session, revision.base, [revision.region_code], revision.kinds)
        self.here = here
        self.above = _Above(listed(session, revision.base, self.region.ancestors[:-1], revision.kinds))
        self.told: dict[int, list[dict[str, Any]]] = {}
        for finding in reading.findings:
            if finding.row_no is not None:
                part = {"rule": finding.rule.value, "message": message_out(finding.message)}
                self.told.setdefault(finding.row_no, []).append(part)
        upload = session.get_one(UploadRow, revision.upload_id) if revision.upload_id else None
        self.file = f"{upload.filename}（SHA-256 {upload.sha256[:16]}…）" if upload else ""

    def fill(self) -> None:
        wanted = [row.list.value in self.revision.kinds for row in self.reading.rows]
        told = [_told(row) if fits else _NOBODY for row, fits in zip(self.reading.rows, wanted, strict=True)]
        found = matched(told, self.here)
        batch: list[dict[str, Any]] = []
        for item in self._items(found, wanted):
            batch.append(item)
            if len(batch) == AT_ONCE:
                self.session.execute(insert(ItemRow), batch)
                batch = []
        if batch:
            self.session.execute(insert(ItemRow), batch)

    def _items(self, found: Mapping[int, Found], wanted: Sequence[bool]) -> Iterator[dict[str, Any]]:
        parents = _Parents()
        for place, row in enumerate(self.reading.rows):
            item = self._item(place, row, found.get(place), parents)
            if not wanted[place]:
                item |= {"decision": "skip", "code": None}
            parents.note(row, place, item["code"])
            yield item
        if self.revision.whole:
            yield from self._vanished(found)

    def _item(self, place: int, row: PublishedRow, found: Found | None, parents: _Parents) -> dict[str, Any]:
        stated = stated_values(row)
        parent_position, parent_code = parents.of(row)
        item = {
            **BLANK,
            "revision_id": self.revision.id,
            "position": place,
            "match": (found.match if found else Match.NEW).value,
            "score": found.score if found else 100,
            "decision": "pending" if found and found.match is Match.OFFERED else "take",
            "code": found.code if found and found.match is Match.NAME else None,
            "offered": found.code if found and found.match is Match.OFFERED else None,
            "parent_code": parent_code,
            "parent_position": parent_position,
            "parent_named": row.parent_name,
            "kind": row.list.value,
            "level": LEVELS[self.region.level].value,
            "region_code": self.revision.region_code,
            "name": row.name,
            "original": self._original(row),
            "published": stated,
            "values": stated,
        }
        if found is None:
            self._place_new(item, row)
        return item

    def _place_new(self, item: dict[str, Any], row: PublishedRow) -> None:
        """A new fee stands below the same fee of a higher list, else below its parent in the file, else by itself."""
        upper = self.above.same(row)
        if upper is not None:
            item |= {"parent_code": upper.code, "above": f"{upper.code} {upper.name}"}
        parent = item["parent_code"]
        item["code"] = self.codes.below(parent) if parent else self.codes.top(row.list)

    def _original(self, row: PublishedRow) -> dict[str, Any]:
        at = row.source
        return {
            "file": self.file,
            "where": message_out(at.where),
            "row": at.row,
            "page": at.page,
            "cells": [list(pair) for pair in at.original],
            "told": self.told.get(row.row_no, []),
        }

    def _vanished(self, found: Mapping[int, Found]) -> Iterator[dict[str, Any]]:
        kinds = {row.list.value for row in self.reading.rows}
        kept = {each.code for each in found.values()}
        gone = [fee for fee in self.here if fee.code not in kept and fee.kind in kinds]
        known = wordings(self.session, self.revision.base, [fee.code for fee in gone])
        position = len(self.reading.rows)
        for fee in gone:
            newest = known[fee.code][-1]
            if self.revision.department and newest["department"] != self.revision.department:
                continue
            yield existing(self.revision, position, newest, Match.VANISHED, "pending")
            position += 1


_NOBODY: Mapping[str, Any] = {"kind": "", "name": "", "parent_name": "", "basis": ()}


def stated_values(row: PublishedRow) -> dict[str, Any]:
    """What a published row says, in the fields of the lists."""
    price, unit = plain_rate(row.standard_text)
    return {
        "name": row.name,
        "department": row.department,
        "collecting_body": row.collecting_body,
        "standard_text": row.standard_text,
        "rate_value": price,
        "rate_unit": unit,
        "payer": row.payer,
        "business_related": row.business_related.value,
        "fund_management": row.fund_management,
        "basis": list(row.legal_basis),
        "remarks": row.remarks,
    }


def _told(row: PublishedRow) -> dict[str, Any]:
    return {"kind": row.list.value, "name": row.name, "parent_name": row.parent_name, "basis": row.legal_basis}


class _Parents:
    """The rows read so far by name, so that a sub-item finds the nearest row above it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[int, str | None]] = {}

    def note(self, row: PublishedRow, place: int, code: str | None) -> None:
        self._known[row.list.value, key(row.name)] = (place, code)

    def of(self, row: PublishedRow) -> tuple[int | None, str | None]:
        if not row.parent_name:
            return None, None
        return self._known.get((row.list.value, key(row.parent_name)), (None, None))


class _Above:
    """The fees of higher lists by name."""

    def __init__(self, fees: Sequence[Listed]) -> None:
        self._by_name: dict[tuple[str, str], list[Listed]] = {}
        for fee in fees:
            self._by_name.setdefault((fee.kind, key(fee.name)), []).append(fee)

    def same(self, row: PublishedRow) -> Listed | None:
        """The only fee of that name there; a sub-item's parent must have the same name too."""
        found = self._by_name.get((row.list.value, key(row.name)), [])
        if row.parent_name:
            found = [fee for fee in found if key(fee.parent) == key(row.parent_name)]
        return found[0] if len(found) == 1 else None
