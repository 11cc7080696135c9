"""How often somebody may try to sign in: moving windows per address, per name, and per both."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from collections.abc import Callable

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_QUARTER = 15
"""Minutes."""
_PER_ADDRESS = RateLimitItemPerMinute(30, _QUARTER, "sign-in-address")
_PER_BOTH = RateLimitItemPerMinute(5, _QUARTER, "sign-in-both")
# Wider than that of one address, so that a stranger elsewhere cannot lock an officer out with five wrong passwords.
_PER_NAME = RateLimitItemPerMinute(50, _QUARTER, "sign-in-name")


class SignInLimits:
    """Counts attempts in memory: addresses are never written down. Each server process counts for itself."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """Take the clock, in seconds since 1970."""
        self._now = now
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, name: str, address: str) -> int:
        """Count one attempt, before the password is looked at.

        Args:
            name: as typed.
            address: where the attempt comes from.

        Returns:
            0 if it may go on, else the minutes to wait, rounded up.
        """
        for item, keys in _counted(name, address):
            if not self._limiter.hit(item, *keys):
                reset = self._limiter.get_window_stats(item, *keys).reset_time
                return max(1, math.ceil((reset - self._now()) / 60))
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """Forget what an officer mistyped before; what others tried under that name stays counted."""
        item, keys = _counted(name, address)[1]
        self._limiter.clear(item, *keys)


def _counted(name: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    # A name may be long, and may be a password typed into the wrong field: only its hash is held.
    who = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    where = _network(address)
    return [(_PER_ADDRESS, (where,)), (_PER_BOTH, (who, where)), (_PER_NAME, (who,))]


def _network(address: str) -> str:
    """The address; of IPv6 its /64, as one household or one attacker has all of it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
