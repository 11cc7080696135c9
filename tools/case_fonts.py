"""Make the fonts of the case record's PDF: subsets of Noto that hold every character of twelve languages' standards.

Run it where Debian's `fonts-noto-core` and `fonts-noto-cjk` lie, with fonttools installed beside the program:

    python tools/case_fonts.py

It writes `bot/case/fonts/*` and `coverage.txt`, the characters that the fonts have together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

NOTO = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
KOREAN_FACE = 1
"""The face of the collection whose forms are Korean where no language is told; `locl` has the other three."""
OUT = Path(__file__).resolve().parent.parent / "bot" / "case" / "fonts"
LATIN = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x36F), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F)]
LATIN += [(0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218B), (0x2212, 0x2212), (0x25CC, 0x25CC)]
THAI = [(0xE00, 0xE7F), (0x25CC, 0x25CC)]
DEVANAGARI = [(0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF), (0x200C, 0x200D), (0x25CC, 0x25CC)]
EAST = [(0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x27BF), (0x3000, 0x33FF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF)]
EAST += [(0xFE30, 0xFE4F), (0xFF00, 0xFFEF)]
STANDARDS = ("euc_kr", "gb2312", "big5", "shift_jis")
"""KS X 1001, GB 2312, Big5 and JIS X 0208, by Python's own tables."""


def main() -> None:
    """Write the fonts and what they cover."""
    OUT.mkdir(parents=True, exist_ok=True)
    covered: set[int] = set()
    for source, name, wanted, face in (
        (NOTO / "NotoSans-Regular.ttf", "NotoSans.ttf", _ranges(LATIN), -1),
        (NOTO / "NotoSansThai-Regular.ttf", "NotoSansThai.ttf", _ranges(THAI), -1),
        (NOTO / "NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari.ttf", _ranges(DEVANAGARI), -1),
        (CJK, "NotoSansCJKkr.otf", {*_ranges(EAST), *_standards()}, KOREAN_FACE),
    ):
        covered |= _write(source, OUT / name, wanted, face)
    (OUT / "coverage.txt").write_text("".join(f"{line}\n" for line in _lines(covered)), encoding="ascii")


def _write(source: Path, target: Path, wanted: Iterable[int], face: int) -> set[int]:
    """Write one subset; returns the characters that it has."""
    font = TTFont(source, fontNumber=face)
    options = subset.Options(hinting=False, desubroutinize=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = ["*"]
    if face >= 0:  # vertical setting, half widths and old forms would keep glyphs that nothing asks for
        options.layout_features = ["ccmp", "locl", "mark", "mkmk"]
        options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted)
    worker.subset(font)
    mapping = font.getBestCmap()
    font["cmap"].tables = [_wide(mapping)]
    font.save(target)
    return set(mapping)


def _wide(mapping: dict[int, str]) -> CmapSubtable:
    """The table of characters with 32-bit numbers: typst misreads 16-bit ones of glyphs beyond 32,767."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.format = 3, 10, 0, 12
    table.reserved, table.length, table.nGroups = 0, 0, 0
    table.cmap = dict(mapping)
    return table


def _standards() -> Iterator[int]:
    for codec in STANDARDS:
        for lead in range(0x81, 0xFF):
            for trail in range(0x40, 0xFF):
                try:
                    yield from map(ord, bytes((lead, trail)).decode(codec))
                except UnicodeDecodeError:
                    continue


def _ranges(pairs: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in pairs for code in range(first, last + 1)}


def _lines(codes: set[int]) -> Iterator[str]:
    """Runs of characters as hexadecimal `first-last`."""
    ordered = sorted(codes)
    start = ordered[0]
    for code, following in zip(ordered, [*ordered[1:], -1], strict=True):
        if following != code + 1:
            yield f"{start:X}-{code:X}"
            start = following


if __name__ == "__main__":
    main()
