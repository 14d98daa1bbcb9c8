"""Reads a timeline as a stream: its events one by one, everything else at the end, and every problem."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from yaml.error import MarkedYAMLError, YAMLError

from timeline_tui.load import pieces
from timeline_tui.load.common import Common
from timeline_tui.load.document import Document, Stages
from timeline_tui.load.joining import Cut, KeptFile, NotInPieces, read_piece
from timeline_tui.load.pieces import Piece, Piecework
from timeline_tui.load.references import Sort, tell_loops
from timeline_tui.load.suggestions import Checks
from timeline_tui.model.timeline import Event, Name, Timeline
from timeline_tui.problems.problem import Lost, Problem
from timeline_tui.yamlfile.lines import fetch, locate, with_lines
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import WHOLE_FILE, Report, Spot, at_mark, of_event, of_value
from timeline_tui.yamlfile.stream import FLAWS, Stop, Stream
from timeline_tui.yamlfile.syntax import tell_syntax

_ENDINGS = (YAMLError, Stop, MemoryError, OSError)
Results = Callable[[Callable[[], Iterable[Piece]], Callable[[Piece], Any]], Generator[Any, None, None]]
"""Does the same to each piece, here or elsewhere, and gives what came of it in the order of the pieces."""
_CONFLICT = "conflict-marker"
NO_FILE = "look at how it is spelled, or begin a new one: timeline-tui init"
"""What to do where there is no file of that name."""
_OF_THE_WHOLE_FILE = {"too-large", "not-utf8", "not-text"}


class Reading:
    """One reading of a file, or of what comes through a pipe; it never raises for anything they hold.

    `pure` asks for the parser that needs no libyaml; its answers are the same.
    """

    def __init__(
        self,
        source: Path | BinaryIO,
        name: str,
        *,
        pure: bool = False,
        common: Common | None = None,
        refusal: Stop | None = None,
    ) -> None:
        """What has something in `common` with others may refer to what stands in them.

        `refusal` says why the file is not even opened, where it is not.
        """
        self._refusal = refusal
        self._common = common
        self.problems: list[Problem] = []
        """The problems, in the order of the file; complete when the events are exhausted."""
        self.more_problems = 0
        """How many more there were than are kept."""
        self._source = source
        self._pure = pure
        self._report = Report(name, alone=common is None)
        self._stream: Stream | None = None
        self._document: Document | None = None
        # The line of the mark of a merge at which reading ended.
        self._conflict = 0

    @property
    def unreadable(self) -> bool:
        """Whether nothing at all could be read."""
        return self._document is None or not self._document.begun

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._stream.position if self._stream else 0

    @property
    def size(self) -> int:
        """Bytes of the whole file; 0 when nobody knows."""
        return self._stream.size if self._stream else 0

    @property
    def timeline(self) -> Timeline:
        """What the file says beside its events, so far as it was read; whole when no event is left."""
        return self._document.sections.timeline() if self._document else Timeline()

    @property
    def zones(self) -> list[tuple[int, str | None]]:
        """The number of the first event, and the time zone."""
        return [(0, self.timeline.timezone)]

    @property
    def names(self) -> Mapping[str, Name]:
        """The names that were read so far: all of them before the first event, where they stand above it."""
        return self._document.sections.names if self._document else {}

    @property
    def document(self) -> Document | None:
        """What was read, with all that it leaves open; None where nothing was."""
        return self._document

    @property
    def checks(self) -> Checks | None:
        """The looks at all events; None where nothing was read."""
        return self._document.checks if self._document else None

    @property
    def closed(self) -> Set[Sort]:
        """The sorts of which all ids are known."""
        return self._document.closed if self._document else set()

    @property
    def kept(self) -> list[tuple[int, KeptFile | None]]:
        """How many events it has, and what is to be known of it when it changes."""
        return [(self._document.references.count, self._document.kept)] if self._document else []

    @property
    def parents(self) -> Mapping[int, int]:
        """The number of the event that an event is part of; events are numbered from 0 as they came."""
        return self._document.references.parents if self._document else {}

    def events(self) -> Iterator[Event]:
        """The events in the order of the file, each sound and with an id."""
        return self.staged(lambda _: lambda event: event)

    def staged(
        self, stages: Stages, results: Results | None = None, piece: int = pieces.PIECE
    ) -> Iterator[Any]:
        """What is made of each event; with `results`, a large file is read in pieces of so many bytes.

        Then what is made must be plain values, and the first of all is asked for before any piece is read.
        """
        return self.joined(stages, lambda stream: results and _cut(stream, results, piece))

    def joined(self, stages: Stages, cut: Callable[[Stream], Cut | None]) -> Generator[Any, None, None]:
        """The same, where another says how the file is cut and what comes of its pieces."""
        stream = self._opened()
        if stream is None:
            return
        try:
            if (how := cut(stream)) is not None:
                try:
                    yield from self._whole(stream, stages, how)
                    return
                except NotInPieces:
                    self._report = Report(self._report.file, alone=self._common is None)
                    stream.begin_again()
            yield from self._whole(stream, stages, None)
        finally:
            stream.close()

    def _opened(self) -> Stream | None:
        try:
            if self._refusal is not None:
                raise self._refusal
            self._stream = Stream(self._source, chooses=True)
        except Stop as stop:
            self._report.add(stop.code, stop.message, WHOLE_FILE, hint=stop.hint, ends=True)
        except (OSError, ValueError) as error:
            self._tell_unopened(error)
        if self._stream is None:
            self.problems = self._report.gravest()
        return self._stream

    def _whole(self, stream: Stream, stages: Stages, cut: Cut | None) -> Iterator[Any]:
        self._document = document = Document(
            stream, self._report, stages, pure=self._pure, cut=cut, common=self._common
        )
        yield from self._read(document, stream, cut is not None)
        self._finish(document, stream)

    def _read(self, document: Document, stream: Stream, in_pieces: bool) -> Iterator[Any]:
        try:
            yield from document.events()
        except _ENDINGS as error:
            # What stands above the events may look wrong for having been cut off below.
            if in_pieces and not document.among_events:
                raise NotInPieces from error
            self._tell_end(error, document, stream)
        if in_pieces and not document.among_events:
            raise NotInPieces

    def _tell_end(self, error: Exception, document: Document, stream: Stream) -> None:
        """Report why nothing is read from here on."""
        if isinstance(error, MarkedYAMLError):
            tape = document.values.tape
            # Whatever the parser says of a mark of a merge, it is told of as such.
            self._conflict = _conflict(error, tape, stream)
            if not self._conflict:
                line, in_brackets = _line_of(error, stream), document.in_brackets
                tell_syntax(self._report, error, tape, line, in_brackets=in_brackets)
        elif isinstance(error, Stop):
            spot = WHOLE_FILE if error.code in _OF_THE_WHOLE_FILE else _last_item(document)
            self._report.add(error.code, error.message, spot, "here reading ends", hint=error.hint, ends=True)
        elif isinstance(error, OSError):
            said = f"the system says: {error.strerror or error}"
            self._report.add("cannot-read", said, WHOLE_FILE, ends=True)
        else:
            self._report.add(
                "bad-yaml", "the file cannot be read on from here", _last_item(document), ends=True
            )

    def _tell_unopened(self, error: OSError | ValueError) -> None:
        if isinstance(error, FileNotFoundError):
            self._report.add("no-file", "there is no such file", WHOLE_FILE, hint=NO_FILE, ends=True)
        elif isinstance(error, PermissionError):
            message = "you may not read this file"
            self._report.add("no-permission", message, WHOLE_FILE, hint="ask its owner", ends=True)
        else:
            said = getattr(error, "strerror", None) or "this cannot be the name of a file"
            self._report.add("cannot-read", f"the system says: {said}", WHOLE_FILE, ends=True)

    def _finish(self, document: Document, stream: Stream) -> None:
        for conflict in stream.conflicts:
            if not conflict.both:
                # What stands in the other version is known to nobody.
                document.closed.clear()
            for key in conflict.left_out:
                document.references.leave_out(key)
        if self._common is None:
            document.references.settle(document.closed)
            if "event" in document.closed:
                spots, has_errors = document.references.known["source"], self._report.has_errors()
                document.checks.settle(self.timeline, spots, has_errors=has_errors)
            tell_loops(document.sections.sources, document.sections.names, document.references, self._report)
        try:
            if self._report.ended and document.begun:
                stream.drain()
            self._tell_flaws(stream)
            file = None if self._common is None else self._report.file
            self.problems = with_lines(self._report.gravest(), stream, file)
        except (OSError, ValueError):
            # The file went away meanwhile; the problems stand without their lines.
            self.problems = self._report.gravest()
        self.more_problems = self._report.counted - len(self.problems)

    def _tell_conflicts(self, stream: Stream) -> None:
        marks = [
            mark for conflict in stream.conflicts for mark in (conflict.start, conflict.middle, conflict.end)
        ]
        spots = [Spot(line, column, 7) for line, column in locate(stream, marks)]
        message, _, hint = FLAWS[_CONFLICT]
        for at, conflict in enumerate(stream.conflicts):
            first, middle, last = spots[3 * at : 3 * at + 3]
            label = f"the first begins here, {conflict.ours or 'ours'}, and is read"
            said = "read too" if conflict.both else "left out"
            second = f"the second begins here, {conflict.theirs or 'theirs'}, and is {said}"
            related = [(middle, second), (last, "here it ends")]
            lost: Lost = "" if conflict.both else "part"
            self._report.add(_CONFLICT, message, first, label, hint=hint, related=related, lost=lost)

    def _tell_flaws(self, stream: Stream) -> None:
        self._tell_conflicts(stream)
        lines: set[int] = set()
        places = locate(stream, [offset for offset, _ in stream.flaws])
        for (line, column), (_, code) in zip(places, stream.flaws, strict=False):
            if line in lines:
                continue
            lines.add(line)
            message, label, hint = FLAWS[code]
            ends = line == self._conflict
            self._report.add(code, message, Spot(line, column, 1), label, hint=hint, ends=ends)


def _cut(stream: Stream, results: Results, piece: int) -> Cut | None:
    """How a file is read in pieces; None where it is small, or nothing says that it can be cut."""
    if not stream.is_file or stream.size < 2 * piece:
        return None
    plan = pieces.plan(stream.fileno(), stream.size, piece)
    return plan and Cut(plan, partial(_read, stream, partial(plan.pieces, stream.fileno()), results))


def _read(
    stream: Stream, jobs: Callable[[], Iterable[Piece]], results: Results, work: Callable[[], Piecework]
) -> Generator[tuple[Piece, Any], None, None]:
    """Each piece, and what came of it."""
    reads = work()
    with closing(results(jobs, lambda piece: ((*piece,), read_piece(reads, stream, piece)))) as answers:
        for piece, answer in zip(jobs(), answers, strict=False):
            # Where the file was written to meanwhile, others may have cut it elsewhere.
            yield piece, answer[1] if answer is not None and answer[0] == piece else None


def _conflict(error: MarkedYAMLError, tape: Sequence[ParserEvent], stream: Stream) -> int:
    """The line of a mark of a merge between what was read well and where the text stops being YAML."""
    # A mark may have been read as a part of the last text, behind which an empty one may stand.
    first = min((of_event(event).line for event in tape[-2:]), default=1)
    last = at_mark(error.problem_mark).line
    try:
        places = [*locate(stream, [offset for offset, _ in stream.flaws])]
    except (OSError, ValueError):
        return 0
    marks = (line for (line, _), (_, code) in zip(places, stream.flaws, strict=False) if code == _CONFLICT)
    return next((line for line in marks if first <= line <= last), 0)


def _line_of(error: MarkedYAMLError, stream: Stream) -> str:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    try:
        return fetch(stream, [line]).get(line, "")
    except (OSError, ValueError):
        return ""


def _last_item(document: Document) -> Spot:
    tape = document.values.tape
    return of_value(tape) if tape else WHOLE_FILE
