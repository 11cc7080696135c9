"""The lists of the offline copy, the app's manifest and the worker, as the build writes them."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from offline import DEEP, ICONS, write_offline
from small_project import HOME, LOCALES, SECRET, Built

NEVER = ("/chat", "/cases", "/account", "/sign-in", "/sightings", "/form", "/audit", "/officers")


def listed(built: Built, locale: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built.folder / "offline" / f"{locale}.json").read_text(encoding="utf-8"))
    return found


def place(built: Built, address: str) -> Path:
    return built.folder / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_copy_holds_every_page_and_the_search_of_its_language(built: Built, locale: str) -> None:
    files = {file["path"]: file for file in listed(built, locale)["files"]}
    pages = (built.folder / locale).resolve().rglob("*.html")
    for page in pages:
        assert (
            f"/{locale}/" + page.relative_to((built.folder / locale).resolve()).as_posix().removesuffix("index.html")
            in files
        )
    search = {path for path in files if path.startswith("/pagefind/")}
    assert {"/pagefind/pagefind.js", "/pagefind/pagefind-entry.json", "/pagefind/pagefind-worker.js"} <= search
    assert [path for path in search if path.endswith(".pf_meta")] == [
        path for path in search if path.startswith(f"/pagefind/pagefind.{locale}_")
    ]
    assert all(f"/{locale}_" in path for path in search if path.endswith((".pf_index", ".pf_fragment")))
    assert len([path for path in search if "/wasm." in path]) == 1
    assert not [path for path in files if path.startswith(NEVER) or path.split("/")[1] in set(LOCALES) - {locale}]


@pytest.mark.parametrize("locale", LOCALES)
def test_hashes_and_sizes_are_those_of_the_files(built: Built, locale: str) -> None:
    versions = json.loads((built.folder / "offline" / "versions.json").read_text(encoding="utf-8"))[locale]
    files = listed(built, locale)["files"]
    assert listed(built, locale)["version"] == versions["version"]
    assert sum(file["size"] for file in files) == versions["all"]
    for file in files:
        data = place(built, file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(file["hash"])
        assert file["size"] == (len(data) if len(data) <= 1000 else len(gzip.compress(data, 6)))


def test_what_every_visitor_gets_is_small_and_enough_to_look_something_up(built: Built) -> None:
    core = {file["path"] for file in listed(built, "en")["files"] if file["core"]}
    assert {
        "/",
        "/en/",
        "/en/offline/",
        "/en/search-keys.json",
        "/en/assets/search.js",
        "/en/assets/jinpum.css",
    } <= core
    assert not [path for path in core if "/guides/" in path or path.endswith((".wasm", ".jpg"))]
    assert json.loads((built.folder / "offline" / "versions.json").read_text(encoding="utf-8"))["en"]["core"] < 150_000


def test_a_change_of_one_language_is_a_new_version_of_that_one_alone(built: Built, tmp_path: Path) -> None:
    site = shutil.copytree(built.folder, tmp_path / "site")
    before = json.loads((site / "offline" / "versions.json").read_text(encoding="utf-8"))
    worker = (site / "sw.js").read_text(encoding="utf-8")
    page = site / "ko" / "guides" / "cj-dasida" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- changed -->", encoding="utf-8")
    write_offline(site, built.settings, LOCALES)
    after = json.loads((site / "offline" / "versions.json").read_text(encoding="utf-8"))
    assert after["en"] == before["en"]
    assert after["ko"]["version"] != before["ko"]["version"]
    assert (site / "sw.js").read_text(encoding="utf-8") != worker, "a browser would not see that there is something new"


def test_the_officers_edition_is_in_no_list(built: Built) -> None:
    for path in (built.folder / "offline").glob("*.json"):
        assert SECRET not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_app_installs_in_its_language(built: Built, locale: str) -> None:
    manifest = json.loads((built.folder / locale / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["lang"] == locale
    assert manifest["start_url"] == f"/{locale}/"
    assert manifest["scope"] == "/"
    assert manifest["dir"] == "ltr"
    assert manifest["theme_color"] in (HOME / "site" / "assets" / "jinpum.css").read_text(encoding="utf-8")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")
    }  # fmt: skip
    for icon in manifest["icons"]:
        with Image.open(built.folder / icon["src"].lstrip("/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    page = (built.folder / locale / "guides" / "cj-dasida" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="manifest" href="../../manifest.webmanifest">' in page


def test_a_maskable_icon_is_opaque_and_its_seal_stays_in_the_safe_circle() -> None:
    name = next(name for name, _, purpose in ICONS if purpose == "maskable")
    with Image.open(HOME / "site" / "app" / "icons" / name) as picture:
        pixels = picture.convert("RGBA")
        ground = tuple(int(DEEP[start : start + 2], 16) for start in (1, 3, 5))
        half = pixels.width / 2
        for x in range(0, pixels.width, 4):
            for y in range(0, pixels.height, 4):
                red, green, blue, alpha = pixels.getpixel((x, y))  # type: ignore[misc]  # an RGBA picture gives tuples
                assert alpha == 255
                if (x - half) ** 2 + (y - half) ** 2 > (0.4 * pixels.width) ** 2:
                    assert (red, green, blue) == ground
