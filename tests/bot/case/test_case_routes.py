"""The addresses of cases: what an owner may do there, and that nobody else learns that there is a case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.access.install import add_accounts
from bot.access.person import Role
from bot.case import routes as case_routes
from bot.case.file import case_json, read_case
from bot.case.store import Cases
from bot.place import Place
from bot.records.database import Database
from kb.settings import Settings
from tests.bot.access.people import PASSWORD, add_user
from tests.bot.case.cases import REFERENCE, case

_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    add_user(settings, "somchai", Role.READER)
    made, database = FastAPI(), Database(settings)
    place = Place(("en", "ko", "th"), lambda guide, locale: None)
    add_accounts(made, settings, place, database)
    made.include_router(case_routes.routes(Cases(database, 30), place, 30))
    yield made
    database.close()


@pytest.fixture
def owner(app: FastAPI) -> TestClient:
    """A browser that has restored a case with a hostile text."""
    client = TestClient(app)
    answer = restore(client, case_json(case("th", photos=1)))
    assert answer.status_code == 200 and answer.url.path == f"/cases/{REFERENCE}"
    return client


def restore(client: TestClient, data: bytes, csrf: str | None = None):  # type: ignore[no-untyped-def]
    token = csrf if csrf is not None else token_of(client)
    return client.post("/cases/import", data={"csrf": token}, files={"file": ("case.json", data, "application/json")})


def token_of(client: TestClient, path: str = "/cases") -> str:
    found = _CSRF.search(client.get(path).text)
    assert found is not None
    return found.group(1)


def test_a_page_shows_the_record_and_runs_nothing_of_it(owner: TestClient) -> None:
    page = owner.get(f"/cases/{REFERENCE}")
    assert page.headers["cache-control"] == "no-store"
    assert "&lt;i&gt;cheap&lt;/i&gt;" in page.text and "<i>cheap" not in page.text
    assert "front &lt;b&gt;.jpg" in page.text
    assert "골라겐" in page.text and 'href="http://' in page.text


def test_an_address_that_would_run_leads_nowhere(owner: TestClient) -> None:
    made = case("th")
    source = made.sources[0].model_copy(update={"url": "javascript:alert(1)"})
    hostile = made.model_copy(update={"reference": "JP-2026-7KQ4-KY", "sources": (source, *made.sources[1:])})
    page = restore(owner, case_json(hostile))
    assert page.status_code == 200 and 'href="javascript' not in page.text


def test_what_is_downloaded_is_the_case(owner: TestClient) -> None:
    data = owner.get(f"/cases/{REFERENCE}.json")
    assert read_case(data.content) == case("th", photos=1)
    assert data.headers["content-disposition"] == f'attachment; filename="{REFERENCE}.json"'
    pdf = owner.get(f"/cases/{REFERENCE}.pdf?locale=th")
    assert pdf.content.startswith(b"%PDF-1.7") and pdf.headers["content-type"] == "application/pdf"
    photo = owner.get(f"/cases/{REFERENCE}/photos/1-1.jpg")
    assert photo.content.startswith(b"\xff\xd8")
    notice = owner.get(f"/cases/{REFERENCE}/notice")
    assert "http://shop.example/1" in notice.text
    assert owner.get(f"/cases/{REFERENCE}/notice.pdf").content.startswith(b"%PDF")
    for one in (data, pdf, photo, notice):
        assert "no-store" in one.headers["cache-control"]


ADDRESSES = ["", ".pdf", ".json", "/notice", "/notice.pdf", "/photos/1-1.jpg"]


@pytest.mark.parametrize("end", ADDRESSES)
def test_another_browser_cannot_tell_it_from_none(app: FastAPI, owner: TestClient, end: str) -> None:
    other = TestClient(app)
    theirs, nobodys = other.get(f"/cases/{REFERENCE}{end}"), other.get(f"/cases/JP-2026-7KQ4-CD{end}")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.text.replace(REFERENCE, "") == nobodys.text.replace("JP-2026-7KQ4-CD", "")
    assert REFERENCE not in other.get("/cases").text


@pytest.mark.parametrize("reference", ["x", "JP-2026-7KQ4-H4", "..%2f..%2fetc", "가", "a" * 3000])
def test_what_is_no_reference_is_no_case(owner: TestClient, reference: str) -> None:
    for end in ADDRESSES:
        assert owner.get(f"/cases/{reference}{end}").status_code == 404


def test_a_case_is_deleted_by_its_own_page_alone(app: FastAPI, owner: TestClient) -> None:
    address = f"/cases/{REFERENCE}/delete"
    assert owner.post(address, data={"csrf": "0" * 64}).status_code == 403
    stranger = TestClient(app)
    assert stranger.post(address, data={"csrf": token_of(stranger)}).status_code == 404
    assert owner.get(f"/cases/{REFERENCE}").status_code == 200
    after = owner.post(address, data={"csrf": token_of(owner)})
    assert after.status_code == 200 and f"The case {REFERENCE} is deleted." in after.text
    assert owner.get(f"/cases/{REFERENCE}").status_code == 404


def test_a_file_is_taken_from_our_own_page_alone(app: FastAPI) -> None:
    assert restore(TestClient(app), case_json(case("th")), csrf="0" * 64).status_code == 403


def test_a_file_that_cannot_be_restored_is_told_in_one_sentence(app: FastAPI) -> None:
    client = TestClient(app)
    changed = json.loads(case_json(case("th")))
    changed["place"] = "Busan"
    for data, sentence in (
        (b"GIF89a", "The file is no case file, or it was cut off."),
        (b"[]", "The file is not a case of this program."),
        (json.dumps(changed).encode(), "The case file was changed after it was saved"),
    ):
        answer = restore(client, data)
        assert answer.status_code == 400 and sentence in answer.text
    assert "Choose a case file first." in client.post("/cases/import", data={"csrf": token_of(client)}).text


def test_a_file_that_is_too_large_is_not_read(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_routes, "MAX_FILE", 1000)
    answer = restore(TestClient(app), bytes(200_000))
    assert answer.status_code == 413 and "which no case has" in answer.text


def test_the_list_says_how_long_cases_are_kept(owner: TestClient) -> None:
    page = owner.get("/cases?locale=en")
    assert "deleted after 30 days" in page.text and REFERENCE in page.text and "Carton 1" in page.text


def test_nothing_is_made_on_disk_before_a_case_is_saved(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    made, database = FastAPI(), Database(settings)
    place = Place(("en",), lambda guide, locale: None)
    add_accounts(made, settings, place, database)
    made.include_router(case_routes.routes(Cases(database, 30), place, 30))
    client = TestClient(made)
    assert client.get("/cases").status_code == 200 and client.get(f"/cases/{REFERENCE}").status_code == 404
    assert not (tmp_path / "data").exists()


def test_what_a_browser_saved_is_moved_to_who_signs_in(app: FastAPI, owner: TestClient) -> None:
    offered = "This browser still keeps cases that were saved without signing in: 1."
    assert offered not in owner.get("/cases").text
    owner.post("/sign-in", data={"csrf": token_of(owner, "/sign-in"), "name": "somchai", "password": PASSWORD})
    assert offered in owner.get("/cases").text and REFERENCE not in owner.get("/cases").text
    assert owner.post("/cases/take-over", data={"csrf": "0" * 64}).status_code == 403
    after = owner.post("/cases/take-over", data={"csrf": token_of(owner)})
    assert after.status_code == 200 and "Cases moved to yours: 1." in after.text
    assert REFERENCE in after.text and offered not in after.text
    again = TestClient(app)
    again.post("/sign-in", data={"csrf": token_of(again, "/sign-in"), "name": "somchai", "password": PASSWORD})
    assert REFERENCE in again.get("/cases").text, "on another device too"


def test_nobody_takes_over_without_signing_in(app: FastAPI, owner: TestClient) -> None:
    answer = owner.post("/cases/take-over", data={"csrf": token_of(owner)})
    assert answer.status_code == 200 and "Cases moved" not in answer.text and REFERENCE in answer.text
