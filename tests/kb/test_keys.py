from __future__ import annotations

from pathlib import Path

import pytest

from kb.keys import FOREIGN, KeyHit, KeyKind, Keys, brands, is_gtin, numbers, others, same_gtin
from kb.library import load_library
from kb.phrases import descriptions
from kb.settings import get_settings
from kb.spelling import compact
from tests.kb.guide_texts import ENGLISH, RULE, read

KEYS = Keys(load_library(get_settings().guides).values())
SURE = (KeyKind.GTIN, KeyKind.NAME, KeyKind.COPY, KeyKind.SOUND)


def _sure(text: str) -> set[str]:
    return {hit.guide for hit in KEYS.find(text) if hit.kind in SURE and hit.guide}


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("불닭뽁음면", "buldak-ramen"),
        ("이 불닭볶음면이 진짜인가요?", "buldak-ramen"),
        ("bul dak", "buldak-ramen"),
        ("mì buldak giả", "buldak-ramen"),
        ("corsx snail cream", "cosrx-snail-mucin"),
        ("COSRX", "cosrx-snail-mucin"),
        ("Medicube胶原面膜", "medicube-age-r"),
        ("поддельный медикьюб", "medicube-age-r"),
        ("كريم ميديكيوب", "medicube-age-r"),
        ("नकली मेडीक्यूब क्रीम", "medicube-age-r"),
        ("偽のメディキューブ", "medicube-age-r"),
        ("정관장 홍삼정", "cheongkwanjang-red-ginseng"),
        ("正官莊", "cheongkwanjang-red-ginseng"),
        ("cheong kwan jang", "cheongkwanjang-red-ginseng"),
        ("다시다", "cj-dasida"),
        ("사나이 소고기 다시", "cj-dasida"),
        ("참이슬", "chamisul-soju"),
        ("photo cards", "kpop-photocards"),
    ],
)
def test_a_name_in_any_script_or_with_a_slip_points_to_its_guide(text: str, guide: str) -> None:
    assert guide in _sure(text)
    assert KEYS.find(text)[0].guide == guide


@pytest.mark.parametrize(
    "text",
    [
        "김포공항",
        "the cosmos flower",
        "medicine bottle",
        "mediocre",
        "bulldozer",
        "dasani water",
        "chamomile tea",
        "медицина",
        "компьютер",
        "کتاب",
        "किताब",
        "メガネ",
        "사과 한 상자",
        "a parcel from China",
        "áo khoác",
        "น้ำปลา",
        "",
        "2025-05-28, +82 2 1588 1234",
    ],
)
def test_ordinary_words_point_to_no_guide(text: str) -> None:
    assert _sure(text) == set()


def test_a_single_syllable_is_a_word_of_its_own_or_nothing() -> None:
    assert [(hit.guide, hit.kind) for hit in KEYS.find("김 한 봉지")] == [("korean-laver", KeyKind.WORD)]
    assert {hit.guide for hit in KEYS.find("김치 한 봉지")} == {"kimchi"}


@pytest.mark.parametrize(
    "text",
    [
        "8801073110502",
        "880 1073 110502",
        "8-801073-110502",
        "barcode:8801073110502.",
        "08801073110502",
        "가8801073110502나",
    ],
)
def test_a_gtin_is_found_however_it_is_spaced(text: str) -> None:
    hit = KEYS.find(text)[0]
    assert (hit.guide, hit.kind, hit.score) == ("buldak-ramen", KeyKind.GTIN, 1.0)


@pytest.mark.parametrize("text", ["88010731105021", "880107311050", "8801073110503", "1 8801073110502 3"])
def test_another_number_is_no_gtin_of_ours(text: str) -> None:
    assert [hit for hit in KEYS.find(text) if hit.kind is KeyKind.GTIN] == []


def test_numbers_have_the_length_of_a_gtin() -> None:
    assert numbers("96385074, 012345678905; 8801073110502 18801073110509 8801073110502") == [
        "96385074",
        "012345678905",
        "8801073110502",
        "18801073110509",
    ]
    assert numbers("1234567 123456789 12345678901 123456789012345") == []


def test_a_upc_is_an_ean_with_a_zero_before_it() -> None:
    assert is_gtin("012345678905") and is_gtin("8801073110502") and not is_gtin("8801073110503")
    assert same_gtin("012345678905", "0012345678905") and same_gtin("12345678905", "012345678905")
    assert not same_gtin("012345678905", "8801073110502")
    keys = Keys([read(ENGLISH.replace("8801073110502", "012345678905"))])
    assert keys.gtin("0012345678905") == keys.gtin("00012345678905") == keys.gtin("012345678905") == "red-ginseng"
    assert keys.gtin("8801073110502") is None
    assert keys.find("UPC 0 12345 67890 5")[0].guide == "red-ginseng"


