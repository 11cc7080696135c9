"""Does a question speak of Korea, or of another country and not of Korea? Guides cover Korean goods alone.

Whoever asks about other goods seldom names Korea and often names their country; but Korean goods are sold and copied
everywhere, so that neither decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kb.tokens import fold

# The word stems in the languages that people ask in, folded: without diacritics where the script has them.
_KOREA = re.compile(
    r"korea|corea|coree|core[ae]n|\bhan quoc\b|\bhan\b(?= |$)|hallyu|k-?(?:pop|beauty|food|fish|brand)|hangul|"
    r"seoul|busan|incheon|jeju|한국|국산|국내산|대한민국|한류|韩|韓|首尔|首爾|高丽|高麗|ソウル|ハングル|"
    r"เกาหลี|โคเรีย|коре(?:и|я\b|ю\b|е\b)|сеул|कोरिया|कोरियन|हांगुल|كوري|سيول",
)
ELSEWHERE = Path(__file__).resolve().parent / "data" / "elsewhere.txt"
_WORDS_APART = re.compile(r"[a-z\u0400-\u04ff\u0600-\u06ff\u0900-\u097f]")
"""Letters of scripts in which a country's name is looked for where a word begins."""
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARTICLE = "(?:[وبلكف]?ال|لل|[وبلكف])?"
"""What Arabic writes together with the word that follows: and, in, for, as, so, and the article."""
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


def speaks_of_elsewhere(text: str) -> bool:
    """Whether a question names another country and not Korea."""
    return bool(_elsewhere().search(fold(text))) and not speaks_of_korea(text)


@lru_cache(maxsize=1)
def _elsewhere(path: Path = ELSEWHERE) -> re.Pattern[str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return re.compile("|".join(stem for line in lines for stem in _stems(line.partition(":")[2])))


def _stems(line: str) -> Iterator[str]:
    for written in line.split(","):
        name = fold(written.strip().removesuffix("$"))
        begins = r"(?<!\w)" if _WORDS_APART.match(name) else ""
        begins += _ARTICLE if _ARABIC.match(name) else ""
        yield f"{begins}{re.escape(name)}" + (r"(?!\w)" if written.rstrip().endswith("$") else "")
