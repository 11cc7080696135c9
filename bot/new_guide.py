"""`jinpum new`: asks for what a guide begins with and writes it, in the person's language, nothing twice.

An answer is checked at once, by the same checks as the finished file, and the question is asked again with what to do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from kb.draft import Draft, DraftCue, DraftSource, DraftStatement, draft_of
from kb.draft_check import RULES, FieldProblem, check_draft, group_of
from kb.errors import JinpumError
from kb.interface import Interface, interface
from kb.library import FILE_NAME, GROUPS, TRAINING, guide_files
from kb.model import is_slug
from kb.parse import parse_guide
from kb.settings import Settings
from kb.slug import slug
from kb.vocabulary import PART_TERMS, Category, Kind, Package, Part, Shows, Strength, Where
from kb.write import write

HALF_A_YEAR = datetime.timedelta(days=182)
_FIELD_KEYS = {
    "problem.bad-partial-date": "form.bad-date",
    "problem.no-source": "form.tick-source",
    "problem.nothing-tells": "form.nothing-tells",
    **dict.fromkeys(
        ("problem.empty-text", "problem.missing-key", "problem.missing-section", "problem.no-summary"), "new.needed"
    ),
}
EXAMPLE_URL = "https://example.com/replace-me"
"""Stands where the author's source goes; `kb.lint` asks for another."""
DOCS = "docs/guide-format.md"


@dataclass(frozen=True)
class Answers:
    """What was given on the command line; None where nothing was."""

    id: str | None = None
    name: str | None = None
    name_ko: str | None = None
    group: str | None = None
    lang: str | None = None


def new_guide(answers: Answers, settings: Settings, words: Interface, ask: bool) -> Path:
    """Write a new guide.

    Args:
        answers: what was given already; it is not asked for.
        settings: where guides lie.
        words: the interface in the person's language.
        ask: whether what was not given is asked for; else the example's sentences stand in its place.

    Returns:
        The file.

    Raises:
        JinpumError: an answer cannot be used, something needed is not given, or the guide exists already.
    """
    lang = answers.lang or ("ko" if words.locale == "ko" else "en")
    if lang not in PART_TERMS:
        raise JinpumError("cli.new-lang-unknown", lang=lang, known=", ".join(PART_TERMS))
    if answers.group is not None and answers.group not in GROUPS:
        raise JinpumError("cli.new-group-unknown", group=answers.group, known=", ".join(GROUPS))
    if answers.id is not None:
        _free(answers.id, settings)
    draft = _empty(lang, answers.group or Category.CONSUMER.value)
    if ask:
        _Asker(draft, answers, settings, words).all()
    else:
        for option, given in (("ID", answers.id), ("--name", answers.name), ("--name-ko", answers.name_ko)):
            if not given:
                raise JinpumError("new.option-needed", option=option)
        draft.id, draft.names.en, draft.names.ko = answers.id or "", answers.name or "", answers.name_ko or ""
    draft = with_examples(Draft.model_validate(draft.model_dump()))
    path = settings.guides / group_of(draft) / draft.id / FILE_NAME
    _free(draft.id, settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write(draft).text, encoding="utf-8")
    return path


def with_examples(draft: Draft) -> Draft:
    """The draft with the example's sentences, in its own language, wherever nothing is said yet."""
    words = interface(draft.lang)
    source = draft.sources[0] if draft.sources else DraftSource()
    cue = draft.cues[0] if draft.cues else DraftCue()
    key = source.key or "source"

    def said(text: str, example: str) -> list[DraftStatement]:
        return [DraftStatement(text=text or words.text(f"new.{example}"), sources=[key])]

    def part(name: Part) -> str:
        return cue.parts[name][0].text if cue.parts.get(name) else ""

    parts = {name: said(part(name), name.value) for name in (Part.GENUINE, Part.FAKE)}
    look = DraftStatement(text=part(Part.CHECK) or words.text("new.check"))
    cue = cue.model_copy(
        update={
            "title": cue.title or words.text("new.cue"),
            "id": (slug(cue.title) or "first-sign") if cue.title else "first-cue",
            "where": cue.where or Where.FRONT.value,
            "needs": "eye",
            "shows": cue.shows or Shows.COUNTERFEIT.value,
            "fake": cue.fake or Strength.MODERATE.value,
            "genuine": Strength.WEAK.value,
            "parts": {**parts, Part.CHECK: [look]},
        }
    )
    source = source.model_copy(
        update={
            "key": key,
            "title": source.title or words.text("new.title"),
            "publisher": source.publisher or words.text("new.publisher"),
            "url": source.url or EXAMPLE_URL,
        }
    )
    return draft.model_copy(
        update={
            "title": draft.names.ko if draft.lang == "ko" else draft.names.en,
            "summary": said("", "summary"),
            "cues": [cue],
            "ask": said("", "ask"),
            "unknown": [DraftStatement(text=words.text("new.unknown"))],
            "sources": [source],
        }
    )


