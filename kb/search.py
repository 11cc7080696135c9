"""A question in any language → the guides that cover it, best first, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.chunks import ChunkPart
from kb.coverage import FLOOR, Signals, covered
from kb.fusion import fuse
from kb.keys import KeyHit, KeyKind, Keys
from kb.locales import SOURCE
from kb.model import Guide
from kb.tokens import cut
from kb.vocabulary import Kind

if TYPE_CHECKING:
    from kb.index_reader import Hit, IndexReader  # loads the vector store's libraries, which names need not wait for

_PARTS = (ChunkPart.CUE, ChunkPart.SUMMARY, ChunkPart.GENUINE, ChunkPart.FAKE, ChunkPart.DECOY)
DEPTH = 160
"""Chunks fetched from each leg; guides are told apart after that, so it must be far more than the guides shown."""
_NAME, _DENSE, _LEXICAL, _WORD = 4.0, 1.0, 1.0, 0.5
"""Weights of the legs. A name that is recognised comes before any search; a generic word only helps."""
_MOST_WORDS = 0.6
"""As much as three generic words of one guide; more of them say no more."""
_EXACT = 1.0
"""Score of a key that is found exactly and belongs to one guide alone."""
_SMOOTHING = 3
"""Words added to a question's length, so that a single matching word is no full match."""
_NAMING = (KeyKind.GTIN, KeyKind.NAME, KeyKind.COPY, KeyKind.OWNER, KeyKind.SOUND)


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

    @property
    def is_covered(self) -> bool:
        """Whether a guide covers the question: a name that is spelt right decides, unless other goods are named too."""
        named = self.signals.name >= _EXACT and not self.signals.other
        return bool(self.hits) and (named or self.coverage >= FLOOR)


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
        found = self.keys.find(text)
        keys = [hit for hit in found if hit.guide in self._guides]
        dense = self._reader.dense(text, DEPTH, _PARTS, officers)
        lexical = self._reader.lexical(text, DEPTH, dict.fromkeys((locale, SOURCE, "ko")), officers=officers)
        # The index may still hold a guide that is gone from the library, or the other way round, during a switch.
        known = self._searched(keys)
        dense = [hit for hit in dense if not hit.guide or hit.guide in known]
        lexical = [hit for hit in lexical if hit.guide in known]
        named = self._names(keys)
        legs = (
            (_NAME, named),
            (_DENSE, _guides_of(dense)),
            (_LEXICAL, _guides_of(lexical)),
            (_WORD, _words(keys)),
        )
        cues = _cues(dense, lexical)
        gtins = {hit.guide for hit in keys if hit.kind is KeyKind.GTIN}
        hits = tuple(
            GuideHit(guide, score, _why(guide, gtins, named), tuple(cues[guide])) for guide, score in fuse(legs)
        )
        signals = _signals(text, found, dense, lexical)
        return Found(hits, covered(signals), signals)

    def _searched(self, keys: Sequence[KeyHit]) -> set[str]:
        """The guides that may be found by meaning and words: a training guide only where it is named."""
        named = {hit.guide for hit in keys if hit.kind in _NAMING}
        return {guide.id for guide in self._guides.values() if not guide.training or guide.id in named}

    def _names(self, keys: Sequence[KeyHit]) -> list[str]:
        """Guides by the names found, products before rules: a barcode question about a product is about the product."""
        scores: dict[str, float] = defaultdict(float)
        for hit in keys:
            if hit.kind in _NAMING:
                scores[hit.guide] += hit.score
        return sorted(scores, key=lambda guide: (self._guides[guide].kind is Kind.RULE, -scores[guide]))


def _guides_of(hits: Iterable[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.guide for hit in hits if hit.guide))


def _words(keys: Iterable[KeyHit]) -> list[str]:
    scores = _word_scores(keys)
    return sorted(scores, key=lambda guide: -scores[guide])


def _word_scores(keys: Iterable[KeyHit]) -> dict[str, float]:
    """Each guide's generic words added up: `rong biển` and `ăn liền` say more than one of them."""
    scores: dict[str, float] = defaultdict(float)
    for hit in keys:
        if hit.kind is KeyKind.WORD:
            scores[hit.guide] = min(_MOST_WORDS, scores[hit.guide] + hit.score)
    return scores


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


def _why(guide: str, gtins: set[str], named: Sequence[str]) -> Why:
    if guide in gtins:
        return Why.BARCODE
    return Why.NAME if guide in named else Why.SEARCH


def _signals(text: str, keys: Sequence[KeyHit], dense: Sequence[Hit], lexical: Sequence[Hit]) -> Signals:
    nearest = max((hit.score for hit in dense if hit.guide), default=0.0)
    decoy = max((hit.score for hit in dense if not hit.guide), default=0.0)
    words = max((hit.score for hit in lexical), default=0.0)
    best: dict[str, float] = {}
    for hit in dense:
        if hit.guide:
            best[hit.guide] = max(best.get(hit.guide, 0.0), hit.score)
    ranked = sorted(best.values(), reverse=True)
    dense_guides, lexical_guides = _guides_of(dense), _guides_of(lexical)
    return Signals(
        name=max((hit.score for hit in keys if hit.kind in _NAMING), default=0.0),
        margin=nearest - decoy if decoy else 0.0,
        words=words,
        keyword=max(_word_scores(keys).values(), default=0.0),
        nearness=nearest,
        other=max((hit.score for hit in keys if hit.kind is KeyKind.OTHER), default=0.0),
        lead=ranked[0] - ranked[1] if len(ranked) > 1 else 0.0,
        agreement=float(bool(dense_guides and lexical_guides) and dense_guides[0] == lexical_guides[0]),
        density=words / (len(cut(text)) + _SMOOTHING),
    )
