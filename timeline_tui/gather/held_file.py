"""A text as a file has it: plain, Markdown, a saved page, a PDF."""

from __future__ import annotations

import codecs
import hashlib
import json
import logging
import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from timeline_tui.evidence.texts import NotHeld, bytes_of, decoded
from timeline_tui.gather.languages import LANGUAGES
from timeline_tui.model.limits import GATHERED

_PAGES = frozenset((".html", ".htm", ".xhtml"))
TEXTS = frozenset((".txt", ".md", ".markdown", ".text", *_PAGES, ".pdf"))
"""The endings of files that are taken for texts, in small letters."""
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PDF = b"%PDF-"
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, zlib.error),
)
"""What reading a PDF that is broken can end with."""
TAKEN_OUT = ".txt"
"""What is put behind the name of a page or a PDF for the file that holds its text."""


class SourceText(NamedTuple):
    """The text of a file, and what the file says of itself."""

    text: str
    sha256: str
    """Of the file, as it lies there."""
    title: str | None = None
    author: str | None = None
    published: str | None = None
    """As the page writes it."""
    published_by: str | None = None
    """What of the page says so: datePublished."""
    language: str | None = None
    outlet: str | None = None
    is_taken_out: bool = False
    """Whether the file holds more than the text: a page, a PDF."""

    @property
    def text_sha256(self) -> str:
        """Of the text itself, in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class OpenText(NamedTuple):
    """A text that was asked for, and what to call it."""

    name: str
    held: SourceText


class NoText(Exception):  # noqa: N818 - it says what is so
    """A text that cannot be read, and what to try."""

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.hint = hint


def read_source(path: Path) -> SourceText:
    """The text of a file; `NoText` where it holds none."""
    content = bytes_of(path)
    if isinstance(content, NotHeld):
        raise _unread(content.reason)
    return text_of(content, path.suffix.lower())


def text_of(content: bytes, suffix: str = "") -> SourceText:
    """The text of these bytes, which a file of this ending held."""
    if len(content) > GATHERED.value:
        raise NoText(f"is larger than {GATHERED.words}", "split it")
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(_PDF):
        return SourceText(_of_pdf(content), digest, is_taken_out=True)
    text = decoded(content)
    if isinstance(text, NotHeld):
        # A page says itself in which letters it is written; a browser goes by that.
        page = _by_its_own_word(content)
        if page is None:
            raise _unread(text.reason)
        return _of_page(page, digest)
    if suffix in _PAGES or _LOOKS_LIKE_PAGE.match(text):
        return _of_page(text, digest)
    return SourceText(text, digest)


_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_HEAD_OF_PAGE = 4_096
_OF_PAGES = ("cp", "iso8859", "koi8", "mac-", "utf-16", "gb", "big5", "shift_jis", "euc_")
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def _by_its_own_word(content: bytes) -> str | None:
    """The page in the encoding that its head names; None where it is no page, or is not written so."""
    head = content[:_HEAD_OF_PAGE]
    if _LOOKS_LIKE_PAGE.match(head.decode("latin-1")) is None and b"<?xml" not in head:
        return None
    named = _CHARSET.search(head)
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name if named else ""
        encoding = _AS_BROWSERS_DO.get(encoding, encoding)
        return content.decode(encoding) if encoding.startswith(_OF_PAGES) else None
    except (LookupError, ValueError):
        return None


def _unread(reason: str) -> NoText:
    if reason.startswith("cannot be "):
        # What the system says of it is a reason, and nothing to try.
        return NoText(reason)
    sentence, _, hint = reason.partition(": ")
    return NoText(sentence, hint or None)


def _of_pdf(content: bytes) -> str:
    """The text of a PDF, page after page."""
    try:
        from io import BytesIO

        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise NoText("is a PDF, for which pypdf is needed", "pip install 'timeline-tui[pdf]'") from error
    try:
        # What it would say of a broken file goes to the terminal as it is.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
        parts: list[str] = []
        left = GATHERED.value
        for page in PdfReader(BytesIO(content)).pages:
            parts.append(page.extract_text())
            left -= len(parts[-1])
            if left < 0:
                raise NoText(f"is a PDF with over {GATHERED.words} of text", "split it")
        return "\n\n".join(parts)
    except (PyPdfError, *_BROKEN) as error:
        raise NoText("is a PDF that cannot be read", "save it as text, and gather that") from error


_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "nav", "button", "iframe", "head"))
_IN_LINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "data",
            "del",
            "em",
            "font",
            "i",
            "img",
            "ins",
            "kbd",
        ),
        *("mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)
"""What stands within a line; all else begins one."""
_MOST_DEPTH = 2_000
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


class _Page(HTMLParser):
    """Reads a page as text: every block in a line of its own, nothing changed within."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.found: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        """What it says for search engines."""
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
        if tag in _SKIPPED and len(self._open) < _MOST_DEPTH:
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


def _of_page(page: str, digest: str) -> SourceText:
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
    return SourceText(
        "\n\n".join(_lines("".join(reader.parts))),
        digest,
        title=found.get("title") or linked.get("title") or found.get("title_read") or None,
        author=found.get("author") or linked.get("author") or None,
        published=published,
        published_by=by,
        language=found.get("language") or linked.get("language") or None,
        outlet=found.get("outlet") or linked.get("outlet") or None,
        is_taken_out=True,
    )


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


class Head(NamedTuple):
    """What the first lines of a text say of it."""

    title: str | None
    author: str | None
    language: str | None
    guessed: tuple[str, ...] = ()
    """Which of title and author no page says, so that they are guessed from the first lines."""


_LINES_OF_HEAD, _LONGEST_TITLE, _FEWEST_OF_TITLE = 15, 200, 3
_BY = re.compile(r"(?:By|Von|Par|De)\s+(\w[\w.'’-]*(?:\s+\w[\w.'’-]*){1,4})\s*\Z")
_LOOKED_AT, _SHARE_OF_SMALL_WORDS = 20_000, 0.25


def head_of(source: SourceText) -> Head:
    """The title, who signed it, and the language, as the page or its first lines say them."""
    lines = [line.strip() for line in source.text[:_LOOKED_AT].splitlines() if line.strip()][:_LINES_OF_HEAD]
    titles = (line for line in lines if len(line) <= _LONGEST_TITLE and len(line.split()) >= _FEWEST_OF_TITLE)
    title = source.title or next(titles, None)
    signed = (match[1] for line in lines if (match := _BY.match(line)))
    author = source.author or next(signed, None)
    said = (("title", source.title, title), ("author", source.author, author))
    guessed = tuple(what for what, sure, found in said if found and not sure)
    return Head(title, author, source.language or _language(source.text), guessed)


def _language(text: str) -> str | None:
    """The language whose small words the text is full of; None where none of those that have rules is."""
    words = re.findall(r"[^\W\d_]+", text[:_LOOKED_AT].lower())
    for code, language in LANGUAGES.items():
        small = language.determiners | language.prepositions | language.helpers | language.breaks
        if words and sum(word in small for word in words) > _SHARE_OF_SMALL_WORDS * len(words):
            return code
    return None
