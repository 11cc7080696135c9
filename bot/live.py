"""The assistant of a running server: opened when first needed, opened anew when another index is switched in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from bot.answer import Answer
from bot.inquiry import Inquiry
from bot.session import Asks
from kb.errors import JinpumError, SearchIndexError
from kb.index_versions import Versions
from kb.settings import Settings

log = logging.getLogger(__name__)


class LiveAssistant:
    """Answers with the assistant of the index that serves. Safe to call from several threads."""

    def __init__(self, settings: Settings, open_assistant: Callable[[Settings], Asks]) -> None:
        """Take the settings and what opens an assistant; nothing is opened yet."""
        self._settings = settings
        self._open = open_assistant
        self._versions = Versions(settings.index_dir)
        self._lock = threading.Lock()
        self._assistant: Asks | None = None
        self._stamp: tuple[int, int, int] | None = None

    def ask(self, inquiry: Inquiry) -> Answer:
        """Answer one inquiry.

        Raises:
            SearchIndexError: there is no index that can be used.
        """
        return self._current().ask(inquiry)

    def state(self) -> str:
        """`ready`, `not-opened`, or the key of what keeps the index from being used; opens nothing."""
        try:
            self._versions.current()
        except SearchIndexError as error:
            return error.key
        return "ready" if self._assistant else "not-opened"

    def warm(self) -> JinpumError | None:
        """Load everything now, so that the first officer does not wait; what is wrong is given back and logged."""
        try:
            self._current()
        except JinpumError as error:
            log.warning("the assistant is not ready: %s", error)
            return error
        return None

    def _current(self) -> Asks:
        stamp = self._versions.stamp()
        with self._lock:
            if self._assistant is None:
                self._assistant, self._stamp = self._open(self._settings), stamp
            elif stamp != self._stamp:
                # The new one is tried once; while it cannot be opened, the old one goes on answering.
                self._stamp = stamp
                try:
                    self._assistant = self._open(self._settings)
                except JinpumError as error:
                    log.warning("the new index is not used: %s", error)
            return self._assistant
