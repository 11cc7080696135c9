"""Scores of many photos as one table."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable

from tests.eval.photos.score import LineScore, Score

_HEAD = (
    "kind", "photos", "sharp codes", "all codes", "CER print", "CER decor", "CER small", "exact", "nearly",
    "named", "hit@1", "quiet", "p50 s", "p95 s",
    "cpu s",
)  # fmt: skip


def table(scores: list[Score], peak: float | None) -> str:
    """The table, a row a kind and one for all, then character errors by script and what else was asked for."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        groups[score.kind].append(score)
    fronts = [score for score in scores if score.kind.startswith(("front", "pair", "shelf"))]
    backs = [score for score in scores if score.kind.startswith(("back", "sticker"))]
    rows = [_HEAD, *(_row(kind, group) for kind, group in groups.items())]
    rows += [_row("FRONTS", fronts), _row("BACKS", backs), _row("ALL", scores)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    text = [
        "  ".join(
            cell.rjust(wide) if index else cell.ljust(wide)
            for index, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([*text, "", *_notes(scores, peak)])


def _row(name: str, scores: list[Score]) -> tuple[str, ...]:
    lines = [line for score in scores for line in score.lines]
    codes = [code for score in scores for code in score.codes]
    hangul = [line for line in lines if line.script == "Hang"]
    covered = [score for score in scores if score.nameable]
    negative = [score for score in scores if not score.guides]
    seconds = sorted(score.seconds for score in scores)
    return (
        name,
        str(len(scores)),
        share([decoded for _, sharp, decoded in codes if sharp]),
        share([decoded for _, _, decoded in codes]),
        error(line for line in hangul if line.kind == "print"),
        error(line for line in hangul if line.kind == "decorative"),
        error(line for line in hangul if line.kind == "small"),
        share([line.exactly for line in hangul]),
        share([line.nearly for line in hangul]),
        share([guide in score.named for score in covered for guide in score.nameable]),
        share([score.hit for score in covered]),
        share([not score.named for score in negative]),
        f"{statistics.median(seconds):.2f}" if seconds else "–",
        f"{seconds[min(len(seconds) - 1, round(0.95 * (len(seconds) - 1)))]:.2f}" if seconds else "–",
        f"{statistics.median(score.processor for score in scores):.2f}" if seconds else "–",
    )


def _notes(scores: list[Score], peak: float | None) -> list[str]:
    lines = [line for score in scores for line in score.lines]
    scripts = dict.fromkeys(line.script for line in lines)
    text = [
        "character error by script: "
        + ", ".join(f"{script} {error(line for line in lines if line.script == script)}" for script in scripts)
    ]
    for side in ("front", "back", "scene"):
        hangul = [line for line in lines if line.script == "Hang" and line.side == side]
        text.append(
            f"Hangul lines, {side}: exactly {share([line.exactly for line in hangul])}, "
            f"nearly {share([line.nearly for line in hangul])}; nothing read at their place "
            f"{share([not line.seen for line in hangul])}"
        )
    marked = [score for score in scores if score.marked]
    found, there = sum(score.changes_found for score in marked), sum(score.changes for score in marked)
    if marked:
        false = sum(score.false_marks for score in marked) / len(marked)
        text.append(
            f"changed regions: found {found}/{there}, falsely marked {false:.2f} a photo ({len(marked)} photos)"
        )
    text.append(f"codes read that are not there: {sum(len(score.phantoms) for score in scores)}")
    if peak is not None:
        text.append(f"peak memory: {peak:.0f} MB")
    return text


def share(values: list[bool]) -> str:
    """So many of so many."""
    return f"{100 * sum(values) / len(values):.0f}% {sum(values)}/{len(values)}" if values else "–"


def error(lines: Iterable[LineScore]) -> str:
    """Wrong characters by all."""
    counted = list(lines)
    total = sum(line.length for line in counted)
    return f"{100 * sum(line.wrong for line in counted) / total:.1f}%" if total else "–"
