"""What a release says, byte for byte, and the chain of hashes that proves it; it refuses to change one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.fees.models import FeeRow, FeeVersionRow, ReleaseRow

_FEE_FIELDS = ("code", "kind", "level", "region_code", "parent_code", "record_only")
_VERSION_FIELDS = (
    "effective_from",
    "effective_to",
    "status",
    "name",
    "name_en",
    "department",
    "collecting_body",
    "standard_text",
    "rate_value",
    "rate_unit",
    "payer",
    "business_related",
    "fund_management",
    "basis",
    "only_in",
    "not_in",
    "ended_by",
    "successor_code",
    "remarks",
    "source",
    "confidence",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether one release still is what was published, and why not where it is not."""

    number: int
    intact: bool
    reason: str


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and plain UTF-8: one text for one content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_parts(session: Session, release: ReleaseRow) -> Iterator[str]:
    """The canonical JSON of a release, piece by piece, without its own hash.

    An object with the keys `fees` (sorted by code, then first day), `release` and `schema`;
    concatenated, the pieces are one canonical JSON text.
    """
    yield '{"fees":['
    for position, record in enumerate(fee_records(session, release.number)):
        yield ("," if position else "") + canonical(record)
    yield '],"release":' + canonical(_header(release)) + ',"schema":"fee-catalogue-release/1"}'


def fee_records(session: Session, number: int, codes: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Every wording that the release knows, as plain JSON values; of some fees only where `codes` are given."""
    query = (
        select(FeeRow, FeeVersionRow)
        .join(FeeVersionRow, FeeVersionRow.fee_code == FeeRow.code)
        .where(FeeVersionRow.first_release <= number)
        .where(or_(FeeVersionRow.last_release.is_(None), FeeVersionRow.last_release >= number))
        # The database's own collation must not decide the order of a hashed text.
        .order_by(FeeVersionRow.fee_code, FeeVersionRow.effective_from, FeeVersionRow.id)
    )
    if codes is not None:
        query = query.where(FeeVersionRow.fee_code.in_(codes))
    rows = [(fee, version) for fee, version in session.execute(query)]
    rows.sort(key=lambda pair: (pair[0].code, str(pair[1].effective_from or ""), pair[1].id))
    for fee, version in rows:
        record = {name: getattr(fee, name) for name in _FEE_FIELDS}
        record |= {name: _plain(getattr(version, name)) for name in _VERSION_FIELDS}
        yield record


def digest(session: Session, release: ReleaseRow) -> str:
    """SHA-256 over the canonical JSON, as hexadecimal."""
    hashed = hashlib.sha256()
    for part in canonical_parts(session, release):
        hashed.update(part.encode())
    return hashed.hexdigest()


def verify(session: Session) -> list[Proof]:
    """Check every release against its hash and its link to the one before."""
    proofs = []
    previous: str | None = None
    for release in session.scalars(select(ReleaseRow).order_by(ReleaseRow.number)):
        if release.previous_sha256 != previous:
            proofs.append(Proof(release.number, False, "the hash of the release before does not agree"))
        elif digest(session, release) != release.sha256:
            proofs.append(Proof(release.number, False, "the content does not agree with its hash"))
        else:
            proofs.append(Proof(release.number, True, ""))
        previous = release.sha256
    return proofs


def _header(release: ReleaseRow) -> dict[str, Any]:
    return {
        "number": release.number,
        "effective_date": release.effective_date.isoformat(),
        "author": release.author,
        "reviewer": release.reviewer,
        "summary": release.summary,
        "notes": release.notes,
        "previous_sha256": release.previous_sha256,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int, list)):
        return value
    return format(value.normalize(), "f")
