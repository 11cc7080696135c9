"""A small project of its own for the site's tests: three guides, two languages, one secret."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from build import Progress, build_site
from kb.interface import interface
from kb.locales import to_gettext
from kb.settings import Settings, get_settings

HOME = Path(__file__).resolve().parents[2]

SECRET = "zebrafish-ink"
LOCALES = ("en", "ko")
GUIDES = ("food/cj-dasida", "consumer/medicube-age-r", "rules/rule-gs1-880-barcode")
_SECRET_CUE = f"""
## Covert mark {SECRET}

Fake
:   The {SECRET} mark is missing. [^covert]

```yaml cue
id: covert-{SECRET}
where: closure
needs: uv
shows: counterfeit
fake: decisive
genuine: weak
disclosure: officers
read: {{fake: [{SECRET}]}}
```

## Whom to ask
"""


@dataclass(frozen=True)
class Built:
    """A built site and the project it was built from."""

    settings: Settings
    folder: Path


def copy_project(home: Path, guides: Sequence[str], locales: Sequence[str]) -> Settings:
    """Copy site, guides (as `category/id`) and catalogs into a project of its own."""
    shutil.copytree(HOME / "site", home / "site", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "mkdocs.yml", home)
    for guide in guides:
        shutil.copytree(HOME / "guides" / guide, home / "guides" / guide)
    for name in ("interface", *(locale for locale in locales if locale != "en")):
        shutil.copytree(HOME / "translations" / to_gettext(name), home / "translations" / to_gettext(name))
    return Settings(home=home)


def write_project(home: Path) -> Settings:
    """Copy what the small project needs and plant the secret."""
    settings = copy_project(home, GUIDES, LOCALES)
    medicube = home / "guides" / "consumer" / "medicube-age-r" / "index.md"
    text = medicube.read_text(encoding="utf-8").replace("\n## Whom to ask\n", _SECRET_CUE, 1)
    text += f"\n[^covert]: How {SECRET} works, Officers' Gazette, 2026-01-01, <https://example.com/{SECRET}>\n"
    medicube.write_text(text, encoding="utf-8")
    return settings


@contextmanager
def _own_settings(settings: Settings) -> Iterator[None]:
    # Settings and interface are read once per process; the small project has its own, and no other test may see them.
    with mock.patch.dict(os.environ, {"JINPUM_HOME": str(settings.home)}):
        get_settings.cache_clear()
        interface.cache_clear()
        try:
            yield
        finally:
            get_settings.cache_clear()
            interface.cache_clear()


def build(settings: Settings, progress: Progress = lambda message: None, locales: Sequence[str] | None = None) -> Path:
    """Build the small project's site."""
    with _own_settings(settings):
        return build_site(settings, progress, locales)
