"""A case record → what stands on its sheet, in two languages side by side. PDF and page are filled from it alike.

Every sentence is one of a guide or of the interface, as the record keeps it; what an officer wrote and what stands on
a label is quoted as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.case.model import Case, CaseFinding, CasePhoto, GuideVersion, Item, Texts
from bot.evidence import Barcode, Line, Match, Reply, Said
from bot.finding import Basis, Finding, Outcome
from bot.marks import MarkKind, marks
from bot.verdict import Word
from kb.interface import Interface, interface
from kb.locales import SOURCE

_SCRIPTS = {"Hang": "ko", "Hani": "ko", "Kana": "ja", "Thai": "th", "Deva": "hi", "Cyrl": "ru"}
"""The language of a line on a label by its script: the goods say that they are Korean."""
_BASIS = {Basis.DESCRIBED: "case.basis-described", Basis.REPLIED: "case.basis-replied"}
"""What is told to a third person in other words than to the officer."""
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@dataclass(frozen=True)
class Words:
    """A text with its language; `mark` says that it is not translated, in the reader's language."""

    text: str
    lang: str
    mark: str = ""


@dataclass(frozen=True)
class Both:
    """The same in two languages; `b` is None where only one has it."""

    a: Words
    b: Words | None = None


@dataclass(frozen=True)
class Fact:
    """A label and what the officer or the program wrote."""

    label: Both
    value: str


@dataclass(frozen=True)
class Found:
    """A numbered box on a photo and what was read there."""

    number: int
    text: Words
    kind: Both | None


@dataclass(frozen=True)
class PhotoSheet:
    """A photo with its list."""

    photo: CasePhoto
    name: Both
    found: tuple[Found, ...]
    unread: Both | None


@dataclass(frozen=True)
class Row:
    """A finding."""

    title: Both
    outcome: Both
    said: Both
    tone: str
    """`fake`, `fits` or `open`."""
    strength: Both
    points: str
    basis: Both
    quoted: tuple[Words, ...]
    sources: tuple[int, ...]
    where: str
    """The guide and cue, as `guide#cue`."""


@dataclass(frozen=True)
class Told:
    """A sentence with the numbers of its sources."""

    said: Both
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answered:
    """A question and its answer."""

    title: Both
    outcome: Both
    statement: Both | None


@dataclass(frozen=True)
class ItemSheet:
    """One item."""

    heading: Both
    guide: Both | None
    conclusion: Both | None
    tone: str
    score: str
    text: str
    photos: tuple[PhotoSheet, ...]
    rows: tuple[Row, ...]
    unseen: tuple[Both, ...]
    replies: tuple[Answered, ...]
    also: tuple[Told, ...]
    ask: tuple[Told, ...]


@dataclass(frozen=True)
class SourceLine:
    """A source with its number."""

    number: int
    text: Words
    url: str


@dataclass(frozen=True)
class GuideLine:
    """A guide's version."""

    title: Both
    id: str
    reviewed: Both
    sha256: str


@dataclass(frozen=True)
class Sheet:
    """The whole record."""

    languages: tuple[str, str]
    reference: str
    title: Both
    facts: tuple[Fact, ...]
    warning: Both | None
    """That the record came from a file, whose sentences nobody compared with the guides."""
    cautions: tuple[Both, ...]
    items: tuple[ItemSheet, ...]
    sources: tuple[SourceLine, ...]
    guides: tuple[GuideLine, ...]
    label: Callable[..., Both]
    """An interface sentence of a key, with its values, in both languages."""


def sheet(case: Case, locale: str | None = None, *, imported: bool = False) -> Sheet:
    """The sheet of a case.

    Args:
        case: the record.
        locale: the first language; the officer's if not given. A record holds the guides' words in the officer's
            language, Korean and English; in another language the English stands for them, marked.
        imported: whether the record came from a file.
    """
    return _Writer(case, locale or case.locale).sheet(imported)


