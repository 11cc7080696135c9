"""Vectors by the content of their text, so that an edit embeds only what changed.

One SQLite file: its transactions survive a kill at any moment, and any number of processes may read while one writes.
Delete it to embed everything again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from kb.embeddings import Model
from kb.shipped_vectors import key, shipped

CACHE = "embeddings.sqlite3"
"""The file's name, in the folder of the index."""
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (model TEXT, text BLOB, vector BLOB, PRIMARY KEY (model, text))"
_STEP = 64
"""Texts per transaction: what a killed build loses at most."""
_WAIT_S = 60.0
_ASK = 500
"""Keys per question, under SQLite's limit on values in one statement."""


class CachedEmbeddings(Embeddings):
    """A model whose passages are looked up first, among the shipped ones and in a file; questions pass through."""

    def __init__(self, model: Model, path: Path) -> None:
        """Open the file, or begin a new one where it is missing or damaged.

        Args:
            model: what embeds the texts that are not in the file.
            path: the SQLite file.
        """
        self.model = model
        self.path = path
        self.embedded = 0
        """Texts that the model had to embed since this object was made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, full or not writable: the file itself is sound
                raise
            for leftover in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                leftover.unlink(missing_ok=True)
            self._prepare()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `len(texts)` × dimension, from the file where it has them."""
        keys = [key(text) for text in texts]
        with self._open() as file:
            known = shipped(self.model.fingerprint)
            have = {each: known[each] for each in keys if each in known}
            have |= self._read(file, [each for each in keys if each not in have])
            places = dict(zip(keys, range(len(keys)), strict=True))
            missing = [index for key, index in places.items() if key not in have]
            for start in range(0, len(missing), _STEP):
                batch = missing[start : start + _STEP]
                vectors = np.asarray(self.model.embed_documents([texts[index] for index in batch]), "<f4")
                self.embedded += len(batch)
                rows = [
                    (self.model.fingerprint, keys[index], vector.tobytes())
                    for index, vector in zip(batch, vectors, strict=True)
                ]
                with file:
                    file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
                have.update((keys[index], vector) for index, vector in zip(batch, vectors, strict=True))
        return [have[key].tolist() for key in keys]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, dimension long."""
        return self.model.embed_query(text)

    def _prepare(self) -> None:
        with self._open() as file:
            file.execute("PRAGMA journal_mode=WAL")
            with file:
                file.execute(_TABLE)
            file.execute("SELECT model FROM vectors LIMIT 1").fetchone()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_WAIT_S)) as file:
            yield file

    def _read(self, file: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, np.ndarray]:
        found: dict[bytes, np.ndarray] = {}
        for start in range(0, len(keys), _ASK):
            batch = keys[start : start + _ASK]
            marks = ",".join("?" * len(batch))
            asked = f"SELECT text, vector FROM vectors WHERE model = ? AND text IN ({marks})"
            for text, vector in file.execute(asked, (self.model.fingerprint, *batch)):
                values = np.frombuffer(vector, "<f4")
                if len(values) == self.model.dimension:
                    found[text] = values
        return found
