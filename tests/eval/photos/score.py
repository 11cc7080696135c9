"""What the program made of one photo, held against the truth."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.evidence import PhotoEvidence
from bot.gather import look
from bot.identify import on_photos
from bot.inquiry import Inquiry
from bot.photo import open_photo
from tests.eval.photos.goods import keys, known
from tests.eval.photos.kinds import Sample
from tests.eval.photos.match import errors, letters, plain, within
from tests.eval.photos.truth import Truth, TruthLine

Points = tuple[tuple[float, float], ...]

NEARLY = 5
"""A line is nearly found with one wrong character in so many."""


@dataclass(frozen=True)
class LineScore:
    """One legible line."""

    text: str
    read: str
    script: str
    kind: str
    side: str
    height: float
    wrong: int
    length: int
    exactly: bool
    """Found letter by letter somewhere in all that was read."""
    nearly: bool
    seen: bool
    """Whether any line was read at its place: if not, it was not detected, or was thrown away."""


@dataclass
class Score:
    """One photo."""

    name: str
    kind: str
    seconds: float
    processor: float = 0.0
    """Seconds of processor time, which other work on the machine hardly changes."""
    lines: list[LineScore] = field(default_factory=list)
    codes: list[tuple[str, bool, bool]] = field(default_factory=list)
    """Text, whether sharp, whether decoded."""
    phantoms: list[str] = field(default_factory=list)
    """Codes decoded that are not there."""
    nameable: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    changes: int = 0
    changes_found: int = 0
    false_marks: int = 0
    marked: bool = False
    """Whether differences were to be looked for."""
    parts: dict[str, float] = field(default_factory=dict)
    all_read: list[str] = field(default_factory=list)

    @property
    def hit(self) -> bool:
        """Whether the first product named is one that is there."""
        return bool(self.named) and self.named[0] in self.guides

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def measure(sample: Sample) -> Score:
    """Let the program look at a photo and compare."""
    photo = open_photo(sample.jpeg, sample.truth.name)
    start, burnt = time.perf_counter(), time.process_time()
    evidence = look(photo, known())
    hits = on_photos(Inquiry(locale="en", photos=(evidence,)), keys())
    seconds = time.perf_counter() - start
    score = compare(sample.truth, evidence, tuple(hit.guide for hit in hits), seconds)
    score.processor = round(time.process_time() - burnt, 2)
    return score


def compare(truth: Truth, evidence: PhotoEvidence, named: tuple[str, ...], seconds: float) -> Score:
    """Hold evidence against the truth."""
    score = Score(truth.name, truth.kind, round(seconds, 2), parts={**truth.parts, "blur": truth.blur})
    score.guides, score.nameable, score.named = truth.guides, truth.nameable, named
    score.all_read = [line.text for line in evidence.lines]
    everything = letters("".join(score.all_read))
    for line in truth.lines:
        if line.legible:
            score.lines.append(_line(line, everything, evidence))
    decoded = [code.text for code in evidence.barcodes]
    for code in truth.codes:
        score.codes.append((code.text, code.sharp, code.text in decoded))
    printed = {code.text for code in truth.codes}
    # The training brand's packs bear codes that the truth does not list.
    score.phantoms = [] if truth.reference else [text for text in decoded if text not in printed]
    if truth.reference:
        _changes(score, truth, evidence)
    return score


def _line(line: TruthLine, everything: str, evidence: PhotoEvidence) -> LineScore:
    text = plain(line.text)
    wrong, best = errors(text, [plain(other.text) for other in evidence.lines if _touch(other.box, line.polygon)])
    bare = letters(line.text)
    off = within(bare, everything)
    middle = _middle(line.polygon)
    seen = any(_holds(other.box, middle) for other in evidence.lines)
    return LineScore(
        line.text,
        best,
        line.script,
        line.kind,
        line.side,
        line.height,
        wrong,
        len(text),
        off == 0,
        off <= len(bare) // NEARLY,
        seen,
    )


def _changes(score: Score, truth: Truth, evidence: PhotoEvidence) -> None:
    """A change is found if a marked region lies over its middle, or its middle in the region's."""
    marks = [change.box for match in evidence.matches if match.guide == truth.reference for change in match.changes]
    score.marked = True
    score.changes = len(truth.changes)
    used = set()
    for change in truth.changes:
        middle = _middle(change.polygon)
        over = {index for index, box in enumerate(marks) if _holds(box, middle) or _holds(change.polygon, _middle(box))}
        score.changes_found += bool(over)
        used |= over
    score.false_marks = len(marks) - len(used)


def _middle(points: Points) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _touch(one: Points, other: Points) -> bool:
    """Whether the upright frames of two polygons meet."""
    return all(
        min(point[axis] for point in one) <= max(point[axis] for point in other)
        and min(point[axis] for point in other) <= max(point[axis] for point in one)
        for axis in (0, 1)
    )


def _holds(polygon: Points, point: tuple[float, float]) -> bool:
    """Whether a polygon holds a point (crossing number)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
