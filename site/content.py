"""Guides in a language as the public may see them, and how far they are translated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.catalogs import read_catalog
from kb.interface import DOMAIN, interface, source_messages
from kb.library import Library
from kb.locales import SOURCE
from kb.localise import localise, share_translated
from kb.model import Guide
from kb.vocabulary import Disclosure


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


def public(guide: Guide) -> Guide:
    """The guide without what is for officers only, and without the sources that only those parts cite.

    A covert feature on a public page teaches the forger, and so would the title of its source.
    """
    cues = tuple(cue for cue in guide.cues if cue.disclosure is Disclosure.PUBLIC)
    if len(cues) == len(guide.cues):
        return guide
    statements = [*guide.summary, *guide.ask, *guide.background, *guide.unknown]
    statements += [statement for cue in cues for part in cue.parts.values() for statement in part]
    cited = {key for statement in statements for key in statement.sources}
    cited.update(gtin.source for gtin in guide.gtins)
    sources = tuple(source for source in guide.sources if source.key in cited)
    return guide.model_copy(update={"cues": cues, "sources": sources})


def public_guides(library: Library, locale: str, translations: Path) -> list[Guide]:
    """Every guide in a language as the public may see it, in the order of their ids."""
    return [public(localise(guide, locale, translations)) for guide in library.values()]


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
