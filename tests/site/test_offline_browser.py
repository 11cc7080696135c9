"""The offline copy in a browser: saved, read without a network, brought up to date, broken off."""

from __future__ import annotations

import contextlib
import datetime
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from offline import write_offline
from small_project import LOCALES, Built
from test_browser import ARGS, CHROMIUM, browser

__all__ = ["browser"]  # the fixture, for this module

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]
assert ARGS


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments: object) -> None:
        """A browser that leaves a page drops what it was still fetching."""


@dataclass
class Site:
    """A copy of the small site on plain static hosting that a test can change, break and stop."""

    folder: Path
    built: Built
    port: int = 0
    asked: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    _server: _Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        site = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                site.asked.append(path)
                if path in site.broken:
                    self.close_connection = True  # the connection is lost before an answer
                    return
                super().do_GET()

        self._server = _Server(("127.0.0.1", self.port), functools.partial(Handler, directory=str(self.folder)))
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def change(self, path: str, old: str, new: str) -> None:
        page = self.folder / path
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")
        write_offline(self.folder, self.built.settings, LOCALES)


@pytest.fixture
def site(built: Built, tmp_path: Path) -> Iterator[Site]:
    found = Site(shutil.copytree(built.folder, tmp_path / "site"), built)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site.url, locale="ko-KR")
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def save(page: Page, path: str = "/en/") -> None:
    page.goto(path)
    page.locator("[data-offline-save]").click()
    page.locator("[data-offline-remove]").wait_for()


def is_core(page: Page, path: str = "/en/") -> None:
    """Open a page and wait for what every visitor keeps."""
    page.goto(path)
    wait_for_state(page, lambda state: state["copies"].get("en", {}).get("level") == "core")


def state_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "async () => (await (await caches.open('jinpum-state')).match('/offline/state'))?.json() ?? {copies: {}}"
    )
    return found


def wait_for_state(page: Page, fits: Any) -> dict[str, Any]:
    for _ in range(200):
        state = state_of(page)
        if fits(state):
            return state
        page.wait_for_timeout(50)
    raise AssertionError(state)


def go_offline(context: BrowserContext, site: Site) -> None:
    """No network at all: the browser says so, and nobody listens any more."""
    context.set_offline(True)
    site.stop()


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """async () => {
            const names = (await caches.keys()).filter(name => name.startsWith("jinpum-copy"));
            const lists = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
            return lists.flat().map(item => new URL(item.url).pathname);
        }"""
    )
    return found


def test_everything_saved_works_without_a_network(page: Page, context: BrowserContext, site: Site) -> None:
    save(page)
    go_offline(context, site)
    page.reload()
    assert page.locator("h1").inner_text().startswith("Tell genuine")
    assert page.locator("[data-offline-line]").inner_text().endswith("(today)")
    # A guide that was never opened, with its style and its drawing.
    page.goto("/en/guides/cj-dasida/#front-brand")
    assert page.locator("h1").inner_text().startswith("Dasida")
    assert page.locator(".jp-drawing svg").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-offline-line]')).display") == "flex"
    assert "Offline copy of" in page.locator("[data-offline-line]").inner_text()
    page.goto("/en/")
    page.fill("#search", "쇠고기다시다")
    page.locator("[data-by-name] a[href='guides/cj-dasida/']").wait_for()
    page.fill("#search", "8801007686875")
    page.locator("[data-by-name] a[href='guides/cj-dasida/']").wait_for()
    page.fill("#search", "8801234567893")
    page.get_by_text("does not mean fake").wait_for()
    assert "Newer guides may be missing" in page.locator("[data-results]").inner_text()
    page.goto("/en/quiz/")
    page.locator("[data-category=food]").click()
    page.get_by_text("Question 1 of").wait_for()
    page.goto("/en/")
    page.fill("#search", "spacing")
    page.locator("[data-by-text] a").first.wait_for()


def test_without_saving_the_start_page_and_look_ups_work_and_a_guide_is_not_said_to_be_missing(
    page: Page, context: BrowserContext, site: Site
) -> None:
    is_core(page)
    go_offline(context, site)
    page.reload()
    page.fill("#search", "8801007686875")
    page.locator("[data-by-name] a[href='guides/cj-dasida/']").click()
    page.get_by_text("This page is not in your offline copy").wait_for()
    assert page.title().startswith("This page is not in your offline copy")
    assert "does not mean that it does not exist" in page.locator("main").inner_text()
    assert page.url.endswith("/en/guides/cj-dasida/"), "the address stays, so that it can be tried again"
    context.set_offline(False)
    site.start()
    page.locator(".jp-offline-reason:visible [data-offline-retry]").click()
    page.get_by_role("heading", level=1, name="Dasida").wait_for()


def test_a_page_that_was_never_made_is_not_called_missing_offline_and_is_online(
    page: Page, context: BrowserContext, site: Site
) -> None:
    save(page)
    answer = page.goto("/en/guides/no-such-guide/")
    assert answer is not None
    assert answer.status == 404
    go_offline(context, site)
    page.goto("/en/guides/no-such-guide/")
    page.get_by_text("This page is not in your offline copy").wait_for()


def test_the_assistant_says_that_it_needs_a_connection_in_the_officers_language(
    page: Page, context: BrowserContext, site: Site
) -> None:
    save(page)
    go_offline(context, site)
    for path in ("/chat/?locale=en", "/cases", "/sign-in"):
        page.goto(path)
        page.get_by_role("heading", name="This needs a connection").wait_for()
    page.locator(".jp-offline-reason:visible a.jp-button").first.click()
    page.wait_for_url("**/en/")


