from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pytest
from PIL import Image

from bot.answer import Answer
from bot.inquiry import Inquiry
from bot.session import MAX_PHOTOS, Session
from bot.verdict import Word
from bot.words import MAX_CHARACTERS
from kb.errors import IndexDamaged, IndexMissing
from kb.interface import interface
from kb.settings import Settings
from tests.bot.doubles import GUIDE, OneGuideAssistant

FAKE = "상자에 골라겐"


class Broken:
    """An assistant that cannot answer."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def ask(self, inquiry: Inquiry) -> Answer:
        raise self.error


@pytest.fixture
def assistant(settings: Settings) -> OneGuideAssistant:
    return OneGuideAssistant(settings)


def keys(session: Session) -> list[str]:
    return [notice.key for notice in session.notices]


def picture(size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "chat.empty"), ("  \n", "chat.empty"), ("😀😀", "answer.text-empty"), ("\x00\x07", "answer.text-empty")],
)
def test_nothing_to_go_by_is_said(assistant: OneGuideAssistant, text: str, key: str) -> None:
    session = Session()
    session.check(assistant, text)
    assert keys(session) == [key]
    assert not assistant.asked


def test_a_long_text_is_cut_and_the_cut_is_said(assistant: OneGuideAssistant) -> None:
    session = Session()
    session.check(assistant, FAKE + "가" * 100_000)
    assert keys(session) == ["answer.text-cut"]
    assert len(assistant.asked[0].text) == MAX_CHARACTERS
    assert session.answer
    assert session.answer.verdict.word is Word.SIGNS_OF_FAKE


def test_replies_add_up_and_are_corrected_in_their_place(assistant: OneGuideAssistant) -> None:
    session = Session()
    session.check(assistant, "Medicube")
    assert session.answer
    before = session.answer.verdict
    session.reply(assistant, GUIDE, "product-name", "as-fake")
    assert session.answer.verdict.word is Word.SIGNS_OF_FAKE
    assert session.titles[GUIDE, "product-name"]
    session.reply(assistant, GUIDE, "volume-unit", "unclear")
    session.reply(assistant, GUIDE, "product-name", "unclear")
    # A corrected reply keeps its place.
    assert [(reply.cue, reply.outcome) for reply in session.replies] == [
        ("product-name", "unclear"),
        ("volume-unit", "unclear"),
    ]
    assert session.answer.verdict == before


@pytest.mark.parametrize("outcome", ["", "nonsense", "as-fake'; --"])
def test_a_reply_that_no_button_gives_is_ignored(assistant: OneGuideAssistant, outcome: str) -> None:
    session = Session()
    session.reply(assistant, GUIDE, "product-name", outcome)
    assert session.replies == ()


def test_another_language_keeps_everything_and_answers_anew(assistant: OneGuideAssistant) -> None:
    session = Session()
    session.check(assistant, FAKE)
    session.reply(assistant, GUIDE, "product-name", "as-fake")
    session.say_in(assistant, "vi")
    assert session.answer
    assert session.answer.locale == "vi"
    assert session.text == FAKE
    assert len(session.replies) == 1


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (IndexMissing("index.missing"), "chat.index-unavailable"),
        (IndexDamaged("index.damaged"), "chat.index-unavailable"),
        (RuntimeError("boom"), "chat.failed"),
    ],
)
def test_a_check_that_fails_is_said_and_nothing_is_lost(error: Exception, key: str) -> None:
    session = Session(locale="vi")
    session.add_photo(picture(), "a.jpg")
    session.check(Broken(error), "Medicube")
    assert keys(session) == [key]
    assert session.text == "Medicube"
    assert len(session.shots) == 1


@pytest.mark.parametrize(
    "spoil",
    [lambda data: b"", lambda data: b"no picture", lambda data: data[: len(data) // 2]],
    ids=["empty", "text", "cut off"],
)
def test_a_bad_photo_is_said_in_the_language_and_the_others_stay(spoil: Callable[[bytes], bytes]) -> None:
    session = Session(locale="ko")
    assert session.add_photo(picture(), "good.jpg")
    assert not session.add_photo(spoil(picture((400, 400), "PNG")), "bad.png")
    assert len(session.shots) == 1
    (notice,) = session.notices
    assert interface("ko").text(notice.key, **dict(notice.params))


def test_pictures_on_the_page_carry_no_exif() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of the phone"
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "JPEG", exif=exif)
    assert b"Maker of the phone" in buffer.getvalue()
    session = Session()
    session.add_photo(buffer.getvalue(), "a.jpg")
    session.look()
    (shot,) = session.shots
    for uri in (shot.thumb, shot.picture, shot.crop(((0, 0), (20, 0), (20, 10), (0, 10)))):
        assert uri.startswith("data:image/jpeg;base64,")
        assert b"Maker" not in base64.b64decode(uri.partition(",")[2])


def test_photos_have_a_limit_and_are_removed_by_number() -> None:
    session = Session()
    for _ in range(MAX_PHOTOS + 1):
        session.add_photo(picture(), "image.jpg")
    assert keys(session) == ["chat.photo-too-many"]
    session.remove_photo(2)
    session.remove_photo(99)
    assert [shot.number for shot in session.shots] == [1, 3, 4, 5, 6]
    session.add_photo(picture(), "image.jpg")
    assert session.shots[-1].number == 7  # not 2 again, which a reply may still speak of


def test_start_over_keeps_the_language_only(assistant: OneGuideAssistant) -> None:
    session = Session(locale="th", guide=GUIDE)
    session.check(assistant, FAKE)
    session.start_over()
    assert session == Session(locale="th")


def test_photos_are_read_one_by_one_until_stopped(assistant: OneGuideAssistant) -> None:
    session = Session()
    for _ in range(3):
        session.add_photo(picture(), "image.jpg")
    reading = session.read()
    assert next(reading).number == 1
    assert not list(session.read())  # somebody reads already
    assert session.is_read_now
    session.stop()
    assert not list(reading)
    assert [shot.number for shot in session.unread] == [2, 3]
    session.begin("")
    assert [shot.number for shot in session.read()] == [2, 3]
    assert not session.is_read_now


def test_a_photo_that_is_not_read_yet_does_not_hold_up_the_answer(assistant: OneGuideAssistant) -> None:
    session = Session()
    session.add_photo(picture(), "image.jpg")
    session.begin(FAKE)
    session.ask(assistant)
    assert session.answer
    assert not assistant.asked[0].photos
    assert len(session.unread) == 1
    assert not session.notices


def test_an_officer_is_asked_for_as_an_officer(assistant: OneGuideAssistant) -> None:
    session = Session(officers=True)
    session.check(assistant, FAKE)
    assert assistant.asked[-1].officers
