"""Findings and verdict → the sentences of an answer, each from a localised guide or the interface, each cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Citation, Sentence
from bot.evidence import Barcode, Line, Match, Said
from bot.finding import Basis, Finding, Outcome
from bot.links import cite
from bot.verdict import Verdict, Word
from kb.catalogs import NOBODY
from kb.interface import Interface
from kb.markdown import plain
from kb.model import Cue, Guide, Statement
from kb.vocabulary import Part, Strength

MAX_LOOK = 2
"""Cues told at length where nothing is known yet; an officer has two minutes."""
MAX_NOTHING = 2
_BASIS = {
    Basis.REPLIED: "replied",
    Basis.DECODED: "decoded",
    Basis.READ: "read",
    Basis.COMPARED: "compared",
    Basis.DESCRIBED: "described",
}


@dataclass(frozen=True)
class Material:
    """What the sentences are made of, all in the answer's language."""

    guides: dict[str, Guide]
    """The guide that is checked against, first, and those of its rules that have a finding."""
    findings: tuple[Finding, ...]
    verdict: Verdict
    asked: tuple[str, ...]
    """Cues of the first guide that fit the question, best first."""

    @property
    def guide(self) -> Guide:
        """The guide that is checked against."""
        return next(iter(self.guides.values()))

    def cue(self, finding: Finding) -> tuple[Guide, Cue]:
        """The guide and cue of a finding."""
        guide = self.guides[finding.guide]
        cue = guide.cue(finding.cue)
        assert cue is not None, finding  # a finding is made from a cue of this very guide
        return guide, cue


def compose(material: Material, words: Interface) -> list[Sentence]:
    """The sentences in the order in which an officer needs them: conclusion, reasons, what to do.

    Args:
        material: what was found.
        words: the interface in the answer's language.
    """
    return [
        *_training(material, words),
        *_verdict(material, words),
        *_signs(material, words),
        *_unclear(material, words),
        *_genuine(material, words),
        *_look(material, words),
        *_nothing(material, words),
        *_unseen(material, words),
        *_ask(material, words),
        *_state(material, words),
    ]


def quote(statements: Sequence[Statement]) -> str:
    """The words of statements as one text."""
    return " ".join(statement.plain for statement in statements)


def _sentence(role: str, text: str, guide: Guide, *citations: Citation, lang: str | None = None) -> Sentence:
    return Sentence(role=role, text=text, citations=citations, untranslated=(lang or guide.locale) != guide.locale)


def _training(material: Material, words: Interface) -> Iterator[Sentence]:
    if material.guide.training:
        yield _sentence("notice", words.text("answer.training"), material.guide, cite(material.guide))


def _verdict(material: Material, words: Interface) -> Iterator[Sentence]:
    verdict, guide = material.verdict, material.guide
    citation = cite(guide)
    if verdict.word is Word.SIGNS_OF_FAKE and verdict.kind and verdict.strength:
        kind = words.word("shows", verdict.kind)
        yield _sentence("verdict", words.text(f"answer.verdict-signs-{verdict.manner}", kind=kind), guide, citation)
    else:
        yield _sentence("verdict", words.text(f"answer.verdict-{verdict.word}"), guide, citation)
    title = words.text("answer.guide", title=guide.title.plain)
    yield _sentence("guide", title, guide, citation, lang=guide.title.lang)


def _signs(material: Material, words: Interface) -> Iterator[Sentence]:
    fake = [finding for finding in material.findings if finding.outcome is Outcome.AS_FAKE and finding.points > 0]
    for finding in sorted(fake, key=lambda finding: -finding.points):
        yield _stated(material, words, finding, "sign", Part.FAKE)


def _genuine(material: Material, words: Interface) -> Iterator[Sentence]:
    for finding in material.findings:
        if finding.outcome is Outcome.AS_GENUINE:
            yield _stated(material, words, finding, "genuine", Part.GENUINE)


def _stated(material: Material, words: Interface, finding: Finding, role: str, part: Part) -> Sentence:
    guide, cue = material.cue(finding)
    read = _read(finding)
    if finding.basis is Basis.COMPARED:
        read = _compared(finding)
    statements = cue.part(part) if finding.basis is Basis.COMPARED else _fitting(cue.part(part), read)
    if statements:
        statement = quote(statements)
    else:  # the guide tells one side only: the finding is that the item is not so
        statements = cue.part(Part.GENUINE if part is Part.FAKE else Part.FAKE)
        key = "answer.differs" if part is Part.FAKE else "answer.absent"
        statement = words.text(key, statement=quote(statements)) if statements else cue.title.plain
    if role == "sign" and read and cue.barcode and cue.barcode.check_digit:
        text = words.text("answer.code-bad-check", code=read)
    else:
        text = words.text(f"answer.{role}-{_BASIS[finding.basis]}", statement=statement, read=read)
    lang = statements[0].lang if statements else cue.title.lang
    return _sentence(role, text, guide, cite(guide, cue), lang=lang)


