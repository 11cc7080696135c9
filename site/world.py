"""A small map of the world with a mark on each country where a fake was seen; made by `tools/world_map.py`.

The land is one shared file of dots that every page refers to. Borders are not drawn: the page names the countries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup

WEST = -25
"""The longitude of the left edge, so that Korea stands near the middle and no continent is cut."""
NORTH, SOUTH = 78, -58
"""The latitudes of the upper and lower edge."""
WIDTH, HEIGHT = 360, NORTH - SOUTH
"""One unit a degree: a plate carrée."""
_PLACES = Path(__file__).resolve().parent / "places.csv"


def world_map(countries: Iterable[str], land: str) -> Markup:
    """The map as SVG for a page; empty if no country has a place on it.

    Args:
        countries: ISO 3166 codes of two letters.
        land: address of the file with the dots, seen from the page.
    """
    marks = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="4.5"/>').format(*_point(country))
        for country in countries
        if country in _places()
    )
    if not marks:
        return Markup("")
    return Markup(
        '<svg class="jp-map" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<use class="jp-land" href="{}#land"/>{}</svg>'
    ).format(WIDTH, HEIGHT, WIDTH, HEIGHT, land, marks)


def _point(country: str) -> tuple[float, float]:
    latitude, longitude = _places()[country]
    return round((longitude - WEST) % 360, 1), round(NORTH - latitude, 1)


@cache
def _places() -> dict[str, tuple[float, float]]:
    with _PLACES.open(encoding="utf-8") as stream:
        return {row["country"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(stream)}
