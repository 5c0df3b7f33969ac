"""How people, their sessions and the audit trail are stored; it refuses to decide who may do what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.accounts.permissions import Person, Role
from catalogue.database import Base, Moment


class StaffRow(Base, UserMixin):
    """A member of staff; never deleted, because the audit trail names them.

    `name_key` is the name as it is looked up (see people.py). `password` is null until a first one is set.
    Whoever holds an old `fs_uniquifier` is signed out. `totp_secret` is encrypted; codes up to `totp_counter` are used.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(80), unique=True)
    department: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_counter: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment)

    roles: Mapped[list[StaffRoleRow]] = relationship(  # type: ignore[assignment]  # the mixin knows a list of mixins
        lazy="selectin", cascade="all, delete-orphan", order_by="StaffRoleRow.name"
    )

    def person(self) -> Person:
        """The member of staff as rules see one."""
        roles = frozenset(Role(role.name) for role in self.roles)
        return Person(self.id, self.name, self.email, roles, self.department)


class StaffRoleRow(Base, RoleMixin):
    """A role that a member of staff has."""

    __tablename__ = "staff_role"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class RecoveryCodeRow(Base):
    """The hash of a code that stands in once for the second factor."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class StaffSessionRow(Base):
    """A browser that is, or was, signed in; the browser holds the key, here is only its hash."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class FailuresRow(Base):
    """Failed attempts under one key; the key is a hash and names nobody."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    wait_until: Mapped[datetime | None] = mapped_column(Moment)


class LetterRow(Base):
    """A letter in the outbox; its text is forgotten once it was sent.

    `unsubscribe` is the address with which a reader ends such letters; of a reader's letter the recipient is
    forgotten as well.
    """

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str] = mapped_column(Text, default="")
    unsubscribe: Mapped[str] = mapped_column(Text, default="", server_default="")


class AuditRow(Base):
    """One act of staff; triggers refuse to change or delete it. `hash` covers everything else, `previous` included.

    `at` is ISO 8601 in UTC with microseconds, as text, because it is part of what is hashed.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor_id: Mapped[int | None] = mapped_column(Integer, index=True)
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(40), index=True)
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index("ix_audit_object", "object_type", "object_id"),)


class AuditHeadRow(Base):
    """The end of the audit trail: the one row that its writers wait for each other at."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column()
    hash: Mapped[str] = mapped_column(String(64))
