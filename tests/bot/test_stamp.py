"""The stamp of a build: anything that index or site is built from makes it old, nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.stamp import Stamp
from kb.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    for folder in ("guides/food/a", "translations/vi", "site", "build/index", "build/site"):
        (home / folder).mkdir(parents=True)
    (home / "guides/food/a/index.md").write_text("a guide", encoding="utf-8")
    (home / "translations/vi/a.po").write_text("a catalog", encoding="utf-8")
    (home / "site/build.py").write_text("a builder", encoding="utf-8")
    (home / "mkdocs.yml").write_text("a site", encoding="utf-8")
    (home / "requirements.txt").write_text("a release", encoding="utf-8")
    (home / "build/index/current").write_text("v1", encoding="utf-8")
    (home / "build/site/index.html").write_text("home", encoding="utf-8")
    return Settings(home=home)


def test_a_build_is_old_until_it_was_stamped(settings: Settings) -> None:
    assert not Stamp(settings).is_current()
    Stamp(settings).write()
    assert Stamp(settings).is_current()


@pytest.mark.parametrize(
    "path", ["guides/food/a/index.md", "translations/vi/a.po", "site/build.py", "mkdocs.yml", "requirements.txt"]
)
def test_a_change_to_what_it_is_built_from_makes_it_old(settings: Settings, path: str) -> None:
    Stamp(settings).write()
    (settings.home / path).write_text("changed", encoding="utf-8")
    assert not Stamp(settings).is_current()


def test_a_new_guide_and_a_removed_one_make_it_old(settings: Settings) -> None:
    Stamp(settings).write()
    added = settings.home / "guides/food/a/copy.md"
    added.write_text("a guide", encoding="utf-8")
    assert not Stamp(settings).is_current()
    added.unlink()
    assert Stamp(settings).is_current()
    (settings.home / "guides/food/a/index.md").unlink()
    assert not Stamp(settings).is_current()


@pytest.mark.parametrize("path", ["index/current", "site/index.html"])
def test_a_missing_build_is_old_whatever_the_stamp_says(settings: Settings, path: str) -> None:
    Stamp(settings).write()
    (settings.build_dir / path).unlink()
    assert not Stamp(settings).is_current()


def test_another_model_makes_it_old(settings: Settings) -> None:
    Stamp(settings).write()
    assert not Stamp(settings.model_copy(update={"embeddings": "sentence-transformers:x"})).is_current()
    assert not Stamp(settings.model_copy(update={"embed_locales": "en"})).is_current()


def test_what_changes_while_it_is_built_is_not_taken_for_built(settings: Settings) -> None:
    before = Stamp(settings)
    (settings.home / "guides/food/a/index.md").write_text("edited in the meantime", encoding="utf-8")
    before.write()
    assert not Stamp(settings).is_current()
