"""The page's templates: everything that is put in is escaped, links lead only to the web or to this site."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.interface import Interface

_FOLDER = Path(__file__).parent / "templates"
_MARKER = "\ue000"
"""Stands for a value while its sentence is cut in two; private use, so no sentence holds it."""


def render(name: str, words: Interface, /, **values: object) -> str:
    """A template filled in, as HTML.

    Args:
        name: the template's file name.
        words: the interface in the reader's language; templates say `t("group.key")` and `word("strength", "weak")`.
        values: what the template shows.
    """
    template = _environment().get_template(name)
    html = template.render(t=words.text, word=words.word, around=_around(words), **values)
    return _inert(html)


def _inert(html: str) -> str:
    """HTML in which the page's own templating, which runs over it in the browser, finds nothing to fill in."""
    return html.replace("{{", "&#123;&#123;").replace("${", "&#36;{")


def _around(words: Interface) -> Callable[[str], tuple[str, str]]:
    def around(key: str) -> tuple[str, str]:
        before, _, after = words.text(key, title=_MARKER).partition(_MARKER)
        return before, after

    return around


def _safe_url(url: str) -> str:
    """The address if it is one of the web or of this site, else a harmless one."""
    parts = urlsplit(url)
    inside = not parts.scheme and not parts.netloc and "\\" not in url
    return url if inside or parts.scheme in {"http", "https"} else "#"


def _points(value: float) -> str:
    """A signed figure with a real minus sign: `+2`, `−0.5`, `0`."""
    return f"{value:+g}".replace("-", "−") if value else "0"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"safe_url": _safe_url, "points": _points}
    return environment
