"""Rendered photos kept under `build/`, by kind, seed and number, until the generator changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kb.settings import get_settings
from tests.eval.photos.fonts import HELD_OUT
from tests.eval.photos.goods import covered_ids, keys_stamp
from tests.eval.photos.kinds import FULL, Sample, kinds, make
from tests.eval.photos.truth import Truth

DEV_SEED = 1
"""For development: look at it as much as you like."""
HELD_OUT_SEED = 7331
"""For reporting only."""


@lru_cache(maxsize=1)
def _stamp() -> str:
    """Of all that a picture depends on but its seed: the generator's sources, the fonts, the guides' names."""
    made = hashlib.sha256()
    for path in sorted([*Path(__file__).parent.glob("*.py"), *HELD_OUT.glob("*.woff2")]):
        if path.name not in ("score.py", "table.py", "__main__.py", "match.py", "store.py"):
            made.update(path.read_bytes())
    made.update(repr((covered_ids(), keys_stamp())).encode())
    return made.hexdigest()[:16]


def sample(kind: str, seed: int, index: int, size: tuple[int, int] = FULL) -> Sample:
    """A photo from the store, rendered first if it is not there."""
    folder = get_settings().build_dir / "photos" / f"{size[0]}-{_stamp()}"
    path = folder / f"{kind}-{seed}-{index}.jpg"
    notes = path.with_suffix(".json")
    if notes.exists():
        return Sample(path.read_bytes(), Truth.from_json(json.loads(notes.read_text(encoding="utf-8"))))
    made = make(kind, seed, index, size)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.jpeg)
    notes.write_text(json.dumps(made.truth.to_json(), ensure_ascii=False), encoding="utf-8")
    return made


def samples(count: int, seed: int, only: tuple[str, ...] = (), size: tuple[int, int] = FULL) -> Iterator[Sample]:
    """So many photos, the kinds in turn."""
    turn = only or kinds()
    for number in range(count):
        yield sample(turn[number % len(turn)], seed, number // len(turn), size)
