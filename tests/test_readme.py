"""README and CONTRIBUTING say what is: their commands, options, links, settings, packages and pictures exist."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import app
from kb.settings import Settings

HOME = Path(__file__).resolve().parent.parent
README, CONTRIBUTING = HOME / "README.md", HOME / "CONTRIBUTING.md"
PAGES = sorted(
    [README, CONTRIBUTING, HOME / "CHANGELOG.md", HOME / "guides" / "LICENSE.md", *(HOME / "docs").rglob("*.md")]
)
MOST_BYTES = 150_000
_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"(?:^|[\s|$`])jinpum ([a-z]+)(?: ([a-z]+))?([^\n`]*)", re.MULTILINE)
_LINK = re.compile(r"(?:\]\(|src=\")([^)\s\"]+)[)\"]")
_TARGET = re.compile(r"(?:^|[`\n])make ([a-z][a-z-]*)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> list[str]:
    """Everything that a page sets as code."""
    whole = text(path)
    return [match.group() for match in _FENCE.finditer(whole)] + _CODE.findall(_FENCE.sub("", whole))


@lru_cache
def commands() -> dict[str, set[str]]:
    """Every command, such as `translate update`, with its options."""
    found: dict[str, set[str]] = {}

    def collect(prefix: str, group: Any) -> None:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                collect(f"{prefix}{name} ", command)
            else:
                options = {one for param in command.params for one in (*param.opts, *param.secondary_opts)}
                found[prefix + name] = options | {"--help"}

    collect("", get_command(app))
    return found


def named(path: Path) -> list[tuple[str, str]]:
    """Commands of `jinpum` in a page, each with what stands behind it."""
    found = []
    for piece in code(path):
        for first, second, rest in _COMMAND.findall(piece):
            group = any(name.startswith(f"{first} ") for name in commands())
            found.append((f"{first} {second}" if group else first, f"{second} {rest}"))
    return found


@lru_cache
def anchors(path: Path) -> set[str]:
    """The anchors that a Git host gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def packages(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=! ]", requirement, maxsplit=1)[0] for requirement in requirements}


def first_cells(path: Path) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", text(path), re.MULTILINE))


@pytest.mark.parametrize("path", [README, CONTRIBUTING], ids=lambda path: path.name)
def test_every_command_and_option_exists(path: Path) -> None:
    found = named(path)
    assert found
    for command, rest in found:
        assert command in commands(), command
        assert set(re.findall(r"(?<!\S)--[a-z][a-z-]*", rest)) <= commands()[command], f"{command} {rest}"


def test_the_readme_names_every_command() -> None:
    assert {command for command, _ in named(README)} == set(commands())


@pytest.mark.parametrize("path", [README, CONTRIBUTING], ids=lambda path: path.name)
def test_every_make_target_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text(HOME / "Makefile"), re.MULTILINE))
    wanted = {target for piece in code(path) for target in _TARGET.findall(piece)}
    assert wanted
    assert wanted <= targets


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", text(path))):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        file = path.parent / target if target else path
        assert file.exists(), link
        assert not anchor or anchor in anchors(file), link


def test_the_readme_names_every_setting_and_no_other() -> None:
    wanted = {f"JINPUM_{name.upper()}" for name in Settings.model_fields}
    assert {cell for cell in first_cells(README) if cell.startswith("JINPUM_")} == wanted
    assert set(re.findall(r"JINPUM_[A-Z_]+", text(README))) <= wanted


def test_the_readme_names_every_dependency() -> None:
    project = tomllib.loads(text(HOME / "pyproject.toml"))["project"]
    wanted = packages(project["dependencies"]) | packages(project["optional-dependencies"]["dev"])
    assert wanted <= first_cells(README)


def test_every_picture_is_shown_and_small() -> None:
    shown = "".join(text(page) for page in PAGES).replace("(pictures/", "(docs/pictures/")
    pictures = sorted((HOME / "docs" / "pictures").iterdir())
    assert pictures
    for picture in pictures:
        assert f"docs/pictures/{picture.name}" in shown, picture.name
        assert picture.stat().st_size < MOST_BYTES, picture.name


def test_the_measured_commands_exist() -> None:
    modules = re.findall(r"python -m ([\w.]+)", text(README))
    assert modules
    for module in modules:
        if module.startswith("tests."):
            assert (HOME / module.replace(".", "/")).with_suffix(".py").is_file(), module
