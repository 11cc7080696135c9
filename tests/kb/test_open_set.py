"""The classifier of what people ask about guides and about other goods."""

from __future__ import annotations

import numpy as np

from kb.nearness import Nearness
from kb.open_set import MOST, log_chances, train


def test_each_class_is_found_again_and_the_chances_sum_to_one() -> None:
    random = np.random.default_rng(3)
    classes = np.repeat(np.arange(3, dtype=np.int32), 20)
    vectors = np.eye(6)[classes] + random.normal(scale=0.2, size=(60, 6))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    found = log_chances(vectors, *train(vectors, classes, 3))
    assert (found.argmax(axis=1) == classes).mean() > 0.95
    assert np.allclose(np.exp(found).sum(axis=1), 1.0, atol=1e-4)


def test_what_resembles_a_guide_is_known_better_than_what_resembles_other_goods() -> None:
    random = np.random.default_rng(4)
    labels = ["cream"] * 12 + [""] * 12
    axes = np.eye(8)[[0] * 12 + [1] * 12] + random.normal(scale=0.1, size=(24, 8))
    vectors = axes / np.linalg.norm(axes, axis=1, keepdims=True)
    near = Nearness.fit(labels, vectors)
    ours, other = near.of(np.eye(8)[0]).known, near.of(np.eye(8)[1]).known
    assert 0.0 <= other < ours <= MOST
