"""Where the sentence of an answer comes from: which interface sentence it is, filled with whose words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations

from bot.answer import Answer, Citation, Sentence
from kb.interface import Interface, source_messages
from kb.model import Cue, Guide, Statement
from kb.settings import get_settings
from kb.vocabulary import Part, Shows

NO_GOODS = {
    *("answer.locale-unknown", "answer.nothing-given", "answer.text-cut", "answer.text-empty", "answer.not-reviewed"),
    *("answer.not-covered", "answer.not-covered-say", "answer.not-covered-ask"),
}
"""Sentences that state nothing about the goods and so need no source."""
_OF_PHOTOS = ("photo.", "retake.reason-", "retake.fix-")


@lru_cache(maxsize=1)
def answer_keys() -> tuple[str, ...]:
    """The keys of all sentences that an answer may use."""
    return tuple(
        key for key in source_messages(get_settings().translations) if key.startswith(("answer.", "photo.", "retake."))
    )


@lru_cache(maxsize=1)
def _fields() -> tuple[str, ...]:
    """Every placeholder of these sentences."""
    messages = source_messages(get_settings().translations)
    return tuple(sorted({name for key in answer_keys() for name in re.findall(r"\{(\w+)\}", messages[key])}))


def template(words: Interface, key: str) -> str:
    """An interface sentence with its placeholders as they stand."""
    return words.text(key, **{field: f"{{{field}}}" for field in _fields()})


def key_of(
    sentence: Sentence, words: Interface, guides: Mapping[str, Guide], evidence: Iterable[str] = ()
) -> str | None:
    """The interface sentence that this one is, filled only with evidence and with the words of what it cites."""
    values = _values(sentence.citations, words, guides)
    read = frozenset(evidence)
    for key, pattern in _patterns(words):
        match = pattern.fullmatch(sentence.text)
        if match and all(_is_allowed(field, text, values, read) for field, text in match.groupdict().items()):
            return key
    return None


def _is_allowed(field: str, text: str, values: Mapping[str, set[str]], read: frozenset[str]) -> bool:
    if field in ("titles", "guides", "cues"):
        return bool(text) and set(text.split("; ")) <= values["title"]
    if field in values:
        return text in values[field]
    return field not in ("read", "code") or text in read


@lru_cache(maxsize=16)
def _patterns(words: Interface) -> list[tuple[str, re.Pattern[str]]]:
    """Each key with its sentence, in which anything may stand for a placeholder; once reaching far, once near."""
    found = []
    for key in answer_keys():
        for reach in (".*", ".*?"):
            pattern = re.escape(template(words, key))
            for field in _fields():
                pattern = pattern.replace(re.escape(f"{{{field}}}"), f"(?P<{field}>{reach})")
            found.append((key, re.compile(pattern, re.DOTALL)))
    return found


def anchors(guides: Mapping[str, Guide]) -> set[str]:
    """The addresses of guides and of their cues, each in its guide's language."""
    pages = {f"/{guide.locale}/guides/{guide.id}/": guide for guide in guides.values()}
    return {*pages, *(f"{page}#{cue.id}" for page, guide in pages.items() for cue in guide.cues)}


def unexplained(
    answer: Answer, words: Interface, guides: Mapping[str, Guide], evidence: Iterable[str] = ()
) -> list[str]:
    """What is wrong with the sentences of an answer: of no known origin, without a source, or with one that is not."""
    wrong = []
    said = [*evidence, *(piece.text for one in answer.findings for piece in one.evidence if hasattr(piece, "text"))]
    said += [one.read for one in answer.findings]
    known = anchors(guides)
    for sentence in answer.sentences:
        key = key_of(sentence, words, guides, said)
        if key is None:
            wrong.append(f"unknown origin: {sentence.text}")
        elif not sentence.citations and key not in NO_GOODS and not key.startswith(_OF_PHOTOS):
            wrong.append(f"no source: {sentence.text}")
        wrong += [f"no such place: {one.url}" for one in sentence.citations if one.url not in known]
    return wrong


def _values(citations: Iterable[Citation], words: Interface, guides: Mapping[str, Guide]) -> dict[str, set[str]]:
    titles: set[str] = set()
    statements: set[str] = set()
    for citation in citations:
        guide = guides[citation.guide]
        cue = guide.cue(citation.cue) if citation.cue else None
        titles.add(cue.title.plain if cue else guide.title.plain)
        statements |= _of_cue(cue) if cue else {statement.plain for statement in guide.ask}
    told = [words.text(key, statement=one) for key in ("answer.differs", "answer.absent") for one in statements]
    return {
        "title": titles,
        "statement": statements.union(told),
        "part": {words.word("part", part) for part in Part},
        "kind": {words.word("shows", shows) for shows in Shows},
    }


def _of_cue(cue: Cue) -> set[str]:
    """Every text that a cue's parts can give: single paragraphs and several of one part in their order."""
    found = {cue.title.plain}
    for part in Part:
        found |= set(_joined(cue.part(part)))
    return found


def _joined(statements: tuple[Statement, ...]) -> Iterable[str]:
    for size in range(1, len(statements) + 1):
        for chosen in combinations(statements, size):
            yield " ".join(statement.plain for statement in chosen)
