"""A guide's files: those that are opened to be edited, and the folder that is given back, ready for a pull request."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from PIL import Image

from bot.form.errors import FormError
from bot.photo import open_photo
from kb.draft import Draft, draft_of
from kb.draft_check import group_of
from kb.interface import Interface
from kb.library import FILE_NAME
from kb.parse import parse_guide
from kb.write import write

MAX_GUIDE = 300_000
"""Bytes of a guide's text; the longest has about 30,000."""
MAX_PICTURES = 12
MAX_UPLOAD = 40_000_000
"""Bytes of all that one request may bring."""
MEGABYTES = MAX_UPLOAD // 1_000_000
SIDE = 2400
"""Pixels of the longer side that a reference picture keeps; a comparison needs fewer."""
LEAST_HEIGHT = 800
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_STEPS = ("how-title", "how-1", "how-2", "how-3", "how-4", "how-5")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def opened(data: bytes, name: str, words: Interface) -> tuple[Draft, dict[str, bytes]]:
    """The draft and pictures of a file that somebody goes on with: a guide's text, or a .zip with it.

    Args:
        data: the file.
        name: what it is called.
        words: the interface in the person's language.

    Raises:
        FormError: it holds no guide that can be read; it says why.
    """
    not_a_guide = words.text("form.not-a-guide")
    text, pictures = _unpacked(data, not_a_guide) if name.lower().endswith(".zip") else (data, {})
    if len(text) > MAX_GUIDE:
        raise FormError("form.too-large", limit=f"{MAX_GUIDE / 1e6:g}")
    try:
        markdown = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormError("form.unreadable", reason=not_a_guide) from error
    guide, problems = parse_guide(Path("guides", "consumer", "draft", FILE_NAME), markdown)
    if guide is None:
        first = problems[0]
        reason = words.text(first.key, **dict(first.params))
        if first.key == "problem.no-front-matter":
            reason = not_a_guide
        raise FormError("form.unreadable", reason=reason)
    return draft_of(guide), pictures


def folder(draft: Draft, pictures: Mapping[str, bytes], words: Interface) -> bytes:
    """The .zip of a guide's folder, and a text that says how to send it in.

    Args:
        draft: whose id is a good one.
        pictures: made by `clean_picture`, by their names.
        words: the interface in the person's language.
    """
    group = group_of(draft)
    place = f"guides/{group}/{draft.id}"
    steps = "\r\n\r\n".join(words.text(f"form.{step}", group=group, id=draft.id) for step in _STEPS)
    files = {"HOWTO.txt": ("\ufeff" + steps + "\r\n").encode(), f"{place}/{FILE_NAME}": write(draft).text.encode()}
    files |= {f"{place}/{name}": data for name, data in sorted(pictures.items())}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def clean_picture(data: bytes, name: str) -> bytes:
    """A reference picture made anew from its pixels, so that place, time and device are gone.

    Raises:
        PhotoError: it cannot be used.
        FormError: it is too small to compare with.
    """
    photo = open_photo(data, name)
    if photo.height < LEAST_HEIGHT:
        raise FormError("form.picture-small", name=name, height=photo.height)
    picture = Image.fromarray(photo.pixels)
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if picture_name(name).endswith(".png"):
        picture.save(buffer, "PNG", optimize=True)
    else:
        picture.save(buffer, "WEBP" if name.endswith(".webp") else "JPEG", quality=90)
    return buffer.getvalue()


def picture_name(name: str) -> str:
    """A name for a picture in a guide's folder: small letters, digits, hyphens; `.jpg` where it has no known ending."""
    path = PurePosixPath(name.replace("\\", "/").rsplit("/", 1)[-1].lower())
    suffix = path.suffix if path.suffix in _PICTURES else ".jpg"
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem).strip("-")[:60]
    return f"{stem or 'picture'}{'.jpg' if suffix == '.jpeg' else suffix}"


def _unpacked(data: bytes, not_a_guide: str) -> tuple[bytes, dict[str, bytes]]:
    """The guide's text and the pictures beside it, read into memory and nowhere else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()[:1000]
            guide = next((one for one in members if PurePosixPath(one.filename).name == FILE_NAME), None)
            if guide is None:
                raise FormError("form.unreadable", reason=not_a_guide)
            beside = PurePosixPath(guide.filename).parent
            chosen = [
                one
                for one in members
                if PurePosixPath(one.filename).parent == beside and one.filename.lower().endswith(_PICTURES)
            ][:MAX_PICTURES]
            # What a member says of its size is held against it: reading stops there.
            if guide.file_size > MAX_GUIDE or sum(one.file_size for one in chosen) > MAX_UPLOAD:
                raise FormError("form.too-large", limit=MEGABYTES)
            with archive.open(guide) as stream:
                text = stream.read(MAX_GUIDE + 1)
            pictures = {}
            for one in chosen:
                with archive.open(one) as stream:
                    pictures[PurePosixPath(one.filename).name] = stream.read(one.file_size)
            return text, pictures
    # What the library says of a damaged, encrypted or oddly packed file; it has no class of its own for all of them.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FormError("form.unreadable", reason=not_a_guide) from error
