"""What guides and interface say, in several languages at once, and the sources that they cite under one count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.answer import Sentence
from bot.case.model import CaseSource, Texts
from bot.compose import Material, compose, quote
from bot.finding import Finding
from bot.verdict import Verdict
from kb.interface import Interface, interface
from kb.localise import localise
from kb.model import Guide, Statement, Text
from kb.vocabulary import Part

Row = dict[str, Sentence]
"""One sentence in several languages, the officer's first."""


_NEUTRAL = {
    "answer.sign-described": "case.sign",
    "answer.sign-replied": "case.sign",
    "answer.sign-read": "case.sign-read",
    "answer.sign-compared": "case.sign-compared",
    "answer.genuine-described": "case.fits",
    "answer.genuine-replied": "case.fits",
}
"""Sentences that speak to the officer, and what a record says to its reader in their place."""


class RecordWords(Interface):
    """The interface as a record speaks: to a third person, who did not describe or confirm anything."""

    def __init__(self, words: Interface) -> None:
        """Take the interface in a language."""
        self.locale = words.locale
        self._words = words

    def text(self, key: str, /, **params: object) -> str:
        """The sentence for a key with its values put in."""
        return self._words.text(_NEUTRAL.get(key, key), **params)


class Tongues:
    """The guides in each of a record's languages. A text without a translation is left out of that language."""

    def __init__(self, guides: Mapping[str, Guide], languages: tuple[str, ...]) -> None:
        """Take the guides as their authors wrote them and BCP 47 tags, the officer's language first."""
        self.guides = guides
        self.languages = languages
        self._localised: dict[tuple[str, str], Guide] = {}

    def has(self, guide: str, cue: str) -> bool:
        """Whether the guides hold a cue."""
        return guide in self.guides and self.guides[guide].cue(cue) is not None

    def tells(self, guide: str, cue: str) -> bool:
        """Whether a cue can tell anything; some are there to say that they prove nothing."""
        found = self.guides[guide].cue(cue) if guide in self.guides else None
        return found is not None and not found.proves_nothing

    def localised(self, guide: str, language: str) -> Guide:
        """A guide in a language."""
        if (guide, language) not in self._localised:
            self._localised[guide, language] = localise(self.guides[guide], language)
        return self._localised[guide, language]

    def interface(self, key: str) -> Texts:
        """An interface sentence in each language that has it."""
        return {one: words.text(key) for one in self.languages if (words := interface(one)).is_translated(key)}

    def title(self, guide: str, cue: str = "") -> Texts:
        """The title of a guide or of one of its cues; empty if there is none of that id."""
        if guide not in self.guides or (cue and not self.has(guide, cue)):
            return {}

        def of(localised: Guide) -> Text:
            found = localised.cue(cue) if cue else None
            return found.title if found else localised.title

        return self._each_text([of(self.localised(guide, one)) for one in self.languages])

    def part(self, guide: str, cue: str, part: Part) -> Texts:
        """The statements of a part of a cue as one text; empty if it has none."""
        found: dict[str, str] = {}
        for language in self.languages if self.has(guide, cue) else ():
            item = self.localised(guide, language).cue(cue)
            statements = item.part(part) if item else ()
            if statements:
                found.setdefault(statements[0].lang, quote(statements))
        return found

    def statements(self, guide: str, section: str) -> list[tuple[Statement, Texts]]:
        """The statements of a guide's section, such as `ask`, each in every language."""
        columns = [getattr(self.localised(guide, one), section) for one in self.languages]
        return [(row[0], self._each_text(row)) for row in zip(*columns, strict=True)]

    def compose(self, guide: str, findings: Sequence[Finding], verdict: Verdict) -> list[Row]:
        """The sentences of an answer."""
        used = tuple(dict.fromkeys((guide, *(finding.guide for finding in findings))))
        return self.each(
            lambda guides, words: compose(Material(dict(guides), tuple(findings), verdict, ()), words), used
        )

    def each(
        self, say: Callable[[Mapping[str, Guide], Interface], Sequence[Sentence]], guides: Iterable[str]
    ) -> list[Row]:
        """What a writer of sentences says in each language, in the order of the officer's.

        A sentence of another language is the same one if it has the same role and citations, counted from the first;
        some, as on who has reviewed a translation, are not in every language.
        """
        used = tuple(guides)
        rows: dict[object, Row] = {}
        for tag in self.languages:
            seen: Counter[object] = Counter()
            for sentence in say({one: self.localised(one, tag) for one in used}, RecordWords(interface(tag))):
                key = (sentence.role, tuple((one.guide, one.cue) for one in sentence.citations))
                seen[key] += 1
                if tag == self.languages[0] or (key, seen[key]) in rows:
                    rows.setdefault((key, seen[key]), {})[tag] = sentence
        return list(rows.values())

    def texts(self, row: Row) -> Texts:
        """A row as texts by language; what is not translated is left out, and something always stays."""
        texts = {tag: one.text for tag, one in row.items() if not one.untranslated}
        return texts or {self.languages[0]: row[self.languages[0]].text}

    def _each_text(self, row: Iterable[Text]) -> Texts:
        found: dict[str, str] = {}
        for text in row:  # a text that is not translated bears the language that it is in
            found.setdefault(text.lang, text.plain)
        return found


class Cited:
    """The sources of a record, each once, numbered from one in the order in which they are first cited."""

    def __init__(self, guides: Mapping[str, Guide]) -> None:
        """Take the guides whose footnotes are cited."""
        self._guides = guides
        self._numbers: dict[CaseSource, int] = {}

    @property
    def sources(self) -> tuple[CaseSource, ...]:
        """All sources so far."""
        return tuple(self._numbers)

    def of_cue(self, guide: str, cue: str) -> tuple[int, ...]:
        """Numbers of the sources of a cue's statements."""
        found = self._guides[guide].cue(cue) if guide in self._guides and cue else None
        if found is None:
            return ()
        told = (Part.GENUINE, Part.FAKE, Part.NOTE)
        return self.numbers(guide, [key for part in told for one in found.part(part) for key in one.sources])

    def numbers(self, guide: str, keys: Iterable[str]) -> tuple[int, ...]:
        """Numbers of a guide's footnotes, in rising order."""
        found = set()
        for key in keys:
            source = self._guides[guide].source(key)
            if source:
                one = CaseSource(
                    title=source.title[:300],
                    publisher=source.publisher[:300],
                    date=source.date or "",
                    url=source.url[:2_000],
                )
                found.add(self._numbers.setdefault(one, len(self._numbers) + 1))
        return tuple(sorted(found))
