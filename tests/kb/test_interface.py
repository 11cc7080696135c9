from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kb import vocabulary
from kb.errors import CatalogError
from kb.interface import Interface, interface, source_messages
from kb.interface_check import check_interface
from kb.locales import catalog_locales
from kb.settings import Settings, get_settings
from tests.kb.guide_texts import project

_KEY = re.compile(r'"([a-z]+\.[a-z]+(?:-[a-z0-9]+)*)"')
_FILES = (
    ".md",
    ".html",
    ".css",
    ".js",
    ".json",
    ".py",
    ".po",
    ".pot",
    ".yml",
    ".yaml",
    ".txt",
    ".svg",
    ".lock",
    ".typ",
)
SOURCE = {"page.hello": "Hello", "page.count": "{count} of {of} checked", "vocabulary.where-front": "front"}


def test_a_sentence_in_its_language_or_in_english() -> None:
    vietnamese = Interface("vi", SOURCE, {"page.hello": "Xin chào", "vocabulary.where-front": "mặt trước"})
    assert vietnamese.text("page.hello") == "Xin chào"
    assert vietnamese.text("page.count", count=2, of=3) == "2 of 3 checked"
    assert vietnamese.word("where", "front") == "mặt trước"
    assert (vietnamese.is_translated("page.hello"), vietnamese.is_translated("page.count")) == (True, False)
    assert vietnamese.has("page.count") and not vietnamese.has("page.nothing")
    assert Interface("en", SOURCE, {}).is_translated("page.count")


def test_a_key_or_value_that_is_missing_is_an_error() -> None:
    english = Interface("en", SOURCE, {})
    with pytest.raises(CatalogError) as caught:
        english.text("page.nothing")
    assert (caught.value.key, caught.value.params) == ("catalog.unknown-key", {"key": "page.nothing"})
    for values in ({}, {"count": 1}):
        with pytest.raises(CatalogError) as caught:
            english.text("page.count", **values)
        assert caught.value.key == "catalog.bad-placeholder"
    with pytest.raises(CatalogError):
        Interface("vi", SOURCE, {"page.count": "{count"}).text("page.count", count=1, of=2)


def test_a_value_may_hold_braces() -> None:
    assert Interface("en", SOURCE, {}).text("page.count", count="{of}", of="{}") == "{of} of {} checked"


def test_the_sources_of_the_interface(tmp_path: Path) -> None:
    settings = project(tmp_path)
    assert source_messages(settings.translations) == {
        "page.hello": "Hello",
        "page.count": "{count} of {of} checked",
    }
    assert check_interface(settings) == []
    folder = settings.translations / "interface"
    (folder / "bad.yaml").write_text('empty: ""\nbraces: "{count of"\nnote: {text: "", note: x}\n', encoding="utf-8")
    (folder / "broken.yaml").write_text("key: [\n", encoding="utf-8")
    (folder / "none.yaml").write_text("", encoding="utf-8")
    assert [(problem.file.name, problem.field, problem.key) for problem in check_interface(settings)] == [
        ("bad.yaml", "bad.empty", "problem.empty-text"),
        ("bad.yaml", "bad.braces", "problem.bad-braces"),
        ("bad.yaml", "bad.note", "problem.empty-text"),
        ("broken.yaml", "", "problem.bad-yaml"),
    ]


def test_the_project_s_own_sentences_have_no_mistake() -> None:
    assert check_interface(Settings()) == []


def test_every_word_of_the_vocabularies_has_its_sentence() -> None:
    english = source_messages(get_settings().translations)
    for name in ("where", "needs", "shows", "category", "backing"):
        words = getattr(vocabulary, name.capitalize())
        assert [word for word in words if f"vocabulary.{name}-{word}" not in english] == []


@pytest.mark.parametrize("locale", catalog_locales(get_settings().translations))
def test_every_sentence_can_be_said_in_every_language(locale: str) -> None:
    said = interface(locale)
    for key, text in source_messages(get_settings().translations).items():
        values = {name: "7" for _, name, _, _ in string.Formatter().parse(text) if name}
        assert said.text(key, **values).strip(), key


@pytest.mark.parametrize("room", ["kb", "bot", "site"])
def test_every_key_that_the_code_names_exists(room: str) -> None:
    """Error keys are words in the code; one that is not in the catalog would fail in front of the reader."""
    english = source_messages(get_settings().translations)
    groups = {key.split(".", 1)[0] for key in english}
    for path in sorted((get_settings().home / room).rglob("*.py")):
        named = set(_KEY.findall(path.read_text(encoding="utf-8")))
        missing = [key for key in sorted(named) if key.split(".", 1)[0] in groups and key not in english]
        assert [key for key in missing if not key.endswith(_FILES)] == [], path.name
