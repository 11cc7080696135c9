"""A photo → all evidence in it: quality, codes, lines of text. Safe to call from several threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np

from bot import reading
from bot.codes import read_codes
from bot.evidence import PhotoEvidence
from bot.photo import Photo
from bot.quality import measure


def look(photo: Photo) -> PhotoEvidence:
    """Gather what one photo gives."""
    codes = _pool().submit(read_codes, photo)  # beside the lines, which leave a core idle while the text is looked for
    lines, unread = reading.read_text(photo)
    barcodes = codes.result()
    return PhotoEvidence(
        photo=photo.name,
        width=photo.width,
        height=photo.height,
        quality=measure(photo, lines, barcodes, unread),
        barcodes=barcodes,
        lines=lines,
        unread=unread,
    )


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="codes")


def warm_up() -> None:
    """Load all engines, so that the first officer of the day does not wait for them."""
    reading.warm_up()
    look(Photo("warm-up", np.full((64, 64, 3), 255, np.uint8)))
