"""Guide → the same guide in another language.

A text without a translation falls back to English, then to the guide's own language; its `lang` says which, so that
whoever shows it can mark it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kb.catalogs import Translations, read_catalog
from kb.locales import SOURCE
from kb.messages import messages
from kb.model import Guide, Text
from kb.settings import get_settings

AnyText = TypeVar("AnyText", bound=Text)


def localise(guide: Guide, locale: str, translations: Path | None = None) -> Guide:
    """The guide in a language.

    Args:
        guide: the guide as its author wrote it.
        locale: BCP 47 tag.
        translations: the folder of catalogs; that of the settings if not given.
    """
    if locale == guide.lang:
        return guide
    folder = translations or get_settings().translations
    # English stands between the wanted language and the author's own.
    chain = [tag for tag in dict.fromkeys((locale, SOURCE)) if tag != guide.lang]
    catalogs = [(tag, read_catalog(folder, tag, guide.id)) for tag in chain]
    translate = _translator(guide, catalogs)
    return guide.model_copy(
        update={
            "locale": locale,
            "reviewed_by": catalogs[0][1].reviewed_by,
            "title": translate(guide.title),
            "summary": _each(guide.summary, translate),
            "cues": tuple(
                cue.model_copy(
                    update={
                        "title": translate(cue.title),
                        "parts": {part: _each(texts, translate) for part, texts in cue.parts.items()},
                    }
                )
                for cue in guide.cues
            ),
            "ask": _each(guide.ask, translate),
            "background": _each(guide.background, translate),
            "unknown": _each(guide.unknown, translate),
        }
    )


def share_translated(guide: Guide) -> float:
    """The share of a localised guide's texts that are in its language, 0 to 1."""
    langs = [message.text.lang for message in messages(guide)]
    return sum(lang == guide.locale for lang in langs) / len(langs)


def _translator(guide: Guide, catalogs: list[tuple[str, Translations]]) -> Callable[[Text], Text]:
    contexts = {id(message.text): message.context for message in messages(guide)}

    def translate(text: Text) -> Text:
        for tag, catalog in catalogs:
            found = catalog.get(contexts[id(text)], text.text)
            if found:
                return text.model_copy(update={"text": found, "lang": tag})
        return text

    return translate


def _each(texts: tuple[AnyText, ...], translate: Callable[[Text], Text]) -> tuple[Text, ...]:
    return tuple(translate(text) for text in texts)
