"""A step of a guided check → HTML: a question with its two statements as buttons, or the result."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.access.person import Person, Role
from bot.answer import Answer
from bot.finding import Outcome
from bot.guided import Stage, Step, step_of
from bot.render import render
from bot.session import Session
from bot.verdict import Word
from bot.view import Further, banner, reply_rows, show, tone_of
from bot.view_findings import differing, to_confirm
from bot.where_drawing import where_drawing
from kb.interface import interface

MAX_FOUND = 3
"""Photos told of while the next one is read: the last ones."""


def show_step(item: Session, person: Person) -> str:
    """What is shown of an item now, as HTML."""
    step = step_of(item)
    if step.question and item.answer:
        return _question(item, item.answer, step)
    if step.stage is not Stage.RESULT or item.answer is None:
        return show(None, item.locale, stage=step.stage)
    return show(
        item.answer,
        item.locale,
        shots=item.shots,
        replies=item.replies,
        titles=item.titles,
        further=Further(step.left, item.is_skipped, _sighting(item.answer, person)),
    )


def reading(item: Session) -> tuple[str, list[str]]:
    """How far reading the photos of an item is, and what they gave so far; an empty text where none is to be read."""
    unread = len(item.unread)
    if not unread or item.is_stopped:
        return "", []
    words = interface(item.locale)
    seen = [(shot.number, shot.seen) for shot in item.shots if shot.seen]
    total = len(item.shots)
    found = [
        words.text("check.evidence", number=number, codes=len(evidence.barcodes), lines=len(evidence.lines))
        for number, evidence in seen[-MAX_FOUND:]
    ]
    if item.answer and item.answer.guides:
        found.append(words.text("check.guide-found", title=item.answer.guides[0].title))
    return words.text("check.reading", number=total - unread + 1, total=total), found


def _question(item: Session, answer: Answer, step: Step) -> str:
    words = interface(item.locale)
    verdict = banner(answer, words)
    question = step.question
    assert question is not None, step  # the caller has looked
    return render(
        "question.html",
        words,
        question=question,
        number=step.number,
        total=step.total,
        given=step.given,
        has_back=step.number > 1,
        so_far=words.text("check.so-far", verdict=verdict.title),
        tone=tone_of(answer.verdict),
        drawing=where_drawing(question.package, question.spot),
        confirm=to_confirm(answer, item.shots),
        pairs={(row.finding.guide, row.finding.cue): row.pairs for row in differing(answer, item.shots)},
        main=answer.guides[0] if answer.guides else None,
        replies=reply_rows(answer, item.replies, item.titles, words),
    )


def _sighting(answer: Answer, person: Person) -> str:
    """Where an officer reports that the fake was met: only after signs, with the guide and the weightiest sign."""
    if not person.is_at_least(Role.OFFICER) or answer.verdict.word is not Word.SIGNS_OF_FAKE or not answer.guides:
        return ""
    guide = answer.guides[0].id
    signs = [one for one in answer.findings if one.outcome is Outcome.AS_FAKE and one.guide == guide]
    cue = max(signs, key=lambda one: one.points).cue if signs else ""
    asked = {"guide": guide, "cue": cue, "locale": answer.locale}
    return "/sightings/new?" + urlencode({name: value for name, value in asked.items() if value})
