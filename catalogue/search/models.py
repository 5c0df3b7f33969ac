"""How weak searches and watches are stored; it refuses to hold anything about who searched."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import Base, Moment


class WeakSearchRow(Base):
    """A text that the lists could not answer well, with how often it was asked on one day."""

    __tablename__ = "weak_search"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    text: Mapped[str] = mapped_column(String(80), primary_key=True)
    match: Mapped[str] = mapped_column(String(12))
    times: Mapped[int]


class WatchRow(Base):
    """An e-mail address that is told when the lists change, and what of them it watches (see `topics.Topic`).

    Up to release `told_release` it knows everything. It is deleted, address and all, when its owner wants no more of
    it, or has not confirmed it in time.
    """

    __tablename__ = "watch"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    fee: Mapped[str] = mapped_column(String(24), default="")
    kind: Mapped[str] = mapped_column(String(20), default="")
    department: Mapped[str] = mapped_column(String(120), default="")
    q: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(6), default="")
    language: Mapped[str] = mapped_column(String(2))
    told_release: Mapped[int] = mapped_column(Integer, index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class WatchLinkRow(Base):
    """The hash of a link that was sent to the owner of a watch: whoever holds the link may confirm or end it."""

    __tablename__ = "watch_link"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    watch_id: Mapped[int] = mapped_column(ForeignKey("watch.id"), index=True)


class WordEditRow(Base):
    """One change that staff made to the words: the rows of one word before and after it, none where there are none.

    `code` is the fee whose other name it is. `undoes` is the change that this one takes back; each is taken back once.
    """

    __tablename__ = "word_edit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    list_name: Mapped[str] = mapped_column(String(20))
    word: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(24), default="")
    before: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    after: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    editor: Mapped[str] = mapped_column(String(80))
    edited_at: Mapped[datetime] = mapped_column(Moment)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("word_edit.id"), unique=True)
