"""Several readings of one line → one text, character by character."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein, Opcode

from bot.reading.engines import Reading
from bot.reading.script import count, half_width

GAP = ""
PP_SURE = 0.9
"""PP-OCR's confidence in a character from which it overrules Tesseract's."""


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
    """Take PP-OCR's digits, Latin letters and signs inside a line of Hangul, which it cannot read but they can.

    A place is changed only where no syllable stands, PP-OCR is sure of all its characters there, and both agree on
    a character beside it, so that the alignment can be trusted.
    """
    letters = [(index, character) for index, character in enumerate(text) if character != " "]
    ours = "".join(character for _, character in letters)
    theirs = [(half_width(letter), sure) for letter, sure in pp_ocr.characters() if letter != " "]
    other = "".join(letter for letter, _ in theirs)
    out = list(text)
    for block in Levenshtein.opcodes(ours, other):
        piece = theirs[block.dest_start : block.dest_end]
        if block.tag != "replace" or count(ours[block.src_start : block.src_end], "Hang"):
            continue
        if all(letter.isascii() and sure > PP_SURE for letter, sure in piece) and _anchored(ours, other, block):
            places = [index for index, _ in letters[block.src_start : block.src_end]]
            for place in places:
                out[place] = ""
            out[places[0]] = "".join(letter for letter, _ in piece)
    return "".join(out)


def _anchored(ours: str, other: str, block: Opcode) -> bool:
    """Whether the characters right before or right after a changed block agree."""
    before = block.src_start > 0 and block.dest_start > 0
    after = block.src_end < len(ours) and block.dest_end < len(other)
    return (before and ours[block.src_start - 1] == other[block.dest_start - 1]) or (
        after and ours[block.src_end] == other[block.dest_end]
    )
