"""What the Hangul reader is trained on: texts by seed, fonts that no test measures with, strips of the right form."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import pytest

from bot.reading.jamo import OTHER, spell
from tools.hangul import texts
from tools.hangul.fontlist import KS_X_1001, entries
from tools.hangul.texts import MAX_LETTERS, WORDS, sample

FONTS = Path(__file__).parent / "fonts"
NOT_HANGUL = "foreign-"
"""Fonts of tests/fonts/hangul that hold kana and Han alone, which our reader does not read."""
COUNT = 4000


@pytest.fixture(autouse=True)
def without_a_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's hunspell-ko need not be there."""
    monkeypatch.setattr(texts, "_dictionary", lambda: texts._list("words"))


def samples(seed: int, count: int = COUNT) -> list[str]:
    r = random.Random(seed)
    return [sample(r) for _ in range(count)]


def test_a_seed_gives_one_sequence() -> None:
    assert samples(7) == samples(7)
    assert samples(7, 50) != samples(8, 50)


def test_texts_are_short_and_have_no_outer_or_double_spaces() -> None:
    for text in samples(1):
        assert len(text) <= MAX_LETTERS
        assert text == " ".join(text.split())


def test_texts_cover_their_kinds() -> None:
    found = samples(2)
    listed = set(texts._list("names") + texts._list("words"))
    plain = [text for text in found if text and all("가" <= letter <= "힣" for letter in text)]
    share = {
        "empty": sum(not text for text in found),
        "listed": sum(text in listed for text in found),
        "not listed": sum(text not in listed for text in plain),
        "rare syllables": sum(any(letter not in KS_X_1001 for letter in text) for text in plain),
        "digits": sum(any(letter.isdecimal() for letter in text) for text in found),
        "Latin": sum(any(letter.isascii() and letter.isalpha() for letter in text) for text in found),
        "phrases": sum(" " in text for text in found),
        "other scripts": sum(OTHER in spell(text) for text in found),
    }
    assert {kind: count for kind, count in share.items() if count < 0.01 * COUNT} == {}
    assert share["empty"] < 0.05 * COUNT
    assert len(set(found)) > 0.5 * COUNT


def test_every_jamo_and_digit_is_asked_for() -> None:
    assert set(spell("".join(samples(3)))) >= set(spell("".join(KS_X_1001) + "0123456789"))


def test_the_kinds_share_out_everything() -> None:
    assert sum(share for share, _ in texts._KINDS) == pytest.approx(1)


@pytest.mark.parametrize("name", ["names", "words", "lines", "latin"])
def test_word_lists_hold_what_the_reader_can_spell(name: str) -> None:
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 100
    assert all(line == line.strip() and line for line in lines)


def test_everyday_korean_is_what_the_standard_has() -> None:
    assert len(KS_X_1001) == 2350
    assert {"가", "힝"} <= KS_X_1001
    assert "힣" not in KS_X_1001


def test_training_never_sees_the_fonts_that_are_measured_with() -> None:
    training, held = set(entries("npm")), set(entries("held-npm"))
    assert training and held and entries("debian") and entries("held-file")
    assert not training & held
    for path in (FONTS / "hangul").glob("*.woff2"):
        if not path.name.startswith(NOT_HANGUL):
            family = path.stem.rsplit("-", 1)[0]
            assert family in held, f"{path.name} must be listed as held-npm"
            assert family not in training


def test_no_name_stands_twice_in_the_list() -> None:
    for kind in ("npm", "debian", "held-npm", "held-file"):
        assert len(entries(kind)) == len(set(entries(kind)))


def test_strips_are_as_the_reader_takes_them_and_follow_from_the_seed() -> None:
    pytest.importorskip("fontTools")
    from tools.hangul.render import HEIGHT, MAX_WIDTH, Renderer  # noqa: PLC0415 (needs fontTools)

    def drawn(seed: int) -> list[str]:
        renderer = Renderer([FONTS / "NotoSansCJKkr-Regular.otf", FONTS / "NotoSerifCJKkr-Black.otf"], seed)
        prints = []
        for _ in range(25):
            text, strip = renderer.line()
            assert strip.shape[0] == HEIGHT
            assert strip.shape[2] == 3
            assert 8 <= strip.shape[1] <= 2 * MAX_WIDTH
            assert strip.dtype == np.uint8
            assert len(text) <= MAX_LETTERS
            prints.append(text + hashlib.sha256(strip.tobytes()).hexdigest())
        return prints

    assert drawn(5) == drawn(5)
    assert drawn(5) != drawn(6)
