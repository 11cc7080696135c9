"""Inquiry → answer: the steps in their order, each in its own module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from bot.answer import Answer, Question, RankedGuide, Sentence
from bot.assess import assess, visible_cues
from bot.check_fit import Statements, Vector, clauses, mostly_names, says_something
from bot.check_seen import Described, readings
from bot.compose import Material, compose, quote
from bot.evidence import Barcode
from bot.finding import Basis, Finding, Outcome
from bot.host_notes import host_notes
from bot.identify import Identified, codes_in, identify
from bot.inquiry import Inquiry
from bot.links import cite, guide_url
from bot.questions import next_questions, question_of
from bot.retake import advice
from bot.verdict import NOT_COVERED, Verdict, Word, judge
from bot.words import Words, clean
from kb.chunks import ChunkPart, chunk_id
from kb.index_reader import IndexReader
from kb.interface import Interface, interface
from kb.library import Library, load_library
from kb.locales import SOURCE, catalog_locales, negotiate
from kb.localise import localise
from kb.model import Guide
from kb.search import Search
from kb.settings import Settings
from kb.tokens import cut
from kb.vocabulary import Kind, Part

MAX_GUIDES = 5
MAX_CLAUSES = 8
"""Clauses of a description that are compared with cues; each costs a vector."""
NEAR = 0.25
"""Probability from which guides are named as the nearest ones although none covers the question."""


class Assistant:
    """Answers inquiries. Safe to use from several threads."""

    def __init__(self, settings: Settings, reader: IndexReader) -> None:
        """Take an open index; `Assistant.open` is the usual way."""
        self._settings = settings
        self._reader = reader
        self._locales = catalog_locales(settings.translations)
        self._load()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the index and the guides.

        Raises:
            SearchIndexError: the index is missing, stale, damaged or out of reach.
            GuideError: a guide has an error.
        """
        return cls(settings, IndexReader.open(settings))

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that it answers in, as BCP 47 tags."""
        return self._locales

    @property
    def library(self) -> Library:
        """The guides that it answers from."""
        return self._library

    def ask(self, inquiry: Inquiry) -> Answer:
        """Answer an inquiry. Anything that a person can send has an answer; none raises."""
        if self._reader.manifest.version != self._version:
            self._load()  # a new index was built, so the guides may have changed too
        locale = negotiate(inquiry.locale, self._locales) or SOURCE
        words = interface(locale)
        cleaned = clean(inquiry.text)
        notices = _notices(inquiry, locale, cleaned, words)
        inquiry = inquiry.model_copy(update={"locale": locale, "text": cleaned.text, "guide": self._known(inquiry)})
        if inquiry.is_empty:
            hint = Sentence(role="notice", text=words.text("answer.nothing-given"))
            sentences = (*notices, *advice(inquiry.photos, words), hint)
            verdict = Verdict(word=Word.NOT_ENOUGH)
            return Answer(locale=locale, guides=(), verdict=verdict, findings=(), questions=(), sentences=sentences)
        identified = identify(inquiry, self._search)
        if identified.best is None:
            return self._refuse(inquiry, identified, notices, words)
        return self._answer(inquiry, identified, notices, words)

    def localised(self, guide: str, locale: str) -> Guide:
        """A guide in a language."""
        return self._localised(guide, locale)

    def _load(self) -> None:
        self._library = load_library(self._settings.guides, self._settings.edition)
        self._search = Search(self._library, self._reader)
        self._localised = lru_cache(maxsize=512)(
            lambda guide, locale: localise(self._library[guide], locale, self._settings.translations)
        )
        self._statements = lru_cache(maxsize=512)(self._read_statements)
        self._version = self._reader.manifest.version

    def _known(self, inquiry: Inquiry) -> str | None:
        return inquiry.guide if inquiry.guide in self._library else None

    def _refuse(
        self, inquiry: Inquiry, identified: Identified, notices: tuple[Sentence, ...], words: Interface
    ) -> Answer:
        locale = inquiry.locale
        sentences = [*notices, Sentence(role="verdict", text=words.text("answer.not-covered"))]
        sentences += advice(inquiry.photos, words)
        if identified.coverage >= NEAR:
            near = [self._localised(hit.guide, locale) for hit in identified.hits[:2]]
            text = words.text("answer.not-covered-near", guides="; ".join(guide.title.plain for guide in near))
            sentences.append(Sentence(role="next", text=text, citations=tuple(cite(guide) for guide in near)))
        sentences.append(Sentence(role="next", text=words.text("answer.not-covered-say")))
        sentences.append(Sentence(role="ask", text=words.text("answer.not-covered-ask")))
        return Answer(
            locale=locale, guides=(), verdict=NOT_COVERED, findings=(), questions=(), sentences=tuple(sentences)
        )

    def _answer(
        self, inquiry: Inquiry, identified: Identified, notices: tuple[Sentence, ...], words: Interface
    ) -> Answer:
        best = identified.hits[0]
        guide = self._localised(best.guide, inquiry.locale)
        findings = assess(guide, inquiry, readings(self.described(guide, inquiry)))
        guides = {guide.id: guide}
        for rule in guide.rules:
            if rule not in self._library:
                continue
            ruled = self._localised(rule, inquiry.locale)
            # A rule speaks up only where its check has failed; its other cues belong to its own page.
            failed = [item for item in assess(ruled, inquiry, {}) if _speaks_up(item)]
            findings += failed
            guides |= {rule: ruled} if failed else {}
        verdict = judge(findings)
        visible = guide.model_copy(update={"cues": tuple(visible_cues(guide, inquiry.officers))})
        # To one who only names the product, the strongest cues are told, not those that resemble the name.
        asked = best.cues if says_something(inquiry.text, self._names_in(inquiry)) else ()
        material = Material({**guides, guide.id: visible}, tuple(findings), verdict, asked)
        several = self._several(inquiry, identified, words)
        # What a machine read against a rule is to be confirmed too.
        read = [
            question
            for rule in guides
            if rule != guide.id
            for question in next_questions(guides[rule], findings, words)
        ]
        return Answer(
            locale=inquiry.locale,
            guides=tuple(
                RankedGuide(
                    id=hit.guide,
                    score=round(hit.score, 4),
                    title=self._localised(hit.guide, inquiry.locale).title.plain,
                    url=guide_url(hit.guide, inquiry.locale),
                    why=hit.why,
                )
                for hit in identified.hits[:MAX_GUIDES]
            ),
            verdict=verdict,
            findings=tuple(findings),
            questions=(*read, *next_questions(visible, findings, words)),
            sentences=(
                *notices,
                *several,
                *self._strangers(inquiry, guide, words),
                *compose(material, words),
                *host_notes(inquiry, guide, words),
                *advice(inquiry.photos, words, visible, findings),
            ),
            replied=tuple(self._replied(inquiry, words)),
            reviewed_by=guide.reviewed_by,
        )

    def _replied(self, inquiry: Inquiry, words: Interface) -> Iterator[Question]:
        """The questions that were answered, as far as their guides still ask them."""
        for reply in inquiry.replies:
            if reply.guide in self._library:
                guide = self._localised(reply.guide, inquiry.locale)
                cue = next((cue for cue in visible_cues(guide, inquiry.officers) if cue.id == reply.cue), None)
                if cue and cue.can_be_asked:
                    yield question_of(guide, cue, words)

    def described(self, guide: Guide, inquiry: Inquiry) -> Described:
        """What there is to weigh a description against a guide with; nothing if the description says nothing."""
        names = self._names_in(inquiry)
        every = clauses(inquiry.text, names) if inquiry.text else []
        told = every[:MAX_CLAUSES]
        if not told:
            return Described({}, {}, ())
        visible = {cue.id for cue in visible_cues(guide, inquiry.officers)}
        statements = self._statements(guide.id, inquiry.locale)
        sights, words = (
            [{key: value for key, value in near.items() if key[0] in visible} for near in found]
            for found in (self._reader.sights(guide.id, told), self._reader.shared_words(guide.id, told))
        )
        return Described(
            {text: self._reader.embed_query(text) for text in told},
            {cue: item for cue, item in statements.items() if cue in visible},
            sights,
            words,
            mostly_names(every, names),
        )

    def _names_in(self, inquiry: Inquiry) -> list[str]:
        """The names and generic words that the officer used."""
        return [hit.found for hit in self._search.keys.find(inquiry.text) if hit.guide]

    def _read_statements(self, guide_id: str, locale: str) -> dict[str, Statements]:
        """The statements of a guide's telling cues, with their vectors in every language that has them."""
        tongues = [self._localised(guide_id, one) for one in dict.fromkeys((SOURCE, locale))]
        vector_locales = dict.fromkeys((*self._reader.manifest.counts.embedded_locales, locale))
        telling = [cue for cue in tongues[0].cues if not cue.proves_nothing]
        parts = (ChunkPart.GENUINE, ChunkPart.FAKE)
        ids = [chunk_id(guide_id, cue.id, part, one) for cue in telling for part in parts for one in vector_locales]
        vectors = self._reader.vectors(ids)

        def of(cue: str, part: ChunkPart) -> list[Vector]:
            wanted = (chunk_id(guide_id, cue, part, one) for one in vector_locales)
            return [np.asarray(vectors[one], np.float32) for one in wanted if one in vectors]

        return {
            cue.id: Statements(of(cue.id, ChunkPart.GENUINE), of(cue.id, ChunkPart.FAKE), _words_of(tongues, cue.id))
            for cue in telling
        }

    def _several(self, inquiry: Inquiry, identified: Identified, words: Interface) -> list[Sentence]:
        """A word where photos, or photos and description, name more than one product."""
        if len(identified.on_photos) > 1:
            key, named = "answer.several-products", list(identified.on_photos)
        else:
            sure = [hit.guide for hit in self._search.keys.find(inquiry.text) if hit.score >= 1 and hit.guide]
            products = [one for one in sure if self._library[one].kind is Kind.PRODUCT]
            others = dict.fromkeys((*identified.on_photos, *products))
            key, named = "answer.several-guides", [one for one in others if one != identified.hits[0].guide]
        if not named:
            return []
        guides = [self._localised(one, inquiry.locale) for one in named]
        text = words.text(key, guides="; ".join(guide.title.plain for guide in guides))
        return [Sentence(role="notice", text=text, citations=tuple(cite(guide) for guide in guides))]

    def _strangers(self, inquiry: Inquiry, guide: Guide, words: Interface) -> list[Sentence]:
        """Barcodes on the photos that belong to another guide's product."""
        found = []
        for code in codes_in(inquiry):
            owner = self._search.keys.gtin(code.text)
            if owner and owner != guide.id:
                other = self._localised(owner, inquiry.locale)
                text = words.text("answer.code-other-guide", code=code.text, title=other.title.plain)
                found.append(Sentence(role="notice", text=text, citations=(cite(other),)))
        return found


def _speaks_up(finding: Finding) -> bool:
    """Whether a rule's finding is told: a failed check that tells, or digits beside bars to be compared with them."""
    beside_bars = finding.basis is Basis.READ and any(isinstance(piece, Barcode) for piece in finding.evidence)
    return finding.points > 0 or (finding.outcome is Outcome.UNCLEAR and beside_bars)


def _words_of(tongues: Iterable[Guide], cue_id: str) -> frozenset[str]:
    """The words of a cue's title and statements in several languages."""
    words: set[str] = set()
    for guide in tongues:
        cue = guide.cue(cue_id)
        if cue:
            words.update(cut(f"{cue.title.plain} {quote(cue.part(Part.FAKE))} {quote(cue.part(Part.GENUINE))}"))
    return frozenset(words)


def _notices(inquiry: Inquiry, locale: str, cleaned: Words, words: Interface) -> tuple[Sentence, ...]:
    texts = []
    if negotiate(inquiry.locale, [locale]) is None:
        texts.append(words.text("answer.locale-unknown", locale=inquiry.locale[:20]))
    texts += [words.text(key, **dict(values)) for key, values in cleaned.notices]
    return tuple(Sentence(role="notice", text=text) for text in texts)
