"""What a translation leaves in English: nothing but names may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kb.markdown import without_marks

KEPT = "kept.txt"
"""The file under `translations/` with words in small Latin letters that stand so in every script: bibigo, paocai."""
_LATIN_SCRIPT = frozenset({"de", "es", "fr", "id", "ms", "vi"})
_TELLTALE = frozenset({"the", "and", "with", "from", "this", "that", "which", "should", "their", "been", "whether"})
"""Words that no language of the catalogs shares with English; where the script is the same, others may be its own."""
_FOR_OPERATORS = (
    "cli.", "problem.", "index.", "catalog.", "server.", "records.", "settings.", "access.cli-", "access.oidc-",
    "access.user-exists", "access.users-", "access.not-a-list", "access.field-", "access.no-such-user", "case.cli-",
    "feed.bad-", "feed.history-",
)  # fmt: skip
"""Sentences for those who run the program name commands, files and keys, which are English."""
_NOT_PROSE = re.compile(
    r"https?://\S+|\{[^}]*\}|\S+@\S+|`[^`]*`|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,7}(?![\w])|“[^”]*”|\"[^\"]*\""
)
"""Addresses, placeholders, file and host names, and what is quoted: label text stands as printed."""
_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]+[a-z](?![\w])")
_SAME = 3
"""A text of so many English words in small letters cannot be the same in a language by chance."""


def leftovers(source: str, translation: str, locale: str, context: str, kept: frozenset[str]) -> Iterator[str]:
    """English words that a translation has left standing.

    Args:
        source: the English text.
        translation: the translation.
        locale: BCP 47 tag of the translation.
        context: the message's context; sentences for operators are let pass.
        kept: words that stand in Latin letters in every language, from `kept_words`.
    """
    if context.startswith(_FOR_OPERATORS):
        return
    quoted = set(_WORD.findall(" ".join(re.findall(r"“[^”]*”", source))))
    words = dict.fromkeys(_WORD.findall(_NOT_PROSE.sub(" ", without_marks(translation))))
    if locale.split("-", 1)[0] in _LATIN_SCRIPT:
        yield from (word for word in words if word in _TELLTALE)
        if source == translation and len(words) >= _SAME:
            yield source
    else:
        yield from (word for word in words if word not in kept and word not in quoted)


@lru_cache(maxsize=4)
def kept_words(translations: Path) -> frozenset[str]:
    """The words of `translations/kept.txt`; none if there is no such file."""
    path = translations / KEPT
    if not path.exists():
        return frozenset()
    lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(word for line in lines for word in line.split())
