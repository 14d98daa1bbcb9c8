"""Takes the events of a file from its pieces, as if they had been read here one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from yaml.error import Mark, MarkedYAMLError
from yaml.events import MappingStartEvent, SequenceEndEvent

from timeline_tui.loading.event_making import EventMaking, Fact
from timeline_tui.loading.parser import ParserEvent, Relay, parse
from timeline_tui.loading.piecemeal.again import Taken
from timeline_tui.loading.piecemeal.pieces import LARGEST, Piece, Plan
from timeline_tui.loading.piecemeal.piecework import OPENING, Piecework, Read, are
from timeline_tui.loading.stream import Stream
from timeline_tui.loading.values import Values
from timeline_tui.model.timeline import Event

Stage = Callable[[Event], Any]
Results = Callable[[Callable[[], Iterable[Piece]], Callable[[Piece], Any]], Generator[Any, None, None]]
"""Does the same to each piece, here or elsewhere, and gives what came of it in the order of the pieces."""

# Where more of a hundred events than these must be looked at more closely, all that follow are read here.
_MOST_UNCLEAR = 20


class NotInPieces(Exception):  # noqa: N818 - it is no mistake of anybody
    """What stands above the events is not what it looked like."""


class KeptPiece(NamedTuple):
    """A piece that was read, to be known again."""

    start: int
    end: int
    line: int
    """How many lines stand above it."""
    lines: int
    """How many end in it."""
    first: int
    """The number of its first event."""
    events: int
    digest: str
    sound: bool
    """Whether none of its events needed a closer look."""
    packed: str
    """The line on which each of its events begins: see `starts`."""

    @property
    def starts(self) -> array[int]:
        """The line on which each of its events begins, its own first one being 1."""
        return array("I", bytes.fromhex(self.packed))


def packed(starts: Sequence[int]) -> str:
    """Lines as a text, since a list of a million numbers takes much room in memory."""
    return array("I", starts).tobytes().hex()


class Joining(NamedTuple):
    """Puts together the events of one file."""

    plan: Plan
    results: Results
    stream: Stream
    relay: Relay
    values: Values
    making: EventMaking
    pure: bool
    kept: list[KeptPiece]
    """The pieces, where all of the file was read in pieces."""

    def events(self, top: ParserEvent, end: ParserEvent, stage: Stage) -> Iterator[Any]:
        """What the stage makes of each event; `top` and `end` are those of the mapping around them."""
        above, begins = chain((end,), self.relay.now), None
        work = Piecework(self.making.references, self.making.checks, stage, pure=self.pure)
        pieces = partial(self.plan.pieces, self.stream.fileno())
        line = self.stream.lines_before(self.plan.header)
        taken: Taken | None = None
        with closing(self.results(pieces, partial(self._read, work))) as results:
            for piece, result in zip(pieces(), results, strict=False):
                if result is None or _is_unclear(read := Read(*result)):
                    self.kept.clear()
                    yield from self._read_on(piece, line, (top, begins), taken, stage)
                    return
                begins = begins or (line + read.begins[0], read.begins[1])
                taken = Taken(self.stream, piece, self.plan.indent, line, read.starts, self.pure)
                first = self.making.count
                yield from self._take(read, taken, stage)
                sound = None not in read.facts and self.making.count - first == len(read.facts)
                lines = packed(read.starts)
                self.kept.append(
                    KeptPiece(*piece, line, read.lines, first, len(read.facts), read.digest, sound, lines)
                )
                line += read.lines
                self.stream.position = piece.end
        self.relay.now = above

    def _read(self, work: Piecework, piece: Piece) -> tuple[Any, ...] | None:
        return None if piece.end - piece.start > LARGEST else work.read(self.stream.cut(*piece))

    def _take(self, read: Read, taken: Taken, stage: Stage) -> Iterator[Any]:
        for at, known in enumerate(read.facts):
            again = partial(self._again, taken, at)
            if known is not None:
                fact = Fact(*known)
                if self.making.believe(fact, taken.line, again):
                    yield fact.staged
                    continue
            event = self.making.make(again())
            if event is not None:
                yield stage(event)

    def _again(self, taken: Taken, at: int) -> ParserEvent:
        """Begin to read an event of a piece here."""
        self.relay.now = taken.item(at)
        return next(self.relay)

    def _read_on(
        self,
        piece: Piece,
        line: int,
        begins: tuple[ParserEvent, tuple[int, int] | None],
        taken: Taken | None,
        stage: Stage,
    ) -> Iterator[Any]:
        """Read all from this piece on, as it would have been read behind what stands before it."""
        if taken is not None:
            # Who tells of a mistake looks at what was read last, which has been told of already.
            self.values.skip(self._again(taken, len(taken.starts) - 1))
        # Lines count as if everything had been read.
        self.stream.jump(piece.start, b"\n" * (line - 1) + b"events:\n")
        parsed = parse(self.stream, pure=self.pure)
        self.relay.now = _told_from(parsed, *begins)
        if not are(OPENING, self.relay):
            raise OSError("the file was written to while it was read")
        for start in self.relay:
            if type(start) is SequenceEndEvent:
                return
            event = self.making.make(start)
            if event is not None:
                yield stage(event)


def _told_from(
    parsed: Iterator[ParserEvent], top: ParserEvent, begins: tuple[int, int] | None
) -> Iterator[ParserEvent]:
    """The events; where they end in a mistake, that names what began above by its own place."""
    places: dict[tuple[int, int], Any] = {}
    try:
        for number, event in enumerate(parsed):
            mark = event.start_mark
            if number < len(OPENING) and mark is not None:
                if type(event) is MappingStartEvent:
                    places[mark.line, mark.column] = top.start_mark
                elif type(event) is OPENING[-1]:
                    places[mark.line, mark.column] = Mark("", 0, *begins, None, 0) if begins else mark
            yield event
    except MarkedYAMLError as error:
        opened = error.context_mark
        if opened is not None:
            error.context_mark = places.get((opened.line, opened.column), opened)
        raise


def _is_unclear(read: Read) -> bool:
    return read.facts.count(None) * 100 > _MOST_UNCLEAR * len(read.facts)
