"""Locales: BCP 47 tags outside (`zh-Hans`), gettext names inside (`zh_Hans`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from babel import Locale, UnknownLocaleError

SOURCE = "en"
"""The language that everything is translated from; the interface is written in it."""

_HANT_TERRITORIES = {"TW", "HK", "MO"}


def to_gettext(tag: str) -> str:
    """`zh-Hans` → `zh_Hans`."""
    return tag.replace("-", "_")


def to_bcp47(name: str) -> str:
    """`zh_Hans` → `zh-Hans`."""
    return name.replace("_", "-")


def catalog_locales(translations: Path) -> tuple[str, ...]:
    """The BCP 47 tags that have a folder of catalogs, English first."""
    found = sorted(to_bcp47(path.parent.name) for path in translations.glob("*/LC_MESSAGES") if path.is_dir())
    return (SOURCE, *(tag for tag in found if tag != SOURCE))


def native_name(tag: str) -> str:
    """The language's name in itself, as a language menu shows it: `vi` → `Tiếng Việt`, `zh-Hans` → `简体中文`."""
    locale = Locale.parse(tag, sep="-")
    name = locale.languages.get(to_gettext(tag)) or locale.get_display_name(to_gettext(tag)) or tag
    return name[:1].upper() + name[1:]


def territory_name(code: str, tag: str) -> str:
    """The country's name in a language, from CLDR: `CN`, `vi` → `Trung Quốc`."""
    return str(Locale.parse(tag, sep="-").territories.get(code, code))


def is_territory(code: str) -> bool:
    """Whether CLDR knows the two-letter ISO 3166 code."""
    return len(code) == 2 and code.isupper() and code in Locale.parse("en").territories


def negotiate(wanted: str | None, available: Iterable[str]) -> str | None:
    """The best available tag for a wanted one, or None: `vi-VN` → `vi`, `zh-TW` → `zh-Hant`, else `zh-Hans`.

    Args:
        wanted: a BCP 47 tag or gettext name as a browser or a person gives it.
        available: BCP 47 tags.
    """
    have = {tag.lower(): tag for tag in available}
    if not wanted:
        return None
    tag = wanted.strip().replace("_", "-").lower()
    if tag in have:
        return have[tag]
    try:
        parsed = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return have.get(tag.split("-", 1)[0])
    if parsed.language == "zh":
        hant = parsed.script == "Hant" or (parsed.script is None and parsed.territory in _HANT_TERRITORIES)
        order = ("zh-hant", "zh-hans") if hant else ("zh-hans", "zh-hant")
        return next((have[name] for name in order if name in have), None)
    return have.get(parsed.language)
