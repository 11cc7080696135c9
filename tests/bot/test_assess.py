"""Evidence beside a guide: which outcome each cue gets, and what it rests on."""

from __future__ import annotations

import pytest

from bot.assess import assess, visible_cues
from bot.check_fit import Fit
from bot.evidence import Barcode, Line, Reply, Said
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from kb.model import Guide
from kb.vocabulary import Strength
from tests.bot.pieces import code, cue, guide, inquiry, line, reply

READ = "read: {genuine: [SAMYANG], fake: [BINGOONE]}"
NAME = guide(cue("name", READ))
CHECK_DIGIT = guide(cue("check-digit", "barcode: {check_digit: true}"), kind="rule")
GTIN = '{gtin: "8801073110502", item: Ramen, source: a}'
NUMBER = guide(cue("barcode", 'barcode: {prefixes: ["880"], gtins: true}', fake="weak", genuine="none"), gtins=GTIN)
QR = guide(cue("qr", "qr: {hosts: [official.com]}"))
AS_FAKE, AS_GENUINE, UNCLEAR, NOT_SEEN = Outcome.AS_FAKE, Outcome.AS_GENUINE, Outcome.UNCLEAR, Outcome.NOT_SEEN


def one(guide: Guide, brought: Inquiry, fit: Fit | None = None) -> Finding:
    """The finding of a guide with one cue."""
    (found,) = assess(guide, brought, {fit.cue: fit} if fit else {})
    return found


def told(found: Finding) -> tuple[Outcome, Basis]:
    return found.outcome, found.basis


def test_every_cue_has_a_finding_in_the_guides_order() -> None:
    many = guide(cue("one"), cue("two", READ), cue("three"))
    found = assess(many, inquiry("BINGOONE"), {})
    assert [(item.cue, item.outcome) for item in found] == [("one", NOT_SEEN), ("two", AS_FAKE), ("three", NOT_SEEN)]
    assert {item.guide for item in found} == {"test-ramen"}


def test_what_was_not_seen_has_no_evidence_and_no_points() -> None:
    found = one(NAME, inquiry("a pack of noodles"))
    assert (told(found), found.evidence, found.points) == ((NOT_SEEN, Basis.NOTHING), (), 0.0)


@pytest.mark.parametrize(
    ("text", "outcome", "strength"),
    [
        ("BINGOONE", AS_FAKE, Strength.STRONG),
        ("SAMYANG", AS_GENUINE, Strength.WEAK),
        ("SAMYANC", UNCLEAR, Strength.NONE),
    ],
)
def test_a_label_gives_the_strength_of_its_reading(text: str, outcome: Outcome, strength: Strength) -> None:
    found = one(NAME, inquiry(pieces=[line("made in"), line(text)]))
    assert (found.outcome, found.basis, found.strength) == (outcome, Basis.READ, strength)
    assert [piece.text for piece in found.evidence if isinstance(piece, Line)] == [text]
    assert "SAMYANG" in found.expected


def test_a_wrong_word_in_the_description_is_as_described() -> None:
    found = one(NAME, inquiry("It says BINGOONE"))
    assert told(found) == (AS_FAKE, Basis.DESCRIBED)
    assert isinstance(found.evidence[0], Said)


def test_a_right_word_in_the_description_is_nothing() -> None:
    assert one(NAME, inquiry("Is this Samyang real?")).outcome is NOT_SEEN


@pytest.mark.parametrize("outcome", [AS_FAKE, AS_GENUINE])
def test_a_description_that_fits_is_as_described(outcome: Outcome) -> None:
    found = one(NAME, inquiry("blue letters"), Fit("name", outcome, "blue letters", 0.1))
    assert told(found) == (outcome, Basis.DESCRIBED)
    assert [piece.text for piece in found.evidence if isinstance(piece, Said)] == ["blue letters"]


def test_a_named_wrong_word_counts_more_than_the_tone_of_the_description() -> None:
    found = one(NAME, inquiry("Fine, BINGOONE"), Fit("name", AS_GENUINE, "Fine", 0.1))
    assert found.outcome is AS_FAKE


@pytest.mark.parametrize("answer", [AS_FAKE, AS_GENUINE, UNCLEAR])
@pytest.mark.parametrize("text", ["BINGOONE", "SAMYANG", "SAMYANC"])
def test_the_officers_answer_counts_more_than_what_a_machine_read(answer: Outcome, text: str) -> None:
    found = one(NAME, inquiry(pieces=[line(text)], replies=[reply(answer)]))
    assert told(found) == (answer, Basis.REPLIED)


def test_the_evidence_shows_both_the_answer_and_the_reading_that_it_confirms() -> None:
    found = one(NAME, inquiry(pieces=[line("BINGOONE")], replies=[reply(AS_FAKE)]))
    assert [type(piece) for piece in found.evidence] == [Reply, Line]


@pytest.mark.parametrize("last", [AS_FAKE, AS_GENUINE, UNCLEAR])
def test_of_several_answers_the_last_counts(last: Outcome) -> None:
    replies = [reply(AS_FAKE), reply(AS_GENUINE), reply(last)]
    found = one(NAME, inquiry(replies=replies))
    assert told(found) == (last, Basis.REPLIED)


@pytest.mark.parametrize("other", [reply(AS_FAKE, "other"), reply(AS_FAKE, "name", "other-guide")])
def test_an_answer_about_another_cue_or_guide_is_none_of_this_one(other: Reply) -> None:
    assert one(NAME, inquiry(replies=[other])).outcome is NOT_SEEN


