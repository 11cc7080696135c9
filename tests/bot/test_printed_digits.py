"""Digits beside bars that are another number: a finding to be confirmed, and the question that asks for it."""

from __future__ import annotations

import pytest

from bot.assess import assess
from bot.assistant import Assistant
from bot.evidence import Barcode, Line, PhotoEvidence
from bot.facts import read_facts
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from tests.bot.pieces import code, cue, guide, reply, seen

RULE = guide(cue("digits", "barcode: {printed: true}"), kind="rule", guide_id="test-rule")
CODE = code("8801073110502").model_copy(update={"box": ((100.0, 0.0), (400.0, 0.0), (400.0, 120.0), (100.0, 120.0))})


def digits(text: str, confidence: float = 0.97) -> Line:
    box = ((90.0, 130.0), (390.0, 130.0), (390.0, 154.0), (90.0, 154.0))
    return Line(producer="reader", photo="test", text=text, box=box, script="Zyyy", confidence=confidence)


def photo(*lines: Line) -> PhotoEvidence:
    return seen(CODE, *lines).model_copy(update={"facts": read_facts(lines, [CODE])})


def found(text: str, **options: float) -> Finding:
    (finding,) = assess(RULE, Inquiry(locale="en", photos=(photo(digits(text, **options)),)), {})
    return finding


def test_another_number_is_unclear_and_shown_beside_the_decoded_one() -> None:
    finding = found("8 801007 686875")
    assert (finding.outcome, finding.basis, finding.points) == (Outcome.UNCLEAR, Basis.READ, 0.0)
    assert (finding.read, finding.expected) == ("8801007686875", ("8801073110502",))
    shown, bars = finding.evidence
    assert isinstance(shown, Line)
    assert (shown.text, shown.confidence, shown.box) == ("8 801007 686875", 0.97, digits("").box)
    assert isinstance(bars, Barcode)


@pytest.mark.parametrize(
    "text", ["8 801073 110502", "8801073110502", "8 801073 110582", "801073 110502", "MADE IN KOREA", "8 8O1073 1l0502"]
)
def test_the_same_number_a_slip_or_half_of_it_is_nothing(text: str) -> None:
    assert found(text).outcome is Outcome.NOT_SEEN


def test_the_officers_word_decides() -> None:
    brought = Inquiry(
        locale="en",
        photos=(photo(digits("8 801007 686875")),),
        replies=(reply(Outcome.AS_FAKE, "digits", "test-rule"),),
    )
    (finding,) = assess(RULE, brought, {})
    assert (finding.outcome, finding.basis) == (Outcome.AS_FAKE, Basis.REPLIED)


def test_the_answer_asks_to_compare_the_two_numbers(assistant: Assistant) -> None:
    brought = Inquiry(locale="en", photos=(photo(digits("8 801007 686875")),))
    answer = assistant.ask(brought)
    assert answer.guides[0].id == "buldak-ramen"
    (said,) = [
        sentence for sentence in answer.sentences if "8801007686875" in sentence.text and sentence.role == "unclear"
    ]
    assert "8801073110502" in said.text
    assert [citation.cue for citation in said.citations] == ["printed-digits"]
    assert ("rule-gs1-880-barcode", "printed-digits") in {(one.guide, one.cue) for one in answer.questions}
