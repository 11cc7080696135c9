"""The index that serves, for any number of threads. It follows the pointer from version to version by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from kb.chunks import ChunkPart
from kb.clauses import clauses
from kb.embeddings import Model, embedder
from kb.errors import IndexMissing, SearchIndexError
from kb.index_manifest import Manifest
from kb.index_snapshot import Hit, Snapshot, open_snapshot
from kb.index_versions import Versions
from kb.nearness import Near
from kb.ngrams import Spelt
from kb.observed import Sights
from kb.settings import Settings

__all__ = ["Hit", "IndexReader"]

_LOG = logging.getLogger(__name__)
_QUESTIONS = 256
"""Questions whose vectors are remembered: one question is asked of several parts of the index."""
_ATTEMPTS = 3
"""A version may be dropped between reading the pointer and opening it, if two builds end in that moment."""


class IndexReader:
    """Finds chunks by meaning and by words."""

    def __init__(self, settings: Settings, model: Model, versions: Versions) -> None:
        """Open the version that serves; `IndexReader.open` is the usual way."""
        self._settings = settings
        self._model = model
        self._versions = versions
        self._opening = threading.Lock()
        self._embed = lru_cache(maxsize=_QUESTIONS)(self._embed_now)
        self._embed_clauses = lru_cache(maxsize=_QUESTIONS)(self._clauses_now)
        self._stamp = versions.stamp()
        self._snapshot = self._open_current()

    @classmethod
    def open(cls, settings: Settings) -> IndexReader:
        """Open the index.

        Raises:
            IndexMissing: there is none yet.
            IndexStale: it was built by another release, with another embedding model or kind of store.
            IndexDamaged: it cannot be read.
            StoreUnreachable: the Chroma server does not answer.
            SettingsError: the embedding model cannot be used.
        """
        versions = Versions(settings.index_dir)
        versions.current()  # a missing index is told before a model is loaded for it
        return cls(settings, embedder(settings), versions)

    @property
    def manifest(self) -> Manifest:
        """What the version that serves says of itself."""
        return self._fresh().manifest

    @property
    def locales(self) -> tuple[str, ...]:
        """BCP 47 tags of the languages that the index holds texts of."""
        return self.manifest.counts.locales

    def dense(
        self,
        text: str,
        k: int,
        parts: Iterable[str] = (ChunkPart.CUE, ChunkPart.SUMMARY),
        officers: bool = False,
    ) -> list[Hit]:
        """The chunks nearest in meaning, best first; their score is the cosine similarity, -1 to 1.

        Args:
            text: the question, in any language.
            k: how many at most.
            parts: the parts to look among.
            officers: whether chunks for officers only are found too.
        """
        chosen = [ChunkPart(part) for part in parts]
        return self._fresh().nearest(self._embed(text), k, chosen, officers)

    def lexical(self, text: str, k: int, locales: Iterable[str] | None = None, officers: bool = False) -> list[Hit]:
        """The chunks that share the most telling words, best first; their score is BM25, above 0.

        Args:
            text: the question, in any language.
            k: how many at most.
            locales: BCP 47 tags to look among; every one if None.
            officers: whether chunks for officers only are found too.
        """
        return self._fresh().counted(text, k, locales, officers)

    def near(self, text: str) -> Near:
        """How near each guide is to a question and to its clauses, in the space that tells guides apart."""
        return self._fresh().near([self._embed(text), *self._embed_clauses(text)])

    def spelt(self, text: str) -> Spelt:
        """How a question is spelt beside what people ask about each guide."""
        return self._fresh().spelt(text)

    def sights(self, guide: str, texts: Sequence[str]) -> list[Sights]:
        """How near texts lie to what people say they saw of a guide's cues, one mapping a text."""
        return self._fresh().sights(guide, [self._embed(text) for text in texts]) if texts else []

    def shared_words(self, guide: str, texts: Sequence[str]) -> list[Sights]:
        """How much texts share with the words of what people say they saw of a guide's cues, one mapping a text."""
        return self._fresh().shared_words(guide, texts)

    def vectors(self, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Vectors by chunk id, each dimension long; ids without one are left out."""
        return self._fresh().vectors(ids)

    def embed_query(self, text: str) -> np.ndarray:
        """The vector of a question, dimension long and of length 1."""
        return np.array(self._embed(text), np.float32)

    def refresh(self) -> None:
        """Move to the version that serves now, if it is another; every query does so by itself."""
        self._fresh()

    def _clauses_now(self, text: str) -> tuple[tuple[float, ...], ...]:
        return tuple(map(tuple, self._model.embed_queries(clauses(text))))

    def _embed_now(self, text: str) -> tuple[float, ...]:
        return tuple(self._model.embed_query(text))

    def _fresh(self) -> Snapshot:
        """The current version. A query that has its snapshot keeps it to its end, whatever is built meanwhile."""
        stamp = self._versions.stamp()
        if stamp == self._stamp or not self._opening.acquire(blocking=False):
            return self._snapshot  # while one thread opens the new version, the others go on with the old one
        try:
            self._snapshot = self._open_current()
        except SearchIndexError as error:
            _LOG.warning("the new version of the index cannot be used, the old one goes on serving: %s", error)
        finally:
            self._stamp = stamp
            self._opening.release()
        return self._snapshot

    def _open_current(self) -> Snapshot:
        for attempt in range(_ATTEMPTS):
            try:
                return open_snapshot(self._versions, self._versions.current(), self._model.fingerprint, self._settings)
            except IndexMissing:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError  # the loop returns or raises
