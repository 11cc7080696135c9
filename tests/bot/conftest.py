"""What the tests of the pages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evidence import PhotoEvidence
from bot.gather import look
from kb.index_reader import IndexReader
from kb.library import load_library
from kb.search import Search
from kb.settings import Settings
from tests.bot.databases import database_settings, postgresql  # noqa: F401  # fixtures of every room with tables
from tests.bot.pictures import CJK, LATIN, label, photo


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The project's own guides and catalogs; everything that is built goes to an empty folder."""
    return Settings(build=tmp_path / "build")


@pytest.fixture(scope="session")
def assistant(project: Settings) -> Assistant:
    """The assistant over the real guides."""
    return Assistant.open(project)


@pytest.fixture(scope="session")
def search(project: Settings) -> Search:
    """The search over the real guides."""
    return Search(load_library(project.guides), IndexReader.open(project))


@pytest.fixture(scope="session")
def label_photo() -> PhotoEvidence:
    """What was read on the label of a fake, in which one letter is wrong."""
    lines = [("메디큐브", CJK), ("골라겐 나이트 랩핑 마스크", CJK), ("75 ml", LATIN)]
    return look(photo(label(lines, 60), "front.jpg"))
