"""The form's page: what its templates show."""

from __future__ import annotations

import datetime
from functools import lru_cache

from babel import Locale
from starlette.requests import Request
from starlette.responses import Response

from bot.form.files import MAX_PICTURES
from bot.frame import page
from bot.new_guide import HALF_A_YEAR
from bot.place import Place
from kb.draft import Draft, DraftBarcode, DraftCue, DraftGtin, DraftSighting, DraftSource, DraftStatement
from kb.draft_check import RULES
from kb.interface import Interface
from kb.library import guide_files
from kb.locales import to_gettext
from kb.localise import localise
from kb.model import Guide
from kb.parse import parse_guide
from kb.settings import Settings
from kb.vocabulary import Backing, Category, Kind, Needs, Package, Part, Shows, Strength, Where

STEPS = ("product", "signs", "sources", "ask", "preview")
_SAID_BY_SCRIPT = (
    "mend", "ready", "sign", "source", "removed", "undo", "open-sure", "start-over-sure", "unreachable", "page-failed",
    "picture-small", "kept", "cited", "add-source",
)  # fmt: skip


def form_page(request: Request, words: Interface, place: Place, settings: Settings, token: str) -> Response:
    """The page with an empty form; its script fills in the draft that the browser holds."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    empty = Draft(
        lang="ko" if words.locale == "ko" else "en",
        category=Category.CONSUMER.value,
        backing=Backing.OWNER.value,
        package=Package.BOX.value,
        reviewed=today.isoformat(),
        review_by=(today + HALF_A_YEAR).isoformat(),
        summary=[DraftStatement()],
        cues=[_sign()],
        ask=[DraftStatement()],
        unknown=[DraftStatement()],
        sources=[DraftSource(key="source-1")],
    )
    blanks = {
        "cue": _sign(),
        "source": DraftSource(),
        "gtin": DraftGtin(),
        "seen": DraftSighting(),
        "statement": DraftStatement(),
        "barcode": DraftBarcode(),
    }
    return page(
        request,
        words,
        place,
        "form.html",
        words.text("form.title"),
        styles=("form.css",),
        scripts=("form.js",),
        token=token,
        steps=STEPS,
        setup={
            "empty": empty.model_dump(mode="json"),
            "blanks": {name: blank.model_dump(mode="json") for name, blank in blanks.items()},
            "texts": {name: words.text(f"form.{name}", **_values(name)) for name in _SAID_BY_SCRIPT},
            "locale": words.locale,
            "max_pictures": MAX_PICTURES,
        },
        categories=[(one.value, words.word("category", one)) for one in Category],
        vocabularies={
            name: [(one.value, words.word(name, one)) for one in vocabulary]
            for name, vocabulary in (
                ("package", Package), ("where", Where), ("needs", Needs), ("shows", Shows), ("strength", Strength),
                ("backing", Backing), ("kind", Kind), ("part", Part),
            )
        },
        rules=_rules(words.locale, settings),
        guides=_titles(settings),
        countries=_countries(words.locale),
    )  # fmt: skip


def _sign() -> DraftCue:
    return DraftCue(
        where=Where.FRONT.value,
        needs=Needs.EYE.value,
        shows=Shows.COUNTERFEIT.value,
        fake=Strength.MODERATE.value,
        genuine=Strength.WEAK.value,
        parts={part: [DraftStatement()] for part in Part},
    )


def _values(name: str) -> dict[str, str]:
    placeholders = {"mend": ("count",), "sign": ("number",), "source": ("number",), "picture-small": ("name", "height")}
    return {one: f"{{{one}}}" for one in placeholders.get(name, ())}


@lru_cache(maxsize=32)
def _rules(locale: str, settings: Settings) -> list[tuple[str, str]]:
    return [(one.id, localise(one, locale, settings.translations).title.plain) for one in _rule_guides(settings)]


@lru_cache(maxsize=4)
def _rule_guides(settings: Settings) -> list[Guide]:
    paths = (path for path in guide_files(settings.guides) if path.parent.parent.name == RULES)
    found = (parse_guide(path, path.read_text(encoding="utf-8-sig"))[0] for path in paths)
    return [guide for guide in found if guide]


def _titles(settings: Settings) -> list[str]:
    return [path.parent.name for path in guide_files(settings.guides)]


@lru_cache(maxsize=32)
def _countries(locale: str) -> list[tuple[str, str]]:
    names = Locale.parse(to_gettext(locale)).territories
    found = [(code, str(name)) for code, name in names.items() if len(code) == 2 and code.isalpha() and code != "ZZ"]
    return sorted(found, key=lambda pair: pair[1].casefold())
