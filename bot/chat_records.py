"""What the chat page needs of the place where cases are kept; `bot.case` provides it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.access.person import Person
from bot.check_case import CheckCase


class Kept(Protocol):
    """A case that was saved, as a list shows it."""

    @property
    def reference(self) -> str:
        """Its reference number."""
        ...

    @property
    def made(self) -> datetime:
        """When it was opened, in UTC."""
        ...

    @property
    def title(self) -> str:
        """What it is about."""
        ...

    @property
    def place(self) -> str:
        """Where its items were met."""
        ...

    @property
    def items(self) -> int:
        """How many items it has."""
        ...


class Keeps(Protocol):
    """Whatever keeps cases. A person meets only the cases that are that person's."""

    def reference(self) -> str:
        """A new reference number that no case has."""
        ...

    def listed(self, person: Person) -> Sequence[Kept]:
        """The cases of a person, the last one first."""
        ...

    def save(self, person: Person, case: CheckCase) -> None:
        """Keep a case as it stands; one with the same reference number is replaced."""
        ...

    def load(self, person: Person, reference: str) -> CheckCase | None:
        """A case to go on with; None if the person has none of this reference number."""
        ...

    def delete(self, person: Person, reference: str) -> None:
        """Keep a case no longer; one that is not there is already gone."""
        ...

    def read(self, data: bytes) -> CheckCase:
        """The case in a file that was exported.

        Raises:
            ValueError: it is no such file.
        """
        ...
