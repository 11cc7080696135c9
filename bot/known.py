"""What readers of photos look for: made from the guides, passed to `bot.gather.look`."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.compare import References, load_references
from bot.names import names_of
from bot.reading import Names
from kb.errors import JinpumError
from kb.library import guide_files, load_library
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Edition


@dataclass(frozen=True)
class Known:
    """What may be recognised in a photo. What is for officers only is in it only if it was asked for."""

    references: References = field(default_factory=lambda: References(()))
    """Pictures of genuine items."""
    names: Names = field(default_factory=Names)
    """Names in Hangul, looked for in every line."""

    @classmethod
    def of(cls, guides: Iterable[Guide], settings: Settings, officers: bool = False) -> Known:
        """What guides tell to look for.

        Args:
            guides: in any language.
            settings: where features of pictures are kept.
            officers: whether cues for officers only count too.
        """
        guides = tuple(guides)
        return cls(load_references(guides, settings.build_dir, officers), names_of(guides))


NOTHING = Known()
"""Nothing is looked for by name or picture."""


class KnownNow:
    """What is known as the guides are now; made anew when their files change. Safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is read yet."""
        self._settings = settings
        self._lock = threading.Lock()
        self._state: tuple[tuple[str, int], ...] = ()
        self._known = NOTHING

    def __call__(self) -> Known:
        """What is known now. While the guides have an error, what was known before stays."""
        with self._lock:
            files = (file for path in guide_files(self._settings.guides) for file in sorted(path.parent.iterdir()))
            state = tuple((str(file), file.stat().st_mtime_ns) for file in files)
            if state != self._state:
                self._state = state
                with contextlib.suppress(JinpumError):
                    library = load_library(self._settings.guides, self._settings.edition)
                    officers = self._settings.edition is Edition.OFFICERS
                    self._known = Known.of(library.values(), self._settings, officers)
            return self._known


Knows = Callable[[], Known]
"""Whatever tells what is known at the moment."""
