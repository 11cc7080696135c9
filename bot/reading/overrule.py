"""Two readings of one line of Hangul → one text: PP-OCR knows digits and Latin letters better than our reader."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein, MatchingBlock

from bot.reading.engines import Reading
from bot.reading.script import count, half_width, script_of

PP_SURE = 0.9
"""PP-OCR's confidence in a character from which it overrules ours."""


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
    for start, end, first, last in _differences(ours, other):
        piece = theirs[first:last]
        if start < end and piece and all(letter.isascii() and sure > PP_SURE for letter, sure in piece):
            places = [index for index, _ in letters[start:end]]
            for place in places:
                out[place] = ""
            out[places[0]] = "".join(letter for letter, _ in piece)
    return "".join(out)


def _differences(ours: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ, as start and end in each, beside an agreement and without syllables."""
    end = there = 0
    agreements = [block for block in Levenshtein.editops(ours, other).as_matching_blocks() if block.size]
    for block in [*agreements, MatchingBlock(len(ours), len(other), 0)]:
        start, stop = end, block.a
        before, after = start > 0, stop < len(ours)
        while start < stop and script_of(ours[start]) == "Hang":  # PP-OCR passes over them without a trace
            start, before = start + 1, False
        while start < stop and script_of(ours[stop - 1]) == "Hang":
            stop, after = stop - 1, False
        if (before or after) and not count(ours[start:stop], "Hang"):
            yield start, stop, there, block.b
        end, there = block.a + block.size, block.b + block.size
