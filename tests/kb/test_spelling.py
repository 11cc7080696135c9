from __future__ import annotations

import pytest

from kb.spelling import Haystack, Match, compact, find, letters


def test_a_name_is_folded_and_closed_up() -> None:
    assert compact("BINGO-ONE ® 2") == "bingoone2"
    assert compact("Đặc sản") == "dacsan" == compact("dac san")
    assert compact("正官莊 紅蔘精") == compact("正官庄 红参精")
    assert compact("मेडीक्यूब") == "मेडीक्यूब"  # its vowel signs are letters
    assert compact("ＭＥＤＩＣＵＢＥ") == "medicube"
    assert len(letters("콜라")) == 5 and letters("콜") == "\u110f\u1169\u11af"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Buldak", "spicy bul dak noodles", "bul dak"),
        ("Jung Kwan Jang", "JungKwanJang extract", "JungKwanJang"),
        ("BINGO ONE", "a bingo-one card", "bingo one"),
        ("Medicube", "Medicube胶原面膜", "Medicube"),
        ("胶原", "Medicube膠原面膜", "胶原"),
        ("正官庄", "假的正官莊", "正官庄"),
        ("rong biển", "RONG BIEN rang", "RONG BIEN"),
        ("불닭볶음면", "가짜 불닭볶음면을 샀다", "불닭볶음면"),
        ("メディキューブ", "偽物のメディキューブです", "メディキューブ"),
        ("เมดิคิวบ์", "ครีมเมดิคิวบ์ปลอม", "เมดิคิวบ์"),
        ("медикуб", "поддельный Медикуб?", "Медикуб"),
        ("ميديكيوب", "كريم ميديكيوب مقلد", "ميديكيوب"),
        ("मेडीक्यूब", "नकली मेडीक्यूब क्रीम", "मेडीक्यूब"),
        ("L'Oréal", "fake L’Oreal cream", "L’Oreal"),
        ("김", "조미 김 한 봉지", "김"),
    ],
)
def test_a_name_is_found_in_every_script(name: str, text: str, found: str) -> None:
    assert find(name, text) == Match(found, 0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("김", "김치 냉장고"),
        ("김", "조미김"),
        ("cat", "concatenate"),
        ("COSRX", "cosmetics"),
        ("불닭볶음면", "라면"),
        ("Medicube", "medicine cube"),
        ("胶", "胶原"),
        ("", "anything"),
        ("---", "a - b"),
        ("anything", ""),
    ],
)
def test_what_is_not_the_name(name: str, text: str) -> None:
    assert find(name, text) is None


@pytest.mark.parametrize(
    ("name", "text", "found", "distance"),
    [
        ("콜라겐", "골라겐 크림", "골라겐", 1),
        ("콜라겐", "이 콜라갠 크림", "콜라갠", 1),
        ("불닭볶음면", "가짜 불닭뽁음면을 샀다", "불닭뽁음면", 2),
        ("불닭볶음면", "불닥볶음면", "불닥볶음면", 1),
        ("참이슬", "label reads 참일슬", "참일슬", 1),
        ("大喜大牛肉粉", "韩文대喜大牛肉粉1kg", "喜大牛肉粉", 1),
        ("COSRX", "a corsx cream", "corsx", 1),
        ("chamisul", "chamisool", "chamisool", 2),
        ("медикуб", "медикюб", "медикюб", 1),
    ],
)
def test_a_slip_is_found_whole_and_counted_in_letters(name: str, text: str, found: str, distance: int) -> None:
    assert find(name, text, distance) == Match(found, distance)
    assert find(name, text, distance - 1) is None


def test_the_nearest_place_of_several() -> None:
    text = Haystack("a cosrd and a cosrx and a corsx")
    assert text.find("COSRX", 2) == Match("cosrx", 0)
    assert text.find_key("cosrx", 2) == text.find("COSRX", 2)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("사나이", "사나이 소고기 다시"),
        ("사나이", "앞면에 사나이라고 적혀 있음"),
        ("사나이", "사 나 이"),
        ("사나이", "국내산사나이소고기"),
        ("Sanai", "SANAI beef"),
        ("Sanai", "S A N A I"),
        ("BINGO-ONE", "BINGO ONE"),
        ("긴로", "긴 로 소주"),
        ("청도태양초식품", "청도 태양초 식품"),
    ],
)
def test_a_listed_word_is_found_as_readers_write_it(word: str, text: str) -> None:
    assert Haystack(text).find_listed(word)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("사나이", "판매회사나 이메일이 없음"),
        ("사나이", "행사나 이벤트로 받은 것"),
        ("Sanai", "sẵn ai bán"),
        ("SoNice", "the bottle is so nice"),
        ("긴로", "긴 로고가 있어요"),
        ("메론바", "메론 바닐라맛"),
    ],
)
def test_a_short_listed_word_is_not_made_of_others(word: str, text: str) -> None:
    assert not Haystack(text).find_listed(word)
