"""Templates and catalogs: extract the messages, bring every catalog up to date, tell how far each is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import escape, write_po

from kb.catalogs import NOBODY, REVIEWED_BY, catalog_path, load_po, reviewer
from kb.extract import extract_guide, extract_interface
from kb.interface import DOMAIN, source_files
from kb.library import guide_files
from kb.locales import SOURCE, catalog_locales, to_gettext
from kb.settings import Settings

PROJECT = "Jinpum"
_HEADER = """\
# Jinpum. Text under CC BY 4.0 (guides) and Apache-2.0 (interface).
# Edit with any PO editor. When a person has reviewed the whole file, put the name into X-Reviewed-By."""


@dataclass(frozen=True)
class Status:
    """How far one catalog is."""

    locale: str
    domain: str
    translated: int
    total: int
    fuzzy: int
    reviewed_by: str

    @property
    def share(self) -> float:
        """The share translated, 0 to 1."""
        return self.translated / self.total if self.total else 1.0


def template_path(translations: Path, domain: str) -> Path:
    """Where the template of a domain lies."""
    return translations / "templates" / f"{domain}.pot"


def templates(settings: Settings) -> dict[str, Catalog]:
    """The template of every domain, made anew from guides and interface."""
    made = {path.parent.name: _template([path], extract_guide, settings) for path in guide_files(settings.guides)}
    made[DOMAIN] = _template(source_files(settings.translations), extract_interface, settings)
    return made


def extract_templates(settings: Settings) -> list[Path]:
    """Write every template and remove those of guides that are gone.

    Returns:
        The files that changed.
    """
    changed = []
    made = templates(settings)
    for domain, template in made.items():
        path = template_path(settings.translations, domain)
        if _write(path, template):
            changed.append(path)
    for path in template_path(settings.translations, DOMAIN).parent.glob("*.pot"):
        if path.stem not in made:
            path.unlink()
            changed.append(path)
    return changed


def update_catalogs(settings: Settings, locales: Iterable[str] = ()) -> list[Path]:
    """Bring catalogs up to date with the messages; a language that has none yet gets a folder of empty ones.

    What changed in the source is kept as a fuzzy proposal, which is never shown.

    Args:
        settings: where the catalogs lie.
        locales: BCP 47 tags; all that exist if none is named.

    Returns:
        The files that changed.
    """
    changed = []
    tags = tuple(locales) or tuple(tag for tag in catalog_locales(settings.translations) if tag != SOURCE)
    made = templates(settings)
    for tag in tags:
        for domain, template in made.items():
            path = catalog_path(settings.translations, tag, domain)
            catalog = load_po(path, tag) if path.exists() else _empty(tag)
            settled = {} if domain == DOMAIN else _settled(catalog)
            before = _known(catalog)
            # Babel's guess by likeness of texts takes minutes over hundreds of new messages; the context knows better.
            catalog.update(deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
            _keep_moved(catalog, settled)
            _propose(catalog, before)
            catalog.obsolete.clear()  # history is Git's
            if _write(path, catalog):
                changed.append(path)
    return changed


def status(settings: Settings) -> list[Status]:
    """How far every catalog is, in the order of languages and domains."""
    found = []
    made = templates(settings)
    for tag in catalog_locales(settings.translations):
        if tag == SOURCE:
            continue
        for domain, template in sorted(made.items()):
            path = catalog_path(settings.translations, tag, domain)
            catalog = load_po(path, tag) if path.exists() else _empty(tag)
            wanted = [message for message in template if message.id]
            have = [catalog.get(str(message.id), message.context) for message in wanted]
            done = sum(1 for message in have if message and message.string and not message.fuzzy)
            fuzzy = sum(1 for message in have if message and message.fuzzy)
            found.append(Status(tag, domain, done, len(wanted), fuzzy, reviewer(path) if path.exists() else NOBODY))
    return found


def _template(paths: list[Path], method: Callable[..., Any], settings: Settings) -> Catalog:
    catalog = Catalog(project=PROJECT, header_comment=_HEADER, fuzzy=False)
    for path in paths:
        place = path.relative_to(settings.home).as_posix()
        with path.open("rb") as stream:
            for _, message, notes, context in extract(method, stream):
                catalog.add(message, locations=[(place, 0)], auto_comments=notes, context=context)
    return catalog


def _settled(catalog: Catalog) -> dict[str, str]:
    """Source text → translation, of the messages that readers are shown."""
    return {str(each.id): str(each.string) for each in catalog if each.id and each.string and not each.fuzzy}


def _keep_moved(catalog: Catalog, settled: dict[str, str]) -> None:
    """Give messages that only moved their translations: Babel calls them fuzzy, as their context is new."""
    for message in catalog:
        if message.id and (message.fuzzy or not message.string) and str(message.id) in settled:
            message.string = settled[str(message.id)]
            message.flags.discard("fuzzy")


def _known(catalog: Catalog) -> dict[str, str]:
    """Context → translation and source text → translation, of everything that was ever translated."""
    done = [each for each in catalog if each.id and each.string]
    return {str(each.id): str(each.string) for each in done} | {str(each.context): str(each.string) for each in done}


def _propose(catalog: Catalog, known: dict[str, str]) -> None:
    """Give messages a fuzzy proposal: the translation of what stood in their place, else of the same words."""
    for message in catalog:
        if message.id and not message.string:
            message.string = known.get(str(message.context)) or known.get(str(message.id)) or ""
            if message.string:
                message.flags.add("fuzzy")


def _empty(tag: str) -> Catalog:
    return Catalog(locale=to_gettext(tag), project=PROJECT, header_comment=_HEADER, fuzzy=False)


def _write(path: Path, catalog: Catalog) -> bool:
    """Write a catalog if its messages differ from the file's; dates in headers alone are no change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    reviewed = reviewer(path) if before else NOBODY
    lines = _po_lines(catalog)
    if catalog.locale is not None:
        lines = _with_header(lines, REVIEWED_BY, reviewed)
    after = "\n".join(lines).encode() + b"\n"
    if after == before:
        return False
    path.write_bytes(after)
    return True


def _po_lines(catalog: Catalog) -> list[str]:
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, include_lineno=False, omit_header=False)
    # Dates and versions in a header change on every run and say nothing that Git does not.
    volatile = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Project-Id-Version')
    text = stream.getvalue().decode("utf-8").rstrip("\n")
    return [line for line in text.split("\n") if not line.startswith(volatile)]


def _with_header(lines: list[str], name: str, value: str) -> list[str]:
    kept = [line for line in lines if not line.startswith(f'"{name}:')]
    place = next(index for index, line in enumerate(kept) if line.startswith('"MIME-Version'))
    return [*kept[:place], escape(f"{name}: {value}\n"), *kept[place:]]
