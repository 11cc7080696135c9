from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.nearness import Nearness

GUIDES = ("cream", "noodles")
LANGUAGES = 3


def _world() -> tuple[list[str], np.ndarray]:
    """Texts whose vectors differ far more by language (axes 2 to 4) than by guide (axes 0 and 1)."""
    random = np.random.default_rng(7)
    labels, vectors = [], []
    for number, guide in enumerate(GUIDES):
        for language in range(LANGUAGES):
            for _ in range(4):
                vector = random.normal(scale=0.05, size=8)
                vector[number] += 0.4
                vector[2 + language] += 1.0
                labels.append(guide)
                vectors.append(vector / np.linalg.norm(vector))
    return labels, np.array(vectors)


def _asked(guide: int, language: int) -> np.ndarray:
    vector = np.full(8, 0.02)
    vector[guide] += 0.3
    vector[2 + language] += 1.0
    return np.asarray(vector / np.linalg.norm(vector))


def _fitted() -> Nearness:
    labels, vectors = _world()
    return Nearness.fit([*labels, ""], np.vstack([vectors, -np.eye(8)[0]]))


@pytest.mark.parametrize("language", range(LANGUAGES))
@pytest.mark.parametrize("number", range(len(GUIDES)))
def test_the_guide_tells_more_than_the_language(number: int, language: int) -> None:
    labels, vectors = _world()
    asked = _asked(number, language)
    near = _fitted().of(asked)
    other = GUIDES[1 - number]
    lead = near.whole[GUIDES[number]] - near.whole[other]
    raw = {
        guide: max(float(vector @ asked) for label, vector in zip(labels, vectors, strict=True) if label == guide)
        for guide in GUIDES
    }
    assert lead > 0.3
    assert lead > raw[GUIDES[number]] - raw[other]


def test_clauses_count_each_and_a_single_one_counts_as_the_question() -> None:
    fitted = _fitted()
    alone = fitted.of(_asked(0, 0))
    assert alone.clauses == alone.whole
    split = fitted.of([_asked(0, 0), _asked(1, 0), _asked(1, 1)])
    assert split.whole == pytest.approx(alone.whole)
    assert split.clauses["noodles"] > split.clauses["cream"]


def test_neighbours_say_how_much_is_asked_there_about_guides() -> None:
    labels, vectors = _world()
    beside = np.vstack([vectors, vectors + np.random.default_rng(1).normal(scale=0.01, size=vectors.shape)])
    mixed = Nearness.fit([*labels, *[""] * len(labels)], beside)
    assert _fitted().of(_asked(0, 0)).neighbours > 0.8
    assert mixed.of(_asked(0, 0)).neighbours == pytest.approx(0.5, abs=0.1)


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    fitted = _fitted()
    fitted.save(tmp_path / "nearness.npz")
    read = Nearness.load(tmp_path / "nearness.npz")
    assert read.of(_asked(0, 2)) == fitted.of(_asked(0, 2))
    assert -1.0 <= read.of(_asked(0, 2)).decoy <= 1.0
    (tmp_path / "nearness.npz").write_bytes(b"PK")
    with pytest.raises((OSError, ValueError, KeyError)):
        Nearness.load(tmp_path / "nearness.npz")
