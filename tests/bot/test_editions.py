"""Which edition of the site a person is served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.access.person import Person, Role, browser
from bot.access.tables import AuditEntry
from bot.access.views import AGAIN_SECONDS, Views
from bot.editions import SiteByPerson, knows_by_person
from bot.known import Known
from bot.records.database import Database
from kb.settings import Settings

HOME = Path(__file__).resolve().parents[2]
PEOPLE = {
    "nobody": browser("x"),
    "reader": Person("user:kim", "Kim", Role.READER, True),
    "no-role": Person("user:lee", "Lee", None, True),
    "officer": Person("user:an", "An", Role.OFFICER, True),
    "admin": Person("user:ho", "Ho", Role.ADMIN, True),
}
SEEN: list[tuple[str, str]] = []


class _As:
    """Stands for the middleware that finds the person."""

    def __init__(self, app: ASGIApp, person: Person) -> None:
        self._app = app
        self._person = person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["person"] = self._person
        await self._app(scope, receive, send)


def client(folder: Path, person: str) -> TestClient:
    for edition in ("public", "officers"):
        (folder / edition).mkdir(exist_ok=True)
        (folder / edition / "page.html").write_text(f"{edition} page")
        (folder / edition / "sw.js").write_text(f"// {edition}")
    files = [StaticFiles(directory=folder / edition, check_dir=False) for edition in ("public", "officers")]
    site = SiteByPerson(
        files[0], files[1], (folder / "officers").is_dir, lambda person, guide: SEEN.append((person.id, guide))
    )
    return TestClient(_As(Starlette(routes=[Mount("/", site)]), PEOPLE[person]))


@pytest.mark.parametrize(
    ("person", "edition"),
    [
        ("nobody", "public"),
        ("reader", "public"),
        ("no-role", "public"),
        ("officer", "officers"),
        ("admin", "officers"),
    ],
)
def test_only_officers_and_those_above_get_the_officers_edition(tmp_path: Path, person: str, edition: str) -> None:
    answer = client(tmp_path, person).get("/page.html")
    assert answer.text == f"{edition} page"
    assert (answer.headers.get("cache-control") == "private, no-store") is (edition == "officers")


def test_nothing_kept_by_a_browser_makes_one_edition_pass_for_the_other(tmp_path: Path) -> None:
    tag = client(tmp_path, "nobody").get("/page.html").headers["etag"]
    answer = client(tmp_path, "officer").get("/page.html", headers={"if-none-match": tag})
    assert (answer.status_code, answer.text) == (200, "officers page")
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_what_a_browser_keeps_for_offline_is_public_for_everybody(tmp_path: Path) -> None:
    assert client(tmp_path, "officer").get("/sw.js").text == "// public"


def test_while_there_is_no_officers_edition_officers_get_the_public_one(tmp_path: Path) -> None:
    asking = client(tmp_path, "officer")
    for path in (tmp_path / "officers").iterdir():
        path.unlink()
    (tmp_path / "officers").rmdir()
    assert asking.get("/page.html").text == "public page"


@pytest.mark.parametrize(
    ("person", "is_built", "gets"),
    [("reader", True, "public"), ("officer", True, "officers"), ("officer", False, "public")],
)
def test_photos_are_compared_with_what_the_person_may_see(person: str, is_built: bool, gets: str) -> None:
    known = {name: Known() for name in ("public", "officers")}
    knows_for = knows_by_person(lambda: known["public"], lambda: known["officers"], lambda: is_built)
    request = HTTPConnection({"type": "http", "state": {"person": PEOPLE[person]}})
    assert knows_for(request)() is known[gets]


def test_a_view_of_a_guide_of_the_officers_edition_is_told_and_no_other(tmp_path: Path) -> None:
    SEEN.clear()
    for person in ("nobody", "reader"):
        client(tmp_path, person).get("/en/guides/soju/")
    officer = client(tmp_path, "officer")
    for path in ("/en/guides/soju/", "/page.html", "/en/guides/", "/sw.js"):
        officer.get(path)
    assert SEEN == [("user:an", "soju")]


def test_the_log_has_one_line_for_a_person_a_guide_and_a_while(tmp_path: Path) -> None:
    guide = tmp_path / "guides" / "food" / "soju"
    shutil.copytree(HOME / "guides" / "food" / "chamisul-soju", guide)
    text = (guide / "index.md").read_text(encoding="utf-8").replace("id: chamisul-soju", "id: soju", 1)
    (guide / "index.md").write_text(text.replace("genuine: weak", "genuine: weak\ndisclosure: officers", 1), "utf-8")
    shutil.copytree(HOME / "guides" / "food" / "cj-dasida", tmp_path / "guides" / "food" / "cj-dasida")
    clock = [0.0]
    database = Database(Settings(data=tmp_path / "data"))
    views = Views(database, tmp_path / "guides", lambda: clock[0])
    for at in (0, AGAIN_SECONDS - 1, AGAIN_SECONDS + 1):
        clock[0] = at
        views.seen(PEOPLE["officer"], "soju")
        views.seen(PEOPLE["officer"], "cj-dasida")
    views.seen(PEOPLE["admin"], "soju")
    with database.reading() as session:
        lines = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [(line.person_id, line.action, line.subject) for line in lines] == [
        ("user:an", "guide-viewed", "soju"),
        ("user:an", "guide-viewed", "soju"),
        ("user:ho", "guide-viewed", "soju"),
    ]
    database.close()
