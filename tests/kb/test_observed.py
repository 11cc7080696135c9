"""What people say they saw, in the space in which what is said counts more than the language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.observations import Observation, Reading
from kb.observed import Observed

READINGS = tuple(Reading)


def _vector(reading: int, language: int, random: np.random.Generator) -> np.ndarray:
    """A text: its language (axes 3 to 5) shows far more than its reading (axes 0 to 2)."""
    vector = random.normal(scale=0.05, size=8)
    vector[reading] += 0.4
    vector[3 + language] += 1.0
    return np.asarray(vector / np.linalg.norm(vector))


def _fitted() -> Observed:
    random = np.random.default_rng(11)
    known: list[Observation] = []
    vectors = []
    for number, reading in enumerate(READINGS):
        for language in range(2):
            for _ in range(4):
                known.append(Observation(guide="tea", cue="seal", reading=reading, text=f"{len(known)}"))
                vectors.append(_vector(number, language, random))
    return Observed.fit(known, vectors)


@pytest.mark.parametrize("number", range(len(READINGS)))
def test_a_text_in_a_new_language_is_nearest_to_what_says_the_same(number: int) -> None:
    (sights,) = _fitted().of("tea", _vector(number, 2, np.random.default_rng(5)))
    assert max(sights, key=sights.__getitem__) == ("seal", READINGS[number])


def test_of_a_guide_without_observations_nothing_is_known() -> None:
    assert _fitted().of("coffee", np.eye(8)[:2]) == [{}, {}]
    assert Observed.fit([], []).of("tea", np.eye(8)[0]) == [{}]


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    fitted, known = _fitted(), [Observation(guide="tea", cue="seal", reading=Reading.FAKE, text="a")] * 24
    fitted.save(tmp_path / "observed.npz")
    asked = np.eye(8)[0]
    again = Observed.load(known, tmp_path / "observed.npz").of("tea", asked)
    assert again[0]["seal", Reading.FAKE] == pytest.approx(max(fitted.of("tea", asked)[0].values()), abs=1e-3)
    (tmp_path / "observed.npz").write_bytes(b"PK")
    with pytest.raises((OSError, ValueError, KeyError)):
        Observed.load(known, tmp_path / "observed.npz")
