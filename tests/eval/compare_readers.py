"""Compare our Hangul reader with Tesseract's Korean model line by line: `python -m tests.eval.compare_readers`.

Both read the same strips of rendered photos (`tests/eval/photos`), so finding lines plays no part. Printed are, for
print, small print and decorative names, the lines and each reader's character error, letters and digits only.
Tesseract's Korean data must be installed (Debian's `tesseract-ocr-kor`); the program itself does without it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
import tesserocr
from PIL import Image
from rapidfuzz.distance import Levenshtein

from bot.evidence import Box
from bot.photo import open_photo
from bot.reading.detect import detect
from bot.reading.engines import ink_on_paper, see
from bot.reading.regions import regions
from bot.reading.straighten import strips
from tests.eval.photos.kinds import FULL
from tests.eval.photos.match import letters
from tests.eval.photos.store import DEV_SEED, samples


def main() -> None:
    """Render, read twice, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=DEV_SEED)
    parser.add_argument("--tessdata", type=Path, default=Path("/usr/share/tesseract-ocr/5/tessdata"))
    options = parser.parse_args()
    kinds = ("front-flat", "front-round", "front-hand", "back-flat", "back-round", "back-small")
    tesseract = tesserocr.PyTessBaseAPI(path=str(options.tessdata), lang="kor", psm=tesserocr.PSM.SINGLE_LINE)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for sample in samples(options.count, options.seed, kinds, FULL):
        photo = open_photo(sample.jpeg, sample.truth.name)
        parts = [part for part in regions(detect(photo.pixels)) if not (part.is_long and part.runs_down)]
        cut = list(strips(photo.pixels, parts))
        for line in sample.truth.lines:
            near = [strip for strip in cut if _alike(strip.box, line.polygon)]
            if line.legible and line.script == "Hang" and len(near) == 1:
                tesseract.SetImage(Image.fromarray(ink_on_paper(near[0].pixels)))
                truth = letters(line.text)
                entry = sums[line.kind]
                entry[0] += 1
                entry[1] += len(truth)
                entry[2] += min(len(truth), Levenshtein.distance(truth, letters(see(near[0].pixels).hangul.text)))
                entry[3] += min(len(truth), Levenshtein.distance(truth, letters(tesseract.GetUTF8Text())))
    for kind, (lines, total, ours, theirs) in sums.items():
        print(f"{kind:12} {lines:4} lines   ours {ours / total:6.1%}   Tesseract {theirs / total:6.1%}")


def _alike(box: Box, polygon: tuple[tuple[float, float], ...]) -> bool:
    """Whether a strip lies over a line and over little else."""
    one, two = (cv2.convexHull(np.array(points, np.float32)) for points in (box, polygon))
    common, _ = cv2.intersectConvexConvex(one, two)
    return bool(common > 0.8 * cv2.contourArea(two) and common > 0.35 * cv2.contourArea(one))


if __name__ == "__main__":
    main()
