"""What is changed within an event that is there: a passage more, or other words in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from timeline_tui.edit.byte_lines import break_of, line_at, line_number, rest_of_line
from timeline_tui.edit.habits import Habits, Unwritable, learn
from timeline_tui.edit.proof import proven
from timeline_tui.edit.rendering import Rendering, listing
from timeline_tui.edit.splice import CannotEdit, Fields, LaidFile, Listed, Rewrite, Splice, indented, spliced
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.yamlfile.layout import Layout
from timeline_tui.yamlfile.trees import Node, plain_of
from timeline_tui.yamlfile.values import Plain

_SELECTOR = ("exact", "prefix", "suffix", "source")
_BLOCKS = {"literal", "folded"}
_CHANGED = "this passage does not stand in the file as it was read"
_ALIASED = "a passage of this event has an alias, and what it repeats would change elsewhere"


def add_quote(
    data: bytes, at: int, quote: Fields, layout: Layout | None = None, listed: Listed | None = None
) -> Rewrite:
    """The file with this passage as the last one of an event, given by its position in the file.

    `layout` is that of the file, where it is known already; `listed` are sources and names that go in, too.
    """
    event = _Event.found(LaidFile(data, layout), at)
    said: dict[str, Plain] = {field: value for field, value in quote.items() if value is not None}
    asked = event.plain()
    quotes = asked.get("quotes")
    before: list[Plain] = quotes if isinstance(quotes, list) else []
    asked["quotes"] = [*before, said]
    return _edit(event, asked, lambda careful: event.with_quote(said, careful=careful), listed or {})


def change_quote(
    data: bytes, at: int, event: Event, position: int, words: Mapping[str, str], layout: Layout | None = None
) -> Rewrite:
    """The file with other texts in fields of one passage, given by its position in the event as it was read.

    The event is the one that stands at `at` in the file.
    """
    found = _Event.found(LaidFile(data, layout), at)
    number, quote = found.quote(event, position)
    said = {field: _as_ended(found.text(quote, field), text) for field, text in words.items()}
    asked = found.plain()
    quotes = list(cast("list[Plain]", asked["quotes"]))
    quotes[number] = {**cast("dict[str, Plain]", quotes[number]), **said}
    asked["quotes"] = quotes
    return _edit(found, asked, lambda careful: found.with_words(quote, said, careful=careful), {})


def _as_ended(there: Node, text: str) -> str:
    """The text with the line break at its end that a block text has."""
    return f"{text}\n" if there.style in {"literal", "folded"} and there.value.endswith("\n") else text


def position_of_event(data: bytes, layout: Layout, event: Event) -> int:
    """The position of an event as it was read; `CannotEdit` where it cannot be found for sure."""
    file = LaidFile(data, layout)
    found = file.positions_of(event)
    if not found:
        raise CannotEdit("this event is not in the file any more", 0, "read the file again: r")
    if len(found) > 1:
        line = file.line_of(layout.items[found[1]].start)
        raise CannotEdit("two events of the file cannot be told apart", line, "give them ids in an editor")
    return found[0]


def _edit(
    event: _Event, asked: dict[str, Plain], splices_of: Callable[[bool], list[Splice]], listed: Listed
) -> Rewrite:
    file = event.file
    for careful in (False, True):
        try:
            own = splices_of(careful)
            splices = *own, *listing(file, listed, careful=careful)
        except Unwritable as error:
            raise CannotEdit(f"this text cannot be written: {error}", event.line) from error
        new = spliced(file.data, splices)
        after = proven(file.layout, new, {event.at: asked}, added=False, listed=listed, before=file.data)
        if after is not None:
            # Before what is new may stand what makes room for it.
            found = max(own)
            lead = len(found.new) - len(found.new.lstrip())
            edit = Rewrite(file.data, new, (), after, (event.at,), splices, listed)
            return edit._replace(lines=(line_number(new, edit.places[found][0] + lead),))
    raise file.no_way("change this and nothing else", event.line)


class _Event(NamedTuple):
    """An event that is to be changed."""

    file: LaidFile
    at: int
    tree: Node

    @classmethod
    def found(cls, file: LaidFile, at: int) -> _Event:
        """The event at a position, if it may be changed at all."""
        line = file.line_of(file.layout.items[at].start)
        tree = file.tree_at(at)
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
        return cls(file, at, tree)

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.file.line_of(self.file.layout.items[self.at].start)

    def plain(self) -> dict[str, Plain]:
        """What it says."""
        return dict(cast("dict[str, Plain]", plain_of(self.tree)))

    def _rendering(self, *, careful: bool) -> Rendering:
        near = [node for node in self.file.neighbours(self.at + 1) if node != self.tree]
        flows = [node for node in near if node.flow == self.tree.flow]
        return Rendering(learn(self.file.data, [self.tree, *flows], self._indent()), careful)

    def _indent(self) -> int:
        layout = self.file.layout
        hyphen = None if layout.flow else self.file.hyphen_of(layout.items[self.at])
        return 2 if hyphen is None else self.file.list_indent(self.file.column_of(hyphen))

    def with_quote(self, quote: Fields, *, careful: bool) -> list[Splice]:
        """What must change for one passage more."""
        rendering = self._rendering(careful=careful)
        found = self.tree.field("quotes")
        if found is None or found[1].is_empty:
            return self._field(rendering, "quotes", [dict(quote)], found)
        value = found[1]
        if value.kind != "list" or value.marked:
            raise CannotEdit(_reason("quotes", value), self.file.line_of(value.start))
        if value.flow:
            return self._in_brackets(rendering, found[0], value, quote)
        column = self.file.column_of(value.start)
        gap = rendering.habits.list_of("event", "quotes").gap
        room = rendering.habits.width - column
        lines = rendering.item("event", "quotes", dict(quote), gap, room)
        return [self.file.set_below(self.file.behind(value.end, column), lines, column)]

    def quote(self, event: Event, position: int) -> tuple[int, Node]:
        """The number and the tree of a passage; `CannotEdit` where it cannot be told or changed for sure."""
        _, value = self.tree.field("quotes") or (None, self.tree)
        if value.kind != "list" or value.marked:
            raise CannotEdit(_CHANGED if value is self.tree else _reason("quotes", value), self.line)
        wanted = _selector_of(event.quotes[position])
        same = [other for other in event.quotes if _selector_of(other) == wanted]
        which = sum(_selector_of(other) == wanted for other in event.quotes[:position])
        here = [(at, part) for at, part in enumerate(value.parts) if _selector_in(part) == wanted]
        if len(here) != len(same):
            raise CannotEdit(_ALIASED if _has_alias(value) else _CHANGED, self.line)
        number, quote = here[which]
        if quote.marked or any(key.value == "<<" for key, _ in quote.fields):
            raise CannotEdit("this passage has an anchor or a tag, or merges others", self._line_of(quote))
        return number, quote

    def text(self, quote: Node, field: str) -> Node:
        """A text of a passage that may be replaced."""
        found = [value for key, value in quote.fields if key.value == field]
        if len(found) != 1:
            raise CannotEdit(f"`{field}` stands twice in this passage", self._line_of(quote))
        (value,) = found
        if value.kind != "text" or value.marked:
            raise CannotEdit(_reason(field, value), self._line_of(value))
        if value.style in _BLOCKS and b"#" in rest_of_line(self.file.data, value.start).text:
            raise CannotEdit(f"a comment stands beside the first line of `{field}`", self._line_of(value))
        return value

    def _line_of(self, node: Node) -> int:
        return self.file.line_of(node.start)

    def with_words(self, quote: Node, words: Mapping[str, str], *, careful: bool) -> list[Splice]:
        """What must change for these texts in the fields of a passage."""
        rendering = self._rendering(careful=careful)
        return [self._with_text(rendering, quote, field, text) for field, text in words.items()]

    def _with_text(self, rendering: Rendering, quote: Node, field: str, text: str) -> Splice:
        key, value = quote.field(field) or (quote, quote)
        column = self.file.column_of(key.start) + 2
        ends = break_of(self.file.data, value.start)
        before = self.file.data[value.start : value.end]
        lines = rendering.again(
            field,
            text,
            value._replace(flow=quote.flow),
            broken=b"\n" in before or b"\r" in before,
            room=rendering.habits.width - column,
        )
        new = ends.join(line.encode() for line in [lines[0], *indented(lines[1:], column)])
        at_line = value.end == line_at(self.file.data, value.end)
        return Splice(value.start, value.end, new + ends if at_line and value.start < value.end else new)

    def _in_brackets(self, rendering: Rendering, key: Node, value: Node, quote: Fields) -> list[Splice]:
        if not value.parts and not self.tree.flow and not rendering.habits.list_of("event", "quotes").flow:
            bare = self.file.without_brackets(value.start, value.end)
            if bare is not None:
                return [bare, *self._field(rendering, "quotes", [dict(quote)], (key, value))]
        parts = [(part.start, part.end) for part in value.parts]
        text = rendering.in_brackets("quote", dict(quote), "quotes")
        return self.file.in_brackets(value.start, parts, len(parts), [text])

    def _field(
        self, rendering: Rendering, field: str, value: Plain, found: tuple[Node, Node] | None
    ) -> list[Splice]:
        """A field that is not there yet, or has nothing behind its colon."""
        if self.tree.flow:
            return self._field_in_brackets(rendering, field, value, found)
        column = self.file.column_of(self.tree.parts[0].start)
        lines = rendering.field("event", field, value, rendering.habits.width - column)
        if found is None:
            _, before = list(self.tree.fields)[self._before(rendering.habits, field) - 1]
            return [self.file.set_below(self.file.behind(before.end, column), lines, column)]
        name, *more = lines
        first = name[name.index(":", len(field)) + 1 :].encode()
        if first or not more:
            return [Splice(found[1].end, found[1].end, first)]
        return [self.file.set_below(self.file.behind(found[1].end, column), more, column)]

    def _field_in_brackets(
        self, rendering: Rendering, field: str, value: Plain, found: tuple[Node, Node] | None
    ) -> list[Splice]:
        text = rendering.in_brackets("event", {field: value})[1:-1].strip()
        if found is not None:
            place, said = found[1].end, text[text.index(":", len(field)) + 1 :]
            return [Splice(place, place, said.encode())]
        parts = [(key.start, value.end) for key, value in self.tree.fields]
        at = self._before(rendering.habits, field)
        return self.file.in_brackets(self.tree.start, parts, at, [text])

    def _before(self, habits: Habits, field: str) -> int:
        """How many fields the new one follows."""
        here = [key.value for key, _ in self.tree.fields]
        order = habits.ordered("event", [*here, field])
        before = [other for other in order[: order.index(field)] if other in here]
        return here.index(before[-1]) + 1 if before else len(here)


def _selector_of(quote: Quote) -> list[str]:
    """What tells a passage from the others of its event."""
    return [(getattr(quote, field) or "").strip() for field in _SELECTOR]


def _selector_in(part: Node) -> list[str] | None:
    if part.kind != "mapping":
        return None
    found = (part.field(field) for field in _SELECTOR)
    return ["" if pair is None or pair[1].is_absent else pair[1].value.strip() for pair in found]


def _has_alias(node: Node) -> bool:
    return node.kind == "alias" or any(map(_has_alias, node.parts))


def _reason(field: str, value: Node) -> str:
    """Why the value of a field is not changed."""
    if value.kind == "alias":
        return f"`{field}` is an alias here, and what it repeats would change elsewhere"
    if value.marked:
        return f"`{field}` has an anchor or a tag here, and it may stand elsewhere, too"
    return f"`{field}` is a {value.kind} here"
