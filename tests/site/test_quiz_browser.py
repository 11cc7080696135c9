"""The quiz as an officer plays it: a round, by keyboard, and with the practice pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from kb.interface import interface
from kb.library import load_library
from quiz import quiz_files
from small_project import Built
from test_browser import CHROMIUM, browser
from tests.axe import violations

__all__ = ["browser"]  # the fixture, for this module

HOME = Path(__file__).resolve().parents[2]
TRAINING = "training-barley-chips"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=served, service_workers="block")
    found = context.new_page()
    errors: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error.stack)))
    yield found
    context.close()
    assert not errors


@pytest.fixture
def cues(built: Built) -> dict[str, Any]:
    """The food category's cues by title and by fake statement."""
    told = json.loads((built.folder / "en" / "quiz" / "food.json").read_text(encoding="utf-8"))["cues"]
    return {cue["title"]: cue for cue in told}


def begin(page: Page, category: str = "food", locale: str = "en") -> int:
    """Begin a round; how many questions it has."""
    page.goto(f"/{locale}/quiz/")
    page.locator(f"[data-category={category}]").click()
    progress = page.locator(".jp-quiz-progress").inner_text()
    return int(progress.split()[-1])


def right_option(page: Page, cues: dict[str, Any]) -> str:
    if page.locator("[data-option=genuine]").count():
        return "fake"
    return str(cues[page.locator(".jp-quiz-sign").inner_text()]["answer"])


def test_a_round_answered_rightly_is_scored_and_remembered(page: Page, cues: dict[str, Any]) -> None:
    total = begin(page)
    nothing = 0
    for number in range(1, total + 1):
        page.get_by_text(f"Question {number} of {total}").wait_for()
        option = right_option(page, cues)
        nothing += option == "nothing"
        page.locator(f"[data-option={option}]").click()
        assert page.locator(".jp-quiz-verdict").inner_text() == "Right"
        page.locator("[data-next]").click()
    assert nothing >= 2, "what proves nothing is in every round"
    assert page.locator(".jp-quiz h2").inner_text() == f"Right: {total} of {total}"
    assert not page.locator(".jp-quiz .jp-links").count()
    page.reload()
    assert page.locator("[data-category=food] [data-score]").inner_text() == f"Right so far: {total} of {total}"
    assert page.locator("[data-category=all] [data-score]").inner_text() == f"Right so far: {total} of {total}"
    assert page.locator("[data-category=consumer] [data-score]").inner_text() == "Not practised yet"


def test_a_wrong_answer_is_explained_by_the_guide_and_listed_at_the_end(page: Page, cues: dict[str, Any]) -> None:
    total = begin(page)
    for _ in range(total):
        right = right_option(page, cues)
        page.locator(f"[data-option]:not([data-option={right}])").first.click()
        assert page.locator(".jp-quiz-verdict").inner_text() == "Not right"
        assert page.locator(f"[data-option={right}]").get_attribute("class") == "jp-quiz-option jp-quiz-option--right"
        link = page.locator(".jp-quiz-feedback a").last
        target = urlsplit(page.evaluate("link => link.href", link.element_handle()))
        assert page.request.get(target.path).ok
        assert target.fragment in {cue["cue"] for cue in cues.values()}
        page.locator("[data-next]").click()
    assert page.locator(".jp-quiz h2").inner_text() == f"Right: 0 of {total}"
    assert page.locator(".jp-quiz .jp-links li").count() == total


def test_the_quiz_never_calls_an_item_genuine(page: Page, built: Built) -> None:
    words = json.loads(page.request.get("/en/quiz/food.json").text())
    begin(page)
    page.locator("[data-option]").first.click()
    shown = page.locator("main").inner_text()
    for cue in words["cues"]:
        for kind in ("title", "genuine", "fake", "note", "name", "word"):
            shown = shown.replace(cue.get(kind, ""), "")
    assert "genuine" not in shown.casefold().replace("\ngenuine\n", "\n")


