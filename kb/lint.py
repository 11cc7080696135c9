"""Checks over all guides together, beyond what one file can say of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from kb.errors import Problem
from kb.library import TRAINING, guide_files, read_guides
from kb.messages import Message, messages
from kb.model import Guide, Statement
from kb.vocabulary import Kind, Needs, Strength

MAX_WORDS = 900
"""A guide is read standing up; beyond this it is a report."""
MAX_SENTENCE = 36
"""Words of a sentence beyond which nobody takes it in standing up; lists of names make the longest ones."""
COPIED_RUN = 7
"""Words in a row that a statement may not share with a source's title: that is quoting, and we state facts."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PLACEHOLDER = "/replace-me"
"""How the address ends that `jinpum new` puts where the author's source goes."""


def check(folder: Path) -> tuple[list[Guide], list[Problem]]:
    """Read and check every guide under a folder.

    Returns:
        The guides that could be read and every problem in file and line order.
    """
    guides, problems = read_guides(folder)
    if not guide_files(folder):
        problems.append(Problem(folder, 1, "", "problem.no-guides"))
    problems += _duplicate_ids(guides)
    # A guide that cannot be read has problems of its own; those who refer to it have none.
    unread = {path.parent.name for path in guide_files(folder)} - {guide.path.parent.name for guide in guides}
    rules = unread | {guide.id for guide in guides if guide.kind is Kind.RULE}
    for guide in guides:
        problems += check_guide(guide, rules)
    return guides, sorted(problems)


def check_guide(guide: Guide, rules: set[str]) -> list[Problem]:
    """Check one guide by itself; its file is read for the lines of problems.

    Args:
        guide: as it was read from its file.
        rules: ids of the rule guides that there are.
    """
    return [*_one(guide, rules), *_words_for_records(guide), *_texts(guide)]


def word_count(guide: Guide) -> int:
    """Words of a guide's body, sources not counted."""
    texts = [*guide.summary, *guide.ask, *guide.background, *guide.unknown]
    for cue in guide.cues:
        texts += [statement for part in cue.parts.values() for statement in part]
    return sum(len(text.plain.split()) for text in texts)


def _duplicate_ids(guides: Sequence[Guide]) -> list[Problem]:
    problems = []
    first: dict[str, Guide] = {}
    for guide in guides:
        if guide.id in first:
            other = str(first[guide.id].path)
            line = _line(guide, "id")
            problems.append(
                Problem(guide.path, line, "id", "problem.duplicate-id", (("id", guide.id), ("other", other)))
            )
        first.setdefault(guide.id, guide)
    return problems


def _copied(statement: Statement, guide: Guide) -> str:
    """The title of a source whose words a statement repeats; empty if there is none."""
    said = _words(statement.plain)
    for source in guide.sources:
        title = _words(source.title)
        runs = SequenceMatcher(None, said, title, autojunk=False)
        if runs.find_longest_match().size >= COPIED_RUN:
            return source.title
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _document(guide: Guide, name: str) -> Path:
    """A document of the project, by its path from the project's folder."""
    return guide.path.parent.parent.parent.parent / name


def _line(guide: Guide, name: str, colon: str = ":") -> int:
    """The line of a key of the front matter; the front matter's first where the key is left out."""
    lines = guide.path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(name + colon)), 2)


def _place(guide: Guide, message: Message) -> tuple[Path, int, str]:
    """The file, the line in which a text begins, and the name of its place in the guide."""
    beginning = " ".join(message.text.text.split()[:4])
    lines = guide.path.read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, line in enumerate(lines, start=1) if beginning in line), 1)
    return guide.path, line, message.context.removeprefix(guide.id)


def _one(guide: Guide, rules: set[str]) -> list[Problem]:
    problems = []

    def report(name: str, key: str, **params: object) -> None:
        values = tuple((k, str(v)) for k, v in params.items())
        problems.append(Problem(guide.path, _line(guide, name), name, key, values))

    if guide.path.parent.name != guide.id:
        report("id", "problem.id-is-folder", folder=guide.path.parent.name)
    for rule in (rule for rule in guide.rules if rule not in rules):
        report("rules", "problem.unknown-rule", rule=rule)
    if guide.training != (guide.path.parent.parent.name == TRAINING):
        report("training", "problem.training-folder", folder=TRAINING)
    if guide.general and guide.gtins:
        report("general", "problem.general-gtins")
    if guide.review_by <= guide.reviewed:
        report("review_by", "problem.review-order")
    if guide.kind is Kind.PRODUCT and not guide.thin and not any(cue.can_be_asked for cue in guide.cues):
        report("thin", "problem.nothing-tells")
    if (words := word_count(guide)) > MAX_WORDS:
        report("body", "problem.too-long", words=words, limit=MAX_WORDS)
    for source in guide.sources:
        # What the project itself says can be a source for what the project itself has made up, and for nothing else.
        if source.url.startswith("docs/") and not (guide.training and _document(guide, source.url).is_file()):
            report(f"[^{source.key}]", "problem.own-source", url=source.url)
        if source.url.endswith(PLACEHOLDER):
            report(f"[^{source.key}]", "problem.placeholder-source", url=source.url)
    folded: dict[str, str] = {}
    for alias in (*guide.aliases, *guide.keywords):
        if (key := alias.casefold()) in folded:
            report("aliases", "problem.duplicate-alias", alias=alias)
        folded[key] = alias
    return problems


def _words_for_records(guide: Guide) -> Iterator[Problem]:
    """Cues that a phone answers, for which a word on the label would count as the record that agrees."""
    for cue in guide.cues:
        right = cue.read and (cue.read.genuine or cue.read.genuine_patterns)
        if right and cue.needs is Needs.PHONE and cue.genuine is not Strength.NONE:
            yield Problem(guide.path, _line(guide, f"id: {cue.id}", ""), "read", "problem.word-for-record")


def _texts(guide: Guide) -> Iterator[Problem]:
    """What is wrong with single sentences: too long to take in, or a source's own words."""
    for message in messages(guide):
        longest = max((len(one.split()) for one in _SENTENCE_END.split(message.text.plain)), default=0)
        if longest > MAX_SENTENCE:
            values = (("words", str(longest)), ("limit", str(MAX_SENTENCE)))
            yield Problem(*_place(guide, message), "problem.hard-to-read", values)
        if isinstance(message.text, Statement) and (title := _copied(message.text, guide)):
            yield Problem(*_place(guide, message), "problem.copied-title", (("title", title),))
