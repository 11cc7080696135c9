"""The site is built beside the index, by a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli_build import _site_builder
from kb.settings import Settings


def _home(folder: Path, program: str) -> Settings:
    (folder / "site").mkdir()
    (folder / "site" / "build.py").write_text(program, encoding="utf-8")
    return Settings(home=folder, build=folder / "build")


def test_a_site_that_is_being_built_is_stopped_where_the_index_fails(tmp_path: Path) -> None:
    settings = _home(tmp_path, "import time; time.sleep(600)")
    with pytest.raises(RuntimeError), _site_builder(settings, ()) as site:
        raise RuntimeError
    assert site.returncode not in (None, 0)


def test_it_is_told_its_languages_edition_and_folder(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = f"import os, sys; open({str(told)!r}, 'w').write(repr((sys.argv[1:], os.environ['JINPUM_BUILD'])))"
    with _site_builder(_home(tmp_path, program), ("vi", "th")) as site:
        assert site.wait() == 0
    assert told.read_text() == repr((["--locale", "vi", "--locale", "th"], str(tmp_path / "build")))
