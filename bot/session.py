"""One officer's check while it lasts: what was typed, sent and replied, and the answer to it.

It lives in memory only, belongs to one browser tab and knows nothing of pages: what to tell the officer is kept as
message keys, so that a change of language says all of it anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
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
    run: int = field(default=0, repr=False, compare=False)
    """Counts the checks begun and stopped: work that was begun under another number is to end."""
    knows: Knows | None = field(default=None, repr=False)
    """Tells what to look for in photos by name or picture."""

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

    def look(self) -> None:
        """Look at every photo that was not looked at yet. Slow; each photo is looked at once."""
        for shot in list(self.shots):
            shot.evidence()

    def stop(self) -> None:
        """What is at work for this item is to end at its next step; what was found stays."""
        self.run += 1

    def check(self, assistant: Asks, text: str) -> None:
        """Check the item as it is described now, with the replies given so far."""
        self.notices = ()
        cleaned = clean(text)
        self.text = cleaned.text
        for key, values in cleaned.notices:
            self._note(Notice(key, values))
        if not (self.text or self.shots or self.guide or self.replies):
            if not self.notices:
                self._note(Notice.of("chat.empty"))
            self.answer = None
            return
        self._ask(assistant)

    def reply(self, assistant: Asks, guide: str, cue: str, outcome: str, text: str) -> None:
        """Add the officer's reply to a question and answer anew; a later reply to the same cue replaces the first."""
        if outcome not in _REPLIES:
            return
        title = self._title(guide, cue)
        if title:
            self.titles[guide, cue] = title
        kept = tuple(reply for reply in self.replies if (reply.guide, reply.cue) != (guide, cue))
        self.replies = (*kept, Reply(producer=PRODUCER, guide=guide, cue=cue, outcome=outcome))
        self.check(assistant, text)

    def undo(self, assistant: Asks, text: str) -> None:
        """Take back the last reply and answer anew."""
        if self.replies:
            self.replies = self.replies[:-1]
            self.check(assistant, text)

    def release_guide(self, assistant: Asks, text: str) -> None:
        """Search all guides again instead of the one that was chosen."""
        self.guide = None
        if self.answer:
            self.check(assistant, text)

    def say_in(self, assistant: Asks, locale: str) -> None:
        """Go on in another language; everything is kept and an answer is given anew."""
        self.locale = locale
        if self.answer:
            kept, self.notices = self.notices, ()
            self._ask(assistant)
            self.notices = tuple(dict.fromkeys((*kept, *self.notices)))

    def start_over(self) -> None:
        """Forget everything but the language."""
        fresh = type(self)(locale=self.locale, knows=self.knows)
        for name in vars(fresh):
            setattr(self, name, getattr(fresh, name))

    def _ask(self, assistant: Asks) -> None:
        photos = []
        for shot in self.shots:
            evidence = shot.evidence()
            if evidence is None:
                self._note(Notice.of("chat.photo-failed", name=shot.name))
            else:
                photos.append(evidence)
        inquiry = Inquiry(
            locale=self.locale, text=self.text, photos=tuple(photos), replies=self.replies, guide=self.guide
        )
        if inquiry.is_empty:
            self.answer = None
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
            self.answer = None
            self._note(Notice.of("chat.index-unavailable"))
        except Exception:  # an officer at a counter is never shown a stack trace
            log.exception("a check failed")
            self.answer = None
            self._note(Notice.of("chat.failed"))

    def _title(self, guide: str, cue: str) -> str:
        questions = self.answer.questions if self.answer else ()
        return next((question.title for question in questions if (question.guide, question.cue) == (guide, cue)), "")

    def _note(self, notice: Notice) -> None:
        self.notices = tuple(dict.fromkeys((*self.notices, notice)))
