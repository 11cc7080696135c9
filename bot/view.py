"""Answer → HTML for people. Nothing is concluded here; what an answer holds is laid out, escaped and linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answer import Answer, Question, Sentence
from bot.evidence import Reply
from bot.finding import BY_MACHINE, Basis, Outcome
from bot.overlay import overlay
from bot.render import render
from bot.shot import Shot
from bot.verdict import Verdict, Word
from bot.view_findings import compared, differing, score, split, to_confirm
from kb.catalogs import NOBODY
from kb.interface import Interface, interface

MAX_QUESTIONS = 2
"""More than this are not read at a counter; the next ones come up once these are answered."""
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

    title: str
    outcome: str


def show(
    answer: Answer | None,
    locale: str,
    *,
    shots: Sequence[Shot] = (),
    replies: Sequence[Reply] = (),
    titles: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """The answer as HTML; an empty place for one if there is none.

    Args:
        answer: what the assistant said.
        locale: BCP 47 tag of the page, which is the answer's.
        shots: the photos, each with its picture and cut-outs.
        replies: the officer's replies so far, in order.
        titles: (guide, cue) → title, for replies whose cue the answer names no more.
    """
    words = interface(locale)
    if answer is None:
        return render("answer.html", words, answer=None)
    seen, unseen = split(answer)
    questions = answer.questions[:MAX_QUESTIONS]
    confirm = to_confirm(answer, shots)
    differ = differing(answer, shots)
    titled = {guide.id: guide.title for guide in answer.guides}
    shown = {(question.guide, question.cue) for question in questions}
    asked = shown & confirm.keys()
    return render(
        "answer.html",
        words,
        answer=answer,
        verdict=banner(answer, words),
        notices=[sentence for sentence in answer.sentences if sentence.role == "notice"],
        retake=[sentence for sentence in answer.sentences if sentence.role == "retake"],
        signs=_grouped(answer, "sign"),
        unclear=_grouped(answer, "unclear"),
        details=[group for group in _grouped(answer, *_DETAILS) if not _is_asked(group[0], questions)],
        main=answer.guides[0] if answer.guides and answer.verdict.word is not Word.NOT_COVERED else None,
        others=answer.guides if answer.verdict.word is Word.NOT_COVERED else answer.guides[1:],
        questions=questions,
        replies=_reply_rows(answer, replies, titles or {}, words),
        seen=seen,
        unseen=unseen,
        compared=compared(answer, shots, asked),
        confirm=confirm,
        differing=[row for row in differ if (row.finding.guide, row.finding.cue) not in shown],
        pairs={(row.finding.guide, row.finding.cue): row.pairs for row in differ},
        score=score(answer),
        photos=[overlay(shot, words, titled) for shot in shots if shot.seen],
        review=_review(answer, words),
    )


def banner(answer: Answer, words: Interface) -> Banner:
    """The conclusion in words."""
    verdict = answer.verdict
    tone = _tone(verdict)
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


def _is_asked(sentence: Sentence, questions: Sequence[Question]) -> bool:
    """Whether a sentence on where to look stands in a question already."""
    asked = {(question.guide, question.cue) for question in questions}
    return sentence.role == "look" and all((cited.guide, cited.cue) in asked for cited in sentence.citations)


def _tone(verdict: Verdict) -> str:
    if verdict.word is Word.SIGNS_OF_FAKE:
        return str(verdict.strength or "some")
    return str(verdict.word)


def _review(answer: Answer, words: Interface) -> str:
    if answer.reviewed_by is None:
        return ""
    if answer.reviewed_by == NOBODY:
        return words.text("chat.unreviewed")
    return words.text("chat.reviewed-by", name=answer.reviewed_by)


def _reply_rows(
    answer: Answer, replies: Sequence[Reply], titles: Mapping[tuple[str, str], str], words: Interface
) -> list[ReplyRow]:
    now = {(citation.guide, citation.cue): citation.title for citation in answer.citations}
    return [
        ReplyRow(
            now.get((reply.guide, reply.cue)) or titles.get((reply.guide, reply.cue)) or reply.cue,
            words.text(f"chat.outcome-{reply.outcome}"),
        )
        for reply in replies
    ]
