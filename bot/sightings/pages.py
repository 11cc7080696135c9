"""The pages of sightings: counts, one sighting, and the form."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from babel.dates import format_date, format_skeleton
from fastapi import Request
from starlette.responses import Response

from bot.access.guard import csrf_field
from bot.access.person import Role, person_of
from bot.frame import page, with_locale, words_for
from bot.place import Place
from bot.sightings.report import LONGEST_NOTE, Channel, Wrong, today
from bot.sightings.store import Sightings, Wanted
from bot.sightings.tables import SightingRow
from bot.sightings.titles import Titles, countries
from kb.interface import Interface
from kb.locales import territory_name, to_gettext
from kb.model import Guide

SIGHTINGS = "/sightings"
_STYLES = ("sightings.css",)
_MOST_BARS = 15


@dataclass(frozen=True)
class Bar:
    """One row of a chart that is a table too."""

    label: str
    count: int
    share: float
    """Of the longest bar, 0 to 100."""
    address: str = ""
    """Where to see these alone."""


class SightingPages:
    """Writes the pages."""

    def __init__(self, sightings: Sightings, titles: Titles, place: Place) -> None:
        """Take the sightings, what guides are called, and the languages."""
        self._sightings = sightings
        self._titles = titles
        self._place = place

    def overview(self, request: Request, wanted: Wanted) -> Response:
        """The counts with their filter."""
        words = words_for(request, self._place)
        counts = self._sightings.counts(wanted)
        guides, known = self._sightings.known()
        kept = kept_filter(wanted)

        def leads(**more: str) -> str:
            return f"{SIGHTINGS}?{urlencode({**kept, **more, 'locale': words.locale})}"

        locale = words.locale
        charts = {
            "by-month": [(_month(day, words), count, "") for day, count in counts.months],
            "by-guide": [
                (self._titles.title(one, locale), count, leads(guide=one)) for one, count in counts.guides[:_MOST_BARS]
            ],
            "by-cue": [(self._titles.cue(wanted.guide, one, locale), count, "") for one, count in counts.cues],
            "by-country": [
                (territory_name(code, locale), count, leads(country=code))
                for code, count in counts.countries[:_MOST_BARS]
            ],
        }
        # A chart of one bar would say what the filter says.
        said = {key for key, value in (("by-guide", wanted.guide), ("by-country", wanted.country)) if value}
        named = [(one, self._titles.title(one, locale)) for one in guides]
        return page(
            request,
            words,
            self._place,
            "sightings.html",
            words.text("sightings.title"),
            styles=_STYLES,
            total=counts.total,
            any=bool(guides),
            charts=[(key, _bars(counted)) for key, counted in charts.items() if counted and key not in said],
            chosen=wanted,
            is_filtered=bool(kept),
            guides=sorted(named, key=lambda pair: pair[1].casefold()),
            countries=[pair for pair in countries(words.locale) if pair[0] in known],
            latest=[self._line(row, words) for row in self._sightings.recent(wanted)],
            new=with_locale(f"{SIGHTINGS}/new", words, {"guide": wanted.guide} if wanted.guide else {}),
            csv=f"{SIGHTINGS}.csv?{urlencode({**kept, 'locale': words.locale})}",
        )

    def one(self, request: Request, row: SightingRow) -> Response:
        """One sighting."""
        words = words_for(request, self._place)
        return page(
            request,
            words,
            self._place,
            "sighting.html",
            words.text("sightings.number", number=row.number),
            styles=_STYLES,
            row=row,
            line=self._line(row, words),
            cues=[self._titles.cue(row.guide, cue, words.locale) for cue in row.cues.split()],
            is_new="reported" in request.query_params,
            back=with_locale(SIGHTINGS, words),
            again=with_locale(f"{SIGHTINGS}/new", words, {"guide": row.guide}),
            may_delete=person_of(request).is_at_least(Role.ADMIN),
            action=with_locale(f"{SIGHTINGS}/{row.number}/delete", words),
            csrf_field=csrf_field(request),
        )

    def choice(self, request: Request, message: str = "") -> Response:
        """The choice of a guide, before the form."""
        words = words_for(request, self._place)
        return page(
            request,
            words,
            self._place,
            "sighting_guide.html",
            words.text("sightings.new"),
            status=404 if message else 200,
            styles=_STYLES,
            guides=list(self._titles.all(words.locale).items()),
            action=f"{SIGHTINGS}/new",
            message=message,
        )

    def form(  # noqa: PLR0913  # what a form keeps when it comes back
        self,
        request: Request,
        guide: Guide,
        values: Mapping[str, str],
        cues: Sequence[str],
        *,
        wrong: Mapping[str, Wrong] | None = None,
        status: int = 200,
    ) -> Response:
        """The form for a guide, with what was filled in before."""
        words = words_for(request, self._place)
        told = {field: words.text(one.key, **one.params) for field, one in (wrong or {}).items()}
        return page(
            request,
            words,
            self._place,
            "sighting_form.html",
            words.text("sightings.new"),
            status=status,
            styles=_STYLES,
            guide=guide,
            action=with_locale(f"{SIGHTINGS}/new", words),
            csrf_field=csrf_field(request),
            once=values.get("once") or secrets.token_urlsafe(32),
            values=values,
            ticked=set(cues),
            wrong=told,
            message=words.text("sightings.wrong-title") if told else "",
            countries=countries(words.locale),
            channels=list(Channel),
            today=today().isoformat(),
            most=LONGEST_NOTE,
        )

    def _line(self, row: SightingRow, words: Interface) -> dict[str, object]:
        """What a list says of a sighting."""
        return {
            "number": row.number,
            "day": row.seen,
            "shown_day": format_date(row.seen, "medium", to_gettext(words.locale)),
            "guide": self._titles.title(row.guide, words.locale),
            "country": territory_name(row.country, words.locale),
            "channel": words.text(f"sightings.channel-{row.channel}") if row.channel in set(Channel) else "",
            "has_photo": row.photo_sha256 is not None,
            "address": with_locale(f"{SIGHTINGS}/{row.number}", words),
        }


def kept_filter(wanted: Wanted) -> dict[str, str]:
    """The filter as an address has it, without what is empty."""
    values = {"guide": wanted.guide, "country": wanted.country, "from": wanted.first, "to": wanted.last}
    return {name: str(value) for name, value in values.items() if value}


def _bars(counted: list[tuple[str, int, str]]) -> list[Bar]:
    most = max((count for _, count, _ in counted), default=0)
    return [Bar(label, count, round(100 * count / most, 1), address) for label, count, address in counted if most]


def _month(day: date, words: Interface) -> str:
    return format_skeleton("yMMM", day, locale=to_gettext(words.locale))
