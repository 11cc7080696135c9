"""Tables of case records: the record itself, photos each once, and which record holds which photo."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import PERSON_ID, Base, UtcDateTime


class CaseRecord(Base):
    """One case of one person. Two people may have the same one: who made it, and whom the file was handed to."""

    __tablename__ = "case_record"
    __table_args__ = (UniqueConstraint("owner", "reference"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    owner: Mapped[str] = mapped_column(String(PERSON_ID))
    """Whose it is, as `bot.case.store` names a person."""
    reference: Mapped[str] = mapped_column(String(16), index=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
    expires: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When it is deleted by itself; never if None."""
    title: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(200))
    items: Mapped[int] = mapped_column(Integer)
    imported: Mapped[bool] = mapped_column(Boolean)
    """Whether it came from a file and was not checked here since."""
    record: Mapped[str] = mapped_column(Text)
    """The case as JSON without the bytes of its photos."""


class CasePhotoBlob(Base):
    """The bytes of a photo, once however many records hold it."""

    __tablename__ = "case_photo"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class CasePhotoUse(Base):
    """That a record holds a photo."""

    __tablename__ = "case_photo_use"

    case_number: Mapped[int] = mapped_column(ForeignKey("case_record.number", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("case_photo.sha256"), primary_key=True, index=True)
