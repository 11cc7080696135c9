"""The cases that browsers have open, so that a tab that is loaded again finds its own."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.access.person import Person
from bot.check_case import CheckCase

SECONDS = 3600.0
"""How long a case is held after its tab was last heard of."""
MOST = 200
"""Cases held at a time; beyond that the one not heard of for the longest time goes. Each may hold many photos."""


@dataclass
class _Held:
    case: CheckCase
    owner: Person
    heard: float


class OpenCases:
    """Cases by the secret that their tab made up. Safe to use from several threads."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold nothing yet."""
        self._seconds, self._most, self._clock = seconds, most, clock
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, tab: str, person: Person, case: CheckCase) -> None:
        """Hold a tab's case; an empty secret holds nothing."""
        with self._lock:
            if tab:
                self._held[tab] = _Held(case, person, self._clock())
                self._held.move_to_end(tab)
            self._forget()

    def find(self, tab: str, person: Person) -> CheckCase | None:
        """The case of a tab; None if it is not held any more or is another's.

        Who signs in takes along the case begun before. Who signs out leaves it behind.
        """
        with self._lock:
            self._forget()
            held = self._held.get(tab)
            if held is None or (held.owner.signed_in and held.owner.id != person.id):
                return None
            return held.case

    def _forget(self) -> None:
        now = self._clock()
        while self._held:
            first = next(iter(self._held))
            if len(self._held) <= self._most and now - self._held[first].heard <= self._seconds:
                return
            del self._held[first]
