"""Passwords as argon2id hashes (RFC 9106), checked in the same time whether or not there is such an account."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
"""Characters: a phrase of a few words. No rule about their kinds (NIST SP 800-63B, section 3.1.1.2)."""
LONGEST = 200
"""Characters. Whatever is longer is refused before it costs a computation."""

# RFC 9106, section 4, second recommended option: 64 MiB and three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, type=Type.ID)
# Each check takes 64 MiB: those that come at once wait for each other instead of filling the memory.
_AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The hash to keep."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def verify(password: str, kept: str | None) -> bool:
    """Whether a password is the one of a hash.

    Args:
        password: as typed.
        kept: the hash; None where there is no such account: the same work is done, and the answer is no.
    """
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            fits = _HASHER.verify(kept or _nobody(), _normal(password))
        except (Argon2Error, InvalidHashError):
            return False
    return fits and kept is not None


def is_old(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def is_hash(text: str) -> bool:
    """Whether this is an argon2id hash."""
    try:
        return text.startswith("$argon2id$") and _HASHER.check_needs_rehash(text) in {True, False}
    except InvalidHashError:
        return False


def _normal(password: str) -> str:
    """The same password however a keyboard composes its letters (RFC 8265, section 4.2)."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows, made with today's parameters."""
    return _HASHER.hash(secrets.token_urlsafe(32))
