"""Which questions come next, and in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from bot.assess import assess
from bot.finding import Basis, Finding, Outcome
from bot.questions import MAX_QUESTIONS, next_questions
from kb.interface import interface
from kb.library import load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Shows, Strength
from tests.bot.pieces import BOTH, cue, guide, inquiry, line, reply

SETTINGS = Settings()
LIBRARY = load_library(SETTINGS.guides)
WORDS = interface("en")
EVERYWHERE = [
    pytest.param(guide_id, locale, marks=() if number % 7 == 0 else pytest.mark.slow)
    for number, (guide_id, locale) in enumerate(product(LIBRARY, catalog_locales(SETTINGS.translations)))
]
"""Every guide in every language; the everyday run takes one pair in seven, spread over both."""


def asked(guide: Guide, findings: Sequence[Finding]) -> list[str]:
    return [question.cue for question in next_questions(guide, findings, WORDS)]


def finding(cue_id: str, outcome: Outcome, basis: Basis, guide_id: str = "test-ramen") -> Finding:
    return Finding(
        guide=guide_id, cue=cue_id, outcome=outcome, strength=Strength.NONE, shows=Shows.COUNTERFEIT, basis=basis
    )


def test_the_strongest_comes_first_and_among_equals_the_authors_order() -> None:
    made = guide(
        cue("weak", fake="weak"), cue("strong-1"), cue("decisive", fake="decisive"), cue("strong-2"), cue("strong-3")
    )
    assert asked(made, assess(made, inquiry(), {})) == ["decisive", "strong-1", "strong-2", "strong-3", "weak"]


@pytest.mark.parametrize(
    ("outcome", "basis"),
    [
        (Outcome.AS_FAKE, Basis.READ),
        (Outcome.AS_FAKE, Basis.DESCRIBED),
        (Outcome.UNCLEAR, Basis.READ),
        (Outcome.AS_GENUINE, Basis.DESCRIBED),
    ],
)
def test_what_is_to_be_confirmed_comes_before_what_was_not_seen(outcome: Outcome, basis: Basis) -> None:
    made = guide(cue("decisive", fake="decisive"), cue("told", fake="moderate"))
    findings = [finding("decisive", Outcome.NOT_SEEN, Basis.NOTHING), finding("told", outcome, basis)]
    assert asked(made, findings) == ["told", "decisive"]


def test_a_described_sign_is_confirmed_before_anything_else() -> None:
    made = guide(cue("fine", fake="decisive"), cue("near", fake="decisive"), cue("sign", fake="moderate"))
    findings = [
        finding("fine", Outcome.AS_GENUINE, Basis.READ),
        finding("near", Outcome.UNCLEAR, Basis.READ),
        finding("sign", Outcome.AS_FAKE, Basis.DESCRIBED),
    ]
    assert asked(made, findings)[0] == "sign"


@pytest.mark.parametrize("outcome", [Outcome.AS_FAKE, Outcome.AS_GENUINE, Outcome.UNCLEAR])
def test_what_was_answered_is_not_asked_again(outcome: Outcome) -> None:
    made = guide(cue("name", "read: {fake: [BINGOONE]}"), cue("cap"))
    brought = inquiry(pieces=[line("BINGOONE")], replies=[reply(outcome)])
    assert asked(made, assess(made, brought, {})) == ["cap"]


def test_what_a_scanner_decoded_is_not_asked() -> None:
    made = guide(cue("name"), cue("cap"))
    assert asked(made, [finding("name", Outcome.AS_FAKE, Basis.DECODED)]) == []


def test_what_proves_nothing_or_has_no_fake_statement_is_not_asked() -> None:
    made = guide(
        cue("trap", fake="none", parts={"note": "Proves nothing."}),
        cue("one-sided", parts={"genuine": "The cap is red."}),
        cue("cap"),
    )
    assert asked(made, assess(made, inquiry(), {})) == ["cap"]


def test_another_guides_findings_are_not_asked_of_this_one() -> None:
    made = guide(cue("cap"))
    findings = [finding("cap", Outcome.NOT_SEEN, Basis.NOTHING, "other-guide")]
    assert asked(made, findings) == []


def test_there_are_not_too_many() -> None:
    made = guide(*(cue(f"cue-{number}") for number in range(MAX_QUESTIONS + 2)))
    assert len(asked(made, assess(made, inquiry(), {}))) == MAX_QUESTIONS


def test_a_question_is_the_guides_two_statements() -> None:
    made = guide(cue("cap", parts=BOTH))
    (question,) = next_questions(made, assess(made, inquiry(), {}), WORDS)
    assert (question.genuine, question.fake, question.how) == (BOTH["genuine"], BOTH["fake"], BOTH["check"])
    assert (question.title, question.url) == ("Title of cap", "/en/guides/test-ramen/#cap")
    assert question.where == WORDS.word("where", "front")


@pytest.mark.parametrize(("guide_id", "locale"), EVERYWHERE)
def test_every_guide_has_something_to_ask_in_every_language(guide_id: str, locale: str) -> None:
    made = localise(LIBRARY[guide_id], locale, SETTINGS.translations)
    questions = next_questions(made, assess(made, inquiry(), {}), interface(locale))
    if not any(one.can_be_asked for one in made.cues):
        assert questions == []
        return
    assert questions
    for question in questions:
        one = made.cue(question.cue)
        assert one is not None
        assert question.fake
        assert "[^" not in question.fake + question.genuine + question.how
        assert question.url == f"/{locale}/guides/{guide_id}/#{question.cue}"
