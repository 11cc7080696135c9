"""A camera's feed for Chromium: pictures of codes on a grey pack, one after the other in a Motion JPEG file."""

from __future__ import annotations

import io
from pathlib import Path

import barcode
import segno
from barcode.writer import ImageWriter
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 1280, 720
FRAMES = 20


def bars(kind: str, digits: str) -> Image.Image:
    """A barcode with its quiet zones.

    Args:
        kind: a name of python-barcode: `ean13`, `ean8`, `upca`, `code128`.
        digits: with the check digit.
    """
    out = io.BytesIO()
    code = barcode.get(kind, digits, writer=ImageWriter())
    code.write(out, {"module_width": 0.5, "module_height": 22, "font_size": 8, "text_distance": 4, "quiet_zone": 7})
    return Image.open(out).convert("RGB")


def qr(text: str) -> Image.Image:
    """A QR code with its quiet zone."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=9, border=4)
    return Image.open(out).convert("RGB")


def photo(code: Image.Image) -> Image.Image:
    """The code on a pack as a camera sees it: a little turned, a little soft, greyish."""
    scene = Image.new("RGB", (WIDTH, HEIGHT), (122, 118, 110))
    code = code.resize((300, round(code.height * 300 / code.width)), Image.Resampling.LANCZOS)
    pack = Image.new("RGB", (400, code.height + 80), (226, 224, 216))
    pack.paste(code, (50, 40))
    turned = pack.rotate(3, expand=True, fillcolor=(122, 118, 110), resample=Image.Resampling.BICUBIC)
    scene.paste(turned, ((WIDTH - turned.width) // 2, round(HEIGHT * 0.42 - turned.height / 2)))
    return scene.filter(ImageFilter.GaussianBlur(0.6))


def feed(code: Image.Image, path: Path) -> Path:
    """Write what Chromium's `--use-file-for-fake-video-capture` plays in a loop.

    Args:
        code: what is held before the camera.
        path: a file that ends in `.mjpeg`.
    """
    out = io.BytesIO()
    photo(code).save(out, "JPEG", quality=88)
    path.write_bytes(out.getvalue() * FRAMES)
    return path
