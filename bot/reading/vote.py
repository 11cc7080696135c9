"""Several readings of one line → one text, character by character."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from bot.reading.engines import Reading
from bot.reading.script import count, script_of

GAP = ""
PP_SURE = 0.9
"""PP-OCR's mean confidence from which its digits and Latin letters overrule Tesseract's."""


def vote(readings: Sequence[Reading]) -> str:
    """Align all readings to the surest and take the majority at each place, weighted by confidence."""
    pivot = max(readings, key=lambda reading: reading.confidence)
    size = len(pivot.text)
    places: list[dict[str, float]] = [defaultdict(float) for _ in range(size)]
    between: list[dict[str, float]] = [defaultdict(float) for _ in range(size + 1)]
    total = 0.0
    for reading in readings:
        weight = max(0.01, reading.confidence)
        total += weight
        extra: dict[int, str] = {}
        for block in Levenshtein.opcodes(pivot.text, reading.text):
            piece = reading.text[block.dest_start : block.dest_end]
            if block.tag == "insert":
                extra[block.src_start] = extra.get(block.src_start, "") + piece
                continue
            for offset, place in enumerate(range(block.src_start, block.src_end)):
                places[place][piece[offset] if offset < len(piece) else GAP] += weight
        for place, piece in extra.items():
            between[place][piece] += weight
    text = []
    for place in range(size + 1):
        inserted = max(between[place].items(), key=lambda item: item[1], default=(GAP, 0.0))
        if inserted[1] > total / 2:
            text.append(inserted[0])
        if place < size:
            text.append(max(places[place].items(), key=lambda item: item[1])[0])
    return " ".join("".join(text).split())


def overrule(text: str, pp_ocr: Reading) -> str:
    """Take PP-OCR's digits and Latin letters inside a line of Hangul, which it cannot read but they can."""
    letters = [(index, character) for index, character in enumerate(text) if character != " "]
    plain = "".join(character for _, character in letters)
    other = pp_ocr.text.replace(" ", "")
    replaced: dict[int, str] = {}
    for block in Levenshtein.opcodes(plain, other):
        piece = other[block.dest_start : block.dest_end]
        if block.tag != "replace" or not piece:
            continue
        for offset, place in enumerate(range(block.src_start, block.src_end)):
            theirs, ours = piece[offset] if offset < len(piece) else "", letters[place][1]
            anchored = _anchored(plain, other, block.src_start, block.dest_start)
            if anchored and theirs.isascii() and theirs.isalnum() and count(ours, "Hang") == 0:
                replaced[letters[place][0]] = theirs
    return "".join(replaced.get(index, character) for index, character in enumerate(text))


def _anchored(plain: str, other: str, place: int, there: int) -> bool:
    """Whether the characters before the place agree, so that the alignment there can be trusted."""
    if place == 0 or there == 0:
        return place == there
    return plain[place - 1] == other[there - 1] and script_of(plain[place - 1]) != "Hang"
