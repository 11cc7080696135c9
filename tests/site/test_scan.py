"""The scanner in a browser whose camera shows a rendered code: what is offered and said, and that nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, Request, sync_playwright

from fake_camera import bars, feed, qr
from test_browser import ARGS, CHROMIUM
from tests.axe import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]

PHONE = {"width": 360, "height": 740}
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@dataclass
class Scene:
    """A page before a camera, and what left it."""

    page: Page
    sent: list[Request] = field(default_factory=list)

    def saw(self, request: Request) -> None:
        self.sent.append(request)

    def scan(self) -> None:
        self.page.goto("/en/")
        self.page.locator("[data-scan-open]").click()

    def wait(self, state: str) -> None:
        self.page.locator(f"[data-scanner][data-state={state}]").wait_for()

    def text(self, part: str) -> str:
        return self.page.locator(f"[data-scan-{part}]").inner_text()

    @property
    def camera_is_off(self) -> bool:
        return bool(self.page.evaluate("document.querySelector('[data-scan-video]').srcObject === null"))

    def assert_nothing_was_sent(self) -> None:
        assert {request.method for request in self.sent} == {"GET"}
        assert not [request.url for request in self.sent if request.post_data or "data:" in request.url]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@contextmanager
def before(playwright: Playwright, url: str, flags: list[str], script: str = "") -> Iterator[Scene]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGS, *flags])
    try:
        page = browser.new_page(viewport=PHONE, base_url=url, service_workers="block")  # type: ignore[arg-type]
        scene = Scene(page)
        trouble: list[str] = []
        page.on("request", scene.saw)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        if script:
            page.add_init_script(script)
        yield scene
        assert not trouble
    finally:
        browser.close()


def showing(code: Image.Image, folder: Path) -> list[str]:
    return [*CAMERA, f"--use-file-for-fake-video-capture={feed(code, folder / 'feed.mjpeg')}"]


def test_a_known_barcode_offers_its_guide_and_no_picture_leaves(
    playwright: Playwright, served: str, tmp_path: Path
) -> None:
    with before(playwright, served, showing(bars("ean13", "8801007686875"), tmp_path)) as scene:
        scene.scan()
        scene.wait("found")
        hit = scene.page.locator("[data-scan-hits] a")
        assert hit.get_attribute("href") == "guides/cj-dasida/"
        assert scene.text("number") == "8801007686875"
        assert "proves nothing" in scene.text("lines")
        assert "genuine." not in scene.text("lines")
        assert scene.camera_is_off
        assert not violations(scene.page)
        scene.assert_nothing_was_sent()
        # It was read by our own copy of the reader.
        assert any(request.url.startswith(f"{served}/en/assets/zxing/") for request in scene.sent)
        hit.click()
        scene.page.wait_for_url("**/en/guides/cj-dasida/")


def test_an_unknown_barcode_is_no_verdict(playwright: Playwright, served: str, tmp_path: Path) -> None:
    with before(playwright, served, showing(bars("ean13", "8801234567893"), tmp_path)) as scene:
        scene.scan()
        scene.wait("found")
        said = scene.text("lines")
        assert "This number is in no guide" in said
        assert "does not mean fake" in said
        assert "The number starts with 880: it was issued through GS1 Korea." in said
        assert scene.page.locator("[data-scan-hits] a").count() == 0
        rule = scene.page.locator("[data-scan-rule] a")
        assert rule.get_attribute("href") == "guides/rule-gs1-880-barcode/"
        scene.page.locator("[data-scan-again]").click()
        scene.wait("looking")
        scene.wait("found")


def test_of_a_qr_code_the_host_alone_is_shown_and_nothing_opened(
    playwright: Playwright, served: str, tmp_path: Path
) -> None:
    with before(playwright, served, showing(qr("https://fake-shop.example/win?id=7"), tmp_path)) as scene:
        scene.scan()
        scene.wait("found")
        assert scene.text("number") == "fake-shop.example"
        assert "win" not in scene.page.locator("[data-scan-result]").inner_text()
        assert scene.page.locator("[data-scan-result] a:visible").count() == 0
        assert all(request.url.startswith((served, "blob:")) for request in scene.sent)


def test_the_camera_goes_off_with_the_dialog_and_the_number_can_be_typed(playwright: Playwright, served: str) -> None:
    with before(playwright, served, CAMERA) as scene:
        scene.scan()
        scene.page.get_by_text("inside the frame").wait_for()
        assert not scene.camera_is_off
        assert not violations(scene.page)
        scene.page.keyboard.press("Escape")
        scene.page.locator("[data-scanner]").wait_for(state="hidden")
        assert scene.camera_is_off
        scene.page.goto("/en/#scan")  # from the bar of another page
        scene.page.get_by_text("inside the frame").wait_for()
        scene.page.locator("[data-scan-type]").click()
        assert scene.camera_is_off
        assert scene.page.evaluate("[document.activeElement.id, document.activeElement.inputMode]") == [
            "search",
            "numeric",
        ]


def test_a_second_camera_can_be_chosen(playwright: Playwright, served: str) -> None:
    two = [CAMERA[0], "--use-fake-device-for-media-stream=device-count=2"]
    with before(playwright, served, two) as scene:
        scene.scan()
        menu = scene.page.locator("[data-scan-camera]")
        menu.wait_for()
        other = menu.locator("option").nth(1).get_attribute("value") or ""
        menu.select_option(other)
        track = "document.querySelector('[data-scan-video]').srcObject?.getVideoTracks()[0]"
        scene.page.wait_for_function(f"(id) => {track}?.getSettings().deviceId === id", arg=other)


@pytest.mark.parametrize(
    ("flags", "script", "said"),
    [
        ([CAMERA[1], "--deny-permission-prompts"], "", "may not use the camera"),
        ([CAMERA[0]], "", "No camera was found"),
        (CAMERA, "Object.defineProperty(window, 'isSecureContext', {value: false});", "secure address"),
    ],
    ids=["refused", "none", "insecure"],
)
def test_why_there_is_no_picture_is_said_in_one_sentence(
    playwright: Playwright, served: str, flags: list[str], script: str, said: str
) -> None:
    if said == "secure address":
        script += "Object.defineProperty(navigator, 'mediaDevices', {value: undefined});"
    with before(playwright, served, flags, script) as scene:
        scene.scan()
        scene.wait("failed")
        assert said in scene.text("say")
        assert not violations(scene.page)
        scene.page.locator("[data-scan-type]").click()
        assert scene.page.evaluate("document.activeElement.id") == "search"


def test_the_browser_s_own_reader_is_taken_where_it_knows_the_codes_of_packs(
    playwright: Playwright, served: str
) -> None:
    own = """window.BarcodeDetector = class {
      static async getSupportedFormats() { return ["ean_13", "qr_code"]; }
      async detect() { return [{format: "ean_13", rawValue: "8801007686875"}]; }
    };"""
    with before(playwright, served, CAMERA, own) as scene:
        scene.scan()
        scene.wait("found")
        assert scene.page.locator("[data-scan-hits] a").get_attribute("href") == "guides/cj-dasida/"
        assert not [request.url for request in scene.sent if "zxing" in request.url or "worker" in request.url]


def test_what_codes_hold(playwright: Playwright, served: str) -> None:
    wanted: dict[tuple[str, str], Any] = {
        ("ean_13", "8801007686875"): ["8801007686875", None],
        ("ean_8", "96385074"): ["96385074", None],
        ("upc_a", "012345678905"): ["0012345678905", None],
        ("code_128", "]C1010880100768687510AB"): ["8801007686875", None],
        ("code_128", "\x1d0108801007686875"): ["8801007686875", None],
        ("code_128", "LOT-2025"): [None, None],
        ("code_128", "0108801007686870"): [None, None],
        ("qr_code", "https://id.example.com/01/08801007686875/10/A"): ["8801007686875", "id.example.com"],
        ("qr_code", "https://xn--80ak6aa92e.com/x"): [None, "xn--80ak6aa92e.com"],
        ("qr_code", "https://аррӏе.com/x"): [None, "xn--80ak6aa92e.com"],
        ("qr_code", "javascript:alert(1)"): [None, None],
        ("qr_code", "WIFI:S:x;;"): [None, None],
    }
    with before(playwright, served, []) as scene:
        scene.page.goto("/en/")
        found = scene.page.evaluate(
            """async (codes) => {
              const { contents } = await import("/en/assets/gtin.js");
              const held = codes.map(([format, text]) => contents({ format, text }));
              return held.map(({ gtin, host }) => [gtin, host]);
            }""",
            [list(code) for code in wanted],
        )
    assert dict(zip(wanted, found, strict=True)) == wanted


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (("ean8", "96385074"), "96385074"),
        (("upca", "012345678905"), "0012345678905"),
        (("code128", "0108801007686875"), "8801007686875"),
    ],
    ids=["EAN-8", "UPC-A", "GS1-128"],
)
def test_other_codes_of_packs_are_read(
    playwright: Playwright, served: str, tmp_path: Path, code: tuple[str, str], shown: str
) -> None:
    with before(playwright, served, showing(bars(*code), tmp_path)) as scene:
        scene.scan()
        scene.wait("found")
        assert scene.text("number") == shown
