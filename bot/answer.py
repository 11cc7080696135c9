"""The answer: what was found, in the officer's language, each sentence with its citations."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.finding import Finding
from bot.verdict import Verdict
from kb.vocabulary import Package, Strength, Where


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """Where a sentence comes from. `url` is the anchor on the site; `cue` is empty for the guide as a whole."""

    guide: str
    cue: str
    title: str
    url: str


class Sentence(_Frozen):
    """One sentence of an answer. Interface sentences that state nothing about the goods cite nothing."""

    role: str
    """What it does in the answer: `notice`, `verdict`, `guide`, `sign`, `unclear`, `genuine`, `look`, `nothing`,
    `unseen`, `ask`, `next`, `retake` (what to photograph again) or `review` (who has reviewed the translation)."""
    text: str
    citations: tuple[Citation, ...] = ()
    untranslated: bool = False
    """Whether the text is not in the answer's language, since no translation exists yet."""


class RankedGuide(_Frozen):
    """A guide that may cover the item, best first; `score` 0 to 1, comparable within one answer only."""

    id: str
    score: float
    title: str
    url: str
    why: str
    """What pointed to it: `barcode`, `name`, `reference`, `search`, `chosen`."""


class Question(_Frozen):
    """The next best question: the guide's own two statements, to be pressed as buttons."""

    guide: str
    cue: str
    title: str
    where: str
    genuine: str
    """Empty if the guide has no genuine statement; the page then offers a plain no."""
    fake: str
    how: str
    url: str
    strength: Strength = Strength.NONE
    """How strongly the fake statement, if it is confirmed, speaks for a fake."""
    package: Package | None = None
    spot: Where | None = None
    """The form of the pack and the place on it, for the drawing that shows where to look."""


class Answer(_Frozen):
    """Everything that is shown, in one language."""

    locale: str
    guides: tuple[RankedGuide, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    sentences: tuple[Sentence, ...]
    replied: tuple[Question, ...] = ()
    """The questions that the officer has answered, in the order of the replies, to be shown again and corrected."""
    reviewed_by: str | None = None
    """Who has reviewed the guide's translation; `nobody` until one has, None where it is the original."""

    @property
    def text(self) -> str:
        """The sentences as plain text, a line each."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in order."""
        return tuple(dict.fromkeys(citation for sentence in self.sentences for citation in sentence.citations))
