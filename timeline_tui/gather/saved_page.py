"""A page that a browser saved: its text, and what its head says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "nav", "button", "iframe", "head"),
        *("aside", "form", "select", "textarea", "dialog"),
    )
)
_IN_LINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "img"),
        *("ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)
"""What stands within a line; all else begins one."""
_MOST_DEPTH, _FEWEST_OF_ARTICLE = 2_000, 200
_WANTED = {
    **dict.fromkeys(
        ("author", "article:author", "parsely-author", "dc.creator", "citation_author"), "author"
    ),
    **dict.fromkeys(
        (
            *("article:published_time", "og:article:published_time", "datepublished", "pubdate", "date"),
            *("publishdate", "publish-date", "parsely-pub-date", "dc.date", "dc.date.issued"),
            *("dcterms.created", "dcterms.issued", "sailthru.date", "citation_publication_date"),
        ),
        "published",
    ),
    "og:site_name": "outlet",
    "og:title": "title",
}
"""What the head of a page calls what is wanted of it, in small letters."""
_LINKED, _MOST_LINKED, _MOST_AUTHORS = "application/ld+json", 1_000_000, 20


class PageText(NamedTuple):
    """The text of a page, and what the page says of it."""

    text: str
    title: str | None
    author: str | None
    published: str | None
    """As it is written there."""
    published_by: str | None
    """What says so: datePublished."""
    language: str | None
    outlet: str | None
    is_part: bool
    """Whether the page holds more text than that of its article."""


class _Inside:
    """Where a sort of element stands among the parts of a page; one within another is a part of that."""

    def __init__(self) -> None:
        self.found: list[slice] = []
        self._depth = self._start = 0

    def begin(self, at: int) -> None:
        """One begins."""
        if not self._depth:
            self._start = at
        self._depth += 1

    def end(self, at: int) -> None:
        """One ends; an end of none is passed over."""
        if self._depth == 1:
            self.found.append(slice(self._start, at))
        self._depth = max(0, self._depth - 1)


_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus)(?:$|[\s_-])", re.IGNORECASE)
_HOLDS_COMMENTS = frozenset(("div", "section", "ol", "ul", "aside"))


def _is_of_readers(tag: str, named: Mapping[str, str]) -> bool:
    """Whether an element holds what readers wrote below an article, who are no source of it."""
    called = f"{named.get('id', '')} {named.get('class', '')}"
    return tag in _HOLDS_COMMENTS and _COMMENTS.search(called) is not None


class _Page(HTMLParser):
    """Reads a page as text: every block in a line of its own, nothing changed within."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.found: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        """What it says for search engines."""
        self.inside = {"article": _Inside(), "main": _Inside()}
        """Where what the page is about stands among its parts."""
        self._open: list[str] = []
        self._title: list[str] | None = None
        self._linked: list[str] | None = None
        self._in_lines = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; what is no text is passed over."""
        named = {key: value or "" for key, value in attrs}
        if tag == "body":
            self._open.clear()
        if tag == "pre":
            self._in_lines = True
        if tag == "html" and named.get("lang"):
            self.found.setdefault("language", named["lang"])
        if tag == "meta":
            self._meta(named)
        if tag == "script" and named.get("type", "").strip().lower() == _LINKED:
            self._linked = []
        if tag == "time" and named.get("datetime"):
            self.found.setdefault("time", named["datetime"].strip())
        if tag == "title" and self._title is None and "title_read" not in self.found:
            self._title = []
        if tag not in _IN_LINE:
            self.parts.append("\n")
        if tag == "q":
            self.handle_data("“")
        if tag in self.inside:
            self.inside[tag].begin(len(self.parts))
        is_nested = bool(self._open) and tag == self._open[-1]
        if (tag in _SKIPPED or is_nested or _is_of_readers(tag, named)) and len(self._open) < _MOST_DEPTH:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        if tag == "pre":
            self._in_lines = False
        if tag == "script" and self._linked is not None:
            self._take_linked("".join(self._linked))
            self._linked = None
        if tag == "title" and self._title is not None:
            self.found["title_read"] = " ".join("".join(self._title).split())
            self._title = None
        if tag not in _IN_LINE:
            self.parts.append("\n")
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "q":
            self.handle_data("”")
        if tag in self.inside:
            self.inside[tag].end(len(self.parts))

    def handle_data(self, data: str) -> None:
        """The letters, as they are."""
        if self._title is not None:
            self._title.append(data)
        elif self._linked is not None:
            self._linked.append(data)
        elif not self._open:
            # A line that breaks within a block is one blank to a browser.
            self.parts.append(data if self._in_lines else data.replace("\r", "\n").replace("\n", " "))

    def _meta(self, named: dict[str, str]) -> None:
        key = (named.get("property") or named.get("name") or named.get("itemprop") or "").strip().lower()
        if (field := _WANTED.get(key)) and (said := " ".join(named.get("content", "").split())):
            self._know(field, said, key)

    def _know(self, field: str, said: str, key: str) -> None:
        """Keep what the page says first of a field, and of the date by which of its words."""
        if field not in self.found:
            self.found[field] = said
            if field == "published":
                self.found["published_by"] = key

    def _take_linked(self, written: str) -> None:
        """What the page says of itself for search engines, in JSON."""
        try:
            found = json.loads(written) if len(written) < _MOST_LINKED else None
        except (ValueError, RecursionError):
            return
        for one in _parts_of(found):
            if not {"datePublished", "headline"} & one.keys():
                continue
            self.linked.setdefault("published", _said(one.get("datePublished")))
            self.linked.setdefault("title", _said(one.get("headline")))
            self.linked.setdefault("author", _said(one.get("author")))
            self.linked.setdefault("outlet", _said(one.get("publisher")))
            self.linked.setdefault("language", _said(one.get("inLanguage")))
            return


