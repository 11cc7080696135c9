"""Where case records are kept. A person meets only the cases that are that person's, whatever the role.

Nobody else's cases are shown to editors and administrators either: a record is handed over as a file, by its owner.
What a browser saved without signing in is deleted after some days; what a signed-in person saved stays until deleted.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.access.audit import Action, note
from bot.access.person import Person
from bot.case.errors import CaseNewerHere, CasesFull
from bot.case.model import Case
from bot.case.reference import new_reference
from bot.case.tables import CasePhotoBlob, CasePhotoUse, CaseRecord
from bot.records.database import Database

MOST_SIGNED_IN, MOST_BROWSER = 2_000, 100
"""Cases that a person may keep: years of work, and a month's."""


@dataclass(frozen=True)
class Listed:
    """A saved case, as a list shows it."""

    reference: str
    made: datetime
    changed: datetime
    title: str
    place: str
    items: int
    expires: datetime | None


@dataclass(frozen=True)
class Loaded:
    """A saved case."""

    case: Case
    imported: bool
    """Whether it came from a file and was not checked here since."""


class Cases:
    """The saved cases. Safe to use from several threads."""

    def __init__(self, database: Database, days: int) -> None:
        """Take the database, which is opened when first needed, and how long a browser's cases are kept."""
        self._database = database
        self._days = days

    def reference(self, year: int | None = None) -> str:
        """A new reference that no case here has."""
        year = year or datetime.now(UTC).year
        if not self._database.exists:
            return new_reference(year)
        with self._database.reading() as session:
            while True:
                drawn = new_reference(year)
                if session.scalar(select(CaseRecord.number).where(CaseRecord.reference == drawn)) is None:
                    return drawn

    def save(self, person: Person, case: Case) -> None:
        """Keep a case as it stands; the person's own one of the same reference is replaced.

        Raises:
            CasesFull: the person keeps as many as there may be.
            RecordsError: the database cannot be used.
        """
        with self._database.session() as session:
            self._put(session, person, case, imported=False)
            _note(session, person, Action.CASE_SAVED, case.reference)

    def restore(self, person: Person, case: Case) -> None:
        """Keep a case that came from a file.

        Raises:
            CaseNewerHere: what the person keeps of it is of a later time.
            CasesFull: the person keeps as many as there may be.
            RecordsError: the database cannot be used.
        """
        with self._database.session() as session:
            kept = session.scalar(_own(person, case.reference))
            if kept is not None and kept.changed > case.changed:
                raise CaseNewerHere(reference=case.reference)
            same = kept is not None and kept.record == _without_photos(case)
            self._put(session, person, case, imported=kept.imported if kept and same else True)
            _note(session, person, Action.CASE_SAVED, case.reference)

    def listed(self, person: Person) -> Sequence[Listed]:
        """A person's cases, the one changed last first."""
        if not self._database.exists:
            return ()
        self._forget()
        with self._database.reading() as session:
            rows = session.execute(
                select(
                    CaseRecord.reference,
                    CaseRecord.made,
                    CaseRecord.changed,
                    CaseRecord.title,
                    CaseRecord.place,
                    CaseRecord.items,
                    CaseRecord.expires,
                )
                .where(CaseRecord.owner == owner(person))
                .order_by(CaseRecord.changed.desc(), CaseRecord.number.desc())
            )
            return [Listed(*row) for row in rows]

    def load(self, person: Person, reference: str) -> Loaded | None:
        """A person's case; None if the person has none of this reference, whether or not somebody else has."""
        if not self._database.exists:
            return None
        now = datetime.now(UTC)
        with self._database.reading() as session:
            kept = session.scalar(_own(person, reference))
            if kept is None or (kept.expires is not None and kept.expires < now):
                return None
            held = session.execute(
                select(CasePhotoBlob.sha256, CasePhotoBlob.jpeg)
                .join(CasePhotoUse, CasePhotoUse.sha256 == CasePhotoBlob.sha256)
                .where(CasePhotoUse.case_number == kept.number)
            )
            photos = {digest: jpeg for digest, jpeg in held}  # noqa: C416  # a result is taken for a mapping
            return Loaded(_whole(kept.record, photos), kept.imported)

    def delete(self, person: Person, reference: str) -> bool:
        """Delete a person's case with the photos that no other case holds; False if there is none."""
        if not self._database.exists:
            return False
        with self._database.session() as session:
            kept = session.scalar(_own(person, reference))
            if kept is None:
                return False
            _drop(session, [kept.number])
            _note(session, person, Action.CASE_DELETED, reference)
            return True

    def count(self, person: Person) -> int:
        """How many cases a person has."""
        if not self._database.exists:
            return 0
        with self._database.reading() as session:
            return _count(session, person)

    def take_over(self, person: Person, browser: Person) -> int:
        """Give a signed-in person what the same browser saved before; how many cases those were.

        Of a case that both have, the one that was changed last stays.

        Raises:
            CasesFull: the person would have more than there may be; then nothing is taken over.
            RecordsError: the database cannot be used.
        """
        if not self._database.exists:
            return 0
        self._forget()
        with self._database.session() as session:
            taken = session.scalars(_of(browser)).all()
            held = {one.reference: one for one in session.scalars(_of(person))}
            if len({one.reference for one in taken} | held.keys()) > MOST_SIGNED_IN:
                raise CasesFull(count=MOST_SIGNED_IN)
            for one in taken:
                own = held.get(one.reference)
                if own is not None and own.changed >= one.changed:
                    _drop(session, [one.number])
                    continue
                if own is not None:
                    _drop(session, [own.number])
                one.owner, one.expires = owner(person), None
                session.flush()
                _note(session, person, Action.CASE_SAVED, one.reference)
            return len(taken)

    def exported(self, person: Person, reference: str) -> None:
        """Write down that a person took a case out as a file."""
        if person.signed_in:
            with self._database.session() as session:
                _note(session, person, Action.CASE_EXPORTED, reference)

    def _put(self, session: Session, person: Person, case: Case, *, imported: bool) -> None:
        kept = session.scalar(_own(person, case.reference))
        if kept is None:
            most = MOST_SIGNED_IN if person.signed_in else MOST_BROWSER
            if _count(session, person) >= most:
                raise CasesFull(count=most)
            kept = CaseRecord(owner=owner(person), reference=case.reference)
            session.add(kept)
        kept.made, kept.changed, kept.imported = case.made, case.changed, imported
        kept.expires = None if person.signed_in else datetime.now(UTC) + timedelta(days=self._days)
        kept.title, kept.place, kept.items = _title(case), case.place, len(case.items)
        kept.record = _without_photos(case)
        session.flush()
        photos = {photo.sha256: photo.jpeg for item in case.items for photo in item.photos}
        session.execute(delete(CasePhotoUse).where(CasePhotoUse.case_number == kept.number))
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        for digest, jpeg in photos.items():
            # Another one may store the same photo at this moment, which is as good.
            session.execute(insert(CasePhotoBlob).values(sha256=digest, jpeg=jpeg).on_conflict_do_nothing())
            session.add(CasePhotoUse(case_number=kept.number, sha256=digest))
        session.flush()
        _drop_unused(session)

    def _forget(self) -> None:
        """Delete what is past its days."""
        expired = select(CaseRecord.number).where(CaseRecord.expires < datetime.now(UTC))
        with self._database.reading() as session:
            numbers = session.scalars(expired).all()
        if numbers:
            with self._database.session() as session:
                _drop(session, numbers)


