"""What is new in a file as lines, written as its neighbours are; sources and names at their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.edit import habits
from timeline_tui.edit.byte_lines import is_blank, line_at, line_before
from timeline_tui.edit.habits import BARE, DATES, Habits, ListHabit, TextHabit, What, learn
from timeline_tui.edit.splice import CannotEdit, Fields, LaidFile, Listed, Splice, fewest_blank, indented
from timeline_tui.yamlfile.layout import SECTIONS, ListedSection, SectionName
from timeline_tui.yamlfile.trees import Node
from timeline_tui.yamlfile.values import Plain


class Rendering(NamedTuple):
    """Writes values with the habits of a place."""

    habits: Habits
    careful: bool = False
    """Whether every text is quoted on one line, where any other way has failed."""

    def mapping(self, what: What, fields: Fields, room: int) -> list[str]:
        """The lines of a mapping with no brackets, as they stand in the column of its fields."""
        lines: list[str] = []
        for field in self.habits.ordered(what, fields):
            lines.extend(self.field(what, field, fields[field], room))
        return lines

    def field(self, what: What, field: str, value: Plain, room: int) -> list[str]:
        """The lines of one field; `room` is how many columns there are from the field on."""
        name = f"{self.key(field)}:"
        if isinstance(value, list) and value:
            return self._list(what, field, name, value, room)
        if isinstance(value, dict) and value:
            habit = self.habits.list_of(what, field)
            if habit.flow:
                return [f"{name} {self.in_brackets(what, value, field)}"]
            return [
                name,
                *indented(self._pairs(what, field, value, room - habit.indent), max(habit.indent, 1)),
            ]
        first, *more = self._text(what, field, value, room)
        return [f"{name} {first}", *indented(more, 2)]

    def _pairs(self, what: What, field: str, value: Fields, room: int) -> list[str]:
        """The lines of a mapping within a field, whose keys are nobody's fields."""
        lines: list[str] = []
        for key, inside in value.items():
            first, *more = self._text(what, field, inside, room)
            lines.extend([f"{self.key(key)}: {first}", *indented(more, 2)])
        return lines

    def _list(self, what: What, field: str, name: str, items: Sequence[Plain], room: int) -> list[str]:
        habit = self.habits.list_of(what, field)
        if habit.flow:
            in_brackets = f"{name} {self.in_brackets(what, list(items), field)}"
            if len(in_brackets) <= room or field == "quotes":
                return [in_brackets]
            habit = ListHabit(False, self.habits.indent)
        lines = [name]
        for item in items:
            lines.extend(indented(self.item(what, field, item, habit.gap, room - habit.indent), habit.indent))
        return lines

    def item(self, what: What, field: str, item: Plain, gap: int, room: int) -> list[str]:
        """The lines of one item of a list with no brackets, from its hyphen on."""
        inner: What = "quote" if field == "quotes" else what
        if isinstance(item, dict) and item and not (field == "quotes" and self.habits.flow_quotes):
            first, *more = self.mapping(inner, item, room - gap)
        elif isinstance(item, (dict, list)):
            first, more = self.in_brackets(inner, item, field), []
        else:
            first, *more = self._text(what, field, item, room - gap)
        return ["-" + " " * (gap - 1) + first, *indented(more, gap)]

    def in_brackets(self, what: What, value: Plain, field: str = "") -> str:
        """The value in brackets, on one line."""
        if isinstance(value, dict):
            own = field in {"", "quotes"}
            order = self.habits.ordered(what, value) if own else list(value)
            # Behind a key stands a field of an item, or a dispute with its question.
            pairs = (
                f"{self.key(key)}: {self.in_brackets(what, value[key], key if own else field)}"
                for key in order
            )
            blank = " " if self.habits.padded and order else ""
            return "{" + blank + ", ".join(pairs) + blank + "}"
        if isinstance(value, list):
            inner: What = "quote" if field == "quotes" else what
            return "[" + ", ".join(self.in_brackets(inner, item, field) for item in value) + "]"
        return self._short(value, self.habits.text_of(what, field), field, in_brackets=True)

    def again(self, field: str, text: str, there: Node, *, broken: bool, room: int) -> list[str]:
        """The lines of a text of a passage in the place of another, written as that one is.

        `broken` is whether that one stands over several lines.
        """
        if self.careful:
            return [habits.double(text)]
        if there.style in {"literal", "folded"}:
            keeps = there.style == "literal"
            return (habits.literal(text) if keeps else habits.folded(text, room)) or [habits.double(text)]
        habit = TextHabit(there.style)
        lines = None if there.flow else self._lines(text, habit, field, room)
        if lines is not None:
            return lines
        line = self._short(text, habit, field, in_brackets=there.flow)
        return habits.wrapped(line, room - len(field)) if broken else [line]

    def key(self, key: str) -> str:
        """A field or an id, as it stands before its colon."""
        simple = _plain_key(key)
        if simple is not None and self.habits.keys == "plain":
            return simple
        return habits.quoted(key, "double" if self.habits.keys == "plain" else self.habits.keys)

    def _text(self, what: What, field: str, value: Plain, room: int) -> list[str]:
        """The lines of a text; those behind the first stand further to the right."""
        if isinstance(value, (list, dict)):
            return [self.in_brackets(what, value, field)]
        habit = self.habits.text_of(what, field)
        if value is not None and not self.careful:
            lines = self._lines(value, habit, field, room)
            if lines is not None:
                return lines
        return [self._short(value, habit, field, in_brackets=False)]

    def _lines(self, text: str, habit: TextHabit, field: str, room: int) -> list[str] | None:
        """A text over several lines, where it has them or is too long for one."""
        long = habit.long
        if "\n" in text.rstrip("\n"):
            return habits.folded(text, room - 2) if long == "folded" else habits.literal(text)
        if len(text) + len(field) + 4 <= room or long == "one line":
            return None
        if long in {"folded", "literal"}:
            return habits.folded(text, room - 2)
        return habits.wrapped(text, room - len(field) - 2) if habits.plain(text) is not None else None

    def _short(self, value: Plain, habit: TextHabit, field: str, *, in_brackets: bool) -> str:
        if value is None:
            return "null"
        text = str(value)
        if self.careful:
            return habits.double(text)
        if field in BARE and habits.bare(text):
            return text
        if habit.short == "plain":
            simple = habits.plain(text, in_brackets=in_brackets, date=field in DATES)
            if simple is not None:
                return simple
        preferred = self.habits.quotes if habit.short == "plain" else habit.short
        return habits.quoted(text, preferred)


