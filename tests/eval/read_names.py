"""Measure when a misread letter passes for a misspelt name: `python -m tests.eval.read_names [--count 20] [--seed 5]`.

Names of the guides' checks, and each with one letter exchanged for one that looks like it, are drawn, photographed
badly, read, and compared as if the exchanged spelling were listed as a copy's. Printed is, by the reader's confidence,
how often a right name was read as the copy's (false) and a copy's as itself (true): the bar in `bot.check_words`.
Then genuine label text, drawn and as written in the guides, is compared with every check of every guide: how many lines
were marked unclear, and how many as a fake's, though nothing is wrong with them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from bot.check_words import compare_label
from bot.evidence import Line
from bot.finding import Outcome
from bot.gather import look, warm_up
from bot.neighbours import joined, runs
from bot.photo import Photo
from kb.confusables import is_confusable, tolerance
from kb.library import Library, load_library
from kb.model import ReadCheck
from kb.settings import get_settings
from tests.eval.read_labels import COLOURS, FONTS, LINES, labels, photographed, plain

BARS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98)
KINDS = ("plain", "tilted", "bent", "blurred", "blurred")
_SWAPS = (
    ("ㅋ", "ㄱ"),
    ("ㅍ", "ㅂ"),
    ("ㅊ", "ㅈ"),
    ("ㅌ", "ㄷ"),
    ("ㅗ", "ㅜ"),
    ("ㅐ", "ㅔ"),
    ("ㅏ", "ㅑ"),
    ("ㅓ", "ㅕ"),
)
_INITIALS, _VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LATIN = (("O", "0"), ("I", "l"), ("C", "G"), ("E", "F"), ("M", "N"), ("U", "V"), ("S", "5"), ("B", "8"))


def misspelt(name: str, chance: random.Random) -> str | None:
    """A name with one letter exchanged for one that looks like it; None if it has none."""
    options = [made for made in _misspellings(name) if is_confusable(name, made)]
    return chance.choice(options) if options else None


def _misspellings(name: str) -> Iterator[str]:
    for place, char in enumerate(name):
        code = ord(char) - 0xAC00
        for one, other in [(a, b) for pair in _SWAPS for a, b in (pair, pair[::-1])]:
            if 0 <= code < 11172 and one in _INITIALS and _INITIALS[code // 588] == one:
                yield name[:place] + chr(ord(char) + (_INITIALS.index(other) - code // 588) * 588) + name[place + 1 :]
            if 0 <= code < 11172 and one in _VOWELS and _VOWELS[code % 588 // 28] == one:
                shift = (_VOWELS.index(other) - code % 588 // 28) * 28
                yield name[:place] + chr(ord(char) + shift) + name[place + 1 :]
        for one, other in [(a, b) for pair in _LATIN for a, b in (pair, pair[::-1])]:
            if char.upper() == one and char.isascii():
                yield name[:place] + other + name[place + 1 :]


def names(library: Library) -> list[str]:
    """Genuine words of the guides' checks that have near spellings, in Hangul or Latin letters."""
    words = [word for guide in library.values() for cue in guide.cues if cue.read for word in cue.read.genuine]
    return sorted(
        {word for word in words if tolerance(word) and all(ch.isascii() or "가" <= ch <= "힣" for ch in word)}
    )


def misreadings(count: int, seed: int, fonts: list[Path]) -> list[tuple[bool, float, str, str]]:
    """For every name that was read as the other spelling or as itself: (is a copy, confidence, printed, read)."""
    chance = random.Random(seed)
    known = names(load_library(get_settings().guides))
    found = []
    for index in range(count):
        pairs = [(name, copy) for name in chance.sample(known, 6) if (copy := misspelt(name, chance))]
        printed = [(*pair, chance.random() < 0.5) for pair in pairs]
        paper, ink = chance.choice(COLOURS)
        image = Image.new("RGB", (1100, 130 * len(printed) + 100), paper)
        draw = ImageDraw.Draw(image)
        for row, (name, copy, is_copy) in enumerate(printed):
            font = ImageFont.truetype(str(chance.choice(fonts)), chance.choice((18, 24, 32, 48, 72)))
            draw.text((60, 60 + 130 * row), copy if is_copy else name, font=font, fill=ink)
        photo = Photo("names", photographed(np.array(image), KINDS[index % len(KINDS)], chance))
        for line in look(photo).lines:
            near = min(
                printed, key=lambda item: Levenshtein.distance(plain(item[1] if item[2] else item[0]), plain(line.text))
            )
            name, copy, is_copy = near
            reading = compare_label(ReadCheck(genuine=(name,), fake=(copy,)), line.text)
            if reading and reading.outcome is Outcome.AS_FAKE:
                found.append((is_copy, line.confidence, copy if is_copy else name, line.text))
    return found


def marks(texts: list[tuple[Line, ...]], library: Library) -> Counter[str]:
    """How often genuine lines were marked, by outcome, with an example of each cue."""
    counts: Counter[str] = Counter()
    for lines in texts:
        for guide in library.values():
            for cue in (cue for cue in guide.cues if cue.read):
                assert cue.read
                told = [(line.text, compare_label(cue.read, line.text, line.confidence)) for line in lines]
                if not any(reading for _, reading in told):
                    told += [(joined(run), compare_label(cue.read, joined(run), 1.0)) for run in runs(lines)]
                for text, reading in told:
                    if reading and reading.outcome is not Outcome.AS_GENUINE:
                        counts[
                            f"{reading.outcome}: {cue.id}: {reading.found} ~ {reading.expected[:1]} in {text[:60]}"
                        ] += 1
    return counts


def _as_lines(text: str) -> tuple[Line, ...]:
    box = ((0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (0.0, 1.0))
    return (Line(producer="text", photo="text", text=text, box=box, script="Zyyy", confidence=1.0),)


def main() -> None:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--font", type=Path, action="append", help="further fonts for the names")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    warm_up()
    fonts = [FONTS / "NotoSansCJKkr-Regular.otf", *(options.font or [])]
    found = misreadings(options.count, options.seed, fonts)
    for bar in BARS:
        true = sum(is_copy for is_copy, sure, _, _ in found if sure >= bar)
        false = sum(not is_copy for is_copy, sure, _, _ in found if sure >= bar)
        print(f"confidence from {bar:4}: copies read as such {true}, genuine names read as a copy's {false}")
    if options.show:
        for is_copy, sure, printed, read in found:
            if not is_copy:
                print(f"  {sure} printed {printed}, read {read}")
    library = load_library(get_settings().guides)
    drawn = [look(label.photo).lines for label in labels(options.count, options.seed)]
    written = [_as_lines(text) for texts in LINES.values() for text in texts]
    written += [_as_lines(cue.title.plain) for guide in library.values() for cue in guide.cues]
    for name, texts in (("drawn", drawn), ("written", written)):
        counts = marks(texts, library)
        total = sum(len(lines) for lines in texts)
        print(f"{name}: of {total} lines against all guides, marked {sum(counts.values())}")
        for text, number in counts.most_common(40 if options.show else 0):
            print(f"  {number} {text}")


if __name__ == "__main__":
    main()
