"""The service worker and its lists, as the server hands them out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from bot.place import Place
from bot.site_files import SiteFiles


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    site = tmp_path / "site"
    for path, text in {
        "sw.js": "self.JINPUM = {};",
        "offline/versions.json": "{}",
        "en/index.html": "<!doctype html><title>en</title>",
        "en/manifest.webmanifest": "{}",
        "en/feeds/all.xml": "<feed/>",
        "en/assets/page.js": "1;",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    files = SiteFiles(site, Place(("en",), lambda guide, locale: None))
    with TestClient(Starlette(routes=[Mount("/", files)])) as found:
        yield found


def test_the_worker_may_serve_the_whole_site_and_is_asked_for_anew(client: TestClient) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize("path", ["/en/", "/sw.js", "/offline/versions.json"])
def test_what_must_be_new_says_so_also_when_it_has_not_changed(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert path == "/en/" or again.headers["cache-control"] == "no-cache"


def test_other_files_may_be_kept_by_the_browser(client: TestClient) -> None:
    headers = client.get("/en/assets/page.js").headers
    assert "cache-control" not in headers
    assert "service-worker-allowed" not in headers


def test_the_apps_manifest_bears_its_own_type(client: TestClient) -> None:
    assert client.get("/en/manifest.webmanifest").headers["content-type"].startswith("application/manifest+json")
