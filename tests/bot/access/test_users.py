from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.access import commands, passwords
from bot.access.errors import UserFileError
from bot.access.passwords import hash_password, is_hash, is_old, verify
from bot.access.person import Role
from bot.access.tables import AuditEntry
from bot.access.users import User, UserFile
from bot.cli import app
from bot.records.database import Database
from kb.interface import interface
from kb.settings import Settings, get_settings
from tests.bot.access.people import HASH, PASSWORD

OLD = "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
IN_USE = passwords._HASHER
"""Taken before the tests put a cheap one in its place."""


def kim(**more: object) -> User:
    values = {"name": "kim", "display": "김민지", "role": Role.OFFICER, "password": HASH, **more}
    return User(**values)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> UserFile:
    return UserFile(tmp_path / "data" / "users.yaml")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JINPUM_DATA", str(tmp_path / "data"))
    get_settings.cache_clear()
    yield tmp_path / "data"
    get_settings.cache_clear()


def jinpum(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["user", *arguments], input=stdin)


# passwords


def test_a_password_fits_its_own_hash_alone() -> None:
    assert verify(PASSWORD, HASH)
    assert not verify(PASSWORD + " ", HASH)
    assert not verify("", HASH)
    assert HASH.startswith("$argon2id$")
    assert hash_password(PASSWORD) != HASH


def test_a_hash_costs_what_the_standard_asks() -> None:
    """RFC 9106, section 4: 64 MiB, three passes, four lanes, a salt of 128 bits, a tag of 256."""
    assert IN_USE.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (IN_USE.salt_len, IN_USE.hash_len) == (16, 32)


def test_letters_may_be_composed_in_either_way() -> None:
    assert verify("비밀번호는 김치찌개", hash_password("비밀번호는 김치찌개"))


def test_an_unknown_name_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(str(hash))
            return super().verify(hash, password)

    cheap = passwords._HASHER
    counting = Counting(time_cost=cheap.time_cost, memory_cost=cheap.memory_cost, parallelism=cheap.parallelism)
    monkeypatch.setattr(passwords, "_HASHER", counting)
    assert not verify(PASSWORD, None)
    assert not verify("another password", HASH)
    ours, theirs = checked
    assert ours.split("$")[:4] == theirs.split("$")[:4], "the same algorithm, memory, passes and lanes"


def test_a_password_of_any_length_costs_little() -> None:
    assert not verify("x" * 10_000_000, HASH)


def test_hashes_are_told_from_other_text_and_old_ones_from_new() -> None:
    assert is_hash(HASH)
    assert not is_old(HASH)
    assert is_hash(OLD)
    assert is_old(OLD)
    assert not is_hash("$argon2id$nonsense")
    assert not is_hash("$2b$12$abcdefghijklmnopqrstuv")
    assert not is_hash("secret")


# the file


def test_without_a_file_there_are_no_accounts(file: UserFile) -> None:
    assert (file.exists, file.users(), file.get("kim")) == (False, {}, None)
    assert not file.path.parent.exists()


def test_an_account_is_read_as_it_was_written_and_by_nobody_else(file: UserFile) -> None:
    before = os.umask(0)
    try:
        file.put(kim())
    finally:
        os.umask(before)
    assert UserFile(file.path).get(" KIM ") == kim()
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.path.parent.iterdir()) == [".users.yaml.lock", "users.yaml"]


def test_a_change_by_hand_is_seen(file: UserFile) -> None:
    file.put(kim())
    assert file.get("kim") == kim()
    text = file.path.read_text(encoding="utf-8").replace("officer", "editor")
    file.path.write_text(text, encoding="utf-8")
    os.utime(file.path, ns=(1, 1))
    assert file.users()["kim"].role is Role.EDITOR


@pytest.mark.parametrize("name", ["Kim", "kim kim", "кim", "k" * 65, "-kim", "kim/..", ""])
def test_a_name_that_could_be_taken_for_another_is_refused(file: UserFile, name: str) -> None:
    with pytest.raises(UserFileError):
        file.put(kim(name=name))
    assert not file.exists


ENTRY = f"- name: kim\n  display: Kim\n  role: officer\n  password: {HASH}\n"


