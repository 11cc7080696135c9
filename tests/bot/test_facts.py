"""Dates, numbers and addresses in lines of label text."""

from __future__ import annotations

import pytest

from bot.evidence import Box, Fact, FactKind, Line
from bot.facts import read_facts
from tests.bot.pieces import code, line


def facts(text: str) -> list[tuple[str, str]]:
    return [(fact.kind.value, fact.value) for fact in read_facts([line(text)])]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("소비기한: 2026.05.30 까지", "2026-05-30"),
        ("유통기한 2026-5-3", "2026-05-03"),
        ("제조일자 20260530", "2026-05-30"),
        ("EXP 30/05/2026", "2026-05-30"),
        ("EXP 05/06/2026", "[2026-05-06,2026-06-05]"),
        ("26.05.30까지", "2026-05-30"),
        ("EXP 26.05.30", "[2026-05-30,2030-05-26]"),
        ("BEST BEFORE 26.05.31", "[2026-05-31,2031-05-26]"),
        ("EXP 26.13.30", None),
        ("2026년 5월 30일까지", "2026-05-30"),
        ("26년 5월", "2026-05"),
        ("MFG 2026/05", "2026-05"),
        ("EXP 05/2026", "2026-05"),
        ("30 MAY 2026", "2026-05-30"),
        ("EXP: MAY 2026", "2026-05"),
        ("2O26.O5.3O", None),
        ("2026.O5.30", "2026-05-30"),
        ("2O26.05.30", "2026-05-30"),
        ("2026.02.30", None),
        ("1.2.3", None),
        ("16.05.30", None),
        ("2026.05.30.123", "2026-05-30"),
        ("1926.05.30", None),
        ("120 g (30 g x 4)", None),
    ],
)
def test_a_date_is_told_by_its_form_and_kept_ambiguous_where_it_is(text: str, value: str | None) -> None:
    assert facts(text) == ([("date", value)] if value else [])


def test_two_dates_on_one_line() -> None:
    assert facts("제조 2026.05.30 소비기한 2027.05.29") == [("date", "2026-05-30"), ("date", "2027-05-29")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("고객상담실 080-023-4881", "+82800234881"),
        ("소비자상담 1588-1234", "+8215881234"),
        ("TEL 02)555-6666", "+8225556666"),
        ("T.+82-2-3456-7890", "+82234567890"),
        ("Hotline +84 28 3823 4567", "+842838234567"),
    ],
)
def test_telephone_numbers(text: str, value: str) -> None:
    assert facts(text) == [("phone", value)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("품목보고번호: 19860506002123", "report", "19860506002123"),
        ("품목제조보고번호 제 2012-0345678123 호", "report", "20120345678123"),
        ("품목보고번호 2O120345678l23", "report", "20120345678123"),
        ("20120345678123", "report", "20120345678123"),
        ("LOT NO. A1234-5", "lot", "A1234-5"),
        ("제조번호: 26E30B", "lot", "26E30B"),
        ("LOT : 26053OA", "lot", "26053OA"),
        ("사업자등록번호 124-81-00998", "business", "1248100998"),
        ("help@official.co.kr", "email", "help@official.co.kr"),
        ("E-mail : Help @ Official.com", "email", "help@official.com"),
        ("www.official.com", "web", "www.official.com"),
        ("www,official,co.kr", "web", "www.official.co.kr"),
        ("www. official .com", "web", "www.official.com"),
        ("HTTPS://Official.com/kr/item?a=1", "web", "official.com"),
        ("http;//official.com", "web", "official.com"),
        ("홈페이지 official.co.kr", "web", "official.co.kr"),
        ("경기도 성남시 분당구 시험로 12 (시험동)", "address", "경기도 성남시 분당구 시험로 12 (시험동)"),
        ("제조원: 강원특별자치도 원주시 시험면 시험길 3", "address", "강원특별자치도 원주시 시험면 시험길 3"),
        ("12, Siheom-ro, Bundang-gu, Seongnam-si, Korea", "address", "12, Siheom-ro, Bundang-gu, Seongnam-si, Korea"),
        ("8801073110502", "gtin", "8801073110502"),
        ("8 801073 110502", "gtin", "8801073110502"),
        ("8 8O1073 11O502", "gtin", "8801073110502"),
    ],
)
def test_numbers_and_addresses(text: str, kind: str, value: str) -> None:
    assert facts(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "8801073110503",
        "뒷면 표기일까지",
        "제조번호 측면 표기",
        "원재료명: 밀가루(밀:미국산), 변성전분",
        "CO.,LTD",
        "나트륨 1,790 mg 90%",
        "광주리",
        "124-81-00999",
        "SAMYANG FOODS CO., LTD.",
        "1 500 000 000",
        "",
    ],
)
def test_what_is_no_fact(text: str) -> None:
    assert facts(text) == []


def test_an_address_ends_where_the_telephone_begins() -> None:
    text = "서울특별시 강남구 시험대로 1 TEL 02-555-6666"
    assert sorted(facts(text)) == [("address", "서울특별시 강남구 시험대로 1"), ("phone", "+8225556666")]


def piece(text: str, left: float, right: float, top: float = 130.0, confidence: float = 0.97) -> Line:
    box: Box = ((left, top), (right, top), (right, top + 24), (left, top + 24))
    return Line(producer="test", photo="test", text=text, box=box, script="Zyyy", confidence=confidence)


BARS = code("8801073110502").model_copy(update={"box": ((100.0, 0.0), (400.0, 0.0), (400.0, 120.0), (100.0, 120.0))})


def beside(*lines: Line) -> list[Fact]:
    return [fact for fact in read_facts(lines, [BARS]) if fact.kind is FactKind.GTIN]


def test_digits_under_the_bars_are_put_together() -> None:
    (fact,) = beside(piece("8", 70, 90), piece("801073", 110, 240), piece("110502", 260, 390))
    assert (fact.value, fact.text) == ("8801073110502", "8 801073 110502")
    assert fact.box[0] == (70.0, 130.0)
    assert fact.box[2] == (390.0, 154.0)


def test_another_number_under_the_bars_is_kept() -> None:
    (fact,) = beside(piece("8 801007 686875", 70, 390))
    assert fact.value == "8801007686875"


def test_a_slip_of_the_reader_is_no_other_number() -> None:
    assert beside(piece("8801073110582", 70, 390)) == []
    assert beside(piece("8801007686875", 70, 390, confidence=0.6))[0].text == "8801007686875"  # by its check digit


def test_a_number_far_from_the_bars_is_not_theirs() -> None:
    assert beside(piece("8", 70, 90, 900), piece("801073", 110, 240, 900), piece("110502", 260, 390, 900)) == []
