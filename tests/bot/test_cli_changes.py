"""`jinpum changes` and what `jinpum check` says of it, in a home of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from kb.interface import interface
from kb.settings import get_settings

HOME = Path(__file__).resolve().parents[2]
NAME = "consumer/medicube-age-r"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(HOME / "guides" / NAME, tmp_path / "guides" / NAME)
    shutil.copytree(HOME / "translations" / "interface", tmp_path / "translations" / "interface")
    monkeypatch.setenv("JINPUM_HOME", str(tmp_path))
    get_settings.cache_clear()
    interface.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    get_settings.cache_clear()
    interface.cache_clear()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_a_change_is_told_by_check_and_written_by_changes(home: Path) -> None:
    guide = home / "guides" / NAME / "index.md"
    history = guide.with_name("changes.yaml")
    assert run("changes") == (0, "Nothing changed since the history of the guides was written.\n")
    guide.write_text(guide.read_text(encoding="utf-8").replace("fake: strong", "fake: decisive", 1), encoding="utf-8")
    code, said = run("check")
    assert code == 1
    assert "changes.yaml" in said
    assert "medicube-age-r changed (product-name)" in said
    assert "Run jinpum changes." in said
    code, said = run("changes", "--date", "2026-12-24")
    assert code == 0
    assert "medicube-age-r: strength-changed product-name" in said
    assert (
        "{date: 2026-12-24, kind: strength-changed, cue: product-name, was: strong, now: decisive}"
        in history.read_text(encoding="utf-8")
    )
    assert "Run jinpum changes." not in run("check")[1]


def test_a_date_that_is_none_is_told_and_nothing_is_written(home: Path) -> None:
    code, said = run("changes", "--date", "yesterday")
    assert code == 1
    assert "“yesterday” is not a date" in said


def test_a_guide_with_errors_is_told_and_no_history_is_written(home: Path) -> None:
    guide = home / "guides" / NAME / "index.md"
    history = guide.with_name("changes.yaml")
    before = history.read_bytes()
    guide.write_text(guide.read_text(encoding="utf-8").replace("fake: strong", "fake: very", 1), encoding="utf-8")
    code, said = run("changes")
    assert code == 1
    assert "“very”" in said
    assert history.read_bytes() == before
