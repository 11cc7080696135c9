"""Names that are split over lines, beside and below one another."""

from __future__ import annotations

from bot.assess import assess
from bot.evidence import Line
from bot.finding import Outcome
from bot.inquiry import Inquiry
from bot.neighbours import joined, runs
from tests.bot.pieces import cue, guide, line, seen

NOODLES = guide(cue("name", "read: {genuine: [불닭볶음면], fake: [한식불닭면]}\nseen: []"))


def at(text: str, left: float, top: float, width: float = 100, height: float = 30) -> Line:
    box = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    return line(text).model_copy(update={"box": box})


def outcome(*lines: Line) -> Outcome:
    (finding,) = assess(NOODLES, Inquiry(locale="en", photos=(seen(*lines),)), {})
    return finding.outcome


def test_a_name_over_two_rows_is_found() -> None:
    assert outcome(at("불닭", 0, 0), at("볶음면", 10, 40)) is Outcome.AS_GENUINE
    assert outcome(at("한식", 0, 0), at("불닭면", 110, 2)) is Outcome.AS_FAKE


def test_letters_stacked_in_a_column_are_found() -> None:
    stack = [at(letter, 50, 40 * row, 34, 34) for row, letter in enumerate("한식불닭")]
    assert joined(runs(tuple(stack))[-1]).replace(" ", "") == "한식불닭"
    assert outcome(at("불", 0, 0, 30), at("닭", 0, 34, 30), at("볶음면", 0, 68, 90)) is Outcome.AS_GENUINE


def test_lines_apart_or_of_other_size_are_no_name() -> None:
    assert outcome(at("불닭", 0, 0), at("볶음면", 0, 400)) is Outcome.NOT_SEEN
    assert outcome(at("불닭", 0, 0), at("볶음면", 900, 0)) is Outcome.NOT_SEEN
    assert outcome(at("불닭", 0, 0), at("볶음면", 0, 45, 300, 90)) is Outcome.NOT_SEEN
    assert outcome(at("볶음면", 0, 0), at("불닭", 0, 40)) is Outcome.NOT_SEEN


def test_running_text_is_left_alone() -> None:
    rows = tuple(at("가나다라마바사아자차카타파하" * 3, 0, 32 * row, 900) for row in range(40))
    assert runs(rows) == ()


def test_the_finding_carries_both_lines_and_what_was_read() -> None:
    lines = (at("불닭", 0, 0), at("볶음면", 10, 40))
    (finding,) = assess(NOODLES, Inquiry(locale="en", photos=(seen(*lines),)), {})
    assert finding.evidence == lines
    assert finding.read == "불닭볶음면"
