"""An answer's findings as rows: seen and not seen, read beside expected, and the terms of the sum."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, Question
from bot.crop import part_of
from bot.evidence import Barcode, Box, Line, Match, Said
from bot.finding import Basis, Finding, Outcome
from bot.shot import Shot, find
from kb.spelling import compact

MAX_CROPS, MAX_SPLIT, MAX_EXPECTED = 2, 4, 3
"""Parts of photos beside one question, those of a name that is split over lines, and expected words."""


@dataclass(frozen=True)
class Piece:
    """Something a machine read: its text and, where there is one, the part of the photo as a data URI."""

    text: str
    crop: str


@dataclass(frozen=True)
class Confirm:
    """What a machine read for a question, to be compared by eye with the words beside it."""

    crops: tuple[tuple[int, str], ...]
    """Enlarged parts of photos: the photo's number and a data URI."""
    read: str
    expected: tuple[str, ...]
    copied: str


@dataclass(frozen=True)
class Pair:
    """A place of the photo and the same place of the reference picture, as data URIs."""

    photo: str
    reference: str


@dataclass(frozen=True)
class Row:
    """One finding with the title and address of its cue."""

    finding: Finding
    title: str
    url: str
    said: tuple[str, ...] = ()
    read: tuple[Piece, ...] = ()
    pairs: tuple[Pair, ...] = ()


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


def compared(answer: Answer, shots: Sequence[Shot], asked: Container[tuple[str, str]] = ()) -> list[Row]:
    """The findings for which a machine read something, with what it read; but for those that a question shows."""
    rows = []
    for finding in answer.findings:
        if (finding.guide, finding.cue) in asked:
            continue
        read = tuple(
            Piece(piece.text, shot.crop(_part(piece, finding)) if (shot := find(shots, piece.photo)) else "")
            for piece in finding.evidence
            if isinstance(piece, Line | Barcode)
        )
        if read and finding.expected:
            row = _row(answer, finding)
            rows.append(Row(finding, row.title, row.url, read=read))
    return rows


def to_confirm(answer: Answer, shots: Sequence[Shot]) -> dict[tuple[str, str], Confirm]:
    """Guide and cue → what a machine read for it on a label, with the part of the photo that says so."""
    found = {}
    for finding in answer.findings:
        lines = [piece for piece in finding.evidence if isinstance(piece, Line)]
        if finding.basis is not Basis.READ or not lines:
            continue
        read = finding.read or lines[0].text
        # A name that is split over lines stands in none of them; then each is shown whole.
        bearing = [line for line in lines if compact(read) in compact(line.text)][:MAX_CROPS] or lines[:MAX_SPLIT]
        parts = [(find(shots, line.photo), part_of(line.box, line.text, read)) for line in bearing]
        crops = [(shot.number, shot.crop(box)) for shot, box in parts if shot]
        shown = tuple(crop for crop in crops if crop[1])
        found[finding.guide, finding.cue] = Confirm(shown, read, finding.expected[:MAX_EXPECTED], finding.copied)
    return found


def differing(answer: Answer, shots: Sequence[Shot]) -> list[Row]:
    """The findings that rest on a reference picture, with every place that differs."""
    rows = []
    for finding in answer.findings:
        matches = [piece for piece in finding.evidence if isinstance(piece, Match) and piece.changes]
        found = ((shot, match) for match in matches if (shot := find(shots, match.photo)))
        pairs = tuple(Pair(*pair) for shot, match in found for pair in shot.pairs(match))
        if pairs:
            row = _row(answer, finding)
            rows.append(Row(finding, row.title, row.url, pairs=pairs))
    return rows


def score(answer: Answer) -> Score | None:
    """The sum with its terms; None where nothing counts."""
    terms = tuple(_row(answer, finding) for finding in answer.findings if finding.points)
    if not terms:
        return None
    total = answer.verdict.score
    return Score(terms, round(total - sum(row.finding.points for row in terms), 3), total)


def _part(piece: Line | Barcode, finding: Finding) -> Box:
    return part_of(piece.box, piece.text, finding.read) if isinstance(piece, Line) else piece.box


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
