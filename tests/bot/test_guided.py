"""Which question is asked next, which number it bears, and when enough has been asked."""

from __future__ import annotations

import pytest

from bot.answer import Answer, Question
from bot.finding import Basis, Finding, Outcome
from bot.guided import AT_LEAST, Stage, step_of, worth_asking
from bot.session import Session
from bot.verdict import judge
from kb.settings import Settings
from kb.vocabulary import Shows, Strength
from tests.bot.doubles import GUIDE, OneGuideAssistant


def question(cue: str, strength: Strength) -> Question:
    return Question(
        guide="g", cue=cue, title=cue, where="Front", genuine="G.", fake="F.", how="", url="/", strength=strength
    )


def finding(cue: str, outcome: Outcome, basis: Basis, strength: Strength = Strength.STRONG) -> Finding:
    return Finding(guide="g", cue=cue, outcome=outcome, strength=strength, shows=Shows.COUNTERFEIT, basis=basis)


def answer(questions: list[Question], *findings: Finding, replied: int = 0) -> Answer:
    return Answer(
        locale="en",
        guides=(),
        verdict=judge(findings),
        findings=findings,
        questions=tuple(questions),
        sentences=(),
        replied=tuple(question(f"r{number}", Strength.WEAK) for number in range(replied)),
    )


def asked(made: Answer, *, further: bool = False) -> list[str]:
    return [one.cue for one in worth_asking(made, further=further)]


MIXED = [question("a", Strength.STRONG), question("b", Strength.DECISIVE), question("c", Strength.MODERATE)]
WEAK = [question(f"w{number}", Strength.WEAK) for number in range(5)]


def test_strong_signs_are_asked_and_at_least_some_of_the_rest() -> None:
    assert asked(answer([*MIXED, *WEAK])) == ["a", "b", "c"]
    assert asked(answer(WEAK)) == ["w0", "w1", "w2"]
    assert len(asked(answer(WEAK))) == AT_LEAST
    assert asked(answer(WEAK, replied=AT_LEAST)) == []
    assert asked(answer([*MIXED, *WEAK]), further=True) == [one.cue for one in [*MIXED, *WEAK]]


def test_a_strong_sign_that_was_seen_ends_the_questions_but_for_what_a_machine_claims() -> None:
    seen = finding("x", Outcome.AS_FAKE, Basis.REPLIED)
    assert asked(answer(MIXED, seen)) == []
    read = finding("c", Outcome.AS_FAKE, Basis.READ)
    assert asked(answer(MIXED, seen, read)) == ["c"]


@pytest.mark.parametrize("basis", [Basis.READ, Basis.COMPARED, Basis.DESCRIBED])
def test_what_nobody_has_confirmed_settles_nothing_and_comes_first(basis: Basis) -> None:
    claimed = finding("c", Outcome.AS_FAKE, basis)
    assert asked(answer(MIXED, claimed))[0] == "c"
    assert len(asked(answer(MIXED, claimed))) == 3


@pytest.fixture
def assistant(settings: Settings) -> OneGuideAssistant:
    return OneGuideAssistant(settings)


def started(assistant: OneGuideAssistant) -> Session:
    session = Session(guide=GUIDE)
    session.check(assistant, "")
    return session


def reply(session: Session, assistant: OneGuideAssistant, outcome: str) -> None:
    shown = step_of(session).question
    assert shown
    session.reply(assistant, shown.guide, shown.cue, outcome)


def test_stages_from_collecting_to_the_result(assistant: OneGuideAssistant) -> None:
    session = Session(guide=GUIDE)
    assert step_of(session).stage is Stage.COLLECT
    session.begin("")
    assert step_of(session).stage is Stage.READING
    session.ask(assistant)
    step = step_of(session)
    assert (step.stage, step.number) == (Stage.QUESTION, 1)
    assert step.total >= AT_LEAST
    while step_of(session).stage is Stage.QUESTION:
        numbers = step_of(session).number
        reply(session, assistant, "as-genuine")
        assert step_of(session).number in (0, numbers + 1)
    end = step_of(session)
    assert end.stage is Stage.RESULT
    assert end.left > 0
    session.ask_further()
    assert step_of(session).stage is Stage.QUESTION


def test_one_strong_sign_ends_it(assistant: OneGuideAssistant) -> None:
    session = started(assistant)
    reply(session, assistant, "as-fake")
    assert step_of(session).stage is Stage.RESULT


def test_back_shows_the_answers_given_and_a_correction_returns_to_the_open_question(
    assistant: OneGuideAssistant,
) -> None:
    session = started(assistant)
    reply(session, assistant, "unclear")
    reply(session, assistant, "as-genuine")
    open_question = step_of(session)
    assert open_question.number == 3
    session.back()
    assert (step_of(session).number, step_of(session).given) == (2, "as-genuine")
    session.back()
    assert (step_of(session).number, step_of(session).given) == (1, "unclear")
    session.back()
    assert step_of(session).number == 1
    reply(session, assistant, "as-genuine")
    assert [one.outcome for one in session.replies] == ["as-genuine", "as-genuine"]
    assert step_of(session).question == open_question.question
    session.correct(GUIDE, session.replies[0].cue)
    assert step_of(session).number == 1
    session.go_on()
    assert step_of(session).number == 3
    session.correct(GUIDE, "no-such-cue")
    assert step_of(session).number == 3


def test_skipping_shows_the_result_and_the_questions_can_be_taken_up_again(assistant: OneGuideAssistant) -> None:
    session = started(assistant)
    reply(session, assistant, "unclear")
    session.skip()
    assert step_of(session).stage is Stage.RESULT
    session.back()
    assert (step_of(session).stage, step_of(session).number) == (Stage.QUESTION, 2)


def test_another_language_keeps_the_question(assistant: OneGuideAssistant) -> None:
    session = started(assistant)
    reply(session, assistant, "unclear")
    before = step_of(session)
    session.say_in(assistant, "ko")
    after = step_of(session)
    assert before.question
    assert after.question
    assert (after.number, after.total, after.question.cue) == (before.number, before.total, before.question.cue)
    assert after.question.title != before.question.title
