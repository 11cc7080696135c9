"""Scripts of characters and lines (ISO 15924)."""

from __future__ import annotations

from collections import Counter

RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00C0, 0x024F, "Latn"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0900, 0x097F, "Deva"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1100, 0x11FF, "Hang"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
)
"""The blocks of Unicode that occur on labels, first and last code point."""

VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ") | frozenset(chr(code) for code in range(0x1EA0, 0x1EFA))
"""Letters that of the languages here only Vietnamese uses, so that a French or Spanish word is not taken for it."""


def script_of(character: str) -> str:
    """The script of a character; Zyyy for digits, signs and all else."""
    code = ord(character)
    return next((script for first, last, script in RANGES if first <= code <= last), "Zyyy")


def count(text: str, *scripts: str) -> int:
    """How many characters of a text are of the scripts."""
    return sum(script_of(character) in scripts for character in text)


def half_width(text: str) -> str:
    """Full-width ASCII (！ to ～) as plain ASCII; PP-OCR writes signs between Hangul so."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)


def script_of_line(text: str) -> str:
    """The script of most letters, a syllable or Han character counting as two; Zyyy if there is no letter.

    Any kana makes a Han line Japanese.
    """
    scripts = Counter(script for script in map(script_of, text) if script != "Zyyy")
    for script in ("Hang", "Hani", "Kana"):
        scripts[script] *= 2
    if not scripts.total():
        return "Zyyy"
    script = scripts.most_common(1)[0][0]
    return "Kana" if script == "Hani" and scripts["Kana"] else script
