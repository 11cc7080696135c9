"""Item and reference on each other → a map of how far they differ beyond what light, focus and film explain.

The reference is drawn as the photo's light would show it: as blurred as the photo, and under a light that varies
smoothly over the pack and has a colour and a contrast of its own. What then lies outside a small envelope, in place and
in colour (CIE L*a*b*), in either direction, is a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.align import Aligned

Map = npt.NDArray[Any]

_BLURS = (0.0, 0.7, 1.0, 1.4, 1.8, 2.3, 3.0, 4.0)
_ENVELOPE = 7
"""Pixels, both ways together, by which an edge may lie off."""
_LIGHTNESS = 0.6
"""Weight of lightness beside colour, for lightness is what light changes first."""
_STEP = 5
"""Every so many pixels the light is measured."""
_BURNT, _BLACK = 246, 6
"""Grey levels at which a sensor says nothing any more."""
_VEIL = 9
"""Grey levels by which glare still lightens what lies around it."""
_SHADE = 0.07
"""Share of the side over which a shadow may begin."""
_LOCAL = 0.16
"""Share of the side over which the light may change by itself; what is larger and differs alike is light."""


@dataclass(frozen=True)
class Difference:
    """`amount`, in units of colour difference, and where the two could be compared at all."""

    amount: Map
    compared: npt.NDArray[np.bool_]


def difference(aligned: Aligned) -> Difference:
    """Measure how far an item differs from its reference, pixel by pixel."""
    item, reference = _like_blurred(aligned.item.astype(np.float32), aligned.reference.astype(np.float32))
    usable = aligned.shown & (aligned.item.min(axis=2) <= _BURNT)
    lit = _shaded(item, _relit(item, reference, usable))
    usable = aligned.shown & ~_veiled(aligned.item, lit)
    one, other = _lab(item), _lab(lit)
    one = _evened(one, other, usable)
    reach = np.ones((_ENVELOPE, _ENVELOPE), np.uint8)
    amount = np.maximum(_outside(one, other, reach), _outside(other, one, reach))
    edge = max(4, round(0.012 * max(amount.shape)))
    usable = cv2.erode(usable.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    usable[:edge], usable[-edge:], usable[:, :edge], usable[:, -edge:] = False, False, False, False
    amount[~usable] = 0
    return Difference(cv2.GaussianBlur(amount, (0, 0), 2.2), usable)


def _like_blurred(item: Map, reference: Map) -> tuple[Map, Map]:
    """Both as sharp as the less sharp one; sharpness is edges against contrast."""
    item = cv2.GaussianBlur(item, (0, 0), 0.8)
    wanted, grey = _sharpness(cv2.cvtColor(item, cv2.COLOR_RGB2GRAY)), cv2.cvtColor(reference, cv2.COLOR_RGB2GRAY)
    best = min(_BLURS, key=lambda blur: abs(_sharpness(_blurred(grey, blur)) - wanted))
    return item, _blurred(reference, best)


def _blurred(picture: Map, blur: float) -> Map:
    return cv2.GaussianBlur(picture, (0, 0), blur) if blur else picture


def _sharpness(grey: Map) -> float:
    return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F)).mean() / (grey.std() + 1e-6))


def _veiled(item: npt.NDArray[np.uint8], lit: Map) -> npt.NDArray[np.bool_]:
    """Glare: what is burnt out where print should show, and the veil of light around it that a lens spreads."""
    darkest = lit.min(axis=2)
    burnt = (item.min(axis=2) > _BURNT) & (darkest < 215)
    burnt = cv2.morphologyEx(burnt.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).astype(bool)
    if not burnt.any():
        return burnt
    size = (item.shape[1], item.shape[0])
    brighter = np.clip(item.min(axis=2) - darkest + 128, 0, 255).astype(np.uint8)
    coarse = cv2.resize(brighter, (max(1, size[0] // 4), max(1, size[1] // 4)), interpolation=cv2.INTER_AREA)
    veil = cv2.resize(cv2.medianBlur(coarse, 9), size, interpolation=cv2.INTER_LINEAR) > 128 + _VEIL
    count, labels = cv2.connectedComponents((veil | burnt).astype(np.uint8))
    glare = np.isin(labels, np.unique(labels[burnt])) & (labels > 0)
    return cv2.dilate(glare.astype(np.uint8), np.ones((25, 25), np.uint8)).astype(bool) if count > 1 else glare


def _shaded(item: Map, lit: Map) -> Map:
    """The reference with the photo's shadows on it: a factor at each place, the median around it, which keeps edges."""
    size = (item.shape[1], item.shape[0])
    ratio = np.log((item.mean(axis=2) + 8) / (lit.mean(axis=2) + 8))
    coarse = cv2.resize(ratio.astype(np.float32), (max(1, size[0] // 3), max(1, size[1] // 3)))
    window = max(3, round(_SHADE * max(coarse.shape)) | 1)
    packed = np.clip(coarse * 85 + 128, 0, 255).astype(np.uint8)
    factor = (cv2.medianBlur(packed, window).astype(np.float32) - 128) / 85
    return np.asarray(
        np.clip(lit * np.exp(cv2.resize(factor, size, interpolation=cv2.INTER_LINEAR))[..., None], 0, 255)
    )


def _relit(item: Map, reference: Map, usable: npt.NDArray[np.bool_]) -> Map:
    """The reference under the photo's light: log item = a surface of place + a curve of log reference, a colour each.

    Fitted with Cauchy weights, so that what was changed does not pull the light towards itself.
    """
    height, width = item.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    place = np.stack([np.ones_like(x), *_surface(x / width - 0.5, y / height - 0.5)], axis=2)
    seen, known = cv2.GaussianBlur(item, (0, 0), 2), cv2.GaussianBlur(reference, (0, 0), 2)
    at = (slice(None, None, _STEP), slice(None, None, _STEP))
    lit = np.empty_like(reference)
    for colour in range(3):
        levels = seen[at][..., colour].ravel()
        keep = usable[at].ravel() & (levels < 252) & (levels > _BLACK)
        target, base = np.log(levels + 4), np.log(known[at][..., colour].ravel() + 4)
        terms = np.column_stack([place[at].reshape(-1, place.shape[2]), base, base**2])
        # So little that it only matters where a pack has one colour, of which no curve can be told.
        stiff = np.full(terms.shape[1], 1e-6 * len(terms))
        weight: Map = keep.astype(np.float64)
        solved: Map = np.zeros(terms.shape[1])
        for _ in range(8):
            weighed = terms * (weight**2)[:, None]
            solved = np.linalg.solve(weighed.T @ terms + np.diag(stiff), weighed.T @ target)
            rest = np.abs(target - terms @ solved)
            spread = 1.48 * float(np.median(rest[keep])) + 1e-3 if keep.any() else 1.0
            weight = np.where(keep, 1 / (1 + (rest / (1.5 * spread)) ** 2), 0)
        base = np.log(reference[..., colour] + 4)
        lit[..., colour] = np.exp(place @ solved[:-2].astype(np.float32) + base * solved[-2] + base**2 * solved[-1]) - 4
    return np.clip(lit, 0, 255)


def _surface(x: Map, y: Map) -> tuple[Map, ...]:
    return x, y, x * x, x * y, y * y


def _evened(item: Map, lit: Map, usable: npt.NDArray[np.bool_]) -> Map:
    """The item with what is left of the light taken off: a spot or a shadow lies over print of every kind alike.

    The light at a point is the median of what item and relit reference differ by around it, so anything that covers
    less than half of the surroundings keeps its difference.
    """
    step = 6
    small = (max(1, item.shape[1] // step), max(1, item.shape[0] // step))
    away = np.where(usable[..., None], item - lit, 0).astype(np.float32)
    coarse = cv2.resize(away, small, interpolation=cv2.INTER_AREA)
    window = max(3, int(_LOCAL * max(small)) | 1)
    # Medians of floats are only there for small windows, those of bytes for any.
    packed = np.clip(coarse * 2 + 128, 0, 255).astype(np.uint8)
    rough = (cv2.medianBlur(packed, window).astype(np.float32) - 128) / 2
    smooth = cv2.GaussianBlur(rough, (0, 0), window / 4)
    light = cv2.resize(smooth, (item.shape[1], item.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(item - light)


def _outside(one: Map, other: Map, reach: npt.NDArray[np.uint8]) -> Map:
    """How far each pixel of one lies outside what the other holds around it."""
    beyond = np.maximum(0, np.maximum(one - cv2.dilate(other, reach), cv2.erode(other, reach) - one))
    beyond[..., 0] *= _LIGHTNESS
    return np.asarray(np.linalg.norm(beyond, axis=2), np.float32)


def _lab(picture: Map) -> Map:
    return np.asarray(cv2.cvtColor((np.clip(picture, 0, 255) / 255).astype(np.float32), cv2.COLOR_RGB2LAB))
