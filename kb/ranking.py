"""What points to each guide → one score a guide: names, meaning and words weighed together.

Rank fusion alone knows places, not distances: a guide that is far ahead in one leg and one that leads by a hair look
alike. Here each guide gets a few numbers and a linear function of them, whose weights are fitted on the development
questions by `python -m tests.eval.fit_ranking` (a conditional logit: the right guide against all others).
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from kb.keys import KeyHit, KeyKind
from kb.model import Guide
from kb.nearness import Near
from kb.ngrams import Spelt
from kb.vocabulary import Kind

if TYPE_CHECKING:
    from kb.index_reader import Hit

NAMING = (KeyKind.GTIN, KeyKind.NAME, KeyKind.COPY, KeyKind.BRAND, KeyKind.OWNER, KeyKind.SOUND)
"""Keys that name a product or a rule; generic words only help."""
_COSINE_STEP = 0.02
"""Cosine that counts as one unit; vectors of these models crowd between 0.7 and 1."""
_FAR = 4.0
"""Steps, or units of log-likelihood, beyond which farther is no worse: a name must outweigh any distance."""
_DAMPING = 5.0
"""As in reciprocal rank fusion: how fast a place loses worth."""


@dataclass(frozen=True)
class Evidence:
    """What points to one guide. The weights of a linear function of these are `WEIGHTS`, in this order."""

    product_name: float = 0.0
    """Keys that name this product, or of a general guide a brand, 0 to 2. A rule's name on a pack is no hint that the
    question is about the rule: fitted, it weighed nothing."""
    longest_word: float = 0.0
    """Letters of the longest generic word found, in tens. How many were found weighed nothing, fitted."""
    nearness: float = 0.0
    """Cosine of the nearest chunk less that of the best guide's, in steps; 0 is the best."""
    near_place: float = 0.0
    """Worth of its place by nearness."""
    shared: float = 0.0
    """BM25 score of the best text, as a share of the best guide's."""
    shared_place: float = 0.0
    """Worth of its place by words."""
    telling: float = 0.0
    """Nearness of its names, words and descriptions in the space that tells guides apart, in standard deviations over
    all guides."""
    telling_clauses: float = 0.0
    """The same by clause."""
    spelt: float = 0.0
    """Log-likelihood of the question's n-grams less that of the likeliest guide; 0 is the best."""
    spelt_place: float = 0.0
    """Worth of its place by that."""
    is_general: float = 0.0
    """Whether the guide is for goods without one of their own, and so comes after those that have one."""


WEIGHTS = (2.82, 0.2, 0.37, 1.4, 0.8, 1.19, 0.55, 0.67, 0.62, 1.56, -0.16)


def evidence(  # noqa: PLR0913, PLR0917  # what each leg found
    guides: Mapping[str, Guide],
    keys: Sequence[KeyHit],
    dense: Sequence[Hit],
    lexical: Sequence[Hit],
    meant: Near = Near(),  # noqa: B008  # frozen
    spelt: Spelt = Spelt(),  # noqa: B008
) -> dict[str, Evidence]:
    """What points to each guide that anything points to.

    Args:
        guides: the guides that may be found, by id.
        keys: the keys found in the question.
        dense: chunks by meaning, best first.
        lexical: chunks by words, best first.
        meant: every guide by meaning, in the space that tells guides apart.
        spelt: every guide by the n-grams of what people ask about it.
    """
    naming: dict[str, float] = defaultdict(float)
    longest: dict[str, int] = defaultdict(int)
    for hit in keys:
        if hit.kind in NAMING:
            is_product = hit.kind is KeyKind.BRAND or hit.guide not in guides or guides[hit.guide].kind is not Kind.RULE
            naming[hit.guide] += hit.score * is_product
        elif hit.kind is KeyKind.WORD:
            longest[hit.guide] = max(longest[hit.guide], len(hit.key))
    near, shared = _Leg(dense), _Leg(lexical)
    likely = {guide: one for guide, one in spelt.likelihood.items() if guide in guides}
    likeliest, least = max(likely.values(), default=0.0), min(likely.values(), default=0.0)
    places = sorted(likely, key=lambda guide: -likely[guide])
    standing, by_clause = (
        _standardised({guide: one for guide, one in scores.items() if guide in guides})
        for scores in (meant.whole, meant.clauses)
    )
    pointed = [*naming, *longest, *near.best, *shared.best, *meant.whole, *likely]
    found = {}
    for guide_id in dict.fromkeys(guide_id for guide_id in pointed if guide_id in guides):
        guide = guides[guide_id]
        found[guide_id] = Evidence(
            product_name=min(2.0, naming[guide_id]),
            longest_word=min(longest[guide_id], 20) / 10,
            nearness=near.behind(guide_id),
            near_place=near.worth(guide_id),
            shared=shared.share(guide_id),
            shared_place=shared.worth(guide_id),
            telling=standing.get(guide_id, 0.0),
            telling_clauses=by_clause.get(guide_id, 0.0),
            spelt=max(-_FAR, likely.get(guide_id, least) - likeliest),
            spelt_place=_worth(places.index(guide_id) + 1) if guide_id in likely else 0.0,
            is_general=float(guide.general),
        )
    return found


def score(found: Evidence) -> float:
    """The weighed sum of a guide's evidence; only differences between guides mean anything."""
    values: tuple[float, ...] = astuple(found)
    return sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))


def _standardised(scores: Mapping[str, float]) -> dict[str, float]:
    mean = statistics.fmean(scores.values()) if scores else 0.0
    spread = statistics.pstdev(scores.values()) if scores else 0.0
    return {guide: (one - mean) / (spread or 1.0) for guide, one in scores.items()}


def _worth(place: int) -> float:
    return (_DAMPING + 1) / (_DAMPING + place)


class _Leg:
    """One leg of the search, guide by guide."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.best: dict[str, float] = {}
        for hit in hits:
            self.best.setdefault(hit.guide, hit.score)
        self._floor = min(self.best.values(), default=0.0)
        self._places = {guide: place for place, guide in enumerate(self.best, start=1)}

    def behind(self, guide: str) -> float:
        """The guide's score less the best one, in steps, 0 at most; one that was not found is as far as the last."""
        steps = (self.best.get(guide, self._floor) - max(self.best.values(), default=self._floor)) / _COSINE_STEP
        return max(-_FAR, steps)

    def share(self, guide: str) -> float:
        """The guide's score as a share of the best one, 0 to 1."""
        return self.best.get(guide, 0.0) / (max(self.best.values(), default=0.0) or 1.0)

    def worth(self, guide: str) -> float:
        """What the guide's place is worth, 1 for the first."""
        place = self._places.get(guide)
        return 0.0 if place is None else _worth(place)
