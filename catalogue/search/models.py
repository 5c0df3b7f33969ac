"""How weak searches are stored; it refuses to hold anything about who asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import Base


class WeakSearchRow(Base):
    """A text that the lists could not answer well, with how often it was asked on one day."""

    __tablename__ = "weak_search"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    text: Mapped[str] = mapped_column(String(80), primary_key=True)
    match: Mapped[str] = mapped_column(String(12))
    times: Mapped[int]
