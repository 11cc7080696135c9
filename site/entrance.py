"""The pages that belong to no language: the entrance and the page for a wrong address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.interface import interface
from kb.locales import native_name
from kb.settings import Settings


def write_entrance(folder: Path, settings: Settings, locales: Sequence[str]) -> None:
    """Write `index.html` and `404.html` with the files they need."""
    env = Environment(
        loader=FileSystemLoader(settings.site_source / "templates"), autoescape=True, undefined=StrictUndefined
    )
    languages = [
        {
            "tag": tag,
            "name": native_name(tag),
            "choose": interface(tag).text("site.choose-language"),
            "not_found": interface(tag).text("site.not-found"),
            "home": interface(tag).text("start.home"),
        }
        for tag in locales
    ]
    for name in ("index.html", "404.html"):
        page = env.get_template(f"{name}.j2").render(
            languages=languages, locales=list(locales), name=interface("en").text("site.name")
        )
        (folder / name).write_text(page, encoding="utf-8")
    for name in ("entrance.css", "entrance.js", "favicon.svg"):
        (folder / name).write_bytes((settings.site_source / "assets" / name).read_bytes())
