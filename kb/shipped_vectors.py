"""Vectors of the content as it was released, so that a first start need not embed it for minutes.

They are what the default model makes of the guides' texts, kept by the content of each text: one that has changed since
is not found here and embedded as ever. `python -m tools.vectors` writes the file anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).resolve().parent / "data" / "vectors.npz"
_LEVELS = 127
"""A component is kept in one byte; that moves a vector by less than a hundredth of a degree's cosine."""


def key(text: str) -> bytes:
    """The key of a text: the SHA-256 of its content."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


@lru_cache(maxsize=2)
def shipped(fingerprint: str, path: Path = FILE) -> Mapping[bytes, npt.NDArray[np.float32]]:
    """Vectors by key, each dimension long and of length 1; none if they are of another model, or there is no file.

    Args:
        fingerprint: of the model in use.
        path: the file.
    """
    try:
        with np.load(path) as file:
            if str(file["model"]) != fingerprint:
                return {}
            values = file["values"].astype(np.float32)
            values /= np.linalg.norm(values, axis=1, keepdims=True)
            return {row.tobytes(): vector for row, vector in zip(file["keys"], values, strict=True)}
    except (OSError, ValueError, KeyError, BadZipFile):  # no file, or a damaged one: everything is embedded
        return {}


def write(texts: Iterable[str], vectors: npt.ArrayLike, fingerprint: str, path: Path = FILE) -> None:
    """Write the vectors of texts.

    Args:
        texts: the texts.
        vectors: `len(texts)` × dimension.
        fingerprint: of the model that made them.
        path: the file.
    """
    exact = np.asarray(vectors, np.float32)
    values = np.rint(exact / np.abs(exact).max(axis=1, keepdims=True) * _LEVELS).astype(np.int8)
    # In the order of the keys, so that the file depends on its content alone.
    rows = sorted(zip((key(text) for text in texts), values, strict=True), key=lambda row: row[0])
    keys = np.frombuffer(b"".join(each for each, _ in rows), np.uint8).reshape(len(rows), -1)
    np.savez_compressed(path, model=np.str_(fingerprint), keys=keys, values=np.stack([row for _, row in rows]))
