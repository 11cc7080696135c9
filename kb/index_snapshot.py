"""One version of the index, open to read. It never changes; `kb.index_reader` moves from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kb.chunks import Chunk, ChunkPart
from kb.errors import IndexDamaged
from kb.index_contents import Contents
from kb.index_manifest import Manifest, file_hashes, read_manifest
from kb.index_versions import Versions
from kb.lexical import Lexical
from kb.nearness import Near, Nearness
from kb.ngrams import NGrams, Spelt
from kb.observations import Observation, Reading
from kb.observed import Observed, Sights
from kb.observed_words import ObservedWords
from kb.settings import Settings
from kb.store import Store, open_store
from kb.vocabulary import Disclosure

CONTENTS = "contents.json"
LEXICAL = "lexical"
VECTORS = "vectors"
NEARNESS = "nearness.npz"
NGRAMS = "ngrams.npz"
OBSERVED = "observed.npz"
_SAME = 0.999
"""A vector's cosine similarity with itself, less the rounding."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Hit:
    """A chunk that was found."""

    chunk: Chunk
    score: float
    """Cosine similarity in the dense leg, BM25 in the lexical one; higher is better in both."""

    @property
    def id(self) -> str:
        """Id of the chunk."""
        return self.chunk.id

    @property
    def guide(self) -> str:
        """Id of the guide."""
        return self.chunk.guide

    @property
    def cue(self) -> str:
        """Id of the cue; empty for a chunk about the whole guide."""
        return self.chunk.cue


