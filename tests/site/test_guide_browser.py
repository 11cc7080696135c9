"""A guide's page in a browser: first screen, contrast and names, text size, folded sources, and the print."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.guide_version import guide_version
from kb.library import Library, load_library
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from small_project import Built, build, copy_project
from static_server import serving
from test_browser import CHROMIUM, browser
from tests.axe import violations

__all__ = ["browser"]  # the fixture, for this module

GUIDES = ("medicube-age-r", "buldak-ramen", "rule-gs1-880-barcode")
LOCALES = ("en", "ko", "th", "hi")
LONGEST = ("en", "de", "ru", "th", "ko")
PAGES = (*(f"guides/{name}/" for name in GUIDES), "", "how-to-read/", "translation/", "about/")
PHONE, DESKTOP = (360, 740), (1280, 800)
LOOKS = (("light", PHONE), ("dark", PHONE), ("light", DESKTOP), ("dark", DESKTOP))
FEW_LOOKS = (("light", PHONE), ("dark", DESKTOP))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


def longest_title(library: Library, locale: str) -> Guide:
    """The guide with a ten-second check whose title is the longest in a language."""
    shown = (localise(guide, locale, Settings().translations) for guide in library.values() if not guide.thin)
    return max(shown, key=lambda guide: len(guide.title.plain))


@pytest.fixture(scope="module")
def longest(library: Library) -> dict[str, str]:
    """Language → id of the guide with the longest title."""
    return {locale: longest_title(library, locale).id for locale in LONGEST}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, library: Library, longest: dict[str, str]) -> Built:
    """A site of a few guides in every language that these tests read."""
    names = sorted({*GUIDES, *longest.values()})
    folders = [f"{library[name].path.parent.parent.name}/{name}" for name in names]
    locales = sorted({*LOCALES, *LONGEST})
    settings = copy_project(tmp_path_factory.mktemp("many"), folders, locales)
    return Built(settings, build(settings))


@pytest.fixture(scope="module")
def address(many: Built) -> Iterator[str]:
    with serving(many.folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=address, service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale", LONGEST)
def test_the_ten_second_check_is_on_a_phones_first_screen(page: Page, locale: str, longest: dict[str, str]) -> None:
    for name in dict.fromkeys((longest[locale], "medicube-age-r")):
        page.goto(f"/{locale}/guides/{name}/")
        # The bar of ways in lies over the foot of the screen.
        bar = page.locator(".jp-bar").bounding_box()
        assert bar
        signs = page.locator(".jp-first li")
        first, title = signs.first.bounding_box(), page.locator("h1").bounding_box()
        assert title and title["y"] >= 56
        assert first and first["y"] + first["height"] <= bar["y"]
        if signs.count() > 1:
            second = signs.nth(1).bounding_box()
            assert second and second["y"] + 24 <= bar["y"]
        # The way to check the item is in the bar, and it knows the guide.
        link = page.locator(".jp-bar a").last
        assert f"guide={name}" in (link.get_attribute("href") or "")
        assert bar["y"] + bar["height"] <= PHONE[1]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", PAGES)
def test_no_barrier_that_a_machine_can_find(page: Page, locale: str, path: str) -> None:
    page.goto(f"/{locale}/{path}")
    found: list[str] = []
    looks: Sequence[tuple[str, tuple[int, int]]] = LOOKS if locale == "en" else FEW_LOOKS
    for scheme, (width, height) in looks:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{scheme} {width}: {barrier}" for barrier in violations(page)]
    assert not found


def test_genuine_and_fake_stand_beside_each_other_where_there_is_room(page: Page) -> None:
    page.goto("/en/guides/medicube-age-r/")
    places = ".jp-cue .jp-compare > div"
    genuine, fake = (page.locator(places).nth(index).bounding_box() for index in (0, 1))
    assert genuine and fake and fake["y"] >= genuine["y"] + genuine["height"]
    page.set_viewport_size({"width": 620, "height": 740})
    genuine, fake = (page.locator(places).nth(index).bounding_box() for index in (0, 1))
    assert genuine and fake and fake["y"] == genuine["y"] and fake["x"] > genuine["x"]


def test_numbers_lead_to_the_drawing_and_back(page: Page) -> None:
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto("/en/guides/medicube-age-r/")
    page.locator(".jp-cue a.jp-n").nth(2).click()
    page.wait_for_url("**#spot-3")
    page.locator("#spot-3").click()
    page.wait_for_url("**#seller-address")
    # The drawing is still there beside the sign.
    drawing = page.locator(".jp-drawing").bounding_box()
    assert drawing and drawing["y"] >= 0 and drawing["y"] + drawing["height"] <= DESKTOP[1]


def test_a_footnote_opens_the_sources(page: Page) -> None:
    page.goto("/en/guides/medicube-age-r/")
    source = page.locator("#src-hmj")
    assert not source.is_visible()
    page.locator('.jp-cue .jp-cite a[href="#src-hmj"]').first.click()
    source.wait_for(state="visible")
    page.goto("/en/guides/medicube-age-r/#src-bp")
    page.locator("#src-bp").wait_for(state="visible")


def test_the_text_size_grows_stays_and_goes_back(page: Page) -> None:
    def size() -> float:
        return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.jp-lead p')).fontSize)"))

    page.goto("/en/guides/medicube-age-r/")
    normal = size()
    page.locator("[data-size-menu] summary").click()
    for _ in range(6):  # two more than there are steps
        page.locator("[data-step='1']").click(force=True)
    assert size() == pytest.approx(normal * 1.75)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.goto("/en/about/")
    assert page.locator("html").get_attribute("data-text-size") == "4"
    page.locator("[data-size-menu] summary").press("Enter")
    page.locator("[data-step='0']").press("Enter")
    assert page.locator("html").get_attribute("data-text-size") is None
    page.locator("[data-step='-1']").click()
    page.goto("/en/guides/medicube-age-r/")
    assert size() == pytest.approx(normal * 0.9)


def printed(page: Page, target: Path) -> str:
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    done = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", ["medicube-age-r", "buldak-ramen"])
def test_a_print_fits_an_evidence_file(page: Page, many: Built, address: str, name: str, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"/en/guides/{name}/")
    # Chromium tells no page of a print that a program asked for.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    text = printed(page, tmp_path / "guide.pdf")
    flat = re.sub(r"\s+", " ", text)
    guide = load_library(many.settings.guides)[name]
    assert guide.title.plain in flat
    assert guide_version(guide) in flat
    assert f"{address}/en/guides/{name}/" in flat
    assert re.search(r"Printed.*\b20\d\d\b", flat)
    squeezed = re.sub(r"\s+", "", text)
    for cue in guide.cues:
        assert re.sub(r"\s+", "", cue.title.plain) in squeezed
    for source in guide.sources:
        assert re.sub(r"\s+", "", source.title[:24]) in squeezed
        assert re.sub(r"\s+", "", source.url[:30]) in squeezed
    sheets = text.rstrip("\f").split("\f")
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number} / {len(sheets)}" in sheet
        assert f"{name} · {guide_version(guide)}" in sheet
    assert "Search" not in sheets[0] and "Check an item" not in flat


def test_nothing_reaches_over_the_edge_of_the_sheet(page: Page) -> None:
    # A4 without its margins of 15 mm, in CSS pixels.
    page.set_viewport_size({"width": round(180 / 25.4 * 96), "height": 900})
    page.emulate_media(media="print")
    page.goto("/en/guides/buldak-ramen/")
    over = page.evaluate(
        """() => [...document.querySelectorAll(".jp-page *")]
            .filter(item => item.getClientRects().length && !item.closest(".jp-visually-hidden, svg, .jp-brief dt"))
            .filter(item => item.getBoundingClientRect().right > innerWidth + 1)
            .map(item => item.outerHTML.slice(0, 90))"""
    )
    assert not over
    pairs = page.locator(".jp-cue .jp-compare > div")
    genuine, fake = pairs.nth(0).bounding_box(), pairs.nth(1).bounding_box()
    assert genuine and fake and genuine["y"] == fake["y"]
