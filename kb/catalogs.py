"""Catalogs: gettext PO files under `translations/<locale>/LC_MESSAGES/<domain>.po`, read with Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, unescape

from kb.errors import CatalogError
from kb.locales import to_gettext

REVIEWED_BY = "X-Reviewed-By"
"""The header that names the person who has reviewed a catalog; `nobody` until one has."""
NOBODY = "nobody"
_REVIEWER = re.compile(rf'"{REVIEWED_BY}:(?:[^"\\]|\\.)*"', re.IGNORECASE)


@dataclass(frozen=True)
class Translations:
    """What one catalog says: context and source text → translation, and whether a person has reviewed it."""

    messages: dict[tuple[str, str], str]
    reviewed_by: str

    @property
    def is_reviewed(self) -> bool:
        """Whether a person has reviewed the catalog."""
        return self.reviewed_by != NOBODY

    def get(self, context: str, source: str) -> str | None:
        """The translation of a source text, or None.

        The text decides: where a paragraph has moved and its context with it, its translation is still right.
        """
        return self.messages.get((context, source)) or self._by_source.get(source)

    @cached_property
    def _by_source(self) -> dict[str, str]:
        return {source: text for (_, source), text in self.messages.items()}

    def by_context(self, source: Iterable[str] | dict[str, str]) -> dict[str, str]:
        """Translations by context alone, for those whose source text is still the given one."""
        wanted = source if isinstance(source, dict) else dict.fromkeys(source, "")
        return {key: text for (key, msgid), text in self.messages.items() if wanted.get(key) == msgid}


NO_TRANSLATIONS = Translations({}, NOBODY)


def catalog_path(translations: Path, locale: str, domain: str) -> Path:
    """Where the catalog of a domain in a language lies."""
    return translations / to_gettext(locale) / "LC_MESSAGES" / f"{domain}.po"


def load_po(path: Path, locale: str | None = None) -> Catalog:
    """Read a PO file.

    Raises:
        CatalogError: the file is not a valid PO file.
    """
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=to_gettext(locale) if locale else None, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogError("catalog.unreadable", file=path, reason=error) from error


def reviewer(path: Path) -> str:
    """Who has reviewed the catalog in a file. Read from its header line, for Babel keeps only the headers it knows."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if _REVIEWER.fullmatch(line.strip()):
                return unescape(line.strip()).split(":", 1)[1].strip() or NOBODY
            if not line.strip():
                break
    return NOBODY


def read_catalog(translations: Path, locale: str, domain: str) -> Translations:
    """What the catalog of a domain in a language says; fuzzy and empty messages are left out."""
    path = catalog_path(translations, locale, domain)
    if not path.exists():
        return NO_TRANSLATIONS
    catalog = load_po(path, locale)
    messages = {
        (message.context or "", str(message.id)): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }
    return Translations(messages, reviewer(path))
