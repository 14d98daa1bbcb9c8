"""Where a text stops being YAML: what is lost with that, and how what stands around it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent

from timeline_tui.load.references import SORTS, References, Sort
from timeline_tui.load.sections import Begun, line_above
from timeline_tui.model.limits import LOST
from timeline_tui.problems.problem import Lost
from timeline_tui.yamlfile.lines import BREAK, count_breaks
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import TO_LINE_END, Report, Spot
from timeline_tui.yamlfile.stream import Stop, Stream
from timeline_tui.yamlfile.syntax import tell_loss

MOST_LOST = LOST.value
"""Parts of a file that are passed over; at the next one reading ends."""
_MOST_JOINED = 1 << 20
_CHUNK = 1 << 16
_HEADER = re.compile(rb"(events|sources|names):[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n]|\Z)")
_FIRST_ITEM = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n]))*( *)-(?=[ \t\r\n])")
_FIRST_ENTRY = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|[\r\n]))*( +)[^\s#]")
# Where a line begins that nothing above it holds: it is no blank, no remark and closes no bracket.
_OUTERMOST = rb"[^\s#\]}]"
_LINE = rb"(?:\A|(?<=\n)|(?<=\r)(?!\n))"
_DOCUMENT = re.compile(rb"(?:---|\.\.\.)(?:\s|\Z)")
_ID = re.compile(rb"(?:^|(?<=[\s{,]))id:[ \t]+(['\"]?)([^\s'\"#,{}\[\]]+)\1[ \t]*(?=[\r\n,}#]|\Z)")
# A field that may have a list for its value, or a text of several lines.
_VALUE_BELOW = re.compile(rb"[^\r\n]*:[ \t]*(?:[|>][^\r\n]*)?(?:#[^\r\n]*)?[\r\n]")
_FIELD = re.compile(rb"[\w-]+:(?:\s|\Z)")
_KEY = re.compile(rb"[ \t]*(['\"]?)([^\s'\":#][^'\":#\r\n]*)\1[ \t]*:")
_TEXTS = {"title", "summary", "license", "timezone"}
_SORT_OF: Mapping[str, Sort] = {"sources": "source", "names": "name"}
_WHAT: Mapping[str, Lost] = {"events": "event", "sources": "source", "names": "name"}


class Rest(NamedTuple):
    """What is read behind a place where the text is no YAML."""

    parsed: Iterator[ParserEvent]
    """What the parser gives from there on, with some events for what it stands in."""
    around: int
    """How many those are."""
    section: str
    """The field whose middle it begins in; empty where it begins with a field."""
    line: int
    """How many lines stand above it."""
    is_of_events: bool
    """Whether what was lost was among the events."""
    without: bool = False
    """Whether the field that was begun is left out, however much of it was taken."""


class _Part(NamedTuple):
    """Some whole lines: a thing in a section, or a field."""

    start: int
    end: int
    line: int
    """How many lines stand above it."""
    section: str
    indent: bytes
    is_stray: bool = False
    """Whether it stands in the section without being a thing in it."""

    @property
    def is_field(self) -> bool:
        """Whether it is read as a field of the timeline."""
        return self.is_stray or not self.section

    @property
    def before(self) -> bytes:
        """What is put before it, so that it can be read alone."""
        return b"events: x\n" if self.is_field else f"{self.section}:\n".encode()


@dataclass
class _Fault:
    """Why a part cannot be read alone."""

    error: MarkedYAMLError
    last: ParserEvent | None
    open: list[ParserEvent] = field(default_factory=list)
    is_behind: bool = False
    """Whether the thing itself was read, and only something behind it is wrong."""

    @property
    def line(self) -> int:
        """The line at which reading ended, counted from 0."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.line if mark else 0


