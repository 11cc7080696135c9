"""Fit the weights of `kb.coverage` on the development questions: `python -m tests.eval.calibrate`.

Prints the weights to put there, and how a four-fold split does with weights that have not seen its questions.
"""

from __future__ import annotations

from dataclasses import astuple, fields

import numpy as np
import numpy.typing as npt

from kb.coverage import FLOOR, Signals
from kb.index_reader import IndexReader
from kb.library import load_library
from kb.search import Search
from kb.settings import get_settings
from tests.eval.questions import DEVELOPMENT, load

Array = npt.NDArray[np.float64]
FOLDS = 4
STEPS = 6000
RIDGE = 0.004
HELPS = np.array([field.name != "other" for field in fields(Signals)])
REFUSAL_WEIGHT = 2.0
"""A false answer is worse than a false refusal, and the questions that no guide covers are few."""


def fit(signals: Array, is_covered: Array) -> tuple[Array, float]:
    """Logistic regression by gradient descent on standardised signals.

    Args:
        signals: questions × signals.
        is_covered: 1 where a guide covers the question, else 0.

    Returns:
        The weights and the bias for the raw signals.
    """
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    scaled = (signals - mean) / spread
    costs = np.where(is_covered > 0, 1.0, REFUSAL_WEIGHT)
    weights, bias = np.zeros(scaled.shape[1]), 0.0
    for _ in range(STEPS):
        error = costs * (1 / (1 + np.exp(-(scaled @ weights + bias))) - is_covered)
        weights -= 0.1 * (scaled.T @ error / len(error) + RIDGE * weights)
        bias -= 0.1 * float(error.mean())
        # What speaks for a guide cannot count against it; a negative weight would be an accident of the questions.
        weights = np.where(HELPS, np.maximum(weights, 0.0), weights)
    return weights / spread, float(bias - (weights / spread) @ mean)


def main() -> None:
    """Print the weights and the cross-validated rates."""
    settings = get_settings()
    search = Search(load_library(settings.guides), IndexReader.open(settings))
    questions = [question for name in DEVELOPMENT for question in load(name)]
    found = [search.find(question.text, question.locale) for question in questions]
    signals = np.array([astuple(one.signals) for one in found])
    # A name that is spelt right decides without the floor.
    named = np.array([one.is_named for one in found])
    is_covered = np.array([float(bool(question.guides)) for question in questions])
    folds = np.arange(len(questions)) % FOLDS
    guessed = np.zeros(len(questions))
    for fold in range(FOLDS):
        weights, bias = fit(signals[folds != fold], is_covered[folds != fold])
        guessed[folds == fold] = 1 / (1 + np.exp(-(signals[folds == fold] @ weights + bias)))
    for floor in sorted({0.4, 0.5, 0.6, 0.7, FLOOR}):
        answered = named | (guessed >= floor)
        answers = float(np.mean(answered[is_covered == 0]))
        refusals = float(np.mean(~answered[is_covered == 1]))
        print(f"floor {floor}: false answers {answers:.3f}, false refusals {refusals:.3f} (cross-validated)")
    for index in np.argsort(guessed):
        if (named[index] or guessed[index] >= FLOOR) != bool(is_covered[index]):
            print(f"  {guessed[index]:.2f} {questions[index].id}: {questions[index].text[:70]}")
    weights, bias = fit(signals, is_covered)
    print("_WEIGHTS =", tuple(round(float(weight), 2) for weight in weights))
    print("_BIAS =", round(bias, 2))


if __name__ == "__main__":
    main()
