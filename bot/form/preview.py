"""A draft's page as the site would show it: the site's own program, kept running beside the server."""

from __future__ import annotations

import json
import logging
import os
import selectors
import subprocess
import sys
import threading
from pathlib import Path

from kb.settings import Settings

SECONDS = 90.0
"""The first page of a language loads the site's templates: 3 s of one core, much longer where others use it too. A page
after that takes a fraction of a second."""

_WARM = """---
id: draft
lang: en
kind: rule
category: consumer
names: {en: Draft, ko: Draft}
backing: press
package: box
reviewed: 2026-01-01
review_by: 2026-07-01
---

# Draft

Text.
"""

log = logging.getLogger(__name__)


class SitePreview:
    """Runs `site/preview.py --serve` and asks it for pages, one at a time. It starts with the first one."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is started yet."""
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._warmed: set[str] = set()

    def warm(self, locale: str) -> None:
        """Load a language's templates in the background, so that the first page does not wait for them."""
        if locale not in self._warmed:
            self._warmed.add(locale)
            threading.Thread(target=self.page, args=(_WARM, locale), daemon=True).start()

    def page(self, markdown: str, locale: str) -> str | None:
        """The page, as HTML without scripts; None if it could not be made, which is logged.

        Args:
            markdown: a guide's file.
            locale: BCP 47 tag of the words around it.
        """
        asked = json.dumps({"markdown": markdown, "locale": locale}).encode() + b"\n"
        with self._lock:
            try:
                answer = json.loads(self._ask(asked))
            except (OSError, ValueError, TimeoutError) as error:
                log.warning("the preview did not answer: %s", error)
                self._end()
                return None
        if "html" not in answer:
            log.warning("the preview failed: %s", answer.get("error"))
        html = answer.get("html")
        return html if isinstance(html, str) else None

    def close(self) -> None:
        """End the process, also while it makes a page, which then fails."""
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def _ask(self, asked: bytes) -> bytes:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(asked)
        process.stdin.flush()
        found = bytearray()
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            while not found.endswith(b"\n"):
                if not waiting.select(SECONDS):
                    raise TimeoutError(f"no page within {SECONDS:.0f} s")
                piece = os.read(process.stdout.fileno(), 1 << 16)
                if not piece:
                    raise OSError("it has ended")
                found += piece
        return bytes(found)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            code = Path(__file__).resolve().parents[2]
            # The program's own modules, wherever the guides lie.
            paths = os.pathsep.join(filter(None, [str(code), os.environ.get("PYTHONPATH", "")]))
            environment = {**os.environ, "PYTHONPATH": paths, "JINPUM_HOME": str(self._settings.home)}
            command = [sys.executable, str(self._settings.site_source / "preview.py"), "--serve"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
