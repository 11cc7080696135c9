"""A name → an id that fits a folder and an address."""

from __future__ import annotations

import re
import unicodedata

MOST = 40
"""Letters of an id that is made; longer ones are cut between words."""


def slug(text: str) -> str:
    """Small letters, digits and hyphens of a name, without accents; empty if it has none of them.

    Hangul and other scripts are left out rather than romanised: a romanisation that is wrong would stay for ever.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > MOST:
            break
        made = f"{made}-{word}".strip("-")[:MOST]
    return made
