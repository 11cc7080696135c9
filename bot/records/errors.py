"""Errors of the records.

JinpumError
└── RecordsError
    ├── DatabaseUnreachable   it cannot be opened: no server, no right to write, no driver
    ├── DatabaseNewer         it was written by a newer version of this program
    └── MigrationFailed       it could not be brought to this version; it is as it was before
"""

from __future__ import annotations

from kb.errors import JinpumError


class RecordsError(JinpumError):
    """Accounts and case records cannot be reached."""


class DatabaseUnreachable(RecordsError):
    """The database cannot be opened."""


class DatabaseNewer(RecordsError):
    """The database belongs to a newer version of this program."""


class MigrationFailed(RecordsError):
    """The database could not be brought to this version."""