@lru_cache(maxsize=1024)
def _plain_key(key: str) -> str | None:
    """A key with nothing around it; most stand in every event of a long file."""
    return habits.plain(key, in_brackets=True)


Entries = Mapping[str, Fields]
_WHAT: dict[SectionName, What] = {"sources": "source", "names": "name"}
_MOST_NEIGHBOURS = 6
LONGEST_IN_BRACKETS = 110
"""Columns of a line in brackets beside others that are not all written so."""


def listing(file: LaidFile, listed: Listed, *, careful: bool) -> list[Splice]:
    """What must be put where; `CannotEdit` if not safely."""
    wanted = [(_Listing(file, name, careful=careful), listed[name]) for name in SECTIONS if listed.get(name)]
    found = [
        splice
        for one, entries in wanted
        if one.section is not None
        for splice in one.splices(one.section, entries)
    ]
    fields = [one.field(entries) for one, entries in wanted if one.section is None]
    return [*found, _fields(file, fields)] if fields else found


def _fields(file: LaidFile, fields: Sequence[Sequence[str]]) -> Splice:
    """Whole fields, right above the events or, where there are none, at the end."""
    data, layout = file.data, file.layout
    if layout.root_flow:
        raise CannotEdit("the timeline stands in curly brackets and has no `sources` or `names` yet", 1)
    if layout.events is None:
        return file.set_below(file.below(layout.root_end), [line for field in fields for line in field])
    if not is_blank(data[line_at(data, layout.key) : layout.key]):
        raise CannotEdit("`events` does not begin in a line of its own", file.line_of(layout.key))
    place = file.above(layout.key)
    blank = [""] if _is_below_blank(data, place) else []
    lines = [line for field in fields for line in (*field, *blank)]
    return file.set_below(place, lines, file.column_of(layout.key))


