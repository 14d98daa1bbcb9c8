"""Takes the events of a file from its pieces, as if they had been read here one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from yaml.error import Mark, MarkedYAMLError
from yaml.events import MappingStartEvent

from timeline_tui.load.events import EventMaking, Fact
from timeline_tui.load.pieces import LARGEST, OPENING, Piece, Piecework, Plan, Read, Taken, are, digest
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.lines import count_breaks
from timeline_tui.yamlfile.parser import ParserEvent, Relay, parse
from timeline_tui.yamlfile.stream import Stream
from timeline_tui.yamlfile.values import Values

Stage = Callable[[Event], Any]
Answers = Callable[[Callable[[], Piecework]], Generator[tuple[Piece, tuple[Any, ...] | None], None, None]]
"""Given what reads a piece, each piece of a file and what came of it; None where that is nothing."""

# Where more of a hundred events than these must be looked at more closely, all that follow are read here.
_MOST_UNCLEAR = 20


class NotInPieces(Exception):  # noqa: N818 - it is no mistake of anybody
    """What stands above the events is not what it looked like."""


class KeptPiece(NamedTuple):
    """A piece that was read, to be known again."""

    size: int
    """Its bytes."""
    lines: int
    """How many end in it."""
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


class KeptFile(NamedTuple):
    """A file that was read in pieces, to be known again."""

    above: int
    """How many bytes stand above its events."""
    lines: int
    """How many lines end in these."""
    header: str
    """A digest of them."""
    indent: int
    """How far the events are indented."""
    pieces: list[KeptPiece]


class Cut(NamedTuple):
    """How a file is cut into pieces, and what reads them."""

    plan: Plan
    answers: Answers


class Joining:
    """Puts together the events of one file."""

    def __init__(
        self, cut: Cut, stream: Stream, relay: Relay, values: Values, making: EventMaking, *, pure: bool
    ) -> None:
        self.kept: KeptFile | None = None
        """What was read, where all of the file was read in pieces."""
        self.rest: int | None = None
        """How many lines stand above the piece from which on it must be read as it streams by, if it must."""
        self._plan, self._answers = cut
        self._stream = stream
        self._relay = relay
        self._values = values
        self._making = making
        self._pure = pure
        self._begins: tuple[int, int] | None = None
        stream.until = self._plan.header

    def events(
        self, top: ParserEvent, end: ParserEvent, stage: Stage, names: Collection[str]
    ) -> Iterator[Any]:
        """What the stage makes of each event; `top` and `end` are those of the mapping around them.

        `names` are the ids of those that stand above.
        """
        above, begins = chain((end,), self._relay.now), None
        header = self._stream.cut(0, self._plan.header)
        line = count_breaks(header)
        kept = KeptFile(len(header), line, digest(header), len(self._plan.indent), [])
        making, taken = self._making, None
        work = partial(Piecework, making.references, making.checks, names, stage, pure=self._pure)
        with closing(self._answers(work)) as answers:
            for piece, answer in answers:
                if answer is None or _is_unclear(read := Read(*answer)):
                    self._leave(piece, line, taken)
                    self._begins = begins
                    return
                begins = begins or (line + read.begins[0], read.begins[1])
                taken = Taken(self._stream, piece, self._plan.indent, line, read.starts, self._pure)
                before = making.references.count
                yield from self._take(read, taken, stage)
                sound = None not in read.facts and making.references.count - before == len(read.facts)
                size, lines = piece.end - piece.start, packed(read.starts)
                kept.pieces.append(KeptPiece(size, read.lines, len(read.facts), read.digest, sound, lines))
                line += read.lines
                self._stream.position = piece.end
        self.kept = kept
        self._relay.now = above

    def _take(self, read: Read, taken: Taken, stage: Stage) -> Iterator[Any]:
        for at, known in enumerate(read.facts):
            again = partial(self._again, taken, at)
            if known is not None:
                fact = Fact(*known)
                if self._making.believe(fact, taken.line, again):
                    yield fact.staged
                    continue
            event = self._making.make(again())
            if event is not None:
                yield stage(event)

    def _again(self, taken: Taken, at: int) -> ParserEvent:
        """Begin to read an event of a piece here."""
        self._relay.now = taken.item(at)
        return next(self._relay)

    def _leave(self, piece: Piece, line: int, taken: Taken | None) -> None:
        """Take no more pieces from this one on."""
        if taken is not None:
            # Who tells of a mistake looks at what was read last, which has been told of already.
            self._values.skip(self._again(taken, len(taken.starts) - 1))
        # Lines count as if everything had been read.
        self._stream.jump(piece.start, b"\n" * (line - 1) + b"events:\n")
        self.rest = line

    def read_on(self, top: ParserEvent) -> None:
        """Read the rest of the file as it would have been read behind what stands before it."""
        parsed = parse(self._stream, pure=self._pure)
        self._relay.now = _told_from(parsed, top, self._begins)
        if not are(OPENING, self._relay):
            raise OSError("the file was written to while it was read")


def read_piece(work: Piecework, stream: Stream, piece: Piece) -> tuple[Any, ...] | None:
    """What comes of a piece of the file; None where it is to be read as it streams by."""
    return None if piece.end - piece.start > LARGEST else work.read(stream.cut(*piece))


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
