"""A case as a JSON file, and a file that somebody sends → the case, if it is whole and unchanged.

A file comes from a stranger: its size is checked before it is read, every text has a limit, photos are decoded once
through `bot.photo`, and whoever shows a text escapes it. The seal finds damage and carelessness. It is no signature:
who changes a file on purpose can write a new seal.
"""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

from PIL import Image
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from bot.case.errors import (
    CaseChanged,
    CaseDamaged,
    CaseForeign,
    CaseNewer,
    CaseNotJson,
    CasePhotoChanged,
    CasePhotoUnreadable,
    CaseTooLarge,
)
from bot.case.model import FORMAT, Case, CasePhoto, Hash
from bot.errors import PhotoError
from bot.photo import open_photo

MAX_FILE = 100_000_000
"""Bytes: ten items with six photos each at about 1 MB, a third more in base64."""


class CaseFile(Case):
    """A case with its seal, as it lies in a file."""

    seal: Hash
    """SHA-256 of the JSON of everything else, photos left out (their own hashes stand for them), keys sorted, without
    spaces, as UTF-8."""


def case_json(case: Case) -> bytes:
    """The case as a file, UTF-8."""
    content = case.model_dump(mode="json")
    return json.dumps({**content, "seal": _seal(case)}, ensure_ascii=False, indent=1).encode()


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case file, draft 2020-12."""
    schema = TypeAdapter(CaseFile).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read_case(data: bytes) -> Case:
    """Restore a case from a file, photos included.

    Raises:
        CaseError: it cannot be restored; the kinds are in `bot.case.errors`.
    """
    if len(data) > MAX_FILE:
        raise CaseTooLarge(limit=MAX_FILE // 1_000_000)
    try:
        content = from_json(data.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        raise CaseNotJson from error
    if isinstance(content, dict) and isinstance(content.get("case"), dict) and "answer" in content:
        content = content["case"]  # a report of the command line, which holds the case file
    if not isinstance(content, dict) or not {"format", "reference", "items"} <= content.keys():
        raise CaseForeign
    version = content["format"]
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        raise CaseNewer(format=version)
    try:
        file = CaseFile.model_validate(content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"])
        raise CaseDamaged(field=where[:100] or "items") from error
    for number, item in enumerate(file.items, 1):
        for photo in item.photos:
            _look_through(photo, number)
    case = Case.model_construct(**{name: getattr(file, name) for name in Case.model_fields})
    if _seal(case) != file.seal:
        raise CaseChanged
    return case


def _look_through(photo: CasePhoto, item: int) -> None:
    """Refuse a photo that is another than the saved one, none at all, or more than its pixels."""
    if hashlib.sha256(photo.jpeg).hexdigest() != photo.sha256:
        raise CasePhotoChanged(item=item, photo=photo.number)
    try:
        pixels = open_photo(photo.jpeg, photo.name)
    except PhotoError as error:
        raise CasePhotoUnreadable(item=item, photo=photo.number) from error
    with Image.open(io.BytesIO(photo.jpeg)) as picture:
        plain = picture.format == "JPEG" and not picture.getexif() and photo.jpeg.endswith(b"\xff\xd9")
    if not plain or (pixels.width, pixels.height) != (photo.width, photo.height):
        raise CasePhotoUnreadable(item=item, photo=photo.number)


def _seal(case: Case) -> str:
    content = case.model_dump(mode="json", exclude={"items": {"__all__": {"photos": {"__all__": {"jpeg"}}}}})
    content = {name: value for name, value in content.items() if name in Case.model_fields}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
