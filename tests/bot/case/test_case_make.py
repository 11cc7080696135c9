"""What a record holds: everything of the case, sourced, in the officer's language, Korean and English."""

from __future__ import annotations

import hashlib
import io

from PIL import Image

from bot.case.make import case_of
from bot.case.model import Case
from bot.case.pictures import STORED_SIDE
from bot.case.reference import parse_reference
from bot.case.versions import content_hash
from bot.check_case import CheckCase
from bot.finding import Outcome
from bot.session import Session
from tests.bot.case.cases import COPIED, NOW, assistant, case, check, library
from tests.bot.doubles import GUIDE

LIBRARY = library()


def test_a_photo_is_kept_without_place_and_device() -> None:
    photo = case().items[0].photos[0]
    assert b"SecretPhone" not in photo.jpeg and b"Exif" not in photo.jpeg
    assert hashlib.sha256(photo.jpeg).hexdigest() == photo.sha256
    with Image.open(io.BytesIO(photo.jpeg)) as picture:
        assert picture.size == (photo.width, photo.height) == (1200, picture.height)


def test_boxes_follow_a_photo_that_is_stored_smaller() -> None:
    made = case_of(check(width=4000), LIBRARY, now=NOW)
    photo = made.items[0].photos[0]
    assert photo.width == STORED_SIDE and photo.evidence is not None
    assert photo.evidence.width == STORED_SIDE
    assert photo.evidence.lines[0].box[1][0] == 900.0 * STORED_SIDE / 4000
    read = [one for one in made.items[0].findings if one.finding.evidence and one.finding.cue == "korean-text"]
    boxes = [piece.box for one in read for piece in one.finding.evidence if hasattr(piece, "box")]
    assert all(box == photo.evidence.lines[0].box for box in boxes)


def test_findings_are_told_in_three_languages_with_their_sources() -> None:
    made = case("th")
    told = [one for one in made.items[0].findings if one.finding.cue == "product-name"]
    assert set(told[0].said) == set(told[0].title) == {"th", "ko", "en"}
    statement = LIBRARY[GUIDE].cue("product-name")
    assert statement is not None
    assert told[0].sources and all(made.sources[number - 1].url.startswith("http") for number in told[0].sources)
    assert "You confirmed" not in told[0].said["en"], "the reader of a record confirmed nothing"


def test_no_sentence_calls_an_item_genuine() -> None:
    fits = [one for one in case("en").items[0].findings if one.finding.outcome is Outcome.AS_GENUINE]
    assert fits[0].said["en"].startswith("As on genuine goods, which fakes may copy:")


def test_what_was_not_seen_is_named_and_what_proves_nothing_is_not() -> None:
    made = case()
    unseen = {one.finding.cue for one in made.items[0].findings if one.finding.outcome is Outcome.NOT_SEEN}
    proves_nothing = {cue.id for cue in LIBRARY[GUIDE].cues if cue.proves_nothing}
    assert unseen and not unseen & proves_nothing


def test_the_versions_of_the_guides_are_those_that_were_read() -> None:
    made = case()
    assert [(one.id, one.reviewed, one.sha256) for one in made.guides] == [
        (GUIDE, LIBRARY[GUIDE].reviewed, content_hash(LIBRARY[GUIDE]))
    ]
    other = LIBRARY[GUIDE].model_copy(update={"aliases": ("x",)})
    assert content_hash(other) != made.guides[0].sha256


def test_a_reference_is_given_once() -> None:
    fresh = check()
    made = case_of(fresh, LIBRARY, now=NOW)
    assert parse_reference(made.reference) == made.reference
    fresh.reference = made.reference
    assert case_of(fresh, LIBRARY, now=NOW).reference == made.reference


def test_an_item_of_no_guide_says_so_and_whom_to_ask() -> None:
    session = Session(locale="vi", text="xyz")
    session.check(assistant(), "xyz")
    made = case_of(CheckCase(items=[session, Session(locale="vi")], locale="vi"), LIBRARY, now=NOW)
    assert len(made.items) == 1, "an empty item is left out"
    item = made.items[0]
    assert item.guide is None and not item.findings and item.conclusion["en"].startswith("No guide covers")
    assert set(item.ask[0].texts) == {"vi", "ko", "en"}


def test_label_text_is_quoted_as_it_is() -> None:
    photo = case().items[0].photos[0]
    assert photo.evidence is not None
    assert photo.evidence.lines[0].text == COPIED


def test_an_unwritable_text_is_made_writable() -> None:
    loose = CheckCase(place="a\udcff\x00b", items=[Session(text="x\udcff")])
    made: Case = case_of(loose, LIBRARY, officer="y\udcff", now=NOW)
    assert (made.place, made.items[0].text, made.officer) == ("a??b", "x?", "y?")
