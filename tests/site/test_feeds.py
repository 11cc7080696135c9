"""The feeds as Atom (RFC 4287), and what changed in words."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from feeds import MOST_ENTRIES, change_lines, feed_files, feeds
from kb.changes import FILE, record
from kb.disclosure import disclosed
from kb.interface import Interface, interface
from kb.library import load_library
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Edition
from small_project import LOCALES, Built

HOME = Path(__file__).resolve().parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LATER = datetime.date(2026, 12, 24)


@pytest.fixture(scope="module")
def words() -> Interface:
    return interface("en")


@pytest.fixture(scope="module")
def guides() -> list[Guide]:
    return list(load_library(HOME / "guides").values())


def parse(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return element.findall(f"{ATOM}{name}")


def text_of(element: ElementTree.Element, name: str) -> str:
    (found,) = children(element, name)
    assert found.text
    return found.text


@pytest.mark.parametrize("public_url", ["", "https://guides.example.org/"])
def test_every_feed_is_atom(guides: list[Guide], words: Interface, public_url: str) -> None:
    files = feed_files(guides, words, Settings(public_url=public_url))
    assert {"feeds/all.xml", "feeds/category-food.xml", "feeds/country-VN.xml"} <= set(files)
    ids = []
    for path, text in files.items():
        feed = parse(text)
        assert feed.tag == f"{ATOM}feed"
        ids.append(text_of(feed, "id"))
        assert text_of(feed, "title")
        assert DATE.fullmatch(text_of(feed, "updated"))
        assert children(feed, "author")[0].findtext(f"{ATOM}name")
        links = {link.get("rel"): link.get("href", "") for link in children(feed, "link")}
        assert links["self"] == f"{public_url.rstrip('/')}/en/{path}"
        entries = children(feed, "entry")
        assert 0 < len(entries) <= MOST_ENTRIES
        assert len({text_of(entry, "id") for entry in entries}) == len(entries)
        for entry in entries:
            assert text_of(entry, "id").startswith("urn:uuid:")
            assert text_of(entry, "title")
            assert text_of(entry, "summary")
            assert DATE.fullmatch(text_of(entry, "updated"))
            assert text_of(entry, "updated") <= text_of(feed, "updated")
            (link,) = children(entry, "link")
            assert link.get("href", "").startswith(f"{public_url.rstrip('/')}/en/guides/")
    assert len(set(ids)) == len(ids)


def test_ids_stay_whatever_address_the_site_has(guides: list[Guide], words: Interface) -> None:
    def ids(url: str) -> list[str]:
        feed = parse(feed_files(guides, words, Settings(public_url=url))["feeds/all.xml"])
        return [text_of(entry, "id") for entry in children(feed, "entry")]

    assert ids("") == ids("https://elsewhere.example")


def test_a_country_has_what_was_seen_there_and_nothing_else(guides: list[Guide], words: Interface) -> None:
    for feed in feeds(guides, words)["country"]:
        code = feed.file.removeprefix("country-")
        for entry in feed.entries:
            assert any(sighting.country == code for cue in entry.guide.cues for sighting in cue.seen)


def test_a_category_has_its_guides_and_practice_is_in_no_feed(guides: list[Guide], words: Interface) -> None:
    found = feeds(guides, words)
    food = next(feed for feed in found["category"] if feed.file == "category-food")
    assert all(entry.guide.category == "food" for entry in food.entries)
    assert not [entry for group in found.values() for feed in group for entry in feed.entries if entry.guide.training]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A guide in which a sign got stronger and was seen elsewhere, and one for officers alone came."""
    folder = tmp_path / "guides" / "consumer" / "medicube-age-r"
    shutil.copytree(HOME / "guides" / "consumer" / "medicube-age-r", folder)
    text = (folder / "index.md").read_text(encoding="utf-8")
    text = text.replace("fake: strong", "fake: decisive", 1)
    text = text.replace("date: 2025-05}]", "date: 2025-05}, {country: VN, date: 2026-01}]", 1)
    covert = (
        "\n## Covert <mark>\n\nFake\n:   It is missing. [^hmj]\n\n```yaml cue\nid: covert\nwhere: closure\nneeds: uv\n"
        "shows: counterfeit\nfake: decisive\ngenuine: weak\ndisclosure: officers\n```\n\n## Whom to ask\n"
    )
    (folder / "index.md").write_text(text.replace("\n## Whom to ask\n", covert, 1), encoding="utf-8")
    (guide,) = load_library(tmp_path / "guides", Edition.OFFICERS).values()
    record(guide, LATER)
    assert (folder / FILE).exists()
    return tmp_path / "guides"


def test_changes_are_told_in_words_newest_first(edited: Path, words: Interface) -> None:
    (guide,) = load_library(edited).values()
    newest, *_, oldest = change_lines(guide, words)
    assert "December 24, 2026" in newest
    assert "strength changed from “Strong” to “Decisive”" in newest
    assert "seen (Vietnam, January 2026)" in newest
    assert '<a href="#product-name">' in newest
    assert "New guide" in oldest
    korean = change_lines(localise(guide, "ko"), interface("ko"))
    assert "2026년 12월 24일" in korean[0]
    assert "베트남" in korean[0]


def test_what_is_for_officers_alone_is_in_no_public_feed(edited: Path, words: Interface) -> None:
    public = feed_files(list(load_library(edited).values()), words, Settings())
    assert not [path for path, text in public.items() if "overt" in text]
    (guide,) = load_library(edited, Edition.OFFICERS).values()
    officers = feed_files([disclosed(guide, Edition.OFFICERS)], words, Settings())
    assert "Covert &lt;mark&gt;" in officers["feeds/all.xml"], "and text is never markup"


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_name_the_feed_and_the_list_of_feeds(built: Built, locale: str) -> None:
    page = (built.folder / locale / "guides" / "cj-dasida" / "index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="../../feeds/all.xml">', page
    )
    listed = (built.folder / locale / "feeds" / "index.html").read_text(encoding="utf-8")
    for path in (built.folder / locale / "feeds").glob("*.xml"):
        assert f'href="../feeds/{path.name}"' in listed
        parse(path.read_text(encoding="utf-8"))
