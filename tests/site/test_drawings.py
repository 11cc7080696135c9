"""Every drawing with three numbers at every place: none over another, none outside, none on a word."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from drawings import AT_ONE_PLACE, BESIDE, FOLDER, RADIUS, draw
from kb.interface import interface
from kb.library import load_library
from kb.model import Cue
from kb.vocabulary import Package, Where

HOME = Path(__file__).resolve().parents[2]
_NUMBER = re.compile(r'<circle cx="(-?\d+)" cy="(-?\d+)" r="13"/><text[^>]*>(\d+)</text>')
ON_THE_PACK = [where for where in Where if where not in BESIDE]


@pytest.fixture(scope="module")
def cue() -> Cue:
    return load_library(HOME / "guides")["medicube-age-r"].cues[0]


@pytest.mark.parametrize("package", list(Package))
def test_numbers_stand_apart_and_inside(package: Package, cue: Cue) -> None:
    wheres = [where for where in ON_THE_PACK for _ in range(AT_ONE_PLACE)]
    cues = [(number, cue.model_copy(update={"where": where})) for number, where in enumerate(wheres, start=1)]
    drawing = draw(package, cues, interface("en"))
    spots = {int(number): (int(left), int(top)) for left, top, number in _NUMBER.findall(drawing)}
    height = int(re.search(r'viewBox="0 0 320 (\d+)"', drawing).group(1))  # type: ignore[union-attr]  # every drawing has one
    assert len(spots) == len(wheres)
    # Each of them fits on the pack, so none had to stand in the row beneath.
    assert "H296" not in drawing
    for left, top in spots.values():
        assert RADIUS < left < 320 - RADIUS
        assert RADIUS < top < height - RADIUS
    near = [(one, other) for one, other in combinations(spots, 2) if math.dist(spots[one], spots[other]) < 2 * RADIUS]
    assert not near


@pytest.mark.parametrize("package", list(Package))
def test_a_drawing_has_every_place_once(package: Package) -> None:
    source = (FOLDER / f"{package.value}.svg").read_text(encoding="utf-8")
    places = re.findall(r'data-where="([a-z]+)"', source)
    assert sorted(places) == sorted(where.value for where in ON_THE_PACK)
