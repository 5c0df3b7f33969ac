"""Bringing the data folder into the catalogue, once for each content; it refuses to overrule what staff published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from catalogue.fees.catalogue import COUNTRY
from catalogue.fees.models import (
    AliasRow,
    ChangeRow,
    CoverageRow,
    FeeRow,
    FeeVersionRow,
    LoadedDataRow,
    RegionRow,
    ReleaseRow,
    ReliefRow,
    WordRow,
)
from catalogue.fees.releases import digest
from catalogue.fees.source_files import (
    FeeSource,
    day,
    fingerprint,
    read_aliases,
    read_changes,
    read_fees,
    read_reliefs,
    read_rows,
    read_word_lists,
)
from catalogue.fees.stamps import FACTS, WORDS, touch

_FEE_COLUMNS = ("code", "kind", "level", "region_code", "parent_code", "record_only")
Progress = Callable[[str], None]


def is_loaded(session: Session, folder: Path) -> bool:
    """Whether this very content of the folder is in the catalogue already, or staff have taken over."""
    latest = session.scalars(select(LoadedDataRow).order_by(LoadedDataRow.id.desc()).limit(1)).first()
    return _kept_by_staff(session) or (latest is not None and latest.fingerprint == fingerprint(folder))


def load(session: Session, folder: Path, now: datetime, progress: Progress = lambda _: None) -> bool:
    """Load the folder in the caller's transaction; return whether anything was done.

    The lists of a changed folder become a new release of the initial data. Once staff have
    published a release of their own the folder is never read again.
    """
    if is_loaded(session, folder):
        return False
    progress("行政区划")
    _load_regions(session, folder)
    progress("收费项目")
    _load_lists(session, folder, now)
    progress("名称、减免和变动")
    _load_companions(session, folder)
    session.add(LoadedDataRow(fingerprint=fingerprint(folder), loaded_at=now))
    session.flush()
    return True


def _kept_by_staff(session: Session) -> bool:
    reviewed = select(func.count()).select_from(ReleaseRow).where(ReleaseRow.reviewer.is_not(None))
    return bool(session.scalar(reviewed))


def _load_regions(session: Session, folder: Path) -> None:
    known = set(session.scalars(select(RegionRow.code)))
    paths: dict[str, str] = {}
    rows = sorted(read_rows(folder / "regions.csv"), key=lambda row: (row["code"] != COUNTRY, row["code"]))
    for row in rows:
        paths[row["code"]] = paths.get(row["parent_code"], "") + row["code"] + "/"
    new = [
        {
            "code": row["code"],
            "name": row["name"],
            "short_name": row["short_name"],
            "level": row["level"],
            "parent_code": row["parent_code"] or None,
            "path": paths[row["code"]],
            "pinyin": row["pinyin"],
            "initials": row["initials"],
        }
        for row in rows
        if row["code"] not in known
    ]
    if new:
        session.execute(insert(RegionRow), new)


def _load_lists(session: Session, folder: Path, now: datetime) -> None:
    """Publish the folder's lists as the next release of initial data, if they differ from what is known."""
    fees = read_fees(folder)
    wanted = {_key(fields): fields for fields in map(_version_fields, fees)}
    current = session.scalars(select(FeeVersionRow).where(FeeVersionRow.last_release.is_(None))).all()
    kept = {_key(_stored_fields(row)) for row in current}
    gone = [row.id for row in current if _key(_stored_fields(row)) not in wanted]
    new = [fields for key, fields in wanted.items() if key not in kept]
    if not gone and not new:
        return
    release = _next_release(session, folder, now)
    _add_fees(session, fees)
    closing = update(FeeVersionRow).where(FeeVersionRow.id.in_(gone)).values(last_release=release.number - 1)
    session.execute(closing)
    if new:
        session.execute(insert(FeeVersionRow), [{**fields, "first_release": release.number} for fields in new])
    release.sha256 = digest(session, release)
    session.add(release)
    session.flush()


def _next_release(session: Session, folder: Path, now: datetime) -> ReleaseRow:
    edition = read_rows(folder / "edition.csv")[0]
    before = session.scalars(select(ReleaseRow).order_by(ReleaseRow.number.desc()).limit(1)).first()
    return ReleaseRow(
        number=before.number + 1 if before else 1,
        effective_date=date.fromisoformat(edition["effective_date"]),
        published_at=now,
        author=edition["author"],
        reviewer=None,
        summary=edition["summary"],
        notes=[],
        previous_sha256=before.sha256 if before else None,
    )


