"""Statements as Markdown for one page: sources get numbers, and every citation gets a place to come back to."""

from __future__ import annotations

import re
from collections import defaultdict

from markupsafe import Markup, escape

from cards import lang_attribute
from kb import markdown
from kb.interface import Interface
from kb.model import Guide, Text

_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")
_RAW_HTML = re.compile(r"<(?!https?://)")
# What Python-Markdown would take for markup in a text that is none.
_SPECIAL = re.compile(r"([\\`*_{}\[\]#])")


def literal(text: str) -> Markup:
    """A text that is not Markdown, safe inside a line that is."""
    return Markup(_SPECIAL.sub(r"\\\1", str(escape(text))))


class Citations:
    """The citations of one page, in the order in which they are written."""

    def __init__(self, guide: Guide, words: Interface) -> None:
        """Number the guide's sources in their order."""
        self._numbers = {source.key: number for number, source in enumerate(guide.sources, start=1)}
        self._words = words
        self._locale = guide.locale
        self.untranslated = False
        """Whether a text in another language has been written."""
        self.places: dict[str, list[str]] = defaultdict(list)
        """Source key → the anchors of its citations."""

    def statement(self, text: Text) -> Markup:
        """A statement as inline Markdown with its citations, marked if it is not in the page's language."""
        return self.mark(text) + Markup(_MARK.sub(self._citation, _safe(text.text)))

    def uncited(self, text: Text) -> Markup:
        """A statement as inline Markdown without its citations, for a place that links to where they are."""
        return Markup(_safe(markdown.without_marks(text.text)))

    def mark(self, text: Text) -> Markup:
        """The small mark before a text that is not in the page's language; empty if it is."""
        if text.lang == self._locale:
            return Markup("")
        self.untranslated = True
        return Markup('<span class="jp-untranslated" lang="{}">{}</span> ').format(
            self._locale, self._words.text("site.untranslated")
        )

    def lang(self, text: Text) -> Markup:
        """The `lang` attribute of a text that is not in the page's language; empty if it is."""
        return lang_attribute(text, self._locale)

    def cite(self, key: str) -> Markup:
        """A citation by itself, for a row of a table."""
        place = f"cite-{key}-{len(self.places[key]) + 1}"
        self.places[key].append(place)
        number = self._numbers[key]
        return Markup(
            '<sup class="jp-cite" data-pagefind-ignore>'
            '<a id="{place}" href="#src-{key}" aria-label="{label}">{number}</a></sup>'
        ).format(place=place, key=key, label=self._words.text("site.source-mark", number=number), number=number)

    def _citation(self, match: re.Match[str]) -> str:
        return self.cite(match.group(1)) if match.group(1) in self._numbers else ""


def _safe(text: str) -> str:
    # A guide's or translator's text is Markdown, never HTML.
    return _RAW_HTML.sub("&lt;", text)
