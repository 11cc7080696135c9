"""Fit the weights of `kb.ranking` on the development questions: `python -m tests.eval.fit_ranking`.

Prints how often the right guide is first with weights that have not seen the question (five-fold), beside plain
reciprocal rank fusion over the same legs, and the weights to put there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
import numpy.typing as npt

from kb.fusion import fuse
from kb.index_reader import Hit, IndexReader
from kb.library import load_library
from kb.ranking import Evidence
from kb.search import Legs, Search
from kb.settings import get_settings
from tests.eval.questions import DEVELOPMENT, EvalQuestion, load

Array = npt.NDArray[np.float64]
FOLDS = 5
STEPS = 500
RIDGE = 0.01
RATE = 0.05


class Case:
    """A question with the evidence for each guide and which guides are right."""

    def __init__(self, name: str, question: EvalQuestion, legs: Legs, found: dict[str, Evidence]) -> None:
        """Take the evidence; `name` is that of the set."""
        self.of = name
        self.values: Array = np.array([astuple(one) for one in found.values()])
        self.right = np.array([guide in question.guides for guide in found])
        fused = fuse([(4.0, legs.names()), (1.0, _guides(legs.dense)), (1.0, _guides(legs.lexical))])
        self.fused = bool(fused) and fused[0][0] in question.guides


def _guides(hits: Sequence[Hit]) -> list[str]:
    """The guides of chunks, each once, best first."""
    return list(dict.fromkeys(hit.guide for hit in hits))


def fit(cases: list[Case], scale: Array) -> Array:
    """Conditional logit with a ridge, by gradient descent with momentum (Adam) on values in units of `scale`."""
    most = max(len(case.values) for case in cases)
    values = np.zeros((len(cases), most, len(scale)))
    absent = np.full((len(cases), most), -1e9)  # cases have different numbers of guides
    right = np.zeros((len(cases), most))
    for number, case in enumerate(cases):
        values[number, : len(case.values)] = case.values / scale
        absent[number, : len(case.values)] = 0.0
        right[number, : len(case.values)] = case.right
    weights, mean, square = np.zeros(len(scale)), np.zeros(len(scale)), np.zeros(len(scale))
    helps = np.array([not field.name.startswith("is_") for field in fields(Evidence)])
    flat = values.reshape(-1, len(scale))
    for step in range(1, STEPS + 1):
        chance = _softmax((flat @ weights).reshape(right.shape) + absent)
        good = chance * right
        wanted = good / (good.sum(axis=1, keepdims=True) + 1e-12)
        gradient = RIDGE * weights - (wanted - chance).ravel() @ flat / len(cases)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        # What points to a guide cannot count against it; a negative weight would be an accident of the questions.
        weights = np.where(helps, np.maximum(weights, 0.0), weights)
    fitted: Array = weights / scale
    return fitted


def _softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    chance: Array = powers / powers.sum(axis=1, keepdims=True)
    return chance


def first(case: Case, weights: Array) -> bool:
    """Whether a right guide comes first."""
    return bool(case.right[np.argmax(case.values @ weights)])


def main() -> None:
    """Print the cross-validated rates and the weights."""
    settings = get_settings()
    search = Search(load_library(settings.guides), IndexReader.open(settings))
    cases, lost = [], 0
    for name in DEVELOPMENT:
        for question in load(name):
            if question.guides:
                legs = search.legs(question.text, question.locale)
                case = Case(name, question, legs, legs.evidence())
                if case.right.any():
                    cases.append(case)
                else:
                    lost += 1
    usable = [case for case in cases if not case.right.all()]
    scale = np.concatenate([case.values for case in usable]).std(axis=0) + 1e-6
    seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = fit([case for number, case in enumerate(usable) if number % FOLDS != fold], scale)
        for case in usable[fold::FOLDS]:
            seen[case.of].append((case.fused, first(case, weights)))
    print("right guide first, no floor: by rank fusion / weighed, questions not seen")
    for name, pairs in seen.items():
        fused, weighed = np.mean(pairs, axis=0)
        print(f"  {name:<6}{len(pairs):>4}  {fused:.3f} / {weighed:.3f}")
    print(f"nothing pointed to the right guide in {lost}")
    total = len(usable) + lost
    weights = fit(usable, scale)
    print(f"on the questions fitted to: {sum(first(case, weights) for case in usable) / total:.3f}")
    for field, weight in zip(fields(Evidence), weights, strict=True):
        print(f"  {field.name:<16}{weight:8.2f}")
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in weights))


if __name__ == "__main__":
    main()
