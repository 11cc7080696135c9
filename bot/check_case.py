"""A case while it is checked: what all its items share, and its items, each a session of its own.

It lives in memory only. What is kept and handed over is made from it in `bot.case`.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.session import Asks, Session
from kb.locales import SOURCE

if TYPE_CHECKING:
    from bot.known import Knows

MAX_ITEMS = 10
"""Items of one case; each may hold photos, which take memory."""
MAX_NAME, MAX_PLACE, MAX_NOTES = 80, 200, 4000
"""Characters kept of what an officer types."""


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


@dataclass
class CheckCase:
    """One case. There is always at least one item; methods never raise for what an officer does."""

    reference: str = ""
    """Such as `JP-2026-7KQ4-M2`; empty until the case was given one."""
    made: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When it was opened, in UTC."""
    place: str = ""
    """Where the items were met, in the officer's words."""
    date: str = field(default_factory=_today)
    """The day on which they were met, as ISO 8601 writes it; empty if not known."""
    notes: str = ""
    items: list[Session] = field(default_factory=lambda: [Session()])
    current: int = 0
    """The index of the item that is shown."""
    locale: str = SOURCE
    """BCP 47 tag of the language in which the officer works; every item has the same."""
    is_saved: bool = field(default=False, compare=False)
    """Whether it is kept as it stands."""
    removed: tuple[int, Session] | None = field(default=None, repr=False, compare=False)
    """The item taken away last and where it stood, to be put back."""

    @property
    def item(self) -> Session:
        """The item that is shown."""
        return self.items[self.current]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.place or self.notes or any(not item.is_empty for item in self.items))

    def add_item(self, knows: Knows | None = None) -> bool:
        """Add an empty item and show it; one that is there already is enough. False if the case is full."""
        if self.items[-1].is_empty:
            self.current = len(self.items) - 1
            return True
        if len(self.items) >= MAX_ITEMS:
            return False
        self.items.append(Session(locale=self.locale, knows=knows or self.item.knows))
        self.current = len(self.items) - 1
        self.removed = None
        return True

    def choose(self, number: int) -> None:
        """Show another item; a number that is not there changes nothing."""
        if 0 <= number < len(self.items):
            self.current = number

    def rename(self, number: int, name: str) -> None:
        """Call an item something; an empty name takes the officer's name off it."""
        if 0 <= number < len(self.items):
            self.items[number].name = " ".join(name.split())[:MAX_NAME]

    def remove_item(self, number: int) -> None:
        """Take an item away; it can be put back until another item is added or taken away."""
        if not 0 <= number < len(self.items):
            return
        item = self.items.pop(number)
        item.stop()
        self.removed = None if item.is_empty else (number, item)
        if not self.items:
            self.items.append(Session(locale=self.locale, knows=item.knows))
        if self.current > number or self.current >= len(self.items):
            self.current = max(0, self.current - 1)

    def put_back(self) -> None:
        """Put the item taken away last back where it was, and show it."""
        if self.removed is None:
            return
        number, item = self.removed
        self.removed = None
        if len(self.items) == 1 and self.items[0].is_empty:
            self.items.clear()
        item.locale = self.locale
        self.items.insert(min(number, len(self.items)), item)
        self.current = self.items.index(item)

    def describe(self, place: str, day: str, notes: str) -> None:
        """Note what all items share. A day that is no date is not taken."""
        self.place = " ".join(place.split())[:MAX_PLACE]
        self.notes = notes.strip()[:MAX_NOTES]
        with contextlib.suppress(ValueError):
            self.date = date.fromisoformat(day).isoformat() if day else ""

    def say_in(self, assistant: Asks, locale: str) -> None:
        """Go on in another language; the other items are answered anew when they are shown."""
        self.locale = locale
        for item in self.items:
            item.locale = locale
        self.refresh(assistant)

    def refresh(self, assistant: Asks) -> None:
        """Answer for the shown item anew if its answer is in another language."""
        if self.item.answer and self.item.answer.locale != self.locale:
            self.item.say_in(assistant, self.locale)

    def begin_with(self, guide: str) -> None:
        """Show an item that is checked against this guide alone: the one there is, or a new one."""
        held = [number for number, item in enumerate(self.items) if item.guide == guide]
        if held:
            self.current = held[-1]
        elif self.add_item():
            self.item.guide = guide
            self.item.is_checking = True

    def begin_with_text(self, text: str) -> None:
        """Show an item that is checked by these words, such as a barcode number: the one there is, or a new one."""
        held = [number for number, item in enumerate(self.items) if item.text == text]
        if held:
            self.current = held[-1]
        elif self.add_item():
            self.item.text = text
            self.item.is_checking = True
