from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import select

from bot.access import passwords
from bot.access.person import Person, Role
from bot.access.tables import AuditEntry
from bot.place import Place
from bot.records.database import Database
from bot.sightings.report import Channel, Report, read_report, today
from bot.sightings.routes import routes
from bot.sightings.store import Sightings, Wanted
from bot.sightings.titles import Titles, countries
from kb.interface import interface
from kb.library import load_library
from kb.localise import localise
from kb.settings import Settings
from kb.vocabulary import Edition
from tests.bot.access.people import CHEAP, Browser, application, users_settings

EN = interface("en")
GUIDE = "medicube-age-r"
KIM = Person("user:kim", "Kim", Role.OFFICER, signed_in=True)


def report(number: int, guide: str = GUIDE, country: str = "CN", seen: date = date(2026, 5, 1), **more: Any) -> Report:
    values: dict[str, Any] = {"cues": (), "channel": None, "note": "", "photo": None, "once": f"form {number}"} | more
    return Report(guide=guide, country=country, seen=seen, **values)


@pytest.fixture
def sightings(database_settings: Settings) -> Iterator[Sightings]:
    database = Database.open(database_settings)
    yield Sightings(database)
    database.close()


# counts, on both databases


def test_counts_are_by_guide_country_and_month(sightings: Sightings) -> None:
    sightings.add(KIM, report(1, cues=("product-name", "box")))
    sightings.add(KIM, report(2, country="VN", seen=date(2026, 5, 31), cues=("box",)))
    sightings.add(KIM, report(3, guide="buldak-ramen", seen=date(2026, 8, 1)))
    counts = sightings.counts(Wanted())
    assert counts.total == 3
    assert counts.guides == [(GUIDE, 2), ("buldak-ramen", 1)]
    assert counts.countries == [("CN", 2), ("VN", 1)]
    months = [(date(2026, 5, 1), 2), (date(2026, 6, 1), 0), (date(2026, 7, 1), 0), (date(2026, 8, 1), 1)]
    assert counts.months == months
    assert counts.cues == []
    one = sightings.counts(Wanted(guide=GUIDE))
    assert (one.total, one.cues) == (2, [("box", 2), ("product-name", 1)])
    assert sightings.counts(Wanted(country="VN")).total == 1
    assert sightings.counts(Wanted(first=date(2026, 5, 2), last=date(2026, 7, 31))).total == 1
    assert sightings.counts(Wanted(guide="none")).months == []
    assert sightings.known() == ([GUIDE, "buldak-ramen"], ["CN", "VN"]) or set(sightings.known()[1]) == {"CN", "VN"}


def test_a_year_ends_between_months(sightings: Sightings) -> None:
    sightings.add(KIM, report(1, seen=date(2025, 11, 30)))
    sightings.add(KIM, report(2, seen=date(2026, 1, 1)))
    assert [day.isoformat()[:7] for day, _ in sightings.counts(Wanted()).months] == ["2025-11", "2025-12", "2026-01"]


def test_the_same_form_is_one_sighting(sightings: Sightings) -> None:
    first = sightings.add(KIM, report(1))
    assert sightings.add(KIM, report(1)) == first
    assert sightings.counts(Wanted()).total == 1


def test_a_photo_is_read_only_where_it_is_shown(sightings: Sightings) -> None:
    number = sightings.add(KIM, report(1, photo=b"\xff\xd8 picture"))
    (row,) = sightings.recent(Wanted())
    assert "photo" not in row.__dict__
    assert row.photo_sha256 is not None
    assert sightings.photo(number) == b"\xff\xd8 picture"
    assert sightings.photo(99) is None


def test_what_was_deleted_is_gone_and_written_down(sightings: Sightings) -> None:
    number = sightings.add(KIM, report(1))
    assert sightings.delete(KIM, number)
    assert not sightings.delete(KIM, number)
    assert sightings.get(number) is None
    with sightings._database.reading() as session:
        told = session.execute(select(AuditEntry.action, AuditEntry.subject, AuditEntry.person_id)).all()
    assert [tuple(one) for one in told] == [
        ("sighting-reported", f"{number}: {GUIDE}", "user:kim"),
        ("sighting-deleted", f"{number}: {GUIDE}", "user:kim"),
    ]


# a form's fields


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles(Settings())


def fields(**more: str) -> dict[str, str]:
    return {"country": "VN", "seen": "2026-05-01", "channel": "port", "note": "", "once": "x"} | more


