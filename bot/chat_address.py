"""The address that a tab was opened with → the case that it shows: a language, a guide's signs, a barcode number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.check_case import CheckCase
from bot.place import Place
from bot.session import Notice, Session
from kb.locales import native_name, negotiate

_LONGEST_GTIN = 14


def case_of(query: Mapping[str, str], accept_language: str, place: Place) -> CheckCase:
    """A case for a tab that was opened with an address.

    With `guide` the check of that guide's signs begins, with `gtin` that of a barcode number.
    """
    locale = place.pick(query, accept_language)
    case = CheckCase(locale=locale, items=[Session(locale=locale)])
    asked = query.get("locale")
    if asked and not negotiate(asked, place.locales):
        case.item.notices = (Notice.of("chat.unknown-locale", locale=asked[:35], language=native_name(locale)),)
    show_asked(case, query, place)
    return case


def show_asked(case: CheckCase, query: Mapping[str, str], place: Place) -> None:
    """Show the item that an address asks for, in a case that may hold others."""
    guide, gtin = query.get("guide"), re.sub(r"\D", "", query.get("gtin", ""))
    if guide and place.guide_title(guide, case.locale) is None:
        unknown = Notice.of("chat.unknown-guide", guide=guide[:80])
        case.item.notices = (*case.item.notices, unknown)
    elif guide:
        case.begin_with(guide)
    elif gtin and len(gtin) <= _LONGEST_GTIN:
        case.begin_with_text(gtin)
