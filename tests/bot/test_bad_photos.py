"""What comes in the place of a photo: cut, forged, gigantic; each is opened or refused, soon and in little memory."""

from __future__ import annotations

import base64
import io
import json
import random
import re
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pi_heif
import pytest
from PIL import Image

from bot.answer import Answer
from bot.case.make import case_of
from bot.case.pdf import case_pdf
from bot.check_case import CheckCase
from bot.errors import PhotoDamaged, PhotoError, PhotoNotImage, PhotoTooManyPixels
from bot.evidence import PhotoEvidence, Quality
from bot.photo import open_photo
from bot.report import report_html, report_json
from bot.session import Session
from bot.shot import take
from bot.verdict import NOT_COVERED
from kb.interface import interface
from kb.locales import catalog_locales
from kb.settings import get_settings

HOME = Path(__file__).parent.parent.parent
SECRET = "SECRET-37.5665N-OFFICER-KIM"
LIMIT = 1_500_000_000
"""Bytes of address space beyond what the program needs anyway."""


def picture(width: int = 320, height: int = 240) -> Image.Image:
    noise = np.random.default_rng(7).integers(0, 255, (height // 8, width // 8, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(  # noqa: PLR0913, PLR0917
    width: int, height: int, data: bytes, depth: int = 8, colour: int = 0, more: bytes = b""
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(width: int, height: int) -> bytes:
    values = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1), (278, height), (279, 10)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in values)
    return b"II*\0" + struct.pack("<IH", 8, len(values)) + entries + bytes(204)


def refused(data: bytes) -> PhotoError | None:
    try:
        open_photo(data, "label.jpg")
    except PhotoError as error:
        return error
    return None


CLAIMS = {
    "gif": b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"\x2c"
    + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x4c\x01\x00\x3b",
    "bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 60000, 60000, 1, 24, 0, 0, 0, 0, 0, 0),
    "tiff": tiff(100_000, 100_000),
    "tiff-strip": tiff(10**9, 1),
    "png": png(60_000, 60_000, zlib.compress(b"")),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_of_too_many_pixels_is_refused_by_its_header(name: str) -> None:
    assert isinstance(refused(CLAIMS[name]), PhotoTooManyPixels)


def test_a_webp_of_too_many_pixels_is_refused() -> None:
    canvas = struct.pack("<I", 16_000)[:3] * 2
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas + b"VP8L" + struct.pack("<I", 5) + b"\x2f" + bytes(4)
    assert refused(b"RIFF" + struct.pack("<I", len(body)) + body) is not None


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"])
def test_a_file_cut_anywhere_is_refused(kind: str, share: float) -> None:
    # A photo of which the lower part is missing is refused too: what is not there could be taken for not printed.
    data = encoded(picture(), kind)
    assert isinstance(refused(data[: int(len(data) * share)]), PhotoDamaged | PhotoNotImage)


def test_a_progressive_jpeg_cut_in_half_is_refused() -> None:
    data = encoded(picture(), "JPEG", progressive=True)
    assert isinstance(refused(data[: len(data) // 2]), PhotoDamaged)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF"])
def test_garbage_inside_a_file_is_read_or_refused(kind: str, seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(encoded(picture(), kind))
    for _ in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if kind == "JPEG":
        data[len(data) // 2 : len(data) // 2] = bytes([0xFF, 0xD0 + seed % 8]) * 40
    refused(bytes(data))  # nothing but a PhotoError may come out


def test_what_hangs_on_behind_a_jpeg_is_nothing() -> None:
    assert open_photo(encoded(picture(), "JPEG") + b"PK\x03\x04" + bytes(100_000), "x").width == 320


NOT_PHOTOS = {
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "zip": b"PK\x03\x04" + bytes(99),
    "html": b"<!doctype html><html><body>label</body></html>",
    "svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "zeros": bytes(5000),
    "tiff-loop": b"II*\0" + struct.pack("<IHHHIII", 8, 1, 256, 4, 1, 10, 8),
}


@pytest.mark.parametrize("name", NOT_PHOTOS)
@pytest.mark.parametrize("locale", catalog_locales(get_settings().translations))
def test_what_is_no_photo_gets_one_sentence_in_the_officers_language(name: str, locale: str) -> None:
    error = refused(NOT_PHOTOS[name])
    assert isinstance(error, PhotoNotImage)
    sentence = interface(locale).text(error.key, **error.params)
    assert "label.jpg" in sentence
    assert "\n" not in sentence


BLOCKS = {
    b"\xff\xe1": b"http://ns.adobe.com/xap/1.0/\0",
    b"\xff\xe2": b"ICC_PROFILE\0\x01\xc8",
    b"\xff\xfe": b"comment",
}


@pytest.mark.parametrize("marker", BLOCKS)
def test_thirteen_megabytes_of_notes_in_a_jpeg_are_passed_over(marker: bytes) -> None:
    data = encoded(picture(), "JPEG")
    block = marker + struct.pack(">H", 65535) + BLOCKS[marker].ljust(65533, b"a")
    assert open_photo(data[:2] + block * 200 + data[2:], "x").width == 320


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt", b"iTXt"])
def test_a_packed_note_of_300_megabytes_in_a_png_is_not_unpacked(kind: bytes) -> None:
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    head = {b"iCCP": b"x\0\0", b"zTXt": b"x\0\0", b"iTXt": b"x\0\1\0\0\0"}[kind]
    data = png(4, 4, zlib.compress(bytes(20)), more=chunk(kind, head + packed))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (1, 20_000)])
def test_a_picture_of_almost_nothing_opens(size: tuple[int, int]) -> None:
    photo = open_photo(encoded(Image.new("RGB", size), "PNG"), "x")
    assert (photo.width, photo.height) == size


def test_sixteen_bits_a_channel_keep_their_shades() -> None:
    shades = np.full((20, 20, 3), (0x2000, 0x8000, 0xF000), np.uint16)
    for kind in (".png", ".tiff"):
        error = refused(cv2.imencode(kind, shades)[1].tobytes())
        assert error is None or isinstance(error, PhotoNotImage)
    rows = (b"\0" + struct.pack(">3H", 0xF000, 0x8000, 0x2000) * 20) * 20
    photo = open_photo(png(20, 20, zlib.compress(rows), 16, 2), "x")
    assert np.abs(photo.pixels[5, 5].astype(int) - (0xF0, 0x80, 0x20)).max() <= 1


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "MPO"])
def test_of_several_pictures_the_first_is_taken(kind: str) -> None:
    first, second = Image.new("RGB", (64, 48), (250, 10, 10)), Image.new("RGB", (64, 48), (10, 10, 250))
    photo = open_photo(encoded(first, kind, save_all=True, append_images=[second]), "x")
    assert np.abs(photo.pixels[20, 20].astype(int) - (250, 10, 10)).max() < 12


def test_a_palette_with_a_transparent_colour_lies_on_white() -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.paste(1, (4, 0, 8, 8))
    photo = open_photo(encoded(image, "PNG", transparency=0), "x")
    assert photo.pixels[4, 1].tolist() == [255, 255, 255]
    assert photo.pixels[4, 6].tolist() == [0, 0, 200]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_exif_is_turned_upright(orientation: int) -> None:
    upright = np.zeros((40, 64, 3), np.uint8)
    upright[:20, :32], upright[:20, 32:], upright[20:, :32] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    back = {
        1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud, 5: lambda a: a.transpose(1, 0, 2),
        6: lambda a: np.rot90(a, 1), 7: lambda a: np.rot90(a, 2).transpose(1, 0, 2), 8: lambda a: np.rot90(a, -1),
    }[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.fromarray(np.ascontiguousarray(back(upright))), "PNG", exif=exif)
    assert np.array_equal(open_photo(data, "x").pixels, upright)


def test_heic_is_opened_at_its_primary_picture() -> None:
    path = Path(__file__).parent / "data" / "halves.heic"
    file = pi_heif.open_heif(path)
    assert open_photo(path).width == file[file.primary_index].size[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*CLAIMS])
def test_a_bomb_is_refused_within_bounds_of_memory_and_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / "label.jpg"
    path.write_bytes(CLAIMS[name])
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from bot.photo import open_photo; from bot.errors import PhotoError\n"
        f"limit = int(open('/proc/self/statm').read().split()[0]) * 4096 + {LIMIT}\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit)); resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "try: open_photo(Path(sys.argv[1]))\nexcept PhotoError as error: print(error.key)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "photo.too-many-pixels"


def secret_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298], exif[0x9C9B] = SECRET, SECRET, SECRET, SECRET.encode("utf-16-le")
    exif.get_ifd(0x8825)[29] = SECRET
    exif.get_ifd(0x8769)[0x9286] = SECRET.encode()
    data = encoded(picture(), "JPEG", exif=exif, comment=SECRET.encode())
    block = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET.encode() + b"</x:xmpmeta>"
    data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]
    assert data.count(SECRET.encode()) >= 4
    return data + SECRET.encode()