def test_a_report_holds_what_was_filled_in(titles: Titles) -> None:
    guide = titles.guide(GUIDE, "en")
    assert guide
    made, wrong = read_report(fields(note="  lot \n 7 "), ["product-name", "../x", "nonsense"], None, guide)
    assert wrong == {}
    assert made == Report(GUIDE, ("product-name",), "VN", date(2026, 5, 1), Channel.PORT, "lot 7", None, "x")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", ""), ("country", "vn"), ("country", "Vietnam"), ("seen", ""), ("seen", "yesterday"),
        ("seen", "1999-12-31"), ("seen", (today() + timedelta(days=1)).isoformat()), ("note", "x" * 201),
    ],
)  # fmt: skip
def test_a_mistake_stands_at_its_field(titles: Titles, field: str, value: str) -> None:
    guide = titles.guide(GUIDE, "en")
    assert guide
    made, wrong = read_report(fields(**{field: value}), [], None, guide)
    assert made is None
    assert list(wrong) == [field]
    assert EN.text(wrong[field].key, **wrong[field].params)


def jpeg(width: int = 3000) -> bytes:
    image = Image.new("RGB", (width, 1000), "gold")
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif[0x8825] = {1: "N", 2: (37.0, 33.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_keeps_its_pixels_alone(titles: Titles) -> None:
    guide = titles.guide(GUIDE, "en")
    assert guide
    made, _ = read_report(fields(), [], (jpeg(), "a.jpg"), guide)
    assert made
    assert made.photo
    assert b"SecretPhone" not in made.photo
    with Image.open(io.BytesIO(made.photo)) as image:
        assert (image.format, image.size, len(image.getexif())) == ("JPEG", (1600, 533), 0)


def test_what_is_no_photo_is_told(titles: Titles) -> None:
    guide = titles.guide(GUIDE, "en")
    assert guide
    made, wrong = read_report(fields(), [], (b"<svg onload=alert(1)>", "a.jpg"), guide)
    assert (made, list(wrong)) == (None, ["photo"])


def test_countries_are_countries_by_name() -> None:
    codes = [code for code, _ in countries("ko")]
    assert {"KR", "CN", "VN", "TH"} <= set(codes)
    assert not {"EU", "UN", "ZZ", "XA"} & set(codes)
    assert dict(countries("ko"))["VN"] == "베트남"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ko", "zh-Hant"])
def test_titles_are_those_of_the_guides(titles: Titles, locale: str) -> None:
    settings = Settings()
    guides = load_library(settings.guides, Edition.OFFICERS)
    found = titles.all(locale)
    assert found == {
        guide_id: localise(guide, locale, settings.translations).title.plain for guide_id, guide in guides.items()
    }


# the pages


class Officer(Browser):
    """A browser that reports sightings."""

    def form(self, guide: str = GUIDE) -> dict[str, str]:
        """The form's hidden fields and a sound report."""
        page = self.client.get(f"/sightings/new?guide={guide}").text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition("<main")[2]))
        return hidden | {"country": "VN", "seen": "2026-05-01", "channel": "post", "note": ""}

    def report(self, photo: bytes | None = None, **more: str) -> httpx2.Response:
        """Fill in the form and send it."""
        files = {"photo": ("a.jpg", photo or b"", "image/jpeg")}
        return self.client.post(
            "/sightings/new", data=self.form() | more, files=files if photo else {"photo": ("", b"")}
        )


@pytest.fixture
def officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Officer]:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    settings = users_settings(tmp_path)
    app = application(settings)
    accounts = app.state.accounts
    app.include_router(routes(settings, accounts.database, Place(("en", "ko"), lambda guide, locale: None)))
    with TestClient(app, follow_redirects=False) as client:
        browser = Officer(client, accounts)
        browser.sign_in("kim")
        yield browser
    accounts.database.close()


def test_an_officer_reports_and_sees_the_count(officer: Officer) -> None:
    empty = officer.client.get("/sightings").text
    assert EN.text("sightings.none") in empty
    sent = officer.report(jpeg(), note="lot 7")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sightings/1?reported=&locale=en")
    page = officer.client.get(sent.headers["location"]).text
    assert EN.text("sightings.reported") in page
    assert "lot 7" in page
    assert "Vietnam" in page
    assert EN.text("sightings.delete") not in page
    picture = officer.client.get("/sightings/1/photo")
    assert picture.headers["content-type"] == "image/jpeg"
    assert b"SecretPhone" not in picture.content
    overview = officer.client.get("/sightings").text
    assert EN.text("sightings.total", count=1) in overview
    assert "May 2026" in overview
    assert "2026년 5월" in officer.client.get("/sightings?locale=ko").text


