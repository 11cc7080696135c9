from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.responses import FileResponse, HTMLResponse

from kb.interface import interface
from kb.settings import Settings
from tests.axe import violations
from tests.bot.access.people import PASSWORD, application, users_settings

pytestmark = pytest.mark.browser

EN = interface("en")
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
SITE_PAGE = """<!doctype html><html lang="en"><head><title>Guide</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<link rel="stylesheet" href="/jinpum.css"><script src="/account.js" defer></script></head><body>
<header class="jp-header"><div class="jp-header-inner"><a class="jp-brand" href="/">Jinpum</a>
<span class="jp-account" data-account data-sign-in="Sign in" data-sign-out="Sign out" data-audit="Audit log"
 data-sightings="Sightings" data-report="Report a sighting" data-signed-in-as="Signed in as {name}"></span>
</div></header><main><h1>Guide</h1></main></body></html>"""


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def add_site(app: FastAPI) -> FastAPI:
    """A page as the site has them: with its script, its styles, and its silence about where one comes from."""
    assets = Settings().site_source / "assets"
    app.add_api_route("/en/guides/medicube-age-r/", lambda: HTMLResponse(SITE_PAGE))
    app.add_api_route("/jinpum.css", lambda: FileResponse(assets / "jinpum.css"))
    app.add_api_route("/account.js", lambda: FileResponse(assets / "account.js"))
    return app


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = application(users_settings(tmp_path_factory.mktemp("access")))
    with serving(add_site(app)) as base:
        yield base
    app.state.accounts.database.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(params=[(360, 740), (1280, 800)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_signing_in_by_keyboard_alone_and_out_again(served: str, page: Page) -> None:
    page.goto(f"{served}/audit?locale=en")
    assert page.evaluate("document.activeElement.id") == "name"
    assert violations(page) == []
    assert fits(page)
    page.keyboard.type("lee")
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.evaluate("document.activeElement.id") == "password"
    assert page.input_value("#name") == "lee"
    assert page.input_value("#password") == ""
    assert violations(page) == []
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_attribute("#password", "type") == "text"
    page.focus("#password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audit?locale=en")
    assert page.locator("h1").inner_text() == EN.text("access.audit")
    assert violations(page) == []
    assert fits(page)
    page.click(".jp-account summary")
    assert violations(page) == []
    page.click(".jp-account form button")
    page.wait_for_url("**/en/")
    page.goto(f"{served}/covert")
    assert "/sign-in?" in page.url


def test_the_sites_header_tells_who_is_signed_in_and_nothing_moves(served: str, page: Page) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{served}/en/guides/medicube-age-r/?x=1#sign")
    link = page.get_by_role("link", name="Sign in")
    link.wait_for()
    assert page.evaluate("moved") == 0
    box = link.bounding_box()
    assert box
    assert box["width"] >= 44
    assert box["height"] >= 44
    link.click()
    page.fill("#name", "lee")
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/en/guides/medicube-age-r/?x=1#sign")
    menu = page.locator("[data-account] summary")
    menu.wait_for()
    assert page.evaluate("moved") == 0
    box = menu.bounding_box()
    assert box
    assert box["width"] == 44
    assert menu.get_attribute("aria-label") == "Signed in as Lee"
    menu.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Audit log").is_visible()
    report = page.get_by_role("link", name="Report a sighting").get_attribute("href")
    assert report == "/sightings/new?guide=medicube-age-r&locale=en"
    assert fits(page)
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Audit log").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{served}/en/guides/medicube-age-r/")
    page.get_by_role("link", name="Sign in").wait_for()


@pytest.mark.parametrize("kind", ["files alone", "no accounts"])
def test_where_nobody_can_sign_in_the_header_stays_silent(chromium: Browser, tmp_path: Path, kind: str) -> None:
    settings = Settings(data=tmp_path / "data")
    errors: list[str] = []
    with serving(add_site(FastAPI() if kind == "files alone" else application(settings))) as base:
        page = chromium.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        with page.expect_response("**/account/me"):
            page.goto(f"{base}/en/guides/medicube-age-r/")
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-account]").inner_html() == ""
        page.close()
    assert errors == []
    assert not (tmp_path / "data").exists()
