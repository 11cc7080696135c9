"""Comparing with reference pictures, on packs that are drawn here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.check_reference import SURE
from bot.compare import compare
from bot.compare.references import References, load_references
from bot.evidence import Match
from bot.known import NOTHING, Known
from bot.photo import Photo
from kb.library import load_library
from kb.model import Guide
from kb.settings import Settings, get_settings
from kb.vocabulary import Disclosure
from tests.eval.measure_compare import is_hit, reference
from tests.packs.pack import Change, draw, spec
from tests.packs.snapshot import View, moved, take

SIZE = (1400, 1050)
ITEMS = (3, 41, 87)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> References:
    folder = tmp_path_factory.mktemp("references")
    return References([reference(number, folder) for number in ITEMS])


def _match(known: References, item: int, view: View, change: Change | None = None) -> tuple[Match, ...]:
    pack = draw(spec(item // 5, item % 5), change).pixels
    return compare(Photo("p", take([pack], 5, view).pixels), known)


def test_nothing_known_costs_nothing_and_finds_nothing() -> None:
    assert compare(Photo("p", np.zeros((20, 20, 3), np.uint8)), NOTHING.references) == ()


@pytest.mark.parametrize("angle", [0, 90, 217])
def test_a_pack_is_found_where_it_lies_at_any_angle(known: References, angle: int) -> None:
    view = View(size=SIZE, angle=angle)
    shot = take([draw(spec(ITEMS[1] // 5, ITEMS[1] % 5)).pixels], 5, view)
    (match,) = compare(Photo("p", shot.pixels), known)
    assert match.reference == f"{ITEMS[1]}.png"
    assert np.abs(np.asarray(match.box) - moved((0, 0, 900, 1200), shot.matrices[0])).max() < 12
    assert 0 < match.score <= 1 and match.compared > 0.6


def test_several_packs_in_one_photo_are_told_apart(known: References) -> None:
    packs = [draw(spec(item // 5, item % 5)).pixels for item in ITEMS[:2]]
    matches = compare(Photo("p", take(packs, 5, View(size=SIZE)).pixels), known)
    assert {match.reference for match in matches} == {f"{item}.png" for item in ITEMS[:2]}


def test_a_table_and_an_unknown_pack_are_nothing_known(known: References) -> None:
    # The drawn packs share logo and small print, so a like one may be seen, but never surely and never compared.
    assert all(one.score < SURE and not one.compared for one in _match(known, 250, View(size=SIZE)))
    assert compare(Photo("p", take([], 5, View(size=SIZE)).pixels), known) == ()


@pytest.mark.parametrize("change", [Change.BATCHIM, Change.MISSING, Change.SHIFT, Change.RECOLOUR])
def test_what_was_changed_is_marked_in_both_pictures(known: References, change: Change) -> None:
    drawn = draw(spec(ITEMS[0] // 5, ITEMS[0] % 5), change)
    shot = take([drawn.pixels], 5, View(size=SIZE))
    (match,) = compare(Photo("p", shot.pixels), known)
    assert drawn.box is not None
    hit = next(region for region in match.changes if is_hit(region, drawn.box))
    assert hit.amount >= 1
    there = np.asarray(hit.reference_box)
    place = moved((*there.min(axis=0), *there.max(axis=0)), shot.matrices[0])
    assert np.abs(np.asarray(hit.box) - place).max() < 12


@pytest.mark.parametrize(
    "view", [View(size=SIZE), View(size=SIZE, glare=2), View(size=SIZE, light=1.0)], ids=["plain", "glare", "odd light"]
)
def test_a_genuine_pack_is_not_marked(known: References, view: View) -> None:
    (match,) = _match(known, ITEMS[2], view)
    assert match.changes == ()


def test_another_flavour_is_no_altered_copy(known: References) -> None:
    for match in _match(known, ITEMS[0] + 1, View(size=SIZE)):
        assert match.compared == 0 or match.changes


def test_references_come_from_the_guides_and_are_kept_by_content(tmp_path: Path) -> None:
    guides = load_library(get_settings().guides)
    first = load_references(guides.values(), tmp_path)
    training = [one for one in first if one.guide == "training-barley-chips"]
    assert {one.file for one in training} == {"front.jpg", "back.jpg"}
    kept = sorted((tmp_path / "references").iterdir())
    again = load_references(guides.values(), tmp_path)
    assert sorted((tmp_path / "references").iterdir()) == kept
    assert np.array_equal(first[0].features.packed, again[0].features.packed)
    kept[0].write_bytes(b"damaged")
    assert len(load_references(guides.values(), tmp_path)) == len(first)


def test_a_picture_for_officers_only_is_not_known_to_the_public(tmp_path: Path) -> None:
    guide = load_library(get_settings().guides)["training-barley-chips"]
    cues = tuple(cue.model_copy(update={"disclosure": Disclosure.OFFICERS}) for cue in guide.cues)
    secret: Guide = guide.model_copy(update={"cues": cues})
    settings = Settings(build=tmp_path)
    assert len(Known.of([secret], settings).references) == 0
    assert len(Known.of([secret], settings, officers=True).references) == 2


@pytest.mark.slow
@pytest.mark.parametrize("count", [50, 500])
def test_a_pack_is_found_among_many(tmp_path: Path, count: int) -> None:
    many = References([reference(number, tmp_path) for number in range(count)])
    for item in range(7, count, count // 6):
        pack = draw(spec(item // 5, item % 5)).pixels
        matches = compare(Photo("p", take([pack], item, View(size=SIZE, angle=item)).pixels), many)
        assert matches and matches[0].guide == f"brand-{item // 5}"
