"""Cases are kept whole, for their owner alone, photos once, and no longer than is promised. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.access.person import Person, Role, browser
from bot.access.tables import AuditEntry
from bot.case import store
from bot.case.errors import CaseNewerHere, CasesFull
from bot.case.keep import CaseKeeper
from bot.case.reference import parse_reference
from bot.case.store import Cases, owner
from bot.case.tables import CasePhotoBlob, CaseRecord
from bot.check_case import CheckCase
from bot.records.database import Database
from kb.settings import Settings
from tests.bot.case.cases import REFERENCE, case, check

SOMCHAI = Person("user:somchai", "Somchai", Role.OFFICER, signed_in=True)
ADMIN = Person("user:admin", "Admin", Role.ADMIN, signed_in=True)
PHONE = browser("token-of-a-phone")


@pytest.fixture
def database(database_settings: Settings) -> Iterator[Database]:
    opened = Database.open(database_settings)
    yield opened
    opened.close()


@pytest.fixture
def cases(database: Database) -> Cases:
    return Cases(database, 30)


def photos(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(CasePhotoBlob)) or 0


def test_a_case_is_loaded_as_it_was_saved(cases: Cases) -> None:
    made = case(photos=2)
    cases.save(SOMCHAI, made)
    loaded = cases.load(SOMCHAI, REFERENCE)
    assert loaded is not None and loaded.case == made and not loaded.imported
    (listed,) = cases.listed(SOMCHAI)
    assert (listed.reference, listed.title, listed.place, listed.items) == (REFERENCE, "Carton 1", "Laem Chabang", 1)


def test_nobody_else_meets_it_whatever_the_role(cases: Cases) -> None:
    cases.save(SOMCHAI, case())
    for other in (ADMIN, PHONE, browser("another")):
        assert cases.load(other, REFERENCE) is None
        assert not cases.listed(other)
        assert not cases.delete(other, REFERENCE)
    assert cases.load(SOMCHAI, REFERENCE) is not None


def test_a_token_that_opens_cases_is_not_in_the_database(cases: Cases, database: Database) -> None:
    cases.save(PHONE, case())
    assert "token-of-a-phone" not in owner(PHONE)
    with database.reading() as session:
        assert session.scalars(select(CaseRecord.owner)).all() == [owner(PHONE)]
        assert not session.scalars(select(AuditEntry)).all(), "nobody is watched who has no name"


def test_a_photo_is_kept_once_and_goes_with_the_last_case(cases: Cases, database: Database) -> None:
    made = case(photos=2)
    assert len({photo.sha256 for photo in made.items[0].photos}) == 1
    cases.save(SOMCHAI, made)
    cases.save(PHONE, made)
    assert photos(database) == 1
    cases.delete(SOMCHAI, REFERENCE)
    assert photos(database) == 1 and cases.load(PHONE, REFERENCE) is not None
    cases.delete(PHONE, REFERENCE)
    assert photos(database) == 0


def test_a_case_saved_again_replaces_the_first(cases: Cases, database: Database) -> None:
    cases.save(SOMCHAI, case())
    fewer = case().model_copy(update={"items": (), "notes": "again"})
    cases.save(SOMCHAI, fewer)
    loaded = cases.load(SOMCHAI, REFERENCE)
    assert loaded is not None and loaded.case == fewer
    assert len(cases.listed(SOMCHAI)) == 1 and photos(database) == 0


def test_a_browsers_case_is_deleted_after_its_days_and_a_persons_is_not(cases: Cases, database: Database) -> None:
    cases.save(PHONE, case())
    cases.save(SOMCHAI, case())
    with database.session() as session:
        kept = session.scalars(select(CaseRecord).where(CaseRecord.owner == owner(PHONE))).one()
        assert kept.expires is not None
        assert timedelta(days=29) < kept.expires - datetime.now(UTC) < timedelta(days=31)
        session.execute(
            update(CaseRecord).where(CaseRecord.expires.is_not(None)).values(expires=datetime(2020, 1, 1, tzinfo=UTC))
        )
    assert cases.load(PHONE, REFERENCE) is None, "not shown even before it is deleted"
    assert not cases.listed(PHONE)
    assert len(cases.listed(SOMCHAI)) == 1


def test_a_file_does_not_replace_what_was_done_since(cases: Cases) -> None:
    made = case()
    cases.save(SOMCHAI, made)
    with pytest.raises(CaseNewerHere):
        cases.restore(SOMCHAI, made.model_copy(update={"changed": made.changed - timedelta(hours=1)}))
    cases.restore(SOMCHAI, made)
    loaded = cases.load(SOMCHAI, REFERENCE)
    assert loaded is not None and not loaded.imported, "the very same is still one's own"
    cases.restore(SOMCHAI, made.model_copy(update={"notes": "from elsewhere"}))
    cases.restore(PHONE, made)
    assert all((one := cases.load(person, REFERENCE)) is not None and one.imported for person in (SOMCHAI, PHONE))


def test_there_is_an_end_to_what_one_may_keep(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BROWSER", 1)
    cases.save(PHONE, case())
    cases.save(PHONE, case())
    with pytest.raises(CasesFull):
        cases.save(PHONE, case().model_copy(update={"reference": "JP-2026-7KQ4-KY"}))


def test_what_a_signed_in_person_does_is_written_down(cases: Cases, database: Database) -> None:
    cases.save(SOMCHAI, case())
    cases.exported(SOMCHAI, REFERENCE)
    cases.delete(SOMCHAI, REFERENCE)
    with database.reading() as session:
        found = [(one.action, one.subject) for one in session.scalars(select(AuditEntry).order_by(AuditEntry.number))]
    assert found == [(action, REFERENCE) for action in ("case-saved", "case-exported", "case-deleted")]


def test_the_chat_page_saves_and_goes_on(cases: Cases) -> None:
    keeper = CaseKeeper(cases, Settings())
    under_check: CheckCase = check("vi")
    keeper.save(SOMCHAI, under_check)
    assert parse_reference(under_check.reference) == under_check.reference
    loaded = cases.load(SOMCHAI, under_check.reference)
    assert loaded is not None and loaded.case.officer == "Somchai" and set(loaded.case.items[0].conclusion) >= {"vi"}
    back = keeper.load(SOMCHAI, under_check.reference)
    assert back is not None and back.items[0].text == under_check.items[0].text and len(back.items[0].shots) == 1
    assert keeper.load(PHONE, under_check.reference) is None
    keeper.delete(SOMCHAI, under_check.reference)
    assert not keeper.listed(SOMCHAI)
    with pytest.raises(ValueError, match="not-json"):
        keeper.read(b"GIF89a")


def test_who_signs_in_may_take_over_what_the_browser_saved(cases: Cases, database: Database) -> None:
    cases.save(PHONE, case(photos=2))
    other = case().model_copy(update={"reference": "JP-2026-7KQ4-KY"})
    cases.save(PHONE, other)
    assert cases.take_over(SOMCHAI, PHONE) == 2
    assert [one.expires for one in cases.listed(SOMCHAI)] == [None, None]
    loaded = cases.load(SOMCHAI, REFERENCE)
    assert loaded is not None and loaded.case == case(photos=2)
    assert cases.count(PHONE) == 0 and cases.load(PHONE, REFERENCE) is None
    assert cases.take_over(SOMCHAI, PHONE) == 0


@pytest.mark.parametrize("later", ["browser", "person"])
def test_of_a_case_that_both_have_the_one_changed_last_stays(cases: Cases, later: str) -> None:
    old, new = case(photos=1), case(photos=2)
    new = new.model_copy(update={"changed": old.changed + timedelta(hours=1)})
    cases.save(PHONE, new if later == "browser" else old)
    cases.save(SOMCHAI, old if later == "browser" else new)
    assert cases.take_over(SOMCHAI, PHONE) == 1
    assert cases.count(SOMCHAI) == 1 and cases.count(PHONE) == 0
    loaded = cases.load(SOMCHAI, REFERENCE)
    assert loaded is not None and loaded.case == new


def test_more_than_a_person_may_have_are_not_taken_over(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    cases.save(PHONE, case())
    cases.save(SOMCHAI, case().model_copy(update={"reference": "JP-2026-7KQ4-KY"}))
    monkeypatch.setattr(store, "MOST_SIGNED_IN", 1)
    with pytest.raises(CasesFull):
        cases.take_over(SOMCHAI, PHONE)
    assert cases.count(PHONE) == 1 and cases.count(SOMCHAI) == 1
