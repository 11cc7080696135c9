"""The command `inspect`: all evidence of photos, printed or drawn, and nothing concluded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from PIL import Image

from bot.assess import assess, visible_cues
from bot.draw import draw, draw_svg
from bot.errors import PhotoError
from bot.evidence import PhotoEvidence
from bot.gather import look
from bot.identify import on_photos
from bot.inquiry import Inquiry
from bot.known import Known
from bot.marks import marks
from bot.overlay import details, kind_word
from bot.photo import Photo, open_photo
from bot.retake import advice
from bot.wire import photo_json
from kb.errors import JinpumError
from kb.interface import Interface, interface
from kb.keys import Keys
from kb.library import Library, load_library
from kb.locales import SOURCE, catalog_locales, negotiate
from kb.localise import localise
from kb.search import GuideHit
from kb.settings import get_settings

_PICTURES = (".png", ".jpg", ".jpeg", ".svg")


def inspect(paths: Sequence[Path], as_json: bool, drawn: Path | None, locale: str = SOURCE) -> bool:
    """Print what can be read in photos; True if every one could be opened.

    Args:
        paths: the photos.
        as_json: print one list of objects instead of lines.
        drawn: a picture to draw the evidence of the one photo on, or a folder for those of several.
        locale: language of the words.

    Raises:
        JinpumError: the picture cannot be written, or one is named for several photos.
    """
    one_picture = drawn is not None and bool(drawn.suffix) and not drawn.is_dir()
    if drawn is not None and one_picture:
        if drawn.suffix.lower() not in _PICTURES:
            raise JinpumError("cli.draw-suffix", file=drawn)
        if len(paths) > 1:
            raise JinpumError("cli.draw-one", file=drawn)
    settings = get_settings()
    locale = negotiate(locale, catalog_locales(settings.translations)) or SOURCE
    words, library = interface(locale), load_library(settings.guides, settings.edition)
    keys, known = Keys(library.values()), Known.of(library.values(), settings)
    objects: list[dict[str, Any]] = []
    good = True
    for path in paths:
        try:
            photo = open_photo(path)
        except PhotoError as error:
            good = False
            message = words.text(error.key, **error.params)
            typer.echo(message, err=True)
            objects.append({"photo": str(path), "error": message})
            continue
        evidence = look(photo, known)
        products = on_photos(Inquiry(locale=locale, photos=(evidence,)), keys)
        objects.append({**photo_json(evidence, keys, products), "photo": str(path)})
        if drawn is not None:
            _draw(photo, evidence, drawn if one_picture else drawn / f"{path.stem}.evidence.png")
        if not as_json:
            _print(path, evidence, products, words)
            for sentence in _advice(evidence, products, library, words):
                typer.echo("  " + sentence)
    if as_json:
        typer.echo(json.dumps(objects, ensure_ascii=False, indent=2))
    return good


def _draw(photo: Photo, evidence: PhotoEvidence, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".svg":
            path.write_text(draw_svg(photo, evidence), encoding="utf-8")
        else:
            Image.fromarray(draw(photo, evidence)).save(path)
    except OSError as error:
        raise JinpumError("cli.not-writable", file=path, reason=error.strerror or error) from error


def _print(path: Path, evidence: PhotoEvidence, products: Sequence[GuideHit], words: Interface) -> None:
    """One line a piece of evidence, by the numbers that the drawing has."""
    quality = evidence.quality
    size = {"width": evidence.width, "height": evidence.height}
    figures = {
        "sharpness": f"{quality.sharpness:.0f}",
        "glare": f"{100 * quality.glare:.1f}",
        "brightness": f"{quality.brightness:.0f}",
    }
    typer.echo(words.text("cli.photo-line", photo=path, **size, **figures))
    for mark in marks(evidence):
        kind = kind_word(mark, words)
        line = words.text("cli.mark-line", number=mark.number, kind=kind, text=mark.text).rstrip(" :：")
        told = ", ".join(details(mark, words))
        typer.echo("  " + (words.text("cli.mark-details", line=line, details=told) if told else line))
    if not evidence.lines:
        typer.echo("  " + words.text("cli.no-text"))
    for hit in products:
        why = words.text(f"chat.why-{hit.why}")
        typer.echo("  " + words.text("cli.product-line", id=hit.guide, score=round(hit.score, 4), why=why))


def _advice(evidence: PhotoEvidence, products: Sequence[GuideHit], library: Library, words: Interface) -> list[str]:
    """What to photograph again, for the cues of the product that the photo names."""
    if not products:
        return [sentence.text for sentence in advice((evidence,), words)]
    guide = localise(library[products[0].guide], words.locale, get_settings().translations)
    visible = guide.model_copy(update={"cues": tuple(visible_cues(guide, officers=False))})
    findings = assess(guide, Inquiry(locale=words.locale, photos=(evidence,)), {})
    return [sentence.text for sentence in advice((evidence,), words, visible, findings)]
