"""Versions: of a guide, by the hash of what it said, and of the program."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version

from kb.model import Guide


def content_hash(guide: Guide) -> str:
    """The SHA-256 of what a guide says, wherever its file lies."""
    content = json.dumps(guide.model_dump(mode="json", exclude={"path"}), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def program() -> str:
    """Name and version of this program."""
    try:
        return f"jinpum {version('jinpum')}"
    except PackageNotFoundError:  # run from a folder that was never installed
        return "jinpum"
