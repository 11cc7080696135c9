"""Read the codes of rendered photos: `python -m tests.eval.codes [--seeds 12] [--first 100] [--kinds small turned]`.

Prints, per kind: codes read, codes there, phantoms (a text that no code in the photo holds), and the median and the
95th percentile of processor seconds a photo on this machine.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import numpy as np

from bot.codes import read_codes
from bot.photo import Photo
from tests.eval.code_photos import EMPTY, KINDS, make


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=12, help="photos a kind")
    parser.add_argument("--first", type=int, default=100, help="first seed; the thresholds were set on seeds below 100")
    parser.add_argument("--kinds", nargs="*", default=[*KINDS, EMPTY])
    parser.add_argument("--misses", action="store_true", help="print the seeds with a miss or a phantom")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    times: list[float] = []
    for kind in options.kinds:
        count, seconds, missed = Counter[str](), [], []
        for seed in range(options.first, options.first + options.seeds):
            shot = make(kind, seed)
            photo = Photo(kind, shot.pixels)
            start = time.thread_time()
            found = Counter(code.text for code in read_codes(photo))
            seconds.append(time.thread_time() - start)
            wanted = Counter(shot.texts)
            result = {"read": (found & wanted).total(), "there": wanted.total(), "phantoms": (found - wanted).total()}
            count.update(result)
            if result["read"] < result["there"] or result["phantoms"]:
                missed.append(seed)
        total += count
        times += seconds
        _print(kind, count, seconds)
        if options.misses and missed:
            print("  ", *missed)
    _print("all", total, times)


def _print(kind: str, count: Counter[str], seconds: list[float]) -> None:
    share = f"{100 * count['read'] / count['there']:.0f}%" if count["there"] else "–"
    print(
        f"{kind:12} read {count['read']:3} of {count['there']:3} ({share:>4})  phantoms {count['phantoms']}  "
        f"p50 {np.median(seconds):.2f} s  p95 {np.percentile(seconds, 95):.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
