"""Who saw what is for officers alone: one line of the audit log for a person and a guide, not one for each request."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from bot.access.audit import Action, note
from bot.access.person import Person
from bot.records.database import Database
from kb.library import guides_for_officers

AGAIN_SECONDS = 600
"""A guide that is read for a while is one view of it."""


class Views:
    """Notes views. Safe to call from several threads."""

    def __init__(self, database: Database, guides: Path, now: Callable[[], float] = time.monotonic) -> None:
        """Take where the log lies, the folder of guides, and a clock in seconds."""
        self._database = database
        self._folder = guides
        self._now = now
        self._noted: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def seen(self, person: Person, guide: str) -> None:
        """Note that a person saw a guide, if something in it is for officers alone.

        Raises:
            RecordsError: the log cannot be written; what nobody can account for is then not shown.
        """
        if guide not in self._restricted:
            return
        now = self._now()
        with self._lock:
            self._noted = {key: at for key, at in self._noted.items() if now - at < AGAIN_SECONDS}
            if (person.id, guide) in self._noted:
                return
        with self._database.session() as session:
            note(session, person, Action.GUIDE_VIEWED, guide)
        with self._lock:
            self._noted[person.id, guide] = now

    @cached_property
    def _restricted(self) -> frozenset[str]:
        return guides_for_officers(self._folder)
