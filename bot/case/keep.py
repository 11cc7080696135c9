"""What the chat page keeps its cases with: a case under check becomes a record, and a record a case under check."""

from __future__ import annotations

from collections.abc import Sequence

from bot.access.person import Person
from bot.case.file import read_case
from bot.case.make import case_of, reopen
from bot.case.shelf import Shelf
from bot.case.store import Cases, Listed
from bot.check_case import CheckCase
from kb.settings import Settings
from kb.vocabulary import Edition


class CaseKeeper:
    """Keeps the cases of the chat page. A person meets only the cases that are that person's."""

    def __init__(self, cases: Cases, settings: Settings) -> None:
        """Take where they are kept, and where the guides lie."""
        self._cases = cases
        self._public = Shelf(settings)
        self._officers = Shelf(settings, Edition.OFFICERS)

    def reference(self) -> str:
        """A new reference number that no case has."""
        return self._cases.reference()

    def listed(self, person: Person) -> Sequence[Listed]:
        """The cases of a person, the last one first."""
        return self._cases.listed(person)

    def save(self, person: Person, case: CheckCase) -> None:
        """Keep a case as it stands; it is given a reference if it has none.

        Raises:
            CaseError: it cannot be kept.
            RecordsError: the database cannot be used.
        """
        case.reference = case.reference or self._cases.reference()
        guides = self._officers if person.sees_officers else self._public
        self._cases.save(person, case_of(case, guides, officer=person.name if person.signed_in else ""))

    def load(self, person: Person, reference: str) -> CheckCase | None:
        """A case to go on with; None if the person has none of this reference number."""
        loaded = self._cases.load(person, reference)
        return reopen(loaded.case) if loaded else None

    def delete(self, person: Person, reference: str) -> None:
        """Keep a case no longer; one that is not there is already gone."""
        self._cases.delete(person, reference)

    def read(self, data: bytes) -> CheckCase:
        """The case in a file that was exported.

        Raises:
            CaseError: it cannot be restored, for the reason that it tells.
        """
        return reopen(read_case(data))
