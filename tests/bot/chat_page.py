"""The chat page in a browser, for its tests: a server over a small assistant, and a phone that complains."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.server import create_app
from bot.session import Asks
from kb.settings import Settings
from tests.bot.doubles import GUIDE, OneGuideAssistant

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 120_000  # a busy machine takes a minute for its first photo
LEAVING = ("AbortError", "Unexpected error Connection errored out")
"""What Gradio says when a page is left while its line to the server is open, which it always is."""


@contextlib.contextmanager
def served(settings: Settings, assistant: Asks | None = None) -> Iterator[str]:
    """The application on a free port while the block runs: its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(settings, assistant)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module", name="address")
def chat_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(build=tmp_path_factory.mktemp("chat") / "build")
    guide = settings.site_dir / "vi" / "guides" / GUIDE / "index.html"
    guide.parent.mkdir(parents=True)
    guide.write_text('<!doctype html><title>Guide</title><h2 id="product-name">Name</h2>', encoding="utf-8")
    with served(settings, OneGuideAssistant(settings)) as address:
        yield address


@pytest.fixture(scope="module", name="browser")
def chat_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="page")
def chat_page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone. A complaint in the console, an error or a request to another host fails the test."""
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="en-US", base_url=address)
    page.set_default_timeout(SECONDS)
    expect.set_options(timeout=SECONDS)
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type in {"error", "warning"} and not said.text.startswith(LEAVING) else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else wrong.append(request.url),
    )
    yield page
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert overflow <= 0
    assert wrong == []
