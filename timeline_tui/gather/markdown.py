"""Markdown as it is read: its markup made blank, every letter of its text in its place."""

from __future__ import annotations

import re
from pathlib import PurePath

_ENDINGS = frozenset((".md", ".markdown"))
_MARKUP = re.compile(
    r"^ {0,3}(?P<fence>```|~~~).*?(?:^ {0,3}(?P=fence)[`~]*\s*?$|\Z)"
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"
    r"|\[(?P<link>[^\[\]\n]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])"
    r"|^ {0,3}\[[^\]\n]{1,100}\]:[^\n]*"
    r"|^(?:[ \t]{0,8}(?:#{1,6}(?=\s)|>|[-*+](?=\s)|\d{1,4}[.)](?=\s)))+"
    r"|</?[a-zA-Z][^<>\n]{0,200}>"
    r"|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`+|~~",
    re.MULTILINE | re.DOTALL,
)
_LETTER = re.compile(r"[^\n\r]")


def is_markdown(name: str) -> bool:
    """Whether a file of this name is written so."""
    return PurePath(name).suffix.lower() in _ENDINGS


def without_markup(text: str) -> str:
    """The text with a blank in the place of each letter of its markup, and of code."""
    return _MARKUP.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    link = match["link"]
    if link is None:
        return _LETTER.sub(" ", match[0])
    return f" {link}{' ' * (len(match[0]) - len(link) - 1)}"
