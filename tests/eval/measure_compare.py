"""Measure comparing with reference pictures: `python -m tests.eval.measure_compare [--photos 20] [--references 50]`.

Packs of made-up brands are drawn and photographed anew under each kind of view. Printed are, for each: photos in which
the right reference was found, changed regions found, false marks a photo, genuine packs with any mark, and the
processor seconds of finding and of comparing. Seeds differ from those on which the thresholds were chosen.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from bot.compare import compare
from bot.compare.features import REFERENCE_FEATURES, REFERENCE_SIDE, features
from bot.compare.references import Reference, References
from bot.evidence import Change as Region
from bot.photo import Photo
from tests.packs.lettering import Frame
from tests.packs.pack import HEIGHT, WIDTH, Change, draw, spec
from tests.packs.snapshot import View, take

VIEWS = {
    "plain": View(),
    "any angle": View(angle=140),
    "glare": View(glare=2),
    "odd light": View(light=1.0, shadow=True, tint=0.2),
    "blurred": View(blur=(1.5, 2.5)),
    "partly covered": View(covered=0.5),
    "3% of the frame": View(size=(4000, 3000), share=0.03, angle=30),
    "fills the frame": View(share=1.0),
    "bent": View(bend=0.1),
    "crumpled": View(crumple=0.015),
}
CHANGES = (None, Change.BATCHIM, None, Change.LOGO, None, Change.MISSING, None, Change.SHIFT, None, Change.RECOLOUR)
FLAVOURS = 5


@dataclass
class Tally:
    """What was counted for one kind of view."""

    photos: int = 0
    located: int = 0
    changed: int = 0
    found: int = 0
    false: int = 0
    genuine: int = 0
    flagged: int = 0
    seconds: list[float] = field(default_factory=list)


def references(count: int, folder: Path) -> References:
    """References of made-up packs: brands of five flavours each, which share their design."""
    return References([reference(number, folder) for number in range(count)])


def reference(number: int, folder: Path) -> Reference:
    """The reference picture of one made-up pack, written to a folder."""
    pixels, path = draw(spec(number // FLAVOURS, number % FLAVOURS)).pixels, folder / f"{number}.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    found = features(pixels, REFERENCE_SIDE, REFERENCE_FEATURES)
    return Reference(f"brand-{number // FLAVOURS}", "front", path.name, path, (WIDTH, HEIGHT), found)


def is_hit(region: Region, box: Frame) -> bool:
    """Whether a region lies on what was changed: a quarter of the smaller one lies in the other."""
    corners = np.asarray(region.reference_box)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    wide = max(0.0, min(right, box[2]) - max(left, box[0]))
    high = max(0.0, min(bottom, box[3]) - max(top, box[1]))
    smaller = min((right - left) * (bottom - top), (box[2] - box[0]) * (box[3] - box[1]))
    return bool(wide * high > 0.25 * smaller)


def measure(view: View, known: Sequence[Reference], photos: int, seed: int) -> Tally:
    """Photograph packs of known references and count."""
    rng, tally = np.random.default_rng(seed), Tally()
    looked = References(known)
    for number in range(photos):
        one = known[int(rng.integers(len(known)))]
        item, change = int(Path(one.file).stem), CHANGES[number % len(CHANGES)]
        drawn = draw(spec(item // FLAVOURS, item % FLAVOURS), change)
        photo = Photo("photo", take([drawn.pixels], seed * 1000 + number, view).pixels)
        start = time.process_time()
        matches = compare(photo, looked)
        tally.seconds.append(time.process_time() - start)
        match = next((match for match in matches if match.reference == one.file), None)
        regions = match.changes if match else ()
        hits = [region for region in regions if drawn.box and is_hit(region, drawn.box)]
        tally.photos += 1
        tally.located += match is not None
        tally.false += len(regions) - len(hits)
        if drawn.box:
            tally.changed, tally.found = tally.changed + 1, tally.found + bool(hits)
        else:
            tally.genuine, tally.flagged = tally.genuine + 1, tally.flagged + bool(regions)
    return tally


def lines(tallies: dict[str, Tally]) -> Iterator[str]:
    """The table."""
    yield f"{'view':18}{'located':>10}{'changes':>10}{'false/photo':>13}{'genuine flagged':>17}{'s of CPU':>10}"
    for name, one in tallies.items():
        yield (
            f"{name:18}{f'{one.located}/{one.photos}':>10}{f'{one.found}/{one.changed}':>10}"
            f"{one.false / max(1, one.photos):>13.2f}{f'{one.flagged}/{one.genuine}':>17}"
            f"{float(np.median(one.seconds)):>10.2f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=20, help="photos of each view")
    parser.add_argument("--references", type=int, default=50)
    parser.add_argument("--seed", type=int, default=901)
    parser.add_argument("--folder", type=Path, default=Path("build/measure-compare"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    known = references(options.references, options.folder)
    tallies = {}
    for name, view in VIEWS.items():
        tallies[name] = measure(view, known, options.photos, options.seed)
        print("\n".join(lines({name: tallies[name]})), flush=True)
    print("\n".join(lines(tallies)))


if __name__ == "__main__":
    main()
