"""The index under several processes: a killed build, a second writer, a reader that sees the switch, a full disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.errors import IndexLocked
from kb.index_build import build_index
from kb.index_reader import IndexReader
from kb.index_versions import Versions
from kb.private_copy import PrivateCopy
from kb.settings import Settings
from tests.kb.made_up import ginseng, seaweed

pytestmark = pytest.mark.slow  # processes of their own, each of which loads the libraries anew


def _process(verb: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kb.index_process", verb, *map(str, args)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_killed_build_leaves_the_old_index_serving(settings: Settings) -> None:
    first = build_index([ginseng()], settings)
    reader = IndexReader.open(settings)
    with _process("build_half", settings.build_dir) as builder:
        assert _line(builder) == "half"
        with pytest.raises(IndexLocked) as caught:
            build_index([seaweed()], settings)
        assert str(settings.index_dir) in str(caught.value.params["file"])
        builder.kill()
    assert len(list((settings.index_dir / "versions").iterdir())) == 2
    for each in (reader, IndexReader.open(settings)):
        assert each.manifest == first
        assert each.dense("yellow crane", 1)[0].guide == "red-ginseng"

    second = build_index([ginseng(), seaweed()], settings)
    assert Versions(settings.index_dir).complete() == [first.version, second.version]
    assert len(list((settings.index_dir / "versions").iterdir())) == 2
    assert reader.manifest == second


def test_a_reader_in_another_process_sees_the_switch(settings: Settings) -> None:
    build_index([ginseng()], settings)
    with _process("read_twice", settings.build_dir) as other:
        assert _line(other) == "['red-ginseng']"
        build_index([seaweed()], settings)
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert _line(other) == "['toasted-seaweed']"


def test_readers_in_threads_always_have_a_whole_index(settings: Settings) -> None:
    build_index([ginseng()], settings)
    reader = IndexReader.open(settings)
    stop = threading.Event()

    def ask() -> set[frozenset[str]]:
        seen = set()
        while not stop.is_set():
            found = {hit.guide for hit in reader.dense("crane on the seal, laver origin", 6, parts=("cue",))}
            seen.add(frozenset(found))
        return seen

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        build_index([seaweed()], settings)
        build_index([ginseng(), seaweed()], settings)
        reader.refresh()
        stop.set()
        seen = set().union(*(each.result() for each in asking))
    assert seen <= {
        frozenset({"red-ginseng"}),
        frozenset({"toasted-seaweed"}),
        frozenset({"red-ginseng", "toasted-seaweed"}),
    }


def test_a_new_version_that_cannot_be_read_leaves_the_old_one_serving(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    build_index([ginseng()], settings)
    reader = IndexReader.open(settings)
    version = build_index([seaweed()], settings).version
    (Versions(settings.index_dir).path(version) / "contents.json").write_text("{", encoding="utf-8")
    assert reader.dense("yellow crane", 1)[0].guide == "red-ginseng"
    assert "old one goes on" in caplog.text


def test_copies_of_dead_processes_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "file").write_text("x", encoding="utf-8")
    (tmp_path / "jinpum-vectors-dead").mkdir()
    living = PrivateCopy(tmp_path / "built")
    other = PrivateCopy(tmp_path / "built")
    assert not (tmp_path / "jinpum-vectors-dead").exists()
    assert (living.path / "file").read_text(encoding="utf-8") == "x"
    living.close()
    living.close()
    assert not living.path.exists() and other.path.exists()
    other.close()


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not _can_mount(), reason="this system lets no test mount a small disk of its own")
@pytest.mark.parametrize("room_kb", [16, 300])
def test_a_full_disk_leaves_the_old_index_serving(tmp_path: Path, warm_cache: Path, room_kb: int) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    # The namespace, and the mount in it, end with the process.
    script = 'mount -t tmpfs -o size=64m tmpfs "$1" && exec "$2" -m tests.kb.index_process fill_disk "$1" "$3" "$4"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", place, sys.executable, warm_cache, str(room_kb)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["index.disk-full", "1", "red-ginseng", "red-ginseng", "2"], done.stderr
