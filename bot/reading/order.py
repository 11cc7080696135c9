"""The order in which lines are read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.straighten import Strip


def in_order(cut: Sequence[Strip]) -> list[int]:
    """Indices by rows from top to bottom, and along a row from left to right, as the text itself runs."""
    places = []
    for index, strip in enumerate(cut):
        (x0, y0), (x1, y1), _, _ = strip.box
        flip = -1.0 if x1 < x0 else 1.0
        places.append((flip * (y0 + y1) / 2, flip * x0, strip.height, index))
    rows: list[list[tuple[float, float, float, int]]] = []
    for place in sorted(places):
        if rows and place[0] - rows[-1][0][0] < 0.4 * min(place[2], rows[-1][0][2]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [place[3] for row in rows for place in sorted(row, key=lambda place: place[1])]