def _add_fees(session: Session, fees: list[FeeSource]) -> None:
    known = set(session.scalars(select(FeeRow.code)))
    new = {fee.code: {name: getattr(fee, name) for name in _FEE_COLUMNS} for fee in fees if fee.code not in known}
    if new:
        # Parents first, so that every reference holds while the rows go in.
        session.execute(insert(FeeRow), sorted(new.values(), key=lambda row: (row["code"].count("."), row["code"])))


def _version_fields(fee: FeeSource) -> dict[str, Any]:
    fields = {name: value for name, value in asdict(fee).items() if name not in _FEE_COLUMNS}
    lists = {name: list(getattr(fee, name)) for name in ("basis", "only_in", "not_in")}
    return {**fields, "fee_code": fee.code, **lists, "collecting_body": ""}


def _stored_fields(row: FeeVersionRow) -> dict[str, Any]:
    columns = (column.key for column in FeeVersionRow.__table__.columns)
    return {name: getattr(row, name) for name in columns if name not in ("id", "first_release", "last_release")}


def _key(fields: dict[str, Any]) -> str:
    def plain(value: Any) -> str:
        return str(value.normalize()) if isinstance(value, Decimal) else str(value)

    return "\x1f".join(f"{name}={plain(fields[name])}" for name in sorted(fields))


def _load_companions(session: Session, folder: Path) -> None:
    """Replace what stands beside the fees: names, words, reliefs, changes and coverage."""
    for table in (AliasRow, WordRow, ReliefRow, ChangeRow, CoverageRow):
        session.execute(delete(table))
    session.execute(insert(AliasRow), [_alias(row) for row in read_aliases(folder)])
    session.execute(insert(WordRow), [_word(*item) for item in read_word_lists(folder)])
    session.execute(insert(ReliefRow), [_relief(row) for row in read_reliefs(folder)])
    session.execute(insert(ChangeRow), [_change(row, codes) for row, codes in read_changes(folder)])
    session.execute(insert(CoverageRow), [_coverage(row) for row in read_rows(folder / "coverage.csv")])
    touch(session, WORDS)
    touch(session, FACTS)


def _alias(row: dict[str, str]) -> dict[str, Any]:
    return {
        "fee_code": row["code"],
        "text": row["alias"],
        "sort": row["sort"],
        "confidence": row["confidence"],
        "source": row["source"],
    }


def _word(list_name: str, word: str, fields: dict[str, str]) -> dict[str, Any]:
    columns = {name: value for name, value in fields.items() if name not in ("confidence", "source")}
    confidence, source = fields.get("confidence", "editorial"), fields.get("source", "")
    return {"list_name": list_name, "word": word, "fields": columns, "confidence": confidence, "source": source}


def _relief(row: dict[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "document": row["document_no"],
        "effective_from": day(row["effective_from"]),
        "effective_to": day(row["effective_to"]),
        "codes": _list(row["codes"]),
        "applies_to": row["applies_to"],
        "condition": row["condition"],
        "benefit": row["benefit"],
        "payer_kinds": _list(row["payer_kinds"]),
        "keywords": row["keywords"],
        "excluded_keywords": row["excluded_keywords"],
        "region_code": row["region_code"] or COUNTRY,
        "factor": Decimal(row["factor"]) if row["factor"] else None,
        "decidable": row["decidable"] == "yes",
        "note": row["note"],
        "source": row["source"],
        "confidence": row["confidence"],
    }


def _change(row: dict[str, str], codes: list[str]) -> dict[str, Any]:
    return {
        "day": day(row["date"]),
        "date_text": row["date"],
        "document": row["document_no"],
        "item": row["item"],
        "kind": row["change"],
        "before": row["before"],
        "after": row["after"],
        "codes": codes,
        "source": row["source"],
        "confidence": row["confidence"],
    }


def _coverage(row: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": row["list"],
        "region_code": row["region_code"],
        "complete": row["complete"] == "yes",
        "as_at": day(row["as_at"]),
        "source": row["source"],
        "note": row["note"],
    }


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.replace("|", ";").split(";") if part.strip()]
