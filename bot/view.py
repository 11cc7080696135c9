"""Answer → HTML for people: the result of a check. It concludes nothing; it lays out, escapes and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answer import Answer, Sentence
from bot.evidence import Reply
from bot.finding import BY_MACHINE, Basis, Outcome
from bot.overlay import overlay
from bot.render import render
from bot.shot import Shot
from bot.verdict import Verdict, Word
from bot.view_findings import compared, differing, score, split
from kb.catalogs import NOBODY
from kb.interface import Interface, interface

_DETAILS = ("genuine", "look", "nothing", "next", "ask")
# The other roles have their own places on the page: the banner, the reasons, the table of findings.


@dataclass(frozen=True)
class Banner:
    """The conclusion as it is shown. `tone` names its colour and its sign; it is never the colour of success."""

    tone: str
    title: str
    kind: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReplyRow:
    """One reply of the officer."""

    guide: str
    cue: str
    title: str
    outcome: str
    is_asked: bool
    """Whether its question can be shown again."""


@dataclass(frozen=True)
class Further:
    """What may follow a result."""

    left: int = 0
    """Open questions."""
    is_skipped: bool = False
    """Whether the officer left them open."""
    sighting: str = ""
    """Where to report a sighting; empty for those who may not."""


def show(  # noqa: PLR0913  # what a page shows beside the answer
    answer: Answer | None,
    locale: str,
    *,
    shots: Sequence[Shot] = (),
    replies: Sequence[Reply] = (),
    titles: Mapping[tuple[str, str], str] | None = None,
    further: Further | None = None,
    stage: str = "collect",
) -> str:
    """The answer as HTML; an empty place for one if there is none.

    Args:
        answer: what the assistant said.
        locale: BCP 47 tag of the page, which is the answer's.
        shots: the photos, each with its picture and cut-outs.
        replies: the officer's replies so far, in order.
        titles: (guide, cue) → title, for replies whose cue the answer names no more.
        further: what may follow.
        stage: what is shown where there is no answer.
    """
    words = interface(locale)
    if answer is None:
        return render("answer.html", words, answer=None, stage=stage)
    seen, unseen = split(answer)
    further = further or Further()
    titled = {guide.id: guide.title for guide in answer.guides}
    return render(
        "answer.html",
        words,
        answer=answer,
        verdict=banner(answer, words),
        notices=[sentence for sentence in answer.sentences if sentence.role == "notice"],
        retake=[sentence for sentence in answer.sentences if sentence.role == "retake"],
        signs=_grouped(answer, "sign"),
        unclear=_grouped(answer, "unclear"),
        details=_grouped(answer, *_DETAILS),
        main=answer.guides[0] if answer.guides and answer.verdict.word is not Word.NOT_COVERED else None,
        others=answer.guides if answer.verdict.word is Word.NOT_COVERED else answer.guides[1:],
        left=further.left,
        is_skipped=further.is_skipped,
        sighting=further.sighting,
        replies=reply_rows(answer, replies, titles or {}, words),
        seen=seen,
        unseen=unseen,
        compared=compared(answer, shots),
        differing=differing(answer, shots),
        score=score(answer),
        photos=[overlay(shot, words, titled) for shot in shots if shot.seen],
        review=_review(answer, words),
    )


def banner(answer: Answer, words: Interface) -> Banner:
    """The conclusion in words."""
    verdict = answer.verdict
    tone = tone_of(verdict)
    notes = []
    if verdict.word is Word.NO_SIGN:
        notes.append(words.text("chat.verdict-no-sign-note"))
    fake = {finding.basis for finding in answer.findings if finding.outcome is Outcome.AS_FAKE and finding.points > 0}
    if verdict.word is Word.SIGNS_OF_FAKE and Basis.COMPARED in fake <= BY_MACHINE:
        notes.append(words.text("chat.verdict-as-compared"))
    elif verdict.word is Word.SIGNS_OF_FAKE and fake == {Basis.READ}:
        notes.append(words.text("chat.verdict-as-read"))
    elif verdict.word is Word.SIGNS_OF_FAKE and fake == {Basis.DESCRIBED}:
        notes.append(words.text("chat.verdict-as-described"))
    kind = words.word("shows", verdict.kind) if verdict.kind else ""
    called = verdict.manner if verdict.word is Word.SIGNS_OF_FAKE else tone
    return Banner(tone, words.text(f"chat.verdict-{called}"), kind, tuple(notes))


def _grouped(answer: Answer, *roles: str) -> list[list[Sentence]]:
    """The sentences of some roles, role by role; what has the same source stands together."""
    chosen = [sentence for role in roles for sentence in answer.sentences if sentence.role == role]
    return [list(group) for _, group in groupby(chosen, key=lambda sentence: (sentence.role, sentence.citations))]


def tone_of(verdict: Verdict) -> str:
    """The name of a conclusion's colour and sign."""
    if verdict.word is Word.SIGNS_OF_FAKE:
        return str(verdict.strength or "some")
    return str(verdict.word)


def _review(answer: Answer, words: Interface) -> str:
    if answer.reviewed_by is None:
        return ""
    if answer.reviewed_by == NOBODY:
        return words.text("chat.unreviewed")
    return words.text("chat.reviewed-by", name=answer.reviewed_by)


def reply_rows(
    answer: Answer, replies: Sequence[Reply], titles: Mapping[tuple[str, str], str], words: Interface
) -> list[ReplyRow]:
    """The officer's replies as the page lists them."""
    now = {(one.guide, one.cue): one.title for one in answer.citations}
    now |= {(one.guide, one.cue): one.title for one in answer.replied}
    asked = {(question.guide, question.cue) for question in answer.replied}
    return [
        ReplyRow(
            reply.guide,
            reply.cue,
            now.get((reply.guide, reply.cue)) or titles.get((reply.guide, reply.cue)) or reply.cue,
            words.text(f"chat.outcome-{reply.outcome}"),
            (reply.guide, reply.cue) in asked,
        )
        for reply in replies
    ]
