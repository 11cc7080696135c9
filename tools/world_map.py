"""Make the small world map of the guide pages: land as a grid of dots, and a place for each country.

The shapes are those of Natural Earth (public domain), as TopoJSON in the npm package `world-atlas`:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/world_map.py package/countries-50m.json

It writes `site/assets/world.svg` and `site/places.csv`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "site"))

from world import HEIGHT, NORTH, SOUTH, WEST, WIDTH  # needs the path above

SITE = Path(__file__).resolve().parent.parent / "site"
STEP = 3
"""Degrees from dot to dot."""
SMALLEST = 2.0
"""Square degrees below which a ring of land gets no dot of its own."""

Ring = list[tuple[float, float]]
Box = tuple[float, float, float, float]


def main() -> None:
    """Write the map and the places."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = list(_arcs(atlas))
    countries = [
        (shape.get("id"), [_ring(arcs, ring) for polygon in _polygons(shape) for ring in polygon[:1]])
        for shape in atlas["objects"]["countries"]["geometries"]
    ]
    land = [(ring, _box(ring)) for _, rings in countries for ring in rings if abs(_area(ring)) >= SMALLEST]
    dots = "".join(
        f"M{(longitude - WEST) % 360} {NORTH - latitude}h0"
        for latitude in range(NORTH - 1, SOUTH, -STEP)
        for longitude in range(WEST + 1, WEST + 360, STEP)
        if any(_inside((longitude + 180) % 360 - 180, latitude, ring, box) for ring, box in land)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
    svg += "<!-- Land by Natural Earth (public domain) as dots: tools/world_map.py -->\n"
    svg += f'<path id="land" fill="none" stroke="currentColor" stroke-linecap="round" stroke-width="2" d="{dots}"/>\n'
    (SITE / "assets" / "world.svg").write_text(svg + "</svg>\n", encoding="utf-8")
    names = get_global("territory_aliases")
    places = {}
    for number, rings in countries:
        code = names.get(str(number).zfill(3), [""])[0]
        if code and rings:
            longitude, latitude = _centre(max((_unbroken(ring) for ring in rings), key=lambda ring: abs(_area(ring))))
            places[code] = f"{code},{latitude:.1f},{(longitude + 180) % 360 - 180:.1f}"
    lines = ["country,latitude,longitude", *(places[code] for code in sorted(places))]
    (SITE / "places.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _arcs(atlas: dict[str, Any]) -> Iterator[Ring]:
    # TopoJSON stores each arc as whole numbers, each point as the step from the one before.
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    return [shape["arcs"]] if shape["type"] == "Polygon" else list(shape.get("arcs", []))


def _ring(arcs: list[Ring], numbers: list[int]) -> Ring:
    # A negative number means the arc backwards.
    return [point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]


def _unbroken(ring: Ring) -> Ring:
    # A ring that crosses the date line has both its ends in it.
    crosses = max(x for x, _ in ring) - min(x for x, _ in ring) > 180
    return [(x + 360 if crosses and x < 0 else x, y) for x, y in ring]


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


def _centre(ring: Ring) -> tuple[float, float]:
    turns = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*ring, ring[0]])]
    whole = 3 * sum(turn for _, _, turn in turns)
    if not whole:
        return ring[0]
    return sum((a[0] + b[0]) * t for a, b, t in turns) / whole, sum((a[1] + b[1]) * t for a, b, t in turns) / whole


def _box(ring: Ring) -> Box:
    return min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)


def _inside(x: float, y: float, ring: Ring, box: Box) -> bool:
    if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
        return False
    crossed = False
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


if __name__ == "__main__":
    main()
