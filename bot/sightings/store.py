"""Writes, counts, lists and deletes sightings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, delete, extract, func, select

from bot.access.audit import Action, note
from bot.access.person import Person
from bot.records.database import Database
from bot.sightings.report import Report
from bot.sightings.tables import SightingRow

Selected = TypeVar("Selected", bound=Select[*tuple[Any, ...]])
MOST_EXPORTED = 100_000
_RECENT = 20


@dataclass(frozen=True)
class Wanted:
    """Which sightings; an empty field leaves all."""

    guide: str = ""
    country: str = ""
    first: date | None = None
    last: date | None = None

    def of(self, selected: Selected) -> Selected:
        """The same question about those sightings alone."""
        if self.guide:
            selected = selected.where(SightingRow.guide == self.guide)
        if self.country:
            selected = selected.where(SightingRow.country == self.country)
        if self.first:
            selected = selected.where(SightingRow.seen >= self.first)
        if self.last:
            selected = selected.where(SightingRow.seen <= self.last)
        return selected


@dataclass(frozen=True)
class Counts:
    """How many sightings there are, the most first; months in their order."""

    total: int
    guides: list[tuple[str, int]]
    countries: list[tuple[str, int]]
    months: list[tuple[date, int]]
    """The first day of each month from the first to the last sighting, those without any too."""
    cues: list[tuple[str, int]]
    """Of one guide's signs; empty where no guide was chosen."""


class Sightings:
    """The sightings of a server."""

    def __init__(self, database: Database) -> None:
        """Take the database; nothing is opened."""
        self._database = database

    def add(self, person: Person, report: Report) -> int:
        """Keep a report.

        Returns:
            Its number; that of the first where the same form comes again.
        """
        with self._database.session() as session:
            known = session.scalar(select(SightingRow.number).where(SightingRow.once == report.once))
            if known is not None:
                return known
            row = SightingRow(
                once=report.once,
                guide=report.guide,
                cues=" ".join(report.cues),
                country=report.country,
                seen=report.seen,
                channel=report.channel or "",
                note=report.note,
                photo_sha256=report.photo_sha256,
                photo=report.photo,
                reported=datetime.now(UTC),
            )
            session.add(row)
            session.flush()
            note(session, person, Action.SIGHTING_REPORTED, f"{row.number}: {report.guide}")
            return row.number

    def get(self, number: int) -> SightingRow | None:
        """A sighting without its photo."""
        with self._database.reading() as session:
            return session.get(SightingRow, number)

    def photo(self, number: int) -> bytes | None:
        """The photo of a sighting as JPEG."""
        with self._database.reading() as session:
            return session.scalar(select(SightingRow.photo).where(SightingRow.number == number))

    def delete(self, person: Person, number: int) -> bool:
        """Take a sighting away; False if there is none of that number."""
        with self._database.session() as session:
            found = session.execute(
                delete(SightingRow).where(SightingRow.number == number).returning(SightingRow.guide)
            )
            guide = found.scalar()
            if guide is None:
                return False
            note(session, person, Action.SIGHTING_DELETED, f"{number}: {guide}")
            return True

    def recent(self, wanted: Wanted, most: int = _RECENT) -> Sequence[SightingRow]:
        """Sightings, the latest first, without their photos."""
        with self._database.reading() as session:
            asked = wanted.of(select(SightingRow)).order_by(SightingRow.seen.desc(), SightingRow.number.desc())
            return session.scalars(asked.limit(most)).all()

    def exported(self, person: Person, wanted: Wanted) -> Sequence[SightingRow]:
        """Sightings for a file; that they left is written down."""
        rows = self.recent(wanted, MOST_EXPORTED)
        with self._database.session() as session:
            note(session, person, Action.EXPORTED, "sightings")
        return rows

    def known(self) -> tuple[list[str], list[str]]:
        """The guides and the countries of which there are sightings."""
        with self._database.reading() as session:
            guides = session.scalars(select(SightingRow.guide).distinct()).all()
            countries = session.scalars(select(SightingRow.country).distinct()).all()
        return list(guides), list(countries)

    def counts(self, wanted: Wanted) -> Counts:
        """How many there are, by guide, country and month."""
        year, month = extract("year", SightingRow.seen), extract("month", SightingRow.seen)
        with self._database.reading() as session:
            guides = session.execute(
                wanted.of(select(SightingRow.guide, func.count()).group_by(SightingRow.guide))
            ).all()
            countries = session.execute(
                wanted.of(select(SightingRow.country, func.count()).group_by(SightingRow.country))
            ).all()
            months = session.execute(wanted.of(select(year, month, func.count()).group_by(year, month))).all()
            cues: Counter[str] = Counter()
            if wanted.guide:
                for ticked in session.scalars(wanted.of(select(SightingRow.cues))):
                    cues.update(ticked.split())
        by_month = {date(int(y), int(m), 1): int(count) for y, m, count in months}
        return Counts(
            total=sum(by_month.values()),
            guides=_most_first([(str(name), int(count)) for name, count in guides]),
            countries=_most_first([(str(name), int(count)) for name, count in countries]),
            months=[(day, by_month.get(day, 0)) for day in _months(by_month)],
            cues=_most_first(list(cues.items())),
        )


def _most_first(counted: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def _months(known: dict[date, int]) -> list[date]:
    """Every month from the first to the last."""
    if not known:
        return []
    first, last = min(known), max(known)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1) for step in range(count)
    ]
