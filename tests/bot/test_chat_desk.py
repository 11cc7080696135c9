"""What the page does, without a browser: each event changes the case and yields when the page is to be shown."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.access.person import Person, Role, browser
from bot.case.file import case_json, read_case
from bot.case.make import reopen
from bot.chat_desk import Desk, Tab, Visit
from bot.chat_records import Kept
from bot.check_case import CheckCase
from bot.known import Known
from bot.open_cases import OpenCases
from bot.place import Place
from bot.session import Session
from kb.settings import Settings
from tests.bot.case.cases import case as case_record
from tests.bot.doubles import GUIDE, OneGuideAssistant

SOMEBODY = browser("somebody")
OFFICER = Person(id="user:kim", name="Kim", role=Role.OFFICER, signed_in=True)
SECRET = "0123456789abcdef"


@dataclasses.dataclass(frozen=True)
class Row:
    reference: str
    made: datetime
    title: str
    place: str
    items: int


class Drawer:
    """Keeps cases in memory, each for its person."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CheckCase] = {}
        self.is_broken = False

    def reference(self) -> str:
        return f"JP-2026-{len(self.kept):04}-XX"

    def listed(self, person: Person) -> Sequence[Kept]:
        mine = [case for (owner, _), case in self.kept.items() if owner == person.id]
        return [Row(case.reference, datetime.now(UTC), "T", case.place, len(case.items)) for case in mine]

    def save(self, person: Person, case: CheckCase) -> None:
        if self.is_broken:
            raise OSError("disk full")
        copy = dataclasses.replace(case, items=[Session(text=item.text) for item in case.items])
        self.kept[person.id, case.reference] = copy

    def load(self, person: Person, reference: str) -> CheckCase | None:
        return self.kept.get((person.id, reference))

    def delete(self, person: Person, reference: str) -> None:
        self.kept.pop((person.id, reference), None)

    def read(self, data: bytes) -> CheckCase:
        return CheckCase(reference="JP-2026-READ-XX", items=[Session(text=json.loads(data)["text"])])


class Page:
    """A tab and what its browser shows."""

    def __init__(
        self, assistant: OneGuideAssistant, person: Person = SOMEBODY, query: dict[str, str] | None = None
    ) -> None:
        self.drawer, self.cases = Drawer(), OpenCases()
        place = Place(("en", "ko", "vi"), lambda guide, locale: "Known" if guide == GUIDE else None)
        self.desk = Desk(place, keeps=self.drawer, cases=self.cases)
        self.visit = Visit(person, assistant)
        self.tab = self.load(query or {})

    def load(self, query: dict[str, str], **memory: Any) -> Tab:
        *_, self.tab = self.desk.open({"tab": SECRET, **memory}, query, "en", self.visit)
        self.shown = self.desk.show(self.tab, self.visit)
        return self.tab

    def act(self, act: str, text: str = "", **sent: Any) -> list[dict[str, Any]]:
        steps = self.desk.act(self.tab, text, {"act": act, **sent}, self.visit)
        told: set[str] = set()
        return [self.desk.show(self.tab, self.visit, told) for _ in itertools.chain(steps, [None])]

    @property
    def case(self) -> CheckCase:
        return self.tab.case


@pytest.fixture(scope="module")
def assistant() -> OneGuideAssistant:
    return OneGuideAssistant(Settings())


@pytest.fixture
def page(assistant: OneGuideAssistant) -> Page:
    return Page(assistant)


def typed(shown: dict[str, Any]) -> str | None:
    """What the page's script is to type; None if it leaves what stands there."""
    told = re.search(r'data-typed="(\w*)" data-text="([^"]*)"', shown["jp-turn"]["value"])
    assert told
    return told[2] if told[1] else None


def picture(folder: Path) -> Path:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "JPEG")
    path = folder / "upload.jpg"
    path.write_bytes(buffer.getvalue())
    return path


def test_a_check_is_shown_growing_and_only_what_changed_is_sent(page: Page) -> None:
    first, last = page.act("checked", "골라겐")
    assert "prepared" in first["jp-result"]["value"]
    assert 'data-stage="question"' in last["jp-result"]["value"]
    assert "jp-header" not in last
    assert "jp-turn" in last
    (again,) = page.act("no-such-act", "골라겐")
    assert set(again) == {"jp-turn"}
    *_, all_of_it = page.act("refresh", "골라겐")
    assert len(all_of_it) == 10


