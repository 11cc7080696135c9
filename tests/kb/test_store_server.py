"""A real Chroma server, started and stopped by the test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings as ChromaSettings

from kb.errors import IndexDamaged, IndexStale, SettingsError, StoreUnreachable
from kb.index_build import build_index
from kb.index_reader import IndexReader
from kb.interface import interface
from kb.settings import Settings
from tests.kb.made_up import ginseng, seaweed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    chroma = Path(sys.executable).with_name("chroma")
    server = subprocess.Popen(
        [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    server.kill()
    raise AssertionError("the server did not start")


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[tuple[Settings, subprocess.Popen[bytes]]]:
    port = _free_port()
    process = _start(port, tmp_path / "chroma")
    yield settings.model_copy(update={"store": f"http://127.0.0.1:{port}"}), process
    process.kill()
    process.wait()


def _collections(settings: Settings) -> list[str]:
    port = int(settings.store.rsplit(":", 1)[-1])
    client = chromadb.HttpClient("127.0.0.1", port, settings=ChromaSettings(anonymized_telemetry=False))
    return sorted(collection.name for collection in client.list_collections())


@pytest.mark.slow
def test_the_same_index_on_a_server(
    server: tuple[Settings, subprocess.Popen[bytes]], settings: Settings, tmp_path: Path
) -> None:
    remote, process = server
    other = remote.model_copy(update={"build": tmp_path / "another"})
    foreign = build_index([seaweed()], other).collection

    built = [build_index(guides, remote).collection for guides in ([ginseng()], [seaweed()])]
    reader = IndexReader.open(remote)
    assert reader.dense("laver origin", 1)[0].guide == "toasted-seaweed"
    built.append(build_index([ginseng(("tax-code",)), seaweed()], remote).collection)
    assert _collections(remote) == sorted([*built[-2:], foreign])

    assert reader.dense("yellow crane", 1)[0].id == "red-ginseng#cap-seal/cue@en"
    question = "digits engraved under the base"
    assert "tax-code" not in {hit.cue for hit in reader.dense(question, 50)}
    assert reader.dense(question, 1, officers=True)[0].cue == "tax-code"
    assert reader.vectors(["red-ginseng#cap-seal/fake@en"])["red-ginseng#cap-seal/fake@en"].shape == (384,)

    with pytest.raises(IndexStale):
        IndexReader.open(settings)  # the same folder, asked for an embedded store

    chromadb.HttpClient("127.0.0.1", int(remote.store.rsplit(":", 1)[-1])).delete_collection(built[-1])
    with pytest.raises(IndexDamaged):
        IndexReader.open(remote)
    assert build_index([ginseng(("tax-code",)), seaweed()], remote).collection not in built

    process.kill()
    process.wait()
    for ask in (
        lambda: reader.dense("crane again", 1),
        lambda: IndexReader.open(remote),
        lambda: build_index([ginseng()], remote),
    ):
        with pytest.raises(StoreUnreachable) as caught:
            ask()
        assert remote.store in interface("en").text(caught.value.key, **caught.value.params)
    assert reader.lexical("crane", 1)[0].guide == "red-ginseng"


@pytest.mark.parametrize("value", ["", "localhost:8001", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_a_store_that_is_no_address_is_told(settings: Settings, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build_index([ginseng()], settings.model_copy(update={"store": value}))
    assert caught.value.key == "index.bad-store"
