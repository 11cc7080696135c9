"""Finding a name as people and machines spell it: folded, without spaces, letter by letter, on jamo for Hangul.

Everything here is pure and knows no guide.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, product

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kb.tokens import fold, simplify

# Scripts written without spaces, and Hangul with its particles: a name is found as a part of a longer run.
_JOINED_SET = r"ᄀ-ᇿ㄰-㆏가-힣\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff"
_JOINED = re.compile(rf"[{_JOINED_SET}]")
# \w leaves out the vowel signs of Devanagari and its kin, which would cut every word of theirs. A word ends where a
# script without spaces begins: Medicube胶原 is two.
_WORD = re.compile(
    rf"[{_JOINED_SET}]+|(?![{_JOINED_SET}])[^\W_]"
    rf"(?:(?![{_JOINED_SET}])[^\W_]|['’](?=\w)|[\u0300-\u036f\u0900-\u0dff])*"
)
_LONGEST = 5
"""Words that one name may be spread over: `Jung Kwan Jang root extract`."""
_HANGUL_WORD = re.compile(r"[가-힣]+")
_SHORT, _SHORT_HANGUL = 7, 4
"""Letters up to which a word may stand across others by chance: Sanai in `sẵn ai`, 사나이 in 회사나 이메일."""


def compact(text: str) -> str:
    """The folded text without spaces and punctuation: `BINGO-ONE` → `bingoone`; Han in its simplified form."""
    folded = simplify(fold(text))
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"))


def letters(text: str) -> str:
    """What a distance is counted in: jamo for Hangul, the folded letters for other scripts."""
    return unicodedata.normalize("NFD", compact(text))


@dataclass(frozen=True)
class Match:
    """Where a name was found: the text that matched, as it stands, and its distance in letters (0: exact)."""

    text: str
    distance: int


class Haystack:
    """A text prepared once to find many names in it."""

    def __init__(self, text: str) -> None:
        """Cut the text into runs of words, and into one run without spaces."""
        self.text = unicodedata.normalize("NFKC", text)
        self._run = compact(self.text)
        self._run_letters = unicodedata.normalize("NFD", self._run)
        sizes = (len(unicodedata.normalize("NFD", char)) for char in self._run)
        self._run_starts = list(accumulate(sizes, initial=0))[:-1]
        words = _WORD.findall(self.text)
        self._pieces: dict[str, str] = {}
        # A word by itself before the same letters out of several.
        for size in range(1, _LONGEST + 1):
            for start in range(len(words) - size + 1):
                piece = " ".join(words[start : start + size])
                self._pieces.setdefault(compact(piece), piece)
        self._keys = list(self._pieces)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The words of the text, and neighbouring words together, as they stand."""
        return tuple(self._pieces.values())

    def find(self, name: str, slack: int = 0) -> Match | None:
        """The place that is nearest to a name, or None.

        Args:
            name: the name to find.
            slack: how many letters (jamo for Hangul) may differ.
        """
        return self.find_key(compact(name), slack)

    def find_key(self, wanted: str, slack: int = 0) -> Match | None:
        """The same for a name that is compact already, as those who look for many names keep them."""
        if not wanted:
            return None
        # A single syllable is found as a word of its own only: 김 is laver, but also begins 김치.
        joined = _JOINED.search(wanted) and len(wanted) > 1
        return self._in_run(wanted, slack) if joined else self._in_words(wanted, slack)

    def find_listed(self, word: str) -> Match | None:
        """A word that a guide lists, found as `find` finds it without slack, but not by chance.

        Readers split words and drop spaces, so a name is looked for across them. A short one is then made of the ends
        and beginnings of others: it counts only if it is not torn, or if each piece stands alone.
        """
        match = self.find(word)
        if match is None or " " in word.strip():
            return match
        name = compact(word)
        if _HANGUL_WORD.fullmatch(name):
            return match if len(name) > _SHORT_HANGUL or self._stands(name) else None
        is_torn = " " in match.text and any(len(piece) > 1 for piece in match.text.split())
        return None if is_torn and len(name) <= _SHORT else match

    def _stands(self, name: str) -> bool:
        """Whether a name in Hangul stands in one piece, or in several that no letter joins on either side."""
        spread = r"\s*".join(name)
        return bool(re.search(rf"{name}|(?<![가-힣]){spread}(?![가-힣])", self.text))

    def _in_run(self, wanted: str, slack: int) -> Match | None:
        if wanted in self._run:
            return Match(wanted, 0)
        target = unicodedata.normalize("NFD", wanted)
        if not slack or len(target) > len(self._run_letters) + slack:
            return None
        # The place is found by the quick ratio, its distance counted with swapped letters as one.
        cutoff = 100.0 * (1 - (2 * slack) / (2 * len(target)))
        place = fuzz.partial_ratio_alignment(target, self._run_letters, score_cutoff=max(cutoff - 15, 0))
        if place is None:
            return None
        best: Match | None = None
        # A syllable that is cut at the place's beginning may be the name's first one or the word before it.
        first = bisect_right(self._run_starts, place.dest_start) - 1
        for start, shift in product((first, first + 1), (0, -1, 1)):
            piece = self._run[start : bisect_left(self._run_starts, place.dest_end + shift)]
            distance = OSA.distance(target, unicodedata.normalize("NFD", piece))
            if distance <= slack and (best is None or distance < best.distance):
                best = Match(piece, distance)
        return best

    def _in_words(self, wanted: str, slack: int) -> Match | None:
        if wanted in self._pieces:
            return Match(self._pieces[wanted], 0)
        if not slack:
            return None
        found = process.extractOne(wanted, self._keys, scorer=OSA.distance, score_cutoff=slack)
        return Match(self._pieces[found[0]], int(found[1])) if found else None


def find(name: str, text: str, slack: int = 0) -> Match | None:
    """The place in a text that is nearest to a name; `Haystack` is quicker for many names."""
    return Haystack(text).find(name, slack)
