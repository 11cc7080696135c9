"""What changed in the guides, as Atom feeds (RFC 4287), as a page, and as a list on each guide.

The feeds are a Jinja template: they are twenty lines of XML without namespaces of others, and the one package for
feeds that is well kept brings lxml with it.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cards import shelf_name, shelf_of
from dates import full_date, partial_date
from kb.changes import Event, EventKind, events_of
from kb.interface import Interface
from kb.locales import territory_name
from kb.model import Guide
from kb.settings import Settings

FOLDER = "feeds"
ALL = "all"
MOST_ENTRIES = 50
"""Of a feed: a reader that comes by once a month misses nothing, and the file stays small."""
LATEST = 12
_OURS = uuid.UUID("6f1c7f8e-2a43-5d0b-9c55-0d4c1c7a64b1")
"""The namespace of the ids (RFC 9562, version 5). Changing it makes every reader see every entry as new."""


@dataclass(frozen=True)
class Told:
    """One change in words, and the anchor of the cue that it is about; empty if it is about none."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Entry:
    """What changed in one guide on one day."""

    guide: Guide
    date: datetime.date
    events: Sequence[Event]
    told: Sequence[Told]

    @property
    def updated(self) -> str:
        """The day as Atom writes it (RFC 3339)."""
        return f"{self.date.isoformat()}T00:00:00Z"

    @property
    def summary(self) -> str:
        """What changed in one line; of a new guide also what it is about."""
        about = [self.guide.summary[0].plain] if self._is_new and self.guide.summary else []
        return "; ".join(told.text for told in self.told) + "".join(f": {text}" for text in about)

    @property
    def _is_new(self) -> bool:
        return any(event.kind is EventKind.GUIDE_ADDED for event in self.events)


@dataclass(frozen=True)
class Feed:
    """One feed: its file, its name in a list, its title in a reader and its entries, newest first."""

    file: str
    name: str
    title: str
    entries: Sequence[Entry]


def history(guide: Guide, words: Interface) -> list[Entry]:
    """What changed in a guide, newest first."""
    events = events_of(guide)
    return [
        Entry(guide, date, tuple(group), [tell(event, guide, words) for event in group])
        for date, group in ((date, list(items)) for date, items in groupby(events, key=lambda event: event.date))
    ]


def change_lines(guide: Guide, words: Interface) -> list[Markup]:
    """What changed in a guide as lines for its page, newest first, each sign a link."""
    return [
        Markup("<b>{}</b> {}").format(
            full_date(entry.date, words.locale),
            Markup("; ").join(
                Markup('<a href="#{}">{}</a>').format(told.anchor, told.text) if told.anchor else told.text
                for told in entry.told
            ),
        )
        for entry in history(guide, words)
    ]


def tell(event: Event, guide: Guide, words: Interface) -> Told:
    """An event in the words of the interface and the guide.

    Args:
        event: one that may be told (`kb.changes.events_of`).
        guide: in the reader's language.
        words: the interface in that language.
    """
    cue = guide.cue(event.cue) if event.cue else None
    values: dict[str, str] = {}
    if cue:
        values["cue"] = cue.title.plain
    if event.kind is EventKind.STRENGTH_CHANGED and event.was and event.now:
        values |= {"was": words.word("strength", event.was), "now": words.word("strength", event.now)}
    if event.kind is EventKind.SEEN_ADDED:
        country = territory_name(event.country, words.locale) if event.country else ""
        when = partial_date(event.seen_on, words.locale) if event.seen_on else ""
        values["place"] = ", ".join(part for part in (country, when) if part)
    if event.source and (source := guide.source(event.source)):
        values["source"] = source.title
    return Told(words.text(f"feed.event-{event.kind}", **values), cue.id if cue else "")


def feeds(guides: Sequence[Guide], words: Interface) -> dict[str, list[Feed]]:
    """Every feed of a language by its group: `all`, `category`, `country`."""
    entries = [entry for guide in guides if not guide.training for entry in history(guide, words)]
    entries.sort(key=lambda entry: (entry.date, entry.guide.id), reverse=True)

    def feed(file: str, name: str, fits: Callable[[Entry], bool]) -> Feed:
        title = words.text("feed.feed-title", name=name)
        return Feed(file, name, title, [entry for entry in entries if fits(entry)][:MOST_ENTRIES])

    shelves = dict.fromkeys(shelf_of(guide) for guide in guides if not guide.training)
    places: dict[str, str] = {
        sighting.country: territory_name(sighting.country, words.locale)
        for guide in guides
        if not guide.training
        for cue in guide.cues
        for sighting in cue.seen
        if sighting.country
    }
    by_country = [
        feed(f"country-{code}", place, _seen_in(code))
        for code, place in sorted(places.items(), key=lambda item: item[1])
    ]
    return {
        ALL: [feed(ALL, words.text("feed.all"), lambda entry: True)],
        "category": [feed(f"category-{shelf}", shelf_name(shelf, words), _on(shelf)) for shelf in sorted(shelves)],
        "country": by_country,
    }


def feed_values(guides: Sequence[Guide], words: Interface) -> dict[str, Any]:
    """The values of the page that lists the feeds."""
    found = feeds(guides, words)
    latest: dict[str, list[Entry]] = defaultdict(list)
    for entry in found[ALL][0].entries[:LATEST]:
        latest[full_date(entry.date, words.locale)].append(entry)
    return {"feeds": found, "latest": latest, "folder": FOLDER}


def feed_files(guides: Sequence[Guide], words: Interface, settings: Settings) -> dict[str, str]:
    """The feeds of a language: path under its folder → XML.

    Addresses are whole where the site's own is known (`JINPUM_PUBLIC_URL`). Elsewhere they begin at the host, which is
    valid (RFC 4287, section 2: IRI references) and leads right in every reader that keeps where it fetched a feed.
    """
    environment = Environment(
        loader=FileSystemLoader(settings.site_source / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    template = environment.get_template("feed.xml.j2")
    root = settings.public_url.rstrip("/")
    newest = max((guide.reviewed for guide in guides), default=datetime.date(2026, 1, 1))
    return {
        f"{FOLDER}/{feed.file}.xml": template.render(
            words=words,
            feed=feed,
            root=root,
            base=f"{root}/{words.locale}",
            folder=FOLDER,
            updated=feed.entries[0].updated if feed.entries else f"{newest.isoformat()}T00:00:00Z",
            urn=lambda *parts: uuid.uuid5(_OURS, "/".join((words.locale, *parts))).urn,
        )
        for group in feeds(guides, words).values()
        for feed in group
    }


def _on(shelf: str) -> Callable[[Entry], bool]:
    return lambda entry: shelf_of(entry.guide) == shelf


def _seen_in(code: str) -> Callable[[Entry], bool]:
    """Whether an entry is about a guide as a whole, or a cue, that was seen in a country."""

    def fits(entry: Entry) -> bool:
        seen = {cue.id for cue in entry.guide.cues if any(sighting.country == code for sighting in cue.seen)}
        return any(event.cue in seen or (event.cue is None and bool(seen)) for event in entry.events)

    return fits
