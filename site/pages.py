"""Localised guides → the Markdown pages of one language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.numbers import format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cards import SHELVES, chat_link, lang_attribute, pack, shelf_name
from citations import literal
from content import Share, guide_share
from facets import By, Facet, facets
from feeds import change_lines, feed_values
from guide_page import guide_values, training_pictures
from kb.interface import Interface
from kb.locales import native_name, to_gettext
from kb.model import Guide
from kb.vocabulary import Shows, Strength
from offline import MANIFEST, app_manifest
from quiz import quiz_values
from rule_words import barcode_rule
from search_keys import keys

LEVELS = {Strength.NONE: 0, Strength.WEAK: 1, Strength.MODERATE: 2, Strength.STRONG: 3, Strength.DECISIVE: 4}
# Heading of the about page → its paragraphs, by their keys.
_ABOUT = (
    ("what", ("what", "who")),
    ("sources", ("sources", "drawings", "brands")),
    ("legal", ("legal",)),
    ("privacy", ("privacy",)),
    ("licence", ("licence",)),
)
# What the scripts of the start page say.
_SITE_TEXTS = (
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
_START_TEXTS = (
    "photo-reading",
    "photo-on",
    "photo-not-handed",
    "scan-opening",
    "scan-hint",
    "scan-camera-number",
    "scan-qr-host",
    "scan-qr-text",
    "scan-no-gtin",
    "scan-no-reader",
    "camera-insecure",
    "camera-refused",
    "camera-busy",
    "camera-none",
)
_PLACEHOLDERS = ("count", "name", "gtin", "item", "number")


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
    _facets: Sequence[Facet] = field(init=False)

    def __post_init__(self) -> None:
        """Open the templates."""
        self._env = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._facets = facets(self.guides, self.words)
        self._env.filters["literal"] = literal
        self._env.globals["levels"] = {strength.value: level for strength, level in LEVELS.items()}

    def all(self) -> dict[str, str]:
        """Every page: its path under the docs folder → its Markdown."""
        pages = {
            "index.md": self.home(),
            "how-to-read.md": self.how_to_read(),
            "translation.md": self.state(),
            "about.md": self._render("about.md.j2", groups=_ABOUT),
            "offline.md": self._render("offline.md.j2"),
            "quiz.md": self._render("quiz.md.j2", **quiz_values(self.guides, self.words)),
            "feeds.md": self._render("feeds.md.j2", **feed_values(self.guides, self.words)),
            MANIFEST: app_manifest(self.words),
            "search-keys.json": json.dumps(keys(self.guides), ensure_ascii=False, separators=(",", ":")),
        }
        pages |= {f"{facet.path}index.md": self.browse(facet) for facet in self._facets}
        return pages | {f"guides/{guide.id}.md": self.guide(guide) for guide in self.guides}

    def pictures(self) -> dict[str, Path]:
        """The pictures of guides for practice: path under the docs folder → file."""
        return {
            f"guides/{guide.id}/{path.name}": path
            for guide in self.guides
            if guide.training
            for path in training_pictures(guide)
        }

    def guide(self, guide: Guide) -> str:
        """The page of one guide."""
        changes = change_lines(guide, self.words)
        return self._render("guide.md.j2", **guide_values(guide, self.guides, self.words, changes))

    def home(self) -> str:
        """The start page: one box for a name, a number or a photo, the guides viewed last, and ways to browse."""
        texts = {key: self._with_placeholders(f"site.{key}") for key in _SITE_TEXTS}
        texts |= {key: self._with_placeholders(f"start.{key}") for key in _START_TEXTS}
        texts |= {f"shelf-{shelf}": shelf_name(shelf, self.words) for shelf in SHELVES}
        return self._render(
            "home.md.j2",
            shelves=[value for facet in self._facets if facet.by is By.CATEGORY for value in facet.values],
            facets=[facet for facet in self._facets if facet.by is not By.CATEGORY],
            texts=texts,
            rule=barcode_rule(self.guides, self.words.locale),
            recent={guide.id: [guide.title.plain, pack(guide)] for guide in self.guides},
            chat=chat_link(self.words.locale),
        )

    def browse(self, facet: Facet) -> str:
        """A page to browse by one thing, with links to the others."""
        key = f"start.by-{facet.by}-lead"
        lead = self.words.text(key) if self.words.has(key) else ""
        return self._render("browse.md.j2", facet=facet, facets=self._facets, lead=lead)

    def how_to_read(self) -> str:
        """The page that explains strengths and kinds of trouble."""
        points = {strength.value: f"{strength.points:g}".replace("0.5", "½") for strength in Strength}
        return self._render("strength.md.j2", strengths=list(Strength), points=points, kinds=list(Shows))

    def state(self) -> str:
        """The page that says how far each language and guide is translated."""
        return self._render(
            "state.md.j2",
            rows=[self._guide_row(guide) for guide in self.guides],
            languages=[self._language_row(tag, shares) for tag, shares in self.languages.items()],
            percent=self._percent,
        )

    def _render(self, template: str, **values: Any) -> str:
        return self._env.get_template(template).render(words=self.words, **values)

    def _guide_row(self, guide: Guide) -> dict[str, object]:
        share = guide_share(guide)
        key = "original" if share.reviewed_by is None else "yes" if share.is_reviewed else "no"
        return {
            "id": guide.id,
            "name": guide.title.plain,
            "lang": lang_attribute(guide.title, self.words.locale),
            "share": share.share,
            "reviewed": self.words.text(f"site.state-{key}"),
        }

    def _language_row(self, tag: str, shares: Sequence[Share]) -> dict[str, object]:
        reviewed, total = sum(share.is_reviewed for share in shares), len(shares)
        if all(share.reviewed_by is None for share in shares):
            state = self.words.text("site.state-original")
        elif 0 < reviewed < total:
            state = self.words.text("site.state-some", reviewed=reviewed, total=total)
        else:
            state = self.words.text("site.state-yes" if reviewed else "site.state-no")
        mean = sum(share.share for share in shares) / total
        return {"locale": tag, "name": native_name(tag), "share": mean, "reviewed": state}

    def _percent(self, share: float) -> str:
        # Rounded down, so that 100% means that nothing is missing.
        return format_percent(int(share * 100) / 100, locale=to_gettext(self.words.locale))

    def _with_placeholders(self, key: str) -> str:
        # The script puts the values in, so each placeholder stays as it is.
        return self.words.text(key, **{name: f"{{{name}}}" for name in _PLACEHOLDERS})
