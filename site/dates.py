"""Dates in the reader's language."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_skeleton

from kb.locales import to_gettext


def full_date(date: datetime.date, locale: str) -> str:
    """A day in words: `1 tháng 5, 2025`."""
    return format_date(date, "long", locale=to_gettext(locale))


def partial_date(date: str, locale: str) -> str:
    """A year, a month or a day in words.

    Args:
        date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        locale: BCP 47 tag.
    """
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        return full_date(datetime.date(*parts), locale)
    day = datetime.date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    return str(format_skeleton("yMMMM" if len(parts) == 2 else "y", day, locale=to_gettext(locale)))
