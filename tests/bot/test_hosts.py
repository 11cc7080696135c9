"""Addresses that imitate an official one, or hide where they lead."""

from __future__ import annotations

import pytest

from bot.assess import assess
from bot.check_codes import compare_host, compare_printed_host, host_of
from bot.evidence import Fact, FactKind
from bot.finding import Basis, Outcome
from bot.host_notes import host_notes
from bot.hosts import Trick, examine, shown, to_ascii, to_unicode
from bot.inquiry import Inquiry
from kb.interface import interface
from kb.model import QrCheck
from tests.bot.pieces import BOX, code, cue, guide, inquiry, seen

OFFICIAL = ("medicube.us", "shop.testbrand.co.kr")
CHECK = QrCheck(hosts=OFFICIAL)
GUIDE = guide(cue("qr", "qr: {hosts: [medicube.us]}"))


def tricks(text: str) -> set[Trick]:
    return {oddity.trick for oddity in examine(text, OFFICIAL)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://medicube.us/a", set()),
        ("https://www.medicube.us", set()),
        ("http://medicube.us:80/", set()),
        ("https://MEDICUBE.US", set()),
        ("https://ｍｅｄｉｃｕｂｅ．ｕｓ", set()),
        ("https://user@medicube.us", set()),
        ("https://another-brand.kr", set()),
        ("https://verify.example.com/medicube.us", set()),
        ("8801073110502", set()),
        ("https://medicube.us.evil.com", {Trick.FRONT}),
        ("https://www.medicube.us-verify.com", {Trick.FRONT}),
        ("https://medicube-us.com", {Trick.FRONT}),
        ("https://medlcube.us", {Trick.TYPO}),
        ("https://medicubes.com", {Trick.TYPO}),
        ("https://testbarnd.co.kr", {Trick.TYPO}),
        ("https://rnedicube.us", {Trick.LOOK_ALIKE}),
        ("https://medicube-official.com", {Trick.INSIDE}),
        ("https://medicube.shop-event.cn", {Trick.INSIDE}),
        ("https://medicube.com", {Trick.ENDING}),
        ("https://medicubе.us", {Trick.LOOK_ALIKE, Trick.MIXED, Trick.OTHER_LETTERS}),
        ("https://medicubé.us", {Trick.LOOK_ALIKE, Trick.OTHER_LETTERS}),
        (f"https://{to_ascii('medicubе.us')}", {Trick.LOOK_ALIKE, Trick.MIXED, Trick.OTHER_LETTERS}),
        ("https://진품.한국", {Trick.OTHER_LETTERS}),
        ("https://진품shop.kr", {Trick.OTHER_LETTERS}),
        ("https://medicube.us@evil.com", {Trick.USER}),
        ("https://medicube.us:443@192.0.2.7/", {Trick.USER, Trick.NUMBER}),
        ("http://192.0.2.7/medicube.us", {Trick.NUMBER}),
        ("https://[2001:db8::1]/", {Trick.NUMBER}),
        ("https://medicube.us:8443", {Trick.PORT}),
        ("https://bit.ly/3abc", {Trick.SHORTENER}),
        ("https://[medicube.us", set()),
        ("https://medicube.us:99999", set()),
        ("xn--", set()),
    ],
)
def test_each_trick_is_named(text: str, found: set[Trick]) -> None:
    assert tricks(text) == found


def test_both_forms_of_a_name_are_shown() -> None:
    sent = to_ascii("medicubе.us")
    assert sent.startswith("xn--")
    assert to_unicode(sent) == "medicubе.us"
    assert shown(sent) == f"medicubе.us ({sent})"
    assert shown("medicube.us") == "medicube.us"
    assert shown("xn--99999999999.us") == "xn--99999999999.us"


@pytest.mark.parametrize("name", ["apr.us", "a.us"])
def test_short_names_have_neighbours(name: str) -> None:
    assert examine("https://apt.us", (name,)) == ()


def test_full_width_letters_lead_where_plain_ones_do() -> None:
    assert host_of("https://ｍｅｄｉｃｕｂｅ。us") == "medicube.us"
    assert compare_host(CHECK, "https://ｍｅｄｉｃｕｂｅ．ｕｓ") is Outcome.AS_GENUINE


def test_behind_a_link_service_may_lie_anything() -> None:
    assert compare_host(CHECK, "https://bit.ly/3abc") is Outcome.UNCLEAR
    assert compare_host(QrCheck(hosts=("bit.ly",)), "https://bit.ly/3abc") is Outcome.AS_GENUINE


@pytest.mark.parametrize(
    ("host", "outcome"),
    [
        ("www.medicube.us", Outcome.AS_GENUINE),
        ("medlcube.us", Outcome.UNCLEAR),
        ("importer.vn", Outcome.UNCLEAR),
        ("www.mfds.go.kr", None),
    ],
)
def test_a_printed_host_is_never_as_on_fakes(host: str, outcome: Outcome | None) -> None:
    assert compare_printed_host(CHECK, host) is outcome


def web(host: str) -> Inquiry:
    fact = Fact(producer="test", photo="test", kind=FactKind.WEB, text=host, value=host, box=BOX)
    return Inquiry(locale="en", photos=(seen().model_copy(update={"facts": (fact,)}),))


def test_a_printed_host_is_a_finding_to_be_confirmed() -> None:
    (found,) = assess(GUIDE, web("medlcube.us"), {})
    assert (found.outcome, found.basis, found.points) == (Outcome.UNCLEAR, Basis.READ, 0.0)
    assert found.read == "medlcube.us"
    assert found.expected == ("medicube.us",)


def test_the_answer_names_the_trick_with_both_addresses() -> None:
    said = host_notes(inquiry(pieces=[code("https://medicube.us.evil.com/x", "QR Code", None)]), GUIDE, interface("en"))
    assert [sentence.role for sentence in said] == ["sign"]
    other = host_notes(inquiry(pieces=[code("https://other.example/x", "QR Code", None)]), GUIDE, interface("en"))
    assert [sentence.role for sentence in other] == ["sign"]  # as the guide's own check has it
    assert all("medicube.us.evil.com" in sentence.text for sentence in said)
    assert all(sentence.citations[0].cue == "qr" for sentence in said)
    label = host_notes(web("medlcube.us"), GUIDE, interface("en"))
    assert [sentence.role for sentence in label] == ["unclear"]


def test_an_official_address_and_a_stranger_on_a_label_need_no_word() -> None:
    assert host_notes(inquiry(pieces=[code("https://medicube.us/x", "QR Code", None)]), GUIDE, interface("en")) == []
    assert host_notes(web("importer.vn"), GUIDE, interface("en")) == []


@pytest.mark.parametrize("trick", Trick)
def test_every_trick_has_a_sentence(trick: Trick) -> None:
    assert "evil.com" in interface("en").text(f"answer.host-{trick}", host="evil.com", official="medicube.us")
