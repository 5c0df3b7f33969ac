"""Turning stored rows into the plain values of the lists; it refuses to query."""

from __future__ import annotations

from datetime import UTC, datetime

from catalogue.fees.entries import Alias, Change, Coverage, Edition, Entry, Region, ReliefRule
from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, Status
from catalogue.fees.models import ChangeRow, CoverageRow, FeeRow, FeeVersionRow, RegionRow, ReleaseRow, ReliefRow
from catalogue.fees.periods import Period


def entry_of(version: FeeVersionRow, fee: FeeRow, region: RegionRow, aliases: tuple[Alias, ...]) -> Entry:
    return Entry(
        version_id=version.id,
        code=fee.code,
        kind=FeeKind(fee.kind),
        level=Level(fee.level),
        region_code=fee.region_code,
        region_name=region.name,
        name=version.name,
        parent_code=fee.parent_code,
        department=version.department,
        collecting_body=version.collecting_body,
        standard_text=version.standard_text,
        rate_value=version.rate_value,
        rate_unit=version.rate_unit,
        payer=version.payer,
        business_related=BusinessRelated(version.business_related),
        fund_management=version.fund_management,
        basis=tuple(version.basis),
        period=Period(version.effective_from, version.effective_to),
        status=Status(version.status),
        ended_by=version.ended_by,
        successor_code=version.successor_code,
        aliases=aliases,
        remarks=version.remarks,
        source=version.source,
        confidence=Confidence(version.confidence),
        name_en=version.name_en,
        record_only=fee.record_only,
        only_in=tuple(version.only_in),
        not_in=tuple(version.not_in),
    )


def region_of(row: RegionRow) -> Region:
    return Region(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        parent_code=row.parent_code,
        ancestors=tuple(row.path.strip("/").split("/")),
        pinyin=row.pinyin,
        initials=row.initials,
    )


def edition_of(row: ReleaseRow) -> Edition:
    return Edition(
        number=row.number,
        effective_date=row.effective_date,
        published_at=_with_zone(row.published_at),
        author=row.author,
        reviewer=row.reviewer,
        summary=row.summary,
        sha256=row.sha256,
        previous_sha256=row.previous_sha256,
    )


def _with_zone(moment: datetime) -> datetime:
    """The moment as it was stored; SQLite keeps no zone, and all moments are stored in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def relief_of(row: ReliefRow) -> ReliefRule:
    return ReliefRule(
        name=row.name,
        document=row.document,
        period=Period(row.effective_from, row.effective_to),
        codes=tuple(row.codes),
        applies_to=row.applies_to,
        condition=row.condition,
        benefit=row.benefit,
        payer_kinds=tuple(row.payer_kinds),
        keywords=word_groups(row.keywords),
        excluded=_alternatives(row.excluded_keywords),
        region_code=row.region_code,
        factor=row.factor,
        decidable=row.decidable,
        note=row.note,
        source=row.source,
        confidence=Confidence(row.confidence),
    )


def change_of(row: ChangeRow) -> Change:
    return Change(
        day=row.day,
        date_text=row.date_text,
        document=row.document,
        item=row.item,
        kind=ChangeKind(row.kind),
        before=row.before,
        after=row.after,
        codes=tuple(row.codes),
        source=row.source,
        confidence=Confidence(row.confidence),
    )


def coverage_of(row: CoverageRow, region_name: str) -> Coverage:
    return Coverage(FeeKind(row.kind), row.region_code, region_name, row.complete, row.as_at, row.source, row.note)


def word_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Read `养老|托育&社区`: groups joined by `&` must all occur, each by one of its words joined by `|`."""
    return tuple(_alternatives(group) for group in text.split("&") if group.strip())


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|") if word.strip())
