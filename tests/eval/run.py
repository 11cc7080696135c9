"""Ask the assistant every measured question: `python -m tests.eval.run [SET ...] [--misses]`.

Without a set it asks both held-out ones, of several sets together. Prints, per language: guide first (hit@1), among the
first three (hit@3), questions that no guide covers and that were answered (false answers), covered ones that were
refused (false refusals), and how often a described sign of a fake was seen and how often one was seen where there is
none; for development sets, which guides are taken for which. Times are medians of one run on this machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer
from bot.assistant import Assistant
from bot.inquiry import Inquiry
from bot.verdict import Word
from kb.settings import get_settings
from tests.eval.questions import DEVELOPMENT, HELD_OUT, SETS, EvalQuestion, load

NONE = "none"
MOST_PAIRS = 20
MAIN_LOCALES = ("en", "ko", "vi", "zh-Hans", "th")


@dataclass(frozen=True)
class Asked:
    """A question with its answer and the seconds it took."""

    question: EvalQuestion
    answer: Answer
    seconds: float

    @property
    def ranked(self) -> list[str]:
        """Ids of the guides, best first."""
        return [guide.id for guide in self.answer.guides]

    @property
    def is_first(self) -> bool:
        """Whether a right guide is first."""
        return bool(self.ranked) and self.ranked[0] in self.question.guides

    @property
    def is_among_three(self) -> bool:
        """Whether a right guide is among the first three."""
        return bool(self.question.guides.intersection(self.ranked[:3]))

    @property
    def sees_signs(self) -> bool:
        """Whether the verdict says signs of a fake."""
        return self.answer.verdict.word is Word.SIGNS_OF_FAKE


def ask_all(assistant: Assistant, questions: Sequence[EvalQuestion]) -> list[Asked]:
    """Ask every question once, the first one twice so that loading is not timed."""
    assistant.ask(Inquiry(locale=questions[0].locale, text=questions[0].text))
    asked = []
    for question in questions:
        start = time.perf_counter()
        answer = assistant.ask(Inquiry(locale=question.locale, text=question.text))
        asked.append(Asked(question, answer, time.perf_counter() - start))
    return asked


def row(name: str, asked: Sequence[Asked]) -> str:
    """One line of the table."""
    covered = [one for one in asked if one.question.guides]
    others = [one for one in asked if not one.question.guides]
    signs = [one for one in asked if one.question.verdict == "signs-of-fake"]
    plain = [one for one in asked if one.question.verdict == "not-signs"]
    times = sorted(one.seconds for one in asked)
    cells = [
        _share([one.is_first for one in covered]),
        _share([one.is_among_three for one in covered]),
        _share([bool(one.ranked) for one in others]),
        _share([not one.ranked for one in covered]),
        _share([one.sees_signs for one in signs]),
        _share([one.sees_signs for one in plain]),
        f"{1000 * statistics.median(times):5.0f}",
        f"{1000 * times[int(0.95 * (len(times) - 1))]:5.0f}",
    ]
    return f"{name:<9}{len(asked):>4}  " + "  ".join(f"{cell:>7}" for cell in cells)


def main() -> None:
    """Print the table and, if wanted, the misses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    sets = options.sets or HELD_OUT
    if unknown := set(sets).difference(SETS):
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(SETS)}")
    asked = ask_all(Assistant.open(get_settings()), [question for name in sets for question in load(name)])
    by_locale: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_locale[one.question.locale].append(one)
    heads = ("hit@1", "hit@3", "f.answ", "f.refus", "signs", "f.signs", "p50 ms", "p95 ms")
    print(f"{'':<9}{'n':>4}  " + "  ".join(f"{head:>7}" for head in heads))
    for locale in sorted(by_locale, key=lambda locale: (locale not in MAIN_LOCALES, locale)):
        print(row(locale, by_locale[locale]))
    print(row("all", asked))
    if set(sets) <= set(DEVELOPMENT):
        print_confusion(asked)
    if options.misses:
        for one in asked:
            _print_miss(one)


def confusion(asked: Sequence[Asked]) -> list[tuple[str, str, int]]:
    """Which guide was given in place of which, most often first: (wanted, given, how often).

    A refusal is `none`, as is a question that no guide covers; where several guides are right, the first by name stands
    for them.
    """
    pairs = Counter(
        (min(one.question.guides, default=NONE), one.ranked[0] if one.ranked else NONE)
        for one in asked
        if (not one.is_first if one.question.guides else bool(one.ranked))
    )
    return [(wanted, given, count) for (wanted, given), count in pairs.most_common()]


def print_confusion(asked: Sequence[Asked]) -> None:
    """Print the pairs that are confused most; of a development set only, for they point to misses."""
    print(f"\n{'wanted':<40}{'given':<40}{'n':>3}")
    for wanted, given, count in confusion(asked)[:MOST_PAIRS]:
        print(f"{wanted:<40}{given:<40}{count:>3}")


def _print_miss(one: Asked) -> None:
    question, verdict = one.question, one.answer.verdict
    if question.guides and not one.is_first:
        print(f"  guide  {question.id}: {question.text[:80]} → {one.ranked[:3] or 'refused'}")
    if not question.guides and one.ranked:
        print(f"  answer {question.id}: {question.text[:80]} → {one.ranked[0]}")
    if one.is_first and question.verdict and one.sees_signs != (question.verdict == "signs-of-fake"):
        seen = [(item.cue, item.outcome.value, item.basis.value) for item in one.answer.findings if item.evidence]
        print(f"  signs  {question.id}: {question.text[:90]} → {verdict.word.value} {verdict.score:.1f} {seen}")


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else "–"


if __name__ == "__main__":
    main()
