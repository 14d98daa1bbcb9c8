"""Where a file can be split by its lines: its fields, the entries of its sections, its events.

A field begins in the first column, an entry or an event in the column of the first one. Such a line may also
stand in a text in quotes or in brackets: whoever reads a part that is no YAML alone reads on from where it
begins, and learns from the parser where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

SectionName = Literal["events", "sources", "names", "tours"]

_BLANK = rb"[ \t\r\n]"
_BREAK = rb"(?:\r\n|[\r\n])"
_IGNORED = rb"(?:[ \t]*(?:#[^\r\n]*)?" + _BREAK + rb")*"
# What begins a field: no blank, no remark, nothing that goes on with what stands above it.
_FIELD = rb"(?:[^ \t\r\n#\]}:-]|[:-](?!" + _BLANK + rb"|\Z))"
_HYPHEN = rb"-(?=" + _BLANK + rb"|\Z)"
_HEADER = re.compile(rb"([\"']?)(events|sources|names|tours)\1[ \t]*:[ \t]*(?:#[^\r\n]*)?" + _BREAK)
_FIRST_ITEM = re.compile(_IGNORED + rb"( *)" + _HYPHEN)
_FIRST_ENTRY = re.compile(_IGNORED + rb"( +)" + _FIELD + rb"[^\r\n]*:(?=" + _BLANK + rb"|\Z)")
_DOCUMENT = re.compile(rb"(?:---|\.\.\.)(?=" + _BLANK + rb"|\Z)")
_TOP = re.compile(rb"[^ \t\r\n#\[\]{}&*!|>%@`?,:-][^\r\n]*:(?=" + _BLANK + rb")")
_LATER = re.compile(rb"(?m)^[A-Za-z_]+:(?=[ \t\r\n])")
_BEFORE_TOP = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _IGNORED + rb"(?:---[ \t]*(?:#[^\r\n]*)?" + _BREAK + _IGNORED + rb")?"
)
_NOTHING = re.compile(_IGNORED)
_LONE_RETURN = re.compile(rb"\r(?!\n)")
# YAML 1.1, and so the parser, ends a line at these, where no editor does, nor YAML 1.2: it is given others
# for them, which nobody writes, and what it gives is put right again.
NO_BREAKS = {"\x85": "\U0001fffe", "\u2028": "\U0002fffe", "\u2029": "\U0003fffe"}
"""Characters that end a line to the parser alone, and what it gets for each."""


class ByteWindow(NamedTuple):
    """Bytes of a file from the beginning of a line on."""

    data: bytes
    start: int
    """Where they stand in the file."""
    line: int
    """How many lines stand above them."""
    is_last: bool
    """Whether the file ends with them."""
    is_whole: bool = False
    """Whether a part ends with them."""


class Part(NamedTuple):
    """Some whole lines of a window."""

    start: int
    end: int
    line: int
    """How many lines of the file stand above it."""
    is_held: bool
    """Whether it is a part of the section, and no line beside it."""


class Unfinished(Exception):  # noqa: N818 - it asks for more
    """What begins here does not end in the window."""

    def __init__(self, start: int, line: int) -> None:
        super().__init__(start)
        self.start = start
        self.line = line


class Section(NamedTuple):
    """In what the parts stand: the fields of the file, or one list or mapping of it."""

    name: SectionName | None = None
    indent: bytes = b""

    @property
    def begins(self) -> bytes:
        """What the line begins with in which a part begins."""
        return self.indent + (_HYPHEN if self.name == "events" else _FIELD)

    def holds(self, data: bytes, start: int) -> bool:
        """Whether a part of this section begins here, below some remarks or not, and not one beside it."""
        return _compiled(_IGNORED + self.begins).match(data, start) is not None

    def starts(self, data: bytes) -> re.Pattern[bytes]:
        """Finds the line break before each part, and before what stands beside the section."""
        # One character is looked for many times faster than a pattern.
        ends = rb"(?:\n|\r(?!\n))" if b"\r" in data and _LONE_RETURN.search(data) else rb"\n"
        outside = _FIELD if self.name is None else rb"[^ \t\r\n#\]}]"
        return _compiled(ends + rb"(?:(" + self.begins + rb")|" + outside + rb")")


FIELDS = Section()
_PATTERNS: dict[bytes, re.Pattern[bytes]] = {}


def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    found = _PATTERNS.get(pattern)
    if found is None:
        found = _PATTERNS[pattern] = re.compile(pattern)
    return found


def beginning(data: bytes) -> int | None:
    """Where the first field begins, if the file is a mapping without brackets; else None."""
    found = _BEFORE_TOP.match(data)
    start = found.end() if found else 0
    if _TOP.match(data, start):
        return start
    # What is indented above fields of the first column is one part, and no YAML.
    return start if data[start : start + 1] == b" " and _LATER.search(data, start) else None


def header(data: bytes, start: int) -> tuple[Section, int] | None:
    """The section that a field begins, and where the line below it begins; None where it begins none."""
    found = _HEADER.match(data, start)
    if found is None:
        return None
    pattern = _FIRST_ITEM if found[2] == b"events" else _FIRST_ENTRY
    first = pattern.match(data, found.end())
    if first is None:
        return None
    return Section(cast("SectionName", found[2].decode()), first[1]), found.end()


def ends_document(data: bytes, start: int) -> bool:
    """Whether the line that begins here is a mark between documents."""
    return _DOCUMENT.match(data, start) is not None


def parts(window: ByteWindow, section: Section, start: int = 0, line: int | None = None) -> Iterator[Part]:
    """The parts from here on; the last one of a window may be cut off, and is not given.

    Where another section begins, the last one is empty.
    """
    data, at = window.data, start
    above = window.line if line is None else line
    is_held = section.holds(data, start)
    if not is_held and _HEADER.match(data, start):
        yield Part(start, start, above, False)
        return
    for found in section.starts(data).finditer(data, start):
        end = found.start() + 1
        if at == start and _NOTHING.fullmatch(data, at, end):
            # Remarks above the first part are its own.
            continue
        yield Part(at, end, above, is_held)
        above += count_breaks(data[at:end])
        at, is_held = end, found.lastindex is not None
        if not is_held and _HEADER.match(data, at):
            yield Part(at, at, above, False)
            return
    if at < len(data):
        if not (window.is_last or window.is_whole):
            raise Unfinished(at, above)
        yield Part(at, len(data), above, is_held)


def count_breaks(piece: bytes) -> int:
    """How many lines end in these bytes, which are not cut within CR LF."""
    feeds = piece.count(b"\n")
    return feeds + piece.count(b"\r") - piece.count(b"\r\n") if b"\r" in piece else feeds


def stood_in(data: bytes) -> bytes:
    """The bytes, which end with a whole character, as the parser is to get them."""
    if not data.isascii():
        for character, other in NO_BREAKS.items():
            data = data.replace(character.encode(), other.encode())
    return data


def restored(text: str) -> str:
    """What the parser made of bytes that were stood in for, as it is written."""
    for character, other in NO_BREAKS.items():
        text = text.replace(other, character)
    return text