class _Listing:
    """Finds the bytes for new entries of one section."""

    def __init__(self, file: LaidFile, name: SectionName, *, careful: bool) -> None:
        self._file = file
        self._layout = layout = file.layout
        self._name = name
        self.section = layout.sections.get(name)
        """None where the file has no such field."""
        near = self.section if self.section and self.section.entries else self._other()
        pairs = list(_neighbours(file, near)) if near is not None else []
        self._near = [value for _, value in pairs if value.kind == "mapping"]
        self._indent = next(
            (_indent(file, key, value) for key, value in pairs if value.kind == "mapping" and not value.flow),
            2,
        )
        self._rendering = Rendering(learn(file.data, self._near, item=_WHAT[name]), careful)

    def _other(self) -> ListedSection | None:
        return next((found for name, found in self._layout.sections.items() if name != self._name), None)

    def field(self, entries: Entries) -> list[str]:
        """The lines of the whole field."""
        return [f"{self._rendering.key(self._name)}:", *self._lines(entries, 2)]

    def splices(self, section: ListedSection, entries: Entries) -> list[Splice]:
        """Where they go, and as what."""
        line = self._file.line_of(section.key)
        if section.marked:
            raise CannotEdit(f"`{self._name}` has an anchor or a tag, and it may stand elsewhere, too", line)
        bare = None
        if section.flow and not section.entries and not self._layout.root_flow:
            bare = self._file.without_brackets(section.start, section.end)
        if section.holds == "nothing" or bare is not None:
            column = self._file.column_of(section.key)
            lines = self._lines(entries, column + 2)
            below = self._file.set_below(self._file.behind(section.end, column), lines)
            return [below] if bare is None else [bare, below]
        if section.holds != "mapping":
            raise CannotEdit(f"`{self._name}` must be a mapping, and here it is something else", line)
        return self._in_brackets(section, entries) if section.flow else [self._behind(section, entries)]

    def _behind(self, section: ListedSection, entries: Entries) -> Splice:
        """Below the last entry."""
        file, data, last = self._file, self._file.data, section.entries[-1]
        lead = data[line_at(data, last.start) : last.start]
        if lead.strip(b" "):
            raise CannotEdit(
                "the entry beside it does not begin in a line of its own", file.line_of(last.start)
            )
        pairs = list(zip(section.entries, section.entries[1:], strict=False))[-3:]
        blank = fewest_blank([data[one.end : line_at(data, other.start)] for one, other in pairs])
        lines = self._lines(entries, len(lead), blank)
        return file.set_below(
            file.behind(last.end, len(lead)), [""] * (0 if file.ends_line(last) else blank) + lines
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
            if all(node.flow for node in self._near) or len(line) + column <= LONGEST_IN_BRACKETS:
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
        return self._file.in_brackets(section.start, parts, len(parts), texts)


def _neighbours(file: LaidFile, section: ListedSection) -> Iterator[tuple[Node, Node]]:
    """The last entries, the nearest first."""
    for at in range(len(section.entries) - 1, max(-1, len(section.entries) - 1 - _MOST_NEIGHBOURS), -1):
        entry = file.entry_at(section, at)
        if entry is not None:
            yield entry


def _indent(file: LaidFile, key: Node, value: Node) -> int:
    return max(file.column_of(value.parts[0].start) - file.column_of(key.start), 1)


def _is_below_blank(data: bytes, place: int) -> bool:
    """Whether the line above the place is blank."""
    return place > 0 and is_blank(data[line_before(data, place) : place].rstrip(b"\r\n"))
