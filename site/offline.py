"""The copy that a phone keeps: for every language its files with their hashes, the app's manifest, icons.

`sw.js` (site/app/) reads the lists in the browser and keeps the copies; `assets/offline.js` speaks with the officer.
The lists are made of the finished pages, after the text search was built.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.interface import Interface
from kb.locales import native_name
from kb.settings import Settings

FOLDER = "offline"
MANIFEST = "manifest.webmanifest"
ROOT_FILES = ("index.html", "entrance.css", "entrance.js", "favicon.svg")
"""What belongs to no language: the entrance, which a browser opens when only the site's name was typed."""
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
DEEP, PAPER = "#0b3b40", "#f6f4ee"
"""The header's colour and the page's, as in assets/jinpum.css."""
_SMALLEST_GZIPPED = 1000
"""Bytes; the server sends smaller files as they are."""
_NOT_KEPT = re.compile(r"/feeds/.*\.xml$|\.pdf$|/\.|/manifest\.webmanifest$|\.html\.gz$")
"""Files that are of no use without a network, or too large for what they are."""
_CORE = re.compile(r"/[^/]+/(assets/(?!zxing/).*|offline/|[^/]+\.json)?|/[^/]*")
"""What the start page and a look-up need; the reader of barcodes comes with the rest, for it is large."""
_TEXTS = (
    "line", "line-missing", "search-note", "offer", "save", "saving", "stop", "saved", "update", "remove", "resume",
    "failed", "no-space", "install",
)  # fmt: skip


@dataclass(frozen=True)
class File:
    """One file of a copy: its address, the first half of its SHA-256 in hex, and bytes as they travel."""

    path: str
    hash: str
    size: int
    core: bool


def app_manifest(words: Interface) -> str:
    """The web app manifest of a language (W3C Web Application Manifest), as JSON.

    The id is the same in every language, so that a phone holds one app and not one for each.
    """
    return json.dumps(
        {
            "id": "/",
            "name": words.text("offline.app-name"),
            "short_name": words.text("site.name"),
            "description": words.text("site.description"),
            "lang": words.locale,
            "dir": "ltr",
            "start_url": f"/{words.locale}/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": DEEP,
            "icons": [
                {"src": f"/icons/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                for name, size, purpose in ICONS
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def offline_values(words: Interface) -> dict[str, Any]:
    """What pages of a language need to speak of the copy: the script's texts and the language's own name."""
    names = ("size", "percent", "date", "age")
    given = {name: f"{{{name}}}" for name in names} | {"language": native_name(words.locale)}
    return {"texts": {name: words.text(f"offline.{name}", **given) for name in _TEXTS}}


def write_offline(folder: Path, settings: Settings, locales: Sequence[str]) -> None:
    """Write the worker, the lists of files and the icons into a finished site.

    Args:
        folder: the site, with its text search.
        settings: for the folder of the worker and the icons.
        locales: the languages of the site.
    """
    source = settings.site_source / "app"
    lists = folder / FOLDER
    shutil.rmtree(lists, ignore_errors=True)
    lists.mkdir()
    versions = {}
    for locale in locales:
        files = list(_files(folder, locale))
        version = hashlib.sha256("".join(f"{file.path} {file.hash}\n" for file in files).encode()).hexdigest()[:16]
        _write_json(lists / f"{locale}.json", {"version": version, "files": [vars(file) for file in files]})
        core = sum(file.size for file in files if file.core)
        versions[locale] = {"version": version, "core": core, "all": sum(file.size for file in files)}
    _write_json(lists / "versions.json", versions)
    shutil.copytree(source / "icons", folder / "icons", dirs_exist_ok=True)
    # The versions in it make a browser see that there is something new.
    root = ["/", *(f"/{name}" for name in ROOT_FILES)]
    known = {
        "locales": list(locales),
        "root": root,
        "versions": {tag: made["version"] for tag, made in versions.items()},
    }
    worker = (source / "sw.js").read_text(encoding="utf-8")
    (folder / "sw.js").write_text(f"self.JINPUM = {json.dumps(known)};\n\n{worker}", encoding="utf-8")


def _files(folder: Path, locale: str) -> Iterator[File]:
    """The files of a language's copy, in the order of their addresses."""
    tag = locale.lower()
    paths = [folder / name for name in ROOT_FILES]
    paths += [path for path in (folder / locale).rglob("*") if path.is_file()]
    paths += [path for path in (folder / "pagefind").rglob("*") if path.is_file() and _is_of(path.name, tag, folder)]
    for path in sorted(paths):
        address = "/" + path.relative_to(folder).as_posix()
        address = address.removesuffix("index.html") if address.endswith("/index.html") else address
        if _NOT_KEPT.search(address):
            continue
        data = path.read_bytes()
        size = len(gzip.compress(data, 6)) if len(data) > _SMALLEST_GZIPPED else len(data)
        yield File(address, hashlib.sha256(data).hexdigest()[:32], size, bool(_CORE.fullmatch(address)))


def _is_of(name: str, tag: str, folder: Path) -> bool:
    """Whether a file of the text search belongs to a language: `en_1a2b.pf_index`, `wasm.en.pagefind`, or to all."""
    if name.startswith("wasm."):
        own = f"wasm.{tag}.pagefind"
        return name == (own if (folder / "pagefind" / own).exists() else "wasm.unknown.pagefind")
    if name.startswith("pagefind.") and name.endswith(".pf_meta"):
        return name.startswith(f"pagefind.{tag}_")
    if name.endswith((".pf_index", ".pf_fragment", ".pf_filter")):
        return name.startswith(f"{tag}_")
    return True


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