class _Writer:
    def __init__(self, case: Case, locale: str) -> None:
        self._case = case
        self._languages = (locale, SOURCE if locale == "ko" else "ko")
        self._words: tuple[Interface, Interface] = (interface(locale), interface(self._languages[1]))

    def sheet(self, imported: bool) -> Sheet:
        case = self._case
        return Sheet(
            languages=self._languages,
            reference=case.reference,
            title=self._key("report.title"),
            facts=tuple(self._facts()),
            warning=self._key("case.imported") if imported else None,
            cautions=(self._key("case.no-proof"), self._key("report.note"), self._key("chat.score-judgement")),
            items=tuple(self._item(item, number) for number, item in enumerate(case.items, 1)),
            sources=tuple(
                SourceLine(
                    number,
                    _by_script(". ".join(part for part in (one.title, one.publisher, one.date) if part)),
                    one.url,
                )
                for number, one in enumerate(case.sources, 1)
            ),
            guides=tuple(self._guide(guide) for guide in case.guides),
            label=self._key,
        )

    def _facts(self) -> Iterable[Fact]:
        case = self._case
        values = {
            "reference": case.reference,
            "place": case.place,
            "date": case.date,
            "officer": case.officer,
            "made": f"{case.made:%Y-%m-%d %H:%M} UTC",
            "changed": f"{case.changed:%Y-%m-%d %H:%M} UTC",
            "program": case.program,
            "notes": case.notes,
        }
        return [Fact(self._key(f"case.{name}"), value) for name, value in values.items() if value]

    def _guide(self, guide: GuideVersion) -> GuideLine:
        reviewed = self._key("case.reviewed", date=guide.reviewed.isoformat())
        return GuideLine(self._both(guide.title), guide.id, reviewed, guide.sha256)

    def _item(self, item: Item, number: int) -> ItemSheet:
        heading = self._key("case.item-named", number=number, name=item.name) if item.name else None
        verdict = item.verdict
        told = [one for one in item.findings if one.said]
        guide = next((one.title for one in self._case.guides if one.id == item.guide), {})
        return ItemSheet(
            heading=heading or self._key("case.item", number=number),
            guide=self._both(guide) if guide else None,
            conclusion=self._both(item.conclusion) if item.conclusion else None,
            tone={Word.SIGNS_OF_FAKE: "fake", Word.NO_SIGN: "fits"}.get(verdict.word, "open") if verdict else "open",
            score=_points(verdict.score) if verdict and told else "",
            text=item.text,
            photos=tuple(self._photo(photo) for photo in item.photos),
            rows=tuple(self._row(one, item) for one in sorted(told, key=lambda one: -one.finding.points)),
            unseen=tuple(
                self._both(one.title)
                for one in item.findings
                if one.finding.outcome is Outcome.NOT_SEEN and one.finding.guide == item.guide and one.title
            ),
            replies=tuple(
                Answered(
                    self._both(one.title) if one.title else self._plain(f"{one.reply.guide}#{one.reply.cue}"),
                    self._key(f"chat.outcome-{Outcome(one.reply.outcome).value}")
                    if one.reply.outcome != Outcome.UNCLEAR
                    else self._key("chat.reply-unknown"),
                    self._both(one.statement) if one.statement else None,
                )
                for one in item.replies
                if one.reply.outcome in set(Outcome)
            ),
            also=tuple(Told(self._both(one.texts), one.sources) for one in item.notes if one.texts),
            ask=tuple(Told(self._both(one.texts), one.sources) for one in item.ask if one.texts),
        )

    def _row(self, told: CaseFinding, item: Item) -> Row:
        finding = told.finding
        tones = {Outcome.AS_FAKE: "fake", Outcome.AS_GENUINE: "fits"}
        return Row(
            title=self._both(told.title) if told.title else self._plain(finding.cue),
            outcome=self._key(f"chat.outcome-{finding.outcome.value}"),
            said=self._both(told.said),
            tone=tones.get(finding.outcome, "open"),
            strength=self._key(f"vocabulary.strength-{finding.strength.value}"),
            points=_points(finding.points),
            basis=self._key(_BASIS.get(finding.basis, f"chat.basis-{finding.basis.value}")),
            quoted=tuple(dict.fromkeys(_quoted(finding, item.photos))),
            sources=told.sources,
            where=f"{finding.guide}#{finding.cue}",
        )

    def _photo(self, photo: CasePhoto) -> PhotoSheet:
        found, unread = [], []
        for mark in marks(photo.evidence) if photo.evidence else ():
            if mark.kind is MarkKind.UNREAD:
                unread.append(str(mark.number))
                continue
            lang = _SCRIPTS.get(mark.detail, "") if mark.kind is MarkKind.LINE else ""
            kind = None if mark.kind is MarkKind.LINE else self._key(f"chat.mark-{mark.kind}")
            found.append(Found(mark.number, Words(mark.text, lang) if lang else _by_script(mark.text), kind))
        numbers = ", ".join(unread)
        return PhotoSheet(
            photo=photo,
            name=self._key("chat.photo-name", number=photo.number),
            found=tuple(found),
            unread=self._key("case.unread", numbers=numbers) if unread else None,
        )

    def _key(self, key: str, /, **values: object) -> Both:
        a, b = (
            Words(words.text(key, **values), words.locale if words.is_translated(key) else SOURCE)
            for words in self._words
        )
        return Both(a, b)

    def _both(self, texts: Texts) -> Both:
        return Both(*(self._in(texts, words) for words in self._words))

    def _in(self, texts: Texts, words: Interface) -> Words:
        for lang in (words.locale, SOURCE, *texts):
            if lang in texts:
                mark = "" if lang == words.locale else words.text("chat.untranslated")
                return Words(texts[lang], lang, mark)
        return Words("", words.locale)

    def _plain(self, text: str) -> Both:
        return Both(Words(text, SOURCE), Words(text, SOURCE))


def _quoted(finding: Finding, photos: Sequence[CasePhoto]) -> Iterable[Words]:
    """What a finding rests on, as it stands on the pack or in the officer's words, with photo and box."""
    for piece in finding.evidence:
        if isinstance(piece, (Barcode, Line, Match)):
            number = next((one for photo in photos if (one := _number(photo, piece))), "")
            text = piece.reference if isinstance(piece, Match) else piece.text
            lang = _SCRIPTS.get(piece.script, SOURCE) if isinstance(piece, Line) else SOURCE
            yield Words(f"“{text}” ({piece.photo}/{number})" if number else f"“{text}”", lang)
        elif isinstance(piece, Said):
            yield _by_script(f"“{piece.text}”")
        elif isinstance(piece, Reply):
            continue


def _number(photo: CasePhoto, piece: Barcode | Line | Match) -> str:
    """The number of the box of a piece of evidence on its photo; empty if it is not there."""
    if piece.photo != str(photo.number) or photo.evidence is None:
        return ""
    return next((str(mark.number) for mark in marks(photo.evidence) if mark.box == piece.box), "")


def _by_script(text: str) -> Words:
    return Words(text, "ko" if _HANGUL.search(text) else SOURCE)


def _points(value: float) -> str:
    return f"{value:+g}".replace("-", "−") if value else "0"
