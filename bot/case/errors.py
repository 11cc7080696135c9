"""Errors of case records.

    JinpumError (kb.errors)
    └── CaseError                  a case that cannot be restored or kept; a ValueError too
        ├── CaseTooLarge           the file has too many bytes
        ├── CaseNotJson            the file is no JSON
        ├── CaseForeign            it is JSON, but no case
        ├── CaseNewer              a later version of the program wrote it
        ├── CaseDamaged            it is a case with a part missing or of the wrong kind; carries the field
        ├── CaseChanged            its text is not that which was saved
        ├── CasePhotoChanged       a photo is not the one that was saved; carries its number
        ├── CasePhotoUnreadable    a photo is none; carries its number
        ├── CaseNewerHere          what is kept here is of a later time
        └── CasesFull              a person keeps as many cases as there may be

Each sentence stands in `translations/interface/case.yaml` under the class's `message`.
"""

from __future__ import annotations

from typing import ClassVar

from kb.errors import JinpumError


class CaseError(JinpumError, ValueError):
    """A case that cannot be restored or kept."""

    message: ClassVar[str] = "case.error-foreign"

    def __init__(self, **params: object) -> None:
        """Keep the values of the sentence."""
        super().__init__(self.message, **params)


class CaseTooLarge(CaseError):
    """The file has too many bytes: `limit` in megabytes."""

    message = "case.error-too-large"


class CaseNotJson(CaseError):
    """The file is no JSON."""

    message = "case.error-not-json"


class CaseForeign(CaseError):
    """It is JSON, but no case."""

    message = "case.error-foreign"


class CaseNewer(CaseError):
    """A later version of the program wrote it: `format` is the version of its format."""

    message = "case.error-newer"


class CaseDamaged(CaseError):
    """A part is missing or of the wrong kind: `field` says which."""

    message = "case.error-damaged"


class CaseChanged(CaseError):
    """Its text is not that which was saved."""

    message = "case.error-changed"


class CasePhotoChanged(CaseError):
    """A photo is not the one that was saved: `item` and `photo` are numbers."""

    message = "case.error-photo-changed"


class CasePhotoUnreadable(CaseError):
    """A photo is none, or holds more than its pixels: `item` and `photo` are numbers."""

    message = "case.error-photo-unreadable"


class CaseNewerHere(CaseError):
    """What is kept here is of a later time: `reference` says of which case."""

    message = "case.error-newer-here"


class CasesFull(CaseError):
    """A person keeps as many cases as there may be: `count`."""

    message = "case.error-full"
