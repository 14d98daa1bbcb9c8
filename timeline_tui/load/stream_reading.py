"""Reads a timeline as a stream: its events one by one, everything else at the end, and every problem."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Set
from pathlib import Path
from typing import Any, BinaryIO

from yaml.error import YAMLError

from timeline_tui.load.chunks import CHUNK, Cut, KeptFile, Results, in_turn
from timeline_tui.load.facts import Facts
from timeline_tui.load.one_file import FileDocument
from timeline_tui.load.placed import Placed
from timeline_tui.load.references import References, Sort
from timeline_tui.load.sections import Common
from timeline_tui.load.settling import settle
from timeline_tui.load.taking import Stages, Taking
from timeline_tui.load.whole import Ended
from timeline_tui.model.timeline import Event, Name, Timeline
from timeline_tui.problems.problem import Lost, Problem
from timeline_tui.visible import system_words
from timeline_tui.yamlfile.places import WHOLE_FILE, Report, Spot, at_mark
from timeline_tui.yamlfile.problem_lines import fetch, locate, with_lines
from timeline_tui.yamlfile.stream import FLAWS, EndOfReading, Stream
from timeline_tui.yamlfile.syntax import tell_syntax

_ENDINGS = (YAMLError, EndOfReading, MemoryError, OSError, Ended)
_CONFLICT = "conflict-marker"
NO_FILE = "look at how it is spelled, or begin a new one: timeline-tui init"
"""What to do where there is no file of that name."""
_OF_THE_WHOLE_FILE = {"too-large", "not-utf8", "not-text"}


class Reading:
    """One reading of a file, or of what comes through a pipe; it never raises for anything they hold."""

    def __init__(
        self,
        source: Path | BinaryIO,
        name: str,
        *,
        common: Common | None = None,
        refusal: EndOfReading | None = None,
        ids_differ: bool = False,
    ) -> None:
        """What has something in `common` with others may refer to what stands in them.

        `refusal` says why the file is not even opened, where it is not. Where somebody knows that the
        `ids_differ` of all events, and that each leads to one, none of them is kept.
        """
        self.problems: list[Problem] = []
        """The problems, in the order of the file; complete when the events are exhausted."""
        self.more_problems = 0
        """How many more there were than are kept."""
        self.taking: Taking | None = None
        """What the file says; None where nothing was read."""
        self.document: FileDocument | None = None
        """What was read, with all that it leaves open; None where nothing was."""
        self._refusal = refusal
        self._common = common
        self._alone = common is None
        self._source = source
        self._report = Report(name, alone=common is None)
        own = References(self._report, Placed(), ids_differ=ids_differ)
        self._ids = own if common is None else common.references
        self._text: Stream | None = None
        # The line of the mark of a merge at which reading ended.
        self._conflict = 0

    @property
    def unreadable(self) -> bool:
        """Whether nothing at all could be read."""
        return self.taking is None or not self.taking.begun

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._text.reached if self._text else 0

    @property
    def size(self) -> int:
        """Bytes of the whole file; 0 when nobody knows."""
        return self._text.size if self._text else 0

    @property
    def timeline(self) -> Timeline:
        """What the file says beside its events, so far as it was read; whole when no event is left."""
        return self.taking.sections.timeline() if self.taking else Timeline()

    @property
    def zones(self) -> list[tuple[int, str | None]]:
        """The number of the first event, and the time zone."""
        return [(0, self.timeline.timezone)]

    @property
    def names(self) -> Mapping[str, Name]:
        """The names that were read so far: all of them before the first event, where they stand above it."""
        return self.taking.sections.names if self.taking else {}

    @property
    def facts(self) -> Facts | None:
        """The sum of what is known of all events; None where nothing was read."""
        return self.taking.facts if self.taking else None

    @property
    def closed(self) -> Set[Sort]:
        """The sorts of which all ids are known."""
        return self.taking.closed if self.taking else set()

    @property
    def kept(self) -> list[tuple[int, KeptFile | None]]:
        """How many events it has, and what is to be known of it when it changes."""
        return [(self._ids.count, self.document.kept)] if self.document else []

    @property
    def parents(self) -> Mapping[int, int]:
        """The number of the event that an event is part of; events are numbered from 0 as they came."""
        return self._ids.parents

    def events(self) -> Iterator[Event]:
        """The events in the order of the file, each sound and with an id."""
        return self.staged(lambda _: lambda event: event)

    def staged(
        self, stages: Stages, results: Results | None = None, piece: int = CHUNK
    ) -> Generator[Any, None, None]:
        """What is made of each event; a large file is read in chunks of so many bytes.

        Where `results` come from elsewhere, what is made must be plain values.
        """
        return self.cut(stages, Cut(piece, results or in_turn, 2 * piece))

    def cut(self, stages: Stages, cut: Cut | None) -> Generator[Any, None, None]:
        """What is made of each event of a file that may be cut in this way."""
        text = self._opened()
        if text is None:
            return
        try:
            self._ids.placed.begin_file(None if self._alone else self._report.file, text)
            self.taking = Taking(self._report, stages, self._ids, self._common)
            self.document = FileDocument(self.taking, text, cut)
            try:
                yield from self.document.events()
            except _ENDINGS as error:
                self._tell_end(error, self.document, text)
            self._finish(self.taking, text)
        finally:
            text.close()

    def _opened(self) -> Stream | None:
        try:
            if self._refusal is not None:
                raise self._refusal
            self._text = Stream(self._source, chooses=True)
        except EndOfReading as stop:
            self._report.add(stop.code, stop.message, WHOLE_FILE, hint=stop.hint, ends=True)
        except (OSError, ValueError) as error:
            self._tell_unopened(error)
        if self._text is None:
            self.problems = self._report.gravest()
        return self._text

    def _tell_end(self, error: Exception, document: FileDocument, text: Stream) -> None:
        """Report why nothing is read from here on."""
        if isinstance(error, Ended):
            # Whatever the parser says of a mark of a merge, it is told of as such.
            self._conflict = _conflict(error, text)
            if not self._conflict:
                line = _line_of(error, text)
                tell_syntax(self._report, error.fault, line)
        elif isinstance(error, EndOfReading):
            spot = WHOLE_FILE if error.code in _OF_THE_WHOLE_FILE else document.last
            self._report.add(error.code, error.message, spot, "here reading ends", hint=error.hint, ends=True)
        elif isinstance(error, OSError):
            said = f"the system says: {error.strerror or error}"
            self._report.add("cannot-read", said, WHOLE_FILE, ends=True)
        else:
            self._report.add("bad-yaml", "the file cannot be read on from here", document.last, ends=True)

    def _tell_unopened(self, error: OSError | ValueError) -> None:
        if isinstance(error, FileNotFoundError):
            self._report.add("no-file", "there is no such file", WHOLE_FILE, hint=NO_FILE, ends=True)
        elif isinstance(error, PermissionError):
            message = "you may not read this file"
            self._report.add("no-permission", message, WHOLE_FILE, hint="ask its owner", ends=True)
        else:
            said = system_words(error)
            self._report.add("cannot-read", f"the system says: {said}", WHOLE_FILE, ends=True)

    def _finish(self, taking: Taking, text: Stream) -> None:
        taking.tell()
        for conflict in text.conflicts:
            if not conflict.both:
                # What stands in the other version is known to nobody.
                taking.closed.clear()
            for key in conflict.left_out:
                self._ids.leave_out(key)
        if self._alone:
            settle(taking.facts, taking.looks, self.timeline, self._ids, self._report, taking.closed)
        try:
            if self._report.ended and taking.begun:
                if self.document is not None and self.document.reached is not None:
                    text.jump(self.document.reached, b"")
                text.drain()
            self._tell_flaws(text)
            self.problems = with_lines(
                self._report.gravest(), text, None if self._alone else self._report.file
            )
        except (OSError, ValueError):
            # The file went away meanwhile; the problems stand without their lines.
            self.problems = self._report.gravest()
        self.more_problems = self._report.counted - len(self.problems)

    def _tell_conflicts(self, text: Stream) -> None:
        marks = [
            mark for conflict in text.conflicts for mark in (conflict.start, conflict.middle, conflict.end)
        ]
        spots = [Spot(line, column, 7) for line, column in locate(text, marks)]
        message, _, hint = FLAWS[_CONFLICT]
        for at, conflict in enumerate(text.conflicts):
            first, middle, last = spots[3 * at : 3 * at + 3]
            label = f"the first begins here, {conflict.ours or 'ours'}, and is read"
            said = "read too" if conflict.both else "left out"
            second = f"the second begins here, {conflict.theirs or 'theirs'}, and is {said}"
            related = [(middle, second), (last, "here it ends")]
            lost: Lost = "" if conflict.both else "part"
            self._report.add(_CONFLICT, message, first, label, hint=hint, related=related, lost=lost)

    def _tell_flaws(self, text: Stream) -> None:
        self._tell_conflicts(text)
        lines: set[int] = set()
        flaws = sorted(text.flaws)
        places = locate(text, [offset for offset, _ in flaws])
        for (line, column), (_, code) in zip(places, flaws, strict=False):
            if line in lines:
                continue
            lines.add(line)
            message, label, hint = FLAWS[code]
            ends = line == self._conflict
            self._report.add(code, message, Spot(line, column, 1), label, hint=hint, ends=ends)


def _conflict(error: Ended, text: Stream) -> int:
    """The line of a mark of a merge between what was read well and where the text stops being YAML."""
    last = at_mark(error.fault.error.problem_mark).line
    try:
        flaws = sorted(text.flaws)
        places = [*locate(text, [offset for offset, _ in flaws])]
    except (OSError, ValueError):
        return 0
    marks = (line for (line, _), (_, code) in zip(places, flaws, strict=False) if code == _CONFLICT)
    return next((line for line in marks if error.first <= line <= last), 0)


def _line_of(error: Ended, text: Stream) -> str:
    mark = error.fault.error.problem_mark
    line = mark.line + 1 if mark else 1
    try:
        return fetch(text, [line]).get(line, "")
    except (OSError, ValueError):
        return ""
