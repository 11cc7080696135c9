"""Naive Bayes over the character n-grams of what people ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ngrams import NGrams, Spelt
from kb.phrases import Phrase

ASKED = {
    "noodles": (
        "fiery noodles in a black bag",
        "feurige Nudeln in schwarzer Tüte",
        "острая лапша в чёрном пакете",
        "辣麵",
    ),
    "cream": (
        "slimy cream in a white jar",
        "Schneckencreme im weißen Tiegel",
        "улиточный крем в белой банке",
        "蜗牛霜",
    ),
    "": ("watch with a second hand", "Armbanduhr mit Sekundenzeiger", "наручные часы", "手錶"),
}


def _fitted() -> NGrams:
    return NGrams.fit([Phrase(guide=guide, text=text) for guide, texts in ASKED.items() for text in texts])


def _likeliest(text: str) -> str:
    found = _fitted().of(text).likelihood
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("noodel bags", "noodles"),  # misspelt and in the plural
        ("Nudeltüten", "noodles"),  # grown together
        ("с острой лапшой", "noodles"),  # inflected
        ("辣面", "noodles"),  # in the other form of the characters
        ("CREME IM TIEGEL", "cream"),
        ("蝸牛霜", "cream"),
        ("Armbanduhren", ""),
    ],
)
def test_pieces_of_words_tell_where_words_do_not_meet(text: str, guide: str) -> None:
    assert _likeliest(text) == guide


def test_the_likeliest_has_0_and_what_is_shared_is_the_mean_over_the_n_grams() -> None:
    found = _fitted().of("fiery noodles in a black bag")
    assert found.likelihood["noodles"] == 0 > found.likelihood["cream"]
    assert found.shared["noodles"] > found.shared["cream"] >= 0
    diluted = _fitted().of("fiery noodles in a black bag qqqq wwww zzzz xxxx")
    assert diluted.shared["noodles"] < found.shared["noodles"]


@pytest.mark.parametrize("text", ["", " ", "ქართული", "\n\n"])
def test_nothing_is_known_of_what_was_never_met(text: str) -> None:
    assert _fitted().of(text) == Spelt()


def test_n_grams_do_not_cross_words_or_texts() -> None:
    one = NGrams.fit([Phrase(guide="a", text="ab"), Phrase(guide="b", text="cd")])
    assert one.of("bc") == Spelt() != one.of("ab")


def test_an_index_without_phrases_knows_nothing() -> None:
    assert NGrams.fit([]).of("noodles") == Spelt()
    assert NGrams.fit([Phrase(guide="a", text="")]).of("noodles") == Spelt()


def test_it_is_the_same_when_read_again(tmp_path: Path) -> None:
    _fitted().save(tmp_path / "ngrams.npz")
    assert NGrams.load(tmp_path / "ngrams.npz").of("noodel") == _fitted().of("noodel")
