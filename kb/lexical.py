"""BM25 over the words of chunks: the leg of the search that finds names, numbers and label text in every language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np

from kb.tokens import cut

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it reports every step of an indexing run


class Lexical:
    """Scores texts by the words that they share with a question."""

    def __init__(self, engine: bm25s.BM25) -> None:
        """Take the engine; `build` and `load` make it."""
        self._engine = engine

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index texts; their place in the order is their number from then on."""
        # Lucene's variant of BM25 with its usual k1 and b; scores are never negative.
        engine = bm25s.BM25(method="lucene")
        # An index without a single word cannot be made; a word that no question holds stands in for none.
        words = [cut(text) or ["\0"] for text in texts] or [["\0"]]
        engine.index(words, show_progress=False)
        return cls(engine)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: a file is missing or damaged.
        """
        return cls(bm25s.BM25.load(folder, load_corpus=False, load_vocab=True, allow_pickle=False))

    def save(self, folder: Path) -> None:
        """Write the index into a folder as JSON and plain arrays."""
        self._engine.save(folder, corpus=None, allow_pickle=False, show_progress=False)

    def __len__(self) -> int:
        """How many texts there are."""
        return int(self._engine.scores["num_docs"])

    def best(self, text: str, k: int, allowed: np.ndarray) -> list[tuple[int, float]]:
        """The texts that share the most telling words: (number, score above 0), best first.

        Args:
            text: the question.
            k: how many at most.
            allowed: a truth value for each text.
        """
        words = self._known(cut(text))
        if not words or k < 1:
            return []
        scores = np.where(allowed, self._engine.get_scores(words), 0.0)
        # Equal scores keep the order of the texts, so that two runs agree.
        order = np.argsort(-scores, kind="stable")[:k]
        return [(int(number), float(scores[number])) for number in order if scores[number] > 0]

    def _known(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if word in self._engine.vocab_dict]
