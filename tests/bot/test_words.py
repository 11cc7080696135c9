"""What an officer may paste into the field, and what is left of it."""

from __future__ import annotations

import pytest

from bot.words import MAX_CHARACTERS, clean
from kb.interface import interface


def notices(text: str) -> list[str]:
    return [key for key, _ in clean(text).notices]


@pytest.mark.parametrize(
    "text",
    [
        "골라겐이라고 적혀 있습니다",
        "Chữ trên nắp bị sai",
        "ฉลากเป็นสีน้ำเงิน",
        "डिब्बा नकली है",
        "علبة مزيفة",
        "क्‍ष न‌ह",  # joiners shape the letters of Devanagari
        "bottle: 100 ml (50%) — “snail”",
        "two\nlines",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text).text == text
    assert notices(text) == []


def test_a_hundred_kilobytes_are_cut_and_told() -> None:
    cleaned = clean("골라겐 마스크 " * 12_500)
    assert len(cleaned.text) <= MAX_CHARACTERS
    assert cleaned.text.startswith("골라겐 마스크 골라겐")
    assert cleaned.notices == (("answer.text-cut", (("limit", str(MAX_CHARACTERS)),)),)


def test_the_limit_itself_is_not_cut() -> None:
    assert clean("a" * MAX_CHARACTERS).text == "a" * MAX_CHARACTERS
    assert notices("a" * MAX_CHARACTERS) == []
    assert notices("a" * (MAX_CHARACTERS + 1)) == ["answer.text-cut"]


def test_blanks_alone_do_not_count_against_the_limit() -> None:
    assert clean("word" + " " * 10_000 + "end").text == "word end"
    assert notices("word" + " " * 10_000 + "end") == []


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\ufeff", "\ue000", "\r"])
def test_control_characters_part_words_and_go(char: str) -> None:
    assert clean(f"fake{char}seal").text in ("fake seal", "fake\nseal")
    assert char not in clean(f"fake{char}seal").text


def test_terminal_codes_are_taken_apart() -> None:
    assert "\x1b" not in clean("\x1b[31mred\x1b[0m").text


@pytest.mark.parametrize("text", ["\ud800", "seal \udcff torn", "\udfff\ud800"])
def test_lone_surrogates_go(text: str) -> None:
    clean(text).text.encode("utf-8")
    assert ("seal" in clean(text).text) == ("seal" in text)


@pytest.mark.parametrize("text", ["👍", "🇰🇷", "???", "…", "-- !!", "\x00\x01", "\ud800"])
def test_text_without_a_letter_or_digit_counts_as_none_and_is_told(text: str) -> None:
    assert clean(text).text == ""
    assert notices(text) == ["answer.text-empty"]


@pytest.mark.parametrize("text", ["", " ", "\n\t \u3000"])
def test_an_empty_field_needs_no_notice(text: str) -> None:
    assert clean(text).text == ""
    assert notices(text) == []


def test_an_emoji_beside_words_stays() -> None:
    assert clean("fake? 👍").text == "fake? 👍"


def test_cleaning_twice_changes_nothing() -> None:
    for text in ("a\x00b", "x" * 9_000, "  many   blanks \n\n lines ", "\ud800 one"):
        once = clean(text).text
        assert clean(once).text == once


@pytest.mark.parametrize("locale", ["en", "ko", "vi", "th", "zh-Hans"])
def test_every_notice_has_its_sentence(locale: str) -> None:
    for text in ("x" * 9_000, "👍"):
        for key, values in clean(text).notices:
            assert interface(locale).text(key, **dict(values))
