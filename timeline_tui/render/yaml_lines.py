"""Lines of a file as they are drawn: what an edit writes, two versions of a merge, the colours of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple
from unicodedata import category

from rich.cells import cell_len

from timeline_tui.edit.whereabouts import TwoVersions
from timeline_tui.model.folding import UNSPACED
from timeline_tui.problems.problem import Problem, severity_words
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Role
from timeline_tui.render.notices import SEVERITIES
from timeline_tui.render.page import GUTTER, Page
from timeline_tui.render.wrapping import capped, cut, flow, spans
from timeline_tui.visible import visible

_MOST_LINES = 400


def addition_page(
    lines: Sequence[tuple[int, str]], remarks: Sequence[str], width: int, *, marks: Marks
) -> Document:
    """The lines with their numbers, below what is to be known before they are written."""
    page = Page(width, marks)
    for remark in remarks:
        page.field(remark, "warning")
    page.blank()
    number_width = len(str(lines[-1][0])) if lines else 1
    for number, line in lines[:_MOST_LINES]:
        _add(page, f"{number:>{number_width}} + ", line)
    if len(lines) > _MOST_LINES:
        page.add(Piece(f"{marks.more} {len(lines) - _MOST_LINES:,} lines more", "muted"))
    return page.document()


def difference_page(sentences: Sequence[str], lines: Sequence[str], width: int, *, marks: Marks) -> Document:
    """Why a file was not written, and what was changed in it elsewhere."""
    page = Page(width, marks)
    for sentence in sentences:
        page.field(sentence, "warning")
    page.blank()
    for line in lines:
        _add(page, "", line, "strong" if line.startswith(("+", "-")) else "muted")
    return page.document()


def _add(page: Page, margin: str, line: str, role: Role = "quote") -> None:
    shown, hidden = capped(line)
    for start, end in _rows(shown, max(page.width - len(margin), 2)):
        page.lines.append(Line((Piece(margin, "muted"), Piece(shown[start:end], role))))
        margin = " " * len(margin)
    _add_hidden(page, hidden, len(margin))


def _rows(shown: str, room: int) -> Iterator[tuple[int, int]]:
    """The rows of a line of a file, where each begins and ends; the blanks that begin the line count."""
    for start, end in spans(shown, room) if shown.strip() else ((0, 0),):
        is_first = not shown[:start].strip() and cell_len(shown[:end]) <= room
        yield 0 if is_first else start, end


def _add_hidden(page: Page, hidden: int, indent: int = 0) -> None:
    if hidden:
        page.add(Piece(f"{page.marks.more} {hidden:,} more characters", "muted"), indent=indent)


_MOST_NAMED = 4
_SAID_LINES = 2


State = Literal["", "saved", "not saved"]


def title_line(
    name: str, state: State, stand_ins: Mapping[str, str], width: int, marks: Marks = FULL
) -> Line:
    """The name of the file, whether it is saved, and what stands in for what is hidden in it."""
    dot = f" {marks.dot} "
    pieces = [Piece(f" {visible(name)}", "strong"), Piece(f"{dot}{state}" if state else "", "warning")]
    named = [f"{shown} is U+{ord(real):04X}" for shown, real in list(stand_ins.items())[:_MOST_NAMED]]
    if named:
        more = f" and {len(stand_ins) - _MOST_NAMED} more" if len(stand_ins) > _MOST_NAMED else ""
        pieces.append(Piece(f"{dot}hidden characters: {', '.join(named)}{more}", "muted"))
    return cut(pieces, width)


def said_lines(
    problems: Sequence[Problem] | None, line: int, column: int, width: int, marks: Marks = FULL
) -> list[Line]:
    """What is wrong in the line that one is in, or else how much is wrong in all; both counted from 1.

    It is two lines, however much there is to say. `problems` is None where they were not looked for yet.
    """
    place = Piece(f" {line}:{column} ", "muted")
    here = [problem for problem in problems or () if problem.place.line == line]
    if not here:
        said = severity_words(problems or ()) or "Nothing is wrong in this file"
        if problems is None:
            said = "Looking for what is wrong"
        return [cut([place, Piece(f" {said}", "muted")], width), Line()]
    nearest = min(here, key=lambda problem: abs(problem.place.column - column))
    told = Piece(f" {nearest.severity}: {visible(nearest.message)}", SEVERITIES[nearest.severity])
    hint = Piece(f" {marks.dot} try: {visible(nearest.hint)}" if nearest.hint else "", "plain")
    first, *more = flow([place, told, hint], max(width - 1, 1), hang=1)
    if len(more) < _SAID_LINES:
        return [first, *more, *[Line()] * (_SAID_LINES - 1 - len(more))]
    return [first, cut([*cut(more[0].pieces, width - 2).pieces, Piece(marks.more, "muted")], width)]


# So many lines above are looked at; the rest of a longer text after | or > is coloured as what it looks like.
_MOST_ABOVE = 500
_STEP = 2

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_KEY = rf"(?:{_QUOTED}|[^\s#&*!|>%@`\"'\[\]{{}},:-][^:]*?(?::\S[^:]*?)*?|-[^\s:][^:]*?)(?=[ \t]*:(?:\s|$))"
_LEAD = re.compile(r"[ \t]*(?:-[ \t]+)*(?:-$)?")
_BLOCK_KEY = re.compile(_KEY)
_PROPERTY = re.compile(r"[&*!][^\s,\[\]{}]*")
_HEADER = re.compile(r"[|>][-+1-9]{0,2}[ \t]*(?:#.*)?$")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*$")
_IN_FLOW = re.compile(
    rf"(?P<comment>(?:(?<=\s)|^)#.*$)|(?P<property>[&*!][^\s,\[\]{{}}]*)"
    rf"|(?P<quoted>{_QUOTED})|(?P<mark>[\[\]{{}},:])|(?P<plain>[^\s,\[\]{{}}:#](?:[^,\[\]{{}}:#]|:(?=\S)|(?<=\S)#)*)"
)
_FLOW_ROLES: Mapping[str, Role] = {
    "comment": "muted",
    "property": "mark",
    "quoted": "quote",
    "plain": "plain",
}
_COLON = re.compile(r"[ \t]*:(?:\s|$)")
_TEXT = re.compile(_QUOTED)
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:\s|$)|%.*$")


class Highlight(NamedTuple):
    """A run of characters with one role."""

    start: int
    end: int
    role: Role


class _Opening(NamedTuple):
    """How a line begins: its hyphens, its field, its anchors and tags."""

    column: int
    """Where what it opens begins: its field, or its last hyphen."""
    parts: tuple[Highlight, ...]
    value: int
    """Where its value begins."""

    @classmethod
    def of(cls, line: str) -> _Opening:
        lead = _LEAD.match(line)
        place = lead.end() if lead else 0
        hyphen = line.rfind("-", 0, place)
        column, parts = (place if hyphen < 0 else hyphen), []
        if key := _BLOCK_KEY.match(line, place):
            column = place
            parts.append(Highlight(place, key.end(), "date"))
            place = line.index(":", key.end()) + 1
        place = _past_blanks(line, place)
        while found := _PROPERTY.match(line, place):
            parts.append(Highlight(place, found.end(), "mark"))
            place = _past_blanks(line, found.end())
        return cls(column, tuple(parts), place)


def coloured(lines: Sequence[str], at: int) -> list[Highlight]:
    """The parts of one of these lines that have a role of their own."""
    line = lines[at]
    if in_block(lines, at):
        return [Highlight(0, len(line), "quote")]
    if found := _DOCUMENT.match(line):
        return [Highlight(0, found.end(), "mark")]
    opening = _Opening.of(line)
    return [*opening.parts, *_value(line, opening.value)]


def next_indent(lines: Sequence[str], at: int) -> int:
    """How far the line below this one is indented: as its fields are, or further where it opens something."""
    line = lines[at]
    if in_block(lines, at):
        return _indent(line) or 0
    opening = _Opening.of(line)
    opens = opening.value > opening.column and (
        not line[opening.value :].strip() or _HEADER.match(line, opening.value)
    )
    return opening.column + _STEP * bool(opens)


def _value(line: str, place: int) -> Iterator[Highlight]:
    first = line[place : place + 1]
    if first and first in "[{]}":
        yield from _in_flow(line, place)
        return
    if _HEADER.match(line, place):
        yield Highlight(place, place + 1, "mark")
    elif first and first in "\"'":
        found = _TEXT.match(line, place)
        end = found.end() if found else len(line)
        yield Highlight(place, end, "quote")
        place = end
    if comment := _COMMENT.search(line, place):
        yield Highlight(comment.start(), len(line), "muted")


def _in_flow(line: str, place: int) -> Iterator[Highlight]:
    for found in _IN_FLOW.finditer(line, place):
        role = _FLOW_ROLES.get(found.lastgroup or "")
        if role in {"quote", "plain"} and _COLON.match(line, found.end()):
            role = "date"
        if role is not None and role != "plain":
            yield Highlight(found.start(), found.start() + len(found[0].rstrip()), role)


def in_block(lines: Sequence[str], at: int) -> bool:
    """Whether a line is in a text after `|` or `>`."""
    indent = _indent(lines[at])
    for above in range(at - 1, max(at - 1 - _MOST_ABOVE, -1), -1):
        line = lines[above]
        own = _indent(line)
        if own is None:
            continue
        # A line with nothing in it belongs to what stands above.
        indent = own + 1 if indent is None else indent
        if own >= indent:
            continue
        opening = _Opening.of(line)
        if opening.column < indent and _HEADER.match(line, opening.value):
            return True
        if own == 0:
            return False
        indent = own
    return False


def _indent(line: str) -> int | None:
    """How far a line is indented; None where nothing is in it."""
    stripped = line.lstrip(" ")
    return len(line) - len(stripped) if stripped.strip() else None


def _past_blanks(line: str, place: int) -> int:
    while line[place : place + 1] in {" ", "\t"}:
        place += 1
    return place


_BESIDE = 56
"""Cells from which on there is room for two columns."""
_MOST_OF_VERSION, _MOST_WORDS = 200, 4_000
_WORD = re.compile(rf"\s+|[{UNSPACED}]|[^\s{UNSPACED}]+")
_AROUND, _LEAST_ALIKE = 2, 4
"""Rows that stay on either side of what differs, and so many more that are alike are told as a number."""


class _Marked(NamedTuple):
    """A line of a version, character by character."""

    text: str
    other: Sequence[bool]
    """Whether the other version has no such word."""
    near: Sequence[bool]
    """Whether it has none, or has more there."""


def versions_page(place: TwoVersions, width: int, marks: Marks = FULL) -> Document:
    """What stands above, both versions with what differs in bold, and what stands below."""
    page = Page(width, marks)
    _draw(page, [_Marked(visible(line), (), ()) for line in place.above])
    page.blank()
    wide = page.width >= _BESIDE
    columns = page.columns((page.width - GUTTER) // 2 if wide else page.width, 2)
    numbers = ("1", "2")
    for column, number, name, lines in zip(columns, numbers, place.names, _compared(place), strict=True):
        column.add(Piece(f"{number} ", "key"), Piece(visible(name), "heading"))
        if not lines:
            why = "something else has its id there" if place.is_of_another else "it was taken out"
            column.add(Piece(f"nothing: {why}", "muted"))
        if any(any(line.near) for line in lines):
            _draw_around(column, lines)
        else:
            _draw(column, lines[:_MOST_OF_VERSION])
            column.rest(len(lines) - _MOST_OF_VERSION, "line")
        if not wide:
            column.lines.append(Line())
    if wide:
        page.beside(columns)
    else:
        for column in columns:
            page.lines += column.lines
    page.blank()
    _draw(page, [_Marked(visible(line), (), ()) for line in place.below])
    return page.document()


def _draw(page: Page, lines: Iterable[_Marked]) -> None:
    """Lines of the file as they are indented, those that go on too long in several rows."""
    for line in lines:
        shown, hidden = capped(line.text)
        for start, end in _rows(shown, page.width):
            page.lines.append(Line(tuple(_pieces(line, shown, start, end))))
        _add_hidden(page, hidden)


def _draw_around(page: Page, lines: Iterable[_Marked]) -> None:
    """The rows in and around what differs; how many there are between them, which both versions have."""
    rows: list[Line] = []
    kept = {0}
    for line in lines:
        first = len(page.lines)
        _draw(page, [line])
        drawn = page.lines[first:]
        del page.lines[first:]
        shown, _ = capped(line.text)
        bounds = [*_rows(shown, page.width), (len(shown), len(line.near))]
        for at, (start, end) in enumerate(bounds[: len(drawn)], len(rows)):
            if any(line.near[start : max(end, start + 1)]):
                kept.update(range(at - _AROUND, at + _AROUND + 1))
        rows += drawn
    at = 0
    while at < len(rows):
        until = next((row for row in range(at, len(rows)) if row in kept), len(rows))
        if until - at >= _LEAST_ALIKE:
            page.add(Piece(f"{page.marks.more} {until - at:,} rows that both have", "muted"))
            at = until
        page.lines += rows[at : until + 1]
        at = until + 1


def _pieces(line: _Marked, shown: str, start: int, end: int) -> list[Piece]:
    if not line.other:
        return [Piece(shown[start:end], "muted")]
    found: list[Piece] = []
    at = start
    while at < end:
        stop = at
        while stop < end and line.other[stop : stop + 1] == line.other[at : at + 1]:
            stop += 1
        is_other = bool(line.other[at : at + 1] and line.other[at])
        found.append(Piece(shown[at:stop], "strong" if is_other else "plain"))
        at = stop
    return found


def _compared(place: TwoVersions) -> list[list[_Marked]]:
    """The lines of both versions, each with what the other has not."""
    texts = ["\n".join(map(visible, lines)) for lines in place.lines]
    words = [_words(text) for text in texts]
    flags = [[False] * (len(text) + 1) for text in texts]
    nears = [[False] * (len(text) + 1) for text in texts]
    if all(0 < len(one) <= _MOST_WORDS for one in words):
        one, other = ([text[start:end] for start, end in own] for text, own in zip(texts, words, strict=True))
        matcher = SequenceMatcher(a=one, b=other, autojunk=False)
        for tag, *ends in matcher.get_opcodes():
            for side, first, last in ((0, *ends[:2]), (1, *ends[2:])) if tag != "equal" else ():
                own = words[side]
                for start, end in own[first:last]:
                    flags[side][start:end] = nears[side][start:end] = [True] * (end - start)
                nears[side][own[first][0] if first < len(own) else own[-1][1] - 1] = True
    return [_split(*each) for each in zip(texts, flags, nears, strict=True)]


def _words(text: str) -> list[tuple[int, int]]:
    """Where each word and each blank begins and ends; a letter is a word in scripts that have no blanks."""
    found: list[tuple[int, int]] = []
    for start, end in (word.span() for word in _WORD.finditer(text)):
        if found and category(text[start]).startswith("M"):
            # A vowel or tone goes with the letter that it stands at.
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _split(text: str, flags: Sequence[bool], nears: Sequence[bool]) -> list[_Marked]:
    found: list[_Marked] = []
    place = 0
    for line in text.split("\n") if text else ():
        until = place + len(line)
        found.append(_Marked(line, [*flags[place:until], False], nears[place : until + 1]))
        place += len(line) + 1
    return found