def holds_secret(text: str) -> bool:
    """Whether the secret stands in a text or in a picture that the text holds as a data URI."""
    pictures = [base64.b64decode(found) for found in re.findall(r"base64,([A-Za-z0-9+/=]+)", text)]
    plain = SECRET.encode()
    return any(plain in blob or SECRET.encode("utf-16-le") in blob for blob in (text.encode(), *pictures))


def test_place_and_owner_are_in_nothing_that_is_kept_sent_or_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = PhotoEvidence(
        photo="1", width=320, height=240, barcodes=(), lines=(),
        quality=Quality(sharpness=1.0, glare=0.0, brightness=9.0, flaws=()),
    )  # fmt: skip
    assert holds_secret("data:image/jpeg;base64," + base64.b64encode(secret_photo()).decode())
    monkeypatch.setattr("bot.gather.look", lambda photo, *_: seen)
    shot = take(secret_photo(), "photo.jpg", 1)
    shot.evidence()
    assert shot.thumb
    crop = shot.crop(((10.0, 10.0), (90.0, 10.0), (90.0, 40.0), (10.0, 40.0)))
    assert crop
    kept = [value for value in vars(shot).values() if isinstance(value, str | bytes)]
    texts = [value if isinstance(value, str) else value.decode("latin-1") for value in kept]
    answer = Answer(locale="en", guides=(), verdict=NOT_COVERED, findings=(), questions=(), sentences=())
    case = case_of(CheckCase(items=[Session(shots=[shot], answer=answer)]), {})
    texts += [crop, report_html(case), json.dumps(report_json(answer, case)), case_pdf(case).decode("latin-1")]
    assert not any(holds_secret(text) for text in texts)


def test_a_session_says_what_is_wrong_and_keeps_the_rest() -> None:
    session = Session(locale="ko")
    assert session.add_photo(encoded(picture(), "JPEG"), "good.jpg")
    assert not session.add_photo(NOT_PHOTOS["pdf"], "bad.jpg")
    assert len(session.shots) == 1
    assert [notice.key for notice in session.notices] == ["photo.not-image"]
