"""Measure at which size and blur reading breaks: `python -m tests.eval.read_flaws [--seed 3]`.

Prints, per letter size and blur in pixels, the lines read and left unread, the share of letters read wrong, the height
of the lines' boxes, their steepest edge times their height (`bot.flaws.SOFT_EDGE`), and what the photo's officer would
be told. Then clean labels, white and lit from one side, and codes, whole, cut off and folded: what is said of them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from bot.evidence import PhotoEvidence
from bot.flaws import edge, line_height, strip_of
from bot.gather import look, warm_up
from bot.photo import Photo, Pixels
from tests.bot.pictures import blurred, ean13, on_table
from tests.eval.read_labels import FONT_OF, FONTS, LINES, labels, plain

SIZES = (9, 10, 12, 14, 16, 20, 28, 40)
BLURS = (0.4, 1.0, 1.6, 2.4, 3.2)
PAPER, WHITE = (248, 246, 238), (255, 255, 255)


def sheet(texts: list[tuple[str, str]], size: int, paper: tuple[int, int, int] = PAPER) -> Pixels:
    """Lines of one size on paper."""
    image = Image.new("RGB", (max(900, size * 34), 64 * len(texts) + 60), paper)
    draw = ImageDraw.Draw(image)
    for row, (script, text) in enumerate(texts):
        draw.text(
            (30, 30 + row * 64), text, font=ImageFont.truetype(str(FONTS / FONT_OF[script]), size), fill=(25, 25, 30)
        )
    return np.array(image)


def wrong_share(texts: list[tuple[str, str]], seen: PhotoEvidence) -> float:
    """The share of letters read wrong; what was left out counts as wrong."""
    read = [plain(line.text) for line in seen.lines]
    wrong = total = 0
    for _, text in texts:
        truth = plain(text)
        wrong += min([len(truth), *(Levenshtein.distance(truth, one) for one in read)])
        total += len(truth)
    return wrong / total


def main() -> None:
    """Draw, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--count", type=int, default=20, help="clean labels")
    options = parser.parse_args()
    warm_up()
    chance, noise = random.Random(options.seed), np.random.default_rng(options.seed)
    for size in SIZES:
        for sigma in BLURS:
            texts = [("Hang", text) for text in chance.sample(LINES["Hang"], 5)]
            texts += [("Latn", text) for text in chance.sample(LINES["Latn"], 3)]
            pixels = blurred(sheet(texts, size), sigma) + noise.normal(0, 3, (64 * 8 + 60, max(900, size * 34), 3))
            seen = look(Photo("sheet", np.clip(pixels, 0, 255).astype(np.uint8)))
            grey = cv2.cvtColor(np.clip(pixels, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
            boxes = [line.box for line in seen.lines] or list(seen.unread)
            strips = [strip_of(np.asarray(grey, np.uint8), box, line_height(box)) for box in boxes]
            height = np.median([line_height(box) for box in boxes] or [0])
            steep = np.median([edge(strip) * len(strip) for strip in strips] or [0])
            told = dict(Counter(str(trouble.flaw) for trouble in seen.quality.troubles))
            print(
                f"{size:3} px, blur {sigma}: read {len(seen.lines)}, unread {len(seen.unread)}, "
                f"wrong {100 * wrong_share(texts, seen):5.1f}%, height {height:4.1f}, edge {steep:4.1f}, told {told}"
            )
    clean = Counter[str]()
    for label in labels(options.count, options.seed):
        if label.kind != "blurred":
            clean.update(["labels", *(str(trouble.flaw) for trouble in look(label.photo).quality.troubles)])
    print("clean labels:", dict(clean))
    clean = Counter[str]()
    for _ in range(options.count):
        texts = [("Hang", text) for text in chance.sample(LINES["Hang"], 6)]
        light = np.linspace(chance.uniform(0.7, 0.95), chance.uniform(1.0, 1.25), 1400)[None, :, None]
        table = on_table(sheet(texts, 32, WHITE), 1400, 1000, 150, 200) * light
        seen = look(Photo("white", np.clip(table, 0, 255).astype(np.uint8)))
        clean.update(["labels", *(str(trouble.flaw) for trouble in seen.quality.troubles)])
    print("clean white labels under uneven light:", dict(clean))
    bars = ean13("8801073110502", 4, 200)
    folded = bars.copy()
    folded[:, bars.shape[1] // 3 : bars.shape[1] // 2] = 235
    tiny = np.asarray(cv2.resize(bars, None, fx=0.28, fy=0.28, interpolation=cv2.INTER_AREA), np.uint8)
    for name, code, left in (("whole", bars, 400), ("folded", folded, 400), ("tiny", tiny, 400)):
        seen = look(Photo(name, on_table(code, 1400, 1000, left, 300)))
        print(f"{name} code: decoded {len(seen.barcodes)}, told {[str(t.flaw) for t in seen.quality.troubles]}")
    for cut in (60, 120, 200):
        seen = look(Photo("cut", on_table(bars, 1400, 1000, 400, 300)[:, 400 + cut :]))
        print(
            f"code cut by {cut} px: decoded {len(seen.barcodes)}, told {[str(t.flaw) for t in seen.quality.troubles]}"
        )


if __name__ == "__main__":
    main()
