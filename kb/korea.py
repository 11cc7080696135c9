"""Does a question speak of Korea? Guides cover Korean goods alone, and whoever asks about others seldom says so."""

from __future__ import annotations

import re
import unicodedata

from kb.tokens import fold

# The word stems in the languages that people ask in, folded: without diacritics where the script has them.
_KOREA = re.compile(
    r"korea|corea|coree|core[ae]n|\bhan quoc\b|\bhan\b(?= |$)|hallyu|k-?(?:pop|beauty|food|fish|brand)|hangul|"
    r"seoul|busan|incheon|jeju|한국|국산|국내산|대한민국|한류|韩|韓|首尔|首爾|高丽|高麗|ソウル|ハングル|"
    r"เกาหลี|โคเรีย|коре(?:и|я\b|ю\b|е\b)|сеул|कोरिया|कोरियन|हांगुल|كوري|سيول",
)
_HANGUL = re.compile(r"[가-힣]")
_MOST_HANGUL = 0.5
"""Share of Hangul among the letters above which a question is itself in Korean."""


def speaks_of_korea(text: str) -> bool:
    """Whether a question names Korea, or quotes Korean letters in another language."""
    if _KOREA.search(fold(text)):
        return True
    letters = sum(unicodedata.category(char).startswith("L") for char in text)
    hangul = len(_HANGUL.findall(text))
    return 0 < hangul < _MOST_HANGUL * letters
