"""How far apart two spellings look: letters that readers take for one another count half.

Hangul is compared on jamo, Latin with its look-alikes of other scripts and digits (the method of skeletons is that of
Unicode Technical Standard 39), Han with characters that differ by the length or end of a stroke. Pure; knows no guide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from kb.spelling import Haystack, Match, compact

HALF = 0.5
"""What a confusable letter counts beside a different one, which counts 1."""
LETTERS_A_HALF = 4
"""A near spelling may differ by one confusable letter in so many, or by one different letter in twice as many."""
SHORTEST = 5
"""Letters below which a name has too many neighbours for a near spelling to mean anything."""
_PART_OF_WORD = 8
"""Letters from which a near spelling counts inside a longer run; a shorter name has to stand alone."""
_HAN_LETTERS = 3
"""Letters that one Han character or kana counts for: it holds as much as a syllable of three jamo."""

# Letters that share a word look alike to a reader in small or blurred print. Jamo: a stroke more or less, mirror
# images, and vowels that sound the same today (ㅐ and ㅔ), which people confuse where machines do not.
_JAMO = (
    "ㄱㅋㄲ ㄷㅌㄸ ㅂㅍㅃ ㅈㅊㅉ ㅅㅆㅈ ㅇㅎ ㅁㅇ ㄴㄷ ㄷㄹ ㄹㄺ ㄱㄺ ㄹㄻ ㅁㄻ ㄹㄼ ㄹㅀ ㄴㄶ ㄴㄵ ㅂㅄ "
    "ㅐㅔㅒㅖ ㅏㅑㅣ ㅓㅕㅣ ㅏㅓ ㅗㅛㅡ ㅜㅠㅡ ㅗㅜ ㅘㅙㅚㅗ ㅝㅞㅟㅜ ㅢㅣㅡ ㅘㅏ ㅝㅓ ㅐㅏ ㅔㅓ ㅙㅐ ㅞㅔ ㅚㅣ ㅟㅣ"
)
_LATIN = "uv vy nh ec gq ft ij ce oc ao rt mn cg"
_HAN = (
    "末未 日曰目 土士 己已巳 人入八 大太犬 王玉主 天夫 千干于 田由甲申 戊戌戍 刀力刃 侯候 晴睛 拆折析 鸟乌岛 "
    "免兔 治冶 准淮 今令 木本术 问间 帅师 农衣 养羊 北比 贝见 午牛 石右 失矢 毛手 巨臣 旦且 白百自 便使 茶荼 微徽 "
    "密蜜 辛幸 品晶 味昧 油抽 面而 ロ口 カ力 ニ二 ハ八 エ工 タ夕 ト卜 シツ ソン ー一 へヘ"
)

# One look for letters that many fonts draw alike; letters of other scripts as the Latin one that they look like.
_ONE_LOOK = str.maketrans(
    {
        **dict.fromkeys("iı1|!", "l"),
        **{"0": "o", "5": "s", "2": "z", "8": "b", "6": "g", "9": "g", "$": "s"},
        **dict(zip("аеорсухіјѕһԁԛԝвнкмтгпьѐё", "aeopcyxljshdqwbhkmtrnbee", strict=True)),
        **dict(zip("αοριυνκχτηεβωγμ", "aoplvvkxtnebwym", strict=True)),
    }
)
_PAIRS_LOOK = (("rn", "m"), ("vv", "w"), ("cl", "d"))
# The rows of conjoining jamo in Unicode (chapter 3.12), as the plain letters that stand in the groups above.
_ROWS = (
    ("c", 0x1100, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"),
    ("v", 0x1161, "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"),
    ("f", 0x11A8, "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"),
)
_MIXED = re.compile(r"[A-Za-z]")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _couples(groups: str) -> frozenset[tuple[str, str]]:
    return frozenset((one, other) for group in groups.split() for one in group for other in group if one != other)


_COUPLES = _couples(_JAMO) | _couples(_LATIN) | _couples(_HAN)


def weight(name: str) -> int:
    """The letters of a name as they count here: jamo for Hangul, three for a Han character."""
    return sum(_HAN_LETTERS if _WIDE.match(char) else 1 for char in unicodedata.normalize("NFD", compact(name)))


def tolerance(name: str) -> float:
    """By how much a spelling may differ from a name to be near it; 0 for a name too short to have near spellings."""
    size = weight(name)
    return 0.0 if size < SHORTEST else HALF * max(1, size // LETTERS_A_HALF)


@lru_cache(maxsize=4096)
def look(text: str) -> str:
    """A compact text with one letter for all that look alike in print: `Sаrnyang` (with а Cyrillic а) → `samyang`."""
    drawn = compact(text).translate(_ONE_LOOK)
    for wide, narrow in _PAIRS_LOOK:
        drawn = drawn.replace(wide, narrow)
    return drawn


def distance(one: str, other: str) -> float:
    """How far apart two spellings look: 1 for a letter more, less or different, half for a confusable one."""
    if look(one) == look(other):
        return 0.0 if compact(one) == compact(other) else HALF
    left, right = _split(one), _split(other)
    total = 0.0
    for step in Levenshtein.editops(left, right):
        if step.tag == "replace" and _alike(left[step.src_pos], right[step.dest_pos]):
            total += HALF
        else:
            total += 1.0
    return total


def nearest(name: str, haystack: Haystack) -> Match | None:
    """The place in a text that looks nearly like a name; None if there is none, or if the name itself is there.

    Args:
        name: an expected or a known wrong name.
        haystack: the text.

    Returns:
        The place as it stands in the text; its distance in whole letters, rounded up.
    """
    allowed = tolerance(name)
    if not allowed or haystack.find(name):
        return None
    wanted = look(name)
    for piece in haystack.pieces:  # several letters may stand for one, which no count of letters finds
        if look(piece) == wanted:
            return Match(piece, 1)
    if _WIDE.search(name):
        return _nearest_wide(compact(name), compact(haystack.text), allowed)
    match = haystack.find(name, round(allowed / HALF))
    if match is None or distance(name, match.text) > allowed:
        return None
    # Two syllables stand near to parts of many words: 진로 to 진료, which begins the word for a clinic.
    alone = weight(name) >= _PART_OF_WORD or compact(match.text) in map(compact, haystack.pieces)
    return match if alone else None


def _nearest_wide(wanted: str, run: str, allowed: float) -> Match | None:
    """The same for Han and kana, whose names are too short for an alignment to find their place."""
    pieces = (run[start : start + len(wanted)] for start in range(len(run) - len(wanted) + 1))
    near = [(far, piece) for piece in pieces if (far := distance(wanted, piece)) <= allowed]
    return Match(min(near)[1], 1) if near else None


def is_confusable(one: str, other: str) -> bool:
    """Whether two spellings differ in a single letter that readers take for the other."""
    return compact(one) != compact(other) and distance(one, other) <= HALF


def disguised(name: str, text: str) -> str | None:
    """A word of a text that is a Latin name but for letters of another script that look like its own, as it stands.

    Whole words of another script are none: КОРЕЯ is a word of its language.
    """
    wanted = look(name)
    if not name.isascii() or not _MIXED.search(name) or weight(name) < SHORTEST - 1:
        return None
    for piece in Haystack(text).pieces:
        plain = unicodedata.normalize("NFKC", piece)
        if _MIXED.search(plain) and _LOOKALIKE.search(plain) and look(plain) == wanted:
            return piece
    return None


def _split(text: str) -> list[str]:
    """The letters of a text; jamo in one form whether they begin or end a syllable, each with its place."""
    return [_jamo(char) for char in unicodedata.normalize("NFD", compact(text))]


@lru_cache(maxsize=512)
def _jamo(char: str) -> str:
    """A conjoining jamo as its place (initial, vowel, final) and its plain letter; other characters as they look."""
    for place, first, row in _ROWS:
        if first <= ord(char) < first + len(row):
            return place + row[ord(char) - first]
    return char.translate(_ONE_LOOK)


def _alike(one: str, other: str) -> bool:
    return one[:-1] == other[:-1] and (one == other or (one[-1], other[-1]) in _COUPLES)


def variants(text: str) -> Iterator[str]:
    """A text in Latin letters with one of them exchanged for each that looks like it: `5 mi` → `5 ml`, `5 m1`."""
    for place, char in enumerate(text):
        for other in "abcdefghijklmnopqrstuvwxyz0123456789":
            if char.lower() != other and (look(char) == look(other) or _alike(char.lower(), other)):
                yield text[:place] + other + text[place + 1 :]
