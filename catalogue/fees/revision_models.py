"""How uploads, revisions, their changes and remarks are stored; it refuses to judge them (see the rules beside it)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import Base, Moment


class UploadRow(Base):
    """A published file as it came, under its hash. Its content never changes (a trigger refuses)."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    filename: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column()
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class RevisionRow(Base):
    """A draft change to the lists on its way to a release. `seen` moves with every act, so that none is done twice.

    `base` is the release that it was compared with. `kinds`, `region_code` and `department` are the scope of a file;
    `whole` says that the file is the whole list of that scope, so that what it leaves out has vanished.
    `reading` is how far the file is read: none, waiting, running, done or failed (`reading_problem` says why).
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(String(12), index=True)
    seen: Mapped[int] = mapped_column(default=0)
    base: Mapped[int] = mapped_column(ForeignKey("release.number"))
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    author: Mapped[str] = mapped_column(String(80))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reviewer: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Moment)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    department: Mapped[str] = mapped_column(Text, default="")
    whole: Mapped[bool] = mapped_column(Boolean, default=False)
    effective_date: Mapped[date | None] = mapped_column(Date)
    past_reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(Text, default="")
    release: Mapped[int | None] = mapped_column(ForeignKey("release.number"), unique=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
    reading: Mapped[str] = mapped_column(String(8), default="none")
    reading_lines: Mapped[int] = mapped_column(default=0)
    reading_at: Mapped[datetime | None] = mapped_column(Moment)
    reading_problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reading_findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    __table_args__ = (CheckConstraint("reviewer_id IS NULL OR reviewer_id <> author_id", name="four_eyes"),)


class ItemRow(Base):
    """One fee in a revision: what the file says of it, what it becomes, and what was decided.

    `original` is the row as published with its place; `values` are the fields of `revisions.LISTED`: what the
    file states, laid over what is in force, or, once `edited` by hand, the whole wording.
    `decision` is pending, take, skip, keep or end. `sort`, `changes` and `findings` are what the last comparison found.
    """

    __tablename__ = "revision_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    position: Mapped[int] = mapped_column()
    match: Mapped[str] = mapped_column(String(10))
    score: Mapped[int] = mapped_column(default=100)
    decision: Mapped[str] = mapped_column(String(8))
    code: Mapped[str | None] = mapped_column(String(24))
    offered: Mapped[str | None] = mapped_column(String(24))
    parent_code: Mapped[str | None] = mapped_column(String(24))
    parent_position: Mapped[int | None] = mapped_column()
    parent_named: Mapped[str] = mapped_column(Text, default="")
    above: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(12))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    name: Mapped[str] = mapped_column(Text)
    original: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    published: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    edited: Mapped[bool] = mapped_column(Boolean, default=False)
    effective_from: Mapped[date | None] = mapped_column(Date)
    correction: Mapped[bool] = mapped_column(Boolean, default=False)
    end_status: Mapped[str] = mapped_column(String(12), default="cancelled")
    successor_code: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(Text, default="")
    confirmed: Mapped[list[str]] = mapped_column(JSON, default=list)
    sort: Mapped[str] = mapped_column(String(14), default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    stops: Mapped[int] = mapped_column(default=0)
    asks: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index("ix_revision_item_place", "revision_id", "position", unique=True),
        Index("ix_revision_item_sort", "revision_id", "sort"),
    )


class RemarkRow(Base):
    """What somebody said about a revision, or about one of its changes; `act` is the step it went with, if any."""

    __tablename__ = "revision_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("revision_item.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    author: Mapped[str] = mapped_column(String(80))
    said_at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(Text)
