"""A photo of a session: looked at once, shown small, shown large under its boxes, and cut where a line was read.

Only pictures that were made anew from pixels are kept, in memory, so place, time and device are gone from them.
"""

from __future__ import annotations

import base64
import io
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from bot.crop import cut_out
from bot.evidence import Box, Match, PhotoEvidence
from bot.photo import Photo, Pixels, open_photo

if TYPE_CHECKING:
    from bot.known import Known, Knows

THUMB_SIDE = 320
"""Pixels of the longer side of a small picture: sharp at 160 CSS pixels on a phone."""
SHOWN_SIDE = 1280
"""Pixels of the longer side of the picture under its boxes, which an officer may enlarge."""

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
    knows: Knows | None = field(default=None, repr=False)
    """Tells what to look for by name or picture; nothing if not given."""
    picture: str = field(default="", repr=False)
    """A data URI of the photo; empty until it was looked at."""
    _evidence: PhotoEvidence | None = field(default=None, repr=False)
    _looked: bool = field(default=False, repr=False)
    _done: bool = field(default=False, repr=False)
    _jpeg: bytes = field(default=b"", repr=False)
    _known: Known | None = field(default=None, repr=False)
    _pairs: dict[Match, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)
    _crops: dict[Box, str] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def evidence(self) -> PhotoEvidence | None:
        """What the photo gave; None if looking at it failed, which is logged."""
        with self._lock:
            if not self._looked:
                self._look()
                self._done = True
            return self._evidence

    @property
    def looked(self) -> bool:
        """Whether looking at it has ended, with or without a result; does not wait."""
        return self._done

    @property
    def seen(self) -> PhotoEvidence | None:
        """What the photo gave, without waiting; None while nobody has looked."""
        return self._evidence

    @property
    def jpeg(self) -> bytes:
        """The photo as JPEG of its pixels alone; does not wait for what looks at it."""
        photo = self.photo  # taken first: it goes only once the JPEG is there
        return self._jpeg or (_encode(Image.fromarray(photo.pixels), 90) if photo else b"")

    def crop(self, box: Box) -> str:
        """The part of the photo in a box, upright and enlarged, as a data URI; empty if the box lies outside."""
        with self._lock:
            if box not in self._crops and self._jpeg:
                part = cut_out(np.asarray(Image.open(io.BytesIO(self._jpeg))), box)
                self._crops[box] = "" if part is None else _uri(Image.fromarray(part))
            return self._crops.get(box, "")

    def pairs(self, match: Match) -> tuple[tuple[str, str], ...]:
        """Each change of a match as two data URIs: the photo's part and the reference's, upright and of one size."""
        with self._lock:
            if match not in self._pairs and self._jpeg and self._known:
                from bot.beside import beside  # noqa: PLC0415

                reference = self._known.references.picture(match.guide, match.reference)
                photo = np.asarray(Image.open(io.BytesIO(self._jpeg)))
                parts = (beside(photo, reference, change) for change in match.changes if reference is not None)
                self._pairs[match] = tuple((picture_uri(one, 640), picture_uri(other, 640)) for one, other in parts)
            return self._pairs.get(match, ())

    def _look(self) -> None:
        self._looked = True
        photo = self.photo
        if photo is None:
            return
        self._jpeg = _encode(Image.fromarray(photo.pixels), 90)
        self.photo = None
        try:
            # This loads the readers' engines, which nobody needs before the first photo.
            from bot.gather import look  # noqa: PLC0415
            from bot.known import NOTHING  # noqa: PLC0415

            self._known = self.knows() if self.knows else NOTHING
            self._evidence = look(photo, self._known)
            self.picture = picture_uri(photo.pixels, SHOWN_SIDE)
        except Exception:  # one photo that no reader can stand must not end the check
            log.exception("a photo could not be looked at")


def take(data: bytes, name: str, number: int, knows: Knows | None = None) -> Shot:
    """Open a photo that was sent.

    Args:
        data: the file's bytes.
        name: what the officer's device calls it.
        number: its place among the photos of the session, from 1.
        knows: tells what to look for by name or picture.

    Raises:
        PhotoError: it cannot be used.
    """
    photo = open_photo(data, name)
    # Phones call every picture image.jpg; the number is what the officer sees beside it.
    return Shot(number, name, picture_uri(photo.pixels, THUMB_SIDE), Photo(str(number), photo.pixels), knows)


def picture_uri(pixels: Pixels, side: int) -> str:
    """A picture no larger than `side` pixels, as a data URI."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _uri(picture)


def find(shots: Sequence[Shot], photo: str) -> Shot | None:
    """The shot of a photo's name as evidence carries it."""
    return next((shot for shot in shots if str(shot.number) == photo), None)


def _uri(picture: Image.Image) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(_encode(picture, 82)).decode("ascii")


def _encode(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
