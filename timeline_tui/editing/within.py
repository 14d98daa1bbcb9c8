"""A passage more within an event that is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from timeline_tui.editing.habits import Habits, learn
from timeline_tui.editing.items import (
    Brackets,
    behind,
    hyphen_of,
    neighbours,
    set_below,
    tree_at,
    without_brackets,
)
from timeline_tui.editing.lines import column_of, line_number
from timeline_tui.editing.listing import listing
from timeline_tui.editing.proving import proven
from timeline_tui.editing.rendering import Fields, Listed, Rendering
from timeline_tui.editing.scalars import Unwritable
from timeline_tui.editing.splicing import CannotEdit, Edit, Splice, laid_out, no_way, places, spliced
from timeline_tui.loading.layout import Layout
from timeline_tui.loading.trees import Node, plain_of
from timeline_tui.loading.values import Plain
from timeline_tui.model.timeline import Event


def add_quote(
    data: bytes, at: int, quote: Fields, layout: Layout | None = None, listed: Listed | None = None
) -> Edit:
    """The file with this passage as the last one of an event, given by its position in the file.

    `layout` is that of the file, where it is known already; `listed` are sources and names that go in, too.
    """
    layout = layout or laid_out(data)
    event = _Event.found(data, layout, at)
    said: dict[str, Plain] = {field: value for field, value in quote.items() if value is not None}
    asked = event.plain()
    quotes = asked.get("quotes")
    before: list[Plain] = quotes if isinstance(quotes, list) else []
    asked["quotes"] = [*before, said]
    return _edit(event, asked, lambda careful: event.with_quote(said, careful=careful), listed or {})


def position_of_event(data: bytes, layout: Layout, event: Event) -> int:
    """The position of an event as it was read; `CannotEdit` where it cannot be found for sure."""
    items = layout.items
    found = [at for at, item in enumerate(items) if item.id is not None and item.id == event.id]
    if not found:
        # What has no id in the file got one when it was read.
        said = (None, event.title, event.date)
        found = [at for at, item in enumerate(items) if (item.id, item.title, item.date) == said]
    if not found:
        raise CannotEdit("this event is not in the file any more", 0, "read the file again: r")
    if len(found) > 1:
        line = line_number(data, items[found[1]].start)
        raise CannotEdit("two events of the file cannot be told apart", line, "give them ids in an editor")
    return found[0]


def _edit(
    event: _Event, asked: dict[str, Plain], splices_of: Callable[[bool], list[Splice]], listed: Listed
) -> Edit:
    for careful in (False, True):
        try:
            own = splices_of(careful)
            splices = *own, *listing(event.data, event.layout, listed, careful=careful)
        except Unwritable as error:
            raise CannotEdit(f"this text cannot be written: {error}", event.line) from error
        new = spliced(event.data, splices)
        after = proven(event.layout, new, {event.at: asked}, added=False, listed=listed)
        if after is not None:
            # Before what is new may stand what makes room for it.
            found = max(own)
            lead = len(found.new) - len(found.new.lstrip())
            line = line_number(new, places(splices)[found][0] + lead)
            return Edit(event.data, new, (line,), after, (event.at,), splices, listed)
    raise no_way(event.data, "change this and nothing else", event.line)


class _Event(NamedTuple):
    """An event that is to be changed."""

    data: bytes
    layout: Layout
    at: int
    tree: Node

    @classmethod
    def found(cls, data: bytes, layout: Layout, at: int) -> _Event:
        """The event at a position, if it may be changed at all."""
        item = layout.items[at]
        line = line_number(data, item.start)
        tree = tree_at(data, layout, at)
        if tree is None:
            raise CannotEdit("this event cannot be read by itself", line)
        if tree.kind == "alias":
            raise CannotEdit("this event is an alias, and what it repeats would change elsewhere", line)
        if tree.marked:
            raise CannotEdit("this event has an anchor or a tag, and it may stand elsewhere, too", line)
        keys = [key for key, _ in tree.fields] if tree.kind == "mapping" else []
        if not keys or any(key.kind != "text" or key.marked for key in keys):
            raise CannotEdit("this event is no mapping with plain words for fields", line)
        if any(key.value == "<<" for key in keys):
            raise CannotEdit("this event merges another mapping", line)
        if len({key.value for key in keys}) < len(keys):
            raise CannotEdit("a field of this event stands twice", line)
        return cls(data, layout, at, tree)

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return line_number(self.data, self.layout.items[self.at].start)

    def plain(self) -> dict[str, Plain]:
        """What it says."""
        return dict(cast("dict[str, Plain]", plain_of(self.tree)))

    def _rendering(self, *, careful: bool) -> Rendering:
        near = [node for node in neighbours(self.data, self.layout, self.at + 1) if node != self.tree]
        flows = [node for node in near if node.flow == self.tree.flow]
        return Rendering(learn(self.data, [self.tree, *flows], self._indent()), careful)

    def _indent(self) -> int:
        layout = self.layout
        hyphen = None if layout.flow else hyphen_of(self.data, layout.items[self.at], layout.start)
        if hyphen is None:
            return 2
        return min(max(column_of(self.data, hyphen) - column_of(self.data, layout.key), 0), 8)

    def with_quote(self, quote: Fields, *, careful: bool) -> list[Splice]:
        """What must change for one passage more."""
        rendering = self._rendering(careful=careful)
        found = self.tree.field("quotes")
        if found is None or found[1].is_empty:
            return self._field(rendering, "quotes", [dict(quote)], found)
        value = found[1]
        if value.kind != "list" or value.marked:
            raise CannotEdit(_reason("quotes", value), line_number(self.data, value.start))
        if value.flow:
            return self._in_brackets(rendering, found[0], value, quote)
        column = column_of(self.data, value.start)
        gap = rendering.habits.list_of("event", "quotes").gap
        room = rendering.habits.width - column
        lines = rendering.item("event", "quotes", dict(quote), gap, room)
        return [set_below(self.data, behind(self.data, value.end, column), lines, column)]

    def _in_brackets(self, rendering: Rendering, key: Node, value: Node, quote: Fields) -> list[Splice]:
        if not value.parts and not self.tree.flow and not rendering.habits.list_of("event", "quotes").flow:
            bare = without_brackets(self.data, value.start, value.end)
            if bare is not None:
                return [bare, *self._field(rendering, "quotes", [dict(quote)], (key, value))]
        parts = [(part.start, part.end) for part in value.parts]
        text = rendering.in_brackets("quote", dict(quote), "quotes")
        return Brackets(self.data, value.start, parts).put(len(parts), [text])

    def _field(
        self, rendering: Rendering, field: str, value: Plain, found: tuple[Node, Node] | None
    ) -> list[Splice]:
        """A field that is not there yet, or has nothing behind its colon."""
        if self.tree.flow:
            return self._field_in_brackets(rendering, field, value, found)
        column = column_of(self.data, self.tree.parts[0].start)
        lines = rendering.field("event", field, value, rendering.habits.width - column)
        if found is None:
            _, before = list(self.tree.fields)[self._before(rendering.habits, field) - 1]
            return [set_below(self.data, behind(self.data, before.end, column), lines, column)]
        name, *more = lines
        first = name[name.index(":", len(field)) + 1 :].encode()
        if first or not more:
            return [Splice(found[1].end, found[1].end, first)]
        return [set_below(self.data, behind(self.data, found[1].end, column), more, column)]

    def _field_in_brackets(
        self, rendering: Rendering, field: str, value: Plain, found: tuple[Node, Node] | None
    ) -> list[Splice]:
        text = rendering.in_brackets("event", {field: value})[1:-1].strip()
        if found is not None:
            place, said = found[1].end, text[text.index(":", len(field)) + 1 :]
            return [Splice(place, place, said.encode())]
        parts = [(key.start, value.end) for key, value in self.tree.fields]
        return Brackets(self.data, self.tree.start, parts).put(self._before(rendering.habits, field), [text])

    def _before(self, habits: Habits, field: str) -> int:
        """How many fields the new one follows."""
        here = [key.value for key, _ in self.tree.fields]
        order = habits.ordered("event", [*here, field])
        before = [other for other in order[: order.index(field)] if other in here]
        return here.index(before[-1]) + 1 if before else len(here)


def _reason(field: str, value: Node) -> str:
    """Why the value of a field is not changed."""
    if value.kind == "alias":
        return f"`{field}` is an alias here, and what it repeats would change elsewhere"
    if value.marked:
        return f"`{field}` has an anchor or a tag here, and it may stand elsewhere, too"
    return f"`{field}` is a {value.kind} here"
