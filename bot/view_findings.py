"""An answer's findings as rows: seen and not seen, read beside expected, and the terms of the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Question
from bot.evidence import Barcode, Line, Said
from bot.finding import Finding, Outcome
from bot.shot import Shot, find


@dataclass(frozen=True)
class Piece:
    """Something a machine read: its text and, where there is one, the part of the photo as a data URI."""

    text: str
    crop: str


@dataclass(frozen=True)
class Row:
    """One finding with the title and address of its cue."""

    finding: Finding
    title: str
    url: str
    said: tuple[str, ...] = ()
    read: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Score:
    """The sum: its terms, what the limits took off or put on, and the total."""

    terms: tuple[Row, ...]
    limits: float
    total: float


def split(answer: Answer) -> tuple[list[Row], list[Row]]:
    """The findings that were seen, fakes first and the weightiest first, and those that were not."""
    rows = [_row(answer, finding) for finding in answer.findings]
    seen = [row for row in rows if row.finding.outcome is not Outcome.NOT_SEEN]
    seen.sort(key=lambda row: (row.finding.outcome is not Outcome.AS_FAKE, -abs(row.finding.points)))
    # What the answer does not name is not worth checking: cues that prove nothing.
    named = {(citation.guide, citation.cue) for citation in answer.citations}
    unseen = [row for row in rows if row.finding.outcome is Outcome.NOT_SEEN]
    return seen, [row for row in unseen if (row.finding.guide, row.finding.cue) in named]


def compared(answer: Answer, shots: Sequence[Shot]) -> list[Row]:
    """The findings for which a machine read something, with what it read."""
    rows = []
    for finding in answer.findings:
        read = tuple(
            Piece(piece.text, shot.crop(piece.box) if (shot := find(shots, piece.photo)) else "")
            for piece in finding.evidence
            if isinstance(piece, Line | Barcode)
        )
        if read and finding.expected:
            row = _row(answer, finding)
            rows.append(Row(finding, row.title, row.url, read=read))
    return rows


def score(answer: Answer) -> Score | None:
    """The sum with its terms; None where nothing counts."""
    terms = tuple(_row(answer, finding) for finding in answer.findings if finding.points)
    if not terms:
        return None
    total = answer.verdict.score
    return Score(terms, round(total - sum(row.finding.points for row in terms), 3), total)


def _row(answer: Answer, finding: Finding) -> Row:
    title, url = _place(answer, finding)
    said = tuple(piece.text for piece in finding.evidence if isinstance(piece, Said))
    return Row(finding, title, url, said=said)


def _place(answer: Answer, finding: Finding) -> tuple[str, str]:
    """The title of a finding's cue and its anchor on the site."""
    key = (finding.guide, finding.cue)
    places: list[Citation | Question] = [*answer.citations, *answer.questions]
    for place in places:
        if (place.guide, place.cue) == key:
            return place.title, place.url
    return finding.cue.replace("-", " "), f"/{answer.locale}/guides/{finding.guide}/#{finding.cue}"
