"""A case of several items: adding, choosing, naming, removing with the way back, and addresses that begin a check."""

from __future__ import annotations

import pytest

from bot.check_case import MAX_ITEMS, MAX_NAME, CheckCase
from bot.session import Session
from kb.settings import Settings
from tests.bot.doubles import GUIDE, OneGuideAssistant


def case(*texts: str) -> CheckCase:
    return CheckCase(items=[Session(text=text) for text in texts])


def test_there_is_always_an_item_and_an_empty_one_is_not_doubled() -> None:
    made = CheckCase()
    assert made.is_empty
    assert made.add_item()
    assert len(made.items) == 1
    made.item.text = "serum"
    assert made.add_item()
    assert (len(made.items), made.current) == (2, 1)
    made.choose(0)
    made.choose(7)
    assert made.item.text == "serum"


def test_a_case_is_full_at_some_point() -> None:
    made = case(*(str(number) for number in range(MAX_ITEMS)))
    assert not made.add_item()
    assert len(made.items) == MAX_ITEMS


@pytest.mark.parametrize(("removed", "shown"), [(0, "b"), (1, "b"), (2, "b")])
def test_a_removed_item_can_be_put_back_where_it_was(removed: int, shown: str) -> None:
    made = case("a", "b", "c")
    made.choose(1)
    texts = [item.text for item in made.items]
    made.remove_item(removed)
    assert len(made.items) == 2
    if removed != 1:
        assert made.item.text == shown
    made.put_back()
    assert [item.text for item in made.items] == texts
    assert made.item.text == texts[removed]
    made.put_back()
    assert len(made.items) == 3


def test_the_last_item_leaves_an_empty_one_which_gives_way_when_it_comes_back() -> None:
    made = case("a")
    made.remove_item(0)
    assert made.is_empty
    made.put_back()
    assert [item.text for item in made.items] == ["a"]
    made.remove_item(5)
    assert len(made.items) == 1


def test_names_and_what_is_shared_have_limits() -> None:
    made = case("a")
    made.rename(0, "  red \n pouch " + "x" * 200)
    assert made.item.name.startswith("red pouch x")
    assert len(made.item.name) == MAX_NAME
    made.describe("  Hanoi\tport ", "2026-11-28", " as found \n")
    assert (made.place, made.date, made.notes) == ("Hanoi port", "2026-11-28", "as found")
    made.describe("", "yesterday", "")
    assert made.date == "2026-11-28"
    made.describe("", "", "")
    assert made.date == ""


def test_another_language_holds_for_all_items_each_answered_when_it_is_shown(settings: Settings) -> None:
    assistant = OneGuideAssistant(settings)
    made = case("Medicube", "Medicube")
    for item in made.items:
        item.check(assistant, item.text)
    made.say_in(assistant, "vi")
    answers = [item.answer for item in made.items]
    assert [answer.locale for answer in answers if answer] == ["vi", "en"]
    made.choose(1)
    made.refresh(assistant)
    assert made.item.answer
    assert made.item.answer.locale == "vi"


def test_an_address_begins_an_item_once() -> None:
    made = case("a")
    made.begin_with(GUIDE)
    assert (made.current, made.item.guide, made.item.is_checking) == (1, GUIDE, True)
    made.choose(0)
    made.begin_with(GUIDE)
    assert (made.current, len(made.items)) == (1, 2)
    made.begin_with_text("8801234567893")
    made.begin_with_text("8801234567893")
    assert [item.text for item in made.items] == ["a", "", "8801234567893"]
