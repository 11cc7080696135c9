"""How many telling words a question shares with those that people ask about each guide, in any language.

A language without catalogs has no text of a guide, so that the lexical leg meets its questions in names alone; what
people ask stands in all fifteen. One text a guide and language: single questions share words by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kb.lexical import Lexical
from kb.phrases import Phrase


class Asked:
    """Scores guides by the words of their questions."""

    def __init__(self, texts: Sequence[Phrase], lexical: Lexical) -> None:
        """Take the texts, each with its guide, and the words counted in them, in the same order."""
        self._guides = [text.guide for text in texts]
        self._lexical = lexical

    @classmethod
    def build(cls, texts: Sequence[Phrase]) -> Asked:
        """Count the words."""
        return cls(texts, Lexical.build(text.text for text in texts))

    @classmethod
    def load(cls, texts: Sequence[Phrase], folder: Path) -> Asked:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: a file is missing or damaged.
        """
        return cls(texts, Lexical.load(folder))

    def save(self, folder: Path) -> None:
        """Write the counts."""
        self._lexical.save(folder)

    def scores(self, text: str) -> Mapping[str, float]:
        """BM25 of each guide's best text, above 0, best first."""
        found: dict[str, float] = {}
        for number, score in self._lexical.best(text, len(self._guides), np.ones(len(self._lexical), bool)):
            if number < len(self._guides):  # an index without texts has one that stands for none
                found.setdefault(self._guides[number], score)
        return found
