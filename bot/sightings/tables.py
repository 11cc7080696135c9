"""The table of sightings. Who reported one stands in the audit log, for as long as that is kept, and not here."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Base, UtcDateTime


class SightingRow(Base):
    """One item or consignment that an officer met."""

    __tablename__ = "sighting"

    number: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(43), unique=True)
    """A random token of the form: the same form sent twice is one sighting."""
    guide: Mapped[str] = mapped_column(String(100), index=True)
    cues: Mapped[str] = mapped_column(String(2000))
    """Ids of cues of that guide, divided by spaces."""
    country: Mapped[str] = mapped_column(String(2), index=True)
    """ISO 3166-1 alpha-2."""
    seen: Mapped[date] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200))
    photo_sha256: Mapped[str | None] = mapped_column(String(64))
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """JPEG without metadata; read only where it is shown."""
    reported: Mapped[datetime] = mapped_column(UtcDateTime)
