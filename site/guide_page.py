"""What the page of one guide shows, as values for its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cards import card, chat_link, other_name, shelf_name, shelf_of
from citations import Citations
from content import guide_share
from dates import full_date, partial_date
from drawings import draw
from glance import quick_check
from kb.guide_version import guide_version
from kb.interface import Interface
from kb.locales import native_name, territory_name
from kb.model import Cue, Guide
from kb.vocabulary import Kind, Part
from search_keys import search_words
from world import world_map

LAND = "../../assets/world.svg"
"""The map's file as a guide's page sees it."""


@dataclass
class Place:
    """A country where fakes were seen."""

    name: str
    """Empty where a source names a date alone."""
    dates: list[str] = field(default_factory=list)
    signs: list[tuple[int, str]] = field(default_factory=list)
    """The number and anchor of each sign that was seen there."""


def guide_values(
    guide: Guide, guides: Sequence[Guide], words: Interface, changes: Sequence[str] = ()
) -> dict[str, Any]:
    """The values of a guide's page.

    Args:
        guide: a public guide in the page's language.
        guides: all of them, for links between products and general checks.
        words: the interface in that language.
        changes: what changed in the guide, newest first, as Markup or plain text; may be empty.
    """
    locale = words.locale
    telling = [cue for cue in guide.cues if not cue.proves_nothing]
    signs = [(number, cue, _seen(cue, locale)) for number, cue in enumerate(telling, start=1)]
    is_product = guide.kind is Kind.PRODUCT
    linked = guide.rules if is_product else [other.id for other in guides if guide.id in other.rules]
    shelf = shelf_of(guide)
    places = _places(guide, {cue.id: number for number, cue, _ in signs}, locale)
    version = guide_version(guide)
    return {
        "guide": guide,
        "cite": Citations(guide, words),
        "is_product": is_product,
        "description": guide.summary[0].plain if guide.summary else guide.title.plain,
        "search_words": " ".join(search_words(guide)),
        "shelf": shelf,
        "shelf_name": shelf_name(shelf, words),
        "other_name": other_name(guide),
        "practice": training_pictures(guide),
        "first": quick_check([(number, cue) for number, cue, _ in signs]),
        "signs": signs,
        "nothing": [(cue, _seen(cue, locale)) for cue in guide.cues if cue.proves_nothing],
        # Why it proves nothing comes before what it looks like.
        "parts": [Part.NOTE, Part.GENUINE, Part.FAKE, Part.CHECK],
        "drawing": draw(guide.package, [(number, cue) for number, cue, _ in signs], words) if is_product else None,
        "linked": [card(other, "../") for other in guides if other.id in linked],
        "owner_name": _owner(guide, locale),
        "reviewed": full_date(guide.reviewed, locale),
        "review_by": full_date(guide.review_by, locale),
        "written_in": native_name(guide.lang),
        "translation": _translation(guide, words),
        "original": "" if guide.lang == locale else f"../../../{guide.lang}/guides/{guide.id}/",
        "source_date": lambda date: partial_date(date, locale),
        "chat": chat_link(locale, guide),
        "places": list(places.values()),
        "map": world_map(places, LAND),
        "version": version,
        "paper": f"{guide.id} · {version}",
        "changes": changes,
    }


def training_pictures(guide: Guide) -> list[Path]:
    """The pictures beside a guide for practice, those of the genuine item first; none of other guides."""
    genuine = {file for cue in guide.cues for file in cue.reference}
    found = sorted(guide.path.parent.glob("*.jpg")) if guide.training else []
    return sorted(found, key=lambda path: path.name not in genuine)


def _seen(cue: Cue, locale: str) -> list[str]:
    """Where and when: each country once, with its dates."""
    dates: dict[str, list[str]] = {}
    for sighting in cue.seen:
        place = territory_name(sighting.country, locale) if sighting.country else ""
        dates.setdefault(place, []).extend([partial_date(sighting.date, locale)] if sighting.date else [])
    return [", ".join(part for part in (place, *when) if part) for place, when in dates.items()]


def _places(guide: Guide, numbers: Mapping[str, int], locale: str) -> dict[str, Place]:
    """The countries of all signs, those with the most signs first; the empty code for a date alone."""
    places: dict[str, Place] = {}
    for cue in guide.cues:
        for sighting in cue.seen:
            code = sighting.country or ""
            place = places.setdefault(code, Place(territory_name(code, locale) if code else ""))
            if sighting.date and sighting.date not in place.dates:
                place.dates.append(sighting.date)
            sign = (numbers.get(cue.id, 0), cue.id)
            if sign[0] and sign not in place.signs:
                place.signs.append(sign)
    for place in places.values():
        place.dates = [partial_date(date, locale) for date in sorted(place.dates, reverse=True)]
    return dict(sorted(places.items(), key=lambda item: -len(item[1].signs)))


def _owner(guide: Guide, locale: str) -> str:
    if guide.owner is None:
        return ""
    names = guide.owner.names
    if locale == "ko":
        return names.ko
    return names.en if names.en == names.ko else f"{names.en} ({names.ko})"


def _translation(guide: Guide, words: Interface) -> str:
    if guide.reviewed_by is None:
        return words.text("site.translation-original")
    if not guide_share(guide).is_reviewed:
        return words.text("site.translation-unreviewed")
    return words.text("site.translation-reviewed", name=guide.reviewed_by)