def test_sightings_are_for_officers_alone(officer: Officer) -> None:
    officer.report(jpeg())
    form = officer.form()
    officer.client.cookies.clear()
    paths = ["/sightings", "/sightings.csv", "/sightings/new", "/sightings/1", "/sightings/1/photo"]
    for path in paths:
        assert officer.client.get(path).status_code == 303
    assert officer.client.post("/sightings/new", data=form, files={"photo": ("", b"")}).status_code == 303
    assert officer.client.post("/sightings/1/delete").status_code == 303
    officer.sign_in("lee")
    assert officer.client.get("/sightings").status_code == 200
    assert EN.text("sightings.total", count=1) in officer.client.get("/sightings").text


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_foreign_form_reports_and_deletes_nothing(officer: Officer, token: str) -> None:
    assert officer.report(csrf=token).status_code == 403
    officer.report()
    officer.client.cookies.clear()
    officer.sign_in("lee")
    assert officer.client.post("/sightings/1/delete", data={"csrf": token}).status_code == 403
    assert EN.text("sightings.total", count=1) in officer.client.get("/sightings").text


def test_an_administrator_takes_a_wrong_one_away(officer: Officer) -> None:
    officer.report()
    token = str(officer.me()["csrf"])
    assert officer.client.post("/sightings/1/delete", data={"csrf": token}).status_code == 403
    officer.client.cookies.clear()
    officer.sign_in("lee")
    token = str(officer.me()["csrf"])
    assert officer.client.post("/sightings/1/delete", data={"csrf": token}).status_code == 303
    assert EN.text("sightings.gone") in officer.client.get("/sightings/1").text


def test_what_was_filled_in_comes_back_with_a_mistake(officer: Officer) -> None:
    page = officer.report(jpeg(), seen="2099-01-01", note="lot <7>", cue="product-name")
    assert page.status_code == 422
    assert EN.text("sightings.date-wrong") in page.text
    assert EN.text("sightings.photo-again") in page.text
    assert 'value="lot &lt;7&gt;"' in page.text
    assert 'value="product-name" checked' in page.text
    assert '<option value="VN" selected>' in page.text
    assert 'id="seen-wrong"' in page.text


def test_a_form_sent_twice_is_one_sighting(officer: Officer) -> None:
    form = officer.form()
    places = {
        officer.client.post("/sightings/new", data=form, files={"photo": ("", b"")}).headers["location"]
        for _ in range(2)
    }
    assert len(places) == 1
    assert EN.text("sightings.total", count=1) in officer.client.get("/sightings").text


def test_a_guide_is_chosen_first_and_its_sign_may_come_ticked(officer: Officer) -> None:
    choice = officer.client.get("/sightings/new")
    assert choice.status_code == 200
    assert f'<option value="{GUIDE}">' in choice.text
    assert officer.client.get("/sightings/new?guide=../x").status_code == 404
    form = officer.client.get(f"/sightings/new?guide={GUIDE}&cue=product-name&cue=nonsense").text
    assert form.count(" checked") == 1


def test_a_photo_that_is_too_large_is_not_read(officer: Officer) -> None:
    headers = {"content-length": "999999999", "content-type": "multipart/form-data; boundary=x"}
    refused = officer.client.post("/sightings/new", content=b"--x--", headers=headers)
    assert refused.status_code in {404, 413}
    assert "25" in refused.text


def test_the_file_has_a_row_each_and_no_formula(officer: Officer) -> None:
    officer.report(note="=1+1", cue="product-name")
    answer = officer.client.get("/sightings.csv?country=VN&locale=ko")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(heading) == len(row) == 10
    assert row[:5] == ["1", "2026-05-01", "VN", "베트남", GUIDE]
    assert row[6] == "product-name"
    assert row[8] == "'=1+1"
    assert len(list(csv.reader(io.StringIO(officer.client.get("/sightings.csv?country=CN").text)))) == 1


@pytest.mark.parametrize("query", ["country=xx&from=x&to=2026-02-31", "guide=%00", "guide=<script>alert(1)</script>"])
def test_a_filter_that_makes_no_sense_breaks_nothing(officer: Officer, query: str) -> None:
    officer.report()
    page = officer.client.get(f"/sightings?{query}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_nothing_in_the_table_names_a_person(officer: Officer) -> None:
    officer.report()
    row = Sightings(officer.accounts.database).get(1)
    assert row is not None
    assert "kim" not in " ".join(str(value) for value in vars(row).values()).lower()
