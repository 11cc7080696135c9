"""Does a question resemble what people ask about any guide, or what they ask about other goods?

A softmax regression over the phrases of the guides and one further class, the decoys. Its probability of that class
says of a question what no distance to a single phrase says. It is trained when the index is built, from that alone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_RIDGE = 1e-3
_STEPS = 100
_RATE = 0.02
_SCALE = 12.0
"""Vectors have length 1: their components are brought near to 1, for which the rate is made."""
MOST = 12.0
"""Beyond this the probability says nothing more."""

Array = npt.NDArray[np.float32]


def train(vectors: Array, classes: npt.NDArray[np.int32], count: int) -> tuple[Array, Array]:
    """Softmax regression with a ridge, by gradient descent with momentum (Adam).

    Args:
        vectors: phrases × dimension, each of length 1.
        classes: of each phrase, 0 to `count` - 1.
        count: how many classes there are.

    Returns:
        Weights, classes × dimension, and biases, one a class.
    """
    scaled = vectors * np.float32(_SCALE)
    wanted = np.eye(count, dtype=np.float32)[classes]
    weights, biases = np.zeros((count, scaled.shape[1]), np.float32), np.zeros(count, np.float32)
    mean: Array = np.zeros_like(weights)
    square: Array = np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        error = np.exp(log_chances(scaled, weights, biases)) - wanted
        gradient = error.T @ scaled / len(scaled) + np.float32(_RIDGE) * weights
        mean += np.float32(0.1) * (gradient - mean)
        square += np.float32(0.01) * (gradient**2 - square)
        rate = np.float32(_RATE) / (np.sqrt(square / (1 - 0.99**step)) + np.float32(1e-8))
        weights -= rate * mean / np.float32(1 - 0.9**step)
        biases -= np.float32(0.1) * error.mean(axis=0)
    return (weights * np.float32(_SCALE)).astype(np.float32), biases


def log_chances(vectors: Array, weights: Array, biases: Array) -> Array:
    """The logarithm of each class's probability, vectors × classes."""
    sums = vectors @ weights.T + biases
    sums -= sums.max(axis=1, keepdims=True)
    found: Array = sums - np.log(np.exp(sums).sum(axis=1, keepdims=True))
    return found
