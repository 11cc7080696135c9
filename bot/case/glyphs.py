"""Which characters the record's fonts have, and what stands for one that they have not: never nothing."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_INVISIBLE = frozenset(map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, *range(0xFE00, 0xFE10))))
"""Joiners and selectors, which choose a form and have none."""


def shown(text: str) -> str:
    """The text with a box and the code point in place of every character that no font has: `□(U+1F4A5)`."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char if _has(char) else f"□(U+{ord(char):04X})" for char in composed if char not in _INVISIBLE_ALONE)


_INVISIBLE_ALONE = frozenset({"\ufeff"})


def _has(char: str) -> bool:
    if char in "\n" or char in _INVISIBLE:
        return True
    starts, ends = _runs()
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


@lru_cache(maxsize=1)
def _runs() -> tuple[list[int], list[int]]:
    """First and last characters of each run that the fonts have, as `tools/case_fonts.py` writes them."""
    lines = (FONTS / "coverage.txt").read_text(encoding="ascii").split()
    pairs = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]