def test_what_an_event_has_shown_it_shows_again_as_it_is_now(page: Page) -> None:
    """What is left out of a later step is taken out of the one before it, which the browser may not have seen."""
    first, last = page.act("checked", "")
    assert set(first) <= set(last)
    assert "jp-notice" in last["jp-status"]["value"]
    told = {"jp-cases"}
    page.act("described", "", field="place", value="Hanoi")
    assert "jp-cases" in page.desk.show(page.tab, page.visit, told)
    assert told == {"jp-cases", "jp-turn"}


def test_a_photo_is_shown_at_once_and_read_afterwards(page: Page, tmp_path: Path) -> None:
    path = picture(tmp_path)
    for _ in page.desk.add(page.tab, "Medicube", [(path, "a.jpg")], page.visit):
        shown = page.desk.show(page.tab, page.visit)
    assert not path.exists()
    assert "Reading photo 1 of 1" in shown["jp-status"]["value"]
    assert "jp-unread" in shown["jp-photos"]["value"]
    page.act("checked", "Medicube")
    assert page.case.item.answer
    page.act("stopped", "Medicube")
    assert [notice.key for notice in page.case.item.notices] == ["check.stopped"]


def test_a_tab_that_is_loaded_again_goes_on_with_its_case(page: Page) -> None:
    page.act("checked", "Medicube")
    case = page.case
    page.load({}, text="Medicube, red")
    assert page.case is case
    assert page.case.item.text == "Medicube, red"
    page.load({"guide": GUIDE, "locale": "vi"})
    assert (page.case.current, page.case.item.guide, page.case.locale) == (1, GUIDE, "vi")
    assert 'data-stage="question"' in page.shown["jp-result"]["value"]


def test_what_the_server_does_not_hold_any_more_is_said(page: Page) -> None:
    page.cases._held.clear()  # as after an hour, or a restart
    page.load({}, text="typed", photos=True)
    assert page.case.item.text == "typed"
    assert [notice.key for notice in page.case.item.notices] == ["chat.session-ended"]


def test_a_case_in_hand_is_nobody_elses(page: Page) -> None:
    page.act("checked", "Medicube")
    case = page.case
    assert page.cases.find(SECRET, OFFICER) is case  # who signs in takes it along
    page.cases.hold(SECRET, OFFICER, case)
    assert page.cases.find(SECRET, SOMEBODY) is None
    assert page.cases.find(SECRET, Person("user:lee", "Lee", Role.OFFICER, True)) is None


def test_open_cases_are_forgotten_after_a_time_and_beyond_a_number() -> None:
    now = [0.0]
    cases = OpenCases(seconds=10, most=2, clock=lambda: now[0])
    for tab in ("a", "b", "c", ""):
        cases.hold(tab, SOMEBODY, CheckCase())
    assert cases.find("a", SOMEBODY) is None
    assert cases.find("c", SOMEBODY)
    now[0] = 11
    assert cases.find("c", SOMEBODY) is None


def test_items_keep_their_own_words(page: Page) -> None:
    page.act("checked", "Medicube")
    *_, shown = page.act("item_added", "Medicube")
    assert typed(shown) == ""
    page.act("described", "second", field="name", number="1", value="Blue box")
    *_, shown = page.act("item_chosen", "second", number="0")
    assert typed(shown) == "Medicube"
    assert [item.text for item in page.case.items] == ["Medicube", "second"]
    assert "Blue box" in page.act("item_removed", "Medicube", number="1")[-1]["jp-items"]["value"]
    page.act("item_put_back", "Medicube")
    assert page.case.item.text == "second"


def test_cases_are_saved_listed_opened_and_deleted(page: Page) -> None:
    page.act("described", "Medicube", field="place", value="Hanoi")
    reference = page.case.reference
    shown = page.act("saved", "Medicube")[-1]
    assert page.case.is_saved
    assert reference in shown["jp-cases"]["value"]
    page.act("restarted", "Medicube")
    assert page.case.is_empty
    page.act("opened", "", reference=reference)
    assert (page.case.place, page.case.item.text, page.case.is_saved) == ("Hanoi", "Medicube", True)
    assert page.case.item.answer
    shown = page.act("deleted", "Medicube", reference=reference)[-1]
    assert reference not in shown["jp-cases"]["value"]
    page.act("opened", "Medicube", reference=reference)
    assert [notice.key for notice in page.case.item.notices] == ["check.case-gone"]


