"""What the tests of the pages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The project's own guides and catalogs; everything that is built goes to an empty folder."""
    return Settings(build=tmp_path / "build")
