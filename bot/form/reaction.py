"""What the assistant makes of an item with a draft alone: no index, no other guide, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.assess import assess
from bot.check_fit import Fit, Statements, Vector, clauses, fits, sides
from bot.evidence import Barcode, Line, Match, PhotoEvidence, Said
from bot.finding import Finding, Outcome
from bot.identify import on_photos
from bot.inquiry import Inquiry
from bot.verdict import Verdict, judge
from bot.words import clean
from kb.embeddings import embedder
from kb.keys import Keys
from kb.model import Cue, Guide
from kb.search import Why
from kb.settings import Settings
from kb.tokens import cut
from kb.vocabulary import Part


@dataclass(frozen=True)
class Row:
    """One sign's outcome. `evidence` is what it rests on, in the words that were read or written."""

    cue: Cue
    finding: Finding
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Reaction:
    """What the assistant makes of it. `known_by` tells how it would know the product; empty if it would not."""

    verdict: Verdict
    seen: tuple[Row, ...]
    unseen: tuple[Row, ...]
    known_by: tuple[Why, ...]
    lines: tuple[str, ...]
    """What was read in the photos, codes first."""


def react(guide: Guide, text: str, photos: Sequence[PhotoEvidence], settings: Settings) -> Reaction:
    """Assess an item by a draft.

    Args:
        guide: the draft's guide; its author sees all of it.
        text: what an officer might write.
        photos: what photos gave.
        settings: for the embedding model.
    """
    cleaned = clean(text).text
    inquiry = Inquiry(locale=guide.locale, text=cleaned, photos=tuple(photos), guide=guide.id, officers=True)
    keys = Keys([guide])
    findings = assess(guide, inquiry, _fits(guide, cleaned, keys, settings))
    rows = [Row(cue, finding, _evidence(finding)) for cue, finding in zip(guide.cues, findings, strict=True)]
    rows.sort(key=lambda row: (row.finding.outcome is not Outcome.AS_FAKE, -abs(row.finding.points)))
    known = [hit.why for hit in on_photos(inquiry, keys) if hit.guide == guide.id]
    if any(hit.guide == guide.id and hit.score >= 1 for hit in keys.find(cleaned)):
        known.append(Why.NAME)
    read = [code.text for photo in photos for code in photo.barcodes]
    read += [line.text for photo in photos for line in photo.lines]
    return Reaction(
        verdict=judge(findings),
        seen=tuple(row for row in rows if row.finding.outcome is not Outcome.NOT_SEEN),
        unseen=tuple(row for row in rows if row.finding.outcome is Outcome.NOT_SEEN and row.cue.can_be_asked),
        known_by=tuple(dict.fromkeys(known)),
        lines=tuple(read),
    )


def _fits(guide: Guide, text: str, keys: Keys, settings: Settings) -> dict[str, Fit]:
    """How the words fit the draft's statements, by the model that searches too."""
    described = clauses(text, [hit.found for hit in keys.find(text) if hit.guide])[:8] if text else []
    telling = [cue for cue in guide.cues if not cue.proves_nothing]
    if not described or not telling:
        return {}
    model = embedder(settings)
    statements = {cue.id: Statements(*_sides(cue, model.embed_documents), _words(cue)) for cue in telling}
    asked = {clause: np.asarray(model.embed_query(clause), np.float32) for clause in described}
    return {fit.cue: fit for fit in fits(sides(asked, statements))}


def _sides(cue: Cue, embed: object) -> tuple[list[Vector], list[Vector]]:
    assert callable(embed)
    sides = []
    for part in (Part.GENUINE, Part.FAKE):
        text = _said(cue, part)
        sides.append([np.asarray(vector, np.float32) for vector in embed([text])] if text else [])
    return sides[0], sides[1]


def _said(cue: Cue, part: Part) -> str:
    return " ".join(statement.plain for statement in cue.part(part))


def _words(cue: Cue) -> frozenset[str]:
    return frozenset(cut(f"{cue.title.plain} {_said(cue, Part.FAKE)} {_said(cue, Part.GENUINE)}"))


def _evidence(finding: Finding) -> tuple[str, ...]:
    if finding.read:
        return (finding.read,)
    told = (piece.text for piece in finding.evidence if isinstance(piece, Barcode | Line | Said))
    pictures = (piece.reference for piece in finding.evidence if isinstance(piece, Match))
    return tuple(dict.fromkeys((*told, *pictures)))
