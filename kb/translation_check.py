"""What a translation must carry over from its source: footnote marks, label text, numbers, addresses, placeholders."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping

from kb import markdown
from kb.catalogs import catalog_path, load_po
from kb.errors import CatalogError, Problem
from kb.locales import SOURCE, catalog_locales
from kb.messages import label_texts
from kb.settings import Settings
from kb.translate import templates

_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "천": 1e3,
    "만": 1e4,
    "백만": 1e6,
    "천만": 1e7,
    "억": 1e8,
    "천억": 1e11,
    "조": 1e12,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
    "兆": 1e12,
    "nghìn": 1e3,
    "ngàn": 1e3,
    "triệu": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
    "nghìn tỷ": 1e12,
    "พัน": 1e3,
    "หมื่น": 1e4,
    "แสน": 1e5,
    "ล้าน": 1e6,
    "พันล้าน": 1e9,
    "หมื่นล้าน": 1e10,
    "แสนล้าน": 1e11,
    "ล้านล้าน": 1e12,
}
"""Words by which languages shorten large numbers; 1.5 million is 150만."""
_KNOWN = {"en", "ko", "zh", "ja", "vi", "th"}
"""Languages whose scale words are all above; of others a number may have lost its word to us, so only digits count."""
_DOUBTFUL = {"조", "千"}
"""Also an article of a law (제3조), and the kilo of kilogram (千克)."""
# A word of a script with spaces ends where it ends: 50 tỉnh are provinces.
_SCALE_WORDS = "|".join(
    re.escape(word) + (r"s?\b" if word[0].isascii() else "") for word in sorted(_SCALES, key=len, reverse=True)
)
_GROUPS = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)"
_NUMBER = re.compile(
    rf"(?P<whole>{_GROUPS}|\d+)(?:[.,](?P<decimals>\d+))?(?:\s?(?P<scale>{_SCALE_WORDS}))?", re.IGNORECASE
)
_SPELT_OUT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT = re.compile(rf"\b({'|'.join(_SPELT_OUT)})(?=\s(?:thousand|million|billion|trillion)\b)", re.IGNORECASE)
"""One trillion, which a translation may write 1万亿, or in words as well."""
_URL = re.compile(r"https?://\S+")
_MARKS = re.compile(r"\[\^[^\]\s]+\]")
_MONTHS = 12
"""A month's name may become a number, and a small number a word; so small numbers may come and go."""


def check_catalogs(settings: Settings) -> list[Problem]:
    """Every translation that loses or adds what it must carry, and every message that is missing."""
    problems: list[Problem] = []
    made = templates(settings)
    for tag in catalog_locales(settings.translations):
        if tag == SOURCE:
            continue
        for domain, template in made.items():
            path = catalog_path(settings.translations, tag, domain)
            if not path.exists():
                problems.append(Problem(path, 1, tag, "problem.no-catalog", warning=True))
                continue
            try:
                catalog = load_po(path, tag)
            except CatalogError as error:
                params = tuple((name, str(value)) for name, value in error.params.items())
                problems.append(Problem(path, 1, tag, error.key, params))
                continue
            for message in template:
                if not message.id:
                    continue
                context = message.context or ""
                found = catalog.get(str(message.id), context)
                if found is None or not found.string or found.fuzzy:
                    problems.append(Problem(path, 1, context, "problem.untranslated", warning=True))
                    continue
                for key, value in losses(str(message.id), str(found.string), tag):
                    problems.append(Problem(path, found.lineno or 1, context, key, (("value", value),)))
    return sorted(problems)


def losses(source: str, translation: str, locale: str) -> Iterator[tuple[str, str]]:
    """What a translation loses or invents: (message key, what).

    Args:
        source: the source text with its marks.
        translation: the translation with its marks.
        locale: BCP 47 tag of the translation; Korean need not quote Hangul as a foreign word.
    """
    if Counter(_MARKS.findall(source)) != Counter(_MARKS.findall(translation)):
        yield "problem.marks-differ", " ".join(_MARKS.findall(source))
    if placeholders(source) != placeholders(translation):
        yield "problem.placeholders-differ", ", ".join(sorted(placeholders(source)))
    for url in _URL.findall(source):
        if url.rstrip(".,)") not in translation:
            yield "problem.url-lost", url
    for label in label_texts(source):
        if label not in translation:
            yield "problem.label-lost", label
    strict = locale.split("-", 1)[0] in _KNOWN
    ours, theirs = _numbers(source, strict), _numbers(translation, strict)
    yield from (("problem.number-lost", number) for number in _missing(ours, theirs))
    spelt = _SPELT.sub(lambda match: str(_SPELT_OUT.index(match[0].casefold()) + 1), source)
    yield from (("problem.number-added", number) for number in _missing(theirs, _numbers(spelt, strict)))


def _missing(numbers: Mapping[str, set[float]], others: Mapping[str, set[float]]) -> list[str]:
    """The numbers that are worth none of the others; small ones may be words on the other side."""
    known = set().union(*others.values()) if others else set()
    return sorted(number for number, worths in numbers.items() if not worths & known and min(worths) > _MONTHS)


def placeholders(text: str) -> set[str]:
    """The names in braces; a text whose braces do not match has the one placeholder `?`."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def _numbers(text: str, strict: bool) -> dict[str, set[float]]:
    """Each number of a text as it stands → what it may be worth, scale words counted and either separator allowed."""
    words = _URL.sub("", markdown.without_marks(text))
    found: dict[str, set[float]] = {}
    run: list[re.Match[str]] = []
    for match in _NUMBER.finditer(words):
        if run and not _goes_on(run[-1], match, words):
            found |= _sum(run, strict)
            run = []
        run.append(match)
    return found | _sum(run, strict)


def _goes_on(one: re.Match[str], other: re.Match[str], text: str) -> bool:
    """Whether two numbers are one: 1억 2,500만, 3万5000."""
    gap = text[one.end() : other.start()]
    ours, theirs = _scale(one), _scale(other)
    return ours > theirs and not gap.strip() and (theirs > 1 or not gap)


def _sum(run: list[re.Match[str]], strict: bool) -> dict[str, set[float]]:
    """The numbers of a run, added up where they are several."""
    if len(run) < 2:
        return {match.group(): _worths(match, strict) for match in run}
    total = sum(_value(match) * _scale(match) for match in run)
    return {" ".join(match.group() for match in run): {round(total, 3)}}


def _scale(match: re.Match[str]) -> float:
    return _SCALES.get(re.sub(r"s$", "", (match["scale"] or "").casefold()), 1.0)


def _value(match: re.Match[str]) -> float:
    return float(f"{_digits(match)}.{match['decimals'] or 0}")


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match["whole"])


def _worths(match: re.Match[str], strict: bool) -> set[float]:
    worths = {round(_value(match) * _scale(match), 3)}
    if not strict or match["scale"] in _DOUBTFUL:
        worths |= {_value(match), float(_digits(match) + (match["decimals"] or ""))}
    return worths
