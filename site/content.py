"""Guides in a language, and how far they are translated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.catalogs import read_catalog
from kb.interface import DOMAIN, interface, source_messages
from kb.library import Library
from kb.locales import SOURCE
from kb.localise import localise, share_translated
from kb.model import Guide


@dataclass(frozen=True)
class Share:
    """How far one text is translated, and whether a person has reviewed it."""

    share: float
    """0 to 1."""
    reviewed_by: str | None
    """Who has reviewed it; None for an original, `nobody` until a person has."""

    @property
    def is_reviewed(self) -> bool:
        """Whether a person stands behind the text: an author or a reviewer."""
        return self.reviewed_by != "nobody"


def guides_in(library: Library, locale: str, translations: Path) -> list[Guide]:
    """Every guide in a language, in the order of their ids."""
    return [localise(guide, locale, translations) for guide in library.values()]


def guide_share(guide: Guide) -> Share:
    """How far a localised guide is translated."""
    return Share(share_translated(guide), guide.reviewed_by)


def interface_share(locale: str, translations: Path) -> Share:
    """How far the interface is translated."""
    if locale == SOURCE:
        return Share(1.0, None)
    words = interface(locale)
    keys = source_messages(translations)
    translated = sum(words.is_translated(key) for key in keys)
    return Share(translated / max(1, len(keys)), read_catalog(translations, locale, DOMAIN).reviewed_by)
