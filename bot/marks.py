"""All evidence of a photo in one numbered row, so that drawing, page and terminal give a piece the same number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.evidence import Box, PhotoEvidence


class MarkKind(StrEnum):
    """What a mark stands for."""

    CODE = "code"
    NAME = "name"
    MATCH = "match"
    CHANGE = "change"
    FACT = "fact"
    LINE = "line"
    UNREAD = "unread"


@dataclass(frozen=True)
class Style:
    """How a kind is drawn: never told apart by colour alone."""

    colour: str
    """`#rrggbb`, of the palette of Okabe and Ito (2008), which colour-blind readers can tell apart."""
    dash: tuple[int, ...]
    """Lengths of dashes and gaps in stroke widths; empty for an unbroken line."""
    width: float
    """Stroke width beside that of the others."""


STYLES = {
    MarkKind.CODE: Style("#d55e00", (), 1.6),
    MarkKind.NAME: Style("#cc79a7", (6, 2), 1.6),
    MarkKind.MATCH: Style("#56b4e9", (7, 2, 1, 2), 1.2),
    MarkKind.CHANGE: Style("#e69f00", (2, 1), 2.2),
    MarkKind.FACT: Style("#009e73", (3, 2), 1.2),
    MarkKind.LINE: Style("#0072b2", (), 0.8),
    MarkKind.UNREAD: Style("#000000", (1, 2), 1.0),
}


@dataclass(frozen=True)
class Mark:
    """One piece of evidence with its place."""

    number: int
    """From one, through all kinds."""
    kind: MarkKind
    box: Box
    text: str
    """What was read or found; empty where nothing could be read."""
    detail: str = ""
    """The format of a code, the kind of a fact, the script of a line: a code of the program, not yet a word."""
    value: str = ""
    """A fact in its standard form, where it differs from how it was read."""
    sureness: float | None = None
    """0 to 1, the producer's own, where it tells it; for a change how many times beyond what light explains."""


def marks(evidence: PhotoEvidence) -> tuple[Mark, ...]:
    """Every piece of evidence that has a place in the photo: what says most first."""
    pieces: list[tuple[MarkKind, Box, str, str, str, float | None]] = []
    pieces += [(MarkKind.CODE, code.box, code.text, code.format, "", None) for code in evidence.barcodes]
    pieces += [(MarkKind.NAME, name.box, name.name, name.guide, "", name.score) for name in evidence.names]
    for match in evidence.matches:
        pieces.append((MarkKind.MATCH, match.box, match.reference, match.guide, "", match.score))
        pieces += [(MarkKind.CHANGE, one.box, match.reference, match.guide, "", one.amount) for one in match.changes]
    for fact in evidence.facts:
        value = fact.value if fact.value != fact.text else ""
        pieces.append((MarkKind.FACT, fact.box, fact.text, fact.kind.value, value, None))
    pieces += [(MarkKind.LINE, line.box, line.text, line.script, "", line.confidence) for line in evidence.lines]
    pieces += [(MarkKind.UNREAD, box, "", "", "", None) for box in evidence.unread]
    return tuple(Mark(number, *piece) for number, piece in enumerate(pieces, 1))
