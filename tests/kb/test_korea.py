from __future__ import annotations

import pytest

from kb.korea import speaks_of_elsewhere, speaks_of_korea


@pytest.mark.parametrize(
    "text",
    [
        "Korean pears in a box",
        "poires de Corée",
        "masque coréen",
        "piezas coreanas",
        "корейская косметика",
        "韓國泡麵",
        "韩国面膜",
        "韓国のり",
        "เครื่องสำอางเกาหลี",
        "मेड इन कोरिया",
        "कोरियाई चावल",
        "منتج كوري",
        "mỹ phẩm Hàn Quốc",
        "한국 화장품",
        "the bag says 홍삼 on the front",
    ],
)
def test_korea_is_heard_in_every_language(text: str) -> None:
    assert speaks_of_korea(text)


@pytest.mark.parametrize(
    "text", ["Swiss watch", "나이키 운동화 구별법", "handbag", "日本のウイスキー", "huile d'olive", "Hanoi coffee", ""]
)
def test_it_is_not_heard_where_nobody_speaks_of_it(text: str) -> None:
    assert not speaks_of_korea(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chinese tyres without a label",
        "salsa de pescado tailandesa",
        "японская косметика",
        "日本の和牛",
        "泰国香米",
        "เนื้อวากิวญี่ปุ่น",
        "जापानी चावल",
        "من الصين",
        "والياباني كذلك",
        "nước mắm Việt Nam",
    ],
)
def test_another_country_is_heard(text: str) -> None:
    assert speaks_of_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "Korean seaweed sold in China",
        "a pain in my chin",
        "한국 화장품을 중국에서 샀어요",
        "mì cay nhất",
        "indigo jeans",
        "",
    ],
)
def test_a_country_beside_korea_and_words_that_look_like_one_are_none(text: str) -> None:
    assert not speaks_of_elsewhere(text)
