"""The form on a small application of its own: accounts for the token, the pages' files, and the form; no assistant."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from bot.access.install import add_accounts
from bot.form.gate import HEADER
from bot.form.routes import routes
from bot.frame import PAGE_FILES
from bot.place import Place
from bot.records.database import Database
from kb.settings import Settings

REAL = Path(__file__).resolve().parents[3]
GUIDES = ("consumer/medicube-age-r", "rules/rule-gs1-880-barcode")


def form_app(settings: Settings) -> FastAPI:
    """The form alone, with the accounts that give it its token."""
    place = Place(("en", "ko"), lambda guide, locale: None)
    app = FastAPI()
    add_accounts(app, settings, place, Database(settings))
    app.include_router(routes(settings, place))
    app.mount("/chat-page", StaticFiles(directory=PAGE_FILES))
    return app


@pytest.fixture(scope="session")
def form_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project of two guides with the site's program, so that a page can be shown."""
    home = tmp_path_factory.mktemp("form")
    shutil.copytree(REAL / "site", home / "site", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REAL / "mkdocs.yml", home)
    for guide in GUIDES:
        shutil.copytree(REAL / "guides" / guide, home / "guides" / guide)
    (home / "translations").symlink_to(REAL / "translations")
    return Settings(home=home, build=home / "build", data=home / "data")


@dataclass
class Caller:
    """Sends what the form's script sends."""

    client: TestClient
    token: str

    def post(self, name: str, query: str = "locale=en", **sent: Any) -> Any:
        return self.client.post(f"/form/{name}?{query}", headers={HEADER: self.token}, **sent)


@pytest.fixture(scope="module")
def caller(form_settings: Settings) -> Iterator[Caller]:
    with TestClient(form_app(form_settings)) as client:
        found = re.search(r'data-token="([0-9a-f]+)"', client.get("/form").text)
        assert found
        yield Caller(client, found.group(1))


@pytest.fixture(scope="session")
def form_address(form_settings: Settings) -> Iterator[str]:
    """The form on a free port, for a browser."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(form_app(form_settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listening.close()
