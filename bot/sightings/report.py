"""A form's fields → a report to keep, or what is wrong with each field."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from PIL import Image

from bot.errors import PhotoError
from bot.photo import open_photo
from kb.locales import is_territory
from kb.model import Guide

LONGEST_NOTE = 200
"""Characters: room for a model or a marking, none for a story about somebody."""
_FIRST_DAY = date(2000, 1, 1)
_LONGEST_SIDE = 1600
"""Pixels: enough to see a sign, a tenth of what a phone sends."""
_QUALITY = 85


class Channel(StrEnum):
    """Where goods come through."""

    PORT = "port"
    AIRPORT = "airport"
    POST = "post"
    LAND = "land"
    ONLINE = "online"
    SHOP = "shop"
    WAREHOUSE = "warehouse"
    OTHER = "other"


@dataclass(frozen=True)
class Report:
    """What an officer met."""

    guide: str
    cues: tuple[str, ...]
    country: str
    seen: date
    channel: Channel | None
    note: str
    photo: bytes | None
    """JPEG without metadata."""
    once: str

    @property
    def photo_sha256(self) -> str | None:
        """The SHA-256 of the kept photo."""
        return hashlib.sha256(self.photo).hexdigest() if self.photo else None


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a field: the key of a sentence and its values."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def read_report(
    values: Mapping[str, str], cues: Sequence[str], photo: tuple[bytes, str] | None, guide: Guide
) -> tuple[Report | None, dict[str, Wrong]]:
    """The report of a form.

    Args:
        values: the fields `country`, `seen`, `channel`, `note`, `once`.
        cues: ids of the signs that were ticked.
        photo: the uploaded file's bytes and its name.
        guide: the guide that the form was for.

    Returns:
        The report, or None with what is wrong by field.
    """
    wrong: dict[str, Wrong] = {}
    country = values.get("country", "")
    if not is_territory(country):
        wrong["country"] = Wrong("sightings.country-missing")
    seen = _day(values.get("seen", ""))
    if seen is None:
        wrong["seen"] = Wrong("sightings.date-wrong")
    note = " ".join(values.get("note", "").split())
    if len(note) > LONGEST_NOTE:
        wrong["note"] = Wrong("sightings.note-long", {"most": LONGEST_NOTE})
    kept = None
    if photo:
        try:
            kept = _jpeg(*photo)
        except PhotoError as error:
            wrong["photo"] = Wrong(error.key, error.params)
    known = [cue.id for cue in guide.cues if cue.id in set(cues)]
    channel = values.get("channel", "")
    if wrong or seen is None:
        return None, wrong
    chosen = Channel(channel) if channel in set(Channel) else None
    return Report(guide.id, tuple(known), country, seen, chosen, note, kept, values.get("once", "")[:43]), {}


def today() -> date:
    """The latest date anywhere: in the Pacific it is tomorrow already."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= today() else None


def _jpeg(data: bytes, name: str) -> bytes:
    """The pixels alone, made anew: no place, time or device stays.

    Raises:
        PhotoError: it is no photo.
    """
    image = Image.fromarray(open_photo(data, name).pixels)
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
