"""A small assistant over one real guide, for tests of the page: it reads words and replies, and retrieves nothing."""

from __future__ import annotations

from bot.answer import Answer, Citation, Question, RankedGuide, Sentence
from bot.evidence import Line, Reply, Said
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from bot.verdict import NOT_COVERED, judge
from kb.interface import interface
from kb.library import load_library
from kb.localise import localise
from kb.model import Cue, Guide
from kb.settings import Settings
from kb.vocabulary import Part, Strength

GUIDE = "medicube-age-r"


class OneGuideAssistant:
    """Knows one guide. A cue is as fake where the description, a photo or a reply says so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library = load_library(settings.guides)
        self.asked: list[Inquiry] = []

    def ask(self, inquiry: Inquiry) -> Answer:
        self.asked.append(inquiry)
        guide = localise(self._library[GUIDE], inquiry.locale, self._settings.translations)
        words = interface(inquiry.locale)
        ranked = RankedGuide(id=guide.id, score=0.9, title=guide.title.plain, url=_url(guide), why="name")
        if "xyz" in inquiry.text:
            sentence = Sentence(role="ask", text=words.text("answer.not-covered-ask"))
            return Answer(
                locale=inquiry.locale,
                guides=(),
                verdict=NOT_COVERED,
                findings=(),
                questions=(),
                sentences=(sentence,),
            )
        findings = tuple(_finding(guide, cue, inquiry) for cue in guide.cues)
        open_cues = [
            cue
            for cue, finding in zip(guide.cues, findings, strict=True)
            if cue.can_be_asked and finding.basis is not Basis.REPLIED
        ]
        sentences = []
        for cue, finding in zip(guide.cues, findings, strict=True):
            citations = (Citation(guide=guide.id, cue=cue.id, title=cue.title.plain, url=_url(guide, cue)),)
            if finding.outcome is Outcome.AS_FAKE:
                text = words.text("answer.sign-described", statement=cue.part(Part.FAKE)[0].plain)
                sentences.append(Sentence(role="sign", text=text, citations=citations))
            elif finding.outcome is Outcome.AS_GENUINE:
                text = cue.part(Part.GENUINE)[0].plain
                sentences.append(Sentence(role="genuine", text=text, citations=citations))
            else:
                sentences.append(Sentence(role="unseen", text=cue.title.plain, citations=citations))
        sentences += [
            Sentence(role="ask", text=item.plain, untranslated=item.lang != guide.locale) for item in guide.ask
        ]
        return Answer(
            locale=inquiry.locale,
            guides=(ranked, ranked.model_copy(update={"id": "cosrx-snail-mucin", "score": 0.4, "why": "search"})),
            verdict=judge(findings),
            findings=findings,
            questions=tuple(_question(guide, cue, inquiry.locale) for cue in open_cues),
            sentences=tuple(sentences),
            replied=tuple(
                _question(guide, asked, inquiry.locale)
                for reply in inquiry.replies
                if (asked := guide.cue(reply.cue)) and asked.can_be_asked
            ),
            reviewed_by=guide.reviewed_by,
        )


def _url(guide: Guide, cue: Cue | None = None) -> str:
    return f"/{guide.locale}/guides/{guide.id}/" + (f"#{cue.id}" if cue else "")


def _finding(guide: Guide, cue: Cue, inquiry: Inquiry) -> Finding:
    outcome, basis = Outcome.NOT_SEEN, Basis.NOTHING
    evidence: tuple[Said | Line | Reply, ...] = ()
    wrong, read = cue.read.fake if cue.read else (), ""
    for word in wrong:
        if word in inquiry.text:
            outcome, basis = Outcome.AS_FAKE, Basis.DESCRIBED
            evidence = (Said(producer="test", text=inquiry.text),)
        for line in (line for photo in inquiry.photos for line in photo.lines if word in line.text):
            outcome, basis, evidence, read = Outcome.AS_FAKE, Basis.READ, (line,), word
    for reply in inquiry.replies:
        if reply.cue == cue.id:
            outcome, basis, evidence = Outcome(reply.outcome), Basis.REPLIED, (reply,)
    strength = {Outcome.AS_FAKE: cue.fake, Outcome.AS_GENUINE: cue.genuine}.get(outcome, Strength.NONE)
    return Finding(
        guide=guide.id,
        cue=cue.id,
        outcome=outcome,
        strength=strength,
        shows=cue.shows,
        basis=basis,
        evidence=evidence,
        expected=cue.read.genuine if cue.read else (),
        read=read,
        copied=read,
    )


def _question(guide: Guide, cue: Cue, locale: str) -> Question:
    def first(part: Part) -> str:
        return next((statement.plain for statement in cue.part(part)), "")

    return Question(
        guide=guide.id,
        cue=cue.id,
        title=cue.title.plain,
        where=interface(locale).word("where", cue.where),
        genuine=first(Part.GENUINE),
        fake=first(Part.FAKE),
        how=first(Part.CHECK),
        url=_url(guide, cue),
        strength=cue.fake,
        package=guide.package,
        spot=cue.where,
    )
