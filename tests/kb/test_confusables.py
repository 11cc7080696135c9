"""Spellings that look alike, letter by letter, in Hangul, Latin and Han."""

from __future__ import annotations

import pytest

from kb.confusables import disguised, distance, is_confusable, nearest, tolerance, variants
from kb.spelling import Haystack


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("콜라겐", "골라겐 나이트 마스크", "골라겐"),
        ("콜라겐", "콜라갠", "콜라갠"),
        ("콜라겐", "쿨라겐", "쿨라겐"),
        ("불닭볶음면", "맛있는 불닥볶음면 140g", "불닥볶음면"),
        ("SAMYANG", "SArnYANG FOODS", "SArnYANG"),
        ("SAMYANG", "SAMYANC", "SAMYANC"),
        ("BINGOONE", "B1NG00NE", "B1NG00NE"),
        ("Medicube", "Меdiсubе", "Меdiсubе"),
        ("ДАШИДА", "ДАШИДA", "ДАШИДA"),
        ("日清食品", "曰清食品", "曰清食品"),
        ("末来", "进口未来食品", "未来"),
        ("三养", "三羊", "三羊"),
    ],
)
def test_a_spelling_that_looks_like_a_name_is_found(name: str, text: str, found: str) -> None:
    match = nearest(name, Haystack(text))
    assert match is not None
    assert match.text == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("콜라겐", "콜라겐 마스크"),  # the name itself
        ("農心", "农心拉面"),  # the name in simplified characters
        ("콜라겐", "콜레스테롤"),
        ("콜라겐", "골프장"),
        ("진로", "진료실"),  # a part of a word
        ("진로", "신도"),
        ("農心", "中心"),
        ("KFS", "KF5"),
        ("SAMYANG", "SAMSUNG"),
        ("JINRO", "GINRO"),
        ("Dasida", "dastida"),
    ],
)
def test_another_word_is_not_near(name: str, text: str) -> None:
    assert nearest(name, Haystack(text)) is None


def test_a_confusable_letter_counts_half() -> None:
    assert distance("콜라겐", "골라겐") == distance("콜라겐", "콜라갠") == 0.5
    assert distance("콜라겐", "놀라겐") == 1.0
    assert distance("콜라겐", "골라갠") == 1.0
    assert distance("SAMYANG", "SAMYANG") == 0.0
    assert is_confusable("JINRO", "JIMRO")
    assert not is_confusable("참이슬", "참대술")
    assert not is_confusable("콜라겐", "콜라겐")


def test_short_names_have_no_near_spellings_and_long_ones_more() -> None:
    assert tolerance("KFS") == tolerance("ml") == 0
    assert 0 < tolerance("SAMYANG") < tolerance("불닭볶음면") < tolerance("Hot Chicken Flavor Ramen")


@pytest.mark.parametrize(("text", "found"), [("SАMYANG 140g", "SАMYANG"), ("by Ѕаmуаng", "Ѕаmуаng")])
def test_a_latin_name_with_letters_of_another_script_is_disguised(text: str, found: str) -> None:
    assert disguised("Samyang", text) == found


@pytest.mark.parametrize("text", ["Samyang", "Самянг", "САМУАНГ", "삼양 Samyang", "Товар Samyang", "S4MYANG", ""])
def test_a_name_in_one_script_is_not_disguised(text: str) -> None:
    assert disguised("Samyang", text) is None


def test_variants_exchange_one_letter() -> None:
    assert {"5 ml", "5 m1"} <= set(variants("5 mi"))
    assert all(sum(a != b for a, b in zip("5 mi", made, strict=True)) == 1 for made in variants("5 mi"))
