"""Fit the weights of `bot.check_seen` on the development questions: `python -m tests.eval.fit_signs`.

A question says whether its description shows a sign of a fake, not which clause does. So the clause and cue that look
most like it stand for the question (multiple-instance learning), chosen anew until that no longer changes. Prints how
often signs are seen and falsely seen, each set judged by weights fitted on the others, and the weights to put there.
The right guide is given, so that these are figures of the signs alone.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np
import numpy.typing as npt

from bot.assess import assess
from bot.assistant import Assistant
from bot.check_seen import DOUBTED, SEEN, Seen, clues
from bot.inquiry import Inquiry
from bot.verdict import Word, judge
from bot.words import clean
from kb.locales import SOURCE, negotiate
from kb.settings import get_settings
from tests.eval.questions import DEVELOPMENT, EvalQuestion, load

Array = npt.NDArray[np.float64]
ROUNDS, STEPS = 8, 30
NUMBERS = len(fields(Seen))
RIDGE = 2.0


@dataclass(frozen=True)
class Case:
    """A question: its set, whether it shows a sign, whether the other checks see one, and its clauses and cues."""

    of: str
    shows: bool
    is_seen: bool
    values: Array
    """Clause and cue pairs × what speaks for them."""


def case(assistant: Assistant, name: str, question: EvalQuestion) -> Case:
    """What the assistant makes of a question whose guide is known."""
    locale = negotiate(question.locale, assistant.locales) or SOURCE
    guide = assistant.localised(min(question.guides), locale)
    inquiry = Inquiry(locale=locale, text=clean(question.text).text, guide=guide.id)
    seen = [astuple(one) for cues in clues(assistant.described(guide, inquiry)).values() for one in cues.values()]
    verdict = judge(assess(guide, inquiry, {}))
    return Case(
        name,
        question.verdict == "signs-of-fake",
        verdict.word is Word.SIGNS_OF_FAKE,
        np.array(seen).reshape(-1, NUMBERS),
    )


def fit(cases: list[Case]) -> tuple[Array, float]:
    """The weights and the bias, by Newton's method on the pairs that stand for their questions."""
    usable = [one for one in cases if len(one.values) and not one.is_seen]
    every = np.concatenate([one.values for one in usable])
    mean, spread = every.mean(axis=0), every.std(axis=0) + 1e-9
    wanted = np.array([float(one.shows) for one in usable])
    weights, ridge = np.eye(NUMBERS + 1)[0], np.diag([RIDGE] * NUMBERS + [1e-6])
    for _ in range(ROUNDS):
        scaled = [(one.values - mean) / spread for one in usable]
        standing = np.array([each[np.argmax(each @ weights[:NUMBERS])] for each in scaled])
        given = np.column_stack([standing, np.ones(len(standing))])
        weights = np.zeros(NUMBERS + 1)
        for _ in range(STEPS):
            chance = 1 / (1 + np.exp(-np.clip(given @ weights, -30, 30)))
            slope = given.T @ (chance - wanted) + ridge @ weights
            weights -= np.linalg.solve((given * (chance * (1 - chance))[:, None]).T @ given + ridge, slope)
        # What speaks for a sign cannot count against it; a negative weight would be an accident of the questions.
        weights[:NUMBERS] = np.maximum(weights[:NUMBERS], 0.0)
    raw = weights[:NUMBERS] / spread
    return raw, float(weights[NUMBERS] - raw @ mean)


def chances(cases: list[Case], weights: Array, bias: float) -> Array:
    """The highest probability among each question's pairs; 1 where the other checks see a sign."""
    highest = [1 / (1 + np.exp(-float((one.values @ weights).max(initial=-99.0)) - bias)) for one in cases]
    return np.where([one.is_seen for one in cases], 1.0, highest)


def main() -> None:
    """Print the cross-validated rates and the weights."""
    assistant = Assistant.open(get_settings())
    cases = [
        case(assistant, name, question)
        for name in DEVELOPMENT
        for question in load(name)
        if question.guides and question.verdict
    ]
    found = np.zeros(len(cases))
    for name in DEVELOPMENT:
        left_out = np.array([one.of == name for one in cases])
        weights, bias = fit([one for one in cases if one.of != name])
        found[left_out] = chances([one for one in cases if one.of == name], weights, bias)
    shows = np.array([one.shows for one in cases])
    print("probability: signs seen / falsely seen, questions not seen")
    for floor in sorted({DOUBTED, 0.6, 0.7, SEEN, 0.8, 0.9}):
        print(f"  {floor}: {np.mean(found[shows] >= floor):.3f} / {np.mean(found[~shows] >= floor):.3f}")
    for name in DEVELOPMENT:
        mine = np.array([one.of == name for one in cases])
        print(f"  {name:<6}{np.mean(found[shows & mine] >= SEEN):.3f} / {np.mean(found[~shows & mine] >= SEEN):.3f}")
    weights, bias = fit(cases)
    print("_WEIGHTS =", tuple(round(float(weight), 2) for weight in weights))
    print("_BIAS =", round(bias, 2))


if __name__ == "__main__":
    main()