def test_a_clear_description_counts_more_than_an_unclear_reading() -> None:
    found = one(NAME, inquiry("BINGOONE", [line("SAMYANC")]))
    assert told(found) == (AS_FAKE, Basis.DESCRIBED)


def test_a_wrong_word_on_one_side_counts_more_than_a_right_one_on_the_other() -> None:
    found = one(NAME, inquiry(pieces=[line("SAMYANG"), line("BINGOONE")]))
    assert told(found) == (AS_FAKE, Basis.READ)
    assert [piece.text for piece in found.evidence if isinstance(piece, Line)] == ["BINGOONE"]


def test_a_scanned_code_with_a_wrong_check_digit_is_decoded() -> None:
    found = one(CHECK_DIGIT, inquiry(pieces=[code("8801073110503", check_digit=False)]))
    assert told(found) == (AS_FAKE, Basis.DECODED)
    assert one(CHECK_DIGIT, inquiry(pieces=[code("8801073110502")])).outcome is NOT_SEEN


@pytest.mark.parametrize("check_digit", [True, False])
def test_a_shortened_number_is_judged_as_its_decoder_judged_it(check_digit: bool) -> None:
    found = one(CHECK_DIGIT, inquiry(pieces=[code("01234565", "UPC-E", check_digit)]))
    assert found.outcome is (NOT_SEEN if check_digit else AS_FAKE)


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("8801073110502", AS_GENUINE),
        ("8801234567893", UNCLEAR),
        ("6901234567892", AS_FAKE),
        ("8801073110503", NOT_SEEN),
    ],
)
def test_a_scanned_number_is_compared_with_prefix_and_list(number: str, outcome: Outcome) -> None:
    assert one(NUMBER, inquiry(pieces=[code(number)])).outcome is outcome
    assert one(NUMBER, inquiry(f"the code is {number}")).outcome is outcome


def test_a_code_that_is_no_gtin_is_not_compared_with_numbers() -> None:
    assert one(NUMBER, inquiry(pieces=[code("6901234567892", "Code 128", None)])).outcome is NOT_SEEN
    assert one(CHECK_DIGIT, inquiry(pieces=[code("6901234567890", "QR Code", None)])).outcome is NOT_SEEN


@pytest.mark.parametrize(
    "text", ["code 8801073110503 on the back", "880-1073-110503", "8 801073 110503", "6901234567890"]
)
def test_a_mistyped_number_in_the_description_is_found(text: str) -> None:
    found = one(CHECK_DIGIT, inquiry(text))
    assert told(found) == (AS_FAKE, Basis.DESCRIBED)
    assert [piece.text.isdigit() for piece in found.evidence if isinstance(piece, Said)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "seized on 2025-11-23",
        "best before 20261123",
        "made 23 11 2025, checked 24 11 2025",
        "importer, phone 84 28 3823 4567",
        "call +821012345678",
        "call 010-1234-5678 or 02 1234 5678",
        "report number 20120345678123",
        "report number 2012034567812",
        "1 500 000 000 dong",
        "8 boxes of 600 g, 1200 pieces",
    ],
)
def test_dates_telephone_and_permit_numbers_are_no_barcodes(text: str) -> None:
    assert one(CHECK_DIGIT, inquiry(text)).outcome is NOT_SEEN
    assert one(NUMBER, inquiry(text)).outcome is NOT_SEEN


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("https://official.com/a", AS_GENUINE), ("https://official.com@evil.com", AS_FAKE), ("LOT 12", NOT_SEEN)],
)
def test_a_scanned_address_is_compared_with_the_official_hosts(text: str, outcome: Outcome) -> None:
    found = one(QR, inquiry(pieces=[code(text, "QR Code", None)]))
    assert found.outcome is outcome
    if outcome is not NOT_SEEN:
        assert [piece.text for piece in found.evidence if isinstance(piece, Barcode)] == [text]
        assert found.expected == ("official.com",)


def test_a_decoded_code_counts_more_than_a_doubtful_officer_but_less_than_a_sure_one() -> None:
    wrong = code("https://evil.com", "QR Code", None)
    doubtful = one(QR, inquiry(pieces=[wrong], replies=[reply(UNCLEAR, "qr")]))
    sure = one(QR, inquiry(pieces=[wrong], replies=[reply(AS_GENUINE, "qr")]))
    assert (told(doubtful), told(sure)) == ((AS_FAKE, Basis.DECODED), (AS_GENUINE, Basis.REPLIED))


COVERT = guide(cue("open", READ), cue("covert", "disclosure: officers\nread: {fake: [COPY]}"))


def test_a_cue_for_officers_is_kept_from_others() -> None:
    brought = inquiry("COPY", [line("COPY")], [reply(AS_FAKE, "covert")])
    fit = {"covert": Fit("covert", AS_FAKE, "COPY", 0.2)}
    assert [item.cue for item in assess(COVERT, brought, fit)] == ["open"]
    assert [item.id for item in visible_cues(COVERT, officers=False)] == ["open"]


def test_an_officer_sees_it() -> None:
    found = assess(COVERT, inquiry("COPY", officers=True), {})
    assert [(item.cue, item.outcome) for item in found] == [("open", NOT_SEEN), ("covert", AS_FAKE)]
