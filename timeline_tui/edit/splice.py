"""What an edit is, and the events and entries of a file one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from timeline_tui.edit.byte_lines import (
    break_of,
    column_of,
    is_blank,
    is_comment,
    line_at,
    line_before,
    line_number,
    rest_of_line,
)
from timeline_tui.model.timeline import Event
from timeline_tui.visible import NotDone
from timeline_tui.yamlfile.layout import (
    Layout,
    ListedEntry,
    ListedItem,
    ListedSection,
    SectionName,
    Unclear,
    lay_out,
)
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.trees import Node, tree_of
from timeline_tui.yamlfile.values import Plain

_MOST_NEIGHBOURS = 6
_MOST_BLANK = 3
_BLANKS = b" \t"
_NOTHING_IN_BRACKETS = re.compile(rb"\[[ \t]*\]|\{[ \t]*\}")
_UP_TO_COMMA = re.compile(rb"(?:[ \t\r\n]|#[^\r\n]*+)*+,")
_BETWEEN = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*")

Fields: TypeAlias = "Mapping[str, Plain]"
"""What an event or a passage is to say; None where a field says nothing."""
Listed: TypeAlias = "Mapping[SectionName, Mapping[str, Fields]]"
"""New sources and names, by their ids."""


class CannotEdit(NotDone):
    """An edit that cannot be made safely, with the line where a person can make it."""

    def __init__(self, sentence: str, line: int = 0, hint: str = "open the file in an editor") -> None:
        super().__init__(sentence, hint)
        self.line = line
        """Counted from 1; 0 where it is the whole file."""


class Splice(NamedTuple):
    """Bytes that take the place of those from `start` to just before `end`."""

    start: int
    end: int
    new: bytes


class Rewrite(NamedTuple):
    """A file before and after; nothing is written yet."""

    old: bytes
    new: bytes
    lines: tuple[int, ...] = ()
    """The lines that the things begin in that were added or changed."""
    layout: Layout | None = None
    """Where things stand in the file after it."""
    items: tuple[int, ...] = ()
    """The positions of the events that were added or changed, as they were asked for."""
    splices: tuple[Splice, ...] = ()
    listed: Listed | None = None
    """The sources and names that are new with them."""

    @property
    def places(self) -> dict[Splice, tuple[int, int]]:
        """Where the bytes of each splice stand in the file after it."""
        found: dict[Splice, tuple[int, int]] = {}
        moved = 0
        for splice in sorted(self.splices):
            start = splice.start + moved
            found[splice] = start, start + len(splice.new)
            moved += len(splice.new) - (splice.end - splice.start)
        return found


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with all of these in place, none of which touch each other."""
    pieces: list[bytes] = []
    done = 0
    for splice in sorted(splices):
        pieces += [data[done : splice.start], splice.new]
        done = splice.end
    return b"".join([*pieces, data[done:]])


