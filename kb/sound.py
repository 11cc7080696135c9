"""How a name sounds, roughly: the consonants of its Latin spelling, with those that languages mix up made one.

A brand is written by ear in Cyrillic, Arabic, Devanagari or kana: медикьюб, ميديكيوب, मेडीक्यूब and メディキューブ are all
Medicube. Vowels vary most and are left out, and so is what some script has no letter for.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from anyascii import anyascii

SHORTEST = 4
"""Consonants below which too many words sound alike."""
# Greek, Cyrillic, Hebrew, Arabic, the scripts of India, katakana: each a word in itself, also inside Japanese text.
_BY_EAR = re.compile(
    r"[\u0370-\u03ff]+|[\u0400-\u052f]+|[\u0590-\u05ff]+|[\u0600-\u06ff\u200c]+|[\u0900-\u0dff]+|[\u30a1-\u30ff]+"
)
_INDIC = re.compile(r"[\u0900-\u0dff]")
_SPELLINGS = (
    ("sch", "s"),
    ("tch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("ph", "p"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("x", "ks"),
)
_MIXED_UP = str.maketrans(
    {"b": "p", "f": "p", "v": "p", "d": "t", "g": "k", "q": "k", "c": "k", "l": "r", "j": "s", "z": "s"}
)
_SILENT = re.compile(r"[aeiouyhw\W\d_]")
_TWICE = re.compile(r"(.)\1+")


def skeleton(text: str) -> str:
    """The consonants of a word or name as an ear would group them: `Medicube` → `mtkp`.

    Args:
        text: a name in any script that spells sounds.
    """
    latin = anyascii(text).casefold()
    if _INDIC.search(text):
        latin = latin.replace("c", "ch")  # the romanisation of India writes so what English writes ch
    for spelling, sound in _SPELLINGS:
        latin = latin.replace(spelling, sound)
    return _TWICE.sub(r"\1", _SILENT.sub("", latin.translate(_MIXED_UP)))


def starts_with_vowel(text: str) -> bool:
    """Whether the Latin spelling begins with a vowel: what begins a word is heard best."""
    return anyascii(text)[:1].casefold() in tuple("aeiou")


def words_by_ear(text: str) -> list[str]:
    """The words of a text in scripts that write foreign names by ear, and neighbouring ones with a space between."""
    words = _BY_EAR.findall(unicodedata.normalize("NFKC", text))
    return words + [f"{one} {other}" for one, other in pairwise(words)]
