"""Does any guide cover what was asked? A calibrated floor instead of a guess.

The cosines of this family of models crowd between 0.7 and 1, so none of them is a floor in itself. What tells is how
much nearer the best guide is than the nearest decoy (what no guide covers, `decoys` in `kb/data/`), whether a
name was recognised, and how many telling words are shared. A logistic function joins them; its weights come from
`python -m tests.eval.calibrate`, which fits them on the development questions.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

FLOOR = 0.55
"""Probability from which a guide is taken to cover the question. A wrong guide does more harm than a refusal, which
names the nearest guides. Between 0.5 and 0.6, one question in 20 to 27 that no guide covers is answered, and one
covered in 67 to 50 refused (`python -m tests.eval.calibrate`, cross-validated)."""
_WEIGHTS = (1.96, 22.23, -4.39, 0.49, -0.39, 5.07, 2.57, 0.04, 2.42, 11.97, 0.24, 1.62, 1.99)
_BIAS = -23.99


@dataclass(frozen=True)
class Signals:
    """What is known of a question before it is decided."""

    name: float = 0.0
    """The best key found that names a product, its copy or a rule, 0 to 1."""
    nearness: float = 0.0
    """Cosine of the nearest guide."""
    other: float = 0.0
    """Whether well-known goods are named that no guide covers, 0 to 1."""
    agreement: float = 0.0
    """1 if meaning and words both point to the best guide, ½ if one does, else 0."""
    density: float = 0.0
    """BM25 score of the best text for each word of the question."""
    telling_margin: float = 0.0
    """Nearness of the best guide's texts, in the space that tells guides apart, less that of the nearest decoy."""
    phrase_margin: float = 0.0
    """The same of its names, words and descriptions."""
    telling: float = 0.0
    """Nearness of the best guide's texts in standard deviations over all guides."""
    asked: float = 0.0
    """BM25 of what people ask about the best guide, for each word of the question."""
    decoy_phrases: float = 0.0
    """Nearness of the best guide's phrases less that of the decoys' phrases."""
    known: float = 0.0
    """How little the question resembles what people ask about other goods: `kb.open_set`."""
    elsewhere: float = 0.0
    """-1 if the question names another country and not Korea."""
    korea: float = 0.0
    """1 if the question speaks of Korea: every guide is about Korean goods, three are about those without a guide."""


def covered(signals: Signals) -> float:
    """The probability that a guide covers the question, 0 to 1."""
    total = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(signals), strict=True))
    return 1.0 / (1.0 + math.exp(-total))
