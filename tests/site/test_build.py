"""The whole build of a small project."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

from build import SiteError
from kb.library import load_library
from pagelinks import PageLinks
from publish import current, publish, versions_folder
from small_project import HOME, LOCALES, SECRET, Built, build

SERVER_PATHS = ("/chat/", "/form")
# Addresses that name something and are not fetched.
_NAMES = ("http://www.w3.org/",)
_ADDRESS = re.compile(
    r"(?:url\(\s*[\"']?|import\s*\(?\s*[\"'`]|@import\s+[\"']|fetch\([\"'`])((?:https?:)?//[^\s\"'`)]+)"
)


def pages(built: Built) -> list[Path]:
    return sorted(built.folder.resolve().rglob("*.html"))


def test_mkdocs_never_writes_where_our_sources_are(built: Built) -> None:
    base = cast("dict[str, Any]", YAML(typ="safe").load((HOME / "mkdocs.yml").read_text(encoding="utf-8")))
    assert Path(base["site_dir"]).parts[:2] == ("build", "site")
    assert Path(base["docs_dir"]).parts[:2] == ("build", "docs")
    for path in (built.settings.build_dir / "mkdocs").glob("*.yml"):
        config = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        assert "site_dir" not in config
    assert (built.settings.home / "site" / "build.py").exists()


def test_each_language_has_every_page_in_its_language(built: Built) -> None:
    library = load_library(built.settings.guides)
    for locale in LOCALES:
        for name in (
            "",
            "browse",
            "browse/brand",
            "how-to-read",
            "translation",
            "about",
            *(f"guides/{guide}" for guide in library),
        ):
            text = (built.folder / locale / name / "index.html").read_text(encoding="utf-8")
            assert f'<html lang="{locale}"' in text
            assert "{{" not in text
            assert "markdown=" not in text


def test_every_cue_has_its_anchor_once(built: Built) -> None:
    for guide in load_library(built.settings.guides).values():
        for locale in LOCALES:
            page = PageLinks((built.folder / locale / "guides" / guide.id / "index.html").read_text(encoding="utf-8"))
            assert len(page.ids) == len(set(page.ids)), f"{locale}/{guide.id}"
            for cue in guide.cues:
                assert page.ids.count(cue.id) == (SECRET not in cue.id)


def test_officers_only_cues_are_nowhere_in_the_output(built: Built) -> None:
    assert SECRET in (built.settings.guides / "consumer/medicube-age-r/index.md").read_text(encoding="utf-8")
    for path in built.settings.build_dir.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
            assert SECRET not in path.name
    # Pagefind compresses its files; its own copy of the words must not hold it either.
    for path in (built.folder / "pagefind").rglob("*.pf_*"):
        data = path.read_bytes()
        assert SECRET.encode() not in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data), path


def test_every_link_within_the_site_leads_somewhere(built: Built) -> None:
    root = built.folder.resolve()
    anchors = {path: set(PageLinks(path.read_text(encoding="utf-8")).ids) for path in pages(built)}
    for path in pages(built):
        for link in PageLinks(path.read_text(encoding="utf-8")).links:
            parts = urlsplit(link)
            if parts.scheme or parts.path in SERVER_PATHS:
                continue
            start = root if parts.path.startswith("/") else path.parent
            target = (start / parts.path.lstrip("/")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.exists(), f"{path.relative_to(root)} → {link}"
            if parts.fragment:
                assert parts.fragment in anchors[target], f"{path.relative_to(root)} → {link}"


def test_nothing_is_loaded_from_elsewhere_and_no_script_is_inline(built: Built) -> None:
    for path in pages(built):
        page = PageLinks(path.read_text(encoding="utf-8"))
        assert not [load for load in page.loads if urlsplit(load).netloc], path
        assert page.inline_scripts == 0, path
    for path in [*built.folder.resolve().rglob("*.css"), *built.folder.resolve().rglob("*.js")]:
        found = _ADDRESS.findall(path.read_text(encoding="utf-8"))
        assert not [address for address in found if not address.startswith(_NAMES)], path


def test_a_page_is_light(built: Built) -> None:
    page = built.folder / "en" / "guides" / "cj-dasida" / "index.html"
    assert page.stat().st_size < 120_000
    assert not list(built.folder.resolve().rglob("*.map"))


def test_an_unchanged_site_is_not_built_again_and_a_changed_language_alone_is(built: Built) -> None:
    before = current(built.folder)
    said: list[str] = []
    build(built.settings, said.append)
    assert current(built.folder) == before
    assert "up to date" in said[-1]
    catalog = built.settings.translations / "ko" / "LC_MESSAGES" / "medicube-age-r.po"
    old = catalog.read_text(encoding="utf-8")
    try:
        catalog.write_text(old.replace("메디큐브 스킨케어", "메디큐브 화장품"), encoding="utf-8")
        said.clear()
        build(built.settings, said.append)
        assert "Language ko is built." in said
        assert current(built.folder) != before
        assert "메디큐브 화장품" in (built.folder / "ko/guides/medicube-age-r/index.html").read_text(encoding="utf-8")
    finally:
        catalog.write_text(old, encoding="utf-8")
        build(built.settings, said.append)


def test_a_failed_build_leaves_the_old_site(built: Built) -> None:
    before = current(built.folder)
    override = built.settings.home / "site" / "overrides" / "main.html"
    old = override.read_text(encoding="utf-8")
    try:
        override.write_text(old + "{% nonsense %}", encoding="utf-8")
        with pytest.raises(SiteError):
            build(built.settings)
    finally:
        override.write_text(old, encoding="utf-8")
    assert current(built.folder) == before
    assert (built.folder / "en" / "index.html").exists()


def test_an_unknown_language_is_named(built: Built) -> None:
    with pytest.raises(SiteError) as raised:
        build(built.settings, locales=["tlh"])
    assert raised.value.params["locale"] == "tlh"


def test_a_folder_in_the_place_of_the_site_is_moved_aside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    version = versions_folder(site) / "one"
    version.mkdir(parents=True)
    publish(version, site)
    assert site.is_symlink()
    assert current(site) == version.resolve()
