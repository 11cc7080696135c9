"""A question in any language → the guides that cover it, best first, or none."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.chunks import ChunkPart
from kb.coverage import FLOOR, LEAST, Signals, covered
from kb.fusion import fuse
from kb.keys import KeyHit, KeyKind, Keys
from kb.korea import speaks_of_elsewhere, speaks_of_korea
from kb.locales import SOURCE
from kb.model import Guide
from kb.nearness import Near
from kb.ngrams import Spelt
from kb.ranking import NAMING, Evidence, evidence, score
from kb.vocabulary import Kind

if TYPE_CHECKING:
    from kb.index_reader import Hit, IndexReader  # loads the vector store's libraries, which names need not wait for

_PARTS = (ChunkPart.CUE, ChunkPart.SUMMARY, ChunkPart.GENUINE, ChunkPart.FAKE)
DEPTH = 600
"""Chunks fetched from each leg, in which a cue stands once a language; guides are told apart after that."""
_OWN_NUMBER = 20.0
"""Log odds of the guide whose product has the number that was typed: more than everything else together."""
_EXACT = 1.0
"""Score of a key that is found exactly and belongs to one guide alone."""


class Why(StrEnum):
    """What pointed to a guide."""

    BARCODE = "barcode"
    NAME = "name"
    REFERENCE = "reference"
    SEARCH = "search"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class GuideHit:
    """A guide that may cover the question. `cues` are its cues that fit the question, best first."""

    guide: str
    score: float
    why: Why
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a search found. `hits` holds the nearest guides even where none covers the question."""

    hits: tuple[GuideHit, ...]
    coverage: float
    """Probability that a guide covers the question."""
    signals: Signals
    has_keyword: bool = False
    """Whether a generic word of the best guide was found."""

    @property
    def is_named(self) -> bool:
        """Whether a name is spelt right and no other goods are named beside it; that decides without the floor."""
        return self.signals.name >= _EXACT and not self.signals.other

    @property
    def is_covered(self) -> bool:
        """Whether a guide covers the question."""
        return bool(self.hits) and (self.is_named or self.coverage >= FLOOR)


NOTHING_FOUND = Found((), 0.0, Signals())
"""What a search for nothing finds."""


class Search:
    """Finds guides by exact keys, then by meaning and words."""

    def __init__(self, guides: Mapping[str, Guide], reader: IndexReader) -> None:
        """Take the guides, in any language, and the index over them."""
        self._guides = guides
        self._reader = reader
        self.keys = Keys(guides.values())

    def find(self, text: str, locale: str, officers: bool = False) -> Found:
        """The guides that cover a question.

        Args:
            text: the question in any language.
            locale: BCP 47 tag of the asker; guides are searched in it, in English and in Korean.
            officers: whether texts for officers only are searched too.
        """
        return weigh(text, self.legs(text, locale, officers))

    def legs(self, text: str, locale: str, officers: bool = False) -> Legs:
        """What each leg of the search finds; the arguments are those of `find`."""
        keys = self.keys.find(text)
        dense = self._reader.dense(text, DEPTH, _PARTS, officers)
        # A language without catalogs has no texts of its own; the others may share its words.
        own = dict.fromkeys((locale, SOURCE, "ko")) if locale in self._reader.locales else None
        near = self._reader.near(text)
        lexical = self._reader.lexical(text, DEPTH, own, officers=officers)
        # A training guide is found only where it is named. The index may still hold a guide that is gone from the
        # library, or the other way round, during a switch.
        named = {hit.guide for hit in keys if hit.kind in NAMING}
        guides = {guide.id: guide for guide in self._guides.values() if not guide.training or guide.id in named}
        return Legs(
            guides,
            [hit for hit in keys if not hit.guide or hit.guide in guides],
            [hit for hit in dense if hit.guide in guides],
            [hit for hit in lexical if hit.guide in guides],
            near,
            self._reader.spelt(text),
        )


