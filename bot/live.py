"""The assistant of a running server: opened when it is first needed or can first be opened, then kept.

Once open, the assistant follows the index by itself from version to version.
"""

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
    """Answers as soon as there is an index. Safe to call from several threads."""

    def __init__(self, settings: Settings, open_assistant: Callable[[Settings], Asks]) -> None:
        """Take the settings and what opens an assistant; nothing is opened yet."""
        self._settings = settings
        self._open = open_assistant
        self._versions = Versions(settings.index_dir)
        self._lock = threading.Lock()
        self._assistant: Asks | None = None

    def ask(self, inquiry: Inquiry) -> Answer:
        """Answer one inquiry.

        Raises:
            JinpumError: the index or the guides cannot be used; the next call tries again.
        """
        return self._opened().ask(inquiry)

    def state(self) -> str:
        """`ready`, `not-opened`, or the key of what keeps the index from being used; opens nothing."""
        try:
            self._versions.current()
        except SearchIndexError as error:
            return error.key
        return "ready" if self._assistant else "not-opened"

    def warm(self) -> None:
        """Open the assistant now, so that the first officer does not wait; what is wrong is logged."""
        try:
            self._opened()
        except JinpumError as error:
            log.warning("the assistant is not ready: %s", error)

    def _opened(self) -> Asks:
        with self._lock:
            if self._assistant is None:
                self._assistant = self._open(self._settings)
            return self._assistant
