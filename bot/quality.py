"""How well a photo can be read: sharpness, glare, brightness, and what keeps its text and codes from being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Barcode, Box, Carrier, Flaw, Line, Quality, Trouble
from bot.flaws import spot_flaws, text_flaw
from bot.photo import Photo, Pixels
from bot.unread_codes import code_flaw, holds, unread_codes

WORKING_SIDE = 1024
"""Longer side in pixels that every photo is brought to, so that numbers of different cameras compare."""
TILE = 64
"""Sharpness is measured in tiles of this side: a sharp label before a blank wall is sharp."""

# Measured on rendered labels of five lines in a frame of 2,400 × 1,800 pixels, of which 6% of the letters were
# misread when nothing was wrong.
BLUR = 30.0
"""Sharpness 48 still read with 10% wrong letters, 12 with 37%."""
GLARE = 0.008
"""A soft spot on the text that burnt out 1% of the picture cost a third of the letters, 4% cost two thirds."""
DARK = 25.0
"""Letters were read far below, but a real camera's noise grows as the light goes, which no rendering shows."""
SMALL = 500
"""Longer side in pixels: a label filling 450 pixels read with 9% wrong letters, 300 with 27%."""
READ_WELL = 0.8
"""Confidence of a line that was read in spite of what is wrong with the photo."""
ENOUGH = 3
"""Lines read well from which the photo as a whole is good; only its places may be bad."""
FAR = 0.04
"""Share of the frame that all text and codes together take, below which the pack is too far away."""


def measure(
    photo: Photo, lines: Sequence[Line] = (), codes: Sequence[Barcode] = (), unread: Sequence[Box] = ()
) -> Quality:
    """Measure a photo; the thresholds of the flaws are those at which reading was seen to break.

    Args:
        photo: the upright photo.
        lines: the text that was read in it.
        codes: the codes that were decoded.
        unread: places that hold text which was not read.
    """
    small = _working(photo.pixels)
    grey = np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    sharpness, brightness = _sharpness(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)), float(small.mean())
    scale = max(photo.width, photo.height) / max(small.shape[:2])
    spots, glare = spot_flaws(small, scale, lines, [code.box for code in codes], unread)
    troubles = [*_of_photo(photo, sharpness, brightness, lines), *spots]
    troubles += _of_codes(grey, codes) if brightness >= DARK else []
    text = [box for box in unread if not any(holds(code.box, box) for code in codes)]  # bars look like letters
    troubles += _of_text(grey, lines, text) if brightness >= DARK else []
    if _is_far(photo, [*(line.box for line in lines), *(code.box for code in codes), *unread]):
        troubles = [_farther(trouble) for trouble in troubles]
    return Quality(
        sharpness=round(sharpness, 1),
        glare=round(glare, 4),
        brightness=round(brightness, 1),
        flaws=tuple(dict.fromkeys(trouble.flaw for trouble in troubles)),
        troubles=tuple(troubles),
    )


def _of_photo(photo: Photo, sharpness: float, brightness: float, lines: Sequence[Line]) -> Iterator[Trouble]:
    """What is wrong with the photo as a whole; nothing where its text was read all the same."""
    if sum(line.confidence >= READ_WELL for line in lines) >= ENOUGH:
        return
    # In the dark the number falls with the contrast and says nothing about focus.
    if brightness < DARK:
        yield Trouble(flaw=Flaw.DARK, carrier=Carrier.PHOTO)
    elif sharpness < BLUR:
        yield Trouble(flaw=Flaw.BLUR, carrier=Carrier.PHOTO)
    if max(photo.width, photo.height) < SMALL:
        yield Trouble(flaw=Flaw.SMALL, carrier=Carrier.PHOTO)


def _of_codes(grey: npt.NDArray[np.uint8], codes: Sequence[Barcode]) -> Iterator[Trouble]:
    for box in unread_codes(grey, [code.box for code in codes]):
        yield Trouble(flaw=code_flaw(grey, box), carrier=Carrier.CODE, box=box)


def _of_text(grey: npt.NDArray[np.uint8], lines: Sequence[Line], unread: Sequence[Box]) -> Iterator[Trouble]:
    for box in (*unread, *(line.box for line in lines if line.confidence < READ_WELL)):
        flaw = text_flaw(grey, box)
        if flaw:
            yield Trouble(flaw=flaw, carrier=Carrier.TEXT, box=box)


def _is_far(photo: Photo, boxes: Sequence[Box]) -> bool:
    corners = np.asarray([corner for box in boxes for corner in box], np.float32).reshape(-1, 2)
    if not len(corners):
        return False
    return cv2.contourArea(cv2.convexHull(corners)) < FAR * photo.width * photo.height


def _farther(trouble: Trouble) -> Trouble:
    return trouble.model_copy(update={"flaw": Flaw.FAR}) if trouble.flaw is Flaw.SMALL else trouble


def _working(pixels: Pixels) -> Pixels:
    scale = WORKING_SIDE / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _sharpness(grey: npt.NDArray[np.uint8] | cv2.typing.MatLike) -> float:
    """The variance of the Laplacian in the sharpest tenth of the tiles (Pech-Pacheco et al., ICPR 2000)."""
    edges = cv2.Laplacian(grey, cv2.CV_32F)
    height, width = edges.shape[:2]
    tiles = [
        float(edges[y : y + TILE, x : x + TILE].var()) for y in range(0, height, TILE) for x in range(0, width, TILE)
    ]
    return float(np.percentile(tiles, 90))
