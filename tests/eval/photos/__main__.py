"""Measure the program on rendered phone photos: `python -m tests.eval.photos --help`; see the README beside this."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.gather import warm_up
from tests.eval.photos.kinds import FULL, kinds
from tests.eval.photos.score import Score, measure
from tests.eval.photos.store import DEV_SEED, HELD_OUT_SEED, samples
from tests.eval.photos.table import table


def main(arguments: Sequence[str] | None = None) -> None:
    """Render, look, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.photos", description=__doc__)
    parser.add_argument("--count", type=int, default=2 * len(kinds()), help="photos; the kinds take turns")
    parser.add_argument("--seed", type=int, default=DEV_SEED, help=f"{DEV_SEED} is for development")
    parser.add_argument("--held-out", action="store_true", help=f"seed {HELD_OUT_SEED}, for reporting only")
    parser.add_argument("--kind", action="append", default=[], help="only kinds that begin so; may be repeated")
    parser.add_argument("--width", type=int, default=FULL[0], help="longer side in pixels")
    parser.add_argument("--json", type=Path, help="write every photo's score, line by line, to a file")
    parser.add_argument("--save", type=Path, help="write the pictures and their truth to a folder")
    parser.add_argument("--render-only", action="store_true", help="fill the store and stop")
    options = parser.parse_args(arguments)
    only = tuple(kind for kind in kinds() if any(kind.startswith(start) for start in options.kind))
    if options.kind and not only:
        parser.error(f"no such kind; there are {', '.join(kinds())}")
    seed = HELD_OUT_SEED if options.held_out else options.seed
    size = (options.width, options.width * FULL[1] // FULL[0])
    made = samples(options.count, seed, only, size)
    if not options.render_only:
        # Rendered in another process, so that time and peak memory are the program's own and not the generator's.
        again = list(arguments) if arguments is not None else sys.argv[1:]
        subprocess.run([sys.executable, "-m", "tests.eval.photos", *again, "--render-only"], check=True)
        warm_up()
    scores: list[Score] = []
    for sample in made:
        if options.save and not options.render_only:
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / f"{sample.truth.name}.jpg").write_bytes(sample.jpeg)
            notes = json.dumps(sample.truth.to_json(), ensure_ascii=False, indent=1)
            (options.save / f"{sample.truth.name}.json").write_text(notes, encoding="utf-8")
        if not options.render_only:
            scores.append(measure(sample))
    if options.render_only:
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(table(scores, peak))
    if options.json:
        text = json.dumps([score.to_json() for score in scores], ensure_ascii=False, indent=1)
        options.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
