"""Guides, their signs and countries by name in a language."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from pathlib import Path

from babel import Locale

from bot.case.shelf import Shelf
from kb.catalogs import read_catalog
from kb.library import guide_files
from kb.locales import SOURCE, to_gettext
from kb.localise import localise
from kb.markdown import without_marks
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Edition

_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR for unions, tests and the unknown."""


_LANG = re.compile(r"^lang:\s*(en|ko)\b", re.MULTILINE)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


class Titles:
    """Reads guides as they are needed, in the edition for officers, and keeps what was read until a file changes."""

    def __init__(self, settings: Settings) -> None:
        """Take the folder of guides; nothing is read."""
        self._settings = settings
        self._shelf = Shelf(settings, Edition.OFFICERS)
        self._lock = threading.Lock()
        self._localised: dict[tuple[str, str], tuple[Guide, Guide]] = {}
        self._titles: dict[str, tuple[object, dict[str, str]]] = {}

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
        return self.all(locale).get(guide_id, guide_id)

    def cue(self, guide_id: str, cue_id: str, locale: str) -> str:
        """The title of a sign; its id where the sign is gone."""
        guide = self.guide(guide_id, locale)
        cue = guide.cue(cue_id) if guide else None
        return cue.title.plain if cue else cue_id

    def all(self, locale: str) -> dict[str, str]:
        """The title of every guide by its id, in the order of titles.

        Only the heading and its translation are read: to read all of every guide takes seconds.
        """
        files = guide_files(self._settings.guides)
        version = tuple((path, path.stat().st_mtime_ns) for path in files)
        with self._lock:
            known = self._titles.get(locale)
            if known and known[0] == version:
                return known[1]
        found = {path.parent.name: title for path in files if (title := self._heading(path, locale))}
        titles = dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
        with self._lock:
            self._titles[locale] = (version, titles)
        return titles

    def _heading(self, path: Path, locale: str) -> str | None:
        text = path.read_text(encoding="utf-8-sig")
        _, _, rest = text.partition("---\n")
        front, _, body = rest.partition("\n---\n")
        # A comment in the front matter looks like a heading.
        heading, lang = _HEADING.search(body), _LANG.search(front)
        if heading is None or lang is None:
            return None
        guide_id, title = path.parent.name, heading[1].strip()
        for tag in (locale, SOURCE):
            if tag == lang[1]:
                break
            translated = read_catalog(self._settings.translations, tag, guide_id).get(f"{guide_id}/title", title)
            if translated:
                title = translated
                break
        return without_marks(title)


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
