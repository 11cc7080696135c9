"""Which guides? Evidence from photos and words → guides, surest first, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.check_reference import SURE, SURE_UNCOMPARED
from bot.evidence import GTIN_FORMATS, Barcode, FactKind, Line, Match
from bot.inquiry import Inquiry
from kb.keys import KeyHit, KeyKind, Keys
from kb.search import NOTHING_FOUND, Found, GuideHit, Search, Why
from kb.spelling import letters

_SHORTEST_LABEL = 5
"""Letters (jamo for Hangul) that a name on a label needs: a machine reads short ones into anything."""
_SURE_LABEL = 0.8
"""Score from which a name read on a label names a product by itself; a misread one needs a word or code beside it."""
_SURE_LINE = 0.8
"""The reader's confidence in a line that is searched with."""
_LINES_ASKED = 6
"""How many of the largest lines are searched with: the name and what the product is, not the small print."""
_LONG_COPY = 10
"""Letters from which the name of a copy on a label stands alone; a short one may be a common word (사나이 is "man")."""


@dataclass(frozen=True)
class Identified:
    """The guides found. `on_photos` are the products that the photos name, of which there may be several."""

    hits: tuple[GuideHit, ...]
    is_covered: bool
    coverage: float
    """Probability that one of them covers the inquiry."""
    on_photos: tuple[str, ...] = ()

    @property
    def best(self) -> GuideHit | None:
        """The guide to check against."""
        return self.hits[0] if self.hits and self.is_covered else None


def identify(inquiry: Inquiry, search: Search) -> Identified:
    """Find the guides that an inquiry is about: exact keys first, then search with the words.

    Args:
        inquiry: words, photos, or a guide that the officer chose.
        search: over the guides that the asker may see.
    """
    seen = {hit.guide: hit for hit in on_photos(inquiry, search.keys)}
    text = inquiry.text.strip()
    if not text and not seen and not inquiry.guide:
        found = _by_label_text(inquiry, search)
    else:
        found = search.find(text, inquiry.locale, inquiry.officers) if text else NOTHING_FOUND
    # A code or a name on the pack comes before what a search makes of the words.
    searched = {hit.guide: hit for hit in found.hits}
    hits = [replace(hit, cues=searched[guide].cues) if guide in searched else hit for guide, hit in seen.items()]
    hits += [hit for guide, hit in searched.items() if guide not in seen]
    if inquiry.guide:
        cues = searched[inquiry.guide].cues if inquiry.guide in searched else ()
        chosen = GuideHit(inquiry.guide, 1.0, Why.CHOSEN, cues)
        return Identified((chosen, *(hit for hit in hits if hit.guide != inquiry.guide)), True, 1.0, tuple(seen))
    return Identified(tuple(hits), bool(seen) or found.is_covered, 1.0 if seen else found.coverage, tuple(seen))


def on_photos(inquiry: Inquiry, keys: Keys) -> list[GuideHit]:
    """The products that the photos show by a code, a name on a label or a known picture, the surest first.

    Needs no index.
    """
    seen: dict[str, GuideHit] = {}
    for hit in (*_by_codes(inquiry, keys), *_by_labels(inquiry, keys), *_by_names(inquiry)):
        seen.setdefault(hit.guide, hit)
    # Sister products lie close: a picture of another design names a product only where no code and no name does.
    named = bool(seen)
    for match in sorted(_matches(inquiry), key=lambda match: -match.score):
        if match.compared or (not named and match.score >= SURE_UNCOMPARED):
            seen.setdefault(match.guide, GuideHit(match.guide, match.score, Why.REFERENCE))
    return list(seen.values())


def _by_label_text(inquiry: Inquiry, search: Search) -> Found:
    """Search with what was read, where nothing on the photo names a product: 조미김 with a maker's address is laver.

    Labels of all foods share most of their words, so only goods whose generic name stands on the label count.
    """
    lines = [line for photo in inquiry.photos for line in photo.lines if line.confidence >= _SURE_LINE]
    largest = sorted(lines, key=lambda line: -_letter_height(line))[:_LINES_ASKED]
    text = " ".join(line.text for line in lines if line in largest)
    found = search.find(text, inquiry.locale, inquiry.officers) if text else NOTHING_FOUND
    return found if found.has_keyword and not found.signals.other else NOTHING_FOUND


def _letter_height(line: Line) -> float:
    (x0, y0), _, _, (x3, y3) = line.box
    return float(((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5)


def codes_in(inquiry: Inquiry) -> list[Barcode]:
    """The GTINs that the photos hold."""
    return [code for photo in inquiry.photos for code in photo.barcodes if code.format in GTIN_FORMATS]


def _by_codes(inquiry: Inquiry, keys: Keys) -> list[GuideHit]:
    """Products by the numbers that bars hold, then by those that are printed in digits."""
    printed = (fact.value for photo in inquiry.photos for fact in photo.facts if fact.kind is FactKind.GTIN)
    guides = (keys.gtin(number) for number in (*(code.text for code in codes_in(inquiry)), *printed))
    return [GuideHit(guide, 1.0, Why.BARCODE) for guide in dict.fromkeys(guides) if guide]


def _matches(inquiry: Inquiry) -> list[Match]:
    return [match for photo in inquiry.photos for match in photo.matches if match.score >= SURE]


def _by_labels(inquiry: Inquiry, keys: Keys) -> list[GuideHit]:
    """Products whose name stands on a label, the clearest first."""
    best: dict[str, KeyHit] = {}
    for line in (line for photo in inquiry.photos for line in photo.lines):
        for hit in keys.find(line.text):
            if _names_product(hit) and (hit.guide not in best or hit.score > best[hit.guide].score):
                best[hit.guide] = hit
    ranked = sorted(best.values(), key=lambda hit: (-hit.score, -len(letters(hit.found))))
    return [GuideHit(hit.guide, hit.score, Why.NAME) for hit in ranked]


def _by_names(inquiry: Inquiry) -> list[GuideHit]:
    """Products whose name fits a line that may be too fanciful to be read letter by letter."""
    named = sorted((name for photo in inquiry.photos for name in photo.names), key=lambda name: -name.score)
    return [GuideHit(name.guide, name.score, Why.NAME) for name in named]


def _names_product(hit: KeyHit) -> bool:
    size = len(letters(hit.found))
    if hit.kind is KeyKind.COPY:
        return size >= _LONG_COPY
    return hit.kind is KeyKind.NAME and size >= _SHORTEST_LABEL and hit.score >= _SURE_LABEL
