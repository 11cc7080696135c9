"""Imports Gradio in half the time.

On every import Gradio parses the source of its eighty components and rewrites type stubs for editors beside them:
half of its import time, for files that a server never reads and often may not write. It skips a component whose
source file cannot be found, so for the length of the import none can.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def import_gradio() -> Any:
    """The `gradio` module."""
    with _no_sources():
        import gradio  # noqa: PLC0415
    return gradio


@contextmanager
def _no_sources() -> Iterator[None]:
    getfile = inspect.getfile

    def hidden(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError
        return getfile(thing)

    inspect.getfile = hidden  # type: ignore[assignment]  # a function of the module is replaced, which is the point
    try:
        yield
    finally:
        inspect.getfile = getfile
