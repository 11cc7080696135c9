"""A case under check → its record, and back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.answer import Sentence
from bot.case.errors import CasePhotoUnreadable
from bot.case.model import KOREAN, Case, CaseFinding, CaseReply, GuideVersion, Item, Passage, Texts
from bot.case.pictures import printable, scaled, store_photo
from bot.case.reference import new_reference
from bot.case.said import Cited, Row, Tongues
from bot.case.versions import content_hash, program
from bot.check_case import MAX_NAME, MAX_NOTES, MAX_PLACE, CheckCase
from bot.errors import PhotoError
from bot.evidence import Barcode, Line, Match, Reply
from bot.finding import Finding, Outcome
from bot.host_notes import host_notes
from bot.inquiry import Inquiry
from bot.session import Session
from bot.shot import take
from bot.verdict import Word
from kb.locales import SOURCE
from kb.model import Guide
from kb.vocabulary import Part

if TYPE_CHECKING:
    from bot.known import Knows

_TOLD = ("sign", "genuine", "unclear")
"""Roles of the sentences that tell a finding."""
_NOTED = ("notice", "review")
_CONFIRMED = {Outcome.AS_FAKE: Part.FAKE, Outcome.AS_GENUINE: Part.GENUINE}


def case_of(
    check: CheckCase, guides: Mapping[str, Guide], *, officer: str = "", now: datetime.datetime | None = None
) -> Case:
    """The record of a case as it stands. Items without anything in them are left out.

    Args:
        check: the case; where it has no reference yet, the record has a new one, which the caller gives to it.
        guides: the guides that the answers come from, as their authors wrote them.
        officer: the name of one who is signed in, else empty.
        now: the time; that of the clock if not given.
    """
    now = (now or datetime.datetime.now(datetime.UTC)).replace(microsecond=0)
    tongues = Tongues(guides, tuple(dict.fromkeys((check.locale, KOREAN, SOURCE))))
    cited = Cited(guides)
    items = tuple(_item(session, tongues, cited) for session in check.items if not session.is_empty)
    used = dict.fromkeys(
        guide
        for item in items
        for guide in (item.guide, *(one.finding.guide for one in item.findings if one.said))
        if guide in guides
    )
    return Case(
        reference=check.reference or new_reference(now.year),
        locale=check.locale,
        program=program(),
        made=check.made.replace(microsecond=0),
        changed=now,
        officer=printable(officer)[:300],
        place=printable(check.place)[:MAX_PLACE],
        date=check.date,
        notes=printable(check.notes)[:MAX_NOTES],
        items=items,
        guides=tuple(_version(guides[guide], tongues) for guide in used if guide),
        sources=cited.sources,
    )


def reopen(case: Case, knows: Knows | None = None) -> CheckCase:
    """The case as one goes on with it: photos, words and replies are back, answers are to be asked anew.

    Args:
        case: the record.
        knows: tells what to look for in photos.

    Raises:
        CasePhotoUnreadable: a photo is none; a record that was read from a file was looked through already.
    """
    sessions = [_session(item, number, case.locale, knows) for number, item in enumerate(case.items, 1)]
    return CheckCase(
        reference=case.reference,
        made=case.made,
        place=case.place,
        date=case.date,
        notes=case.notes,
        items=sessions or [Session(locale=case.locale, knows=knows)],
        locale=case.locale,
    )


def _session(item: Item, number: int, locale: str, knows: Knows | None) -> Session:
    session = Session(locale=locale, name=item.name, guide=item.chosen, text=item.text, knows=knows)
    for photo in item.photos:
        try:
            session.shots.append(take(photo.jpeg, photo.name or f"{photo.number}.jpg", photo.number, knows))
        except PhotoError as error:
            raise CasePhotoUnreadable(item=number, photo=photo.number) from error
    session.taken = max((photo.number for photo in item.photos), default=0)
    session.replies = tuple(one.reply for one in item.replies)
    for one in item.replies:
        title = one.title.get(locale) or next(iter(one.title.values()), "")
        if title:
            session.titles[one.reply.guide, one.reply.cue] = title
    return session


def _item(session: Session, tongues: Tongues, cited: Cited) -> Item:
    stored = [store_photo(shot) for shot in session.shots]
    photos = tuple(photo for photo, _ in stored)
    item = Item(
        name=printable(session.name)[:MAX_NAME],
        text=printable(session.text),
        chosen=session.guide,
        photos=photos,
        replies=tuple(_reply(reply, tongues) for reply in session.replies),
    )
    answer = session.answer
    if answer is None:
        return item
    if not answer.guides or answer.guides[0].id not in tongues.guides:
        covered = answer.verdict.word is not Word.NOT_COVERED
        conclusion = tongues.interface("answer.verdict-not-enough" if covered else "answer.not-covered")
        ask = () if covered else (Passage(texts=tongues.interface("answer.not-covered-ask")),)
        return item.model_copy(update={"verdict": answer.verdict, "conclusion": conclusion, "ask": ask})
    guide = answer.guides[0].id
    findings = tuple(one for one in answer.findings if tongues.has(one.guide, one.cue))
    told = tongues.compose(guide, findings, answer.verdict)
    scales = {str(photo.number): scale for photo, scale in stored}
    inquiry = Inquiry(locale=session.locale, photos=tuple(seen for shot in session.shots if (seen := shot.seen)))
    hosts = tongues.each(lambda localised, words: host_notes(inquiry, localised[guide], words), (guide,))
    # A barcode of another product is noted in the officer's language alone: only the assistant knows every barcode.
    other: list[Row] = [
        {session.locale: one}
        for one in answer.sentences
        if one.role == "notice" and one.citations and not _is_in(one, told) and answer.locale == session.locale
    ]
    notes = [*other, *(row for row in told if _first(row).role in _NOTED), *hosts]
    return item.model_copy(
        update={
            "guide": guide,
            "verdict": answer.verdict,
            "conclusion": next((tongues.texts(row) for row in told if _first(row).role == "verdict"), {}),
            "findings": tuple(
                _finding(one, told, tongues, cited, scales)
                for one in findings
                if one.outcome is not Outcome.NOT_SEEN or tongues.tells(one.guide, one.cue)
            ),
            "notes": tuple(_passage(row, tongues, cited) for row in notes),
            "ask": tuple(
                Passage(texts=texts, guide=guide, sources=cited.numbers(guide, statement.sources))
                for statement, texts in tongues.statements(guide, "ask")
            ),
        }
    )


def _first(row: Row) -> Sentence:
    return next(iter(row.values()))


def _is_in(sentence: Sentence, rows: Iterable[Row]) -> bool:
    return any(sentence.text == one.text for row in rows for one in row.values())


def _finding(
    finding: Finding,
    told: Iterable[Row],
    tongues: Tongues,
    cited: Cited,
    scales: Mapping[str, float],
) -> CaseFinding:
    row = next((row for row in told if _first(row).role in _TOLD and _is_of(_first(row), finding)), None)
    evidence = tuple(
        scaled(piece, scales.get(piece.photo, 1.0)) if isinstance(piece, (Barcode, Line, Match)) else piece
        for piece in finding.evidence
    )
    return CaseFinding(
        finding=finding.model_copy(update={"evidence": evidence}),
        title=tongues.title(finding.guide, finding.cue),
        said=tongues.texts(row) if row else {},
        sources=cited.of_cue(finding.guide, finding.cue) if row else (),
    )


def _is_of(sentence: Sentence, finding: Finding) -> bool:
    return any((one.guide, one.cue) == (finding.guide, finding.cue) for one in sentence.citations)


def _passage(row: Row, tongues: Tongues, cited: Cited) -> Passage:
    citation = next(iter(_first(row).citations), None)
    guide, cue = (citation.guide, citation.cue) if citation else ("", "")
    return Passage(texts=tongues.texts(row), guide=guide, cue=cue, sources=cited.of_cue(guide, cue))


def _reply(reply: Reply, tongues: Tongues) -> CaseReply:
    part = next((part for outcome, part in _CONFIRMED.items() if outcome == reply.outcome), None)
    return CaseReply(
        reply=reply,
        title=tongues.title(reply.guide, reply.cue),
        statement=tongues.part(reply.guide, reply.cue, part) if part else {},
    )


def _version(guide: Guide, tongues: Tongues) -> GuideVersion:
    texts: Texts = tongues.title(guide.id)
    return GuideVersion(
        id=guide.id,
        title=texts,
        reviewed=guide.reviewed,
        sha256=content_hash(guide),
        owner=guide.owner.names if guide.owner else None,
        website=guide.owner.website if guide.owner else None,
    )
