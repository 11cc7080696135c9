"""Errors of the assistant.

    JinpumError (kb.errors)
    └── PhotoError                 a photo that cannot be used; carries the photo's name
        ├── PhotoMissing           there is no such file, or it may not be read
        ├── PhotoEmpty             the file holds nothing
        ├── PhotoTooLarge          the file has too many bytes
        ├── PhotoTooManyPixels     the picture has too many pixels
        ├── PhotoNotImage          the file is no picture, or of a kind that is not taken
        └── PhotoDamaged           the file begins as a picture but cannot be decoded to its end

Each sentence stands in `translations/interface/photo.yaml` under the class's `message`.
"""

from __future__ import annotations

from typing import ClassVar

from kb.errors import JinpumError


class PhotoError(JinpumError):
    """A photo that cannot be used. `photo` is its name as the officer knows it."""

    message: ClassVar[str] = "photo.damaged"

    def __init__(self, photo: str, /, **params: object) -> None:
        """Keep the photo's name and the values of the sentence."""
        self.photo = photo
        super().__init__(self.message, photo=photo, **params)


class PhotoMissing(PhotoError):
    """There is no such file, or it may not be read."""

    message = "photo.missing"


class PhotoEmpty(PhotoError):
    """The file holds nothing."""

    message = "photo.empty"


class PhotoTooLarge(PhotoError):
    """The file has too many bytes: `size` and `limit` in megabytes."""

    message = "photo.too-large"


class PhotoTooManyPixels(PhotoError):
    """The picture has too many pixels: `limit` in megapixels."""

    message = "photo.too-many-pixels"


class PhotoNotImage(PhotoError):
    """The file is no picture, or of a kind that is not taken."""

    message = "photo.not-image"


class PhotoDamaged(PhotoError):
    """The file begins as a picture but cannot be decoded to its end."""

    message = "photo.damaged"
