"""A fault of syntax ends one event, source, name or field: why it is no YAML, and what is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableSet
from itertools import islice
from typing import NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent

from timeline_tui.load.placed import moved
from timeline_tui.load.references import SORT_OF, SORTS, References, Sort
from timeline_tui.problems.problem import Lost
from timeline_tui.yamlfile.parser import OpenNodes, ParserEvent, parse
from timeline_tui.yamlfile.places import TO_LINE_END, Report, Spot
from timeline_tui.yamlfile.split import Section, count_breaks
from timeline_tui.yamlfile.syntax import Fault, tell_loss

_ID = re.compile(rb"(?:^|(?<=[\s{,]))id:[ \t]+(['\"]?)([^\s'\"#,{}\[\]]+)\1[ \t]*(?=[\r\n,}#]|\Z)")
_KEY = re.compile(rb"[ \t]*(['\"]?)([^\s'\":#{}\[\],][^'\":#\r\n]*)\1[ \t]*:")
_TEXTS = {"title", "summary", "license", "timezone"}
_WHAT: Mapping[str | None, Lost] = {"events": "event", "sources": "source", "names": "name", "tours": "tour"}


def fault_of(data: bytes, line: int, section: Section) -> Fault | None:
    """Why these lines cannot be read alone, if they cannot; so many stand above them."""
    # What is put before it says in what it stands, and holds so much.
    before, wanted = b"events: x\n", 4
    if section.name is not None:
        entry = b"" if section.name == "events" else section.indent + b"x: y\n"
        before, wanted = f"{section.name}:\n".encode() + entry, 4 if entry else 1
    opened, nodes, depth = OpenNodes(), 0, 1 if section.name is None else 2
    last: ParserEvent | None = None
    try:
        for event in parse(before + data):
            nodes += opened.take_whole(event, depth)
            last = event
    except MarkedYAMLError as error:
        down = line - count_breaks(before)
        opened_at = error.context_mark
        # What was put before it is nowhere in the file.
        error.context_mark = moved(opened_at, down) if opened_at and opened_at.line + down >= line else None
        error.problem_mark = moved(error.problem_mark, down)
        if last is not None:
            last.start_mark, last.end_mark = moved(last.start_mark, down), moved(last.end_mark, down)
        return Fault(error, last, opened.in_brackets, nodes >= wanted)
    except YAMLError:
        return None
    return None


class Reach(NamedTuple):
    """How far the parser reads what begins with some lines."""

    is_well: bool
    """Whether it reads the first thing to its end."""
    line: int
    """The line of what comes behind it, or of what is no YAML, counted from the first one."""
    goes_on: bool
    """Whether another thing of the same section comes behind it."""


def reach_of(data: bytes, section: Section) -> Reach:
    """How far the parser reads the first thing of a section in these lines, and what comes behind it."""
    nodes, wanted = 0, 1 if section.name == "events" else 2
    try:
        events = parse(data)
        first = next(islice(events, 2, None), None)
        if not isinstance(first, CollectionStartEvent):
            return Reach(False, 0, False)
        opened = OpenNodes([first])
        for event in events:
            if nodes == wanted:
                line = event.start_mark.line if event.start_mark else 0
                return Reach(True, line, not isinstance(event, CollectionEndEvent))
            nodes += opened.take_whole(event, 1)
    except MarkedYAMLError as error:
        return Reach(False, Fault(error).line, False)
    return Reach(False, 0, False)


class Losses:
    """Tells what is lost, and takes what can still be read of it."""

    def __init__(
        self, report: Report, ids: References, spots: Mapping[Sort, dict[str, Spot]], lost: MutableSet[Sort]
    ) -> None:
        """`lost` is to hold the sorts of which some id may be lost, `spots` those ids that are not."""
        self._report = report
        self._ids = ids
        self._spots = spots
        self._lost = lost

    def tell(
        self, data: bytes, line: int, section: Section, fault: Fault, text: str, *, is_thing: bool
    ) -> None:
        """Report these lines as lost: a thing of a section, or whatever stands behind one or between them.

        `text` is the line at which reading ended.
        """
        what: Lost = self._remember(data, line, section) if is_thing else "part"
        if what == "part":
            self._remember_any(data, section)
        tell_loss(self._report, fault, text, home=_home(data, line, section), lost=what)

    def _remember(self, data: bytes, line: int, section: Section) -> Lost:
        """Take the ids that can still be read; what kind of thing is lost."""
        if section.name == "events":
            self._lost.add("dispute")
            if (found := _ID.search(data)) is None:
                self._lost.add("event")
            else:
                self._ids.leave_out(found[2].decode(errors="replace"))
            return "event"
        found = _KEY.match(data)
        key = found[2].decode(errors="replace").strip() if found else ""
        if section.name is not None:
            sort = SORT_OF[section.name]
            if key:
                self._spots[sort].setdefault(key, self._report.located(_home(data, line, section)))
            else:
                self._lost.add(sort)
            return _WHAT[section.name]
        if key in _TEXTS:
            return "field"
        if key in SORT_OF:
            self._lost.add(SORT_OF[key])
            return "field"
        return "part"

    def _remember_any(self, data: bytes, section: Section) -> None:
        """Take it that anything may have stood here."""
        self._lost |= {"event", "dispute"} if section.name == "events" else {*SORTS}
        for found in _ID.finditer(data):
            self._ids.leave_out(found[2].decode(errors="replace"))


def _home(data: bytes, line: int, section: Section) -> Spot:
    """Where its id stands, or else where it begins."""
    found = _ID.search(data) if section.name == "events" else None
    at = found.start() if found else len(data) - len(data.lstrip(b" \t-"))
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    column = len(data[start:at].decode(errors="replace")) + 1
    length = len(found[0].decode(errors="replace").rstrip()) if found else TO_LINE_END
    return Spot(line + count_breaks(data[:start]) + 1, column, length)