def test_an_export_saves_and_gives_the_browser_an_address(page: Page) -> None:
    shown = page.act("exported", "Medicube", kind="pdf")[-1]
    assert f'href="/cases/{page.case.reference}.pdf?locale=en"' in shown["jp-case"]["value"]
    assert page.case.is_saved
    page.drawer.is_broken = True
    before = page.tab.download
    page.act("exported", "Medicube", kind="json")
    assert page.tab.download == before
    assert [notice.key for notice in page.case.item.notices] == ["check.save-failed"]


def test_a_case_file_is_opened_or_refused(page: Page, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text('{"text": "Medicube"}', encoding="utf-8")
    bad.write_text("no case", encoding="utf-8")
    list(page.desk.take_case(page.tab, [(bad, "b.json")], page.visit))
    assert [notice.key for notice in page.case.item.notices] == ["check.import-failed"]
    list(page.desk.take_case(page.tab, [(good, "a.json")], page.visit))
    assert (page.case.reference, page.case.item.text) == ("JP-2026-READ-XX", "Medicube")
    assert not good.exists()


def test_a_case_file_that_is_refused_is_told_by_its_own_sentence(page: Page, tmp_path: Path) -> None:
    changed = json.loads(case_json(case_record("en")))
    changed["place"] = "Elsewhere"
    file = tmp_path / "case.json"
    for data, key in ((b"GIF89a", "case.error-not-json"), (json.dumps(changed).encode(), "case.error-changed")):
        file.write_bytes(data)
        page.drawer.read = lambda data: reopen(read_case(data))  # type: ignore[method-assign]
        list(page.desk.take_case(page.tab, [(file, "case.json")], page.visit))
        assert page.case.item.notices[-1].key == key


def test_what_is_typed_while_the_page_loads_stays(page: Page) -> None:
    assert typed(page.shown) is None
    page.act("checked", "골라겐")
    page.load({})
    assert typed(page.shown) == "골라겐"


def test_a_photo_is_compared_with_what_its_person_may_see(page: Page, tmp_path: Path) -> None:
    officers, public = Known(), Known()
    page.visit = Visit(OFFICER, page.visit.assistant, lambda: officers)
    list(page.desk.add(page.tab, "", [(picture(tmp_path), "a.jpg")], page.visit))
    page.visit = Visit(SOMEBODY, page.visit.assistant, lambda: public)
    list(page.desk.add(page.tab, "", [(picture(tmp_path), "b.jpg")], page.visit))
    first, second = (shot.knows for shot in page.case.item.shots)
    assert first and first() is officers
    assert second and second() is public


@pytest.mark.parametrize(("person", "is_shown"), [(OFFICER, True), (SOMEBODY, False)])
def test_officers_are_offered_to_report_a_sighting_after_signs(
    assistant: OneGuideAssistant, person: Person, is_shown: bool
) -> None:
    page = Page(assistant, person, {"guide": GUIDE})
    page.act("replied", "", guide=GUIDE, cue="product-name", outcome="as-fake")
    shown = page.act("skipped")
    result = shown[-1].get("jp-result", {}).get("value") or page.act("refresh")[-1]["jp-result"]["value"]
    assert (f"/sightings/new?guide={GUIDE}&amp;cue=product-name" in result) is is_shown
    assert page.visit.assistant.asked[-1].officers is is_shown  # type: ignore[attr-defined]  # the double's


def test_another_language_in_mid_check_keeps_everything(page: Page) -> None:
    page.act("checked", "Medicube")
    page.act("replied", "Medicube", guide=GUIDE, cue="product-name", outcome="unclear")
    shown = page.act("locale_chosen", "Medicube", locale="ko")
    assert page.case.item.replies
    assert page.case.item.answer
    assert page.case.item.answer.locale == "ko"
    assert any("jp-result" in step for step in shown)
    page.act("locale_chosen", "Medicube", locale="xx")
    assert page.case.locale == "ko"
