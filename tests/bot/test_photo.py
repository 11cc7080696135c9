"""Photos from phones, browsers and strangers."""

import io
import resource
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bot.errors import (
    PhotoDamaged,
    PhotoEmpty,
    PhotoError,
    PhotoMissing,
    PhotoNotImage,
    PhotoTooLarge,
    PhotoTooManyPixels,
)
from bot.photo import MAX_BYTES, open_photo
from kb.interface import interface

DATA = Path(__file__).parent / "data"
RED, BLUE = (200, 30, 30), (30, 40, 200)


def halves(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (160, 96), RED)
    image.paste(BLUE, (80, 0, 160, 96))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def near(pixel: Any, colour: tuple[int, int, int], reach: int = 12) -> bool:
    return bool(np.abs(np.asarray(pixel, int) - colour).max() <= reach)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "AVIF"])
def test_common_formats_open_as_they_are(kind: str) -> None:
    photo = open_photo(encoded(halves(), kind), "halves")
    assert (photo.width, photo.height) == (160, 96)
    assert photo.pixels.dtype == np.uint8
    assert near(photo.pixels[48, 20], RED)
    assert near(photo.pixels[48, 140], BLUE)


def test_heic_of_a_phone_opens() -> None:
    photo = open_photo(DATA / "halves.heic")
    assert (photo.name, photo.width, photo.height) == ("halves.heic", 160, 96)
    assert near(photo.pixels[48, 20], RED)
    assert near(photo.pixels[48, 140], BLUE)


@pytest.mark.parametrize(("orientation", "left"), [(1, RED), (2, BLUE), (3, BLUE), (4, RED)])
def test_exif_turns_and_mirrors(orientation: int, left: tuple[int, int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = open_photo(encoded(halves(), "JPEG", exif=exif, quality=95))
    assert (photo.width, photo.height) == (160, 96)
    assert near(photo.pixels[48, 20], left)


def test_exif_of_a_phone_held_upright_swaps_the_sides() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = open_photo(encoded(halves(), "JPEG", exif=exif, quality=95))
    assert (photo.width, photo.height) == (96, 160)
    assert near(photo.pixels[20, 48], RED)
    assert near(photo.pixels[140, 48], BLUE)


@pytest.mark.parametrize("mode", ["P", "L", "LA", "1", "RGBA", "CMYK"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    photo = open_photo(encoded(halves(mode), kind))
    assert photo.pixels.shape == (96, 160, 3)
    if mode in {"P", "RGBA", "CMYK"}:
        assert near(photo.pixels[48, 20], RED, 40)


def test_cmyk_jpeg_of_a_print_shop_keeps_its_colours() -> None:
    photo = open_photo(encoded(halves("CMYK"), "JPEG", quality=95))
    assert near(photo.pixels[48, 20], RED, 40)


def test_sixteen_bits_keep_their_shades() -> None:
    shades = np.linspace(0, 65535, 160, dtype=np.uint16)[None].repeat(96, axis=0)
    photo = open_photo(encoded(Image.fromarray(shades), "PNG"))
    assert photo.pixels[0, 0, 0] == 0
    assert abs(int(photo.pixels[0, 80, 0]) - 128) < 3
    assert photo.pixels[0, 159, 0] == 255


def test_transparency_becomes_white_paper() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 40))
    photo = open_photo(encoded(image, "PNG"))
    assert photo.pixels[20, 5].tolist() == [0, 0, 0]
    assert photo.pixels[20, 30].tolist() == [255, 255, 255]


def test_the_first_picture_of_an_animation_is_taken() -> None:
    frames = [halves("P"), Image.new("P", (160, 96), 0)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert near(open_photo(data).pixels[48, 20], RED, 40)


def test_nothing_of_the_exif_stays_and_pixels_cannot_be_changed() -> None:
    exif = Image.Exif()
    exif[0x010F] = "camera of a secret officer"
    photo = open_photo(encoded(halves(), "JPEG", exif=exif), "x")
    assert b"secret" not in photo.pixels.tobytes()
    assert set(vars(photo)) == {"name", "pixels"}
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0] = 0


def png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (20_000, 20_000), (60_000, 1000)])
def test_a_bomb_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    packer = zlib.compressobj()
    body = b"".join(packer.compress(b"\x00" * (width + 1)) for _ in range(height)) + packer.flush()
    data = png(width, height, body)
    assert len(data) < 500_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    with pytest.raises(PhotoTooManyPixels):
        open_photo(data, "bomb.png")
    assert time.perf_counter() - start < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


def test_the_largest_photo_of_a_phone_is_taken() -> None:
    photo = open_photo(encoded(Image.new("L", (8192, 6144), 90), "JPEG"))
    assert (photo.width, photo.height) == (8192, 6144)


def test_an_empty_file() -> None:
    with pytest.raises(PhotoEmpty):
        open_photo(b"", "empty.jpg")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_file_that_breaks_off(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (96, 160, 3), np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    with pytest.raises(PhotoError) as caught:
        open_photo(data[: len(data) * 2 // 3], "cut")
    assert isinstance(caught.value, PhotoDamaged | PhotoNotImage)


def test_a_heic_that_breaks_off() -> None:
    data = (DATA / "halves.heic").read_bytes()
    with pytest.raises(PhotoError):
        open_photo(data[: len(data) - 100], "cut.heic")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        b"PK\x03\x04" + bytes(60),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x00\x00\x00\x18ftypmp42" + bytes(40),
        b"hello",
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "label.jpg"
    path.write_bytes(data)
    with pytest.raises(PhotoError) as caught:
        open_photo(path)
    assert isinstance(caught.value, PhotoNotImage | PhotoDamaged)
    assert caught.value.photo == "label.jpg"


def test_a_file_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PhotoTooLarge) as caught:
        open_photo(path)
    assert caught.value.params["limit"] == 25


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PhotoMissing):
        open_photo(tmp_path / "nothing.jpg")
    with pytest.raises(PhotoMissing):
        open_photo(tmp_path)


@pytest.mark.parametrize(
    "error",
    [
        PhotoMissing("a.jpg"),
        PhotoEmpty("a.jpg"),
        PhotoTooLarge("a.jpg", size=30, limit=25),
        PhotoTooManyPixels("a.jpg", limit=50),
        PhotoNotImage("a.jpg"),
        PhotoDamaged("a.jpg"),
    ],
)
def test_each_error_has_a_sentence_that_names_the_photo(error: PhotoError) -> None:
    sentence = interface("en").text(error.key, **error.params)
    assert "a.jpg" in sentence
    assert "{" not in sentence
