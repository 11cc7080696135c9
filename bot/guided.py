"""Where a check stands: collecting, a question, or the result; and which questions are worth an officer's time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.answer import Answer, Question
from bot.finding import Basis, Outcome
from bot.session import Session
from bot.verdict import SignStrength, Word
from kb.vocabulary import Strength

AT_LEAST = 3
"""Questions asked before “no sign found” is shown, where the guide has so many: one look is no check."""


class Stage(StrEnum):
    """What is shown of an item."""

    COLLECT = "collect"
    """Photos and words are gathered."""
    READING = "reading"
    """A check was asked for, and there is nothing to say before a photo is read."""
    QUESTION = "question"
    RESULT = "result"


@dataclass(frozen=True)
class Step:
    """One step of a check. Numbers count from 1 and are 0 where there is no question."""

    stage: Stage
    question: Question | None = None
    number: int = 0
    total: int = 0
    given: str = ""
    """The outcome replied before, where an answered question is shown again."""
    left: int = 0
    """Open questions of any weight."""


def step_of(item: Session) -> Step:
    """Where the check of an item stands. Keeps the question that is shown in `Session.asking`."""
    answer = item.answer
    if not item.is_checking:
        return Step(Stage.COLLECT)
    if answer is None:
        return Step(Stage.COLLECT if item.is_stopped else Stage.READING)
    given = {(reply.guide, reply.cue): str(reply.outcome) for reply in item.replies}
    left, worth = len(answer.questions), worth_asking(answer, further=item.is_further)
    total = len(answer.replied) + len(worth)
    for number, question in enumerate(answer.replied, start=1):
        place = question.guide, question.cue
        if place == item.correcting:
            return Step(Stage.QUESTION, question, number, total, given.get(place, ""), left)
    if not worth and item.unread and not item.is_stopped and answer.verdict.word is Word.NOT_COVERED:
        return Step(Stage.READING)  # the photos may still say what it is
    if item.is_skipped or not worth:
        return Step(Stage.RESULT, left=left)
    pinned = [question for question in worth if (question.guide, question.cue) == item.asking]
    question = (pinned or worth)[0]
    item.asking = question.guide, question.cue
    return Step(Stage.QUESTION, question, len(answer.replied) + 1, total, left=left)


def worth_asking(answer: Answer, *, further: bool = False) -> tuple[Question, ...]:
    """The open questions that an officer is asked, in their order.

    What a machine read or the officer described is always confirmed. Beside that only the strong signs are asked, and
    none once they have settled it; a guide without strong ones, or with few, is asked for its best ones.

    Args:
        answer: to what is known so far.
        further: whether the officer wants to be asked everything.
    """
    if further:
        return answer.questions
    claimed = _claimed(answer)
    confirm = [question for question in answer.questions if (question.guide, question.cue) in claimed]
    if _is_settled(answer):
        return tuple(confirm)
    rest = [question for question in answer.questions if (question.guide, question.cue) not in claimed]
    strong = [question for question in rest if question.strength.points >= Strength.STRONG.points]
    wanted = max(len(strong), AT_LEAST - len(answer.replied) - len(confirm))
    best = strong + [question for question in rest if question not in strong]
    return (*confirm, *best[: max(0, wanted)])


def _claimed(answer: Answer) -> set[tuple[str, str]]:
    """Guide and cue of what speaks for a fake, or may, and nobody has confirmed."""
    open_bases = {Basis.READ, Basis.COMPARED, Basis.DESCRIBED}
    speaking = {Outcome.AS_FAKE, Outcome.UNCLEAR}
    return {(one.guide, one.cue) for one in answer.findings if one.basis in open_bases and one.outcome in speaking}


def _is_settled(answer: Answer) -> bool:
    """Whether strong signs rest on what the officer or a decoder saw, so that no further answer changes much."""
    seen = [one for one in answer.findings if one.basis in {Basis.REPLIED, Basis.DECODED}]
    fake = [one for one in seen if one.outcome is Outcome.AS_FAKE and one.points >= Strength.STRONG.points]
    return bool(fake) and answer.verdict.strength is SignStrength.STRONG
