from __future__ import annotations

import pytest

from kb.sound import SHORTEST, skeleton, starts_with_vowel, words_by_ear


@pytest.mark.parametrize("word", ["медикьюб", "медикуб", "ميديكيوب", "मेडीक्यूब", "メディキューブ", "מדיקיוב"])
def test_one_brand_sounds_alike_in_every_script(word: str) -> None:
    assert skeleton(word) == skeleton("Medicube") == "mtkp"


def test_letters_that_languages_mix_up_are_one() -> None:
    assert skeleton("Buldak") == skeleton("Pultak") == skeleton("булдак") == skeleton("بولداك")
    assert skeleton("Chamisul") == skeleton("Shamisur") == skeleton("чамисул")
    assert skeleton("kick") == "k" and skeleton("Box") == "pks"
    assert skeleton("123 !") == ""


@pytest.mark.parametrize("word", ["медицина", "мебель", "компьютер", "メガネ", "кукла", "دواء", "किताब"])
def test_ordinary_words_sound_different(word: str) -> None:
    assert len(skeleton("Medicube")) >= SHORTEST
    assert skeleton(word) != skeleton("Medicube")


def test_the_first_letter_is_heard() -> None:
    assert starts_with_vowel("Age-R") and starts_with_vowel("эйдж") and not starts_with_vowel("медикуб")
    assert not starts_with_vowel("")


def test_only_words_written_by_ear_are_taken() -> None:
    katakana, cyrillic = "メディキューブ", "медикьюб"
    assert words_by_ear(f"偽{katakana} {cyrillic} English 한국어") == [katakana, cyrillic, f"{katakana} {cyrillic}"]
    assert words_by_ear("plain English, 한국어, 中文, ไทย") == []