class LaidFile:
    """A file that is edited: its bytes, and where things stand in them."""

    def __init__(self, data: bytes, layout: Layout | None = None) -> None:
        """`layout` is that of the file, where it is known already; else `CannotEdit` if it may not be."""
        self.data = data
        self.layout = layout or _laid_out(data)
        self._near: dict[int, Node | None] = {}

    def no_way(self, what: str, line: int) -> CannotEdit:
        """That the edit was tried and could not be proven, with what may make it possible."""
        sentence = f"no way was found to {what}"
        if not self.data or BREAK.fullmatch(self.data[-1:]):
            return CannotEdit(sentence, line)
        # A text after | or > says more with a line break behind it than with the end of the file.
        return CannotEdit(sentence, line, "end the last line of the file with a line break, and do it again")

    def line_of(self, place: int) -> int:
        """The line of a place, counted from 1."""
        return line_number(self.data, place)

    def column_of(self, place: int) -> int:
        """How many characters stand before a place in its line."""
        return column_of(self.data, place)

    def hyphen_of(self, item: ListedItem) -> int | None:
        """Where the hyphen of an item stands, if it is the first thing in its line."""
        data, floor = self.data, self.layout.start
        place = data.rfind(b"-", floor, item.start)
        while place >= 0:
            start = line_at(data, place)
            if is_blank(data[start:place]) and _BETWEEN.fullmatch(data, place + 1, item.start):
                return place
            place = data.rfind(b"-", floor, place)
            if place >= 0 and item.start - place > 1 << 16:
                return None
        return None

    def positions_of(self, event: Event) -> list[int]:
        """Where an event as it was read can stand among those of the file: one position, if it is clear."""
        items = self.layout.items
        found = [at for at, item in enumerate(items) if item.id is not None and item.id == event.id]
        # What has no id in the file got one when it was read.
        said = (None, event.title, event.date)
        return found or [at for at, item in enumerate(items) if (item.id, item.title, item.date) == said]

    def list_indent(self, column: int) -> int:
        """How far events in this column are indented, which is how far other lists are."""
        return min(max(column - self.column_of(self.layout.key), 0), 8)

    def tree_at(self, at: int) -> Node | None:
        """The tree of an event by its position; None where it cannot be read alone."""
        return self._tree(self.layout.items[at], in_brackets=self.layout.flow)

    def _tree(self, part: ListedItem | ListedEntry, *, in_brackets: bool) -> Node | None:
        """What stands in a part; None where it cannot be read alone."""
        if in_brackets:
            return tree_of(self.data, part.start, part.end)
        return tree_of(self.data, part.start, self.end_of_lines(part), self.column_of(part.start))

    def neighbours(self, at: int) -> list[Node]:
        """The events beside a place, the nearest first; each is read once."""
        near = (place for step in range(_MOST_NEIGHBOURS) for place in (at - 1 - step, at + step))
        beside = [place for place in near if 0 <= place < len(self.layout.items)][:_MOST_NEIGHBOURS]
        for place in beside:
            if place not in self._near:
                self._near[place] = self.tree_at(place)
        return [tree for place in beside if (tree := self._near[place]) is not None]

    def entry_at(self, section: ListedSection, at: int) -> tuple[Node, Node] | None:
        """The id and the tree of an entry by its position; None where it cannot be read alone."""
        tree = self._tree(section.entries[at], in_brackets=section.flow)
        pairs = list(tree.fields) if tree is not None and tree.kind == "mapping" else []
        return pairs[0] if len(pairs) == 1 else None

    def end_of_lines(self, item: ListedItem | ListedEntry) -> int:
        """Behind the line that it ends in: without its line break, the last text might say less."""
        return item.end if self.ends_line(item) else rest_of_line(self.data, item.end).next

    def ends_line(self, item: ListedItem | ListedEntry) -> bool:
        """Whether the line break behind it is its own, as where a text ends with blank lines that count."""
        return 0 < item.end == line_at(self.data, item.end)

    def behind(self, end: int, column: int) -> int:
        """Where the line begins below a thing that ends here, and below comments indented under it."""
        place = self.below(end)
        while place < len(self.data):
            rest = rest_of_line(self.data, place)
            if not is_comment(rest.text) or len(rest.text) - len(rest.text.lstrip()) <= column:
                break
            place = rest.next
        return place

    def below(self, end: int) -> int:
        """Where the line begins below a thing that ends here, beside which at most a comment may stand."""
        if end == line_at(self.data, end) and end > 0:
            # A text whose last line breaks count.
            return end
        rest = rest_of_line(self.data, end)
        if not is_blank(rest.text) and not (rest.text[:1] in {b" ", b"\t"} and is_comment(rest.text)):
            raise CannotEdit("something else stands behind it in the same line", self.line_of(end))
        return rest.next

    def above(self, hyphen: int) -> int:
        """Where the first line begins of an event and of the comments right above it in its column."""
        start = line_at(self.data, hyphen)
        column = self.column_of(hyphen)
        while start > 0:
            before = line_before(self.data, start)
            text = rest_of_line(self.data, before).text
            if before >= start or not is_comment(text) or len(text) - len(text.lstrip()) != column:
                break
            start = before
        return start

    def set_below(self, place: int, lines: Sequence[str], column: int = 0) -> Splice:
        """Lines of their own from here on; a file with no line break at its end still has none."""
        ends = break_of(self.data, place)
        text = ends.join(line.encode() for line in indented(lines, column))
        starts_line = place == line_at(self.data, place)
        return Splice(place, place, text + ends if starts_line else ends + text)

    def blank_lines(self, at: int) -> int:
        """How many blank lines the events beside a place have between them."""
        items = self.layout.items
        gaps: list[bytes] = []
        near = range(max(1, at - 3), min(at + 4, len(items)))
        for place in sorted(near, key=lambda place: abs(place - at))[:3]:
            hyphen = self.hyphen_of(items[place])
            if hyphen is not None:
                gaps.append(self.data[items[place - 1].end : line_at(self.data, hyphen)])
        return fewest_blank(gaps)

    def without_brackets(self, start: int, end: int) -> Splice | None:
        """What takes away brackets that hold nothing, so that lines can stand below their field; or None."""
        before = self.data[line_at(self.data, start) : start]
        bare = before.rstrip(b" \t")
        if not bare.endswith(b":") or not _NOTHING_IN_BRACKETS.fullmatch(self.data, start, end):
            return None
        return Splice(start - len(before) + len(bare), end, b"")

    def in_brackets(
        self, start: int, parts: Sequence[tuple[int, int]], at: int, texts: Sequence[str]
    ) -> list[Splice]:
        """What must be put where, so that these stand in brackets behind so many others.

        `start` is where the brackets open, `parts` are where each thing in them begins and ends.
        """
        return _Brackets(self, start, parts).put(at, texts)


