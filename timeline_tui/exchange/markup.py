"""Texts with markup (HTML) as plain ones, with the addresses that they link to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCKS = {"p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol"}
_SILENT = {"script", "style"}
_LIKE = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"[ \t]*\n\s*")


class PlainText(NamedTuple):
    """What a text with markup says."""

    text: str
    links: tuple[str, ...]
    """The addresses that it leads to or shows."""


def has_markup(text: str) -> bool:
    """Whether anything in the text looks like markup."""
    return _LIKE.search(text) is not None


def plain_text(text: str) -> PlainText:
    """The text without its markup."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    plain = _LINES.sub("\n", _BLANKS.sub(" ", "".join(parser.parts)))
    return PlainText(plain.strip(), tuple(dict.fromkeys(parser.links)))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where it leads, and that a line begins."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]

    def handle_endtag(self, tag: str) -> None:
        """Keep that a line ends."""
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._silent:
            self.parts.append(data)
