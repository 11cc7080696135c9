from __future__ import annotations

import pytest

from kb.tokens import cut, fold


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Đặc sản Hàn Quốc", "dac san han quoc"),  # Vietnamese typed without marks
        ("Đặc sản", "Đặc sản"),  # and in the other normal form
        ("韓國紅蔘的真偽", "韩国红参"),
        ("韩国红参的真伪", "韓國紅蔘"),
        ("ﾊﾝｸﾞﾙで書かれた", "ハングル"),
        ("불닭볶음면입니다", "불닭볶음면"),
        ("สาหร่ายเกาหลีปลอม", "สาหร่ายเกาหลี"),
        ("नकली साबुन फ़र्ज़ी", "फर्जी"),
        ("المنتجات الأصلية", "منتجات اصليه"),
        ("مُنتَجات", "منتجات"),
        ("Поддельный йогурт", "ПОДДЕЛЬНЫИ"),
        ("Weiße Flasche, gefälscht", "WEISSE gefalscht"),
        ("Crème hydratante", "creme"),
        ("10pcs", "10 PCS"),
        ("８８０１０７３１１０５０２", "8801073110502"),
        ("บรรจุ ๑๒ ซอง", "12"),
        ("កុំព្យូទ័រ", "កុំព្យូទ័រ"),
        ("Łódź", "lodz"),
    ],
)
def test_words_meet_however_they_are_typed(written: str, asked: str) -> None:
    assert set(cut(written)) & set(cut(asked)), (cut(written), cut(asked))


def test_each_script_is_cut_in_its_way() -> None:
    assert cut("불닭볶음면") == ["불닭", "닭볶", "볶음", "음면"]
    assert cut("참") == ["참"]
    assert cut("紅蔘") == ["红参"]
    assert cut("見分ける") == ["见分", "分け", "ける"]
    assert cut("หลี") == ["หลี"]
    assert cut("कोरियाई साबुन") == ["कोरियाई", "साबुन"]
    assert cut("MADE IN P.R.C.") == ["made", "in", "p", "r", "c"]
    assert cut("8801073110502") == ["8801073110502"]
    assert cut("الكورية") == ["الكوريه", "كوريه"]


def test_hangul_in_pieces_is_hangul() -> None:
    assert cut("한국") == cut("한국") == ["한국"]


@pytest.mark.parametrize("text", ["", "  ", "!?", "🔥", "\u200d", "\ud800", "\0", "ـ", "َ"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert cut(text) == []


def test_a_vowel_sign_is_no_diacritic() -> None:
    assert fold("कोरिया") == "कोरिया"
    assert fold("หร่า") == "หร่า"
    assert fold("한국") == "한국"
