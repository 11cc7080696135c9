"""Known names that lines bear: places where a name fits → evidence, the best name for each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bot.evidence import Box, Named
from bot.reading import Names, Spot
from kb.keys import NO_GUIDE, others
from kb.model import Guide
from kb.vocabulary import Kind

PRODUCER = "jinpum-names"
LEAST_FIT = -0.45
"""Mean log-likelihood ratio of a jamo from which a name is taken to stand there."""
SHORT_FIT = -0.15
"""The same for names of three syllables, which fit many places nearly."""
_SHORT = 3


def names_of(guides: Iterable[Guide]) -> Names:
    """The Hangul names of guides, and of well-known goods that no guide covers, which point away."""
    pairs = [
        (guide.id, name)
        for guide in guides
        if guide.kind is Kind.PRODUCT
        for name in dict.fromkeys((guide.names.ko, *guide.aliases))
    ]
    ours = {name for _, name in pairs}
    return Names([*pairs, *((NO_GUIDE, name) for name in others() if name not in ours)])


def judge(spots: Sequence[tuple[Spot, Box]], photo: str) -> tuple[Named, ...]:
    """The names that stand in a photo: those that fit well, each place given to the name that fits it best.

    Args:
        spots: from `bot.reading.read_text`, with their boxes.
        photo: the photo's name.
    """
    taken: list[Box] = []
    found = []
    # Of two names that fit alike the longer one explains more.
    for spot, box in sorted(spots, key=lambda pair: -_worth(pair[0])):
        if spot.fit < (SHORT_FIT if _syllables(spot.name) <= _SHORT else LEAST_FIT):
            continue
        if any(_same_place(box, other) for other in taken):
            continue
        taken.append(box)
        if spot.owner != NO_GUIDE:
            score = round(float(np.exp(spot.fit)), 3)
            found.append(Named(producer=PRODUCER, photo=photo, guide=spot.owner, name=spot.name, box=box, score=score))
    return tuple(found)


def _syllables(name: str) -> int:
    return sum("가" <= letter <= "힣" for letter in name)


def _worth(spot: Spot) -> float:
    """How much more a name explains than it leaves unexplained, in jamo."""
    return _syllables(spot.name) * (1.0 + 2.0 * spot.fit)


def _same_place(one: Box, other: Box) -> bool:
    """Whether two boxes share more than half of the smaller."""
    (left, top), (right, bottom) = np.min(one, axis=0), np.max(one, axis=0)
    (left2, top2), (right2, bottom2) = np.min(other, axis=0), np.max(other, axis=0)
    wide, high = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
    least = min((right - left) * (bottom - top), (right2 - left2) * (bottom2 - top2))
    return bool(wide > 0 and high > 0 and wide * high > 0.5 * least)