@dataclass(frozen=True)
class Legs:
    """What each leg of the search found, best first."""

    known: Mapping[str, Guide]
    """The guides that may be found, by id."""
    keys: Sequence[KeyHit]
    """Keys found, those included that point away from every guide."""
    dense: Sequence[Hit]
    """Chunks by meaning."""
    lexical: Sequence[Hit]
    """Chunks by words."""
    near: Near = field(default_factory=Near)
    """Every guide by meaning, in the space that tells guides apart."""
    spelt: Spelt = field(default_factory=Spelt)
    """Every guide by the n-grams of what people ask about it."""

    def evidence(self) -> dict[str, Evidence]:
        """What points to each guide."""
        keys = [hit for hit in self.keys if hit.guide]
        return evidence(self.known, keys, self.dense, self.lexical, self.near, self.spelt)

    def names(self) -> list[str]:
        """Guides by the names found, products before rules: a barcode question about a product is about the product."""
        scores: dict[str, float] = defaultdict(float)
        for hit in self.keys:
            if hit.kind in NAMING and hit.guide:
                scores[hit.guide] += hit.score
        return sorted(scores, key=lambda guide: (self.known[guide].kind is Kind.RULE, -scores[guide]))


def weigh(text: str, legs: Legs) -> Found:
    """Rank the guides and say whether one covers the question.

    Args:
        text: the question.
        legs: what was found for it.
    """
    found = legs.evidence()
    gtins = {hit.guide for hit in legs.keys if hit.kind is KeyKind.GTIN}
    scores = {guide: score(one) + (_OWN_NUMBER if guide in gtins else 0.0) for guide, one in found.items()}
    ranked = sorted(scores, key=lambda guide: -scores[guide])
    total = sum(math.exp(scores[guide] - scores[ranked[0]]) for guide in ranked)
    cues = _cues(legs.dense, legs.lexical)
    named = set(legs.names())
    hits = tuple(
        GuideHit(
            guide,
            math.exp(scores[guide] - scores[ranked[0]]) / total,
            _why(guide, gtins, named),
            tuple(cues[guide]),
        )
        for guide in ranked
    )
    signals = _signals(text, legs, hits[0] if hits else None)
    has_keyword = any(hit.kind is KeyKind.WORD and hit.guide == ranked[0] for hit in legs.keys) if ranked else False
    return Found(hits, covered(signals), signals, has_keyword)


def _cues(dense: Sequence[Hit], lexical: Sequence[Hit]) -> dict[str, list[str]]:
    """Each guide's cues in the fused order of both legs."""
    ranked = [
        (1.0, list(dict.fromkeys((hit.guide, hit.chunk.cue) for hit in leg if hit.chunk.part is ChunkPart.CUE)))
        for leg in (dense, lexical)
    ]
    found: dict[str, list[str]] = defaultdict(list)
    for (guide, cue), _ in fuse(ranked):
        found[guide].append(cue)
    return found


def _why(guide: str, gtins: set[str], named: set[str]) -> Why:
    if guide in gtins:
        return Why.BARCODE
    return Why.NAME if guide in named else Why.SEARCH


def _signals(text: str, legs: Legs, best: GuideHit | None) -> Signals:
    guide = best.guide if best else ""
    shared = legs.spelt.shared.get(guide, 0.0)
    return Signals(
        name=max((hit.score for hit in legs.keys if hit.kind in NAMING), default=0.0),
        other=max((hit.score for hit in legs.keys if hit.kind is KeyKind.OTHER), default=0.0),
        telling=legs.near.whole.get(guide, 0.0) - legs.near.decoy,
        neighbours=legs.near.neighbours,
        lead=math.log(max(best.score if best else 0.0, LEAST)),
        known=legs.near.known,
        shared=shared,
        shared_margin=shared - legs.spelt.shared.get("", 0.0),
        elsewhere=-float(speaks_of_elsewhere(text)),
        korea=float(speaks_of_korea(text)),
    )
