"""What is made of plain arrays, and kept in one file as such."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt


class Arrays:
    """Arrays by name. A subclass says what they mean."""

    def __init__(self, parts: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take the arrays; a subclass's `fit`, or `load`, makes them."""
        self._parts = parts

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the file is missing or damaged.
        """
        with np.load(path) as file:
            return cls({name: file[name] for name in file.files})

    def save(self, path: Path) -> None:
        """Write them into one file, without pickles."""
        np.savez(path, allow_pickle=False, **self._parts)
