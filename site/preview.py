"""One guide's Markdown → the page as the site would show it, whole in one HTML text, for the form of brand owners.

python site/preview.py [--locale TAG]    reads the Markdown from standard input, writes the HTML
python site/preview.py --serve           answers JSON lines: {"markdown", "locale"} → {"html"} or {"error"}

The second way stays loaded, so that a page takes a fraction of a second. Styles stand in the page itself, scripts are
left out, and nothing is written but a scratch folder that is gone with the process.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.interface import interface
from kb.library import FILE_NAME, guide_files
from kb.locales import SOURCE, catalog_locales, negotiate
from kb.localise import localise
from kb.model import Guide
from kb.parse import parse_guide
from kb.settings import get_settings
from pages import Pages
from projects import write_project

RULES = "rules"
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_LINK = re.compile(r"<link\b[^>]*>")
# The frame of the site leads away from the draft; the draft itself is what is looked at.
_OWN_STYLE = "<style>.jp-header,.jp-footer,.md-footer,.md-sidebar,.md-skip,footer{display:none!important}</style>"


def preview(markdown: str, locale: str) -> str:
    """The page of a guide in a language.

    Args:
        markdown: the guide's file.
        locale: BCP 47 tag of the words around it; the guide's own words stay as they are.

    Raises:
        ValueError: the Markdown makes no guide.
    """
    settings = get_settings()
    path = settings.guides / "consumer" / "draft" / FILE_NAME
    guide, _ = parse_guide(path, markdown)
    if guide is None:
        raise ValueError("no guide")
    shown = guide if locale == guide.lang else localise(guide, locale, settings.translations)
    text = _pages(locale, (*_rules(locale), shown)).guide(shown)
    return _standalone(*_rendered(text, locale))


def _pages(locale: str, guides: tuple[Guide, ...]) -> Pages:
    return Pages(guides, interface(locale), get_settings().site_source / "templates", {})


@lru_cache(maxsize=16)
def _rules(locale: str) -> tuple[Guide, ...]:
    """The guides to one check each, to which products link."""
    settings = get_settings()
    found = []
    for path in guide_files(settings.guides):
        if path.parent.parent.name == RULES:
            guide, _ = parse_guide(path, path.read_text(encoding="utf-8-sig"))
            found += [localise(guide, locale, settings.translations)] if guide else []
    return tuple(found)


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="jinpum-preview-")


@lru_cache(maxsize=16)
def _config(locale: str) -> tuple[Any, Any]:
    """mkdocs' configuration and templates of a language, as the site is built with them."""
    settings = get_settings()
    locales = catalog_locales(settings.translations)
    names = ("index.md", "how-to-read.md", "translation.md", "about.md")
    project = write_project(Path(_scratch().name), settings, interface(locale), dict.fromkeys(names, "# -\n"), locales)
    config = load_config(str(project.config), site_dir=str(Path(_scratch().name) / "site"))
    return config, config.theme.get_env()


def _rendered(markdown: str, locale: str) -> tuple[str, Any]:
    config, env = _config(locale)
    source = Path(config.docs_dir) / "guides" / "draft.md"
    source.parent.mkdir(exist_ok=True)
    source.write_text(markdown, encoding="utf-8")
    file = File("guides/draft.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    file.inclusion = InclusionLevel.INCLUDED
    files = Files([file])
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, files)
    context = get_context(Navigation([], []), files, config, page)
    return env.get_template("main.html").render(context), config


def _standalone(html: str, config: Any) -> str:
    """The page without scripts and with its styles inside, so that it needs no other file."""

    def style(match: re.Match[str]) -> str:
        css = _css(match.group(1).split("assets/", 1)[-1].split("?", 1)[0], tuple(config.theme.dirs), config.docs_dir)
        return f"<style>{css}</style>"

    html = _STYLE.sub(style, _SCRIPT.sub("", html))
    return _LINK.sub("", html).replace("</head>", f"{_OWN_STYLE}</head>", 1)


@lru_cache(maxsize=16)
def _css(name: str, dirs: tuple[str, ...], docs: str) -> str:
    for folder in (docs, *dirs):
        path = Path(folder) / "assets" / name
        if path.is_file():
            return path.read_text(encoding="utf-8").replace("</", "<\\/")
    return ""


def _serve() -> None:
    for line in sys.stdin:
        try:
            asked = json.loads(line)
            locale = negotiate(asked["locale"], catalog_locales(get_settings().translations)) or SOURCE
            answer = {"html": preview(asked["markdown"], locale)}
        except Exception as error:  # whatever one draft does, the next one is to be shown
            answer = {"error": escape(f"{type(error).__name__}: {error}")[:500]}
        print(json.dumps(answer), flush=True)


def main() -> int:
    """Show one guide, or go on showing them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", default=SOURCE, metavar="TAG")
    parser.add_argument("--serve", action="store_true")
    options = parser.parse_args()
    if options.serve:
        _serve()
        return 0
    sys.stdout.write(preview(sys.stdin.read(), options.locale))
    return 0


if __name__ == "__main__":
    sys.exit(main())
