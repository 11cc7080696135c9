"""The small project's site, built and served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# `site` is a module of Python's own, so the folder's modules are found by path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))

from kb.library import Library, load_library
from small_project import HOME, Built, build, write_project  # needs the path above
from static_server import serving


@pytest.fixture(scope="session")
def library() -> Library:
    """The real guides, as the public edition shows them."""
    return load_library(HOME / "guides")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    settings = write_project(tmp_path_factory.mktemp("project"))
    return Built(settings, build(settings))


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    with serving(built.folder) as address:
        yield address
