"""Spelling in jamo: every syllable and sign comes back, and what forms no syllable falls out."""

import pytest

from bot.reading import jamo
from bot.reading.jamo import BLANK, CLASSES, OTHER, OTHER_LETTER, SIGNS, join, spell, text_of

SYLLABLES = "".join(map(chr, range(jamo.FIRST, jamo.LAST + 1)))
G, A, FINAL_K = 1, jamo.INITIALS + 1, jamo.INITIALS + jamo.VOWELS + 1


def test_every_syllable_comes_back() -> None:
    assert len(SYLLABLES) == 11_172
    assert text_of(spell(SYLLABLES)) == SYLLABLES
    assert all(text_of(spell(syllable)) == syllable for syllable in SYLLABLES)


def test_a_syllable_is_an_initial_a_vowel_and_at_times_a_final() -> None:
    assert spell("가") == [G, A]
    assert spell("각") == [G, A, FINAL_K]
    assert {len(spell(syllable)) for syllable in SYLLABLES} == {2, 3}
    assert len({tuple(spell(syllable)) for syllable in SYLLABLES}) == len(SYLLABLES)


def test_every_sign_comes_back() -> None:
    assert len(set(SIGNS)) == len(SIGNS)
    assert text_of(spell(SIGNS)) == SIGNS
    assert all(len(spell(sign)) == 1 for sign in SIGNS)


def test_every_class_but_the_blank_is_used_and_none_is_beyond() -> None:
    used = set(spell(SYLLABLES + SIGNS + "漢"))
    assert used == set(range(1, CLASSES))
    assert BLANK not in used


@pytest.mark.parametrize("letter", ["漢", "あ", "ก", "é", "ㄱ", "ᄀ", "\n", "😀"])
def test_what_is_neither_hangul_nor_a_sign_is_other(letter: str) -> None:
    assert spell(letter) == [OTHER]
    assert text_of([OTHER]) == OTHER_LETTER


def test_mixed_text_comes_back_with_the_places_of_its_letters() -> None:
    text = "콜라겐 75ml 韓 (각)"
    classes = spell(text)
    letters = join(classes)
    assert "".join(letter for letter, _, _ in letters) == text.replace("韓", OTHER_LETTER)
    assert [first for _, first, _ in letters] == [0, *(last for _, _, last in letters[:-1])]
    assert letters[-1][2] == len(classes)
    for letter, first, last in letters:
        assert letter == OTHER_LETTER or spell(letter) == classes[first:last]


@pytest.mark.parametrize(
    ("classes", "text"),
    [
        ([], ""),
        ([BLANK], ""),
        ([G], ""),
        ([A], ""),
        ([FINAL_K], ""),
        ([A, G], ""),
        ([G, FINAL_K], ""),
        ([FINAL_K, G, A], "가"),
        ([G, G, A], "가"),
        ([G, A, A], "가"),
        ([G, A, FINAL_K, FINAL_K], "각"),
        ([G, BLANK, A], ""),
        ([G, *spell("1"), A], "1"),
        ([*spell("라"), G, *spell("면")], "라면"),
    ],
)
def test_broken_sequences_fall_out(classes: list[int], text: str) -> None:
    assert text_of(classes) == text


def test_a_final_belongs_to_the_syllable_before_it() -> None:
    assert text_of([G, A, FINAL_K, G, A]) == "각가"
    assert join([G, A, FINAL_K, G, A]) == [("각", 0, 3), ("가", 3, 5)]
