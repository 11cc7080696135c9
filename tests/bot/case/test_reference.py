"""Reference numbers: well formed, tolerant of how people write them, and intolerant of slips."""

from __future__ import annotations

import itertools

import pytest

from bot.case.reference import ALPHABET, new_reference, parse_reference


def test_a_new_reference_is_read_back_as_it_is() -> None:
    drawn = [new_reference(2026) for _ in range(300)]
    assert all(parse_reference(one) == one for one in drawn)
    assert len(set(drawn)) > 295
    assert not set("".join(one[8:].replace("-", "") for one in drawn)) & set("0O1IL5SB2"[:7] + "BZGU")


@pytest.mark.parametrize(
    "typed",
    ["jp-2026-7kq4-h3", " JP 2026 7KQ4 H3 ", "JP20267KQ4H3", "JP–2026–7KQ4–H3", "JP-2O26-7KQ4-H3", "ＪＰ-2026-7KQ4-H3"],
)
def test_how_it_is_written_does_not_matter(typed: str) -> None:
    assert parse_reference(typed) == "JP-2026-7KQ4-H3"


def test_every_wrong_character_and_every_swap_is_found() -> None:
    right = "20267KQ4H3"
    for at, char in itertools.product(range(len(right)), "0123456789" + ALPHABET):
        if char == right[at] or (at < 4 and not char.isdigit()):
            continue
        assert parse_reference(f"JP{right[:at]}{char}{right[at + 1 :]}") is None
    for at in range(4, len(right) - 1):
        assert parse_reference(f"JP{right[:at]}{right[at + 1]}{right[at]}{right[at + 2 :]}") is None


@pytest.mark.parametrize(
    "typed", ["", "JP", "JP-2026-7KQ4", "XX-2026-7KQ4-H3", "JP-2026-7KQ4-H3X", "가" * 5000, "../../etc"]
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert parse_reference(typed) is None
