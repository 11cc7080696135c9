"""Takes the pictures of the README and of CONTRIBUTING from the running program.

python -m tools.screenshots [--build FOLDER]

Needs Debian's chromium and what `jinpum build` has built. It serves that on a free port for itself.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.label import label

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "docs" / "pictures"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GUIDE = "medicube-age-r"
SECONDS = 90_000
MOST_BYTES = 150_000
DESK = {"width": 1100, "height": 820}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Take every picture anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HOME / "build", help="the folder that holds index and site")
    options = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    _save(label(), "label")
    with _served(options.build) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        _desk(browser, address)
        _phone(browser, address)
        _form(browser, address)
        browser.close()


def _desk(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESK, base_url=address, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    page.goto("/en/", wait_until="networkidle")
    _shot(page, "home")
    page.goto(f"/en/guides/{GUIDE}/", wait_until="networkidle")
    page.locator("#product-name").scroll_into_view_if_needed()
    _shot(page, "guide-desk")
    page.goto("/en/translation/", wait_until="networkidle")
    _shot(page, "translation")
    context.close()


def _phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, base_url=address, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    page.goto(f"/vi/guides/{GUIDE}/", wait_until="networkidle")
    _shot(page, "guide-phone")
    page.locator("#product-name").evaluate("each => each.scrollIntoView()")
    _shot(page, "guide-sign-phone")
    context.close()
    for locale in ("en", "vi", "zh-Hans"):
        _answer(browser.new_context(viewport=PHONE, base_url=address, locale=locale), locale)  # type: ignore[arg-type]


def _answer(context: BrowserContext, locale: str) -> None:
    """What the assistant asks after the photo of the label alone."""
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    page.goto(f"/chat/?locale={locale}")  # events keep its connection open
    page.locator("input[type=file][multiple]").set_input_files(str(PICTURES / "label.png"))
    page.locator("[data-shot]").wait_for()
    page.locator("#jp-check").click()
    page.locator(".jp-reading").wait_for(state="detached")
    page.locator(".jp-step").wait_for()
    page.wait_for_timeout(1500)
    page.mouse.move(0, 0)  # a button under the mouse looks chosen
    page.locator(".jp-step").evaluate("each => { each.scrollIntoView(); scrollBy(0, -16); }")
    _shot(page, f"answer-{locale}")
    context.close()


def _form(browser: Browser, address: str) -> None:
    """The form for brand owners: the signs in two languages, and the preview on a phone."""
    for locale, name in (("en", "form-signs"), ("ko", "form-signs-ko")):
        page = browser.new_page(viewport=DESK, base_url=address, locale=locale)  # type: ignore[arg-type]
        page.set_default_timeout(SECONDS)
        _fill(page, locale)
        page.locator("#go-signs").click()
        page.locator("#drawing:not([hidden])").wait_for()
        page.locator("#f-package").evaluate("each => { each.scrollIntoView(); scrollBy(0, -180); }")
        page.wait_for_timeout(1500)
        _shot(page, name)
        page.close()
    page = browser.new_page(viewport=PHONE, base_url=address, locale="en-GB")  # type: ignore[arg-type]
    page.set_default_timeout(SECONDS)
    _fill(page, "en")
    page.locator("#go-preview").click()
    page.locator('#mend[data-count="0"]').wait_for()
    page.locator("#page-frame[srcdoc]").wait_for()
    page.wait_for_timeout(1500)
    page.locator("#mend").evaluate("each => { each.scrollIntoView(); scrollBy(0, -150); }")
    _shot(page, "form-preview-phone")
    page.close()


def _fill(page: Page, locale: str) -> None:
    """A made-up guide that has nothing to mend."""
    page.goto(f"/form?locale={locale}")
    page.locator("#form[data-ready]").wait_for()
    korean = locale == "ko"
    texts = {
        "#f-names-en": "My Brand serum",
        "#f-names-ko": "마이브랜드 세럼",
        "#f-summary-0-text": "해외에서 가짜 세럼이 팔린다."
        if korean
        else "Copies of the jar are sold in markets abroad.",
        "#f-cues-0-title": "뚜껑의 봉인" if korean else "Seal on the cap",
        "#f-cues-0-parts-genuine-0-text": "봉인은 금색이다." if korean else "The seal on the cap is gold.",
        "#f-cues-0-parts-fake-0-text": "봉인은 노란색이다." if korean else "The seal on the cap is yellow.",
        "#f-sources-0-title": "위조품 공지" if korean else "Notice on fakes",
        "#f-sources-0-publisher": "마이브랜드" if korean else "My Brand",
        "#f-sources-0-url": "https://example.com/notice",
        "#f-ask-0-text": "fakes@example.com",
        "#f-unknown-0-text": "수량." if korean else "How many copies there are.",
    }
    for field, text in texts.items():
        page.locator(field).evaluate(
            "(each, text) => { each.value = text; each.dispatchEvent(new Event('input', {bubbles: true})); }", text
        )
    for field in ("summary-0", "cues-0-parts-genuine-0", "cues-0-parts-fake-0", "ask-0"):
        page.locator(f"#f-{field}-source-1").evaluate("each => each.click()")
    page.locator("#f-cues-0-where").evaluate(
        "each => { each.value = 'closure'; each.dispatchEvent(new Event('input')); }"
    )
    page.locator("#f-package").evaluate("each => { each.value = 'jar'; each.dispatchEvent(new Event('input')); }")


def _shot(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    _save(Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB"), name)


def _save(image: Image.Image, name: str) -> None:
    """Save with few colours; text stays sharp and the file small."""
    path = PICTURES / f"{name}.png"
    image.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(HOME)}: {image.width} × {image.height}, {size // 1000} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES // 1000} kB")


@contextmanager
def _served(build: Path) -> Iterator[str]:
    """The server in a process of its own, on a free port, until the pictures are taken."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Not `jinpum serve`, which would build first.
    imports = "from bot.server import serve; from kb.settings import get_settings"
    start = f"{imports}; serve(get_settings(), '127.0.0.1', {port})"
    environment = {**os.environ, "JINPUM_BUILD": str(build.resolve())}
    process = subprocess.Popen([sys.executable, "-c", start], cwd=HOME, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/healthz")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if b'"ready"' in answer.read():
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.5)
    sys.exit(f"The server did not get ready in {seconds:.0f} seconds: {url}")


if __name__ == "__main__":
    main()
