"""A photo as it came → an upright RGB picture, or an error that says what to do.

Photos come from strangers: the size is checked before anything is decoded, only the formats that phones and
browsers make are tried, and nothing but the pixels is kept (EXIF holds places and names of devices).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.errors import (
    PhotoDamaged,
    PhotoEmpty,
    PhotoError,
    PhotoMissing,
    PhotoNotImage,
    PhotoTooLarge,
    PhotoTooManyPixels,
)

Pixels = npt.NDArray[np.uint8]
"""A picture: height × width × 3, RGB, 0 to 255."""

MAX_BYTES = 25_000_000
"""A 50-megapixel JPEG of a phone at its best quality has about 20 MB."""
MAX_PIXELS = 50 * 1024 * 1024
"""Sensors sold as "50 megapixels" have up to 8,192 × 6,144 pixels. Decoded, such a photo takes 150 MB."""
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP", "TIFF")
"""What is tried; a phone's MPO comes in by JPEG. Pillow knows fifty more; its PostScript starts a program."""

Image.init()  # Pillow loads its plugins late, and a format asked for by name must be there
pi_heif.register_heif_opener()
warnings.simplefilter("error", Image.DecompressionBombWarning)  # for whoever else opens pictures in this process


@dataclass(frozen=True)
class Photo:
    """An upright photo. `pixels` is height × width × 3, RGB, uint8, and must not be written to."""

    name: str
    pixels: Pixels = field(repr=False)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


def open_photo(source: Path | bytes, name: str | None = None) -> Photo:
    """Open a photo and turn it upright.

    Args:
        source: a file, or its bytes.
        name: what the officer calls it; the file's name if not given.

    Raises:
        PhotoError: it cannot be used; the kinds are in `bot.errors`.
    """
    name = name or (source.name if isinstance(source, Path) else "photo")
    data = _bytes_of(source, name)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_many(name)
            image.seek(0)
            pixels = np.array(_rgb(ImageOps.exif_transpose(image)))
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(name) from error
    except UnidentifiedImageError as error:
        raise PhotoNotImage(name) from error
    except Exception as error:  # decoders meet hostile bytes here and raise nearly every kind there is
        raise PhotoDamaged(name) from error
    pixels.setflags(write=False)
    return Photo(name, pixels)


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    """The file's bytes, none of them read if there are too many."""
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > MAX_BYTES:
            raise PhotoTooLarge(name, size=round(size / 1e6), limit=MAX_BYTES // 1_000_000)
        data = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise PhotoMissing(name) from error
    if not data:
        raise PhotoEmpty(name)
    return data


def _too_many(name: str) -> PhotoTooManyPixels:
    return PhotoTooManyPixels(name, limit=50)


def _rgb(image: Image.Image) -> Image.Image:
    """Eight bits a channel, red, green, blue; what is transparent becomes white, as on paper."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen-bit and floating grey to eight bits; Pillow's own conversion cuts everything above 255 to white."""
    grey = np.asarray(image, dtype=np.float32)
    top = 65535.0 if image.mode.startswith("I") and grey.max(initial=0) > 255 else max(float(grey.max(initial=0)), 1.0)
    return Image.fromarray(np.clip(grey * (255.0 / top), 0, 255).astype(np.uint8))
