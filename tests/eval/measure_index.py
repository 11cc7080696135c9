"""How fast the index is built, opened and asked, and how often each leg alone has the right guide first.

python -m tests.eval.measure_index [--keep FOLDER] [--locales en,ko] [--copies 1]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from kb.index_build import build_index
from kb.index_reader import Hit, IndexReader
from kb.library import read_guides
from kb.locales import catalog_locales
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings

Found = TypeVar("Found")
QUESTIONS = Path(__file__).with_name("questions") / "dev.jsonl"


def measure(build: Path, embed_locales: str, copies: int) -> None:
    """Print the figures.

    Args:
        build: an empty folder for a cold build, or one of before.
        embed_locales: languages with vectors.
        copies: each guide this many times under other ids, to see how it grows.
    """
    settings = Settings(build=build, embed_locales=embed_locales)
    guides, _ = read_guides(settings.guides)
    tags = catalog_locales(settings.translations)
    localised = [_copy(localise(guide, tag), copy) for guide in guides for tag in tags for copy in range(copies)]
    print(f"{len(guides) * copies} guides, {len(tags)} languages, load {os.getloadavg()[0]:.1f}")

    manifest = _timed("build", lambda: build_index(localised, settings))
    print(f"  {manifest.counts.vectors} vectors, {manifest.counts.texts} texts")
    _timed("build again, nothing changed", lambda: build_index(localised, settings))
    size = sum(path.stat().st_size for path in settings.index_dir.rglob("*") if path.is_file())
    print(f"  on disk {size / 1e6:.1f} MB")
    reader = _timed("open", lambda: IndexReader.open(settings))

    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    reader.dense("warm", 1)
    took: dict[str, list[float]] = defaultdict(list)
    right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        wanted = question.get("guides") or [question["guide"]]
        text, locale = question["text"], question["locale"]
        legs: dict[str, Callable[[], list[Hit]]] = {
            "embedding": partial(_embed, reader, text),
            "dense without embedding": partial(reader.dense, text, 20),
            "lexical": partial(reader.lexical, text, 20, locales={locale, "en", "ko"}),
        }
        for leg, ask in legs.items():
            start = time.perf_counter()
            hits = ask()
            took[leg].append(time.perf_counter() - start)
            if wanted[0] and leg != "embedding":
                best = next((hit.guide.split("--")[0] for hit in hits if hit.guide), None)
                right[leg][locale].append(best in wanted)
    for leg, times in took.items():
        ordered = sorted(times)
        print(
            f"{leg}: median {statistics.median(times) * 1e3:.1f} ms, 95% {ordered[len(ordered) * 95 // 100] * 1e3:.1f}"
        )
    for leg, found in right.items():
        every = [hit for hits in found.values() for hit in hits]
        shares = ", ".join(f"{locale} {sum(hits)}/{len(hits)}" for locale, hits in found.items())
        print(f"{leg} right guide first: {sum(every)}/{len(every)} ({shares})")


def _embed(reader: IndexReader, text: str) -> list[Hit]:
    reader.embed_query(text)  # and remember it
    return []


def _copy(guide: Guide, number: int) -> Guide:
    return guide.model_copy(update={"id": f"{guide.id}--{number}"}) if number else guide


def _timed(name: str, work: Callable[[], Found]) -> Found:
    start = time.perf_counter()
    found = work()
    print(f"{name}: {time.perf_counter() - start:.2f} s")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="folder of the index; a temporary one if not given")
    parser.add_argument("--locales", default="en,ko", help="languages with vectors")
    parser.add_argument("--copies", type=int, default=1, help="how many times each guide")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measure(chosen.keep or Path(place), chosen.locales, chosen.copies)