def _first(keys: Keys, text: str) -> KeyHit:
    return keys.find(text)[0]


def test_a_surer_key_comes_first() -> None:
    keys = Keys([read(ENGLISH)])
    name, slip = _first(keys, "Korean red ginseng"), _first(keys, "Korean red ginsang")
    copy = next(hit for hit in keys.find("홍삼청") if hit.kind is KeyKind.COPY)
    word = _first(keys, "ginseng")
    assert [hit.kind for hit in (name, slip, word)] == [KeyKind.NAME, KeyKind.NAME, KeyKind.WORD]
    assert 1 == name.score > slip.score > word.score and name.score > copy.score > word.score
    assert (slip.key, slip.found) == ("Korean red ginseng", "Korean red ginsang")
    scores = [hit.score for hit in keys.find("8801073110502 Korean red ginseng 홍삼청 ginseng")]
    assert scores == sorted(scores, reverse=True)


def test_a_key_of_two_guides_says_less_of_each() -> None:
    other = read(ENGLISH.replace("red-ginseng", "white-ginseng").replace("Red ginseng extract", "White ginseng"))
    hits = Keys([read(ENGLISH), other]).find("Korean red ginseng")
    assert {(hit.guide, hit.score) for hit in hits if hit.kind is KeyKind.NAME} == {
        ("red-ginseng", 0.5),
        ("white-ginseng", 0.5),
    }


def test_a_rule_has_no_copies() -> None:
    cue = ENGLISH[ENGLISH.index("## Seal on the cap") : ENGLISH.index("## Copied barcode")].replace(" [^b]", "")
    rule = read(RULE.replace("## Whom to ask", f"{cue}## Whom to ask"))
    assert rule.path == Path("guides/food/red-ginseng/index.md")
    assert [hit for hit in Keys([rule]).find("홍삼청") if hit.guide] == []
    assert Keys([rule]).find("food label")[0].kind is KeyKind.NAME


def _away(text: str) -> set[str]:
    return {hit.key for hit in KEYS.find(text) if hit.kind is KeyKind.OTHER}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("paquete de Maruchan con el logo chueco", "Maruchan"),
        ("합미도가 아니라 컵누들 닛신", "컵누들 닛신"),
        ("กระเป๋าเป้แท้ไหม ยี่ห้อไนกี้", "ไนกี้"),
    ],
)
def test_goods_of_others_are_known_by_name(text: str, name: str) -> None:
    assert name in _away(text)


def test_a_name_that_sounds_like_a_common_word_is_not_matched_by_ear() -> None:
    assert "Corona beer" in _away("a crate of Corona beer")
    assert "Corona beer" not in _away("ये काम करने वाला कौन है")


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("Torriden serum without a Korean label", "k-beauty-general"),
        ("메디힐 마스크팩 상자 인쇄가 번졌어요", "k-beauty-general"),
        ("젠틀몬스터 안경 로고가 비뚤어요", "k-brand-general"),
        ("Пачка Медихил без даты", "k-beauty-general"),
        ("ペペロの箱の印刷が薄い", "k-food-general"),
    ],
)
def test_a_korean_brand_without_a_guide_points_to_the_general_one(text: str, guide: str) -> None:
    hits = [hit for hit in KEYS.find(text) if hit.kind is KeyKind.BRAND]
    assert {hit.guide for hit in hits} == {guide}


def test_a_brand_for_which_a_guide_is_written_points_to_that_guide() -> None:
    general = load_library(get_settings().guides)["k-beauty-general"]
    text = ENGLISH.replace("aliases: [Korean red ginseng]", "aliases: [Torriden]")
    assert {hit.guide for hit in Keys([general, read(text)]).find("Torriden")} == {"red-ginseng"}
    assert {hit.guide for hit in Keys([general]).find("Torriden")} == {"k-beauty-general"}


def test_brands_have_no_guide_of_their_own_and_stand_in_one_list() -> None:
    guides = load_library(get_settings().guides).values()
    assert all(any(guide.id == name and guide.general for guide in guides) for name in brands())
    own = {compact(name) for guide in guides if not guide.general for name in (*guide.aliases, *guide.keywords)}
    lists = [{compact(name) for name in names} for names in brands().values()]
    every = set().union(*lists)
    assert not own & every
    assert len(every) == sum(map(len, lists))
    assert not {compact(name) for name in (*others(), *others(FOREIGN))} & every


@pytest.mark.slow
def test_no_description_of_our_goods_names_those_of_others() -> None:
    described = [text for texts in descriptions().values() for text in texts]
    foreign = {name.removesuffix("*") for name in others(FOREIGN)}
    # A search over ten thousand lines takes a while: one in forty, another set with every line that is added.
    assert not {name for text in described[::40] for name in _away(text)} & foreign
