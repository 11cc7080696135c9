"""A photo of a session: looked at once, shown small, shown with boxes, and cut where a line was read.

Only pictures that were made anew from pixels are kept, in memory, so place, time and device are gone from them.
"""

from __future__ import annotations

import base64
import io
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from bot.evidence import Box, PhotoEvidence
from bot.photo import Photo, Pixels, open_photo

THUMB_SIDE = 320
"""Pixels of the longer side of a small picture: sharp at 160 CSS pixels on a phone."""
MARKED_SIDE = 1280
"""Pixels of the longer side of the picture with boxes, which an officer may enlarge."""
CROP_HEIGHT = 96
"""Pixels of the height of a cut-out line."""

log = logging.getLogger(__name__)


@dataclass
class Shot:
    """One photo. The first call of `evidence` looks at it, others wait for that and take its result."""

    number: int
    name: str
    thumb: str
    """A data URI."""
    photo: Photo | None = field(repr=False)
    """Until it was looked at; decoded, a phone's photo takes 36 MB."""
    marked: str = field(default="", repr=False)
    """A data URI of the photo with boxes; empty until it was looked at."""
    _evidence: PhotoEvidence | None = field(default=None, repr=False)
    _looked: bool = field(default=False, repr=False)
    _jpeg: bytes = field(default=b"", repr=False)
    _crops: dict[Box, str] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def evidence(self) -> PhotoEvidence | None:
        """What the photo gave; None if looking at it failed, which is logged."""
        with self._lock:
            if not self._looked:
                self._look()
            return self._evidence

    @property
    def seen(self) -> PhotoEvidence | None:
        """What the photo gave, without waiting; None while nobody has looked."""
        return self._evidence

    def crop(self, box: Box) -> str:
        """The part of the photo around a box, as a data URI; empty if the box lies outside."""
        with self._lock:
            if box not in self._crops and self._jpeg:
                self._crops[box] = _cut(Image.open(io.BytesIO(self._jpeg)), box)
            return self._crops.get(box, "")

    def _look(self) -> None:
        self._looked = True
        photo, self.photo = self.photo, None
        if photo is None:
            return
        try:
            # This loads the readers' engines, which nobody needs before the first photo.
            from bot.gather import look  # noqa: PLC0415

            self._evidence = look(photo)
            self._jpeg = _encode(Image.fromarray(photo.pixels), 90)
            self.marked = picture_uri(_with_boxes(photo, self._evidence), MARKED_SIDE)
        except Exception:  # one photo that no reader can stand must not end the check
            log.exception("a photo could not be looked at")


def take(data: bytes, name: str, number: int) -> Shot:
    """Open a photo that was sent.

    Args:
        data: the file's bytes.
        name: what the officer's device calls it.
        number: its place among the photos of the session, from 1.

    Raises:
        PhotoError: it cannot be used.
    """
    photo = open_photo(data, name)
    # Phones call every picture image.jpg; the number is what the officer sees beside it.
    return Shot(number, name, picture_uri(photo.pixels, THUMB_SIDE), Photo(str(number), photo.pixels))


def picture_uri(pixels: Pixels, side: int) -> str:
    """A picture no larger than `side` pixels, as a data URI."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _uri(picture)


def find(shots: Sequence[Shot], photo: str) -> Shot | None:
    """The shot of a photo's name as evidence carries it."""
    return next((shot for shot in shots if str(shot.number) == photo), None)


def _with_boxes(photo: Photo, evidence: PhotoEvidence) -> Pixels:
    from bot.draw import draw  # noqa: PLC0415

    return draw(photo, evidence)


def _cut(picture: Image.Image, box: Box) -> str:
    points = np.asarray(box)
    margin = 0.25 * float(np.ptp(points[:, 1])) + 4
    left, top = (int(value) for value in np.floor(points.min(axis=0) - margin))
    right, bottom = (int(value) for value in np.ceil(points.max(axis=0) + margin))
    area = (max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height))
    if area[0] >= area[2] or area[1] >= area[3]:
        return ""
    part = picture.crop(area)
    part.thumbnail((CROP_HEIGHT * 8, CROP_HEIGHT), Image.Resampling.LANCZOS)
    return _uri(part)


def _uri(picture: Image.Image) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(_encode(picture, 82)).decode("ascii")


def _encode(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
