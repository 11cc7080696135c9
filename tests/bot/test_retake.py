"""What to photograph again: two sentences at most, about what stands in the way of an open cue."""

from __future__ import annotations

import pytest

from bot.assess import assess
from bot.evidence import Carrier, Flaw, PhotoEvidence, Quality, Trouble
from bot.inquiry import Inquiry
from bot.retake import advice, reasons
from kb.interface import interface
from kb.model import Guide
from tests.bot.pieces import BOX, code, cue, guide, line, seen

WORDS = interface("en")
REPORT = cue("report", "read: {genuine: [품목보고번호]}\nseen: []")
CODE = cue("code", "barcode: {prefixes: ['880']}\nseen: []")
COPY = cue("copy", "read: {fake: [사나이]}\nseen: []")
EYE = cue("shape")


def troubled(photo: PhotoEvidence, *troubles: tuple[Flaw, Carrier]) -> PhotoEvidence:
    found = tuple(Trouble(flaw=flaw, carrier=carrier, box=BOX) for flaw, carrier in troubles)
    flaws = tuple(dict.fromkeys(flaw for flaw, _ in troubles))
    quality = Quality(sharpness=500, glare=0, brightness=128, flaws=flaws, troubles=found)
    return photo.model_copy(update={"quality": quality})


def told(one: Guide, *photos: PhotoEvidence) -> list[str]:
    findings = assess(one, Inquiry(locale="en", photos=photos), {})
    return [sentence.text for sentence in advice(photos, WORDS, one, findings)]


def test_small_print_is_to_be_taken_again_for_the_cue_that_it_answers() -> None:
    texts = told(guide(REPORT, EYE), troubled(seen(line("라면")), (Flaw.SMALL, Carrier.TEXT)))
    assert texts == [
        "The small print in the photo test is too small to read.",
        "Take one sharp photo of the front of the pack from close by: it answers “Title of report”.",
    ]


def test_the_cue_is_cited() -> None:
    one = guide(REPORT)
    photos = (troubled(seen(line("라면")), (Flaw.BLUR, Carrier.TEXT)),)
    sentences = advice(photos, WORDS, one, assess(one, Inquiry(locale="en", photos=photos), {}))
    assert [citation.cue for citation in sentences[-1].citations] == ["report"]
    assert {sentence.role for sentence in sentences} == {"retake"}


@pytest.mark.parametrize(
    "photo",
    [
        troubled(seen(line("품목보고번호 1988")), (Flaw.SMALL, Carrier.TEXT)),  # the cue was seen in spite of it
        seen(line("품목보고번호 1988")),
    ],
)
def test_what_was_seen_is_not_asked_for(photo: PhotoEvidence) -> None:
    assert told(guide(REPORT, EYE), photo) == []


def test_a_cut_code_is_told_for_the_cue_of_the_code_alone() -> None:
    photo = troubled(seen(line("라면")), (Flaw.CUT, Carrier.CODE))
    assert told(guide(CODE), photo)[0] == "The barcode in the photo test is cut off by the edge of the picture."
    # No cue of this guide needs a code.
    assert told(guide(REPORT), photo)[0].startswith("Take one sharp photo of the front")


def test_a_good_photo_of_another_side_leaves_one_sentence() -> None:
    assert len(told(guide(REPORT, CODE), seen(line("라면"), code("8801073110502")))) == 1


def test_words_of_fakes_and_cues_for_the_eye_need_no_photo() -> None:
    assert told(guide(COPY, EYE), troubled(seen(line("라면")), (Flaw.BLUR, Carrier.TEXT))) == []


def test_without_photos_nothing_is_asked() -> None:
    assert told(guide(REPORT)) == []


def test_a_photo_of_nothing_is_told_first_and_never_more_than_two_sentences() -> None:
    many = [troubled(seen(), *((flaw, Carrier.TEXT) for flaw in Flaw)), seen(), troubled(seen(line("라면")))]
    texts = told(guide(REPORT, CODE, EYE), *many)
    assert len(texts) == 2
    assert len(advice(many, WORDS)) == 2


def test_without_a_guide_it_is_said_what_mends_it() -> None:
    assert [hint.key for hint in reasons((seen(),))] == ["retake.reason-nothing", "retake.fix-nothing"]
    dark = troubled(seen(), (Flaw.DARK, Carrier.PHOTO))
    assert [hint.key for hint in reasons((dark,))] == ["retake.reason-dark", "retake.fix-dark"]
    assert reasons((seen(line("라면")),)) == ()


@pytest.mark.parametrize("flaw", Flaw)
@pytest.mark.parametrize("carrier", Carrier)
def test_every_trouble_has_its_sentences(flaw: Flaw, carrier: Carrier) -> None:
    unlikely = carrier is not Carrier.CODE and flaw in (Flaw.CUT, Flaw.UNREAD)
    if not unlikely and (flaw, carrier) != (Flaw.DARK, Carrier.CODE):
        assert len(advice((troubled(seen(), (flaw, carrier)),), WORDS)) == 2
