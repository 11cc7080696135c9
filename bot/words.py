"""The officer's text made fit for work: control characters gone, length bounded, with a notice of what was done."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 4_000
"""A description of two pages. Longer texts are pasted listings, whose beginning says what they are about."""


@dataclass(frozen=True)
class Words:
    """A cleaned text. `notices` are keys of interface messages with their values."""

    text: str
    notices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


def clean(text: str) -> Words:
    """Clean a text of any length and content.

    Control characters and lone surrogates become spaces; a text without a single letter or digit counts as none.
    """
    cut = text[: MAX_CHARACTERS * 4]  # bounds the work on a text of any size
    kept = "".join(
        char if char == "\n" or unicodedata.category(char)[0] != "C" or char in "\u200c\u200d" else " " for char in cut
    )
    kept = "\n".join(" ".join(line.split()) for line in kept.splitlines()).strip()
    notices: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    if len(kept) > MAX_CHARACTERS or len(text) > len(cut):
        kept = kept[:MAX_CHARACTERS]
        notices.append(("answer.text-cut", (("limit", str(MAX_CHARACTERS)),)))
    if not any(char.isalnum() for char in kept):
        if text.strip():
            notices.append(("answer.text-empty", ()))
        kept = ""
    return Words(kept, tuple(notices))
