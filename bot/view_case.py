"""A case → HTML: its items as a row of buttons, what they share, and the cases kept before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.access.person import Person
from bot.chat_records import Kept
from bot.check_case import MAX_NAME, MAX_NOTES, MAX_PLACE, CheckCase
from bot.render import render
from bot.session import Session
from bot.view import banner, tone_of
from kb.interface import Interface, interface


@dataclass(frozen=True)
class ItemTab:
    """One item in the row."""

    title: str
    """`Item 1: medicube serum`."""
    name: str
    """The officer's name for it, or its guide's title; empty while neither is known."""
    given: str
    """The officer's name for it."""
    verdict: str
    """The conclusion so far, in words; empty while there is none."""
    tone: str


def item_tabs(case: CheckCase) -> list[ItemTab]:
    """The items of a case, in their order."""
    words = interface(case.locale)
    return [_tab(item, number, words) for number, item in enumerate(case.items, start=1)]


def items_html(case: CheckCase) -> str:
    """The row of items."""
    words = interface(case.locale)
    removed = _tab(case.removed[1], case.removed[0] + 1, words).title if case.removed else ""
    is_shown = len(case.items) > 1 or not case.item.is_empty
    return render("items.html", words, tabs=item_tabs(case), current=case.current, removed=removed, is_shown=is_shown)


def case_html(case: CheckCase, *, can_keep: bool, download: tuple[str, str] = ("", "")) -> str:
    """What the items share and what can be done with the case.

    Args:
        case: the case.
        can_keep: whether there is a place to keep cases.
        download: a key and an address that the browser downloads, once for each key.
    """
    return render(
        "case.html",
        interface(case.locale),
        case=case,
        reference=case.reference,
        tabs=item_tabs(case),
        can_keep=can_keep,
        is_shown=not case.is_empty,
        download_key=download[0],
        download=download[1],
        max_place=MAX_PLACE,
        max_notes=MAX_NOTES,
        max_name=MAX_NAME,
    )


def cases_html(case: CheckCase, kept: Sequence[Kept], person: Person, *, can_keep: bool) -> str:
    """The cases kept before, as a list."""
    words = interface(case.locale)
    rows = [
        {
            "reference": one.reference,
            "title": one.title,
            "day": one.made.date().isoformat(),
            "place": one.place,
            "count": one.items,
        }
        for one in kept
    ]
    return render(
        "cases.html",
        words,
        kept=rows,
        reference=case.reference,
        is_safe=case.is_saved or case.is_empty,
        signed_in=person.signed_in,
        can_keep=can_keep,
    )


def _tab(item: Session, number: int, words: Interface) -> ItemTab:
    answer = item.answer
    name = item.name or (answer.guides[0].title if answer and answer.guides else "")
    title = (
        words.text("check.item-named", number=number, name=name) if name else words.text("check.item", number=number)
    )
    shown = answer if item.is_checking else None
    verdict = banner(shown, words).title if shown else ""
    return ItemTab(title, name, item.name, verdict, tone_of(shown.verdict) if shown else "")
