"""The measured questions, and the assistant's parts to ask them of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "questions"
DEVELOPMENT = ("dev", "dev2", "dev3", "dev4", "dev5", "dev6", "dev7")
"""The sets that may be looked at; weights and floor are fitted on them."""
HELD_OUT = ("held-out", "held-out2")
"""The sets for reporting, whose misses nobody has looked at."""
SETS = (*DEVELOPMENT, *HELD_OUT)


@dataclass(frozen=True)
class EvalQuestion:
    """One question with the guides that are right for it; none where no guide covers it."""

    id: str
    locale: str
    text: str
    guides: frozenset[str]
    verdict: str | None


def load(name: str) -> list[EvalQuestion]:
    """The questions of a set."""
    found = []
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        guides = data.get("guides") or ([data["guide"]] if data.get("guide") else [])
        found.append(EvalQuestion(data["id"], data["locale"], data["text"], frozenset(guides), data.get("verdict")))
    return found
