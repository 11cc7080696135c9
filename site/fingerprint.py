"""Hashes of files, to tell whether something has to be built again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_IGNORED = {"__pycache__"}
_TOOLS = ("mkdocs", "mkdocs-material", "Markdown", "pagefind")


def of_tree(paths: Iterable[Path]) -> str:
    """A hash over the names and contents of files and of everything in folders."""
    digest = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(item for item in path.rglob("*") if item.is_file())
        for file in files:
            if _IGNORED.isdisjoint(file.parts):
                digest.update(str(file.relative_to(path.parent)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def of_texts(texts: Iterable[str]) -> str:
    """A hash over texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


def of_tools() -> str:
    """The versions of the programs that make the pages."""
    return " ".join(f"{name}={version(name)}" for name in _TOOLS)
