"""An event or a passage as the lines of a file, written as its neighbours are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.edit import habits
from timeline_tui.edit.habits import BARE, DATES, Habits, ListHabit, TextHabit, What
from timeline_tui.edit.splice import Fields
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
            pairs = (f"{self.key(key)}: {self._bracketed(what, field, key, value[key])}" for key in order)
            blank = " " if self.habits.padded and order else ""
            return "{" + blank + ", ".join(pairs) + blank + "}"
        if isinstance(value, list):
            inner: What = "quote" if field == "quotes" else what
            return "[" + ", ".join(self.in_brackets(inner, item, field) for item in value) + "]"
        return self._short(value, self.habits.text_of(what, field), field, in_brackets=True)

    def _bracketed(self, what: What, field: str, key: str, value: Plain) -> str:
        """What stands in brackets behind a key: a field of an item, or a dispute with its question."""
        return self.in_brackets(what, value, key if field in {"", "quotes"} else field)

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
        return habits.wrapped(text, room - 2) if habits.plain(text) is not None else None

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


def indented(lines: Sequence[str], columns: int) -> list[str]:
    """The lines, moved to the right; empty ones stay empty."""
    return [" " * columns + line if line else line for line in lines]
