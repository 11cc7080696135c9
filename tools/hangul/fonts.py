"""Collect the free Korean fonts that lines are rendered with: `python -m tools.hangul.fonts FOLDER`.

The fonts to train on are listed in `FOLDER/fonts.lst`, those kept out of training in `FOLDER/held.lst`.

Fonts come as packages by name: `@fontsource/*` from npm, whose Hangul is cut into a hundred slices that are merged
here, and Debian's font packages, which must be installed (`fonts.txt` lists both). None of them is shipped with the
project; only the network that was trained on their lines is.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from tools.hangul.fontlist import KS_X_1001, entries

SYSTEM = Path("/usr/share/fonts")


def fetch(name: str, folder: Path) -> Path:
    """Unpack an npm package under a folder; what is there already is kept."""
    target = folder / "npm" / name
    if not target.is_dir():
        target.mkdir(parents=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"@fontsource/{name}"], cwd=target, check=True, capture_output=True, text=True
        )
        with tarfile.open(target / packed.stdout.split()[-1]) as archive:
            archive.extractall(target, filter="data")
    return target


def merge(package: Path, name: str, folder: Path) -> Iterator[Path]:
    """One TrueType file per weight, of all slices of a fontsource package."""
    files = package / "package" / "files"
    for weight in sorted({path.stem.rsplit("-", 2)[1] for path in files.glob(f"{name}-*-normal.woff2")}):
        target = folder / "merged" / f"{name}-{weight}.ttf"
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            slices = sorted(files.glob(f"{name}-*-{weight}-normal.woff2"))
            whole = files / f"{name}-korean-{weight}-normal.woff2"
            latin = files / f"{name}-latin-{weight}-normal.woff2"
            numbered = [path for path in slices if path.stem.split("-")[-3].isdigit()]
            chosen = [path for path in (latin, whole) if path.is_file()] if _is_whole(whole) else [*numbered, latin]
            font = TTFont(chosen[0]) if len(chosen) == 1 else Merger().merge([str(path) for path in chosen])
            font.flavor = None
            font.save(target)
        yield target


def _is_whole(path: Path) -> bool:
    return path.is_file() and len(KS_X_1001 & _letters(path)) > 2000


def _letters(path: Path) -> set[str]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def collect(folder: Path) -> list[Path]:
    """All fonts of the list that hold Korean, merged under a folder; held-out families are left out."""
    found = [path for name in entries("npm") for path in merge(fetch(name, folder), name, folder)]
    held_out = set(entries("held-file"))
    for path in sorted(SYSTEM.rglob("*.[ot]t[fc]")):
        if path.stem in held_out or not any(f"/{part}/" in str(path) for part in entries("debian")):
            continue
        found.append(path)
    return [path for path in found if len(KS_X_1001 & _letters(path)) > 2000]


def held_out(folder: Path) -> list[Path]:
    """The fonts that are kept out of training, to be measured on: npm's where one file of plain weight holds Korean."""
    found = []
    for name in entries("held-npm"):
        whole = fetch(name, folder) / "package" / "files" / f"{name}-korean-400-normal.woff2"
        if _is_whole(whole):
            target = folder / "held" / f"{name}.ttf"
            target.parent.mkdir(exist_ok=True)
            font = TTFont(whole)
            font.flavor = None
            font.save(target)
            found.append(target)
    stems = set(entries("held-file"))
    return found + [path for path in sorted(SYSTEM.rglob("*.ttf")) if path.stem in stems]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, paths in (("fonts", collect(folder)), ("held", held_out(folder))):
        (folder / f"{name}.lst").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        print(f"{len(paths)} fonts in {folder / name}.lst")
