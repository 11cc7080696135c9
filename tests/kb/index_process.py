"""What the tests of the index run in a process of its own: `python -m tests.kb.index_process <verb> <build> …`."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from kb.embedding_cache import CACHE
from kb.errors import IndexDiskFull
from kb.index_build import build_index
from kb.index_reader import IndexReader
from kb.settings import Settings
from tests.kb.made_up import GINSENG, GINSENG_CUES, ginseng, guide, seaweed


def _say(word: object) -> None:
    print(word, flush=True)


def build_half(build: Path) -> None:
    """Build, and stop for ever when the vectors are in."""

    def stop(_done: int, _of: int) -> None:
        _say("half")
        time.sleep(600)

    build_index([ginseng(), seaweed()], Settings(build=build), stop)


def read_twice(build: Path) -> None:
    """Ask, wait for a line, ask again."""
    reader = IndexReader.open(Settings(build=build))
    _say(sorted({hit.guide for hit in reader.lexical("crane laver", 9)}))
    sys.stdin.readline()
    _say(sorted({hit.guide for hit in reader.lexical("crane laver", 9)}))


def fill_disk(place: Path, cache: Path) -> None:
    """Build on a small disk, fill it, build again, make room, build once more."""
    settings = Settings(build=place / "build")
    settings.index_dir.mkdir(parents=True)
    shutil.copy(cache, settings.index_dir / CACHE)
    build_index([ginseng()], settings)
    reader = IndexReader.open(settings)
    with (place / "ballast").open("wb") as ballast:
        free = os.statvfs(place)
        room = int(sys.argv[4]) * 1024
        ballast.write(b"\0" * max(0, free.f_bavail * free.f_frsize - room))
    try:
        build_index([ginseng(), seaweed()], settings)
        _say("built")
    except IndexDiskFull as error:
        _say(error.key)
    _say(len(list((settings.index_dir / "versions").iterdir())))
    for each in (reader, IndexReader.open(settings)):
        _say(each.dense("yellow crane", 1)[0].guide)
    (place / "ballast").unlink()
    edited = guide(GINSENG, GINSENG_CUES[:1])
    _say(build_index([edited, seaweed()], settings).counts.guides)


if __name__ == "__main__":
    match sys.argv[1], Path(sys.argv[2]):
        case "build_half", build:
            build_half(build)
        case "read_twice", build:
            read_twice(build)
        case _, place:
            fill_disk(place, Path(sys.argv[3]))
