"""What a comparison says about its cue, and that it never decides alone."""

from __future__ import annotations

import pytest

from bot.assess import assess
from bot.check_reference import compare_reference
from bot.evidence import Box, Change, Flaw, Match, PhotoEvidence, Quality
from bot.finding import Basis, Finding, Outcome
from bot.identify import on_photos
from bot.inquiry import Inquiry
from bot.verdict import SignStrength, Word, judge
from kb.keys import Keys
from kb.library import load_library
from kb.search import Why
from kb.settings import get_settings
from kb.vocabulary import Strength

GUIDES = load_library(get_settings().guides)
GUIDE = GUIDES["training-barley-chips"]
BOX: Box = ((0, 0), (10, 0), (10, 10), (0, 10))


def match(score: float = 0.5, compared: float = 0.9, changes: int = 0) -> Match:
    return Match(
        producer="compare 1",
        photo="1",
        guide=GUIDE.id,
        cue="front-artwork",
        reference="front.jpg",
        box=BOX,
        score=score,
        compared=compared,
        changes=(Change(box=BOX, reference_box=BOX, amount=2.0),) * changes,
    )


def inquiry(*matches: Match) -> Inquiry:
    flaws: tuple[Flaw, ...] = ()
    quality = Quality(sharpness=100, glare=0, brightness=120, flaws=flaws)
    photo = PhotoEvidence(photo="1", width=9, height=9, quality=quality, barcodes=(), lines=(), matches=matches)
    return Inquiry(locale="en", photos=(photo,))


def found(*matches: Match) -> Finding:
    return next(one for one in assess(GUIDE, inquiry(*matches), {}) if one.cue == "front-artwork")


@pytest.mark.parametrize(("fake", "counted"), [(Strength.DECISIVE, Strength.MODERATE), (Strength.WEAK, Strength.WEAK)])
def test_a_difference_is_moderate_at_most(fake: Strength, counted: Strength) -> None:
    cue = GUIDE.cues[1].model_copy(update={"fake": fake, "genuine": Strength.STRONG})
    assert compare_reference(cue, match(changes=2)) == (Outcome.AS_FAKE, counted)
    assert compare_reference(cue, match()) == (Outcome.AS_GENUINE, Strength.WEAK)


@pytest.mark.parametrize("poor", [match(score=0.1, changes=1), match(compared=0.1, changes=1), match(compared=0.4)])
def test_a_poor_match_says_nothing(poor: Match) -> None:
    assert found(poor).outcome is Outcome.NOT_SEEN


def test_a_difference_alone_is_some_sign_and_carries_its_evidence() -> None:
    finding = found(match(), match(changes=1))
    assert finding.basis is Basis.COMPARED and finding.outcome is Outcome.AS_FAKE
    assert finding.evidence == (match(changes=1),)
    verdict = judge([finding] * 5)
    assert verdict.word is Word.SIGNS_OF_FAKE and verdict.strength is SignStrength.SOME
    assert judge([found(match())]).word is Word.NO_SIGN


def test_a_match_names_the_product_unless_code_or_name_do() -> None:
    keys = Keys(GUIDES.values())
    assert [(hit.guide, hit.why) for hit in on_photos(inquiry(match()), keys)] == [(GUIDE.id, Why.REFERENCE)]
    assert on_photos(inquiry(match(score=0.05)), keys) == []
