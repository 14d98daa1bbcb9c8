"""What became of a file since it was read in pieces, where only some of its events are others."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.diagnostics.problem import Place, Problem
from timeline_tui.loading.checking.checks import Checks
from timeline_tui.loading.checking.references import References
from timeline_tui.loading.checking.spelling_checks import Listed
from timeline_tui.loading.event_making import Fact
from timeline_tui.loading.lines import line_starts
from timeline_tui.loading.piecemeal.joining import KeptPiece, packed
from timeline_tui.loading.piecemeal.pieces import PIECE
from timeline_tui.loading.piecemeal.piecework import Piecework, Read, digest
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.report import WHOLE_FILE, Report
from timeline_tui.model.timeline import Event, Name, Source

_MOST_CHANGED = 4 * PIECE
_LINE = re.compile(r"\bline (\d+)")


class Known(NamedTuple):
    """What must be known of a reading, to tell what a change does to it; plain values only."""

    header: str
    """A digest of what stands above the events."""
    indent: int
    pieces: list[KeptPiece]
    near: list[str]
    """The words that are like a spelling, in small letters."""
    times: int = 0
    """How often an index was carried over since the whole file was read."""

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Known:
        """What was kept as plain values."""
        header, indent, pieces, near, times = plain
        return cls(header, indent, [KeptPiece(*piece) for piece in pieces], near, times)


class Change(NamedTuple):
    """A run of pieces that are others now."""

    first: int
    """The number of its first event."""
    events: int
    """How many it had."""
    facts: list[Fact]
    """The events that it has."""
    lines: range
    """The lines in which it stood."""
    began: list[int]
    """The line on which each of the events began that it had."""
    begin: list[int]
    """The line on which each begins that it has."""
    moved: int
    """By how many lines all below it has moved."""
    data: bytes
    """All of it, as it is."""
    known: Known
    """What is to be known of the file from now on."""

    def relocated(self, problems: Iterable[Problem], gone: range, come: int) -> list[Problem] | None:
        """The problems where they are now; None if they have to do with the events that changed.

        `gone` are those of the run in whose place so many have come.
        """
        lines = [
            self.data[start:end].decode(errors="replace")
            for start, end in _pairs(line_starts(self.data), len(self.data))
        ]
        try:
            return [self._relocated(problem, gone, come, lines) for problem in problems]
        except LookupError:
            return None

    def _relocated(self, problem: Problem, gone: range, come: int, lines: Sequence[str]) -> Problem:
        said = (problem.message, problem.label, problem.hint or "", *(one.label for one in problem.related))
        if any(int(line) >= self.lines.start for text in said for line in _LINE.findall(text)):
            raise LookupError
        related = tuple(
            replace(one, place=self._place(one.place, gone, come, lines)) for one in problem.related
        )
        return replace(problem, place=self._place(problem.place, gone, come, lines), related=related)

    def _place(self, place: Place, gone: range, come: int, lines: Sequence[str]) -> Place:
        if place.line < self.lines.start:
            return place
        if place.line >= self.lines.stop:
            return replace(place, line=place.line + self.moved)
        at = max(bisect_right(self.began, place.line) - 1, 0)
        if at in gone:
            raise LookupError
        now = at if at < gone.start else at + come - len(gone)
        line = place.line + self.begin[now] - self.began[at]
        if (place.text or "") not in lines[line - self.lines.start]:
            raise LookupError
        return replace(place, line=line)


def _pairs(starts: Iterable[int], end: int) -> Iterator[tuple[int, int]]:
    begin = 0
    for start in starts:
        if start:
            yield begin, start
        begin = start
    yield begin, end


def known_of(reading: Reading, file: Path) -> Known | None:
    """What must be known of this reading; None where no change can be told from it."""
    document = reading.document
    if document is None or not document.kept or not document.checks.spellings.has_room:
        return None
    if not document.references.closed.issuperset(("source", "name", "dispute", "event")):
        return None
    above = document.kept[0].start
    with file.open("rb") as opened:
        header = digest(opened.read(above))
    return Known(header, document.indent, document.kept, sorted(document.checks.spellings.near))


class Looking:
    """Looks at a file that was read before."""

    def __init__(
        self,
        known: Known,
        sources: Mapping[str, Source],
        names: Mapping[str, Name],
        stage: Callable[[Event], tuple[Any, ...]],
    ) -> None:
        self._known = known
        listed = [Listed(key, spelling, WHOLE_FILE) for key, name in names.items() for spelling in name.also]
        self.checks = Checks(Report(""))
        """The checks, knowing what stands above the events."""
        self.checks.begin_names(names, listed)
        self.checks.begin_sources(sources)
        references = References(Report(""))
        references.known["source"] = dict.fromkeys(sources, WHOLE_FILE)
        references.known["name"] = dict.fromkeys(names, WHOLE_FILE)
        self._work = Piecework(references, self.checks, stage)

    def change(self, descriptor: int, size: int) -> Change | None:
        """What changed; None where more did than can be told, or something that stands above the events."""
        pieces = self._known.pieces
        if digest(os.pread(descriptor, pieces[0].start, 0)) != self._known.header:
            return None
        moved = size - pieces[-1].end
        first, last = 0, len(pieces)
        while first < last - 1 and _is_same(descriptor, pieces[first], 0):
            first += 1
        while last > first + 1 and _is_same(descriptor, pieces[last - 1], moved):
            last -= 1
        # What was put behind the last event of a piece does not begin with an event.
        return self._told(descriptor, first, last, moved) or self._told(descriptor, first - 1, last, moved)

    def _told(self, descriptor: int, first: int, last: int, moved: int) -> Change | None:
        """What became of these pieces, behind which all has moved by so many bytes."""
        run = self._known.pieces[max(first, 0) : last]
        start, end = run[0].start, run[-1].end + moved
        if first < 0 or not 0 < end - start <= _MOST_CHANGED or not all(piece.sound for piece in run):
            return None
        data = os.pread(descriptor, end - start, start)
        result = self._work.read(data)
        if result is None:
            return None
        read = Read(*result)
        facts = [Fact(*fact) for fact in read.facts if fact is not None]
        # It begins with an event of the same list, and not with a part of the one above.
        begins_well = read.begins[1] == self._known.indent and (not first or not read.begins[0])
        if not begins_well or len(facts) != len(read.facts):
            return None
        pieces = self._known.pieces
        events = sum(piece.events for piece in run)
        down = read.lines - sum(piece.lines for piece in run)
        start, above = run[0].start, run[0].line
        now = KeptPiece(
            *(start, start + len(data), above, read.lines, run[0].first, len(facts), read.digest, True),
            packed(read.starts),
        )
        longer = now.end - run[-1].end
        below = [
            piece._replace(
                start=piece.start + longer,
                end=piece.end + longer,
                line=piece.line + down,
                first=piece.first + len(facts) - events,
            )
            for piece in pieces[last:]
        ]
        known = self._known._replace(pieces=[*pieces[:first], now, *below], times=self._known.times + 1)
        lines = range(above + 1, above + 1 + sum(piece.lines for piece in run) + (last == len(pieces)))
        began = [piece.line + line for piece in run for line in piece.starts]
        begin = [above + line for line in read.starts]
        return Change(run[0].first, events, facts, lines, began, begin, down, data, known)


def _is_same(descriptor: int, piece: KeptPiece, moved: int) -> bool:
    return digest(os.pread(descriptor, piece.end - piece.start, piece.start + moved)) == piece.digest
