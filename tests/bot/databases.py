"""Both databases for tests: SQLite in every run; PostgreSQL, started for the run and stopped after it, in the slow one.

def test_x(database_settings: Settings) -> None: ...   # runs on each
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.settings import Settings


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a fresh PostgreSQL server's maintenance database; the server ends with the run."""
    initdb = _program("initdb")
    if initdb is None:
        pytest.skip("initdb is not installed; apt-get install postgresql brings it")
    # The server refuses to run as root. Its socket's path may not be long, so this is not pytest's own folder.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="jp-pg-"))
    try:
        if prefix:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        make = [initdb, "--auth=trust", "--username=jinpum", "--encoding=UTF8", "--no-sync", "-D", str(data)]
        subprocess.run([*prefix, *make], check=True, capture_output=True, cwd=folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        pg_ctl = [*prefix, str(Path(initdb).with_name("pg_ctl")), "-D", str(data), "-w"]
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        start = [*pg_ctl, "-t", "60", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        try:
            yield f"postgresql+psycopg://jinpum@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str | None:
    """A program of PostgreSQL: on the path, or where Debian puts it."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(kept[-1]) if kept else shutil.which(name)
    return str(Path(found).resolve()) if found else None


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an empty database: SQLite, and in the slow run PostgreSQL too."""
    data = tmp_path / "data"
    if request.param == "sqlite":
        yield Settings(data=data)
        return
    import psycopg  # noqa: PLC0415

    server: str = request.getfixturevalue("postgresql")
    name = f"test_{os.urandom(6).hex()}"
    plain = server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield Settings(data=data, database=server.rpartition("/")[0] + f"/{name}")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