def _article_of(reader: _Page) -> tuple[str, bool]:
    """The text that a page is about, and whether the page holds more: its article, or else all of it."""
    whole = "\n\n".join(_lines("".join(reader.parts)))
    for inside in reader.inside.values():
        texts = ["\n\n".join(_lines("".join(reader.parts[part]))) for part in inside.found]
        longest = max(texts, key=len, default="")
        # A page of many short articles is read as a whole: none of them is what it is about.
        if len(longest) >= _FEWEST_OF_ARTICLE and 2 * len(longest) > sum(map(len, texts)):
            return longest, len(longest) < len(whole)
    return whole, False


def _parts_of(linked: object) -> Iterator[dict[str, object]]:
    """The things that are told of, one after the other, as many as a page has."""
    left = [linked]
    for _ in range(_MOST_DEPTH):
        if not left:
            return
        one = left.pop(0)
        if isinstance(one, list):
            left = [*one, *left]
        elif isinstance(one, dict):
            yield one
            left.append(one.get("@graph"))
            left.append(one.get("mainEntity"))


def _said(value: object) -> str:
    """A text, or the name of a thing; of several things their names."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value[:_MOST_AUTHORS])))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _lines(text: str) -> Iterator[str]:
    """The lines that hold something, each with its blanks as one, as a browser draws them."""
    for line in text.split("\n"):
        bare = re.sub(r"[ \t\r\f]+", " ", line).strip(" ")
        if bare:
            yield bare


def page_text(page: str) -> PageText:
    """The text of a page, and what the page says of it."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    found, linked = reader.found, reader.linked
    dates = (
        (found.get("published"), found.get("published_by")),
        (linked.get("published"), "datePublished"),
        (found.get("time"), "time"),
    )
    published, by = next((one for one in dates if one[0]), (None, None))
    text, is_part = _article_of(reader)
    return PageText(
        text,
        title=found.get("title") or linked.get("title") or found.get("title_read") or None,
        author=found.get("author") or linked.get("author") or None,
        published=published,
        published_by=by,
        language=found.get("language") or linked.get("language") or None,
        outlet=found.get("outlet") or linked.get("outlet") or None,
        is_part=is_part,
    )
