"""Words on the label and in the description beside those that a cue knows."""

from __future__ import annotations

import pytest

from bot.check_words import compare_label, compare_words
from bot.finding import Outcome
from kb.model import ReadCheck

COLLAGEN = ReadCheck(genuine=("콜라겐",), fake=("골라겐",))
NOODLES = ReadCheck(genuine=("SAMYANG", "불닭볶음면"), fake=("BINGOONE", "사나이", "마라 화계면"))
VOLUME = ReadCheck(genuine_patterns=(r"\d\s*ml\b",), fake_patterns=(r"\d\s*mi\b",))


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (COLLAGEN, "골라겐 나이트 랩핑 마스크", "골라겐"),
        (COLLAGEN, "메디큐브골라겐마스크", "골라겐"),
        (NOODLES, "BINGOONE", "BINGOONE"),
        (NOODLES, "bingo-one hot noodles", "bingo one"),
        (NOODLES, "마라화계면 140g", "마라화계면"),
        (NOODLES, "ＢＩＮＧＯＯＮＥ", "BINGOONE"),
        (VOLUME, "75 MI", "5 MI"),
    ],
)
def test_a_wrong_word_on_the_label_speaks_for_a_fake(check: ReadCheck, text: str, found: str) -> None:
    reading = compare_label(check, text)
    assert reading is not None
    assert (reading.outcome, reading.found) == (Outcome.AS_FAKE, found)
    assert reading.expected == check.genuine


@pytest.mark.parametrize(
    ("check", "text"),
    [(COLLAGEN, "콜라겐 나이트 랩핑 마스크"), (NOODLES, "samyang foods"), (NOODLES, "불닭 볶음면"), (VOLUME, "75ml")],
)
def test_a_right_word_on_the_label_is_as_genuine(check: ReadCheck, text: str) -> None:
    reading = compare_label(check, text)
    assert reading is not None
    assert reading.outcome is Outcome.AS_GENUINE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SAMYANC", "SAMYANG"),
        ("BINGOOHE", "BINGOONE"),
        ("BINGO0NE", "BINGOONE"),
        ("불닥볶음면", "불닭볶음면"),
        ("마라 하계면", "마라 화계면"),
    ],
)
def test_a_near_miss_is_unclear_and_names_what_it_is_near_to(text: str, expected: str) -> None:
    reading = compare_label(NOODLES, text)
    assert reading is not None
    assert reading.outcome is Outcome.UNCLEAR
    assert (reading.copied or reading.expected[0]) == expected


@pytest.mark.parametrize("word", [*COLLAGEN.fake, *NOODLES.fake, *COLLAGEN.genuine, *NOODLES.genuine])
def test_no_misread_letter_ever_makes_a_fake(word: str) -> None:
    check = COLLAGEN if word in (*COLLAGEN.fake, *COLLAGEN.genuine) else NOODLES
    for place in range(len(word)):
        for letter in "xl0힣":
            slipped = word[:place] + letter + word[place + 1 :]
            reading = compare_label(check, slipped)
            assert slipped == word or reading is None or reading.outcome is not Outcome.AS_FAKE, slipped


def test_the_two_spellings_are_told_apart_although_they_are_near() -> None:
    outcomes = [reading.outcome for text in ("콜라겐", "골라겐") if (reading := compare_label(COLLAGEN, text))]
    assert outcomes == [Outcome.AS_GENUINE, Outcome.AS_FAKE]


def test_a_wrong_word_beside_a_right_one_counts() -> None:
    reading = compare_label(NOODLES, "SAMYANG style BINGOONE 불닭볶음면")
    assert reading is not None
    assert reading.outcome is Outcome.AS_FAKE


@pytest.mark.parametrize("text", ["", " ", "12345", "ingredients: wheat flour", "성분 밀가루", "BINGO night"])
def test_other_text_says_nothing(text: str) -> None:
    assert compare_label(NOODLES, text) is None


@pytest.mark.parametrize("text", ["사아이", "남자", "사나운"])
def test_a_short_word_has_no_near_misses_that_count_as_fake(text: str) -> None:
    reading = compare_label(ReadCheck(fake=("사나이",)), text)
    assert reading is None or reading.outcome is Outcome.UNCLEAR


def test_a_word_of_latin_letters_is_no_part_of_another() -> None:
    check = ReadCheck(fake=("Sanai",))
    assert compare_label(check, "Sanaiyatrading") is None
    nearest = compare_label(check, "Sanaiya trading")
    assert nearest is None or nearest.outcome is Outcome.UNCLEAR


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (COLLAGEN, "The Korean name says 골라겐 on the lid"),
        (COLLAGEN, "chữ 골라겐 trên nắp"),
        (NOODLES, "The logo reads BINGO ONE"),
        (NOODLES, "Nhà sản xuất: 사나이"),
        (VOLUME, "It says 75 mi on the jar"),
    ],
)
def test_a_wrong_word_that_the_officer_names_speaks_for_a_fake(check: ReadCheck, text: str) -> None:
    reading = compare_words(check, text)
    assert reading is not None
    assert reading.outcome is Outcome.AS_FAKE


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (COLLAGEN, "콜라겐 마스크가 의심됩니다"),
        (NOODLES, "Samyang 불닭볶음면, bought in Hanoi"),
        (VOLUME, "A jar of 75 ml"),
        (NOODLES, "The logo reads BINGOOHE"),
        (NOODLES, ""),
    ],
)
def test_a_right_word_or_a_slip_of_the_officer_says_nothing(check: ReadCheck, text: str) -> None:
    assert compare_words(check, text) is None


@pytest.mark.parametrize(
    ("check", "text", "expected"), [(COLLAGEN, "골라겐 마스크", "콜라겐"), (VOLUME, "75 mi", "5 ml")]
)
def test_a_wrong_word_one_confusable_letter_from_the_right_one_is_as_sure_as_the_reader(
    check: ReadCheck, text: str, expected: str
) -> None:
    sure, unsure = compare_label(check, text, 0.95), compare_label(check, text, 0.6)
    assert sure is not None and unsure is not None
    assert sure.outcome is Outcome.AS_FAKE
    assert (unsure.outcome, unsure.expected) == (Outcome.UNCLEAR, (expected,))
    assert unsure.copied == unsure.found


@pytest.mark.parametrize("text", ["BINGOONE", "사나이", "마라화계면"])
def test_a_wrong_word_far_from_every_right_one_is_a_sign_however_unsure_the_reader(text: str) -> None:
    reading = compare_label(NOODLES, text, 0.4)
    assert reading is not None
    assert reading.outcome is Outcome.AS_FAKE


def test_a_letter_of_another_script_is_a_sign_where_it_was_written_and_unclear_where_it_was_read() -> None:
    name = "SАMYANG"  # the second letter is Cyrillic
    said, read = compare_words(NOODLES, f"The bag says {name}"), compare_label(NOODLES, name)
    assert said is not None and read is not None
    assert (said.outcome, said.found) == (Outcome.AS_FAKE, name)
    assert read.outcome is Outcome.UNCLEAR
    assert compare_words(NOODLES, "Лапша Samyang, САМЯН") is None
