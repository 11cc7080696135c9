"""A guide as other pages point to it, and the shelves that guides stand on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from kb.interface import Interface
from kb.model import Guide, Text
from kb.vocabulary import Category, Kind

RULES_SHELF = "rules"
TRAINING_SHELF = "training"
SHELVES = (*(category.value for category in Category), RULES_SHELF, TRAINING_SHELF)


@dataclass(frozen=True)
class Card:
    """A guide in a list."""

    id: str
    href: str
    title: str
    lang: Markup
    other: str = ""
    other_lang: str = ""
    thin: bool = False
    package: str = "label"
    """Which small drawing of `assets/packs.svg` stands beside it."""


def shelf_of(guide: Guide) -> str:
    """The shelf that a guide stands on: its category, the one of general checks, or the one for practice."""
    if guide.training:
        return TRAINING_SHELF
    return guide.category.value if guide.kind is Kind.PRODUCT else RULES_SHELF


def shelf_name(shelf: str, words: Interface) -> str:
    """The name of a shelf."""
    if shelf in (RULES_SHELF, TRAINING_SHELF):
        return words.text(f"site.{shelf}-heading")
    return words.word("category", shelf)


def card(guide: Guide, folder: str) -> Card:
    """A guide in a list of a page from which `folder` leads to the guides."""
    other = other_name(guide)
    return Card(
        id=guide.id,
        href=f"{folder}{guide.id}/",
        title=guide.title.plain,
        lang=lang_attribute(guide.title, guide.locale),
        other=other.text if other else "",
        other_lang=other.lang if other else "",
        thin=guide.thin,
        package=pack(guide),
    )


def pack(guide: Guide) -> str:
    """The small drawing that stands for a guide: its pack, or the sign of general checks."""
    return guide.package.value if guide.kind is Kind.PRODUCT else RULES_SHELF


def other_name(guide: Guide) -> Text | None:
    """The Korean name beside the page's own; the English one on a Korean page."""
    name = Text(text=guide.names.en, lang="en") if guide.locale == "ko" else Text(text=guide.names.ko, lang="ko")
    return None if name.text == guide.title.plain else name


def lang_attribute(text: Text, locale: str) -> Markup:
    """The `lang` attribute of a text that is not in the page's language; empty if it is."""
    return Markup("") if text.lang == locale else Markup(' lang="{}"').format(text.lang)


def chat_link(locale: str, guide: Guide | None = None) -> str:
    """The address of the assistant, which is told the language and the guide."""
    return "/chat/?" + urlencode(({"guide": guide.id} if guide else {}) | {"locale": locale})
