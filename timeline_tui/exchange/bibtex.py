"""Sources as BibTeX and BibLaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, Remark, Rows
from timeline_tui.model.days import MONTHS

_ENTRY = re.compile(r"@\s*(\w+)\s*([{(])")
_FIELD = re.compile(r"[\s,]*([\w.:+/-]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_COMMAND = re.compile(
    r"\\([\"'`^~=.])\s*\{?(\\?[A-Za-z])\}?|\\([cvuHkrdb])(?:\s+|\{)([A-Za-z])\}?|\\([&%$#_{}])"
)
_ACCENTS = dict(
    zip(
        "\"'`^~=.cvuHkrdb",
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a\u0323\u0331",
        strict=True,
    )
)
_LETTERS = {
    r"\ss": "ß",
    r"\ae": "æ",
    r"\oe": "œ",
    r"\aa": "å",
    r"\o": "ø",
    r"\l": "ł",
    r"\i": "ı",
    "---": "—",
    "--": "–",
}
_MONTHS = {name[:3].lower(): f"{number:02}" for number, name in enumerate(MONTHS) if name}
_COLUMNS = {
    "title": "title",
    "author": "author",
    "journaltitle": "outlet",
    "journal": "outlet",
    "date": "published",
    "url": "url",
    "langid": "language",
    "language": "language",
    "note": "note",
}
_SILENT = {"comment", "preamble"}


def recognises(given: GivenFile) -> bool:
    """Whether it has an entry."""
    return _ENTRY.search(given.head.decode("utf-8", "replace")) is not None


def rows(given: GivenFile) -> Rows:
    """The entries, each a source with the line that it begins in."""
    text = given.whole()
    words: dict[str, str] = dict(_MONTHS)
    at = 0
    while (match := _ENTRY.search(text, at)) is not None:
        line = text.count("\n", 0, match.start()) + 1
        yield from _between(text, at, match.start())
        kind = match[1].lower()
        end = _closed(text, match.end(), "}" if match[2] == "{" else ")")
        if end is None:
            following = _ENTRY.search(text, match.end())
            at = following.start() if following else len(text)
            yield LostRow(line, text[match.start() : at], "a bracket of this entry is never closed")
            continue
        body, at = text[match.end() : end], end + 1
        unread: list[str] = []
        if kind == "string":
            words |= {name.lower(): value for name, value in _fields(body, words, unread)}
        elif kind in _SILENT:
            yield LostRow(line, body, f"an entry is a {kind}")
        else:
            key, _, fields = body.partition(",")
            said = list(_fields(fields, words, unread))
            changed = tuple(_turned_or_bare(said))
            yield GivenRow(line, tuple(_cells(kind, key.strip(), said)), "source", changed=changed)
        for rest in unread:
            yield LostRow(line, rest, "what stands behind a field of an entry is no field")
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Rows:
    """What stands outside of the entries, which is a comment to every reader of them."""
    said = text[start:end].strip("\ufeff \t\r\n,")
    if said:
        line = text.count("\n", 0, text.index(said, start)) + 1
        yield LostRow(line, said, "it stands outside of the entries")


def _closed(text: str, start: int, closing: str) -> int | None:
    """Where a bracket is closed that was opened just before."""
    depth = 0
    for match in re.compile(r"\\.|[{}()]", re.DOTALL).finditer(text, start):
        if match[0] == closing and not depth:
            return match.start()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return None


def _fields(body: str, words: dict[str, str], unread: list[str]) -> Iterator[tuple[str, str]]:
    """The fields of an entry with what they say; what is none, and all behind it, is `unread`."""
    at = 0
    while (match := _FIELD.match(body, at)) is not None:
        value, at = _value(body, match.end(), words)
        yield match[1].lower(), value
    if rest := body[at:].strip(" \t\r\n,"):
        unread.append(rest)


def _value(body: str, at: int, words: dict[str, str]) -> tuple[str, int]:
    """A value and where it ends: texts in brackets or quotation marks, numbers and words."""
    parts: list[str] = []
    while at < len(body):
        if body[at] == "{":
            end = _closed(body, at + 1, "}") or len(body)
            parts.append(body[at + 1 : end])
        elif body[at] == '"':
            end = _quoted_end(body, at + 1)
            parts.append(body[at + 1 : end])
        elif bare := _BARE.match(body, at):
            parts.append(words.get(bare[0].lower(), bare[0]))
            end = bare.end() - 1
        else:
            break
        at = end + 1
        joined = re.compile(r"\s*#\s*").match(body, at)
        if joined is None:
            break
        at = joined.end()
    return "".join(parts), max(at, 1)


def _quoted_end(body: str, at: int) -> int:
    depth = 0
    for place in range(at, len(body)):
        depth += {"{": 1, "}": -1}.get(body[place], 0)
        if body[place] == '"' and not depth:
            return place
    return len(body)


def _cells(kind: str, key: str, fields: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    said = dict(fields)
    yield "type", kind
    if key:
        yield "id", key
    if "date" not in said and "year" in said:
        month = said.get("month", "")
        month = _MONTHS.get(month.lower()[:3], month)
        yield "published", _plain(f"{said['year']}-{month.zfill(2)}" if month.isdigit() else said["year"])
        fields = [one for one in fields if one[0] != "year" and (one[0] != "month" or not month.isdigit())]
    for name, value in fields:
        text = _plain(value)
        if name == "author":
            text = _authors(text)
        if text:
            yield _COLUMNS.get(name, name), text


def _turned_or_bare(fields: Sequence[tuple[str, str]]) -> Iterator[Remark]:
    """What the cells say otherwise than the file."""
    for name, value in fields:
        written, plain = " ".join(value.split()), _plain(value)
        if written != plain:
            yield Remark("braces and commands of TeX are taken out", written, plain)
        if name == "author" and (turned := _authors(plain)) != plain:
            yield Remark("authors are written with the first name first", plain, turned)


def _authors(text: str) -> str:
    return "; ".join(map(_turned, re.split(r"\s+and\s+", text)))


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _plain(text: str) -> str:
    """The text without brackets and with its accents; commands that are not known stay."""
    text = _COMMAND.sub(_letter, " ".join(text.split()))
    for command, letter in _LETTERS.items():
        ends = r"(?![A-Za-z])\s*" if command[0] == "\\" else ""
        text = re.sub(re.escape(command) + ends, letter, text)
    return unicodedata.normalize("NFC", re.sub(r"(?<!\\)[{}]", "", text)).strip()


def _letter(match: re.Match[str]) -> str:
    if match[5]:
        return match[5]
    accent, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
    return letter.lstrip("\\") + _ACCENTS[accent]