def test_nothing_is_kept_that_is_not_in_the_list(page: Page, context: BrowserContext, site: Site) -> None:
    for name in ("chat", "cases", "account"):
        (site.folder / name).mkdir()
        (site.folder / name / "index.html").write_text("<!doctype html><title>private</title>", encoding="utf-8")
    save(page)
    for path in ("/chat/", "/cases/", "/account/", "/en/guides/cj-dasida/?secret=1"):
        page.goto(path)
    listed = json.loads((site.folder / "offline" / "en.json").read_text(encoding="utf-8"))
    assert sorted(kept(page)) == sorted(file["path"] for file in listed["files"])


def test_while_online_the_newest_page_is_shown_and_the_copy_follows(
    page: Page, context: BrowserContext, site: Site
) -> None:
    save(page)
    before = state_of(page)["copies"]["en"]["version"]
    site.change("en/guides/cj-dasida/index.html", "Dasida beef stock seasoning", "Dasida, new edition")
    site.asked.clear()
    page.goto("/en/guides/cj-dasida/")
    assert page.locator("h1").inner_text().startswith("Dasida, new edition")
    assert not page.locator("[data-offline-line]").is_visible()
    wait_for_state(page, lambda state: state["copies"]["en"]["version"] != before)
    fetched = [path for path in site.asked if "/guides/" in path]
    assert set(fetched) == {"/en/guides/cj-dasida/"}, "what has not changed is not loaded again"
    go_offline(context, site)
    page.goto("/en/guides/cj-dasida/")
    assert page.locator("h1").inner_text().startswith("Dasida, new edition")


def test_a_broken_off_update_leaves_the_old_copy_whole(page: Page, context: BrowserContext, site: Site) -> None:
    save(page)
    before = state_of(page)["copies"]["en"]
    site.change("en/guides/cj-dasida/index.html", "Dasida beef stock seasoning", "Dasida, new edition")
    site.change("en/guides/medicube-age-r/index.html", "Medicube skin care", "Medicube, new edition")
    site.broken.add("/en/guides/medicube-age-r/")
    page.goto("/en/offline/")
    page.get_by_text("could not be completed").wait_for()
    assert state_of(page)["copies"]["en"]["version"] == before["version"]
    go_offline(context, site)
    page.goto("/en/guides/cj-dasida/")
    assert page.locator("h1").inner_text().startswith("Dasida beef stock"), "half of a version is never shown"
    page.goto("/en/guides/medicube-age-r/")
    assert page.locator("h1").inner_text().startswith("Medicube skin care")
    context.set_offline(False)
    site.broken.clear()
    site.asked.clear()
    site.start()
    page.goto("/en/offline/")
    wait_for_state(page, lambda state: state["copies"]["en"]["version"] != before["version"])
    assert [path for path in site.asked if "/guides/" in path] == ["/en/guides/medicube-age-r/"], "the rest alone"


def test_a_file_that_is_not_the_lists_is_refused(page: Page, context: BrowserContext, site: Site) -> None:
    """As when the sign-in page of a hotel's network answers in the place of a guide."""
    guide = site.folder / "en" / "guides" / "cj-dasida" / "index.html"
    guide.write_text("<!doctype html><html><head></head><body>Pay for the network</body></html>", encoding="utf-8")
    page.goto("/en/")
    page.locator("[data-offline-save]").click()
    page.get_by_text("could not be completed").wait_for()
    go_offline(context, site)
    page.goto("/en/guides/cj-dasida/")
    page.get_by_text("This page is not in your offline copy").wait_for()


def test_the_line_tells_the_copys_age_in_the_language(page: Page, context: BrowserContext, site: Site) -> None:
    save(page)
    page.goto("/ko/")
    wait_for_state(page, lambda state: "ko" in state["copies"] and state["copies"]["ko"]["level"] == "core")
    checked = state_of(page)["copies"]["en"]["checked"] / 1000
    go_offline(context, site)
    later = datetime.datetime.fromtimestamp(checked, tz=datetime.UTC) + datetime.timedelta(days=3)
    page.clock.set_fixed_time(later)
    page.goto("/en/guides/cj-dasida/")
    assert page.locator("[data-offline-line]").inner_text().endswith("(3 days ago)")
    page.goto("/ko/")
    assert "3일 전" in page.locator("[data-offline-line]").inner_text()


def test_the_copy_can_be_removed(page: Page, context: BrowserContext, site: Site) -> None:
    save(page)
    page.locator("[data-offline-remove]").click()
    page.locator("[data-offline-save]").wait_for()
    assert not [path for path in kept(page) if "/guides/" in path]
    assert "/en/" in kept(page)


def test_the_line_takes_no_room_that_it_had_not_before(page: Page, context: BrowserContext, site: Site) -> None:
    save(page)
    go_offline(context, site)
    page.goto("/en/guides/cj-dasida/")
    shift = page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
                .observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => setTimeout(() => resolve(sum), 100));
        })"""
    )
    assert shift <= 0.01


def test_a_page_can_be_read_where_no_worker_is_allowed(browser: Browser, site: Site) -> None:
    with contextlib.closing(browser.new_context(base_url=site.url, service_workers="block")) as blocked:
        page = blocked.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error.stack)))
        page.goto("/en/guides/cj-dasida/")
        assert page.locator("h1").inner_text().startswith("Dasida")
        assert not page.locator("[data-offline-line]").is_visible()
        assert not errors
