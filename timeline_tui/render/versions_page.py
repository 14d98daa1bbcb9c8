"""The page of what a merge left in two versions, side by side where there is room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.edit.two_versions import TwoVersions
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece
from timeline_tui.render.page import GUTTER, Page
from timeline_tui.render.wrapping import capped, spans
from timeline_tui.visible import visible

_BESIDE = 56
"""Cells from which on there is room for two columns."""
_MOST_LINES, _MOST_WORDS = 200, 4_000
_WORD = re.compile(r"\s+|[^\s]+")


class _Marked(NamedTuple):
    """A line of a version, and whether the other version has no such line or word, character by character."""

    text: str
    other: Sequence[bool]


def versions_page(place: TwoVersions, width: int, marks: Marks = FULL) -> Document:
    """What stands above, both versions with what differs in bold, and what stands below."""
    page = Page(width, marks)
    _draw(page, [_Marked(visible(line), ()) for line in place.above])
    page.blank()
    wide = page.width >= _BESIDE
    columns = page.columns((page.width - GUTTER) // 2 if wide else page.width, 2)
    numbers = ("1", "2")
    for column, number, name, lines in zip(columns, numbers, place.names, _compared(place), strict=True):
        column.add(Piece(f"{number} ", "key"), Piece(visible(name), "heading"))
        if not lines:
            column.add(Piece("nothing: it was taken out", "muted"))
        _draw(column, lines[:_MOST_LINES])
        column.rest(len(lines) - _MOST_LINES, "line")
        if not wide:
            column.lines.append(Line())
    if wide:
        page.beside(columns)
    else:
        for column in columns:
            page.lines += column.lines
    page.blank()
    _draw(page, [_Marked(visible(line), ()) for line in place.below])
    return page.document()


def _draw(page: Page, lines: Sequence[_Marked]) -> None:
    """Lines of the file as they are indented, those that go on too long in several rows."""
    for line in lines:
        shown, hidden = capped(line.text)
        for start, end in spans(shown, page.width) if shown.strip() else ((0, 0),):
            is_first = not shown[:start].strip() and cell_len(shown[:end]) <= page.width
            first = 0 if is_first else start
            page.lines.append(Line(tuple(_pieces(line, shown, first, end))))
        if hidden:
            page.add(Piece(f"{page.marks.more} {hidden:,} more characters", "muted"))


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
    words = [[found.span() for found in _WORD.finditer(text)] for text in texts]
    flags = [[False] * len(text) for text in texts]
    if all(0 < len(one) <= _MOST_WORDS for one in words):
        one, other = ([text[start:end] for start, end in own] for text, own in zip(texts, words, strict=True))
        matcher = SequenceMatcher(a=one, b=other, autojunk=False)
        for tag, *ends in matcher.get_opcodes():
            for side, first, last in ((0, *ends[:2]), (1, *ends[2:])) if tag != "equal" else ():
                for start, end in words[side][first:last]:
                    flags[side][start:end] = [True] * (end - start)
    return [_split(text, flag) for text, flag in zip(texts, flags, strict=True)]


def _split(text: str, flags: Sequence[bool]) -> list[_Marked]:
    found: list[_Marked] = []
    place = 0
    for line in text.split("\n") if text else ():
        found.append(_Marked(line, [*flags[place : place + len(line)], False]))
        place += len(line) + 1
    return found
