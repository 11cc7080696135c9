"""The small project's site, built and served."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

# `site` is a module of Python's own, so the folder's modules are found by path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))

from kb.library import Library, load_library
from small_project import HOME, Built, build, write_project  # needs the path above


@pytest.fixture(scope="session")
def library() -> Library:
    """The real guides, as the public edition shows them."""
    return load_library(HOME / "guides")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    settings = write_project(tmp_path_factory.mktemp("project"))
    return Built(settings, build(settings))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments: object) -> None:
        """A browser that leaves a page drops what it was still fetching."""


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(built.folder.resolve()))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
