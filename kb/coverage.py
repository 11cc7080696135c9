"""Does any guide cover what was asked? A calibrated floor instead of a guess.

The cosines of this family of models crowd between 0.7 and 1, so none of them is a floor in itself. What tells is how
much nearer the best guide is, in meaning and in spelling, than the decoys (what no guide covers, `decoys` in
`kb/data/`), and whether a name was recognised. A logistic function joins them; its weights come from
`python -m tests.eval.calibrate`, which fits them on the development questions.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

FLOOR = 0.55
"""Probability from which a guide is taken to cover the question. A wrong guide does more harm than a refusal, which
names the nearest guides. Here one question in 26 that no guide covers is answered, and one covered in 120 refused; at
0.65 one in 34 and in 67. Each development set by weights fitted on the others; `python -m tests.eval.calibrate` prints
four-fold figures."""
_WEIGHTS = (1.5, -3.02, 8.16, 9.68, 1.72, 0.25, 0.96, 1.18, 0.43, 1.77)
_BIAS = -9.63


LEAST = 1e-3
"""Share in the ranking below which less says no more."""


@dataclass(frozen=True)
class Signals:
    """What is known of a question before it is decided."""

    name: float = 0.0
    """The best key found that names a product, its copy or a rule, 0 to 1."""
    other: float = 0.0
    """Whether well-known goods are named that no guide covers, 0 to 1."""
    telling: float = 0.0
    """Nearness of the best guide's phrases less that of the decoys, in the space that tells guides apart."""
    neighbours: float = 0.0
    """Share of guides' phrases among those nearest to the question."""
    lead: float = math.log(LEAST)
    """Logarithm of the best guide's share in the ranking, 0 at most: what fits many guides alike fits none."""
    known: float = 0.0
    """How little the question resembles what people ask about other goods: `kb.open_set`."""
    shared: float = 0.0
    """How much of the question's n-grams people use of the best guide: `kb.ngrams`."""
    shared_margin: float = 0.0
    """That less how much of them they use of other goods."""
    elsewhere: float = 0.0
    """-1 if the question names another country and not Korea."""
    korea: float = 0.0
    """1 if the question speaks of Korea: every guide is about Korean goods, three are about those without a guide."""


def covered(signals: Signals) -> float:
    """The probability that a guide covers the question, 0 to 1."""
    total = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(signals), strict=True))
    return 1.0 / (1.0 + math.exp(-total))
