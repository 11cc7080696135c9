"""Errors of the form: `FormError` is what a person is told, by the key of its sentence."""

from __future__ import annotations

from kb.errors import JinpumError


class FormError(JinpumError):
    """Something sent to the form that cannot be used; nothing of the draft is lost."""
