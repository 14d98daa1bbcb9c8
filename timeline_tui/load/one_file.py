"""One file, read part by part: its fields, the entries of its sections, its events."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any

from yaml.error import Mark, MarkedYAMLError
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent

from timeline_tui.load.chunks import Chunk, Cut, KeptFile, answer_of, chunks, piece_of
from timeline_tui.load.one_event import Answer, NotOneItem, Work, digest
from timeline_tui.load.placed import tape_of
from timeline_tui.load.references import SORT_OF
from timeline_tui.load.taking import Taking, Watched
from timeline_tui.load.whole import (
    LARGEST,
    Ended,
    WholeReading,
    fault_of,
    is_merged,
    reach_of,
    tell_lost,
    too_big,
)
from timeline_tui.model.limits import LOST
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import Spot
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.split import (
    FIELDS,
    ByteWindow,
    Part,
    Section,
    Unfinished,
    beginning,
    count_breaks,
    ends_document,
    header,
    parts,
)
from timeline_tui.yamlfile.stream import Stream
from timeline_tui.yamlfile.syntax import Fault

MOST_LOST = LOST.value
"""Parts of a file that are passed over; at the next one reading ends."""
_WINDOW = 1 << 16
_FIRST = 1 << 18
_MOST_JOINED = 4 << 20
_LIKE_A_FIELD = re.compile(rb"[\w-]+:(?:\s|\Z)")
# A field that may have a list for its value, or a text of several lines.
_VALUE_BELOW = re.compile(rb"[^\r\n]*:[ \t]*(?:[|>][^\r\n]*)?(?:#[^\r\n]*)?[\r\n]")
_EVENTS = re.compile(rb"([\"']?)events\1[ \t]*:")
_IN_BRACKETS = re.compile(_EVENTS.pattern + rb"[ \t]*\[")
_DIRECTIVE = re.compile(rb"(?m)^%")


class FileDocument:
    """What one file says; made whole by going through its events."""

    def __init__(self, taking: Taking, text: Stream, cut: Cut | None) -> None:
        self.events_at: tuple[int, Section] | None = None
        """Where its events begin, and what begins each, where they are read one by one."""
        self.kept: KeptFile | None = None
        """What is to be known of the file when it changes, where it was read in chunks."""
        self._taking = taking
        self._text = text
        self._cut = cut
        self._whole = WholeReading(taking, text)
        self._position = self._line = 0
        self._section = FIELDS
        self._count_lost = 0
        self._is_over = False

    @property
    def reached(self) -> int | None:
        """How far it was read part by part; None where the rest was read as one."""
        return None if self._is_over else self._position

    @property
    def last(self) -> Spot:
        """Where that begins which was being read when reading ended."""
        here = self._whole.last if self._is_over else Spot(self._line + 1, 1, 1)
        return self._taking.values.too_deep or here

    def events(self) -> Iterator[Any]:
        """What is made of each event, in the order of the file; raises `Ended`, and what the text raises."""
        first = self._text.window(0, _FIRST, 0).data
        start = beginning(first)
        if start is None or _DIRECTIVE.search(first[:start]):
            yield from self._as_one()
            return
        self._taking.begun = True
        lead = self._text.mended(first[:start], 0)
        self._position, self._line = start, count_breaks(lead)
        yield from self._by_parts(None)
        if not self._is_over:
            self._taking.finish()

    # Part by part.

    def _by_parts(self, until: int | None) -> Iterator[Any]:
        """Go on through the file, or to this place in its events."""
        size = _WINDOW
        while not self._is_over and (until is None or self._position < until):
            window = self._text.window(self._position, size, self._line)
            if not window.data:
                return
            before = self._position
            try:
                yield from self._through(window, until)
                size = _WINDOW
            except Unfinished as more:
                self._position, self._line = window.start + more.start, more.line
                size = size * 4 if self._position == before else _WINDOW
                if size > LARGEST:
                    raise too_big() from None

    def _through(self, window: ByteWindow, until: int | None) -> Iterator[Any]:
        data, at = window.data, 0
        while at < len(data) and not self._is_over:
            if self._section is FIELDS:
                if ends_document(data, at):
                    self._is_over = True
                    self._whole.end(self._position, self._line)
                    return
                if (found := header(data, at)) is not None and self._begins(found[0], data, at):
                    self._section = found[0]
                    self._move(window, at, found[1])
                    at = found[1]
                    if found[0].name == "events":
                        self.events_at = self._position, found[0]
                        self._taking.begin()
                        if self._cut is not None:
                            yield from self._in_chunks(self._cut)
                            return
                    continue
                if _IN_BRACKETS.match(data, at) and "events" not in self._taking.seen:
                    yield from self._as_one()
                    return
            at = yield from self._parts(window, at, until)
            if until is not None and self._position >= until:
                return

    def _parts(self, window: ByteWindow, at: int, until: int | None) -> Generator[Any, None, int]:
        """Read the parts of a section from here on; where something else begins."""
        data, section = window.data, self._section
        for part in parts(window, section, at, self._line):
            if section.name is not None and not part.is_held:
                if part.end == part.start or not self._is_stray(window, part):
                    self._section = FIELDS
                    return part.start
                self._move(window, part.start, part.end)
                continue
            if section is FIELDS and part.start > at and self._is_other(data, part.start):
                return part.start
            if until is not None and window.start + part.start >= until:
                return part.start
            self._position, self._line = window.start + part.start, part.line
            end = yield from self._part(window, part)
            self._move(window, part.start, end)
            if end != part.end or self._section is not section or self._is_over:
                return end
        return len(data)

    def _is_stray(self, window: ByteWindow, part: Part) -> bool:
        """Pass over lines that are neither of the section nor a field behind it, if they are."""
        data, start = window.data, part.start
        if ends_document(data, start):
            return False
        is_field = _LIKE_A_FIELD.match(data, start) is not None
        if is_field and (_VALUE_BELOW.match(data, start) or not self._section.holds(data, part.end)):
            return False
        # A field may stand among the events without being indented.
        end = next(parts(window, FIELDS, start, part.line)).end if is_field else part.end
        text = self._text.mended(data[start:end], window.start + start)
        fault = fault_of(text, part.line, FIELDS)
        if fault is None:
            return False
        lost = self._text.mended(data[start : part.end], window.start + start)
        section = FIELDS if is_field else self._section
        self._lose(lost, part.line, section, fault, (text, part.line), is_thing=is_field)
        return True

    def _is_other(self, data: bytes, start: int) -> bool:
        """Whether no field is to be read here like the one above."""
        is_list = _IN_BRACKETS.match(data, start) is not None
        return is_list or ends_document(data, start) or header(data, start) is not None

    def _move(self, window: ByteWindow, start: int, end: int) -> None:
        self._position = window.start + end
        self._line += count_breaks(window.data[start:end])

    def _begins(self, section: Section, data: bytes, at: int) -> bool:
        """Take a section that begins here; False where the file has one like it."""
        name = section.name or ""
        if name in self._taking.seen:
            return False
        key = data[at : data.index(b":", at)].rstrip()
        self._taking.seen[name] = Spot(self._line + 1, 1, len(key))
        if name == "events":
            self._taking.has_events = True
        else:
            self._taking.closed.add(SORT_OF[name])
        return True

    def _part(self, window: ByteWindow, part: Part) -> Generator[Any, None, int]:
        """Read one part; where it ends."""
        try:
            yield from self._read(window, part)
        except (MarkedYAMLError, NotOneItem):
            self._taking.give_up()
        else:
            return part.end
        joined = self._joined(window, part)
        if joined is not None:
            try:
                yield from self._read(window, joined)
            except (MarkedYAMLError, NotOneItem):
                self._taking.give_up()
            else:
                return joined.end
        yield from self._faulty(window, part)
        return part.end

    def _read(self, window: ByteWindow, part: Part) -> Iterator[Any]:
        start = window.start + part.start
        data = self._text.mended(window.data[part.start : part.end], start)
        if self._section.name == "events":
            yield from self._taking.event(data, (start, part.end - part.start, self._line))
            return
        held = [*parse(data)]
        if len(held) < 5 or not self._section.holds(data, 0) or type(held[2]) is not MappingStartEvent:
            raise NotOneItem
        if self._section.name is not None:
            self._entry(data, held, self._section.name)
        elif self._taking.is_list_of_events(*held[3:5]):
            yield from self._as_one()
        else:
            self._field(data)
        self._taking.tell()

    def _entry(self, data: bytes, held: Sequence[ParserEvent], section: str) -> None:
        """Take one entry of a section."""
        values, events, line = self._taking.values, iter(held[3:]), self._line
        values.line, values.position = line, self._text.position
        values.tape = lambda: tape_of(data, line, 4)
        self._taking.sections.entry(section, next(events), events)
        if type(next(events)) is not MappingEndEvent:
            raise NotOneItem

    def _field(self, data: bytes) -> None:
        """Take one field of the file, with its places in it."""
        values = self._taking.values
        events = Watched(islice(parse(b"\n" * self._line + data), 3, None))
        values.line, values.position, values.tape = 0, self._text.position, lambda: events.tape
        for key in events.events:
            if isinstance(key, MappingEndEvent):
                return
            self._taking.field(key, next(events.events) if isinstance(key, ScalarEvent) else None, events)

    def _as_one(self) -> Iterator[Any]:
        """Read all from here on as the parser gives it."""
        self._is_over = True
        yield from self._whole.events(self._position, self._line)

    # Where a part is no YAML.

    def _joined(self, window: ByteWindow, part: Part) -> Part | None:
        """The part with those below that belong to it; None where there are none, or it is no YAML.

        A text in quotes or brackets may hold lines that begin like parts.
        """
        rest = window.data[part.start :]
        breaks = count_breaks(rest)
        reach = reach_of(self._text.mended(rest, window.start + part.start), self._section)
        if reach.line >= breaks and not window.is_last and len(rest) < _MOST_JOINED:
            raise Unfinished(part.start, part.line)
        if not reach.is_well:
            return None
        end = at = 0
        for below in parts(window._replace(is_whole=True), self._section, part.start, part.line):
            if below.line - part.line > reach.line:
                break
            end, at = below.start, below.line - part.line
        if not reach.goes_on and at < reach.line:
            end = len(window.data) if reach.line >= breaks else 0
        return part._replace(end=end) if end > part.end else None

    def _faulty(self, window: ByteWindow, part: Part) -> Iterator[Any]:
        """Pass over what is lost with a part."""
        data = self._text.mended(window.data[part.start : part.end], window.start + part.start)
        section, line = self._section, part.line
        fault = fault_of(data, line, section)
        is_all = section is FIELDS and _EVENTS.match(data) is not None and "events" not in self._taking.seen
        if is_all or (fault is None and section is FIELDS):
            self._position, self._line = window.start + part.start, line
            yield from self._as_one()
            return
        if fault is None:
            mark = Mark("", 0, line, 0, None, 0)
            fault = Fault(MarkedYAMLError(problem="it is not YAML", problem_mark=mark))
        lost, above = data, line
        at = fault.line - line
        if fault.is_behind and at > 0 and (cut := _line_start(window.data, part.start, at)) < part.end:
            try:
                yield from self._read(window, part._replace(end=cut))
                lost, above = data[_line_start(data, 0, at) :], fault.line
            except (MarkedYAMLError, NotOneItem):
                self._taking.give_up()
        self._lose(lost, above, section, fault, (data, line), is_thing=above == line)

    def _lose(
        self,
        lost: bytes,
        above: int,
        section: Section,
        fault: Fault,
        read: tuple[bytes, int],
        *,
        is_thing: bool,
    ) -> None:
        """Report lines as lost, each with how many stand above them, and what was `read` to the fault."""
        data, line = read
        self._count_lost += 1
        if is_merged(self._text) or self._count_lost > MOST_LOST:
            raise Ended(fault, line + 1)
        lines, at = BREAK.split(data), fault.line - line
        text = lines[at].decode(errors="replace") if 0 <= at < len(lines) else ""
        tell_lost(self._taking, lost, above, section, fault, text, is_thing=is_thing)

    # The events, in chunks.

    def _in_chunks(self, cut: Cut) -> Iterator[Any]:
        """Read the events that come now in chunks, in whatever process."""
        self._cut = None
        taking, text, section, size = self._taking, self._text, self._section, self._text.size
        if not text.is_file or size - self._position < cut.least or taking.stage is None:
            return
        above = text.cut(0, self._position)
        kept = KeptFile(len(above), self._line, digest(above), len(section.indent), [])
        sources, names = taking.references.known["source"], taking.sections.names
        work = Work(sources, names, taking.stage, taking.looks, section)
        jobs = partial(chunks, text, section, self._position, cut.size)
        answers = cut.results(jobs, lambda job: ((*job,), answer_of(work, text, job)))
        with closing(answers):
            for job, found in zip(jobs(), answers, strict=False):
                answer = self._usable(job, found)
                if answer is not None:
                    yield from taking.answer(answer, self._position, self._line)
                    self._position, self._line = self._position + answer.end, self._line + answer.lines
                    kept.pieces.append(piece_of(answer, job[1] - job[0]))
                if self._position != job[1]:
                    yield from self._by_parts(job[1])
                    kept = kept._replace(pieces=[])
                if self._is_over or self._section.name != "events":
                    return
        if sum(piece.size for piece in kept.pieces) == size - kept.above:
            self.kept = kept

    def _usable(self, job: Chunk, found: Any) -> Answer | None:  # noqa: ANN401 - whatever came of it elsewhere
        """What came of a chunk, where reading has come to its beginning."""
        # Where the file was written to meanwhile, others may have cut it elsewhere.
        if found is None or tuple(found[0]) != tuple(job) or found[1] is None or self._position != job[0]:
            return None
        return None if self._text.is_blank(*job) else Answer(*found[1])


def _line_start(data: bytes, start: int, line: int) -> int:
    """Where a line begins, counted from the one that begins here."""
    for found in islice(BREAK.finditer(data, start), line - 1, line):
        return found.end()
    return start if not line else len(data)
