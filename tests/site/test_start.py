"""The start page in a browser: the box, its list by keys alone, the guides viewed last, photos, and how to browse."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from collation import sort_key
from content import guides_in
from fake_camera import bars, photo
from kb.library import Library
from kb.locales import catalog_locales, territory_name
from kb.settings import get_settings
from search_keys import keys
from small_project import HOME
from test_browser import ARGS, CHROMIUM
from tests.axe import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]

PHONE = {"width": 360, "height": 740}
SLOWER = 4
"""How much slower than this machine a phone's processor is taken to be, as Lighthouse does."""
MOST_MS = 100


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A phone's page that complains of errors."""
    context = browser.new_context(viewport=PHONE, base_url=served, service_workers="block")  # type: ignore[arg-type]
    found = context.new_page()
    trouble: list[str] = []
    found.on("pageerror", lambda error: trouble.append(str(error)))
    yield found
    context.close()
    assert not trouble


def options(page: Page) -> list[str]:
    page.locator("[data-by-name] [role=option]").first.wait_for()
    return [item.get_attribute("href") or "" for item in page.locator("[data-by-name] [role=option]").all()]


def jpeg(kind: str, digits: str) -> FilePayload:
    out = io.BytesIO()
    photo(bars(kind, digits)).save(out, "JPEG", quality=90)
    return {"name": "pack.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_box_buttons_last_guides_and_browsing_stand_on_a_phone_s_first_screen(page: Page) -> None:
    for guide in ("cj-dasida", "medicube-age-r"):
        page.goto(f"/en/guides/{guide}/")
    page.goto("/en/")
    bar = page.locator(".jp-bar").bounding_box()
    assert bar is not None
    below = 0.0
    for part in ("#search", "[data-scan-open]", ".jp-recent li", ".jp-shelves li"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert below <= box["y"]
        assert box["y"] + box["height"] <= bar["y"], part
        below = box["y"]


def test_arrow_keys_move_through_the_list_and_enter_opens(page: Page) -> None:
    page.goto("/en/")
    box = page.locator("#search")
    box.focus()
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.type("dasida")
    assert options(page)[0] == "guides/cj-dasida/"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/guides/cj-dasida/")


def test_enter_opens_the_guide_of_an_exact_name_and_escape_clears(page: Page) -> None:
    page.goto("/en/")
    page.locator("#search").focus()
    page.keyboard.type("dasi")
    options(page)
    page.keyboard.press("Escape")
    assert page.locator("#search").input_value() == ""
    assert page.locator("[data-listbox]").is_hidden()
    page.keyboard.type("쇠고기 다시다")
    options(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/guides/cj-dasida/")


def test_a_result_shows_its_drawing_its_category_why_it_matched_and_where(page: Page) -> None:
    page.goto("/en/")
    page.fill("#search", "дашид")
    options(page)
    first = page.locator("[data-by-name] [role=option]").first
    assert first.locator("use").get_attribute("href") == "assets/packs.svg#pouch"
    assert first.locator(".jp-result-why").inner_text() == "Food · Also known as ДАШИДА"
    assert first.locator("mark").inner_text() == "ДАШИД"


@pytest.mark.parametrize(
    ("typed", "guide"),
    [
        ("메딬", "medicube-age-r"),  # on the way from 메디 to 메디큐
        ("쇠곡", "cj-dasida"),  # on the way to 쇠고기
        ("ㅁㄷㅋㅂ", "medicube-age-r"),  # first letters
        ("美迪庫布", "medicube-age-r"),  # the guide has it in simplified characters
        ("MÉDICUBE", "medicube-age-r"),
        ("medikyub", "medicube-age-r"),  # by ear
        ("８８０１００７６８６８７５", "cj-dasida"),
        ("٨٨٠١٠٠٧٦٨٦٨٧٥", "cj-dasida"),
    ],
)
def test_half_typed_and_otherwise_spelt_names_are_found(page: Page, typed: str, guide: str) -> None:
    page.goto("/en/")
    page.fill("#search", typed)
    assert f"guides/{guide}/" in options(page)


_ASK = """async (text) => {
  const box = document.querySelector("#search");
  const group = document.querySelector("[data-by-name] > div");
  const changed = new Promise((done) => new MutationObserver((_, watch) => { watch.disconnect(); done(); })
    .observe(group, { childList: true }));
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await changed;
  group.getBoundingClientRect();
}"""


def test_a_key_is_answered_at_once_on_a_slow_phone(page: Page, library: Library) -> None:
    every = json.dumps(keys(guides_in(library, "en", get_settings().translations)))
    page.route("**/search-keys.json", lambda route: route.fulfill(body=every, content_type="application/json"))
    page.goto("/en/")
    page.fill("#search", "qqqqzzzz")
    page.get_by_text("says nothing about your item").wait_for()
    debugger = page.context.new_cdp_session(page)
    # The time that the page's own thread computes: other work on this machine does not count.
    debugger.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = debugger.send("Performance.getMetrics")["metrics"]
        return float(next(item["value"] for item in metrics if item["name"] == "TaskDuration"))

    def once(text: str) -> float:
        before = busy()
        page.evaluate(_ASK, text)
        return (busy() - before) * 1000

    typed = ("d", "da", "das", "dasi", "메", "메디", "medicubee", "red ginseng")
    times = {text: SLOWER * min(once(text) for _ in range(5)) for text in typed}
    assert max(times.values()) <= MOST_MS, times


def test_a_number_that_no_guide_has_is_explained_by_the_general_check(page: Page) -> None:
    page.goto("/en/")
    page.fill("#search", "8801234567893")
    notice = page.locator("[data-notice]")
    notice.get_by_text("The number starts with 880").wait_for()
    link = notice.get_by_role("link")
    assert link.get_attribute("href") == "guides/rule-gs1-880-barcode/"
    page.fill("#search", "8801234567890")
    notice.get_by_text("The last digit is wrong").wait_for()
    page.fill("#search", "dasida")
    notice.wait_for(state="hidden")


def test_the_last_guides_stay_in_this_browser_and_can_be_cleared(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    for guide in ("cj-dasida", "medicube-age-r", "cj-dasida"):
        page.goto(f"/en/guides/{guide}/")
    page.goto("/ko/")
    shown = page.locator(".jp-recent li a")
    assert [item.get_attribute("href") for item in shown.all()] == ["guides/cj-dasida/", "guides/medicube-age-r/"]
    assert "다시다" in shown.first.inner_text()
    page.locator("[data-recent-clear]").click()
    assert page.locator(".jp-recent").is_hidden()
    page.reload()
    assert page.locator(".jp-recent").is_hidden()
    assert set(asked) == {"GET"}


def test_a_photo_with_a_known_number_offers_its_guide_at_once(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/en/")
    page.set_input_files("[data-photo]", jpeg("ean13", "8801007686875"))
    panel = page.locator("[data-photo-panel]")
    hit = panel.locator("a.jp-hit")
    hit.wait_for()
    assert hit.get_attribute("href") == "guides/cj-dasida/"
    assert "proves nothing" in panel.inner_text()
    on = panel.locator("[data-photo-on]")
    assert "/chat/?locale=en&guide=cj-dasida" in (on.get_attribute("href") or "")
    assert set(sent) == {"GET"}


def test_another_photo_is_handed_to_the_assistant(page: Page) -> None:
    taken = "<script>var jinpum = {take: (files) => window.got = files}</script>"
    taken += "<script src='/chat-page/handed.js'></script>"
    page.route("**/chat/**", lambda route: route.fulfill(content_type="text/html", body=taken))
    page.route("**/chat-page/handed.js", lambda route: route.fulfill(path=HOME / "bot" / "page" / "handed.js"))
    page.goto("/en/")
    picture = jpeg("ean13", "8801234567893")
    page.set_input_files("[data-photo]", picture)
    page.wait_for_url("**/chat/?locale=en")
    page.wait_for_function("window.got")
    assert page.evaluate("window.got.map((file) => [file.name, file.size])") == [["pack.jpg", len(picture["buffer"])]]
    page.reload()
    page.wait_for_load_state()
    assert page.evaluate("sessionStorage.getItem('jinpum-handed-photo')") is None


def test_every_page_leads_to_search_scan_browse_and_check(page: Page) -> None:
    page.goto("/ko/guides/cj-dasida/")
    links = page.locator(".jp-bar a")
    assert links.count() == 4
    links.nth(2).click()
    page.wait_for_url("**/ko/browse/")
    assert page.locator(".jp-bar [aria-current=page]").count() == 1
    page.locator(".jp-bar a").first.click()
    page.wait_for_url("**/ko/#search")
    page.wait_for_function("document.activeElement.id === 'search'")


def test_browsing_needs_no_script(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/en/")
    page.locator(".jp-rest .jp-ways a").filter(has_text="Kind of trouble").click()
    page.wait_for_url("**/en/browse/trouble/")
    page.locator(".jp-jump a").filter(has_text="Look-alike").click()
    page.locator("#lookalike ~ ul .jp-card a[href$='cj-dasida/']").click()
    page.wait_for_url("**/en/guides/cj-dasida/")
    context.close()


def test_countries_stand_in_the_order_that_a_browser_gives_them(page: Page, library: Library) -> None:
    sightings = [sighting for guide in library.values() for cue in guide.cues for sighting in cue.seen]
    codes = {sighting.country for sighting in sightings if sighting.country}
    page.goto("/en/")
    for locale in catalog_locales(HOME / "translations"):
        names = sorted((territory_name(code, locale) for code in codes), key=lambda name: sort_key(name, locale))
        sort = "([names, locale]) => names.sort(new Intl.Collator(locale).compare)"
        assert page.evaluate(sort, [names, locale]) == names


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_break_no_rule_of_accessibility(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/en/guides/cj-dasida/")
    for path in ("/en/browse/", "/en/browse/country/", "/ko/browse/brand/", "/en/"):
        page.goto(path)
        assert not violations(page), path
    page.fill("#search", "dasida")
    options(page)
    page.locator("[data-by-text] [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert not violations(page)
