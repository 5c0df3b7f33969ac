"""How the dated lists are stored; it refuses to judge them (see the rules beside it)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import Base, ExactDecimal


class RegionRow(Base):
    """An administrative division (GB/T 2260). `path` lists the codes from the country down, each followed by `/`."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    short_name: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(12))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    path: Mapped[str] = mapped_column(String(40), index=True)
    pinyin: Mapped[str] = mapped_column(String(200), default="")
    initials: Mapped[str] = mapped_column(String(40), default="")


class ReleaseRow(Base):
    """A dated, numbered, immutable edition of the lists; its hash chains to the one before."""

    __tablename__ = "release"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    effective_date: Mapped[date] = mapped_column(Date)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    author: Mapped[str] = mapped_column(String(80))
    reviewer: Mapped[str | None] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text)
    notes: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    previous_sha256: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (CheckConstraint("reviewer IS NULL OR reviewer <> author", name="four_eyes"),)


class FeeRow(Base):
    """A fee: what never changes about it. Never deleted."""

    __tablename__ = "fee"

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    level: Mapped[str] = mapped_column(String(12))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("fee.code"), index=True)
    record_only: Mapped[bool] = mapped_column(Boolean, default=False)


class FeeVersionRow(Base):
    """One dated wording of a fee, and the releases that know it: from `first_release` to `last_release` (null: still).

    Only `last_release` ever changes. Effective periods of one fee never overlap among the versions that one
    release knows; both are enforced by triggers (see the first migration).
    """

    __tablename__ = "fee_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    fee_code: Mapped[str] = mapped_column(ForeignKey("fee.code"))
    # Checked at commit: a release is written last, when the hash over its versions is known.
    first_release: Mapped[int] = mapped_column(ForeignKey("release.number", deferrable=True, initially="DEFERRED"))
    last_release: Mapped[int | None] = mapped_column(ForeignKey("release.number"))
    effective_from: Mapped[date | None] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text, default="")
    department: Mapped[str] = mapped_column(Text, default="")
    collecting_body: Mapped[str] = mapped_column(Text, default="")
    standard_text: Mapped[str] = mapped_column(Text, default="")
    rate_value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    rate_unit: Mapped[str] = mapped_column(Text, default="")
    payer: Mapped[str] = mapped_column(Text, default="")
    business_related: Mapped[str] = mapped_column(String(8), default="unknown")
    fund_management: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[list[str]] = mapped_column(JSON)
    only_in: Mapped[list[str]] = mapped_column(JSON)
    not_in: Mapped[list[str]] = mapped_column(JSON)
    ended_by: Mapped[str] = mapped_column(Text, default="")
    successor_code: Mapped[str | None] = mapped_column(ForeignKey("fee.code"))
    remarks: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(12))

    __table_args__ = (
        CheckConstraint(
            "effective_to IS NULL OR effective_from IS NULL OR effective_from <= effective_to", name="dates"
        ),
        Index("ix_fee_version_known", "fee_code", "first_release", "last_release"),
        Index("ix_fee_version_release", "first_release", "last_release"),
    )


class AliasRow(Base):
    """Another name by which people speak of a fee."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    fee_code: Mapped[str] = mapped_column(ForeignKey("fee.code"), index=True)
    text: Mapped[str] = mapped_column(String(120))
    sort: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(Text)


class WordRow(Base):
    """A row of a word list that staff keep: synonyms, stop_words, bodies, collectors, outside, variants.

    `fields` holds the columns of that list beside the word itself.
    """

    __tablename__ = "word"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_name: Mapped[str] = mapped_column(String(20), index=True)
    word: Mapped[str] = mapped_column(String(120))
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    confidence: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(Text)


class ReliefRow(Base):
    """A dated exemption or reduction; columns as in `ReliefRule`, `keywords` in the notation of data/README.md."""

    __tablename__ = "relief"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date | None] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
    codes: Mapped[list[str]] = mapped_column(JSON)
    applies_to: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="")
    benefit: Mapped[str] = mapped_column(Text, default="")
    payer_kinds: Mapped[list[str]] = mapped_column(JSON)
    keywords: Mapped[str] = mapped_column(Text, default="")
    excluded_keywords: Mapped[str] = mapped_column(Text, default="")
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    factor: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    decidable: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(12))


class ChangeRow(Base):
    """What one document did to one item; `date_text` keeps a date that is known only to the year."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date | None] = mapped_column(Date, index=True)
    date_text: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(Text)
    item: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(12))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    codes: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(12))


class CoverageRow(Base):
    """For one list and place: whether it is complete, as of which day, and by which source."""

    __tablename__ = "coverage"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    complete: Mapped[bool] = mapped_column(Boolean)
    as_at: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class StampRow(Base):
    """How often something beside the releases has changed (see `stamps`)."""

    __tablename__ = "stamp"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column()


class LoadedDataRow(Base):
    """Which content of the data folder has been loaded, so that an unchanged folder is not read twice."""

    __tablename__ = "loaded_data"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