def _fitting(statements: tuple[Statement, ...], read: str) -> tuple[Statement, ...]:
    """The paragraph that names what was read, where one does; else all."""
    naming = tuple(item for item in statements if read and read.casefold() in plain(item.text).casefold())
    return naming or statements


def _read(finding: Finding) -> str:
    return finding.read or next(
        (piece.text for piece in finding.evidence if isinstance(piece, (Barcode, Line, Said))),
        "",
    )


def _compared(finding: Finding) -> str:
    """How many places differ, or how many percent could be compared where none does."""
    matches = [piece for piece in finding.evidence if isinstance(piece, Match)]
    changes = sum(len(match.changes) for match in matches)
    return str(changes or round(100 * max((match.compared for match in matches), default=0.0)))


def _unclear(material: Material, words: Interface) -> Iterator[Sentence]:
    for finding in material.findings:
        if finding.outcome is not Outcome.UNCLEAR:
            continue
        guide, cue = material.cue(finding)
        if finding.basis is Basis.DESCRIBED and (known := cue.part(Part.FAKE)):
            text = words.text("answer.unclear-described", read=_read(finding), statement=quote(known))
            yield _sentence("unclear", text, guide, cite(guide, cue), lang=known[0].lang)
            continue
        near_copy = finding.copied and finding.copied != finding.read
        expected = finding.copied if near_copy else ", ".join(finding.expected)
        values = {"title": cue.title.plain, "read": _read(finding), "expected": expected}
        key = {Basis.READ: "unclear-read", Basis.DECODED: "unclear-decoded"}.get(finding.basis, "unclear-other")
        if finding.basis is Basis.READ and cue.barcode and cue.barcode.printed:
            key = "unclear-digits"
        elif finding.basis is Basis.READ and cue.qr:
            key = "unclear-host"
        yield _sentence("unclear", words.text(f"answer.{key}", **values), guide, cite(guide, cue), lang=cue.title.lang)


def _look(material: Material, words: Interface) -> Iterator[Sentence]:
    """The guide's own words on what was asked, or on what to look at first."""
    guide = material.guide
    for cue_id in _looked_at(material):
        cue = guide.cue(cue_id)
        if cue is None:
            continue
        for part in Part:
            for statement in cue.part(part):
                values = {"title": cue.title.plain, "part": words.word("part", part), "statement": statement.plain}
                text = words.text("answer.look", **values)
                yield _sentence("look", text, guide, cite(guide, cue), lang=statement.lang)


def _looked_at(material: Material) -> list[str]:
    """The cues to tell at length: those asked about, else the strongest; only those that nothing is known of yet."""
    guide = material.guide
    open_cues = {item.cue for item in material.findings if item.outcome is Outcome.NOT_SEEN and item.guide == guide.id}
    telling = sorted((cue for cue in guide.cues if not cue.proves_nothing), key=lambda cue: -cue.fake.points)
    wanted = dict.fromkeys((*material.asked[:MAX_LOOK], *(cue.id for cue in telling)))
    return [cue_id for cue_id in wanted if cue_id in open_cues][:MAX_LOOK]


def _nothing(material: Material, words: Interface) -> Iterator[Sentence]:
    guide = material.guide
    told = set(_looked_at(material))
    traps = [cue for cue in guide.cues if cue.proves_nothing and cue.part(Part.NOTE) and cue.id not in told]
    ranked = sorted(traps, key=lambda cue: material.asked.index(cue.id) if cue.id in material.asked else 99)
    for cue in ranked[:MAX_NOTHING]:
        note = cue.part(Part.NOTE)[0]
        text = words.text("answer.nothing", statement=note.plain)
        yield _sentence("nothing", text, guide, cite(guide, cue), lang=note.lang)


def _unseen(material: Material, words: Interface) -> Iterator[Sentence]:
    guide = material.guide
    open_cues = [finding for finding in material.findings if finding.outcome is Outcome.NOT_SEEN]
    cues = [cue for finding in open_cues if (cue := guide.cue(finding.cue)) and cue.fake is not Strength.NONE]
    if cues:
        ranked = sorted(cues, key=lambda cue: -cue.fake.points)
        text = words.text("answer.unseen", titles="; ".join(cue.title.plain for cue in ranked))
        lang = next((cue.title.lang for cue in ranked if cue.title.lang != guide.locale), None)
        yield _sentence("unseen", text, guide, *(cite(guide, cue) for cue in ranked), lang=lang)


def _ask(material: Material, words: Interface) -> Iterator[Sentence]:
    guide = material.guide
    for statement in guide.ask[:MAX_LOOK]:
        text = words.text("answer.ask", statement=statement.plain)
        yield _sentence("ask", text, guide, cite(guide), lang=statement.lang)


def _state(material: Material, words: Interface) -> Iterator[Sentence]:
    if material.guide.thin:
        yield _sentence("notice", words.text("answer.thin"), material.guide, cite(material.guide))
    if material.guide.reviewed_by == NOBODY:
        yield _sentence("review", words.text("answer.not-reviewed"), material.guide, cite(material.guide))
