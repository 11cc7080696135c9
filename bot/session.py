"""One officer's check while it lasts: what was typed, sent and replied, and the answer to it.

It lives in memory only, belongs to one browser tab and knows nothing of pages: what to tell the officer is kept as
message keys, so that a change of language says all of it anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.answer import Answer
from bot.errors import PhotoError
from bot.evidence import Reply
from bot.finding import Outcome
from bot.inquiry import Inquiry
from bot.retake import reasons
from bot.shot import Shot, take
from bot.words import clean
from kb.errors import JinpumError
from kb.locales import SOURCE

if TYPE_CHECKING:
    from bot.known import Knows

MAX_PHOTOS = 6
"""Enough for every side of a pack; each costs some seconds and some memory."""
PRODUCER = "chat-page 1"
"""What stands behind a reply as its producer."""
_REPLIES = {Outcome.AS_FAKE, Outcome.AS_GENUINE, Outcome.UNCLEAR}
"""What the buttons of a question say."""

log = logging.getLogger(__name__)


class Asks(Protocol):
    """Whatever answers an inquiry."""

    def ask(self, inquiry: Inquiry) -> Answer:
        """Answer one inquiry."""
        ...


@dataclass(frozen=True)
class Notice:
    """A sentence for the officer: its key in the interface catalog and its values."""

    key: str
    params: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, key: str, /, **params: object) -> Notice:
        """A notice with values."""
        return cls(key, tuple(params.items()))

    @classmethod
    def error(cls, error: JinpumError) -> Notice:
        """The notice that an error carries."""
        return cls(error.key, tuple(error.params.items()))


@dataclass
class Session:
    """One item under check. Methods change it and never raise for what an officer or a photo does."""

    locale: str = SOURCE
    name: str = ""
    """What the officer calls the item; empty if it goes by its guide."""
    guide: str | None = None
    text: str = ""
    shots: list[Shot] = field(default_factory=list)
    replies: tuple[Reply, ...] = ()
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    """Titles of the cues that were replied to, as they were shown."""
    answer: Answer | None = None
    notices: tuple[Notice, ...] = ()
    taken: int = 0
    """How many photos were ever added; numbers of photos are not used twice."""
    officers: bool = False
    """Whether the officer may see cues that are for officers only."""
    is_checking: bool = False
    """Whether a check was asked for; until then photos are only read ahead."""
    is_stopped: bool = False
    """Whether reading photos was stopped."""
    is_skipped: bool = False
    """Whether the officer wants the result although questions are open."""
    is_further: bool = False
    """Whether the officer wants to be asked what tells little, too."""
    asking: tuple[str, str] | None = None
    """Guide and cue of the open question that is shown; it stays while photos are still read."""
    correcting: tuple[str, str] | None = None
    """Guide and cue of an answered question that is shown again."""
    knows: Knows | None = field(default=None, repr=False)
    """Tells what to look for in photos by name or picture."""
    _reader: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not (self.name or self.text or self.shots or self.replies or self.guide)

    def add_photo(self, data: bytes, name: str) -> bool:
        """Add a photo; on failure the reason is noted. Photos that are there already stay."""
        if len(self.shots) >= MAX_PHOTOS:
            self._note(Notice.of("chat.photo-too-many", count=MAX_PHOTOS))
            return False
        try:
            self.shots.append(take(data, name, self.taken + 1, self.knows))
        except PhotoError as error:
            self._note(Notice.error(error))
            return False
        self.taken += 1
        return True

    def remove_photo(self, number: int) -> None:
        """Take a photo away; an unknown number is already gone."""
        self.shots = [shot for shot in self.shots if shot.number != number]

    @property
    def unread(self) -> list[Shot]:
        """The photos that were not looked at yet."""
        return [shot for shot in self.shots if not shot.looked]

    def look(self) -> None:
        """Look at every photo that was not looked at yet. Slow; each photo is looked at once."""
        for shot in self.unread:
            shot.evidence()

    def read(self) -> Iterator[Shot]:
        """Look at one photo after another, those added meanwhile too, until none is left or the officer stops it.

        Each step takes seconds and gives the photo that was looked at. While somebody else reads, there is no step.
        """
        if not self._reader.acquire(blocking=False):
            return
        try:
            while not self.is_stopped and (unread := self.unread):
                unread[0].evidence()
                yield unread[0]
        finally:
            self._reader.release()

    @property
    def is_read_now(self) -> bool:
        """Whether somebody looks at photos now."""
        return self._reader.locked()

    def stop(self) -> None:
        """What is at work for this item is to end at its next step; what was found stays."""
        self.is_stopped = True

    def begin(self, text: str) -> None:
        """The officer has asked for a check of the item as it is described now; reading goes on if it was stopped."""
        self.notices = ()
        self.is_stopped = self.is_skipped = False
        self.asking = self.correcting = None
        cleaned = clean(text)
        self.text = cleaned.text
        for key, values in cleaned.notices:
            self._note(Notice(key, values))
        self.is_checking = bool(self.text or self.shots or self.guide or self.replies)
        if not self.is_checking:
            if not self.notices:
                self._note(Notice.of("chat.empty"))
            self.answer = None

    def check(self, assistant: Asks, text: str) -> None:
        """Check the item to the end, with all its photos and the replies given so far."""
        self.begin(text)
        if self.is_checking:
            self.look()
            self.ask(assistant)

    def reply(self, assistant: Asks, guide: str, cue: str, outcome: str) -> None:
        """Note the officer's reply to a question and answer anew; a later reply to the same cue replaces the first."""
        if outcome not in _REPLIES:
            return
        title = self._title(guide, cue)
        if title:
            self.titles[guide, cue] = title
        given = Reply(producer=PRODUCER, guide=guide, cue=cue, outcome=outcome)
        places = [(reply.guide, reply.cue) for reply in self.replies]
        if (guide, cue) in places:  # a corrected reply keeps its place, so that the questions keep their numbers
            place = places.index((guide, cue))
            self.replies = (*self.replies[:place], given, *self.replies[place + 1 :])
        else:
            self.replies = (*self.replies, given)
        self.asking = self.correcting = None
        self.notices = ()
        self.is_checking = True
        self.ask(assistant)

    def back(self) -> None:
        """Show the question before the shown one again."""
        places = [(reply.guide, reply.cue) for reply in self.replies]
        shown = places.index(self.correcting) if self.correcting in places else len(places)
        if self.is_skipped or shown == 0:
            self.is_skipped = False
        else:
            self.correcting = places[shown - 1]

    def correct(self, guide: str, cue: str) -> None:
        """Show an answered question again; one that was not answered changes nothing."""
        if any((reply.guide, reply.cue) == (guide, cue) for reply in self.replies):
            self.correcting = guide, cue

    def go_on(self) -> None:
        """Leave an answered question as it is, and leave the result for the open ones."""
        self.correcting = None
        self.is_skipped = False

    def skip(self) -> None:
        """Show the result although questions are open."""
        self.correcting = None
        self.is_skipped = True

    def ask_further(self) -> None:
        """Ask what is left, too, however little it may tell."""
        self.is_further = True
        self.is_skipped = False

    def release_guide(self, assistant: Asks) -> None:
        """Search all guides again instead of the one that was chosen."""
        self.guide = None
        if self.is_empty:
            self.answer, self.is_checking = None, False
        elif self.answer:
            self.notices = ()
            self.ask(assistant)

    def say_in(self, assistant: Asks, locale: str) -> None:
        """Go on in another language; everything is kept and an answer is given anew."""
        self.locale = locale
        if self.answer:
            kept, self.notices = self.notices, ()
            self.ask(assistant)
            self.notices = tuple(dict.fromkeys((*kept, *self.notices)))

    def start_over(self) -> None:
        """Forget everything but the language."""
        self.stop()
        fresh = type(self)(locale=self.locale, knows=self.knows)
        for name in vars(fresh):
            setattr(self, name, getattr(fresh, name))

    def ask(self, assistant: Asks) -> None:
        """Answer from what is known so far; photos that were not looked at yet are left out."""
        photos = []
        for shot in self.shots:
            if not shot.looked:
                continue
            evidence = shot.evidence()
            if evidence is None:
                self._note(Notice.of("chat.photo-failed", name=shot.name))
            else:
                photos.append(evidence)
        inquiry = Inquiry(
            locale=self.locale,
            text=self.text,
            photos=tuple(photos),
            replies=self.replies,
            guide=self.guide,
            officers=self.officers,
        )
        if inquiry.is_empty:
            self.answer = None
            if not self.unread:
                self.is_checking = False
                for hint in reasons(photos):
                    self._note(Notice(hint.key, hint.params))
            return
        self._attempt(lambda: assistant.ask(inquiry))

    def _attempt(self, ask: Callable[[], Answer]) -> None:
        """Keep the answer; where there is none, say so and keep the officer's input."""
        try:
            self.answer = ask()
        except JinpumError as error:
            log.warning("the assistant cannot answer: %s", error)
            self._fail("chat.index-unavailable")
        except Exception:  # an officer at a counter is never shown a stack trace
            log.exception("a check failed")
            self._fail("chat.failed")

    def _fail(self, key: str) -> None:
        self.answer, self.is_checking = None, False
        self._note(Notice.of(key))

    def _title(self, guide: str, cue: str) -> str:
        questions = self.answer.questions if self.answer else ()
        return next((question.title for question in questions if (question.guide, question.cue) == (guide, cue)), "")

    def _note(self, notice: Notice) -> None:
        self.notices = tuple(dict.fromkeys((*self.notices, notice)))
