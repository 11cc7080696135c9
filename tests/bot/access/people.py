"""What the tests of accounts share: a small application with accounts, and a browser that keeps cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
from argon2 import PasswordHasher
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlalchemy import select
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.staticfiles import StaticFiles

from bot.access.accounts import Accounts
from bot.access.guard import require
from bot.access.install import add_accounts
from bot.access.person import Role, person_of
from bot.access.tables import AuditEntry
from bot.access.users import User, UserFile
from bot.frame import PAGE_FILES
from bot.place import Place
from bot.records.database import Database
from bot.safe_headers import SafeHeaders
from kb.settings import Settings

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
HASH = CHEAP.hash(PASSWORD)
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


def add_user(settings: Settings, name: str, role: Role) -> User:
    """An account whose password is `PASSWORD`."""
    user = User(name, name.capitalize(), role, HASH)
    UserFile(settings.users_file).put(user)
    return user


def application(settings: Settings) -> FastAPI:
    """An application with nothing but accounts, a page for officers, the pages' styles, and a file of the site."""
    app = FastAPI()
    app.add_middleware(SafeHeaders)
    app.mount("/chat-page", StaticFiles(directory=PAGE_FILES))
    add_accounts(app, settings, Place(("en", "ko"), lambda guide, locale: None), Database(settings))

    @app.get("/cases")
    def own(request: Request) -> HTMLResponse:
        return HTMLResponse(person_of(request).id)

    @app.get("/covert")
    def covert(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"secret for {require(request, Role.OFFICER).name}")

    @app.get("/en/page.html")
    def site(request: Request) -> HTMLResponse:
        return HTMLResponse("page")

    @app.get("/cases/me.json")
    def plain(request: Request) -> JSONResponse:
        return JSONResponse({"id": person_of(request).id})

    return app


@contextmanager
def browsing(settings: Settings, base: str = "http://testserver", **options: object) -> Iterator[Browser]:
    """A browser at a fresh server."""
    app = application(settings)
    with TestClient(app, base_url=base, follow_redirects=False, **options) as client:  # type: ignore[arg-type]  # passed on as given
        yield Browser(client, app.state.accounts)
    app.state.accounts.database.close()


class Browser:
    """A browser that keeps cookies, and what the server knows."""

    def __init__(self, client: TestClient, accounts: Accounts) -> None:
        self.client = client
        self.accounts = accounts

    def csrf(self, path: str = "/sign-in") -> str:
        """The token in the form of a page."""
        found = _CSRF.search(self.client.get(path).text)
        assert found, f"no form at {path}"
        return found[1]

    def sign_in(self, name: str, password: str = PASSWORD, next: str = "", **more: str) -> httpx2.Response:
        """Fill in the form and send it."""
        form = {"csrf": self.csrf(), "name": name, "password": password, "next": next, **more}
        return self.client.post("/sign-in", data=form)

    def me(self) -> dict[str, object]:
        """Who the server takes this browser for."""
        told: dict[str, object] = self.client.get("/account/me").json()
        return told


def users_settings(folder: Path, **more: object) -> Settings:
    """Settings with an officer Kim and an administrator Lee, and an empty database."""
    settings = Settings(data=folder / "data", **more)  # type: ignore[arg-type]  # passed on as given
    settings.data_dir.mkdir(mode=0o700)
    for name, data in _made_once().items():
        (settings.data_dir / name).write_bytes(data)
        (settings.data_dir / name).chmod(0o600)
    return settings


@cache
def _made_once() -> dict[str, bytes]:
    """The user file and the database: to make them takes longer than most tests."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        add_user(settings, "kim", Role.OFFICER)
        add_user(settings, "lee", Role.ADMIN)
        Database.open(settings).close()
        return {name: (settings.data_dir / name).read_bytes() for name in ("users.yaml", "jinpum.sqlite3")}


def audit(browser: Browser) -> list[tuple[str, str, str]]:
    """The audit log: name, action and subject of each entry."""
    with browser.accounts.database.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [(row.name, row.action, row.subject) for row in rows]
