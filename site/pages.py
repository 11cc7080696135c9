"""Localised guides → the Markdown pages of one language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_percent
from citations import Citations, literal
from content import Share, guide_share
from dates import full_date, partial_date
from drawings import draw, icon
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from search_keys import entry, search_words

from kb.interface import Interface
from kb.locales import native_name, territory_name, to_gettext
from kb.model import Cue, Guide, Statement, Text
from kb.vocabulary import Category, Kind, Part, Shows, Strength

LEVELS = {Strength.NONE: 0, Strength.WEAK: 1, Strength.MODERATE: 2, Strength.STRONG: 3, Strength.DECISIVE: 4}
FIRST_SIGNS = 3
"""How many signs stand on a guide's first screen."""
RULES_SHELF = "rules"
_ABOUT = (
    ("what", ("what", "who")),
    ("sources", ("sources", "drawings", "brands")),
    ("legal", ("legal",)),
    ("privacy", ("privacy",)),
    ("licence", ("licence",)),
)


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


@dataclass(frozen=True)
class Shelf:
    """A heading of the start page with its guides."""

    id: str
    name: str
    icon: Markup
    cards: Sequence[Card]
    lead: str = ""


@dataclass
class Pages:
    """Writes the pages of one language.

    Args:
        guides: public guides in this language.
        words: the interface in this language.
        templates: the folder of templates.
        languages: every language's tag with the shares of its guides and its interface.
    """

    guides: Sequence[Guide]
    words: Interface
    templates: Path
    languages: Mapping[str, Sequence[Share]]
    _env: Environment = field(init=False)

    def __post_init__(self) -> None:
        """Open the templates."""
        self._env = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._env.filters["literal"] = literal
        self._env.globals["levels"] = {strength.value: level for strength, level in LEVELS.items()}

    @property
    def locale(self) -> str:
        """The tag of the language."""
        return self.words.locale

    def all(self) -> dict[str, str]:
        """Every page: its path under the docs folder → its Markdown."""
        pages = {
            "index.md": self.home(),
            "how-to-read.md": self.how_to_read(),
            "translation.md": self.state(),
            "about.md": self._render("about.md.j2", groups=_ABOUT),
            "search-keys.json": json.dumps([entry(guide) for guide in self.guides], ensure_ascii=False, indent=0),
        }
        return pages | {f"guides/{guide.id}.md": self.guide(guide) for guide in self.guides}

    def guide(self, guide: Guide) -> str:
        """The page of one guide."""
        cite = Citations(guide, self.words)
        telling = [cue for cue in guide.cues if not cue.proves_nothing]
        signs = [(number, cue, self._seen(cue)) for number, cue in enumerate(telling, start=1)]
        is_product = guide.kind is Kind.PRODUCT
        shelf = guide.category.value if is_product else RULES_SHELF
        users = [other.id for other in self.guides if guide.id in other.rules]
        return self._render(
            "guide.md.j2",
            guide=guide,
            cite=cite,
            is_product=is_product,
            description=guide.summary[0].plain if guide.summary else guide.title.plain,
            search_words=" ".join(search_words(guide)),
            shelf=shelf,
            shelf_name=self._shelf_name(shelf),
            other_name=_other_name(guide),
            first=_first(signs),
            signs=signs,
            nothing=[(cue, self._seen(cue)) for cue in guide.cues if cue.proves_nothing],
            parts=[Part.NOTE, Part.GENUINE, Part.FAKE, Part.CHECK],
            drawing=draw(guide.package, [(n, cue) for n, cue, _ in signs], self.words) if is_product else None,
            linked=[self._card(other, "../") for other in self._named(guide.rules if is_product else users)],
            owner_name=self._owner(guide),
            reviewed=full_date(guide.reviewed, self.locale),
            review_by=full_date(guide.review_by, self.locale),
            written_in=native_name(guide.lang),
            translation=self._translation(guide),
            original="" if guide.lang == self.locale else f"../../../{guide.lang}/guides/{guide.id}/",
            source_date=lambda date: partial_date(date, self.locale),
            chat=self._chat(guide),
        )

    def home(self) -> str:
        """The start page: search, and every guide by category."""
        shelves = []
        for shelf in [*(category.value for category in Category), RULES_SHELF]:
            guides = [guide for guide in self.guides if _shelf(guide) == shelf]
            cards = sorted((self._card(guide, "guides/") for guide in guides), key=lambda card: card.title.casefold())
            lead = self.words.text("site.rules-lead") if shelf == RULES_SHELF else ""
            if cards:
                shelves.append(Shelf(shelf, self._shelf_name(shelf), icon(shelf), cards, lead))
        texts = {
            key: self._template_text(f"site.{key}")
            for key in (
                "search-products-count",
                "search-none",
                "search-by-alias",
                "search-by-keyword",
                "search-by-fake",
                "search-by-gtin",
                "search-failed",
                "search-text-failed",
                "gtin-known",
                "gtin-unknown",
                "gtin-wrong",
            )
        }
        return self._render("home.md.j2", shelves=shelves, search_texts=texts, chat=self._chat())

    def how_to_read(self) -> str:
        """The page that explains strengths and kinds of trouble."""
        points = {strength.value: f"{strength.points:g}" for strength in Strength}
        points["weak"] = "½"
        return self._render("strength.md.j2", strengths=list(Strength), points=points, kinds=list(Shows))

    def state(self) -> str:
        """The page that says how far each language and guide is translated."""
        rows = [
            {"id": guide.id, "name": guide.title.plain, "lang": self._lang(guide.title)} | self._state(guide)
            for guide in self.guides
        ]
        languages = []
        for tag, shares in self.languages.items():
            reviewed = sum(share.is_reviewed for share in shares)
            share = sum(share.share for share in shares) / len(shares)
            languages.append(
                {
                    "locale": tag,
                    "name": native_name(tag),
                    "share": share,
                    "reviewed": self.words.text("site.state-yes")
                    if reviewed == len(shares)
                    else self.words.text("site.state-some", reviewed=reviewed, total=len(shares))
                    if reviewed
                    else self.words.text("site.state-no"),
                }
            )
        return self._render("state.md.j2", rows=rows, languages=languages, percent=self._percent)

    def _render(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(words=self.words, **values)

    def _state(self, guide: Guide) -> dict[str, Any]:
        share = guide_share(guide)
        key = "original" if share.reviewed_by is None else "yes" if share.is_reviewed else "no"
        return {"share": share.share, "reviewed": self.words.text(f"site.state-{key}")}

    def _percent(self, share: float) -> str:
        # Rounded down, so that 100% means that nothing is missing.
        return format_percent(int(share * 100) / 100, locale=to_gettext(self.locale))

    def _translation(self, guide: Guide) -> str:
        if guide.reviewed_by is None:
            return self.words.text("site.translation-original")
        if not guide_share(guide).is_reviewed:
            return self.words.text("site.translation-unreviewed")
        return self.words.text("site.translation-reviewed", name=guide.reviewed_by)

    def _shelf_name(self, shelf: str) -> str:
        return self.words.text("site.rules-heading") if shelf == RULES_SHELF else self.words.word("category", shelf)

    def _card(self, guide: Guide, folder: str) -> Card:
        other = _other_name(guide)
        return Card(
            guide.id,
            f"{folder}{guide.id}/",
            guide.title.plain,
            self._lang(guide.title),
            other.text if other else "",
            other.lang if other else "",
            guide.thin,
        )

    def _lang(self, text: Text) -> Markup:
        return Markup("") if text.lang == self.locale else Markup(' lang="{}"').format(text.lang)

    def _named(self, ids: Sequence[str]) -> list[Guide]:
        by_id = {guide.id: guide for guide in self.guides}
        return [by_id[guide_id] for guide_id in ids if guide_id in by_id]

    def _owner(self, guide: Guide) -> str:
        if guide.owner is None:
            return ""
        names = guide.owner.names
        if self.locale == "ko":
            return names.ko
        return names.en if names.en == names.ko else f"{names.en} ({names.ko})"

    def _seen(self, cue: Cue) -> list[str]:
        seen = []
        for sighting in cue.seen:
            words = [territory_name(sighting.country, self.locale)] if sighting.country else []
            words += [partial_date(sighting.date, self.locale)] if sighting.date else []
            seen.append(", ".join(words))
        return seen

    def _chat(self, guide: Guide | None = None) -> str:
        return "/chat?" + urlencode(({"guide": guide.id} if guide else {}) | {"locale": self.locale})

    def _template_text(self, key: str) -> str:
        # The script puts the values in, so each placeholder stays as it is.
        names = ("count", "name", "gtin", "item")
        return self.words.text(key, **{name: f"{{{name}}}" for name in names})


def _shelf(guide: Guide) -> str:
    return guide.category.value if guide.kind is Kind.PRODUCT else RULES_SHELF


def _other_name(guide: Guide) -> Text | None:
    """The Korean name beside the page's own; the English one on a Korean page."""
    name = Text(text=guide.names.en, lang="en") if guide.locale == "ko" else Text(text=guide.names.ko, lang="ko")
    return None if name.text == guide.title.plain else name


def _first(signs: Sequence[tuple[int, Cue, list[str]]]) -> list[tuple[int, Cue, Statement]]:
    """The strongest signs that say what a fake looks like, strongest first, each with its number and statement."""
    told = [(number, cue, cue.part(Part.FAKE)[0]) for number, cue, _ in signs if cue.part(Part.FAKE)]
    return sorted(told, key=lambda item: -item[1].fake.points)[:FIRST_SIGNS]
