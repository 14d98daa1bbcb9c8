"""What stands in quotation marks: of every kind, mixed, left open, over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from timeline_tui.gather.sentences import Slice


class Quoted(NamedTuple):
    """A stretch in quotation marks, which are part of it."""

    start: int
    end: int
    paragraph: int
    """Which of the text."""
    is_closed: bool
    """Whether its last mark is there."""


# Each begins with one letter, and what stands before it is looked at last: so they are found fast.
_DOUBLE = re.compile("|".join((*'“”„‟«»"〝〞「」『』＂', "''", "``", "’’", "‘‘")))
_OPENING, _CLOSING = frozenset("“„‟〝「『"), frozenset("”〞」』")
_SINGLE = re.compile(r"[‘'‹‚](?<![\w\"“][‘'‹‚])(?=[\w$(\[¿¡])(?!(?:em|til|cause|tis|twas)\b|\d\ds)")
_SINGLE_END = re.compile(r"['’›‘](?<=[\w.,!?…\-—)\]]['’›‘])(?!\w)")
_BEFORE_OPENING = frozenset(" \t\n\r\xa0\u2009\u202f([{—–-/:…\u200b")
_LONGEST_OPEN, _MOST_APOSTROPHES = 4_000, 12


def quoted(text: str, paragraphs: list[Slice]) -> list[Quoted]:
    """All that stands in quotation marks, in order; none lies within another."""
    found: list[Quoted] = []
    for number, paragraph in enumerate(paragraphs):
        goes_on = _goes_on(text, paragraphs, number)
        doubles = list(_doubles(text, paragraph, number, goes_on=goes_on))
        found += doubles
        if "'" in (held := text[paragraph.start : paragraph.end]) or "‘" in held or "‹" in held:
            found += _singles(text, paragraph, number, doubles)
    return sorted(found)


def _goes_on(text: str, paragraphs: list[Slice], number: int) -> bool:
    """Whether the next paragraph begins with a mark, so that speech which is not closed goes on there."""
    return number + 1 < len(paragraphs) and _DOUBLE.match(text, paragraphs[number + 1].start) is not None


def _doubles(text: str, paragraph: Slice, number: int, *, goes_on: bool) -> Iterator[Quoted]:
    opened: int | None = None
    mark_of = ""
    within = 0
    marks = list(_DOUBLE.finditer(text, paragraph.start, paragraph.end))
    for at, match in enumerate(marks):
        if opened is not None and within and match[0] in _CLOSING:
            within -= 1
            continue
        if opened is not None and match[0] == "“" and _is_nested(text, marks, at, mark_of):
            within += 1
            continue
        opens, closes = _roles(text, match, paragraph, mark_of if opened is not None else None)
        if opened is not None and closes:
            yield Quoted(opened, match.end(), number, is_closed=True)
            opened = None
        elif opens:
            opened, mark_of = match.start(), match[0]
    if opened is not None and (goes_on or paragraph.end - opened <= _LONGEST_OPEN):
        yield Quoted(opened, paragraph.end, number, is_closed=False)


def _roles(text: str, match: re.Match[str], paragraph: Slice, mark_of: str | None) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close what another one opened."""
    mark = match[0]
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    if mark in _CLOSING or mark == "’’":
        return mark_of is None and before in _BEFORE_OPENING and after.isalnum(), True
    is_last = match.end() == paragraph.end
    if mark == "“" and mark_of is not None and (mark_of == "„" or is_last or _ends_here(before, after)):
        return False, True
    if mark in _OPENING or mark in {"``", "‘‘"}:
        return True, False
    if mark in "«»":
        return (not after.isspace() and (before in _BEFORE_OPENING)) or (mark == "«" and mark_of is None), (
            mark_of in {"«", "»"} and mark != mark_of
        )
    looks_opening = before in _BEFORE_OPENING and not after.isspace()
    if mark_of is None:
        return looks_opening or (not before.isdigit() and after.isalnum() and not before.isalnum()), False
    return looks_opening and before not in "-—–…/" and before.isspace(), not (
        looks_opening and before.isspace()
    )


def _is_nested(text: str, marks: list[re.Match[str]], at: int, mark_of: str) -> bool:
    """Whether a mark opens speech within speech: two close before another one opens.

    Within a straight mark it does where its own other one closes it.
    """
    behind = [mark[0] for mark in marks[at + 1 : at + 3]]
    start, end = marks[at].span()
    if mark_of == '"':
        return behind[:1] == ["”"] and text[start - 1].isspace() and not text[end].isspace()
    is_closed = len(behind) == 2 and set(behind) <= _CLOSING
    return mark_of == "“" and is_closed and text[end].isalnum()


def _ends_here(before: str, after: str) -> bool:
    """Whether a mark that should open stands where one closes: at the end of a word or a sentence."""
    return not before.isspace() and before not in _BEFORE_OPENING and not after.isalnum()


def _singles(text: str, paragraph: Slice, number: int, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Speech in single marks, outside of that in double ones."""
    at = paragraph.start
    starts = [one.start for one in doubles]
    while match := _SINGLE.search(text, at, paragraph.end):
        at = match.end()
        before = bisect_right(starts, match.start())
        if before and match.start() < doubles[before - 1].end:
            at = max(at, doubles[before - 1].end)
            continue
        limit = starts[before] if before < len(starts) else paragraph.end
        limit = min(limit, at + _LONGEST_OPEN)
        if (end := _single_end(text, match.end(), limit)) is not None:
            yield Quoted(match.start(), end, number, is_closed=True)
            at = end


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Behind the mark that closes; an apostrophe at the end of a plural is passed over where it can be."""
    ends = list(islice(_SINGLE_END.finditer(text, start, limit), _MOST_APOSTROPHES))
    if not ends:
        return None
    sure = next((one for one in ends if text[one.start() - 1] in ".,!?…"), None)
    return (sure or ends[0]).end()
