"""One mkdocs project per language: its pages, its configuration, its build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from ruamel.yaml import YAML

from fingerprint import of_tree
from kb.interface import Interface
from kb.locales import native_name, negotiate
from kb.settings import Settings
from offline import offline_values

BASE_CONFIG = "mkdocs.yml"
# The words of Material's own templates, by its keys.
_THEME_TEXTS = {
    "action.skip": "site.skip",
    "header": "site.header",
    "footer": "site.footer",
    "nav": "site.navigation",
    "toc": "site.on-this-page",
    "top": "site.to-top",
    "select.language": "site.language",
}
_FRAME_TEXTS = (
    "check-item", "how-to-read", "translation-state", "about", "to-dark", "to-light", "footer-note",
    "link-to-sign", "language",
)  # fmt: skip
_BAR_TEXTS = ("home", "nav", "nav-search", "nav-scan", "nav-browse", "nav-check")
_SIZE_TEXTS = ("text-size", "smaller", "normal", "larger", "size-now")
_ACCOUNT_TEXTS = ("sign-in", "sign-out", "signed-in-as", "audit", "sightings")
_NOT_SERVED = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""mkdocs writes these for a site of one language; ours has one for all."""


class BuildError(Exception):
    """mkdocs refused to build; the text is what it said."""


@dataclass(frozen=True)
class Project:
    """The mkdocs project of one language."""

    locale: str
    docs: Path
    config: Path

    @property
    def fingerprint_inputs(self) -> Sequence[Path]:
        """What the built pages depend on, beside the theme."""
        return [self.docs, self.config]


def write_project(
    folder: Path,
    settings: Settings,
    words: Interface,
    pages: Mapping[str, str | Path],
    locales: Sequence[str],
) -> Project:
    """Write the pages and the configuration of a language.

    Args:
        folder: where `docs/<locale>/` and `mkdocs/<locale>.yml` go; kept apart from what is served.
        settings: for the folder of our overrides, styles and scripts.
        words: the interface in the language.
        pages: path under the docs folder → content, or the file that is copied there.
        locales: every language of the site, for the language menu.
    """
    locale = words.locale
    docs = folder / "docs" / locale
    shutil.rmtree(docs, ignore_errors=True)
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, Path):
            shutil.copyfile(text, path)
        else:
            path.write_text(text, encoding="utf-8")
    # mkdocs would make pages of what is written for those who look after a file.
    shutil.copytree(settings.site_source / "assets", docs / "assets", ignore=shutil.ignore_patterns("*.md"))
    config = folder / "mkdocs" / f"{locale}.yml"
    config.parent.mkdir(parents=True, exist_ok=True)
    with config.open("w", encoding="utf-8") as stream:
        YAML().dump(_config(settings, words, docs, locales), stream)
    return Project(locale, docs, config)


def build_project(project: Project, target: Path) -> None:
    """Run `mkdocs build --strict` into a folder.

    Raises:
        BuildError: mkdocs failed or warned.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["--config-file", str(project.config), "--site-dir", str(target)]
    # The theme prints a page of advice about the next mkdocs otherwise.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise BuildError((done.stderr or done.stdout).strip()[-2000:])
    for name in _NOT_SERVED:
        (target / name).unlink(missing_ok=True)
    _drop_unused(target)


def theme_fingerprint(settings: Settings) -> str:
    """A hash of what every language's build depends on beside its project."""
    return of_tree([settings.site_source / "overrides", settings.home / BASE_CONFIG])


def _drop_unused(target: Path) -> None:
    # The pages use Material's styles but not its scripts, search workers or palette.
    theme = target / "assets"
    shutil.rmtree(theme / "javascripts", ignore_errors=True)
    shutil.rmtree(theme / "images", ignore_errors=True)
    for path in [*theme.glob("stylesheets/palette.*"), *theme.glob("stylesheets/*.map")]:
        path.unlink(missing_ok=True)


def _config(settings: Settings, words: Interface, docs: Path, locales: Sequence[str]) -> dict[str, object]:
    config: dict[str, object] = {
        "INHERIT": os.path.relpath(settings.home / BASE_CONFIG, docs.parent.parent / "mkdocs"),
        "site_name": words.text("site.name"),
        "site_description": words.text("site.description"),
        "docs_dir": str(docs),
        "theme": {
            "custom_dir": str(settings.site_source / "overrides"),
            "language": _theme_language(words.locale),
        },
        "nav": [
            {words.text("start.home"): "index.md"},
            {words.text("start.browse-title"): "browse/index.md"},
            {words.text("site.how-to-read"): "how-to-read.md"},
            {words.text("site.translation-state"): "translation.md"},
            {words.text("quiz.title"): "quiz.md"},
            {words.text("feed.title"): "feeds.md"},
            {words.text("offline.title"): "offline.md"},
            {words.text("site.about"): "about.md"},
        ],
        "markdown_extensions": {"toc": {"permalink_title": words.text("site.link-to-sign")}},
        "extra": {
            "locale": words.locale,
            "offline": offline_values(words),
            "feed_title": words.text("feed.feed-title", name=words.text("feed.all")),
            "alternate": [{"name": native_name(tag), "link": f"/{tag}/", "lang": tag} for tag in locales],
            # The value goes in by script, so the placeholder stays.
            "size_texts": {
                name.replace("-", "_"): words.text(f"glance.{name}", percent="{percent}") for name in _SIZE_TEXTS
            },
            "account_texts": {name: words.text(f"access.{name}", name="{name}") for name in _ACCOUNT_TEXTS}
            | {"report": words.text("sightings.new")},
            "theme_texts": {key: words.text(name) for key, name in _THEME_TEXTS.items()},
            "texts": {name.replace("-", "_"): words.text(f"site.{name}") for name in _FRAME_TEXTS}
            | {name.replace("-", "_"): words.text(f"start.{name}") for name in _BAR_TEXTS}
            | {"write_a_guide": words.text("form.title")},
        },
    }
    if settings.public_url:
        config["site_url"] = f"{settings.public_url.rstrip('/')}/{words.locale}/"
    return json.loads(json.dumps(config))  # type: ignore[no-any-return]  # plain types alone, for the YAML writer


def _theme_language(locale: str) -> str:
    """The theme's own catalog for a language; it gives the reading direction, and English words where ours lack."""
    theme = distribution("mkdocs-material").locate_file("material/templates/partials/languages")
    folder = Path(str(theme))
    have = {path.stem for path in folder.glob("*.html")} | {"zh-Hans"}
    found = negotiate(locale, have) or "en"
    return "zh" if found == "zh-Hans" else found
