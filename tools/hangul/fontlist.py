"""Which fonts lines are rendered with, and which are kept out of training: the names in `fonts.txt`."""

from __future__ import annotations

from pathlib import Path

LIST = Path(__file__).with_name("fonts.txt")
KS_X_1001 = frozenset(
    bytes((first, second)).decode("euc-kr") for first in range(0xB0, 0xC9) for second in range(0xA1, 0xFF)
)
"""The 2,350 syllables of everyday Korean (KS X 1001, rows 16 to 40)."""


def entries(kind: str) -> list[str]:
    """The names in `fonts.txt` of a kind: `npm`, `debian`, `held-npm` or `held-file`."""
    lines = (line.split("#")[0].split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return [fields[1] for fields in lines if len(fields) > 1 and fields[0] == kind]