class Mending:
    """Finds what to pass over in one file, tells of it, and reads on around it."""

    def __init__(
        self,
        stream: Stream,
        report: Report,
        references: References,
        spots: Mapping[Sort, dict[str, Spot]],
        *,
        pure: bool,
    ) -> None:
        self.lost: set[Sort] = set()
        """The sorts of which some id may have been lost."""
        self._stream = stream
        self._report = report
        self._references = references
        self._spots = spots
        self._pure = pure
        self._count = 0
        # A place below which all is still to come, and the lines above it.
        self._above = (0, 0)
        # How far the events are indented, where they have begun.
        self._items: bytes | None = None

    def rest(self, error: MarkedYAMLError, begun: Begun) -> Rest | None:
        """What is read behind this error; None where nobody can say what is lost with it."""
        self._stream.hold()
        self._count += 1
        line = begun.line
        if line is None or self._count > MOST_LOST or self._has_directives():
            return None
        if self._items is None and (item := line_above(begun.item)) is not None:
            self._items = self._indent("events", self._offset(item))
        mark = error.problem_mark or error.context_mark
        found = self._culprit(begun.section, line, mark.line if mark else line)
        if found is None:
            return None
        first, part, fault = found
        if not begun.section and (item_below := self._item_below(first, part)) is not None:
            return self._among_events(item_below, first, part, fault)
        again = first if not begun.whole else self._behind(first, part)
        if fault.is_behind and fault.line > part.line:
            lost = part._replace(start=self._offset(fault.line), line=fault.line)
            again = again if again.start < part.start or not begun.whole else lost
        else:
            lost = part
        if lost.section == "" and self._is_unmendable(lost):
            return None
        self._report.forget(again.line + 1)
        self._tell(lost, part, fault)
        self._stream.blank(lost.start, lost.end)
        if again.start == lost.start:
            again = self._part(lost.end, lost.line + count_breaks(self._cut(lost)), lost.section, lost.indent)
            again = self._behind_strays(again)
        is_of_events = "events" in {lost.section, again.section}
        return Rest(*self._parsed(again), again.section, again.line, is_of_events)

    def _item_below(self, first: _Part, part: _Part) -> _Part | None:
        """The event that follows a field which stands among the events, where it has a value of its own."""
        if self._items is None:
            return None
        # It may be the very next part, which begins with so much.
        data = self._stream.seen(first.start, part.end + len(self._items) + 2)
        item = re.compile(_LINE + _beginning("events", self._items)).search(data, 1)
        if item is None or _VALUE_BELOW.match(data):
            return None
        above = count_breaks(data[: item.start()])
        return self._part(first.start + item.start(), first.line + above, "events", self._items)

    def _among_events(self, item: _Part, first: _Part, part: _Part, fault: _Fault) -> Rest:
        """Leave out a field that stands among the events, and go on with the event below it."""
        lost = first._replace(end=item.start)
        self._report.forget(item.line + 1)
        self._tell(lost, part, fault)
        self._stream.blank(lost.start, lost.end)
        return Rest(*self._parsed(item), "events", item.line, is_of_events=True, without=True)

    # What is lost.

    def _culprit(self, section: str, line: int, last: int) -> tuple[_Part, _Part, _Fault] | None:
        """The part that was begun, the first one from there on that is no YAML, and why it is not."""
        part = first = self._first(section, line)
        while part.line <= last and part.start < part.end:
            if _DOCUMENT.match(self._stream.seen(part.start, part.start + 4)):
                return None
            fault = self._fault(part)
            if fault is None:
                part = self._next(part)
                continue
            behind = self._joined(part, last)
            if behind is None:
                return first, part, fault
            part = behind
        return None

    def _joined(self, part: _Part, last: int) -> _Part | None:
        """What comes behind a text in quotes or brackets over parts, one that ends well."""
        following = part
        ends: list[_Part] = []
        while (following := self._next(following)).line <= last and following.start < following.end:
            if following.start - part.start > _MOST_JOINED:
                return None
            ends.append(following)
        whole = (end for end in ends[:-3:-1] if self._fault(part._replace(end=end.start)) is None)
        return next(whole, None)

    def _behind(self, first: _Part, part: _Part) -> _Part:
        """What comes behind a thing that was read whole."""
        if first.start == part.start or self._fault(first) is None:
            return first if first.start == part.start else self._next(first)
        return part

    def _behind_strays(self, part: _Part) -> _Part:
        """The first part from there on with which reading can begin."""
        while part.is_stray and self._count <= MOST_LOST and (fault := self._fault(part)) is not None:
            self._count += 1
            self._tell(part, part, fault)
            self._stream.blank(part.start, part.end)
            part = self._next(part)
        return part._replace(section="", indent=b"", is_stray=False) if part.is_stray else part

    def _fault(self, part: _Part) -> _Fault | None:
        """Why the part cannot be read alone, if it cannot."""
        # What is put before it ends one line, and holds so much.
        nodes, wanted = 0, 4 if part.is_field else 1 if part.section == "events" else 2
        depth_of_nodes = 1 if part.is_field else 2
        opened: list[ParserEvent] = []
        last: ParserEvent | None = None
        stream = Stream(io.BytesIO(part.before + self._cut(part)))
        try:
            for event in parse(stream, pure=self._pure):
                if isinstance(event, CollectionStartEvent):
                    opened.append(event)
                elif isinstance(event, CollectionEndEvent):
                    opened.pop()
                    nodes += len(opened) == depth_of_nodes
                elif len(opened) == depth_of_nodes:
                    nodes += 1
                last = event
        except MarkedYAMLError as error:
            down = part.line - 1
            opened_at = error.context_mark
            # What was put before it is nowhere in the file.
            error.context_mark = _moved(opened_at, down) if opened_at and opened_at.line else None
            error.problem_mark = _moved(error.problem_mark, down)
            if last is not None:
                last.start_mark, last.end_mark = _moved(last.start_mark, down), _moved(last.end_mark, down)
            return _Fault(error, last, opened, nodes >= wanted)
        except (YAMLError, Stop):
            return None
        return None

    def _is_unmendable(self, part: _Part) -> bool:
        """Whether all events stand in this part, in brackets or as something that they cannot be."""
        return self._cut(part).startswith((b"events:", b'"events"', b"'events'"))

    def _tell(self, lost: _Part, part: _Part, fault: _Fault) -> None:
        data = self._cut(lost)
        what: Lost = "part" if lost.start != part.start or part.is_stray else self._remember(lost, data)
        if what == "part":
            self._remember_any(lost, data)
        mark = fault.error.problem_mark
        line = self._line(part, mark.line) if mark else ""
        in_brackets = any(getattr(event, "flow_style", False) for event in fault.open)
        home = self._home(lost, data)
        tell_loss(
            self._report,
            fault.error,
            [] if fault.last is None else [fault.last],
            line,
            in_brackets=in_brackets,
            home=home,
            lost=what,
        )

    def _remember(self, lost: _Part, data: bytes) -> Lost:
        """Take the ids that can still be read; what kind of thing is lost."""
        if lost.section == "events":
            self.lost.add("dispute")
            if (found := _ID.search(data)) is None:
                self.lost.add("event")
            else:
                self._references.leave_out(found[2].decode(errors="replace"))
            return "event"
        found = _KEY.match(data)
        key = found[2].decode(errors="replace").strip() if found else ""
        if lost.section:
            sort = _SORT_OF[lost.section]
            if key:
                self._spots[sort].setdefault(key, self._report.located(self._home(lost, data)))
            else:
                self.lost.add(sort)
            return _WHAT[lost.section]
        if key in _TEXTS:
            return "field"
        if key in _SORT_OF:
            self.lost.add(_SORT_OF[key])
            return "field"
        return "part"

    def _remember_any(self, lost: _Part, data: bytes) -> None:
        """Take it that anything may have stood here."""
        self.lost |= {"event", "dispute"} if lost.section == "events" else {*SORTS}
        for found in _ID.finditer(data):
            self._references.leave_out(found[2].decode(errors="replace"))

    def _home(self, lost: _Part, data: bytes) -> Spot:
        """Where its id stands, or else where it begins."""
        found = _ID.search(data) if lost.section == "events" else None
        at = found.start() if found else len(data) - len(data.lstrip(b" \t-"))
        start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
        column = len(data[start:at].decode(errors="replace")) + 1
        length = len(found[0].decode(errors="replace").rstrip()) if found else TO_LINE_END
        return Spot(lost.line + count_breaks(data[:start]) + 1, column, length)

    # How the file is cut into parts.

    def _first(self, section: str, line: int) -> _Part:
        """The part that something stands in which begins on this line."""
        start = self._offset(line)
        if not section:
            self._above = (start, line)
            return self._part(start, line, "", b"")
        indent = self._indent(section, start)
        while not _begins(section, indent, data := self._stream.seen(start, start + _CHUNK)) and start:
            # Between the hyphen and what it begins stand only remarks.
            above = self._stream.seen(max(start - _CHUNK, 0), start)
            text = above[:-2] if above.endswith(b"\r\n") else above[:-1]
            start -= len(above) - max(text.rfind(b"\n"), text.rfind(b"\r")) - 1
            line -= 1
            if data == above:
                break
        self._above = (start, line)
        return self._part(start, line, section, indent)

    def _indent(self, section: str, start: int) -> bytes:
        """How far the things in a section are indented, of which one begins at or above this line."""
        if section == "events":
            data = self._stream.seen(max(start - _CHUNK, 0), start + _CHUNK)
            line = len(data) - len(self._stream.seen(start, start + _CHUNK))
            while True:
                found = re.compile(rb" *(?=-(?:[ \t\r\n]|\Z))").match(data, line)
                if found is not None or not line:
                    return found[0] if found else b""
                line = max(data.rfind(b"\n", 0, line - 1), data.rfind(b"\r", 0, line - 1)) + 1
        data = self._stream.seen(start, start + _CHUNK)
        return data[: len(data) - len(data.lstrip(b" "))]

    def _next(self, part: _Part) -> _Part:
        """The part behind this one."""
        line = part.line + count_breaks(self._cut(part))
        header = _HEADER.match(self._cut(part)) if not part.section else None
        if header is not None and part.start + header.end() == part.end:
            section = header[1].decode()
            pattern = _FIRST_ITEM if section == "events" else _FIRST_ENTRY
            first = pattern.match(self._stream.seen(part.end, part.end + _CHUNK))
            if first is not None:
                return self._part(part.end, line, section, first[1])
        return self._part(part.end, line, part.section, part.indent)

    def _part(self, start: int, line: int, section: str, indent: bytes) -> _Part:
        """The part that begins here."""
        data = self._stream.seen(start, start + _CHUNK)
        is_stray = section != "" and not _begins(section, indent, data) and bool(re.match(_OUTERMOST, data))
        if is_stray and (_FIELD.match(data) or _DOCUMENT.match(data)):
            section, indent, is_stray = "", b"", False
        header = _HEADER.match(data) if not section else None
        if header is not None:
            pattern = _FIRST_ITEM if header[1] == b"events" else _FIRST_ENTRY
            if pattern.match(data, header.end()):
                return _Part(start, start + header.end(), line, "", b"")
        inner = _beginning(section, indent) + rb"|" if section else rb""
        boundary = re.compile(_LINE + rb"(?:" + inner + _OUTERMOST + rb")")
        return _Part(start, self._end(boundary, start), line, section, indent, is_stray)

    def _end(self, boundary: re.Pattern[bytes], start: int) -> int:
        size = _CHUNK
        while True:
            data = self._stream.seen(start, start + size)
            # The line that begins a part is not looked for in its own first byte.
            found = boundary.search(data, 1)
            if found is not None and (found.end() + 2 < len(data) or len(data) < size):
                return start + found.start()
            if len(data) < size:
                return start + len(data)
            size *= 4

    def _offset(self, line: int) -> int:
        """Where a line begins."""
        start, at = self._above
        while at < line and (data := self._stream.seen(start, start + _CHUNK)):
            if data.endswith(b"\r"):
                data = data[:-1] or data + self._stream.seen(start + 1, start + 2)
            breaks = count_breaks(data)
            if at + breaks >= line:
                ends = (found.end() for found in BREAK.finditer(data))
                return start + next(end for number, end in enumerate(ends, at + 1) if number == line)
            at += breaks
            start += len(data)
        return start

    # How it is read.

    def _cut(self, part: _Part) -> bytes:
        data = self._stream.seen(part.start, part.end)
        return data if part.start else data.removeprefix(b"\xef\xbb\xbf")

    def _line(self, part: _Part, line: int) -> str:
        lines = BREAK.split(self._cut(part))
        at = line - part.line
        return lines[at].decode(errors="replace") if 0 <= at < len(lines) else ""

    def _has_directives(self) -> bool:
        """Whether a line says what holds for the whole file, so that no part can be read alone."""
        return re.search(rb"(?m)^%", self._stream.seen(0, _CHUNK).split(b"\n---")[0]) is not None

    def _parsed(self, part: _Part) -> tuple[Iterator[ParserEvent], int]:
        """What the parser gives from this part on, and how much of it is for what was put before the part."""
        before = b"\n" * (part.line - 1) + part.before if part.line else b""
        self._stream.jump(part.start, before)
        return parse(self._stream, pure=self._pure), 5 if part.line and not part.section else 3


def _begins(section: str, indent: bytes, data: bytes) -> bool:
    return re.match(_beginning(section, indent), data) is not None


def _beginning(section: str, indent: bytes) -> bytes:
    """What the line begins with that begins an event, or an entry."""
    return indent + (rb"-(?=[ \t\r\n]|\Z)" if section == "events" else rb"[^\s#]")


def _moved(mark: Any, down: int) -> Any:  # noqa: ANN401 - both parsers have a kind of their own
    return None if mark is None else Mark("", mark.index, mark.line + down, mark.column, None, 0)