def _laid_out(data: bytes) -> Layout:
    """Where things stand in a file that may be edited at all."""
    try:
        layout = lay_out(data)
    except Unclear as error:
        hint = "mend it first: timeline-tui check says what is wrong"
        raise CannotEdit(str(error), error.line, hint) from error
    if layout.marked:
        raise CannotEdit("its events have an anchor or a tag, so that more may hang on them than is seen")
    return layout


def indented(lines: Sequence[str], columns: int) -> list[str]:
    """The lines, moved to the right; empty ones stay empty."""
    return [" " * columns + line if line else line for line in lines]


def fewest_blank(gaps: Sequence[bytes]) -> int:
    """How many blank lines things have between them, where this stands between some."""
    counted = [sum(map(is_blank, gap.splitlines()[1:])) for gap in gaps]
    return min([*counted, _MOST_BLANK]) if counted else 0


class _Brackets:
    """What stands in brackets, one after the other: each keeps the comment that is in its line."""

    def __init__(self, file: LaidFile, start: int, parts: Sequence[tuple[int, int]]) -> None:
        self._file = file
        self._data = file.data
        self._start = start
        self._parts = parts

    def put(self, at: int, texts: Sequence[str]) -> list[Splice]:
        """What must be put where, so that these stand behind so many others."""
        new = [text.encode() for text in texts]
        if not self._parts:
            return [_put(self._start + 1, b", ".join(new))]
        if at:
            return self._below(at, new) or [
                _put(self._parts[at - 1][1], b"".join(self._between(at) + each for each in new))
            ]
        place, lead = self._parts[0][0], self._lead(0)
        if is_blank(lead):
            return [_put(self._file.above(place), self._lines(lead, new, b",", b","))]
        return [_put(place, b"".join(each + self._between(0) for each in new))]

    def _below(self, at: int, new: Sequence[bytes]) -> list[Splice]:
        """Lines of their own, below the one that the thing before ends; none where it does not end one."""
        data, end = self._data, self._parts[at - 1][1]
        comma = _UP_TO_COMMA.match(data, end)
        rest = rest_of_line(data, end)
        behind_comma = comma is not None and comma.end() <= rest.end
        if comma is not None and behind_comma:
            rest = rest_of_line(data, comma.end())
        if not is_blank(rest.text) and not is_comment(rest.text):
            return []
        lead = self._lead(at - 1)
        leads = [each for each in (lead, self._lead(at)) if each.strip(_BLANKS) == b","]
        if leads and not behind_comma:
            # The commas stand at the beginning of the lines.
            return [_put(rest.next, self._lines(leads[0], new, b"", b""))]
        lead = lead if is_blank(lead) else b" " * column_of(data, self._parts[at - 1][0])
        lines = _put(rest.next, self._lines(lead, new, b",", b"," if behind_comma else b""))
        return [lines] if behind_comma else [_put(end, b","), lines]

    def _lead(self, at: int) -> bytes:
        """What stands before a thing in its line."""
        start = self._parts[at][0] if at < len(self._parts) else self._start
        return self._data[line_at(self._data, start) : start]

    def _lines(self, lead: bytes, new: Sequence[bytes], comma: bytes, last: bytes) -> bytes:
        commas = [comma] * (len(new) - 1) + [last]
        ends = break_of(self._data, self._parts[-1][1])
        return b"".join(lead + each + mark + ends for each, mark in zip(new, commas, strict=True))

    def _between(self, at: int) -> bytes:
        """What stands between two things beside the place."""
        if len(self._parts) < 2:
            return b", "
        first = min(max(at - 1, 0), len(self._parts) - 2)
        start, end = self._parts[first][1], self._parts[first + 1][0]
        between = self._data[start:end]
        if between.strip(b" \t\r\n") == b",":
            return between
        lead = self._lead(first + 1)
        is_line = line_at(self._data, end) > start and is_blank(lead)
        return b"," + break_of(self._data, end) + lead if is_line else b", "


def _put(place: int, new: bytes) -> Splice:
    return Splice(place, place, new)
