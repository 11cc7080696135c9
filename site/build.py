"""Builds the static site: guides in every language → Markdown → mkdocs → Pagefind → `build/site/`.

python site/build.py [--locale vi ...]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock

from content import guide_share, guides_in, interface_share
from entrance import write_entrance
from feeds import feed_files
from fingerprint import of_texts, of_tools, of_tree
from kb.errors import GuideError, JinpumError
from kb.interface import interface
from kb.library import load_library
from kb.locales import SOURCE, catalog_locales
from kb.settings import Settings, get_settings
from offline import write_offline
from pages import Pages
from projects import BuildError, Project, build_project, theme_fingerprint, write_project
from publish import current, publish, tidy, versions_folder
from quiz import quiz_files

Progress = Callable[[str], None]
WORKERS = 2
"""mkdocs keeps one core busy per language."""
_MARK = ".fingerprint"


class SiteError(JinpumError):
    """The site cannot be built; the old one stays in place."""


def build_site(settings: Settings, progress: Progress, locales: Sequence[str] | None = None) -> Path:
    """Build the site and put it in place.

    Args:
        settings: where everything lies.
        progress: is told each step in a sentence.
        locales: the languages to build; all if not given.

    Returns:
        The folder of the site.

    Raises:
        GuideError: a guide has an error.
        SiteError: a language or the search could not be built, or a language does not exist.
    """
    started = time.monotonic()
    available = catalog_locales(settings.translations)
    chosen = tuple(locales or available)
    if unknown := [tag for tag in chosen if tag not in available]:
        raise SiteError("site.unknown-locale", locale=", ".join(unknown), available=", ".join(available))
    settings.build_dir.mkdir(parents=True, exist_ok=True)
    words = interface(SOURCE)
    with FileLock(settings.build_dir / "site.lock"):
        projects = _write_projects(settings, progress, chosen, available)
        fingerprints = _fingerprints(settings, projects)
        whole = of_texts([of_tree([settings.site_source]), *fingerprints.values()])[:16]
        served = current(settings.site_dir)
        if served is not None and served.name == whole:
            progress(words.text("site.build-unchanged", folder=settings.site_dir))
            return settings.site_dir
        version = _build_version(settings, progress, projects, fingerprints, versions_folder(settings.site_dir) / whole)
        publish(version, settings.site_dir)
        tidy(settings.site_dir)
    seconds = f"{time.monotonic() - started:.1f}"
    progress(words.text("site.build-done", folder=settings.site_dir, seconds=seconds))
    return settings.site_dir


def _write_projects(
    settings: Settings, progress: Progress, chosen: Sequence[str], available: Sequence[str]
) -> list[Project]:
    library = load_library(settings.guides, settings.edition)
    localised = {tag: guides_in(library, tag, settings.translations) for tag in available}
    shares = {
        tag: [interface_share(tag, settings.translations), *map(guide_share, guides)]
        for tag, guides in localised.items()
    }
    projects = []
    for tag in chosen:
        pages = Pages(localised[tag], interface(tag), settings.site_source / "templates", shares)
        written = pages.all()
        words = interface(tag)
        files = written | pages.pictures() | quiz_files(pages.guides, words) | feed_files(pages.guides, words, settings)
        projects.append(write_project(settings.build_dir, settings, interface(tag), files, chosen))
        progress(interface(SOURCE).text("site.build-rendered", locale=tag, count=len(written)))
    return projects


def _fingerprints(settings: Settings, projects: Sequence[Project]) -> dict[str, str]:
    shared = [theme_fingerprint(settings), of_tools()]
    return {project.locale: of_texts([*shared, of_tree(project.fingerprint_inputs)]) for project in projects}


def _build_version(
    settings: Settings, progress: Progress, projects: Sequence[Project], fingerprints: dict[str, str], version: Path
) -> Path:
    work = version.with_name(version.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    served = current(settings.site_dir)
    words = interface(SOURCE)

    def one(project: Project) -> None:
        target, mark = work / project.locale, fingerprints[project.locale]
        old = served / project.locale if served else None
        if old and (old / _MARK).exists() and (old / _MARK).read_text() == mark:
            shutil.copytree(old, target, copy_function=os.link)
            progress(words.text("site.build-reused", locale=project.locale))
            return
        try:
            build_project(project, target)
        except BuildError as error:
            raise SiteError("site.build-failed", locale=project.locale, reason=str(error)) from error
        (target / _MARK).write_text(mark)
        progress(words.text("site.build-language", locale=project.locale))

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, projects))
    write_entrance(work, settings, [project.locale for project in projects])
    _index_text(work)
    write_offline(work, settings, [project.locale for project in projects])
    progress(words.text("site.build-search"))
    shutil.rmtree(version, ignore_errors=True)
    return work.rename(version)


def _index_text(site: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SiteError("site.search-build-failed", reason=(done.stderr or done.stdout).strip()[-2000:])
    # The pages draw their own result list.
    for pattern in ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js"):
        for path in (site / "pagefind").glob(pattern):
            path.unlink()


def main() -> int:
    """Build the site from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", action="append", metavar="TAG", help="build this language alone; may be repeated")
    options = parser.parse_args()
    words = interface(SOURCE)
    try:
        build_site(get_settings(), lambda message: print(message, flush=True), options.locale)
    except GuideError as error:
        for problem in error.problems:
            print(f"{problem.file}:{problem.line}: {words.text(problem.key, **dict(problem.params))}", file=sys.stderr)
        print(words.text(error.key, **error.params), file=sys.stderr)
        return 1
    except JinpumError as error:
        print(words.text(error.key, **error.params), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