def owner(person: Person) -> str:
    """How a case names its owner. A browser's token opens its cases, so only its hash is kept."""
    return person.id if person.signed_in else "browser:" + hashlib.sha256(person.id.encode()).hexdigest()


def _of(person: Person) -> Select[CaseRecord]:
    return select(CaseRecord).where(CaseRecord.owner == owner(person))


def _own(person: Person, reference: str) -> Select[CaseRecord]:
    return _of(person).where(CaseRecord.reference == reference)


def _count(session: Session, person: Person) -> int:
    return session.scalar(select(func.count()).select_from(CaseRecord).where(CaseRecord.owner == owner(person))) or 0


def _note(session: Session, person: Person, action: Action, reference: str) -> None:
    """The audit log is of those who are signed in; a browser without a name would only be watched."""
    if person.signed_in:
        note(session, person, action, reference)


def _drop(session: Session, numbers: Sequence[int]) -> None:
    session.execute(delete(CasePhotoUse).where(CasePhotoUse.case_number.in_(numbers)))
    session.execute(delete(CaseRecord).where(CaseRecord.number.in_(numbers)))
    _drop_unused(session)


def _drop_unused(session: Session) -> None:
    session.execute(delete(CasePhotoBlob).where(CasePhotoBlob.sha256.not_in(select(CasePhotoUse.sha256))))


def _title(case: Case) -> str:
    """What it is about: the names of its items, else those of their guides, in the officer's language."""
    titles = {guide.id: guide.title.get(case.locale) or next(iter(guide.title.values()), "") for guide in case.guides}
    names = [item.name or titles.get(item.guide or "", "") or item.text[:60] for item in case.items]
    return " · ".join(dict.fromkeys(" ".join(name.split()) for name in names if name))[:300]


def _without_photos(case: Case) -> str:
    return case.model_dump_json(exclude={"items": {"__all__": {"photos": {"__all__": {"jpeg"}}}}})


def _whole(record: str, photos: dict[str, bytes]) -> Case:
    content = json.loads(record)
    for item in content["items"]:
        for photo in item["photos"]:
            photo["jpeg"] = base64.b64encode(photos[photo["sha256"]])
    return Case.model_validate(content)