def missing(path: Path, settings: Settings, words: Interface) -> list[str]:
    """What is still to be filled in, a sentence each: problems of the check, then sentences of the example."""
    text = path.read_text(encoding="utf-8")
    guide, _ = parse_guide(path, text)
    if guide is None:
        return []
    draft = draft_of(guide)
    told = [words.text(one.key, **dict(one.params)) for one in check_draft(draft, rule_ids(settings)).problems]
    own = interface(draft.lang)
    places: list[tuple[str, str, list[DraftStatement]]] = [
        ("summary", words.text("form.summary"), draft.summary),
        *(
            (part.value, words.word("part", part), statements)
            for cue in draft.cues
            for part, statements in cue.parts.items()
        ),
        ("ask", words.word("section", "ask"), draft.ask),
        ("unknown", words.word("section", "unknown"), draft.unknown),
    ]
    examples = [place for key, place, said in places if any(one.text == own.text(f"new.{key}") for one in said)]
    return [*told, *(words.text("new.example", place=place) for place in examples)]


def field_key(key: str) -> str:
    """The sentence for somebody who fills in fields and does not see the file, by the key of the check's own."""
    return _FIELD_KEYS.get(key, key)


def rule_ids(settings: Settings) -> list[str]:
    """The ids of the guides to one check each."""
    return [path.parent.name for path in guide_files(settings.guides) if path.parent.parent.name == RULES]


def _free(guide_id: str, settings: Settings) -> None:
    if not is_slug(guide_id):
        raise JinpumError("problem.bad-id", value=guide_id)
    for path in guide_files(settings.guides):
        if path.parent.name == guide_id:
            raise JinpumError("cli.exists", file=path)


def _empty(lang: str, group: str) -> Draft:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return Draft(
        lang=lang,
        kind=Kind.RULE.value if group == RULES else Kind.PRODUCT.value,
        category=Category.CONSUMER.value if group in (RULES, TRAINING) else group,
        training=group == TRAINING,
        backing="press",
        package=Package.BOX.value,
        thin=True,
        reviewed=today.isoformat(),
        review_by=(today + HALF_A_YEAR).isoformat(),
    )


