"""The next best questions: cues that would tell most and are not settled, with the guide's own two statements."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Question
from bot.compose import quote
from bot.finding import Basis, Finding, Outcome
from bot.links import guide_url
from kb.interface import Interface
from kb.model import Cue, Guide
from kb.vocabulary import Part

MAX_QUESTIONS = 20
"""More than any guide asks; `bot.guided` chooses how many of them an officer is asked."""
_ORDER = {Outcome.AS_FAKE: 0, Outcome.UNCLEAR: 1, Outcome.AS_GENUINE: 1, Outcome.NOT_SEEN: 2}


def next_questions(guide: Guide, findings: Sequence[Finding], words: Interface) -> list[Question]:
    """The questions in the order in which they should be asked.

    What a machine read or the officer only described comes first, to be confirmed, signs of a fake before the rest;
    then the cues not seen yet. Within each the strongest comes first and, among equals, the guide's order counts, which
    its author chose by ease.

    Args:
        guide: in the language to ask in.
        findings: every finding of this guide.
        words: the interface in that language.
    """
    ranked = sorted(
        (finding for finding in findings if finding.guide == guide.id and _is_open(finding)),
        key=lambda finding: (_ORDER[finding.outcome], -_most(guide, finding)),
    )
    questions = []
    for finding in ranked:
        cue = guide.cue(finding.cue)
        if cue is None or not cue.can_be_asked:
            continue
        questions.append(question_of(guide, cue, words))
    return questions[:MAX_QUESTIONS]


def question_of(guide: Guide, cue: Cue, words: Interface) -> Question:
    """The question about one cue, in the language of its guide."""
    return Question(
        guide=guide.id,
        cue=cue.id,
        title=cue.title.plain,
        where=words.word("where", cue.where),
        genuine=quote(cue.part(Part.GENUINE)),
        fake=quote(cue.part(Part.FAKE)),
        how=quote(cue.part(Part.CHECK)),
        url=guide_url(guide.id, guide.locale, cue.id),
        strength=cue.fake,
        package=guide.package,
        spot=cue.where,
    )


def _is_open(finding: Finding) -> bool:
    return finding.basis is not Basis.REPLIED and finding.basis is not Basis.DECODED


def _most(guide: Guide, finding: Finding) -> float:
    """The points that an answer could bring."""
    cue = guide.cue(finding.cue)
    return max(cue.fake.points, cue.genuine.points) if cue else 0.0
