"""The version of a guide's text, which prints and case records name, so that one text can be told from another."""

from __future__ import annotations

import hashlib
import json

from kb.model import Guide

DIGITS = 12
"""Hexadecimal digits; two texts of one guide share them once in 2^48."""
_NOT_TEXT = {"path", "keywords"}


def guide_version(guide: Guide) -> str:
    """The first digits of the SHA-256 of what the guide says in its language: the same text, the same version.

    Args:
        guide: a guide as an edition and a language show it; another language has another version.
    """
    said = guide.model_dump(mode="json", exclude=_NOT_TEXT)
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:DIGITS]
