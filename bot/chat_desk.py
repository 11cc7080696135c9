"""What the chat page does when something happens on it. It knows no Gradio: `bot.chat` carries the events.

Every method changes the tab's case and yields whenever the page is to be shown as it then stands, so that a slow check
is seen growing and never blocks another event of the tab. At its end the page is shown in any case.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.access.menu import Menu
from bot.access.person import Person
from bot.case.reference import parse_reference
from bot.chat_address import case_of, show_asked
from bot.chat_parts import PARTS, Shown, Typed, parts
from bot.chat_records import Keeps, Kept
from bot.check_case import MAX_ITEMS, CheckCase
from bot.known import Knows
from bot.open_cases import OpenCases
from bot.photo import MAX_BYTES
from bot.place import Place
from bot.session import Asks, Notice, Session
from kb.errors import JinpumError

MAX_CASE_BYTES = 200_000_000
"""A case file holds the photos of all its items."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Visit:
    """Who sent an event, and what answers that person."""

    person: Person
    assistant: Asks
    knows: Knows | None = None
    """Tells what to look for in that person's photos."""
    account: Menu | None = None
    """What the header offers for the account; None where there are none."""


@dataclass
class Tab:
    """One browser tab: its case, and what of it the browser has been shown."""

    case: CheckCase
    secret: str = ""
    turn: int = 0
    kept: tuple[Kept, ...] = ()
    """The cases that its person kept."""
    download: tuple[str, str] = ("", "")
    """A key and an address, downloaded once for each key."""
    _sent: dict[str, int] = field(default_factory=dict)
    _item: Session | None = None
    _typed: Typed = field(default_factory=Typed)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        """The browser may have missed something: it is shown everything again."""
        self._sent.clear()

    def changed(self, place: Place, shown: Shown, told: set[str]) -> dict[str, dict[str, Any]]:
        """The parts of the page that differ from what the browser has, as properties of their components.

        Args:
            place: what the page offers.
            shown: who looks, and what else there is.
            told: the parts that the same event has shown before, to which those that it shows now are added. They are
                shown again as they are now: see `bot.chat`.
        """
        with self._lock:  # two events of a tab, and the one that looked first must not be told last
            self.turn += 1
            if self._item is not self.case.item:  # what is typed is the browser's, but for another item
                # An officer types faster than a page is loaded: nothing is put over the first words.
                if self._item or self.case.item.text:
                    self._typed = Typed(secrets.token_hex(4), self.case.item.text)
                self._item = self.case.item
            all_parts = parts(self.case, place, shown, self.turn, self._typed)
            now = {part: hash(tuple(sorted(all_parts[part].items()))) for part in PARTS}
            told |= {part for part in PARTS if now[part] != self._sent.get(part)}
            self._sent = now
            return {part: all_parts[part] for part in PARTS if part in told}


