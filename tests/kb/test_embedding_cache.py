from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from kb.embedding_cache import CachedEmbeddings
from kb.embeddings import Model


class Letters(Model):
    """A model of the tests: counts letters, and how often it was asked."""

    def __init__(self, version: str = "1") -> None:
        super().__init__()
        self.dimension = 26
        self.fingerprint = f"letters/{version}/26"
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [[float(text.count(chr(97 + letter))) for letter in range(26)] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    first = CachedEmbeddings(Letters(), path)
    vectors = first.embed_documents(["gold seal", "thin box", "gold seal"])
    assert vectors[0] == vectors[2] != vectors[1]
    assert first.embedded == 2

    model = Letters()
    again = CachedEmbeddings(model, path)
    assert again.embed_documents(["thin box", "gold seal", "thick box"])[:2] == [vectors[1], vectors[0]]
    assert model.asked == ["thick box"]
    assert again.embed_documents([]) == []


def test_another_model_finds_nothing_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    CachedEmbeddings(Letters("1"), path).embed_documents(["gold seal"])
    other = CachedEmbeddings(Letters("2"), path)
    other.embed_documents(["gold seal"])
    assert other.embedded == 1


def test_more_texts_than_one_statement_takes(tmp_path: Path) -> None:
    cache = CachedEmbeddings(Letters(), tmp_path / "vectors.sqlite3")
    texts = [f"{'abcdefghij'[number % 10] * (number // 10 + 1)}" for number in range(1200)]
    first = cache.embed_documents(texts)
    assert np.array_equal(first, cache.embed_documents(texts))
    assert cache.embedded == 1200


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    path.write_bytes(b"not a database, though it is long enough to be taken for one" * 100)
    cache = CachedEmbeddings(Letters(), path)
    assert len(cache.embed_documents(["gold"])) == 1
    assert CachedEmbeddings(Letters(), path).embed_documents(["gold"])
    assert sqlite3.connect(path).execute("SELECT count(*) FROM vectors").fetchone() == (1,)


def test_readers_and_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    CachedEmbeddings(Letters(), path)

    def work(number: int) -> list[list[float]]:
        cache = CachedEmbeddings(Letters(), path)
        return cache.embed_documents([f"{'x' * (each % 7)}{'y' * number}" for each in range(40)])

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, [1, 1, 2, 2, 3, 3]))
    assert found[0] == found[1] and found[2] == found[3] and found[4] == found[5]
