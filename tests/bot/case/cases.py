"""Cases for tests: of real guides and made photos, without a reader or an index."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
from PIL import Image

from bot.case.make import case_of
from bot.case.model import Case
from bot.check_case import CheckCase
from bot.evidence import Barcode, Line, PhotoEvidence, Quality
from bot.session import Session
from bot.shot import Shot, take
from kb.library import Library
from kb.model import Guide
from kb.parse import parse_guide
from kb.settings import Settings
from tests.bot.doubles import GUIDE, OneGuideAssistant
from tests.bot.pictures import CJK, label

NOW = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)
QUALITY = Quality(sharpness=900.0, glare=0.0, brightness=200.0, flaws=())
COPIED = "골라겐 나이트 랩핑 마스크"


REFERENCE = "JP-2026-7KQ4-H3"


@lru_cache
def library() -> Mapping[str, Guide]:
    """The one guide that these cases are about; to read all of them takes seconds."""
    path = next(Settings().guides.glob(f"*/{GUIDE}/index.md"))
    guide, problems = parse_guide(path, path.read_text(encoding="utf-8"))
    assert guide is not None and not problems
    return {GUIDE: guide}


class _Assistant(OneGuideAssistant):
    def __init__(self) -> None:
        self._settings = Settings()
        self._library = Library(library().values())
        self.asked = []


@lru_cache
def assistant() -> OneGuideAssistant:
    """The assistant over that guide."""
    return _Assistant()


@lru_cache
def jpeg(width: int = 1200, exif: bool = True) -> bytes:
    """A photo of a label as a phone sends it, with place and device in its EXIF."""
    picture = Image.fromarray(np.asarray(label([("메디큐브", CJK), (COPIED, CJK)], width // 20, width)))
    data = Image.Exif()
    data[0x010F], data[0x8825] = "SecretPhone", {1: "N", 2: (13.0, 5.0, 9.0)}
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, **({"exif": data} if exif else {}))
    return buffer.getvalue()


def shot(number: int = 1, width: int = 1200) -> Shot:
    """A photo that was looked at: a line and a code were read in it."""
    made = take(jpeg(width), "front <b>.jpg", number)
    box = ((40.0, 90.0), (900.0, 90.0), (900.0, 150.0), (40.0, 150.0))
    code = ((40.0, 20.0), (300.0, 20.0), (300.0, 60.0), (40.0, 60.0))
    name = str(number)
    line = Line(producer="test 1", photo=name, text=COPIED, box=box, script="Hang", confidence=0.93)
    bars = Barcode(producer="test 1", photo=name, format="EAN-13", text="8809000000009", box=code, check_digit=False)
    made._evidence = PhotoEvidence(
        photo=name, width=width, height=260, quality=QUALITY, barcodes=(bars,), lines=(line,), unread=(code,)
    )
    made._looked = made._done = True
    return made


def check(locale: str = "th", *, photos: int = 1, items: int = 1, width: int = 1200) -> CheckCase:
    """A case under check: photos, words, replies and answers over one real guide."""
    sessions = []
    for number in range(items):
        session = Session(
            locale=locale, name=f"Carton {number + 1}", text="Medicube, http://shop.example/1 <i>cheap</i>"
        )
        session.shots = [shot(one + 1, width) for one in range(photos)]
        session.taken = photos
        session.check(assistant(), session.text)
        session.reply(assistant(), GUIDE, "product-name", "as-fake")
        session.reply(assistant(), GUIDE, "texture", "as-genuine")
        sessions.append(session)
    return CheckCase(
        made=NOW, place="Laem Chabang", date="2026-11-28", notes="Three cartons 💥", items=sessions, locale=locale
    )


@lru_cache
def case(locale: str = "th", *, photos: int = 1, items: int = 1, officer: str = "Somchai P.") -> Case:
    """The record of such a case."""
    made = case_of(check(locale, photos=photos, items=items), library(), officer=officer, now=NOW)
    return made.model_copy(update={"reference": REFERENCE})
