"""A draft as far as it is filled in → one that makes a guide, so that it can be shown and tried before it is ready."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from pydantic import BaseModel, ValidationError

from bot.new_guide import HALF_A_YEAR
from kb.draft import Draft, DraftCue, DraftNames, DraftOwner
from kb.model import CueHeader, Gtin, Owner, Sighting, is_slug
from kb.slug import slug
from kb.vocabulary import Backing, Category, Kind, Needs, Package, Shows, Strength, Where

GAP = "…"
"""Stands where nothing is written yet."""


def completed(draft: Draft) -> Draft:
    """The draft without what cannot be used, and with something for what is missing.

    Args:
        draft: anything that the form holds; it stays as it is.
    """
    names = DraftNames(en=draft.names.en or draft.names.ko or GAP, ko=draft.names.ko or draft.names.en or GAP)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return draft.model_copy(
        update={
            "id": draft.id if is_slug(draft.id) else slug(names.en) or "draft",
            "lang": draft.lang if draft.lang in ("en", "ko") else "en",
            "kind": _one_of(Kind, draft.kind, Kind.PRODUCT),
            "category": _one_of(Category, draft.category, Category.CONSUMER),
            "names": names,
            "aliases": [one for one in draft.aliases if one],
            "keywords": [one for one in draft.keywords if one],
            "owner": _owner(draft.owner),
            "hs": [],
            "gtins": [one for one in draft.gtins if _fits(Gtin, one.model_dump())],
            "rules": [one for one in draft.rules if is_slug(one)],
            "backing": _one_of(Backing, draft.backing, Backing.PRESS),
            "package": _one_of(Package, draft.package, Package.BOX),
            "reviewed": _date(draft.reviewed, today),
            "review_by": _date(draft.review_by, today + HALF_A_YEAR),
            "title": draft.title or (names.ko if draft.lang == "ko" else names.en),
            "cues": [_cue(cue, number) for number, cue in enumerate(draft.cues, start=1)],
        }
    )


def _cue(cue: DraftCue, number: int) -> DraftCue:
    read = {name: [one for one in words if one] for name, words in cue.read.model_dump().items()}
    parts = {part: [one for one in said if one.text] for part, said in cue.parts.items()}
    barcode = cue.barcode
    if barcode and not all(one.isdigit() for one in barcode.prefixes):
        barcode = None
    made = cue.model_copy(
        update={
            "title": cue.title or GAP,
            "parts": {part: said for part, said in parts.items() if said},
            "id": cue.id if is_slug(cue.id) else f"sign-{number}",
            "where": _one_of(Where, cue.where, Where.FRONT),
            "needs": _one_of(Needs, cue.needs, Needs.EYE),
            "shows": _one_of(Shows, cue.shows, Shows.COUNTERFEIT),
            "fake": _one_of(Strength, cue.fake, Strength.MODERATE),
            "genuine": _one_of(Strength, cue.genuine, Strength.WEAK),
            "seen": [one for one in cue.seen if _fits(Sighting, {k: v or None for k, v in one.model_dump().items()})],
            "read": cue.read.model_copy(update=read),
            "barcode": barcode,
            "qr": [one for one in cue.qr if _fits_header("qr", {"hosts": [one]})],
        }
    )
    pattern = {"genuine_patterns": made.read.genuine_patterns, "fake_patterns": made.read.fake_patterns}
    if any(pattern.values()) and not _fits_header("read", pattern):
        made.read = made.read.model_copy(update={"genuine_patterns": [], "fake_patterns": []})
    return made


def _owner(owner: DraftOwner) -> DraftOwner:
    names = DraftNames(en=owner.names.en or owner.names.ko, ko=owner.names.ko or owner.names.en)
    if not names.en:
        return DraftOwner()
    sound = _fits(Owner, {"names": names.model_dump(), "website": owner.website or None})
    return DraftOwner(names=names, website=owner.website if sound else "")


def _one_of(vocabulary: Callable[[str], str], value: str, default: str) -> str:
    try:
        return str(vocabulary(value))
    except ValueError:
        return str(default)


def _date(value: str, default: datetime.date) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        return default.isoformat()


def _fits(model: type[BaseModel], values: dict[str, object]) -> bool:
    try:
        model.model_validate(values)
    except ValidationError:
        return False
    return True


def _fits_header(name: str, value: object) -> bool:
    header = {"id": "x", "where": "front", "needs": "eye", "shows": "counterfeit", "fake": "weak", "genuine": "weak"}
    return _fits(CueHeader, {**header, name: value})
