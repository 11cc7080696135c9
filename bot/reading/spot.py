"""Known names in a line, by the reader's own probabilities: does 불닭볶음면 fit nearly as well as the best reading?

A line's free reading is the likeliest of all texts; a name is asked how much less likely it is in its best place. A
calligraphic name that is read with two wrong syllables still fits far better than any other name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.reading.hangul import Floats
from bot.reading.jamo import BLANK, FIRST, LAST, spell

SHORTEST = 3
"""Syllables that a name needs; two fit anything."""
_SPACE = spell(" ")[0]
_FAR = np.float32(-1e4)
_PRIVATE = 0xE000
"""Classes as characters of Unicode's private use area, for a string comparison."""
ALIKE = 45.0
"""Share of a name's jamo, in percent, that the free reading must have in their order."""


@dataclass(frozen=True)
class Spot:
    """A name in its best place of a line."""

    owner: str
    """What the name belongs to."""
    name: str
    fit: float
    """Mean log-likelihood ratio of its jamo against the free reading: 0 where that is the name, lower where not."""
    first: int
    last: int
    """Columns of the line that it covers."""


class Names:
    """Names to look for in many lines."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        """Take pairs of owner and name; names without `SHORTEST` syllables of Hangul are left out."""
        spelt = {}
        for owner, name in names:
            syllables = "".join(letter for letter in name if FIRST <= ord(letter) <= LAST)
            if len(syllables) >= SHORTEST and len(syllables) >= 0.6 * len("".join(name.split())):
                spelt[owner, syllables] = name
        self._spelt = ["".join(chr(_PRIVATE + one) for one in spell(syllables)) for _, syllables in spelt]
        self._owners = [(owner, name) for (owner, _), name in spelt.items()]
        self._classes = [np.array(spell(syllables), dtype=np.intp) for _, syllables in spelt]
        self._sizes = np.array([len(one) for one in self._classes], dtype=np.intp)
        longest = int(self._sizes.max()) if spelt else 0
        self._padded = np.zeros((len(spelt), longest), np.intp)
        for row, classes in enumerate(self._classes):
            self._padded[row, : len(classes)] = classes

    def __len__(self) -> int:
        """How many names are looked for."""
        return len(self._owners)

    def spot(self, log: Floats, least: float) -> list[Spot]:
        """The names that fit a line at least so well, the best first.

        Args:
            log: columns × classes, log-probabilities of `bot.reading.hangul`.
            least: the lowest `fit` that counts.
        """
        if not self._owners or not len(log):
            return []
        ratio = log - log.max(axis=1, keepdims=True)
        # No place can be better than each jamo's own best place: this leaves few names to look at closely.
        peaks = ratio.max(axis=0)
        peaks[BLANK] = 0.0  # what rows are filled up with
        bound = peaks[self._padded].sum(axis=1) / self._sizes
        rows = np.flatnonzero((bound >= least) & (self._sizes <= len(log)))
        # A long line has every jamo somewhere: what was read freely must look a little like the name.
        read = "".join(chr(_PRIVATE + one) for one in _path(log))
        close = process.cdist([read], [self._spelt[row] for row in rows], scorer=fuzz.partial_ratio, score_cutoff=ALIKE)
        rows = rows[np.flatnonzero(close[0])] if rows.size else rows
        spots = [self._place(int(row), ratio) for row in rows]
        return sorted((spot for spot in spots if spot.fit >= least), key=lambda spot: -spot.fit)

    def _place(self, row: int, ratio: Floats) -> Spot:
        """The best place of one name (Viterbi over its jamo with blanks between, free at both ends)."""
        classes = self._classes[row]
        size = len(classes)
        empty = np.maximum(ratio[:, BLANK], ratio[:, _SPACE])  # names are found whatever their spaces
        at, between = np.full(size, _FAR, np.float32), np.full(size, _FAR, np.float32)
        began, began_between = np.zeros(size, np.intp), np.zeros(size, np.intp)
        best, first, last = float(_FAR), 0, 0
        for column in range(len(ratio)):
            fresh = np.concatenate([[np.float32(0)], between[:-1]])
            step = np.concatenate([[_FAR], at[:-1]])
            starts_fresh = np.concatenate([[column], began_between[:-1]])
            starts_step = np.concatenate([[column], began[:-1]])
            choice = np.stack([at, fresh, step])
            which = choice.argmax(axis=0)
            stay = at >= between
            between, began_between = (
                np.maximum(at, between) + empty[column],
                np.where(stay, began, began_between),
            )
            at = choice.max(axis=0) + ratio[column, classes]
            began = np.choose(which, [began, starts_fresh, starts_step])
            if at[-1] > best:
                best, first, last = float(at[-1]), int(began[-1]), column + 1
        owner, name = self._owners[row]
        return Spot(owner, name, best / size, first, last)


def _path(log: Floats) -> list[int]:
    """The classes along the likeliest path, each once."""
    best = log.argmax(axis=1)
    starts = (best != BLANK) & (best != np.concatenate([[BLANK], best[:-1]]))
    return [int(one) for one in best[starts] if one != _SPACE]
