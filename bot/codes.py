"""Bar and QR codes in a photo. The only module that knows zxing-cpp."""

from __future__ import annotations

import re
import time
from collections import Counter
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
import zxingcpp
from stdnum import ean

from bot.code_views import Grey, View, close_view, harder_views, local_views
from bot.evidence import GTIN_FORMATS, Barcode, Box
from bot.photo import Photo

FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.UPCE,
        zxingcpp.BarcodeFormat.ITF14,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
    ]
)
"""What is printed on consumer goods; with every format allowed, textures were read as codes that are not there."""
FRAIL = frozenset({"EAN-8", "UPC-E"})
"""Short codes without redundancy: they have to read the same twice, be right, and lie in no longer code, whose halves
read as one."""
BUDGET = 1.5
"""Processor seconds after which no further view is tried; the same photo gives the same on a busy machine."""

LOOKS = (1.0, 1.6, 2.2)
"""Scales at which the place of a number is looked at once more."""

_PRODUCER = f"zxing-cpp {version('zxing-cpp')}"
_ELEMENT = re.compile(r"(?:\(01\)|/01/)(\d{14})(?!\d)")
"""A GTIN in a GS1 element string or in a GS1 Digital Link (GS1 General Specifications 3.2; Digital Link URI 4.1)."""


def read_codes(photo: Photo, budget: float = BUDGET) -> tuple[Barcode, ...]:
    """Read every code in a photo, with boxes in the photo's own pixels.

    A GTIN whose check digit is wrong is reported with `check_digit` False if two looks agree on all its digits,
    since a forger's number can be wrong.

    Args:
        photo: the upright photo.
        budget: processor seconds after which no further view is tried; the first look is always finished.
    """
    deadline = time.thread_time() + budget
    grey = np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    found: list[Barcode] = []
    _add(found, _decode(View.whole(grey), grey, photo.name))
    for view in local_views(grey, tuple(code.box for code in found)):
        if time.thread_time() > deadline:
            break
        _add(found, _decode(view, grey, photo.name))
    if not found:
        for view in harder_views(grey):
            if time.thread_time() > deadline:
                break
            _add(found, _decode(view, grey, photo.name))
            if found:
                break
    found = _settled(found, grey)
    sure = [code for code in found if not _is_shadow(code, found)]
    return tuple(sorted(sure, key=lambda code: (code.box[0][1], code.box[0][0])))


def _decode(view: View, grey: Grey, name: str) -> list[Barcode]:
    """The codes of one view that can be believed."""
    codes = []
    for result in zxingcpp.read_barcodes(view.image, formats=FORMATS, return_errors=True):
        code = _barcode(result, view, name)
        if code is None or (code.format in FRAIL and not code.check_digit):
            continue
        doubtful = code.check_digit is False or code.format in FRAIL
        if not doubtful or _confirmed(code, grey):
            codes.append(code)
    return codes


def _settled(found: list[Barcode], grey: Grey) -> list[Barcode]:
    """The codes with, in each place, the number that most looks give.

    One wrong number in ten passes the check digit, so a slanting or bent code is at times read as another right one.
    """
    settled: list[Barcode] = []
    for code in found:
        if code.format not in GTIN_FORMATS:
            settled.append(code)
            continue
        votes = Counter({code.text: 1})
        for scale in LOOKS:
            view = close_view(grey, code.box, scale)
            votes.update({str(result.text) for result in zxingcpp.read_barcodes(view.image, formats=FORMATS)})
        votes.update(other.text for other in found if other is not code and _overlap(other.box, code.box))
        rivals = [text for text in votes if len(text) == len(code.text)]
        if max(rivals, key=lambda text: (votes[text], text == code.text)) == code.text:
            settled.append(code)
        else:
            text = max(rivals, key=lambda text: votes[text])
            settled.append(code.model_copy(update={"text": text, "check_digit": _check_digit(text, code.format)}))
    kept: list[Barcode] = []
    _add(kept, settled)
    return kept


def _is_shadow(code: Barcode, found: list[Barcode]) -> bool:
    """Whether a doubtful code is a part of another one, or its bars misread on a slant."""
    doubtful = code.check_digit is False or code.format in FRAIL
    firm = [other for other in found if other.format not in FRAIL and other.check_digit is not False]
    return doubtful and any(other is not code and _overlap(code.box, other.box) for other in firm)


def _barcode(result: Any, view: View, name: str) -> Barcode | None:
    text, kind = str(result.text), str(result.format)
    gtin = text if kind in GTIN_FORMATS else None
    if gtin is None and (match := _ELEMENT.search(text)):
        gtin = match[1]
    wrong_digit = result.error is not None and result.error.type == zxingcpp.ErrorType.Checksum
    if not text or (result.error is not None and not (wrong_digit and kind in GTIN_FORMATS)):
        return None
    if kind == "Code 128" and len(text) < 4:
        return None
    return Barcode(
        producer=_PRODUCER,
        photo=name,
        format=kind,
        text=text,
        box=view.to_photo(_corners(result.position)),
        check_digit=None if gtin is None else _check_digit(gtin, kind),
    )


def _check_digit(gtin: str, kind: str) -> bool:
    """Whether the last digit is right (GS1 General Specifications, 7.9); UPC-E carries that of its UPC-A.

    Newer releases of zxing-cpp give a UPC-E as the number of thirteen digits that it stands for.
    """
    return bool(ean.is_valid(_upc_a(gtin) if kind == "UPC-E" and len(gtin) == 8 else gtin))


def _upc_a(upc_e: str) -> str:
    """The UPC-A behind eight digits of UPC-E (GS1 General Specifications, 5.2.2.4)."""
    system, body, check = upc_e[0], upc_e[1:7], upc_e[7:]
    last = int(body[5])
    if last <= 2:
        return f"{system}{body[:2]}{last}0000{body[2:5]}{check}"
    if last == 3:
        return f"{system}{body[:3]}00000{body[3:5]}{check}"
    if last == 4:
        return f"{system}{body[:4]}00000{body[4]}{check}"
    return f"{system}{body[:5]}0000{last}{check}"


def _confirmed(code: Barcode, grey: Grey) -> bool:
    """Whether a closer view at another scale gives the same digits."""
    view = close_view(grey, code.box)
    results = zxingcpp.read_barcodes(view.image, formats=FORMATS, return_errors=True)
    return any(str(result.text) == code.text for result in results)


def _corners(position: Any) -> Box:
    top_left, top_right = position.top_left, position.top_right
    bottom_right, bottom_left = position.bottom_right, position.bottom_left
    return (
        (float(top_left.x), float(top_left.y)),
        (float(top_right.x), float(top_right.y)),
        (float(bottom_right.x), float(bottom_right.y)),
        (float(bottom_left.x), float(bottom_left.y)),
    )


def _add(found: list[Barcode], codes: list[Barcode]) -> None:
    """Keep each code once; two of the same text stay two if they lie apart, as on a sheet of stickers."""
    for code in codes:
        if not any(code.text == other.text and _overlap(code.box, other.box) for other in found):
            found.append(code)


def _overlap(one: Box, other: Box) -> bool:
    """Whether the middle of one box lies in the upright frame of the other."""
    x, y = (sum(corner[axis] for corner in one) / 4 for axis in (0, 1))
    xs, ys = [corner[0] for corner in other], [corner[1] for corner in other]
    reach = 0.25 * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - reach <= x <= max(xs) + reach and min(ys) - reach <= y <= max(ys) + reach
