"""A notice to an online platform, from a case: which offer, whose right, which signs with their sources, what is asked.

It stands in the officer's language, in English and in Korean. What nobody knows is a blank that is marked as one; a
trademark's number is never guessed.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.case.model import Case, Item
from bot.case.pdf import compile_pdf, plain, typst_lang
from bot.case.sheet import Words
from bot.finding import Outcome
from kb.interface import Interface, interface
from kb.locales import SOURCE, native_name

_TEMPLATE = Path(__file__).parent / "notice.typ"
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”]+")
LINE = "________________"
"""A blank on paper and in plain text."""


@dataclass(frozen=True)
class Part:
    """A part of the notice: a label and its lines; without a line it is a blank."""

    label: str
    lines: tuple[Words, ...]
    blank: str
    """What marks the blank, in the part's language."""


@dataclass(frozen=True)
class Letter:
    """The notice in one language."""

    locale: str
    language: str
    """Its name in itself."""
    title: str
    to: str
    parts: tuple[Part, ...]
    ask: str
    caution: str

    @property
    def text(self) -> str:
        """The letter as plain text."""
        body = [f"{self.title}\n", self.to, ""]
        for part in self.parts:
            body.append(f"{part.label}:")
            body += [f"  {line.text}" for line in part.lines] or [f"  {LINE} [{part.blank}]"]
            body.append("")
        return "\n".join((*body, self.ask, "", self.caution))


def letters(case: Case, *, imported: bool = False) -> tuple[Letter, ...]:
    """The notice in the officer's language, English and Korean; nothing if no sign of a fake was seen.

    Args:
        case: the record.
        imported: whether the record came from a file, which each letter then says.
    """
    if not any(_signs(item) for item in case.items):
        return ()
    return tuple(_letter(case, interface(tag), imported) for tag in dict.fromkeys((case.locale, SOURCE, "ko")))


def notice_text(case: Case, *, imported: bool = False) -> str:
    """The whole notice as plain text; empty if there is no reason for one."""
    return ("\n\n" + "-" * 40 + "\n\n").join(letter.text for letter in letters(case, imported=imported))


def notice_pdf(case: Case, *, imported: bool = False) -> bytes:
    """The notice as PDF, a page or more for each language."""
    with tempfile.TemporaryDirectory(prefix="jinpum-case-") as name:
        folder = Path(name)
        content = {
            "reference": case.reference,
            "name": f"{interface(case.locale).text('case.notice')} {case.reference}",
            "letters": [{**plain(letter), **typst_lang(letter.locale)} for letter in letters(case, imported=imported)],
        }
        (folder / "notice.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (folder / _TEMPLATE.name).write_bytes(_TEMPLATE.read_bytes())
        return compile_pdf(folder, _TEMPLATE.name, case)


def _letter(case: Case, words: Interface, imported: bool) -> Letter:
    cautions = (*(("case.imported",) if imported else ()), "case.no-proof", "report.note")
    blank = words.text("case.blank")

    def part(key: str, *lines: Words) -> Part:
        return Part(words.text(key), lines, blank)

    written = " ".join((*(item.text for item in case.items), case.notes))
    listings = dict.fromkeys(address.rstrip(".,;)") for address in _ADDRESS.findall(written))
    accused = [item.guide for item in case.items if _signs(item)]
    guides = [guide for guide in case.guides if guide.id in accused]
    owners = dict.fromkeys(
        (guide.owner.ko if words.locale == "ko" else guide.owner.en) for guide in guides if guide.owner
    )
    named = [Words(words.text("case.notice-owner", owner=owner), words.locale) for owner in owners]
    return Letter(
        locale=words.locale,
        language=native_name(words.locale),
        title=words.text("case.notice"),
        to=words.text("case.notice-to"),
        parts=(
            part("case.reference", Words(case.reference, SOURCE)),
            part("case.notice-listing", *(Words(address, SOURCE) for address in listings)),
            part("case.notice-right", *named),
            part("case.notice-number"),
            part("case.notice-reasons", *_reasons(case, words)),
            part("case.notice-sender", *([Words(case.officer, words.locale)] if case.officer else ())),
        ),
        ask=words.text("case.notice-ask"),
        caution=" ".join(words.text(key) for key in cautions),
    )


def _signs(item: Item) -> bool:
    return any(one.finding.outcome is Outcome.AS_FAKE and one.finding.points > 0 for one in item.findings)


def _reasons(case: Case, words: Interface) -> list[Words]:
    lines: list[Words] = []
    cited: set[int] = set()
    for number, item in enumerate(case.items, 1):
        if not _signs(item):
            continue
        key = "case.item-named" if item.name else "case.item"
        title = words.text(key, number=number, name=item.name)
        lines.append(Words(title, words.locale))
        for one in (one for one in (item.conclusion,) if one):
            lines.append(_in(one, words))
        signs = [one for one in item.findings if one.finding.outcome is Outcome.AS_FAKE and one.finding.points > 0]
        for sign in sorted(signs, key=lambda one: -one.finding.points):
            said = _in(sign.said, words)
            marks = f" [{', '.join(map(str, sign.sources))}]" if sign.sources else ""
            lines.append(Words(f"– {said.text}{marks}", said.lang))
            cited |= set(sign.sources)
    for number in sorted(cited):
        source = case.sources[number - 1]
        told = ". ".join(part for part in (source.title, source.publisher, source.date) if part)
        lines.append(Words(f"[{number}] {told}. {source.url}", words.locale))
    return lines


def _in(texts: dict[str, str], words: Interface) -> Words:
    lang = next((tag for tag in (words.locale, SOURCE, *texts) if tag in texts), words.locale)
    return Words(texts.get(lang, ""), lang)
