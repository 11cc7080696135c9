"""Photos of a case: stored as JPEG of pixels alone, and drawn with the numbered boxes of their evidence."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TypeVar

import numpy as np
from PIL import Image

from bot.case.model import CasePhoto
from bot.draw import draw
from bot.evidence import Barcode, Box, Fact, Line, Match, Named, PhotoEvidence
from bot.photo import open_photo
from bot.shot import Shot

STORED_SIDE = 2560
"""Pixels of the longer side: a label's small print can be read, and ten photos fit into a mail."""
DRAWN_SIDE = 1400
"""Pixels of the longer side in print, half a page wide at 300 dots an inch."""
Placed = TypeVar("Placed", bound=Barcode | Line | Fact | Named | Match)
"""A piece of evidence with a box."""


def store_photo(shot: Shot) -> tuple[CasePhoto, float]:
    """A photo of a session as it is kept, and the scale of its pixels to those that were looked at.

    The evidence's boxes are scaled with it.
    """
    picture = Image.open(io.BytesIO(shot.jpeg)).convert("RGB")
    scale = min(1.0, STORED_SIDE / max(picture.size))
    if scale < 1.0:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    jpeg = _jpeg(picture, 85)
    seen = shot.seen
    kept = CasePhoto(
        number=shot.number,
        name=printable(shot.name)[:200],
        sha256=hashlib.sha256(jpeg).hexdigest(),
        width=picture.width,
        height=picture.height,
        jpeg=base64.b64encode(jpeg),
        evidence=_scaled_photo(seen, scale, picture.size) if seen else None,
    )
    return kept, scale


def drawn(photo: CasePhoto) -> bytes:
    """The photo as JPEG with what was found in it drawn on, no larger than `DRAWN_SIDE`."""
    if photo.evidence is None:
        picture = Image.open(io.BytesIO(photo.jpeg)).convert("RGB")
    else:
        picture = Image.fromarray(np.asarray(draw(open_photo(photo.jpeg, photo.name), photo.evidence)))
    picture.thumbnail((DRAWN_SIDE, DRAWN_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(picture, 82)


def scaled(piece: Placed, scale: float) -> Placed:
    """A piece of evidence with its boxes in other pixels."""
    update: dict[str, object] = {"box": _scaled_box(piece.box, scale)}
    if isinstance(piece, Match):
        changes = (change.model_copy(update={"box": _scaled_box(change.box, scale)}) for change in piece.changes)
        update["changes"] = tuple(changes)
    return piece.model_copy(update=update)  # type: ignore[return-value]  # mypy knows no bound of unions here


def printable(text: str) -> str:
    """The text as it can be written: a terminal in another encoding leaves lone surrogates, a file name controls."""
    return "".join(char if char.isprintable() or char in "\n\u200c\u200d" else "?" for char in text)


def _scaled_photo(evidence: PhotoEvidence, scale: float, size: tuple[int, int]) -> PhotoEvidence:
    if scale == 1.0:
        return evidence
    troubles = tuple(
        trouble.model_copy(update={"box": _scaled_box(trouble.box, scale)}) if trouble.box else trouble
        for trouble in evidence.quality.troubles
    )
    pieces: dict[str, object] = {
        name: tuple(scaled(piece, scale) for piece in getattr(evidence, name))
        for name in ("barcodes", "lines", "facts", "names", "matches")
    }
    return evidence.model_copy(
        update={
            **pieces,
            "width": size[0],
            "height": size[1],
            "quality": evidence.quality.model_copy(update={"troubles": troubles}),
            "unread": tuple(_scaled_box(box, scale) for box in evidence.unread),
        }
    )


def _scaled_box(box: Box, scale: float) -> Box:
    a, b, c, d = (((x * scale), (y * scale)) for x, y in box)
    return (a, b, c, d)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
