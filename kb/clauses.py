"""A question → its clauses, which are embedded one by one.

Officers write long, winding descriptions. The vector of a whole one lies between all that it speaks of, while one
clause of it (the colour of the lid, the name half remembered) may lie right beside the guide's words.
"""

from __future__ import annotations

import re

from kb.spelling import compact

_ENDS = re.compile(r"[.!?;:,…。！？；：，、؛،।—–\n()]+|\s-\s")
_WIDE = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_SHORTEST = 18
"""Characters below which a piece says too little and is joined with the next; Han, kana and Hangul count twice."""
_MOST = 8
"""Clauses of one question at most: each costs as much time as the question itself."""
_CHARACTERS = 2_000
"""No more of a question is cut up."""


def clauses(text: str) -> list[str]:
    """The clauses of a question in any script, in order; none where it is a single one."""
    found: list[str] = []
    piece = ""
    for part in _ENDS.split(text[:_CHARACTERS]):
        if not compact(part):
            continue
        piece = f"{piece}, {part.strip()}" if piece else part.strip()
        if len(piece) * (2 if _WIDE.search(piece) else 1) >= _SHORTEST:
            found.append(piece)
            piece = ""
    if piece:
        found.append(piece)
    return found[:_MOST] if len(found) > 1 else []
