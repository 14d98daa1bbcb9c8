"""New events in a file, each at its place and in the file's own style."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from timeline_tui.edit.byte_lines import line_at, line_numbers
from timeline_tui.edit.habits import Habits, Unwritable, learn
from timeline_tui.edit.proof import proven
from timeline_tui.edit.rendering import LONGEST_IN_BRACKETS, Rendering, listing
from timeline_tui.edit.splice import CannotEdit, Fields, LaidFile, Listed, Rewrite, Splice, indented, spliced
from timeline_tui.model.dates import understood
from timeline_tui.model.folding import likest_names, spelled
from timeline_tui.model.timeline import Name
from timeline_tui.yamlfile.layout import Layout
from timeline_tui.yamlfile.trees import Node
from timeline_tui.yamlfile.values import Plain

Days = tuple[int, int]


def days_of(date: str | None) -> Days | None:
    """The first and the last day of an event, of which an open end is left out; None where it has none."""
    span = understood(date)
    return None if span is None else without_open_end(span.earliest, span.latest)


def without_open_end(first: int | None, last: int | None) -> Days | None:
    """Both days, the one that is known in place of one that is open; None where neither is known."""
    if first is None or last is None:
        first = last = last if first is None else first
    return None if first is None or last is None else (first, last)


def places_of(dates: Iterable[str | None], others: Sequence[Days | None]) -> list[int]:
    """How many of the events of these days stand before each new one."""
    known = [(other, at) for at, other in enumerate(others) if other is not None]
    days = [other for other, _ in known]
    if _in_order(days):
        sign = 1
    elif _in_order(days[::-1]):
        # The newest stands first.
        sign = -1
    else:
        return [len(others) for _ in dates]
    # The first event that begins later is the first behind which one has begun later.
    starts = list(accumulate((sign * first for first, _ in days), max))
    behind = [*(at for _, at in known), known[-1][1] + 1 if known else len(others)]

    def place(new: Days | None) -> int:
        return len(others) if new is None or not known else behind[bisect_right(starts, sign * new[0])]

    return [place(days_of(date)) for date in dates]


def _in_order(all_days: Sequence[Days]) -> bool:
    """Whether none of them was surely over before one above it began."""
    latest = accumulate((first for first, _ in all_days), max)
    return all(last >= start for (_, last), start in zip(all_days[1:], latest, strict=False))


_MOST_LISTED = 5


class Unnamed(ValueError):  # noqa: N818 - it says what the text is
    """A text that is no spelling of one name, with something to try."""

    def __init__(self, sentence: str, hint: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.hint = hint
        self.near = near
        """The ids that it can mean, or spellings that it may have been meant for."""


class Ambiguous(Unnamed):
    """A text that several names are spelled with."""


def name_of(text: str, names: Mapping[str, Name]) -> str:
    """The id of the name that the text is or is a spelling of; `Unnamed` where it is none or `Ambiguous`."""
    found = spelled(text, names)
    if len(found) == 1:
        return found[0]
    if found:
        listed = tuple(found[:_MOST_LISTED])
        raise Ambiguous("several names are spelled so", f"its id: {' or '.join(listed)}", listed)
    near = tuple(likest_names(text, names))
    hint = " or ".join(near) if near else f"add {text} to `names` in the file first"
    raise Unnamed("no name is spelled so", hint, near)


_AT_THE_END = (1 << 62, 0)


def add_events(
    data: bytes,
    events: Sequence[Fields],
    layout: Layout | None = None,
    listed: Listed | None = None,
    places: Sequence[int] | None = None,
) -> Rewrite:
    """The file with these events in it, each where its own order puts it; `CannotEdit` if not safely.

    `layout` is that of the file, where it is known already; `listed` are sources and names that go in, too.
    `places` say how many events are to stand before each, where the file is a part of one.
    """
    file = LaidFile(data, layout)
    items = file.layout.items
    asked = [_written(event) for event in events]
    if places is None:
        places = places_of(map(date_of, asked), [days_of(item.date) for item in items])
    order = _order(asked, places)
    positions = {places[number] + before: number for before, number in enumerate(order)}
    added = tuple(sorted(positions, key=positions.__getitem__))
    for careful in (False, True):
        adding = _Adding(file, careful=careful)
        try:
            splices = adding.splices(_by_place(asked, places, order))
            splices += listing(file, listed or {}, careful=careful)
        except Unwritable as error:
            raise CannotEdit(f"a text of this event cannot be written: {error}") from error
        new = spliced(data, splices)
        said: dict[int, Plain] = {at: dict(asked[number]) for at, number in positions.items()}
        found = proven(file.layout, new, said, added=True, listed=listed, before=data)
        if found is not None:
            starts = [found.items[at].start for at in added]
            lines = line_numbers(new, starts)
            return Rewrite(
                data, new, tuple(lines[start] for start in starts), found, added, tuple(splices), listed
            )
    beside = items[min([*places, len(items) - 1])] if items else None
    line = file.line_of(beside.start) if beside else 0
    raise file.no_way("add this and change nothing else", line)


def _written(event: Fields) -> dict[str, Plain]:
    """The fields that say something."""
    return {field: value for field, value in event.items() if value is not None}


def date_of(event: Fields) -> str | None:
    """The date of an event as it is written."""
    date = event.get("date")
    return date if isinstance(date, str) else None


def _order(asked: Sequence[Fields], places: Sequence[int]) -> list[int]:
    """The numbers of the events as they will stand: by place, and at one place in their own order of time."""
    return sorted(
        range(len(asked)), key=lambda number: (places[number], days_of(date_of(asked[number])) or _AT_THE_END)
    )


def _by_place(
    asked: Sequence[Fields], places: Sequence[int], order: Sequence[int]
) -> dict[int, list[Fields]]:
    """The events that go to each place."""
    found: dict[int, list[Fields]] = {}
    for number in order:
        found.setdefault(places[number], []).append(asked[number])
    return found


class _Adding:
    """Finds the bytes for new events in one file."""

    def __init__(self, file: LaidFile, *, careful: bool) -> None:
        self._file = file
        self._layout = file.layout
        self._careful = careful

    def splices(self, events: Mapping[int, Sequence[Fields]]) -> list[Splice]:
        """What must be put where; `events` are given by the number of those that stand before them."""
        layout = self._layout
        every = [event for some in events.values() for event in some]
        if not every:
            return []
        if layout.events == "list" and not layout.items and not layout.root_flow:
            bare = self._file.without_brackets(layout.start, layout.end)
            if bare is not None:
                return [bare, self._below(every)]
        if layout.events == "list" and layout.flow:
            return [splice for at, some in events.items() for splice in self._in_brackets(at, some)]
        if layout.events == "list" and layout.items:
            return [self._among(at, some) for at, some in events.items()]
        if layout.events == "nothing":
            return [self._below(every)]
        if layout.events is not None or layout.root not in {"mapping", "nothing"}:
            line = self._file.line_of(layout.start)
            raise CannotEdit("`events` must be a list, and here it is something else", line)
        if layout.flow:
            raise CannotEdit("the timeline stands in curly brackets and has no `events` yet", 1)
        return [self._first(every)]

    def _below(self, events: Sequence[Fields]) -> Splice:
        """The first events, below their field."""
        column = self._file.column_of(self._layout.key)
        place = self._file.behind(self._layout.end, column)
        return self._file.set_below(place, self._lines(events, column + 2, 0, ()))

    def _first(self, events: Sequence[Fields]) -> Splice:
        """The whole field, where the file has none."""
        place = self._file.below(self._layout.root_end)
        lines = ["events:", *self._lines(events, 2, 0, ())]
        return self._file.set_below(place, lines)

    def _among(self, at: int, events: Sequence[Fields]) -> Splice:
        """Events in a list with hyphens that has some already."""
        file, data, layout = self._file, self._file.data, self._layout
        beside = layout.items[max(at - 1, 0)]
        hyphen = file.hyphen_of(beside)
        if hyphen is None:
            line = file.line_of(beside.start)
            raise CannotEdit("the event beside it does not begin in a line of its own", line)
        column = file.column_of(hyphen)
        if data[line_at(data, hyphen) : hyphen].strip(b" "):
            raise CannotEdit("the event beside it is not indented with blanks", file.line_of(hyphen))
        blank = file.blank_lines(at)
        on_line = line_at(data, beside.start) == line_at(data, hyphen)
        gap = max(2, beside.start - hyphen) if on_line else 2
        lines = self._lines(events, column, blank, self._file.neighbours(at), gap)
        if at:
            # Below a text whose last line breaks count, one more would count, too.
            counts = beside.end == line_at(data, beside.end)
            return file.set_below(file.behind(beside.end, column), [""] * (0 if counts else blank) + lines)
        return file.set_below(file.above(hyphen), lines + [""] * blank)

    def _lines(
        self, events: Sequence[Fields], column: int, blank: int, near: Sequence[Node], gap: int = 2
    ) -> list[str]:
        habits = learn(self._file.data, near, self._indent(column))
        rendering = Rendering(habits, self._careful)
        lines: list[str] = []
        for event in events:
            own = self._item(rendering, event, near, column, gap)
            lines += [""] * (blank if lines else 0) + indented(own, column)
        return lines

    def _item(
        self, rendering: Rendering, event: Fields, near: Sequence[Node], column: int, gap: int
    ) -> list[str]:
        """The lines of one event from its hyphen on, in brackets where the nearest one is."""
        mappings = [node for node in near if node.kind == "mapping"]
        if mappings and mappings[0].flow:
            line = "- " + rendering.in_brackets("event", dict(event))
            if all(node.flow for node in mappings) or len(line) + column <= LONGEST_IN_BRACKETS:
                return [line]
            others = [node for node in mappings if not node.flow]
            rendering = Rendering(learn(self._file.data, others, self._indent(column)), self._careful)
        room = rendering.habits.width - column
        return rendering.item("event", "events", dict(event), gap, room)

    def _indent(self, column: int) -> int:
        layout = self._layout
        own = layout.events == "list" and not layout.flow
        return self._file.list_indent(column) if own else 2

    def _in_brackets(self, at: int, events: Sequence[Fields]) -> list[Splice]:
        """Events in a list with square brackets."""
        layout = self._layout
        habits: Habits = learn(self._file.data, self._file.neighbours(at))
        rendering = Rendering(habits, self._careful)
        parts = [(item.start, item.end) for item in layout.items]
        texts = [rendering.in_brackets("event", dict(event)) for event in events]
        return self._file.in_brackets(layout.start, parts, at, texts)
