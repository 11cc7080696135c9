"""Errors of accounts.

JinpumError
└── AccessError
    ├── UserFileError    the user file cannot be used; says file, line and field
    ├── NotAllowed       the person may not do this; a page asks to sign in, or says so
    ├── ForeignForm      a form that did not come from a page of ours, or from one that was open too long
    ├── FormTooLarge     more was sent than the form can hold
    └── ProviderFailed   the identity provider does not answer, or what it says cannot be believed
"""

from __future__ import annotations

from kb.errors import JinpumError


class AccessError(JinpumError):
    """Something about accounts."""


class UserFileError(AccessError):
    """The user file cannot be used."""


class NotAllowed(AccessError):
    """The person may not do this."""


class ForeignForm(AccessError):
    """A form that did not come from a page of ours in this browser."""


class FormTooLarge(AccessError):
    """More was sent than the form can hold."""


class ProviderFailed(AccessError):
    """The identity provider does not answer, or what it says cannot be believed."""