class Desk:
    """The page's events. One for all tabs; it holds nothing of theirs but the cases that are open."""

    def __init__(self, place: Place, keeps: Keeps | None = None, cases: OpenCases | None = None) -> None:
        """Take what the page offers, where cases are kept, and where open ones are held."""
        self._place, self._keeps = place, keeps
        self._cases = cases or OpenCases()
        self._acts: dict[str, Callable[[Tab, Mapping[str, Any], Visit], Iterable[None] | None]] = {
            "refresh": lambda tab, sent, visit: tab.forget(),
            "checked": self._check,
            "replied": self._reply,
            "back": lambda tab, sent, visit: tab.case.item.back(),
            "kept": lambda tab, sent, visit: tab.case.item.go_on(),
            "corrected": lambda tab, sent, visit: tab.case.item.correct(str(sent.get("guide")), str(sent.get("cue"))),
            "skipped": lambda tab, sent, visit: tab.case.item.skip(),
            "further": lambda tab, sent, visit: tab.case.item.ask_further(),
            "stopped": self._stop,
            "locale_chosen": self._locale,
            "guide_released": lambda tab, sent, visit: tab.case.item.release_guide(visit.assistant),
            "photo_removed": self._remove_photo,
            "item_added": self._add_item,
            "item_chosen": self._choose_item,
            "item_removed": lambda tab, sent, visit: tab.case.remove_item(_number(sent)),
            "item_put_back": self._put_back,
            "described": self._describe,
            "restarted": self._restart,
            "saved": self._saved,
            "exported": self._export,
            "opened": self._open_kept,
            "deleted": self._delete,
        }

    def show(self, tab: Tab, visit: Visit, told: set[str] | None = None) -> dict[str, dict[str, Any]]:
        """What of the page has changed for a tab, with what the same event has `told` it before."""
        shown = Shown(visit.person, tab.kept, self._keeps is not None, tab.download, visit.account)
        return tab.changed(self._place, shown, set() if told is None else told)

    def open(
        self, memory: Mapping[str, Any], query: Mapping[str, str], accept_language: str, visit: Visit
    ) -> Iterator[Tab]:
        """A tab was loaded.

        Args:
            memory: what the browser remembers of the tab: `tab`, its secret; `text`, what was typed last; `photos`,
                whether there were any.
            query: the parameters of the address.
            accept_language: the browser's header.
            visit: who it is.
        """
        secret = str(memory.get("tab") or "")[:64]
        text = str(memory.get("text") or "")
        case = self._cases.find(secret, visit.person)
        if case is None:
            case = case_of(query, accept_language, self._place)
            case.item.text = case.item.text or text
            if memory.get("photos"):
                case.item.notices = (*case.item.notices, Notice.of("chat.session-ended"))
        else:
            case.item.text = text or case.item.text
            spoken = self._place.pick(query, "")
            if query.get("locale") and spoken != case.locale:
                case.say_in(visit.assistant, spoken)
            show_asked(case, query, self._place)
        tab = Tab(case, secret)
        self._take(tab, case, visit)
        wanted = parse_reference(query.get("case", ""))
        if wanted and wanted != case.reference:
            self._open_kept(tab, {"reference": wanted}, visit)
            case = tab.case
        yield tab
        if case.item.is_checking and case.item.answer is None:
            case.item.ask(visit.assistant)
            yield tab

    def act(self, tab: Tab, text: str, sent: Mapping[str, Any], visit: Visit) -> Iterator[None]:
        """Something was pressed or changed; what nobody can have pressed changes nothing.

        Args:
            tab: where.
            text: the description as it is typed now; it belongs to the item that is shown.
            sent: `act`, its name, and what else the browser says of it.
            visit: who it was.
        """
        do = self._acts.get(str(sent.get("act")))
        if do is None:
            return
        self._cases.hold(tab.secret, visit.person, tab.case)
        item = tab.case.item
        if item.text != text:
            item.text, tab.case.is_saved = text, False
        _attend(item, visit)
        yield from do(tab, sent, visit) or ()
        _attend(tab.case.item, visit)

    def add(self, tab: Tab, text: str, files: Iterable[tuple[Path, str]], visit: Visit) -> Iterator[None]:
        """Photos were uploaded: files, each with the name it had. They are gone from the disk after this."""
        self._cases.hold(tab.secret, visit.person, tab.case)
        item = tab.case.item
        item.text, item.notices, item.is_stopped = text, (), False
        _attend(item, visit)
        tab.case.is_saved = False
        for path, name in files:
            data = _take_file(path, MAX_BYTES)
            if data is None:
                item.notices = (
                    *item.notices,
                    Notice.of("chat.photo-too-large", name=name, size=MAX_BYTES // 1_000_000),
                )
            else:
                item.add_photo(data, name)
            yield

    def read(self, tab: Tab, visit: Visit) -> Iterator[None]:
        """Photos that were not looked at are looked at, one after another; each answers anew. Slow."""
        item = tab.case.item
        for _ in item.read():
            item.ask(visit.assistant)
            yield

    def take_case(self, tab: Tab, files: Iterable[tuple[Path, str]], visit: Visit) -> Iterator[None]:
        """A case file was uploaded."""
        for path, name in files:
            data = _take_file(path, MAX_CASE_BYTES)
            try:
                if data is None or self._keeps is None:
                    raise ValueError(name)
                case = self._keeps.read(data)
            except JinpumError as error:  # the record says itself what is wrong with it
                self._note(tab, error.key, **error.params)
            except ValueError:
                self._note(tab, "check.import-failed", name=name)
            else:
                self._go_on_with(tab, case, visit)
            yield

    def _check(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> Iterator[None]:
        item = tab.case.item
        item.begin(item.text)
        tab.case.is_saved = False
        yield
        if item.is_checking:
            item.ask(visit.assistant)

    def _reply(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        tab.case.is_saved = False
        tab.case.item.reply(visit.assistant, str(sent.get("guide")), str(sent.get("cue")), str(sent.get("outcome")))

    def _stop(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        item = tab.case.item
        item.stop()
        if item.unread:
            item.notices = (Notice.of("check.stopped", count=len(item.unread)),)

    def _locale(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        wanted = str(sent.get("locale"))
        if wanted in self._place.locales:
            tab.case.locale = tab.case.item.locale = wanted
            tab.case.say_in(visit.assistant, wanted)

    def _remove_photo(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        item = tab.case.item
        item.remove_photo(_number(sent))
        tab.case.is_saved = False
        if item.answer:
            item.ask(visit.assistant)

    def _add_item(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        if not tab.case.add_item(visit.knows):
            self._note(tab, "check.items-full", count=MAX_ITEMS)

    def _choose_item(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        tab.case.choose(_number(sent))
        tab.case.refresh(visit.assistant)

    def _put_back(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        tab.case.put_back()
        tab.case.refresh(visit.assistant)

    def _describe(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        case, value, name = tab.case, str(sent.get("value", "")), str(sent.get("field"))
        case.is_saved = False
        if name == "name":
            case.rename(_number(sent), value)
        else:
            held = {"place": case.place, "date": case.date, "notes": case.notes}
            held |= {name: value} if name in held else {}
            case.describe(held["place"], held["date"], held["notes"])

    def _restart(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        for item in tab.case.items:
            item.stop()
        self._take(tab, CheckCase(locale=tab.case.locale, items=[Session(locale=tab.case.locale)]), visit)

    def _saved(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        self._save(tab, visit)

    def _save(self, tab: Tab, visit: Visit) -> bool:
        if self._keeps is None:
            return False
        try:
            self._keeps.save(visit.person, tab.case)
        except JinpumError as error:
            log.warning("a case was not saved: %s", error)
            self._note(tab, error.key if isinstance(error, ValueError) else "check.save-failed", **error.params)
            return False
        except Exception:  # whatever is wrong with the database, the officer keeps what is on the page
            log.exception("a case could not be saved")
            self._note(tab, "check.save-failed")
            return False
        tab.case.is_saved = True
        self._list(tab, visit)
        return True

    def _export(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        ends = {"pdf": ".pdf", "json": ".json", "notice": "/notice"}  # the last one is a page, the others are files
        kind = str(sent.get("kind"))
        if kind in ends and self._save(tab, visit):
            address = f"/cases/{tab.case.reference}{ends[kind]}?locale={tab.case.locale}"
            tab.download = (f"{tab.secret[:8]}-{tab.turn}", address)

    def _open_kept(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        reference = str(sent.get("reference"))
        case = self._keeps.load(visit.person, reference) if self._keeps else None
        if case is None:
            self._note(tab, "check.case-gone", reference=reference[:20])
        else:
            case.is_saved = True
            self._go_on_with(tab, case, visit)

    def _delete(self, tab: Tab, sent: Mapping[str, Any], visit: Visit) -> None:
        reference = str(sent.get("reference"))
        if self._keeps:
            self._keeps.delete(visit.person, reference)
            self._list(tab, visit)
        if tab.case.reference == reference:
            tab.case.is_saved = False

    def _go_on_with(self, tab: Tab, case: CheckCase, visit: Visit) -> None:
        """A case that was kept goes on in the tab's language; its photos are read again after this."""
        locale = tab.case.locale
        saved = case.is_saved
        case.locale = locale
        for item in case.items:
            item.locale = locale
            _attend(item, visit)
            item.is_checking = not item.is_empty
            item.ask(visit.assistant)
        self._take(tab, case, visit)
        case.is_saved = saved

    def _take(self, tab: Tab, case: CheckCase, visit: Visit) -> None:
        """A tab has another case."""
        for item in case.items:
            _attend(item, visit)
        if self._keeps and not case.reference:
            case.reference = self._keeps.reference()
        tab.case = case
        self._cases.hold(tab.secret, visit.person, case)
        self._list(tab, visit)

    def _list(self, tab: Tab, visit: Visit) -> None:
        tab.kept = tuple(self._keeps.listed(visit.person)) if self._keeps else ()

    def _note(self, tab: Tab, key: str, **params: object) -> None:
        item = tab.case.item
        item.notices = tuple(dict.fromkeys((*item.notices, Notice.of(key, **params))))


def _attend(item: Session, visit: Visit) -> None:
    """An item is whose event it is: an officer's photos are compared with pictures that nobody else's are."""
    item.knows, item.officers = visit.knows, visit.person.sees_officers


def _number(sent: Mapping[str, Any]) -> int:
    try:
        return int(sent.get("number", -1))
    except (TypeError, ValueError):
        return -1


def _take_file(path: Path, most: int) -> bytes | None:
    """What is in an uploaded file, which is then gone; None if it is larger than so many bytes."""
    data: bytes | None = b""
    with contextlib.suppress(OSError):
        data = path.read_bytes() if path.stat().st_size <= most else None
        path.unlink()
    return data