@pytest.mark.parametrize(
    ("text", "line", "field", "remedy"),
    [
        ("- name: kim\n  role: [\n", 3, "", "Correct the line"),
        ("kim: officer\n", 1, "", "jinpum user add"),
        ("- kim\n", 1, "", "Correct the entry"),
        (ENTRY.replace("  role: officer\n", ""), 1, "role", "Add it"),
        (ENTRY.replace("officer", "boss"), 3, "role", "Use one of reader, officer, editor, admin"),
        (ENTRY.replace("role: officer", "role: 7"), 3, "role", "quotation marks"),
        (ENTRY.replace("name: kim", "name: Kim Min"), 1, "name", "Rename"),
        (ENTRY.replace(HASH, "hunter2"), 4, "password", "jinpum user add"),
        (ENTRY + "  email: k@x\n", 5, "email", "Use name, display, role, password"),
        (ENTRY + "\n" + ENTRY, 6, "name", "Remove one of them"),
        ("# nothing\n" + ENTRY.replace("Kim", "''"), 3, "display", "quotation marks"),
    ],
)
def test_a_bad_file_is_told_with_line_field_and_remedy(
    file: UserFile, text: str, line: int, field: str, remedy: str
) -> None:
    file.path.parent.mkdir()
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(UserFileError) as caught:
        file.users()
    sentence = interface("en").text(caught.value.key, **caught.value.params)
    assert f"{file.path}, line {line}" in sentence
    assert field in sentence
    assert remedy in sentence
    assert "hunter2" not in sentence


def test_an_account_that_was_changed_meanwhile_is_not_rehashed(file: UserFile) -> None:
    file.put(kim(role=Role.ADMIN))
    assert file.rehash(kim(), OLD) == kim(role=Role.ADMIN)
    assert file.get("kim") == kim(role=Role.ADMIN)


# the command


def test_an_account_is_added_listed_changed_and_removed(data: Path) -> None:
    added = jinpum("add", "Kim", "--role", "officer", "--display", "김민지", "--stdin", stdin=f"{PASSWORD}\n")
    assert added.exit_code == 0, added.output
    assert PASSWORD not in added.output
    assert "kim  officer  김민지" in jinpum("list").output
    assert jinpum("role", "kim", "--role", "admin").exit_code == 0
    assert jinpum("password", "kim", "--stdin", stdin="another long password\n").exit_code == 0
    file = UserFile(data / "users.yaml")
    kept = file.users()["kim"]
    assert (kept.role, kept.display) == (Role.ADMIN, "김민지")
    assert verify("another long password", kept.password)
    assert jinpum("remove", "kim").exit_code == 0
    assert file.users() == {}
    database = Database.open(Settings(data=data))
    with database.reading() as session:
        told = session.execute(select(AuditEntry.action, AuditEntry.subject)).all()
    database.close()
    assert [tuple(one) for one in told] == [
        ("user-added", "kim: officer"),
        ("role-changed", "kim: officer → admin"),
        ("password-changed", "kim"),
        ("user-removed", "kim: admin"),
    ]


def test_a_password_is_asked_for_twice_unseen(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert jinpum("add", "kim", "--role", "reader").exit_code == 1
    monkeypatch.setattr(commands, "is_terminal", lambda: True)
    differing = jinpum("add", "kim", "--role", "reader", stdin=f"{PASSWORD}\nsomething else\n")
    assert (differing.exit_code, PASSWORD in differing.output) == (1, False)
    assert interface("en").text("access.cli-differ") in differing.output
    assert not data.exists()
    asked = jinpum("add", "kim", "--role", "reader", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert (asked.exit_code, PASSWORD in asked.output) == (0, False)
    assert verify(PASSWORD, UserFile(data / "users.yaml").users()["kim"].password)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "kim", "--role", "reader", "--stdin"),
        ("add", "Bad Name", "--role", "reader", "--stdin"),
        ("add", "kim", "--role", "king", "--stdin"),
        ("remove", "kim"),
        ("role", "kim", "--role", "admin"),
        ("password", "kim", "--stdin"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(data: Path, arguments: tuple[str, ...]) -> None:
    result = jinpum(*arguments, stdin="short\n")
    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.output
    assert not (data / "users.yaml").exists()


def test_an_account_is_not_added_twice(data: Path) -> None:
    assert jinpum("add", "kim", "--role", "admin", "--stdin", stdin=f"{PASSWORD}\n").exit_code == 0
    before = (data / "users.yaml").read_bytes()
    assert jinpum("add", "kim", "--role", "reader", "--stdin", stdin=f"{PASSWORD}!\n").exit_code == 1
    assert (data / "users.yaml").read_bytes() == before
