"""Text → words for the lexical leg of the search, in every script.

Scripts written without spaces, and Hangul, whose words carry endings, are cut into overlapping pairs of characters;
the others stay whole words. Beside a word stands the form that people type in a hurry: without diacritics, without
nukta, without the Arabic article. Both the guides and the questions are cut here, so a pair meets whichever form
each side used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from opencc import OpenCC

# Han and kana share a class, for Japanese words cross from one to the other.
_PAIRED = {
    "HANGUL": "hangul",
    "CJK": "cjk",
    "HIRAGANA": "cjk",
    "KATAKANA": "cjk",
    "KATAKANA-HIRAGANA": "cjk",
    "IDEOGRAPHIC": "cjk",
    "THAI": "thai",
    "LAO": "lao",
    "KHMER": "khmer",
    "MYANMAR": "myanmar",
}
_WORD = "word"
_GAP = "gap"
_FOLDED = {"LATIN", "CYRILLIC", "GREEK"}
"""Scripts whose diacritics people leave out; in others a mark is a vowel of its own."""
# Letters that Unicode does not decompose but that keyboards without them replace.
_PLAIN = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"})
# Arabic letters that are written one for the other, and the stretching sign.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": None})
_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_ARTICLE = "ال"
_SHORTEST_STEM = 3

_SIMPLIFIED = OpenCC("t2s")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def cut(text: str) -> list[str]:
    """The words of a text, in order, as the lexical leg counts them.

    Args:
        text: any text in any script and normal form.

    Returns:
        Casefolded words and pairs of characters; a variant follows the word that it stands for.
    """
    found: list[str] = []
    for script, run in _runs(unicodedata.normalize("NFKC", text).casefold()):
        found.extend(_word(run) if script == _WORD else _pairs(run))
    return found


def fold(text: str) -> str:
    """A casefolded text without the diacritics of Latin, Cyrillic and Greek letters: `Đặc sản` → `dac san`."""
    kept: list[str] = []
    base_folds = False
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()):
        if unicodedata.category(char) != "Mn":
            base_folds = _script(char) in _FOLDED
        elif base_folds:
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept).translate(_PLAIN))


def simplify(text: str) -> str:
    """The text with traditional Chinese characters in their simplified form."""
    return str(_SIMPLIFIED.convert(text)) if _HAN.search(text) else text


def plain(text: str) -> str:
    """The text with what people write one for the other made one: case, diacritics, Chinese and Arabic letters."""
    return fold(simplify(text)).translate(_ARABIC).replace(_NUKTA, "")


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring characters of one class, with the class."""
    for kind, chars in groupby(_with_marks(text), key=lambda item: item[1]):
        if kind != _GAP:
            yield kind, "".join(char for char, _ in chars)


def _with_marks(text: str) -> Iterator[tuple[str, str]]:
    kind = _GAP
    for char in text:
        if char in "\u200c\u200d":  # zero-width joiners change how a word is drawn, not what it is
            continue
        # A mark belongs to the letter before it, whatever its own name says.
        if unicodedata.category(char) not in ("Mn", "Mc", "Me"):
            kind = _kind(char)
        yield (_digit(char) or (_simplified(char) if kind == "cjk" else char)), kind


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] not in "LN":
        return _GAP
    return _WORD if category == "Nd" else _PAIRED.get(_script(char), _WORD)


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ", 1)[0]


@lru_cache(maxsize=8192)
def _simplified(char: str) -> str:
    return str(_SIMPLIFIED.convert(char))


def _digit(char: str) -> str | None:
    """A decimal digit of any script as an ASCII one."""
    value = unicodedata.decimal(char, None) if not char.isascii() else None
    return None if value is None else str(value)


def _pairs(run: str) -> Iterator[str]:
    clusters = _clusters(run)
    if len(clusters) == 1:
        yield clusters[0]
    yield from (left + right for left, right in pairwise(clusters))


def _clusters(run: str) -> list[str]:
    """Letters, each with its marks."""
    clusters: list[str] = []
    for char in run:
        if clusters and unicodedata.category(char) in ("Mn", "Mc", "Me"):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _word(word: str) -> Iterator[str]:
    if "ARABIC" in _script(word[0]):
        word = "".join(char for char in word.translate(_ARABIC) if unicodedata.category(char) != "Mn")
    if not word:
        return
    yield word
    folded = fold(word).replace(_NUKTA, "")
    if folded != word:
        yield folded
    if word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + _SHORTEST_STEM:
        yield word[len(_ARTICLE) :]
    parts = ["".join(chars) for _, chars in groupby(folded, key=str.isdigit)]
    if len(parts) > 1:  # "10pcs" also meets "10 pcs"
        yield from parts
