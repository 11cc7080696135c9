"""Does any guide cover what was asked? A calibrated floor instead of a guess.

The cosines of this family of models crowd between 0.7 and 1, so none of them is a floor in itself. What tells is how
much nearer the best guide is than the nearest decoy (a thing that no guide covers, `kb/data/decoys.txt`), whether a
name was recognised, and how many telling words are shared. A logistic function joins them; its weights come from
`python -m tests.eval.calibrate`, which fits them on the development questions.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

FLOOR = 0.65
"""Probability from which a guide is taken to cover the question. A wrong guide does more harm than a refusal, which
names the nearest guides. Here one question in twelve that no guide covers is answered, and one covered in twelve
refused (`python -m tests.eval.calibrate`, cross-validated)."""
_WEIGHTS = (3.26, 12.38, 0.12, 5.92, 48.28, -5.71, 1.9, 0.28, -1.73)
_BIAS = -43.74


@dataclass(frozen=True)
class Signals:
    """What is known of a question before it is decided."""

    name: float = 0.0
    """The best key found that names a product, its copy or a rule, 0 to 1."""
    margin: float = 0.0
    """Cosine of the nearest guide less that of the nearest decoy."""
    words: float = 0.0
    """BM25 score of the best text."""
    keyword: float = 0.0
    """Generic words of the best guide that were found, 0 to 1."""
    nearness: float = 0.0
    """Cosine of the nearest guide."""
    other: float = 0.0
    """Whether well-known goods are named that no guide covers, 0 to 1."""
    lead: float = 0.0
    """The best guide's share of all guides' scores; what fits every guide a little fits none."""
    agreement: float = 0.0
    """1 if meaning and words both point to the best guide, ½ if one does, else 0."""
    density: float = 0.0
    """BM25 score of the best text for each word of the question."""


def covered(signals: Signals) -> float:
    """The probability that a guide covers the question, 0 to 1."""
    total = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(signals), strict=True))
    return 1.0 / (1.0 + math.exp(-total))
