"""The space in which what varies within a class counts less: within-class covariance normalisation.

The vectors of a small multilingual model lie in a narrow cone, and a good part of what separates them is language and
kind of sentence. Where a class holds texts of many languages and kinds, the directions that vary within it tell
nothing: they are shrunk (Hatch, Kajarekar and Stolcke, Interspeech 2006). Nothing is learnt from questions.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def scatter(vectors: npt.NDArray[np.float64], owners: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """The mean covariance within a class, dimension × dimension.

    Args:
        vectors: texts × dimension.
        owners: the class of each text.
    """
    within = vectors.copy()
    for owner in np.unique(owners):
        within[owners == owner] -= vectors[owners == owner].mean(axis=0)
    found: npt.NDArray[np.float64] = within.T @ within / max(len(vectors), 1)
    return found


def whitening(covariance: npt.NDArray[np.float64], shrinkage: float) -> npt.NDArray[np.float64]:
    """What makes all directions vary alike, dimension × dimension.

    Args:
        covariance: that within a class.
        shrinkage: share of the mean variance added to each direction, so that one with hardly any is not blown up.
    """
    variances, directions = np.linalg.eigh(covariance)
    variances = np.maximum(variances, 0.0)
    scale = 1.0 / np.sqrt(variances + shrinkage * variances.mean() + 1e-12)
    found: npt.NDArray[np.float64] = (directions * scale) @ directions.T
    return found


def unit(vectors: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """The vectors at length 1."""
    found: npt.NDArray[np.floating] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return found
