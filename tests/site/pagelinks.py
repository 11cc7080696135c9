"""What a built page loads, links to and can be linked to at."""

from __future__ import annotations

from html.parser import HTMLParser

_LOADS = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data")}
_NOT_LOADED = {"canonical", "alternate", "prev", "next"}


class PageLinks(HTMLParser):
    """Collects anchors, links and loads of an HTML page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline_scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if name := values.get("id"):
            self.ids.append(name)
        if tag == "a" and (href := values.get("href")):
            self.links.append(href)
        if tag == "script" and not values.get("src"):
            self.inline_scripts += 1
        if tag == "link" and values.get("rel") in _NOT_LOADED:
            return
        self.loads += [value for name, value in attrs if (tag, name) in _LOADS and value]
