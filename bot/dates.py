"""Dates as labels print them, told by their form, with what is ambiguous kept so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_D = "[0-9OoIl|]"
_SEP = r" ?[./\-·,] ?"
_FIRST, _LAST = 2000, 2049
"""Years that a label on goods for sale can bear."""
_SLIPS = str.maketrans("OoIl|", "00111")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "(" + "|".join(_MONTHS) + r")[a-z]{0,6}"
_START, _END = r"(?<![0-9A-Za-z.\-])", r"(?![0-9A-Za-z]|[.\-]\d)"
_FORMS = {
    "ymd": re.compile(rf"{_START}(2[0Oo]{_D}{{2}}){_SEP}({_D}{{1,2}}){_SEP}({_D}{{1,2}})(?![0-9])"),
    "han": re.compile(r"(?<!\d)((?:20)?\d\d) ?[년年] ?(\d{1,2}) ?[월月](?: ?(\d{1,2}) ?[일日])?"),
    "dmy": re.compile(rf"{_START}({_D}{{1,2}}){_SEP}({_D}{{1,2}}){_SEP}(2[0Oo]{_D}{{2}})(?![0-9])"),
    "packed": re.compile(rf"{_START}(20\d\d)(\d\d)(\d\d){_END}"),
    "short": re.compile(rf"{_START}(\d\d){_SEP}(\d\d){_SEP}(\d\d){_END}"),
    "named": re.compile(rf"{_START}(\d{{1,2}})[ .\-]?{_MONTH}[ .,\-]*(20\d\d)", re.IGNORECASE),
    "month": re.compile(rf"{_START}{_MONTH}[ .,\-]*(20\d\d)", re.IGNORECASE),
    "ym": re.compile(rf"{_START}(20\d\d)[./\-](\d\d){_END}"),
    "my": re.compile(rf"{_START}(\d\d)[./\-](20\d\d){_END}"),
}
_DATED = re.compile(
    r"소비\s?기한|유통\s?기한|제조\s?일|품질유지|까지|부터|제조|만료|사용\s?기한|EXP|MFG|MFD|PRD|BEST|BB|USE BY|"
    r"PROD|PACK|HSD|NSX|有效|生产|生產|保质|賞味|消費期限|ผลิต|หมดอายุ",
    re.IGNORECASE,
)
"""Words beside which a number is a date."""
_KOREAN_ORDER = re.compile(r"[가-힣]|有效|生产|生產|保质|賞味|消費期限")
"""Writing of countries whose dates begin with the year."""


@dataclass(frozen=True)
class Dated:
    """A date in a text. `value` is ISO 8601, to the month where no day is printed.

    Where the form allows two readings it is both, `[2026-05-06,2026-06-05]` (ISO 8601-2, one of a set).
    """

    start: int
    end: int
    value: str


def dates(text: str) -> Iterator[Dated]:
    """The dates in a line of text, which do not overlap.

    Letters that a machine takes for digits count as such where the whole is a date of the calendar and most of it
    are digits. A bare run such as 26.05.30 counts only beside a word that makes it a date.
    """
    taken: list[tuple[int, int]] = []
    dated = bool(_DATED.search(text))
    for form, pattern in _FORMS.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            if form in ("short", "ym", "my") and not dated:
                continue
            values = sorted(set(_readings(form, match, text)))
            if values:
                taken.append((start, end))
                yield Dated(start, end, values[0] if len(values) == 1 else f"[{','.join(values)}]")


def _readings(form: str, match: re.Match[str], text: str) -> list[str]:
    """The dates of the calendar that a match can mean."""
    groups = [group or "" for group in match.groups()]
    if form in ("named", "month"):
        day = groups[0] if form == "named" else ""
        return _valid([(groups[-1], str(_MONTHS.index(groups[-2][:3].lower()) + 1), day)])
    whole = "".join(groups)
    if sum(char.isdigit() for char in whole) < 0.7 * len(whole):
        return []
    one, two, *rest = (group.translate(_SLIPS) for group in groups)
    three = rest[0] if rest else ""
    backwards = {"dmy": [(three, two, one), (three, one, two)], "my": [(two, one, "")]}
    if form in backwards:
        return _valid(backwards[form])
    either = form == "short" and not _KOREAN_ORDER.search(text)
    return _valid([(one, two, three), *([(three, two, one)] if either else [])])


def _valid(candidates: list[tuple[str, str, str]]) -> list[str]:
    found = []
    for year, month, day in candidates:
        full = int(year) + (2000 if len(year) == 2 else 0)
        try:
            date = datetime.date(full, int(month), int(day) if day else 1)
        except ValueError:
            continue
        if _FIRST <= full <= _LAST:
            found.append(date.isoformat() if day else date.isoformat()[:7])
    return found