def test_one_question_by_keyboard_alone(page: Page, cues: dict[str, Any]) -> None:
    page.goto("/en/quiz/")
    page.locator("[data-category=food]").focus()
    page.keyboard.press("Enter")
    page.locator(".jp-quiz h2").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2", "a screen reader says the question"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.option")
    page.keyboard.press("Enter")
    assert "jp-quiz-verdict" in page.evaluate("document.activeElement.className")
    while not page.evaluate("'next' in document.activeElement.dataset"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Question 2 of").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_question_and_answer_are_accessible(page: Page, colours: Any) -> None:
    page.emulate_media(color_scheme=colours)
    begin(page)
    assert violations(page) == []
    page.locator("[data-option]").first.click()
    assert violations(page) == []
    small = page.evaluate(
        """[...document.querySelectorAll(".jp-quiz button, .jp-quiz-categories button")]
            .filter(item => item.offsetParent && item.getBoundingClientRect().height < 43.5).length"""
    )
    assert not small
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture
def pictures(page: Page) -> list[dict[str, Any]]:
    """The practice pictures as the questions of the category, for the small project has none."""
    guide = load_library(HOME / "guides")[TRAINING]
    found = json.loads(quiz_files([guide], interface("en"))["quiz/training.json"])["pictures"]

    def picture(route: Route) -> None:
        name = urlsplit(route.request.url).path.rsplit("/", 1)[-1]
        route.fulfill(path=HOME / "guides" / "training" / TRAINING / name)

    page.route("**/quiz/food.json", lambda route: route.fulfill(json={"cues": [], "pictures": found}))
    page.route(f"**/guides/{TRAINING}/*.jpg", picture)
    return list(found)


def test_the_fake_is_found_and_its_place_is_tapped(page: Page, pictures: list[dict[str, Any]]) -> None:
    total = begin(page)
    assert total == len(pictures)
    for _ in range(total):
        shown = page.locator("[data-option=copy] img").get_attribute("src") or ""
        question = next(item for item in pictures if shown.endswith(item["copy"]))
        page.locator("[data-option=copy]").click()
        place = next(iter(question["wrong"]))
        left, top, right, bottom = question["areas"][place]
        stage = page.locator(".jp-quiz-stage img")
        stage.evaluate("image => image.decode()")
        box = stage.bounding_box()
        assert box
        # Tapped on the picture itself, in the middle of what is wrong.
        x, y = box["width"] * (left + right) / 2, box["height"] * (top + bottom) / 2
        stage.click(position={"x": x, "y": y}, force=True)
        assert page.locator(".jp-quiz-verdict").inner_text() == "Right"
        assert page.locator(".jp-quiz-feedback .jp-fake").count() == len(set(question["wrong"].values()))
        page.locator("[data-next]").click()
    assert page.locator(".jp-quiz h2").inner_text() == f"Right: {total} of {total}"


def test_a_wrong_picture_or_place_is_not_right_and_the_place_is_shown(
    page: Page, pictures: list[dict[str, Any]]
) -> None:
    begin(page)
    page.locator("[data-option=genuine]").click()
    page.locator(".jp-quiz-place").first.wait_for()
    assert all(page.locator(".jp-quiz-place").evaluate_all("places => places.map(place => place.ariaLabel)"))
    page.locator(".jp-quiz-place").nth(3).focus()
    page.keyboard.press("Enter")
    assert page.locator(".jp-quiz-verdict").inner_text() == "Not right"
    assert page.locator(".jp-quiz-place.jp-quiz-option--right").count() >= 1


def test_a_picture_can_be_skipped_and_counts_for_nothing(page: Page, pictures: list[dict[str, Any]]) -> None:
    total = begin(page)
    for _ in range(total):
        page.get_by_role("button", name="Skip this question").click()
    assert page.locator(".jp-quiz h2").inner_text() == "Right: 0 of 0"
    assert page.evaluate("localStorage.getItem('jinpum-quiz')") is None


def test_questions_that_cannot_be_loaded_say_so(page: Page) -> None:
    page.route("**/quiz/food.json", lambda route: route.abort())
    page.goto("/en/quiz/")
    page.locator("[data-category=food]").click()
    page.get_by_text("could not be loaded").wait_for()
    page.unroute("**/quiz/food.json")
    page.locator("[data-category=food]").click()
    page.get_by_text("Question 1 of").wait_for()


def test_a_korean_round_is_in_korean(page: Page) -> None:
    page.goto("/ko/quiz/")
    page.locator("[data-category=food]").click()
    page.locator(".jp-quiz h2").wait_for()
    assert any("가" <= letter <= "힣" for letter in page.locator(".jp-quiz-name").inner_text())
