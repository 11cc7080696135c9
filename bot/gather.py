"""A photo → all evidence in it: quality, codes, lines of text. Safe to call from several threads at once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import cv2
import numpy as np

from bot import reading
from bot.codes import read_codes
from bot.compare import compare
from bot.evidence import SQUARE_FORMATS, Barcode, Box, PhotoEvidence
from bot.facts import read_facts
from bot.known import NOTHING, Known
from bot.names import judge
from bot.photo import Photo
from bot.quality import measure


def look(photo: Photo, known: Known = NOTHING) -> PhotoEvidence:
    """Gather what one photo gives.

    Args:
        photo: an upright photo.
        known: what to look for by name or picture.
    """
    codes = _pool().submit(read_codes, photo)  # beside the lines, which leave a core idle while the text is looked for
    matches = _pool().submit(compare, photo, known.references)
    text = reading.read_text(photo, known.names)
    barcodes = codes.result()
    lines = tuple(line for line in text.lines if not _is_of_a_code(line.box, barcodes))
    unread = tuple(box for box in text.unread if not _is_of_a_code(box, barcodes))
    return PhotoEvidence(
        photo=photo.name,
        width=photo.width,
        height=photo.height,
        quality=measure(photo, lines, barcodes, unread),
        barcodes=barcodes,
        lines=lines,
        facts=read_facts(lines, barcodes),
        unread=unread,
        names=judge(text.spots, photo.name),
        matches=matches.result(),
    )


def _is_of_a_code(box: Box, barcodes: Sequence[Barcode]) -> bool:
    """Whether a box lies in a square code, whose modules look like letters; under bars stand digits, which are kept."""
    middle = np.asarray(box, np.float32).mean(axis=0)
    place = float(middle[0]), float(middle[1])
    squares = (np.asarray(code.box, np.float32) for code in barcodes if code.format in SQUARE_FORMATS)
    return any(cv2.pointPolygonTest(corners, place, measureDist=False) >= 0 for corners in squares)


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="codes")


def warm_up() -> None:
    """Load all engines, so that the first officer of the day does not wait for them."""
    reading.warm_up()
    look(Photo("warm-up", np.full((64, 64, 3), 255, np.uint8)))