class Snapshot:
    """One version of the index."""

    def __init__(  # noqa: PLR0913, PLR0917  # the parts of a version
        self,
        manifest: Manifest,
        contents: Contents,
        lexical: Lexical,
        store: Store,
        nearness: Nearness,
        ngrams: NGrams,
        observed: Observed,
    ) -> None:
        """Take the parts; `open_snapshot` reads them."""
        self.manifest = manifest
        self.contents = contents
        self._chunks = contents.by_id
        self._counted = [self._chunks[chunk_id] for chunk_id in contents.counted]
        self._public = np.array([chunk.disclosure is Disclosure.PUBLIC for chunk in self._counted], bool)
        self._locales = np.array([chunk.locale for chunk in self._counted], str)
        self._lexical = lexical
        self._store = store
        self._nearness = nearness
        self._ngrams = ngrams
        self._observed = observed
        self._observed_words = ObservedWords([*contents.observations, *_stated(contents)])

    def nearest(self, vector: Sequence[float], k: int, parts: Iterable[ChunkPart], officers: bool) -> list[Hit]:
        """The chunks whose vectors are nearest, best first.

        Args:
            vector: dimension long.
            k: how many at most.
            parts: the parts to look among.
            officers: whether chunks for officers only are found too.
        """
        found = self._store.nearest(vector, k, parts, officers)
        return [Hit(self._chunks[chunk_id], score) for chunk_id, score in found]

    def counted(self, text: str, k: int, locales: Iterable[str] | None, officers: bool) -> list[Hit]:
        """The chunks that share the most telling words, best first.

        Args:
            text: the question.
            k: how many at most.
            locales: BCP 47 tags to look among; every one if None.
            officers: whether chunks for officers only are found too.
        """
        allowed = np.ones(len(self._counted), bool) if officers else self._public
        if locales is not None:
            allowed = allowed & np.isin(self._locales, list(locales))
        return [Hit(self._counted[number], score) for number, score in self._lexical.best(text, k, allowed)]

    def near(self, vectors: Sequence[Sequence[float]]) -> Near:
        """How near each guide is in the space that tells guides apart.

        Args:
            vectors: of the question and of its clauses, each dimension long.
        """
        return self._nearness.of(vectors)

    def spelt(self, text: str) -> Spelt:
        """How a question is spelt beside what people ask about each guide."""
        return self._ngrams.of(text)

    def shared_words(self, guide: str, texts: Sequence[str]) -> list[Sights]:
        """How much texts share with the words of what people say they saw of a guide's cues, one mapping a text."""
        return self._observed_words.of(guide, texts)

    def sights(self, guide: str, vectors: Sequence[Sequence[float]]) -> list[Sights]:
        """How near texts, by their vectors, lie to what people say they saw of a guide's cues, one mapping a text."""
        return self._observed.of(guide, vectors)

    def vectors(self, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Vectors by chunk id, each dimension long; ids without one are left out."""
        return self._store.vectors(ids)

    def check(self, sample: int = 1) -> None:
        """Make sure that the version holds what its manifest says, and that chunks find themselves.

        Args:
            sample: how many chunks are looked up, spread over the version.

        Raises:
            IndexDamaged: something is missing or does not answer as it should.
        """
        counts = self.manifest.counts
        for name, found, wanted in (
            ("vectors", self._store.count(), counts.vectors),
            ("texts", len(self._counted), counts.texts),
            ("words", len(self._lexical), max(counts.texts, 1)),
        ):
            if found != wanted:
                raise self._damaged(f"{name}: {found} ≠ {wanted}")
        for chunk_id in spread(self.contents.embedded, sample):
            chunk = self._chunks[chunk_id]
            vector = self.vectors([chunk_id]).get(chunk_id)
            best = [] if vector is None else self.nearest(vector.tolist(), 1, [chunk.part], officers=True)
            # Another chunk with the same words is as near as the chunk itself.
            if not best or best[0].score < _SAME:
                raise self._damaged(chunk_id)
        for chunk in spread(self._counted, sample):
            if not self.counted(chunk.text, 1, None, officers=True):
                raise self._damaged(chunk.id)

    def _damaged(self, reason: str) -> IndexDamaged:
        return IndexDamaged("index.damaged", place=self.manifest.version, reason=reason)


def open_snapshot(versions: Versions, version: str, embedder: str, settings: Settings) -> Snapshot:
    """Open a version and make sure that it is whole.

    Args:
        versions: the folders of the index.
        version: the version's name.
        embedder: fingerprint of the embedding model that questions are embedded with.
        settings: say where the vector store is.

    Raises:
        IndexMissing: there is no such version, or no longer.
        IndexStale: another format, embedding model or kind of store.
        IndexDamaged: a file is missing, cut short or altered.
        StoreUnreachable: the Chroma server does not answer.
    """
    folder = versions.path(version)
    manifest = read_manifest(folder)
    manifest.require(embedder, settings)
    try:
        found = file_hashes(folder, [folder / name for name in manifest.files])
    except OSError as error:
        raise IndexDamaged("index.damaged", place=folder, reason=error) from error
    for name, wanted in manifest.files.items():
        if found[name] != wanted:
            raise IndexDamaged("index.damaged", place=folder, reason=name)
    contents = Contents.read(folder / CONTENTS)
    snapshot = Snapshot(
        manifest,
        contents,
        Lexical.load(folder / LEXICAL),
        open_store(settings, folder / VECTORS, manifest.collection),
        Nearness.load(folder / NEARNESS),
        NGrams.load(folder / NGRAMS),
        Observed.load(contents.observations, folder / OBSERVED),
    )
    snapshot.check()
    return snapshot


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """Some of the items, evenly from the first to the last."""
    step = max(1, len(items) // max(count, 1))
    return list(items[::step][:count])


def _stated(contents: Contents) -> Iterator[Observation]:
    """The guides' own statements as if somebody had seen what they say."""
    readings = {ChunkPart.FAKE: Reading.FAKE, ChunkPart.GENUINE: Reading.GENUINE}
    for chunk in contents.by_id.values():
        if (reading := readings.get(chunk.part)) and chunk.cue:
            yield Observation(guide=chunk.guide, cue=chunk.cue, reading=reading, text=chunk.text)
