"""Is a clause a question? What is asked is not what was seen, so it is no evidence of anything."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kb.tokens import fold

_WORDS = Path(__file__).parent / "data" / "asking.txt"
_MARKS = re.compile(r"[?？؟]\s*$")
_RUN_TOGETHER = re.compile(r"[ᄀ-ᇿ가-힣\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def is_question(clause: str) -> bool:
    """Whether a clause asks: it ends in a question mark or holds a word that asks, in any of the languages."""
    if _MARKS.search(clause):
        return True
    spoken, together = _asking_words()
    folded = fold(clause)
    return bool(spoken.search(folded) or together.search(folded))


@lru_cache(maxsize=1)
def _asking_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for words with spaces between them, and for words found inside a run."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    words = {fold(word.strip()) for line in lines if not line.startswith("#") for word in line.split(",")} - {""}
    together = sorted((word for word in words if _RUN_TOGETHER.search(word)), key=len, reverse=True)
    spoken = sorted(words - set(together), key=len, reverse=True)
    bound = "|".join(re.escape(word) for word in spoken)
    return re.compile(rf"(?<!\w)(?:{bound})(?!\w)"), re.compile("|".join(re.escape(word) for word in together))
