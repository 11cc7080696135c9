"""Numbers under the bars and addresses in QR codes beside what a cue expects."""

from __future__ import annotations

import pytest

from bot.check_codes import compare_host, compare_number, host_of
from bot.finding import Outcome
from kb.model import BarcodeCheck, Gtin, QrCheck

OWN = (Gtin(gtin="8801073110502", item="Ramen", source="a"),)
CHECK_DIGIT = BarcodeCheck(check_digit=True)
KOREAN = BarcodeCheck(prefixes=("880",))
OURS = BarcodeCheck(prefixes=("880",), gtins=True)
OFFICIAL = QrCheck(hosts=("official.com", "shop.example.kr"))


@pytest.mark.parametrize("number", ["8801073110503", "8801073110512", "629104150021", "96385075", "18801073110508"])
def test_a_wrong_check_digit_is_the_fake_reading_of_its_cue(number: str) -> None:
    assert compare_number(CHECK_DIGIT, number, OWN) is Outcome.AS_FAKE


@pytest.mark.parametrize("number", ["8801073110502", "6291041500213", "036000291452", "96385074", "18801073110509"])
def test_a_right_check_digit_says_nothing(number: str) -> None:
    assert compare_number(CHECK_DIGIT, number, OWN) is None


def test_every_wrong_last_digit_is_found() -> None:
    outcomes = [compare_number(CHECK_DIGIT, f"880107311050{digit}", OWN) for digit in range(10)]
    assert outcomes.count(Outcome.AS_FAKE) == 9
    assert outcomes[2] is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("8801073110502", Outcome.AS_GENUINE),
        ("6901234567892", Outcome.AS_FAKE),
        ("8931234567897", Outcome.AS_FAKE),
        ("036000291452", Outcome.AS_FAKE),  # UPC-A: a zero stands before it
        ("0036000291452", Outcome.AS_FAKE),
        ("18801073110509", Outcome.AS_GENUINE),  # a case of the item: its first digit is the packing level
        ("88000022", Outcome.AS_GENUINE),  # GTIN-8 has its prefix in front
        ("96385074", Outcome.AS_FAKE),
    ],
)
def test_the_prefix_is_read_where_it_stands(number: str, expected: Outcome) -> None:
    assert compare_number(KOREAN, number, ()) is expected


@pytest.mark.parametrize("number", ["6901234567890", "8801073110503"])
def test_a_misprint_says_nothing_about_prefix_or_owner(number: str) -> None:
    assert compare_number(OURS, number, OWN) is None


@pytest.mark.parametrize("number", ["8801073110502", "08801073110502"])
def test_the_guides_own_number_is_found_however_it_is_padded(number: str) -> None:
    assert compare_number(OURS, number, OWN) is Outcome.AS_GENUINE


def test_a_number_of_twelve_digits_is_the_same_as_with_its_zero() -> None:
    own = (Gtin(gtin="036000291452", item="Tissue", source="a"),)
    assert compare_number(BarcodeCheck(gtins=True), "0036000291452", own) is Outcome.AS_GENUINE
    assert compare_number(BarcodeCheck(gtins=True), "00036000291452", own) is Outcome.AS_GENUINE


def test_a_number_that_is_not_listed_is_unclear_for_no_list_is_complete() -> None:
    assert compare_number(OURS, "8801234567893", OWN) is Outcome.UNCLEAR
    assert compare_number(BarcodeCheck(gtins=True), "6901234567892", OWN) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://official.com",
        "http://www.official.com/check?id=1",
        "HTTPS://OFFICIAL.COM/A",
        "https://a.b.official.com:8443/x#y",
        "official.com/verify",
        "www.official.com",
        "https://official.com./",
        " https://shop.example.kr/item ",
        "https://user@official.com/",
    ],
)
def test_an_official_host_or_one_below_it_is_as_genuine(text: str) -> None:
    assert compare_host(OFFICIAL, text) is Outcome.AS_GENUINE


@pytest.mark.parametrize(
    "text",
    [
        "https://official.com.evil.com",
        "https://notofficial.com",
        "https://official.co",
        "https://official-com.net",
        "https://example.kr",
        "https://official.com@evil.com",
        "https://official.com:443@evil.com/official.com",
        "https://evil.com/official.com",
        "https://evil.com?official.com",
        "https://evil.com#official.com",
        "https://evil.com\\@official.com",
        "https:\\\\evil.com\\official.com",
        "https://xn--fficial-2fg.com",
        "https://оfficial.com",
        "https://192.168.0.1/official.com",
        "evil.com/official.com",
    ],
)
def test_another_host_is_as_fake_however_it_is_dressed_up(text: str) -> None:
    assert compare_host(OFFICIAL, text) is Outcome.AS_FAKE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8801073110502",
        "LOT A.12 2025.11.23",
        "2025.11.23",
        "A12.34",
        "192.168.0.1",
        "WIFI:T:WPA;S:official.com;P:x;;",
        "mailto:help@official.com",
        "help@evil.com",
        "official.com@evil.com",
        "tel:+82-2-1234-5678",
        "ftp://official.com/a",
        "javascript://official.com/%0aalert(1)",
        "https://",
        "https://[official.com",
        "진품 확인",
    ],
)
def test_text_that_is_no_web_address_says_nothing(text: str) -> None:
    assert compare_host(OFFICIAL, text) is None
    assert host_of(text) is None


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://A.Example.COM/x", "a.example.com"),
        ("https://xn--9n2bp8q.kr/", "xn--9n2bp8q.kr"),
        ("https://진품.한국/", "진품.한국"),
    ],
)
def test_the_host_is_shown_in_small_letters(text: str, host: str) -> None:
    assert host_of(text) == host
