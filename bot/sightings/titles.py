"""Guides, their signs and countries by name in a language."""

from __future__ import annotations

import threading
from functools import lru_cache

from babel import Locale

from bot.case.shelf import Shelf
from kb.locales import to_gettext
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Edition

_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR for unions, tests and the unknown."""


class Titles:
    """Reads guides as they are needed, in the edition for officers, and keeps what was read until a file changes."""

    def __init__(self, settings: Settings) -> None:
        """Take the folder of guides; nothing is read."""
        self._settings = settings
        self._shelf = Shelf(settings, Edition.OFFICERS)
        self._lock = threading.Lock()
        self._localised: dict[tuple[str, str], tuple[Guide, Guide]] = {}

    def guide(self, guide_id: str, locale: str) -> Guide | None:
        """A guide in a language; None if there is none of that id."""
        with self._lock:
            guide = self._shelf.get(guide_id)
            if guide is None:
                return None
            known = self._localised.get((guide_id, locale))
            if known and known[0] is guide:
                return known[1]
            made = localise(guide, locale, self._settings.translations)
            self._localised[guide_id, locale] = (guide, made)
            return made

    def title(self, guide_id: str, locale: str) -> str:
        """The title of a guide; its id where the guide is gone."""
        guide = self.guide(guide_id, locale)
        return guide.title.plain if guide else guide_id

    def cue(self, guide_id: str, cue_id: str, locale: str) -> str:
        """The title of a sign; its id where the sign is gone."""
        guide = self.guide(guide_id, locale)
        cue = guide.cue(cue_id) if guide else None
        return cue.title.plain if cue else cue_id

    def all(self, locale: str) -> list[tuple[str, str]]:
        """Every guide on goods: id and title, by title."""
        found = [(guide_id, self.title(guide_id, locale)) for guide_id in self._shelf]
        return sorted(found, key=lambda pair: pair[1].casefold())


@lru_cache(maxsize=32)
def countries(locale: str) -> tuple[tuple[str, str], ...]:
    """Every country: ISO code and name, by name."""
    names = Locale.parse(to_gettext(locale)).territories
    found = [
        (code, str(name))
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))
