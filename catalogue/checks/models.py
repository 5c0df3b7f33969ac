"""How kept verdicts are stored; it refuses to read their content (see receipts.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.database import Base


class ReceiptRow(Base):
    """A verdict that somebody asked to keep: its record, the release it rests on, and the hash over both."""

    __tablename__ = "receipt"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    release: Mapped[int] = mapped_column(ForeignKey("release.number"))
    kept_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
