"""A small drawing of a pack with one place marked, cut from the drawings that the site's guides show."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from kb.vocabulary import Package, Where

FOLDER = Path(__file__).resolve().parent.parent / "site" / "drawings"
_SPOT = re.compile(r'<circle data-where="([a-z]+)" cx="(\d+)" cy="(\d+)"\s*/>')
_CAPTION = re.compile(r"<text\b[^>]*>.*?</text>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@cache
def where_drawing(package: Package | None, where: Where | None) -> Markup:
    """The drawing as SVG, hidden from screen readers, which are told the place in words.

    Empty where the place is not on the pack, as a price is not, or where there is no drawing.
    """
    path = FOLDER / f"{package}.svg"
    if package is None or not path.is_file():
        return Markup()
    source = _COMMENT.sub("", _CAPTION.sub("", path.read_text(encoding="utf-8")))
    place = next((spot for spot in _SPOT.finditer(source) if spot.group(1) == where), None)
    if place is None:
        return Markup()
    _, left, top = place.groups()
    mark = f'<circle class="jp-spot" cx="{left}" cy="{top}" r="17"/>'
    body = _SPOT.sub("", source).replace("</svg>", f"{mark}</svg>")
    # The drawings are files of this project.
    return Markup(body.replace("<svg", '<svg class="jp-drawing" aria-hidden="true" focusable="false"', 1))
