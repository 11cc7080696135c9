from __future__ import annotations

from pathlib import Path

import pytest

from kb.leftovers import KEPT, kept_words, leftovers

KEPT_WORDS = frozenset({"bibigo"})
PLACE = "some-guide#cue/fake/1"


def _left(source: str, translation: str, locale: str, context: str = PLACE) -> list[str]:
    return list(leftovers(source, translation, locale, context, KEPT_WORDS))


@pytest.mark.parametrize(
    ("translation", "locale", "left"),
    [
        ("製造者は Samyang Foods。", "ja", []),
        ("製造者は bibigo。", "ja", []),
        ("แพ็ก original ของแท้", "th", ["original"]),
        ("खाद्य and औषधि", "hi", ["and"]),
        ("Он стоит на pouch.", "ru", ["pouch"]),
        ("請看 https://example.com/some-page 或寄到 help@example.com", "zh-Hant", []),
        ("包装 100 ml", "zh-Hans", []),
        ("라벨에 “made in prc” 라고 적혀 있다", "ko", []),
        ("Der Name of the Marke", "de", ["the"]),
        ("Logo, Hologramm, Serum", "de", []),
        ("El sello with holograma", "es", ["with"]),
    ],
)
def test_english_words_that_were_left(translation: str, locale: str, left: list[str]) -> None:
    assert _left("The pack bears the name.", translation, locale) == left


def test_words_that_the_source_quotes_stand_as_printed() -> None:
    assert _left("It says “sobigihan”.", "写着 sobigihan。", "zh-Hans") == []
    assert _left("It says sobigihan.", "写着 sobigihan。", "zh-Hans") == ["sobigihan"]


def test_a_text_that_was_not_translated_at_all() -> None:
    text = "Look at the seal on the cap."
    assert _left(text, text, "id")[-1] == text
    assert _left("Samyang Foods Buldak", "Samyang Foods Buldak", "id") == []


def test_commands_and_keys_stay_english_for_those_who_run_the_program() -> None:
    assert _left("Run jinpum check.", "jinpum check を実行する。", "ja", "cli.checked") == []
    assert _left("Run jinpum check.", "jinpum check を実行する。", "ja", "chat.hint") == ["jinpum", "check"]


def test_the_words_that_stand_in_every_script_come_from_a_file(tmp_path: Path) -> None:
    assert kept_words(tmp_path) == frozenset()
    other = tmp_path / "other"
    other.mkdir()
    (other / KEPT).write_text("# brands\nbibigo aespa  # as they write themselves\ngim\n", encoding="utf-8")
    assert kept_words(other) == {"bibigo", "aespa", "gim"}
