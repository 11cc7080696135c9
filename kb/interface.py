"""The interface's sentences in a language: keys are looked up in the gettext domain `interface`.

The English source is `translations/interface/<group>.yaml` (`key: sentence`); a key is `<group>.<key>`, its
`msgctxt` in the catalogs too. Values are put in by `{name}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kb.catalogs import read_catalog
from kb.errors import CatalogError
from kb.extract import extract_interface
from kb.locales import SOURCE
from kb.settings import get_settings

DOMAIN = "interface"


def source_files(translations: Path) -> list[Path]:
    """The files of the interface's English sentences, in order."""
    return sorted((translations / DOMAIN).glob("*.yaml"))


def source_messages(translations: Path) -> dict[str, str]:
    """Every interface message: key → English sentence.

    A value is the sentence itself, or `{text, note}` where the translator needs a word of help.
    """
    messages: dict[str, str] = {}
    for path in source_files(translations):
        with path.open("rb") as stream:
            messages |= {context: text for _, _, (context, text), _ in extract_interface(stream, {}, (), {})}
    return messages


class Interface:
    """The interface's sentences in one language, English where a translation is missing."""

    def __init__(self, locale: str, source: Mapping[str, str], translated: Mapping[str, str]) -> None:
        """Take the English sentences and the translated ones, both by key."""
        self.locale = locale
        self._source = source
        self._translated = translated

    def text(self, key: str, /, **params: object) -> str:
        """The sentence for a key with its values put in.

        Raises:
            CatalogError: no such key, or the sentence needs a value that was not given.
        """
        template = self._translated.get(key) or self._source.get(key)
        if template is None:
            raise CatalogError("catalog.unknown-key", key=key)
        try:
            return template.format(**params) if params or "{" in template else template
        except (KeyError, IndexError, ValueError) as error:
            raise CatalogError("catalog.bad-placeholder", key=key, locale=self.locale) from error

    def has(self, key: str) -> bool:
        """Whether the key exists."""
        return key in self._source

    def is_translated(self, key: str) -> bool:
        """Whether the sentence is in this language rather than in English."""
        return self.locale == SOURCE or key in self._translated

    def word(self, vocabulary: str, value: str) -> str:
        """A vocabulary word in this language: `word("where", "front")`."""
        return self.text(f"vocabulary.{vocabulary}-{value}")


@lru_cache(maxsize=64)
def interface(locale: str) -> Interface:
    """The interface in a language, read once per process."""
    translations = get_settings().translations
    source = source_messages(translations)
    translated = {} if locale == SOURCE else read_catalog(translations, locale, DOMAIN).by_context(source)
    return Interface(locale, source, translated)
