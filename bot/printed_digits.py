"""Digits printed beside bars: which lines of text they are, and whether they are the number that the bars hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from bot.evidence import GTIN_FORMATS, Barcode, Box, Fact, FactKind, Line, PhotoEvidence
from kb.keys import is_gtin, same_gtin

_SLIPS = str.maketrans("OoQDIl|!SB", "0000111158")
"""Letters that a line reader makes of digits."""
_LENGTHS = (8, 12, 13, 14)
_SIDE = 0.35
"""Share of the bars' length by which digits may stand beside them: the first digit of an EAN-13 does."""
_REACH = 0.9
"""Share of the bars' length within which the digits lie: an EAN-13 is 0.7 as high as it is long."""
_SLANT = 0.26
"""Sine of the angle, some 15°, by which a row of digits may lie askew to the bars."""
_SURE = 0.9
"""The reader's confidence from which a disagreement is told; below it the reader errs about digits too often."""

_Floats = npt.NDArray[np.float64]


def printed_numbers(codes: Sequence[Barcode], lines: Sequence[Line]) -> Iterator[Fact]:
    """The full number printed beside each bar code, if it was read; the reader cuts it into up to three pieces."""
    for code in (code for code in codes if code.format in GTIN_FORMATS):
        rows = _rows(np.asarray(code.box), lines)
        wanted = [row for row in rows if len(_digits(row)) == len(code.text)]
        if wanted:
            # Of two rows of the same length the one that agrees is the code's own.
            row = next((row for row in wanted if _digits(row) == code.text), wanted[0])
            text = " ".join(line.text.strip() for line in row)
            sure = min(line.confidence for line in row)
            if _digits(row) == code.text or _believed(_digits(row), code.text, sure):
                yield Fact(
                    producer=row[0].producer,
                    photo=code.photo,
                    kind=FactKind.GTIN,
                    text=text,
                    value=_digits(row),
                    box=_hull([line.box for line in row]),
                )


def disagreements(photo: PhotoEvidence) -> Iterator[tuple[Barcode, Fact]]:
    """Bar codes whose printed digits are another full number, each with these digits."""
    for code in (code for code in photo.barcodes if code.format in GTIN_FORMATS):
        beside = [fact for fact in photo.facts if fact.kind is FactKind.GTIN and _is_beside(code.box, fact.box)]
        if beside and not any(same_gtin(fact.value, code.text) for fact in beside):
            fact = beside[0]
            if len(fact.value) == len(code.text):
                yield code, fact


def as_line(fact: Fact, lines: Sequence[Line]) -> Line:
    """A fact as the line of text that it is, to be shown beside what was expected."""
    xs, ys = [x for x, _ in fact.box], [y for _, y in fact.box]
    under = [
        line.confidence
        for line in lines
        if min(xs) <= sum(x for x, _ in line.box) / 4 <= max(xs)
        and min(ys) <= sum(y for _, y in line.box) / 4 <= max(ys)
    ]
    return Line(
        producer=fact.producer,
        photo=fact.photo,
        text=fact.text,
        box=fact.box,
        script="Zyyy" if fact.kind is FactKind.GTIN else "Latn",
        confidence=min(under, default=0.0),
    )


def _believed(printed: str, decoded: str, sure: float) -> bool:
    """Whether another number was really read: one wrong digit without a right check digit is the reader's slip."""
    different = sum(one != other for one, other in zip(printed, decoded, strict=True))
    return sure >= _SURE and (is_gtin(printed) or different > 1)


def _digits(row: Sequence[Line]) -> str:
    text = "".join(line.text for line in row).translate(_SLIPS)
    return "".join(char for char in text if char.isascii() and char.isdigit())


def _rows(box: _Floats, lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of digits in the direction of the bars' row and near it, those on one height together, in order."""
    along, down, length = _axes(box)
    middle = box.mean(axis=0)
    placed = []
    for line in lines:
        corners = np.asarray(line.box)
        offset = (corners.mean(axis=0) - middle) @ np.array([along, down]).T / length
        run = corners[1] - corners[0]
        slant = abs(float(run @ down)) / max(1.0, float(np.linalg.norm(run)))
        if _is_number(line.text) and abs(offset[0]) < 0.5 + _SIDE and abs(offset[1]) < _REACH and slant < _SLANT:
            height = float(np.linalg.norm(corners[3] - corners[0])) / length
            placed.append((float(offset[1]), float(offset[0]), max(height, 0.02), line))
    placed.sort(key=lambda item: item[0])
    rows: list[list[tuple[float, float, float, Line]]] = []
    for item in placed:
        if rows and item[0] - rows[-1][-1][0] < 0.6 * item[2]:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [[line for *_, line in sorted(row, key=lambda item: item[1])] for row in rows]


def _is_number(text: str) -> bool:
    """Whether a line is digits, spaces and what a reader makes of quiet-zone marks, and little else."""
    bare = "".join(text.split()).strip("<>·.,'\"|").translate(_SLIPS)
    digits = sum(char.isascii() and char.isdigit() for char in bare)
    real = sum(char.isascii() and char.isdigit() for char in text)
    return bool(bare) and digits == len(bare) and real >= 0.7 * len(bare) and len(bare) in (1, 4, 6, 7, *_LENGTHS)


def _axes(box: _Floats) -> tuple[_Floats, _Floats, float]:
    run = box[1] - box[0]
    length = max(1.0, float(np.linalg.norm(run)))
    along = run / length
    return along, np.array([-along[1], along[0]]), length


def _is_beside(code: Box, digits: Box) -> bool:
    box = np.asarray(code)
    along, down, length = _axes(box)
    offset = np.asarray(digits).mean(axis=0) - box.mean(axis=0)
    return abs(float(offset @ along)) < 0.4 * length and abs(float(offset @ down)) < _REACH * length


def _hull(boxes: Sequence[Box]) -> Box:
    """One box around several on one row: from the first one's left side to the last one's right side."""
    first, last = boxes[0], boxes[-1]
    return first[0], last[1], last[2], first[3]


def numbers_alone(text: str) -> Iterator[tuple[int, int, str]]:
    """Numbers in a line that are GTINs by their form and check digit: (start, end, digits).

    Letters that look like digits and spaces inside are taken for slips of the reader, since the check digit confirms.
    """
    start = 0
    for is_piece, group in groupby(enumerate(text), key=lambda pair: pair[1].isdigit() or pair[1] in "OoIl| "):
        piece = list(group)
        if not is_piece:
            continue
        raw = "".join(char for _, char in piece)
        digits = raw.replace(" ", "").translate(_SLIPS)
        real = sum(char.isdigit() for char in raw)
        start = piece[0][0]
        if len(digits) in (13, 14) and real >= len(digits) - 2 and digits[:2] not in ("19", "20") and is_gtin(digits):
            stripped = len(raw) - len(raw.lstrip())
            yield start + stripped, start + len(raw.rstrip()), digits