class _Asker:
    """Asks one question after the other and puts each answer into the draft."""

    def __init__(self, draft: Draft, answers: Answers, settings: Settings, words: Interface) -> None:
        self._draft, self._answers, self._settings, self._words = draft, answers, settings, words
        self._rules = rule_ids(settings)

    def all(self) -> None:
        """Ask everything that was not given."""
        draft, given, text = self._draft, self._answers, self._words.text
        typer.echo(text("new.intro") + "\n")
        draft.names.en = given.name or self._line("name-en", "names.en", needed=True)
        draft.names.ko = given.name_ko or self._line("name-ko", "names.ko", default=draft.names.en)
        draft.id = given.id or self._id()
        if given.group is None:
            self._group()
        if draft.kind == Kind.PRODUCT.value:
            draft.package = self._choice("package", "package", list(Package), Package.BOX.value)
        draft.owner.names.en = self._line("owner-en", "owner.names.en")
        if draft.owner.names.en:
            draft.owner.names.ko = self._line("owner-ko", "owner.names.ko", default=draft.owner.names.en)
            draft.owner.website = self._line("website", "owner.website")
        self._sign()
        self._source()

    def _sign(self) -> None:
        typer.secho(f"\n{self._words.text('new.first-sign')}", bold=True)
        cue = DraftCue()
        self._draft.cues.append(cue)
        cue.title = self._line("sign-title", "cues.0.title")
        if not cue.title:
            return
        cue.where = self._choice("where", "where", list(Where), Where.FRONT.value, label="site.where")
        for part in (Part.GENUINE, Part.FAKE, Part.CHECK):
            cue.parts[part] = [DraftStatement()]

            def put(value: str, part: Part = part) -> None:
                cue.parts[part] = [DraftStatement(text=value, sources=["source"])]

            self._line(part.value, f"cues.0.parts.{part.value}.0", put=put)
        if cue.parts[Part.FAKE][0].text:
            self._draft.thin = False
        cue.fake = self._choice(
            "strength-fake", "strength", list(Strength)[:-1], Strength.MODERATE.value, meanings=True
        )
        cue.shows = self._choice("shows", "shows", list(Shows), Shows.COUNTERFEIT.value, label="site.shows")

    def _source(self) -> None:
        typer.secho(f"\n{self._words.text('new.its-source')}", bold=True)
        source = DraftSource(key="source")
        self._draft.sources.append(source)
        source.title = self._line("source-title", "")
        if not source.title:
            return
        source.publisher = self._line("publisher", "", needed=True)

        def date(value: str) -> None:
            source.date, source.url = value, EXAMPLE_URL

        self._line("date", "sources.0.date", put=date)

        def url(value: str) -> None:
            source.url = value

        self._line("url", "sources.0.url", needed=True, put=url)

    def _id(self) -> str:
        default = slug(self._draft.names.en)
        while True:
            found = self._line("id", "id", default=default, needed=True)
            try:
                _free(found, self._settings)
            except JinpumError as error:
                self._wrong(error.key, error.params)
            else:
                return found

    def _group(self) -> None:
        names = [*(self._words.word("category", one) for one in Category), self._words.word("kind", Kind.RULE)]
        chosen = self._pick("form.group", [(name, "") for name in names], list(Category).index(Category.CONSUMER))
        self._draft.kind = Kind.RULE.value if chosen == len(Category) else Kind.PRODUCT.value
        self._draft.category = list(Category)[chosen].value if chosen < len(Category) else Category.CONSUMER.value

    def _line(  # what differs between questions
        self,
        name: str,
        place: str,
        default: str = "",
        needed: bool = False,
        put: Callable[[str], None] | None = None,
    ) -> str:
        """Ask for a line until the check of the file has nothing against it."""
        label = self._words.text(f"form.{name}") + ("" if needed else f" ({self._words.text('form.optional')})")
        self._hint(name)
        while True:
            answer: str = typer.prompt(label, default=default, show_default=bool(default)).strip()
            if not answer:
                if not needed:
                    return answer
                self._wrong("new.needed", {})
                continue
            (put or self._setter(place))(answer)
            problem = self._problem(place) if place else None
            if problem is None:
                return answer
            self._wrong(field_key(problem.key), dict(problem.params))

    def _setter(self, place: str) -> Callable[[str], None]:
        *path, last = place.split(".") if place else [""]

        def put(value: str) -> None:
            target: Any = self._draft
            for step in path:
                target = target[int(step)] if step.isdigit() else getattr(target, step)
            if last:
                setattr(target, last, value)

        return put

    def _problem(self, place: str) -> FieldProblem | None:
        """What the check of the file says of one field; sources are cited where they will stand."""
        draft = Draft.model_validate(self._draft.model_dump())
        if not draft.sources:
            draft.sources = [DraftSource(key="source", title="T", publisher="P", url=EXAMPLE_URL)]
        # A sign is read only where its block is whole; what is still to be asked stands in for itself.
        block = {
            "id": "sign",
            "where": "front",
            "needs": "eye",
            "shows": "counterfeit",
            "fake": "weak",
            "genuine": "weak",
        }
        for cue in draft.cues:
            for name, value in block.items():
                setattr(cue, name, getattr(cue, name) or value)
        for name in ("en", "ko"):
            if not getattr(draft.owner.names, name) and place.startswith("owner"):
                setattr(draft.owner.names, name, "–")
        ignored = ("problem.unused-source", "problem.placeholder-source", "problem.statement-needed")
        problems = check_draft(draft, self._rules).problems
        return next((one for one in problems if one.place == place and one.key not in ignored), None)

    def _choice(  # noqa: PLR0913  # what differs between questions
        self,
        name: str,
        vocabulary: str,
        values: Sequence[str],
        default: str,
        *,
        label: str = "",
        meanings: bool = False,
    ) -> str:
        shown = [
            (self._words.word(vocabulary, one), self._words.text(f"form.means-{one}") if meanings else "")
            for one in values
        ]
        self._hint(name)
        return str(values[self._pick(label or f"form.{name}", shown, list(values).index(default))])

    def _pick(self, label: str, shown: Sequence[tuple[str, str]], default: int) -> int:
        """Ask for one of several by its number."""
        typer.secho(self._words.text(label), bold=True)
        for number, (name, meaning) in enumerate(shown, start=1):
            typer.echo(f"  {number}  {name}" + (f": {meaning}" if meaning else ""))
        while True:
            answer = typer.prompt(self._words.text("new.number"), default=str(default + 1)).strip()
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(shown):
                return int(answer) - 1
            self._wrong("new.no-choice", {"count": len(shown)})

    def _hint(self, name: str) -> None:
        if self._words.has(f"form.{name}-hint"):
            typer.secho(self._words.text(f"form.{name}-hint"), dim=True)

    def _wrong(self, key: str, params: dict[str, Any]) -> None:
        typer.secho(self._words.text(key, **params), fg="yellow")
