"""From the parser's events of one item to plain values: mappings, lists, and text as it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

from timeline_tui.model.limits import DEPTH, ITEM_NODES, REPEATED
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, extent, of_event
from timeline_tui.yamlfile.stream import EndOfReading

DEEPEST = DEPTH.value
TOO_DEEP = f"this is nested more than {DEEPEST} deep"
SHALLOWER = "close a bracket, or take out some levels"
_MOST_NODES = ITEM_NODES.value
_MOST_ANCHORED = 4 << 20
_IN_A_SENTENCE = 40
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
Tape = Sequence[ParserEvent]
TapeMaker = Callable[[], Tape]
"""Parses anew what was read without remembering how it stands there."""


class HangsOnOthers(Exception):  # noqa: N818 - it is no mistake of anybody
    """What an item says cannot be told from its own bytes."""


class _TooLarge(Exception):  # noqa: N818 - it ends an item that may be perfectly good so far
    """More of an item was read than is kept of any."""

    def __init__(self, depth: int) -> None:
        super().__init__(depth)
        self.depth = depth
        """How many lists and mappings are open."""


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Plain
    size: int


class Anchors:
    """What the aliases of a file can repeat, and how much they have repeated."""

    def __init__(self) -> None:
        # An anchor whose value is not finished yet has None.
        self.named: dict[str, _Anchored | None] = {}
        self.size = 0
        self.repeated = 0


class Values:
    """Builds one item after the other: an event, a source, a name, or a field of the timeline.

    A plain scalar that is empty, `~` or `null` is absent: a mapping leaves its key out, a list holds None.
    Lists and mappings that an alias repeats are shared, so nobody may change what is built here.
    """

    def __init__(self, report: Report, anchors: Anchors | None) -> None:
        """Without `anchors` it builds only what stands for itself; for the rest it raises `HangsOnOthers`."""
        self.position = 0
        """Bytes of the file up to the end of the item."""
        self.line = 0
        """How many lines stand above what the parser counts from."""
        self.too_large = False
        """Whether the last item was so large that it was left out."""
        self.gaps = False
        """Whether anything in the last item has no value."""
        self.too_deep: Spot | None = None
        """Where it was nested too deep to be read on."""
        self.tape: TapeMaker = tuple
        """Gives the parser's events of the item, whose places are those in the file."""
        self._events: Iterator[ParserEvent] = iter(())
        self._report = report
        self._anchors = anchors
        self._nodes = 0
        self._end: ParserEvent | None = None
        self._repeated = 0
        self._told_too_much = False

    def build(self, event: ParserEvent, events: Iterator[ParserEvent]) -> Plain:
        """The value that begins with this event, as a new item."""
        self._repeated = self._nodes = 0
        self._told_too_much = self.too_large = self.gaps = False
        if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
            return None if _is_absent(event) else event.value
        self._events = events
        try:
            return self._value(event, 0)
        except _TooLarge as reached:
            self.too_large = True
            self._pass_over(events, reached.depth)
            # What was not read to its end cannot be repeated.
            self.give_up()
            return None

    def skip(self, event: ParserEvent, events: Iterator[ParserEvent]) -> None:
        """Pass over the value that begins with this event."""
        if isinstance(event, CollectionStartEvent):
            self._pass_over(events, 1)

    def _pass_over(self, events: Iterator[ParserEvent], depth: int) -> None:
        """Pass over the rest of what is open so deep."""
        while depth:
            event = next(events)
            if isinstance(event, CollectionStartEvent):
                if depth >= DEEPEST:
                    raise self._stop(event)
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1

    def _stop(self, event: ParserEvent) -> EndOfReading:
        self.too_deep = self.spot(event)
        return EndOfReading("too-deep", TOO_DEEP, SHALLOWER)

    def give_up(self) -> None:
        """Leave an item unfinished: what is open in it can be repeated by nothing below."""
        if self._anchors is not None:
            named = self._anchors.named
            self._anchors.named = {key: kept for key, kept in named.items() if kept is not None}

    def spot(self, event: ParserEvent) -> Spot:
        """Where an event of the parser stands in the file."""
        spot = of_event(event)
        return spot._replace(line=spot.line + self.line) if self.line else spot

    # The two loops that every event of the file passes through: nothing is done here that can be done later.

    def _mapping(self, depth: int) -> dict[str, Plain]:
        mapping: dict[str, Plain] = {}
        value: Plain
        events = self._events
        has_gaps = False
        for event in islice(events, _MOST_NODES):
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    self._end = event
                    break
                self._odd_key(event, mapping, depth)
                has_gaps = True
                continue
            key = event.value
            if event.tag is not None or event.anchor is not None:
                self._value(event, depth)
            value_event = next(events)
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
            raise _TooLarge(depth)
        self._nodes += 2 * len(mapping)
        if has_gaps:
            self.gaps = True
            return {key: value for key, value in mapping.items() if value is not None}
        return mapping

    def _sequence(self, depth: int) -> list[Plain]:
        items: list[Plain] = []
        value: Plain
        for event in islice(self._events, _MOST_NODES):
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                text = event.value
                absent = len(text) < 5 and text in ABSENT and not event.style
                value = None if absent else text
            elif type(event) is SequenceEndEvent:
                self._end = event
                break
            else:
                value = self._value(event, depth)
            items.append(value)
        else:
            raise _TooLarge(depth)
        self._nodes += len(items)
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
        if self._anchors is None:
            raise HangsOnOthers
        self._anchors.named[event.anchor] = None
        before = self._repeated
        value = self._unnamed(event, depth)
        last = event if type(event) is ScalarEvent or self._end is None else self._end
        self._keep_anchor(self._anchors, event.anchor, value, extent(event, last) + self._repeated - before)
        return value

    def _unnamed(self, event: _Node, depth: int) -> Plain:
        if type(event) is ScalarEvent:
            return None if _is_absent(event) else event.value
        if depth >= DEEPEST:
            raise self._stop(event)
        self._nodes += 2
        if self._nodes > _MOST_NODES:
            raise _TooLarge(depth + 1)
        if type(event) is MappingStartEvent:
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _keep_anchor(self, anchors: Anchors, anchor: str, value: Plain, size: int) -> None:
        anchors.size += size
        if anchors.size > _MOST_ANCHORED:
            del anchors.named[anchor]
        else:
            anchors.named[anchor] = _Anchored(value, size)

    def _repeat(self, event: AliasEvent) -> Plain:
        if self._anchors is None:
            raise HangsOnOthers
        anchor = event.anchor or ""
        if anchor not in self._anchors.named:
            self._tell_nothing_to_repeat(event, anchor, self._anchors)
            return None
        found = self._anchors.named[anchor]
        if found is None:
            self._report.add(
                "alias-loop",
                "this alias repeats the thing that it stands in",
                self.spot(event),
                "this would never end",
                hint="write the text out",
            )
            return None
        return self._repeated_value(event, found, self._anchors)

    def _tell_nothing_to_repeat(self, event: AliasEvent, anchor: str, anchors: Anchors) -> None:
        spot = self.spot(event)
        if anchors.size > _MOST_ANCHORED:
            message = "the anchors of this file name too much text to keep it all"
            hint = "write the text out"
            self._report.add("too-big", message, spot, "nothing is repeated here", hint=hint)
            return
        message = f"this alias repeats `&{shorten(anchor)}`, which is nowhere above"
        hint = "if the text itself begins with a *, put it in quotes"
        self._report.add("unknown-alias", message, spot, "nothing is repeated here", hint=hint)

    def _repeated_value(self, event: AliasEvent, found: _Anchored, anchors: Anchors) -> Plain:
        self._repeated += found.size
        anchors.repeated += found.size
        most = _MOST_REPEATED_IN_ALL + _TIMES_REPEATED * self.position
        if self._repeated <= _MOST_REPEATED and anchors.repeated <= most:
            return found.value
        self._repeated -= found.size
        anchors.repeated -= found.size
        if self._told_too_much:
            self._report.count(1)
            return None
        self._told_too_much = True
        self._report.add(
            "too-big",
            "the aliases of this file repeat too much text",
            self.spot(event),
            "this one is left out",
            hint="write out what is needed",
        )
        return None

    def _odd_key(self, event: ParserEvent, mapping: dict[str, Plain], depth: int) -> None:
        """A key that is no plain word: an alias may still stand for one."""
        key = self._value(event, depth)
        value = self._value(next(self._events), depth)
        if not isinstance(key, str):
            self._report.add(
                "not-a-key",
                "a key is a word, and this is a list, a mapping or nothing",
                self.spot(event),
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
        spot = self.spot(event)
        message = f"`{shorten(key)}` stands twice in one mapping"
        first = [(before, "the first one") for before in self._same_above(key, spot)]
        self._report.add("equal-keys", message, spot, label, hint="keep one of them", related=first)

    def _same_above(self, key: str, spot: Spot) -> list[Spot]:
        """Where the same field stands in a line above, when the mapping is not in brackets."""
        same = (of_event(one) for one in self.tape() if isinstance(one, ScalarEvent) and one.value == key)
        return [above for above in same if above.column == spot.column and above.line < spot.line][-1:]

    def _unknown_tag(self, event: ParserEvent, tag: str) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        self._report.add(
            "unknown-tag",
            f"the tag {shorten(tag)} means nothing here",
            self.spot(event),
            "read as if it were not there",
            hint="leave it out; if the text itself begins with a !, put it in quotes",
        )


def shorten(text: str) -> str:
    """The text, cut to what fits into a sentence."""
    return text if len(text) <= _IN_A_SENTENCE else text[: _IN_A_SENTENCE - 1] + "…"


def _is_absent(event: ScalarEvent) -> bool:
    return not event.style and event.value in ABSENT
