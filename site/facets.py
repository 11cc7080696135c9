"""Ways to browse: guides by category, brand owner, country where fakes were seen, kind of trouble, mark or label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from cards import RULES_SHELF, SHELVES, TRAINING_SHELF, Card, card, shelf_name, shelf_of
from collation import sort_key
from drawings import icon
from kb.interface import Interface
from kb.locales import territory_name
from kb.model import Guide
from kb.vocabulary import Kind, Shows

MANY_MAKERS = "many-makers"
_NO_MARK = ("k-brand-general",)
"""General guides that are about no mark or label on the pack."""
_NOT_WORD = re.compile(r"[^a-z0-9]+")


class By(StrEnum):
    """The ways to browse, in their order."""

    CATEGORY = "category"
    BRAND = "brand"
    COUNTRY = "country"
    TROUBLE = "trouble"
    MARK = "mark"


@dataclass(frozen=True)
class Value:
    """One heading of a page to browse: what it is called and the guides under it."""

    id: str
    name: str
    cards: Sequence[Card]
    icon: Markup | str = ""
    lead: str = ""
    guide: Card | None = None
    """The guide on the mark itself."""


@dataclass(frozen=True)
class Facet:
    """One way to browse with its headings, in the reader's order."""

    by: By
    values: Sequence[Value]

    @property
    def path(self) -> str:
        """The page under the language's folder; categories come first and have the plain address."""
        return "browse/" if self.by is By.CATEGORY else f"browse/{self.by}/"

    @property
    def root(self) -> str:
        """The way from the page to the language's folder."""
        return "../" * self.path.count("/")


def facets(guides: Sequence[Guide], words: Interface) -> list[Facet]:
    """Every way to browse that has guides.

    Args:
        guides: as the edition shows them, in the page's language.
        words: the interface in that language.
    """
    makers = {
        By.CATEGORY: _categories,
        By.BRAND: _brands,
        By.COUNTRY: _countries,
        By.TROUBLE: _troubles,
        By.MARK: _marks,
    }
    found = [Facet(by, make(guides, words)) for by, make in makers.items()]
    return [facet for facet in found if facet.values]


def _cards(guides: Iterable[Guide], by: By, locale: str) -> list[Card]:
    folder = f"{Facet(by, ()).root}guides/"
    return sorted((card(guide, folder) for guide in guides), key=lambda item: sort_key(item.title, locale))


def _products(guides: Iterable[Guide]) -> list[Guide]:
    return [guide for guide in guides if guide.kind is Kind.PRODUCT and not guide.training]


def _categories(guides: Sequence[Guide], words: Interface) -> list[Value]:
    values = []
    for shelf in SHELVES:
        cards = _cards((guide for guide in guides if shelf_of(guide) == shelf), By.CATEGORY, words.locale)
        lead = words.text(f"site.{shelf}-lead") if shelf in (RULES_SHELF, TRAINING_SHELF) else ""
        values.append(Value(shelf, shelf_name(shelf, words), cards, icon(shelf), lead))
    return [value for value in values if value.cards]


def _brands(guides: Sequence[Guide], words: Interface) -> list[Value]:
    owned: dict[str, list[Guide]] = {}
    names: dict[str, str] = {}
    for guide in _products(guides):
        if guide.owner is None:
            continue
        owner = guide.owner.names
        key = _NOT_WORD.sub("-", owner.en.casefold()).strip("-")
        names[key] = owner.ko if words.locale == "ko" else owner.en
        owned.setdefault(key, []).append(guide)
    values = [Value(key, names[key], _cards(of, By.BRAND, words.locale)) for key, of in owned.items()]
    # Owners' names stand in Latin letters wherever the page is not Korean.
    values.sort(key=lambda value: sort_key(value.name, "ko" if words.locale == "ko" else "en"))
    others = _cards((guide for guide in _products(guides) if guide.owner is None), By.BRAND, words.locale)
    return values + ([Value(MANY_MAKERS, words.text("start.many-makers"), others)] if others else [])


def _countries(guides: Sequence[Guide], words: Interface) -> list[Value]:
    seen: dict[str, list[Guide]] = {}
    for guide in (guide for guide in guides if not guide.training):
        for country in dict.fromkeys(sighting.country for cue in guide.cues for sighting in cue.seen):
            if country:
                seen.setdefault(country, []).append(guide)
    values = [
        Value(code.lower(), territory_name(code, words.locale), _cards(of, By.COUNTRY, words.locale))
        for code, of in seen.items()
    ]
    return sorted(values, key=lambda value: sort_key(value.name, words.locale))


def _troubles(guides: Sequence[Guide], words: Interface) -> list[Value]:
    values = []
    for shows in Shows:
        of = [guide for guide in _products(guides) if any(_tells(guide, shows))]
        lead = words.text(f"site.read-{shows}")
        values.append(Value(shows, words.word("shows", shows), _cards(of, By.TROUBLE, words.locale), lead=lead))
    return [value for value in values if value.cards]


def _tells(guide: Guide, shows: Shows) -> Iterable[bool]:
    return (cue.shows is shows and not cue.proves_nothing for cue in guide.cues)


def _marks(guides: Sequence[Guide], words: Interface) -> list[Value]:
    values = []
    for rule in (guide for guide in guides if guide.kind is Kind.RULE and guide.id not in _NO_MARK):
        users = (guide for guide in _products(guides) if rule.id in guide.rules)
        own = card(rule, f"{Facet(By.MARK, ()).root}guides/")
        values.append(Value(rule.id, own.title, _cards(users, By.MARK, words.locale), guide=own))
    return sorted(values, key=lambda value: sort_key(value.name, words.locale))
