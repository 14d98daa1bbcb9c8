"""From the parser's events to plain values: mappings, lists, and text as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, cast

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from timeline_tui.model.limits import DEPTH, ITEM, ITEM_NODES, REPEATED
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, extent, of_event, of_value
from timeline_tui.yamlfile.stream import Stop, Stream

DEEPEST = DEPTH.value
TOO_DEEP = f"this is nested more than {DEEPEST} deep"
SHALLOWER = "close a bracket, or take out some levels"
_MOST_NODES = ITEM_NODES.value
_MOST_BYTES = ITEM.value
_MOST_ANCHORED = 4 << 20
# Characters that aliases may add to one item; and to a whole file so many, and some times as many as it has.
_MOST_REPEATED = REPEATED.value
_MOST_REPEATED_IN_ALL = 1 << 20
_TIMES_REPEATED = 2
ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
"""What says that nothing is there, where it is not quoted."""
_PLAIN_TAGS = frozenset({"!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))})

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""What a file holds before anybody knows what it means; None where nothing is written."""
_Node: TypeAlias = ScalarEvent | CollectionStartEvent


class _TooLarge(Exception):  # noqa: N818 - it ends an item that may be perfectly good so far
    """More of an item was read than is kept of any."""


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Plain
    size: int


class Values:
    """Builds one item after the other: an event, a source, a name, or a field of the timeline.

    A plain scalar that is empty, `~` or `null` is absent: a mapping leaves its key out, a list holds None.
    Lists and mappings that an alias repeats are shared, so nobody may change what is built here.
    """

    def __init__(self, events: Iterator[ParserEvent], stream: Stream, report: Report) -> None:
        self.tape: list[ParserEvent] = []
        """The events of the item that is being built, to look places up in."""
        self.source = events
        """Where the events of the parser come from."""
        self._stream = stream
        self._report = report
        self._started_at = 0
        # An anchor whose value is not finished yet has None.
        self._anchors: dict[str, _Anchored | None] = {}
        self._anchored = 0
        self._repeated = 0
        self._repeated_in_all = 0
        self._told_too_much = False
        self.too_large = False
        """Whether the last item was so large that it was reported and left out."""
        stream.watch = self._watch

    @property
    def has_anchors(self) -> bool:
        """Whether anything that was built can be repeated by an alias."""
        return bool(self._anchors) or self._anchored > 0

    def build(self, event: ParserEvent) -> Plain:
        """The value that begins with this event, as a new item."""
        self.tape = [event]
        self._started_at = self._stream.position
        self._repeated = 0
        self._told_too_much = False
        self.too_large = False
        if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
            return None if _is_absent(event) else event.value
        try:
            return self._value(event, 0)
        except _TooLarge:
            self._leave_out()
            return None

    def _leave_out(self) -> None:
        """Pass over the rest of an item of which too much is kept already."""
        head = self.tape[:3]
        starts = sum(isinstance(event, CollectionStartEvent) for event in self.tape)
        depth = starts - sum(isinstance(event, CollectionEndEvent) for event in self.tape)
        while depth:
            depth = self._passed(next(self.source), depth)
        self.tape = head
        # What was not read to its end cannot be repeated.
        self.give_up()
        self.too_large = True
        message = "this is larger than any event should be"
        hint = "split it, or shorten its text"
        self._report.add("too-big", message, of_value(head), "this is left out", hint=hint)

    def give_up(self) -> None:
        """Leave an item unfinished: what is open in it can be repeated by nothing below."""
        self._anchors = {key: kept for key, kept in self._anchors.items() if kept is not None}

    def skip(self, event: ParserEvent) -> None:
        """Pass over the value that begins with this event."""
        depth = self._passed(event, 0)
        while depth:
            depth = self._passed(next(self.source), depth)

    def _passed(self, event: ParserEvent, depth: int) -> int:
        """How deep it is behind this event, of which nothing is kept."""
        self.tape = [event]
        self._started_at = self._stream.position
        if isinstance(event, CollectionStartEvent):
            if depth >= DEEPEST:
                raise self._too_deep(event)
            return depth + 1
        return depth - isinstance(event, CollectionEndEvent)

    def _watch(self) -> None:
        """Called while the parser reads on: stop at an item that no memory should hold."""
        if self._stream.position - self._started_at > _MOST_BYTES:
            raise Stop("too-big", "this is larger than any event should be", "split it, or shorten its text")

    # The two loops that every event of the file passes through: nothing is done here that can be done later.

    def _mapping(self, depth: int) -> dict[str, Plain]:
        mapping: dict[str, Plain] = {}
        value: Plain
        events = self.source
        keep = self.tape.append
        has_gaps = False
        for event in islice(events, _MOST_NODES):
            keep(event)
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    break
                self._odd_key(event, mapping, depth)
                has_gaps = True
                continue
            key = event.value
            if event.tag is not None or event.anchor is not None:
                self._value(event, depth)
            value_event = next(events)
            keep(value_event)
            if type(value_event) is ScalarEvent and value_event.tag is None and value_event.anchor is None:
                text = value_event.value
                absent = len(text) < 5 and text in ABSENT and not value_event.style
                value = None if absent else text
            else:
                value = self._value(value_event, depth)
            if key in mapping:
                self._equal_keys(event, key, mapping, value)
            else:
                mapping[key] = value
                if value is None:
                    has_gaps = True
        else:
            raise _TooLarge
        if has_gaps:
            return {key: value for key, value in mapping.items() if value is not None}
        return mapping

    def _sequence(self, depth: int) -> list[Plain]:
        items: list[Plain] = []
        value: Plain
        events = self.source
        keep = self.tape.append
        for event in islice(events, _MOST_NODES):
            keep(event)
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                text = event.value
                absent = len(text) < 5 and text in ABSENT and not event.style
                value = None if absent else text
            elif type(event) is SequenceEndEvent:
                break
            else:
                value = self._value(event, depth)
            items.append(value)
        else:
            raise _TooLarge
        return items

    def _value(self, event: ParserEvent, depth: int) -> Plain:
        """The value of anything but an ordinary scalar."""
        if type(event) is AliasEvent:
            return self._repeat(event)
        event = cast("_Node", event)
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            self._unknown_tag(event, event.tag)
        if event.anchor is None:
            return self._unnamed(event, depth)
        self._anchors[event.anchor] = None
        before = self._repeated
        value = self._unnamed(event, depth)
        size = extent(event, self.tape[-1]) + self._repeated - before
        self._keep_anchor(event.anchor, value, size)
        return value

    def _unnamed(self, event: _Node, depth: int) -> Plain:
        if type(event) is ScalarEvent:
            return None if _is_absent(event) else event.value
        if depth >= DEEPEST:
            raise self._too_deep(event)
        if len(self.tape) > _MOST_NODES:
            raise _TooLarge
        if type(event) is MappingStartEvent:
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _keep_anchor(self, anchor: str, value: Plain, size: int) -> None:
        self._anchored += size
        if self._anchored > _MOST_ANCHORED:
            del self._anchors[anchor]
        else:
            self._anchors[anchor] = _Anchored(value, size)

    def _repeat(self, event: AliasEvent) -> Plain:
        anchor = event.anchor or ""
        if anchor not in self._anchors:
            self._tell_nothing_to_repeat(event, anchor)
            return None
        found = self._anchors[anchor]
        if found is None:
            self._report.add(
                "alias-loop",
                "this alias repeats the thing that it stands in",
                of_event(event),
                "this would never end",
                hint="write the text out",
            )
            return None
        return self._repeated_value(event, found)

    def _tell_nothing_to_repeat(self, event: AliasEvent, anchor: str) -> None:
        spot = of_event(event)
        if self._anchored > _MOST_ANCHORED:
            message = "the anchors of this file name too much text to keep it all"
            hint = "write the text out"
            self._report.add("too-big", message, spot, "nothing is repeated here", hint=hint)
            return
        message = f"this alias repeats `&{shorten(anchor)}`, which is nowhere above"
        hint = "if the text itself begins with a *, put it in quotes"
        self._report.add("unknown-alias", message, spot, "nothing is repeated here", hint=hint)

    def _repeated_value(self, event: AliasEvent, found: _Anchored) -> Plain:
        self._repeated += found.size
        self._repeated_in_all += found.size
        most = _MOST_REPEATED_IN_ALL + _TIMES_REPEATED * self._stream.position
        if self._repeated > _MOST_REPEATED or self._repeated_in_all > most:
            self._repeated -= found.size
            self._repeated_in_all -= found.size
            if self._told_too_much:
                self._report.count(1)
                return None
            self._told_too_much = True
            self._report.add(
                "too-big",
                "the aliases of this file repeat too much text",
                of_event(event),
                "this one is left out",
                hint="write out what is needed",
            )
            return None
        return found.value

    def _odd_key(self, event: ParserEvent, mapping: dict[str, Plain], depth: int) -> None:
        """A key that is no plain word: an alias may still stand for one."""
        spot = of_event(event)
        key = self._value(event, depth)
        following = next(self.source)
        self.tape.append(following)
        value = self._value(following, depth)
        if not isinstance(key, str):
            self._report.add(
                "not-a-key",
                "a key is a word, and this is a list, a mapping or nothing",
                spot,
                "this field is left out",
                hint="write a word, a colon, and the value",
            )
        elif key in mapping:
            self._equal_keys(event, key, mapping, value)
        else:
            mapping[key] = value

    def _equal_keys(self, event: ParserEvent, key: str, mapping: dict[str, Plain], value: Plain) -> None:
        """Report a key that stands there already; its value counts where the first one has none."""
        label = "this one is left out"
        if mapping[key] is None:
            label = "the first one is empty"
            mapping[key] = value
        if not self._report.wants("equal-keys"):
            return
        spot = of_event(event)
        message = f"`{shorten(key)}` stands twice in one mapping"
        first = [(before, "the first one") for before in self._same_above(event, key, spot)]
        self._report.add("equal-keys", message, spot, label, hint="keep one of them", related=first)

    def _same_above(self, event: ParserEvent, key: str, spot: Spot) -> Iterator[Spot]:
        """Where the same field stands in a line above, when the mapping is not in brackets."""
        for other in reversed(self.tape):
            if isinstance(other, ScalarEvent) and other is not event and other.value == key:
                above = of_event(other)
                if above.column == spot.column and above.line < spot.line:
                    yield above
                    return

    def _unknown_tag(self, event: ParserEvent, tag: str) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        self._report.add(
            "unknown-tag",
            f"the tag {shorten(tag)} means nothing here",
            of_event(event),
            "read as if it were not there",
            hint="leave it out; if the text itself begins with a !, put it in quotes",
        )

    def _too_deep(self, event: ParserEvent) -> Stop:
        self.tape = [event]
        return Stop("too-deep", TOO_DEEP, SHALLOWER)


def shorten(text: str, most: int = 40) -> str:
    """The text, cut to what fits into a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _is_absent(event: ScalarEvent) -> bool:
    return not event.style and event.value in ABSENT
