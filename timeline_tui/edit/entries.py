"""New sources and names in a file, each behind the last one and in its style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from timeline_tui.edit.byte_lines import column_of, is_blank, line_at, line_before, line_number
from timeline_tui.edit.habits import What, learn
from timeline_tui.edit.rendering import Rendering, indented
from timeline_tui.edit.splice import (
    Brackets,
    CannotEdit,
    Fields,
    Listed,
    Splice,
    above,
    behind,
    below,
    ends_line,
    entry_at,
    fewest_blank,
    set_below,
    without_brackets,
)
from timeline_tui.yamlfile.layout import SECTIONS, Layout, ListedSection, SectionName
from timeline_tui.yamlfile.trees import Node

Entries = Mapping[str, Fields]
_WHAT: dict[SectionName, What] = {"sources": "source", "names": "name"}
_MOST_NEIGHBOURS = 6
_LONGEST_IN_BRACKETS = 110


def listing(data: bytes, layout: Layout, listed: Listed, *, careful: bool) -> list[Splice]:
    """What must be put where; `CannotEdit` if not safely."""
    wanted = [
        (_Listing(data, layout, name, careful=careful), listed[name]) for name in SECTIONS if listed.get(name)
    ]
    found = [
        splice
        for one, entries in wanted
        if one.section is not None
        for splice in one.splices(one.section, entries)
    ]
    fields = [one.field(entries) for one, entries in wanted if one.section is None]
    return [*found, _fields(data, layout, fields)] if fields else found


def _fields(data: bytes, layout: Layout, fields: Sequence[Sequence[str]]) -> Splice:
    """Whole fields, right above the events or, where there are none, at the end."""
    if layout.root_flow:
        raise CannotEdit("the timeline stands in curly brackets and has no `sources` or `names` yet", 1)
    if layout.events is None:
        return set_below(data, below(data, layout.root_end), [line for field in fields for line in field])
    if not is_blank(data[line_at(data, layout.key) : layout.key]):
        raise CannotEdit("`events` does not begin in a line of its own", line_number(data, layout.key))
    place = above(data, layout.key)
    blank = [""] if _is_below_blank(data, place) else []
    lines = [line for field in fields for line in (*field, *blank)]
    return set_below(data, place, lines, column_of(data, layout.key))


class _Listing:
    """Finds the bytes for new entries of one section."""

    def __init__(self, data: bytes, layout: Layout, name: SectionName, *, careful: bool) -> None:
        self._data = data
        self._layout = layout
        self._name = name
        self.section = layout.sections.get(name)
        """None where the file has no such field."""
        near = self.section if self.section and self.section.entries else self._other()
        pairs = list(_neighbours(data, near)) if near is not None else []
        self._near = [value for _, value in pairs if value.kind == "mapping"]
        self._indent = next((_indent(data, key, value) for key, value in pairs if _is_block(value)), 2)
        self._rendering = Rendering(learn(data, self._near, item=_WHAT[name]), careful)

    def _other(self) -> ListedSection | None:
        return next((found for name, found in self._layout.sections.items() if name != self._name), None)

    def field(self, entries: Entries) -> list[str]:
        """The lines of the whole field."""
        return [f"{self._rendering.key(self._name)}:", *self._lines(entries, 2)]

    def splices(self, section: ListedSection, entries: Entries) -> list[Splice]:
        """Where they go, and as what."""
        line = line_number(self._data, section.key)
        if section.marked:
            raise CannotEdit(f"`{self._name}` has an anchor or a tag, and it may stand elsewhere, too", line)
        bare = None
        if section.flow and not section.entries and not self._layout.root_flow:
            bare = without_brackets(self._data, section.start, section.end)
        if section.holds == "nothing" or bare is not None:
            column = column_of(self._data, section.key)
            lines = self._lines(entries, column + 2)
            below = set_below(self._data, behind(self._data, section.end, column), lines)
            return [below] if bare is None else [bare, below]
        if section.holds != "mapping":
            raise CannotEdit(f"`{self._name}` must be a mapping, and here it is something else", line)
        return self._in_brackets(section, entries) if section.flow else [self._behind(section, entries)]

    def _behind(self, section: ListedSection, entries: Entries) -> Splice:
        """Below the last entry."""
        data, last = self._data, section.entries[-1]
        lead = data[line_at(data, last.start) : last.start]
        if lead.strip(b" "):
            raise CannotEdit(
                "the entry beside it does not begin in a line of its own", line_number(data, last.start)
            )
        pairs = list(zip(section.entries, section.entries[1:], strict=False))[-3:]
        blank = fewest_blank([data[one.end : line_at(data, other.start)] for one, other in pairs])
        lines = self._lines(entries, len(lead), blank)
        return set_below(
            data, behind(data, last.end, len(lead)), [""] * (0 if ends_line(data, last) else blank) + lines
        )

    def _lines(self, entries: Entries, column: int, blank: int = 0) -> list[str]:
        lines: list[str] = []
        for key, fields in entries.items():
            lines += [""] * (blank if lines else 0) + indented(self._entry(key, fields, column), column)
        return lines

    def _entry(self, key: str, fields: Fields, column: int) -> list[str]:
        """The lines of one entry, in brackets where the nearest one is."""
        rendering = self._rendering
        if self._near and self._near[0].flow:
            line = f"{rendering.key(key)}: {rendering.in_brackets(_WHAT[self._name], dict(fields))}"
            if all(node.flow for node in self._near) or len(line) + column <= _LONGEST_IN_BRACKETS:
                return [line]
        room = rendering.habits.width - column - self._indent
        own = rendering.mapping(_WHAT[self._name], fields, room)
        return [f"{rendering.key(key)}:", *indented(own, self._indent)]

    def _in_brackets(self, section: ListedSection, entries: Entries) -> list[Splice]:
        rendering, what = self._rendering, _WHAT[self._name]
        parts = [(entry.start, entry.end) for entry in section.entries]
        texts = [
            f"{rendering.key(key)}: {rendering.in_brackets(what, dict(own))}" for key, own in entries.items()
        ]
        return Brackets(self._data, section.start, parts).put(len(parts), texts)


def _neighbours(data: bytes, section: ListedSection) -> Iterator[tuple[Node, Node]]:
    """The last entries, the nearest first."""
    for at in range(len(section.entries) - 1, max(-1, len(section.entries) - 1 - _MOST_NEIGHBOURS), -1):
        entry = entry_at(data, section, at)
        if entry is not None:
            yield entry


def _is_block(value: Node) -> bool:
    return value.kind == "mapping" and not value.flow


def _indent(data: bytes, key: Node, value: Node) -> int:
    return max(column_of(data, value.parts[0].start) - column_of(data, key.start), 1)


def _is_below_blank(data: bytes, place: int) -> bool:
    """Whether the line above the place is blank."""
    return place > 0 and is_blank(data[line_before(data, place) : place].rstrip(b"\r\n"))
