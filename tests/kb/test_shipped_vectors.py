from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.embedding_cache import CachedEmbeddings
from kb.embeddings import embedder
from kb.index_contents import contents
from kb.library import load_library
from kb.localise import localise
from kb.settings import get_settings
from kb.shipped_vectors import key, shipped, write

MOST = 0.9
"""The share of the content that must be shipped, so that a clone is ready in minutes: the rest is embedded there."""


def _unit(seed: int, count: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 48)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_what_is_written_is_read_and_nearly_the_same(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    vectors = _unit(1, 40)
    write([f"text {number}" for number in range(40)], vectors, "a/1", path)
    found = shipped("a/1", path)
    assert len(found) == 40
    for number, vector in enumerate(vectors):
        assert float(found[key(f"text {number}")] @ vector) > 0.9995
        assert abs(np.linalg.norm(found[key(f"text {number}")]) - 1) < 1e-5
    assert key("text 40") not in found


def test_vectors_of_another_model_or_a_damaged_file_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    write(["a"], _unit(2, 1), "a/1", path)
    assert shipped("a/2", path) == {}
    path.write_bytes(path.read_bytes()[:60])
    shipped.cache_clear()
    assert shipped("a/1", path) == {}
    assert shipped("a/1", tmp_path / "nothing.npz") == {}


def test_the_file_does_not_depend_on_the_order_of_the_texts(tmp_path: Path) -> None:
    vectors = _unit(3, 3)
    write("abc", vectors, "a/1", tmp_path / "one.npz")
    write("cba", vectors[::-1], "a/1", tmp_path / "other.npz")
    one, other = shipped("a/1", tmp_path / "one.npz"), shipped("a/1", tmp_path / "other.npz")
    assert list(one) == list(other)


@pytest.mark.slow
def test_a_first_start_finds_most_vectors_and_they_are_the_models_own(tmp_path: Path) -> None:
    settings = get_settings()
    model = embedder(settings)
    library = load_library(settings.guides).values()
    made = contents((localise(guide, tag) for guide in library for tag in ("en", "ko")), settings)
    texts = [made.by_id[chunk_id].text for chunk_id in made.embedded]
    known = shipped(model.fingerprint)
    assert sum(key(text) in known for text in texts) / len(texts) >= MOST
    some = [text for text in texts if key(text) in known][::250]
    for text, exact in zip(some, model.embed_documents(some), strict=True):
        assert float(known[key(text)] @ np.array(exact, np.float32)) > 0.999
    cached = CachedEmbeddings(model, tmp_path / "cache.sqlite3")
    cached.embed_documents(some)
    assert cached.embedded == 0
