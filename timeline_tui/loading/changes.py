"""What became of a file since it was read in pieces, where only words of some events are others."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.loading.checks import Checks
from timeline_tui.loading.event_making import Fact
from timeline_tui.loading.joining import KeptPiece
from timeline_tui.loading.pieces import PIECE
from timeline_tui.loading.piecework import Piecework, Read, digest
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.references import References
from timeline_tui.loading.report import WHOLE_FILE, Report
from timeline_tui.loading.spelling_checks import Listed, SpellingGlances
from timeline_tui.model.spellings import words
from timeline_tui.model.timeline import Event, Name, Source

_MOST_CHANGED = 4 * PIECE


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
    """A run of pieces that are others now, with as many events as before."""

    first: int
    """The number of its first event."""
    facts: list[Fact]
    lines: range
    """The lines in which it stood."""
    moved: int
    """By how many lines all below it has moved."""
    known: Known
    """What is to be known of the file from now on."""


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
        self._names = names
        self._listed = [
            Listed(key, spelling, WHOLE_FILE) for key, name in names.items() for spelling in name.also
        ]
        self._near = set(known.near)
        self._checks = Checks(Report(""))
        self._checks.begin_names(names, self._listed)
        self._checks.begin_sources(sources)
        references = References(Report(""))
        references.known["source"] = dict.fromkeys(sources, WHOLE_FILE)
        references.known["name"] = dict.fromkeys(names, WHOLE_FILE)
        self._work = Piecework(references, self._checks, stage)

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
        run, start, end = pieces[first:last], pieces[first].start, pieces[last - 1].end + moved
        if not 0 < end - start <= _MOST_CHANGED or not all(piece.sound for piece in run):
            return None
        data = os.pread(descriptor, end - start, start)
        result = self._work.read(data)
        if result is None:
            return None
        read = Read(*result)
        facts = [Fact(*fact) for fact in read.facts if fact is not None]
        # It begins with an event of the same list, and not with a part of the one above.
        begins_well = read.begins[1] == self._known.indent and (not first or not read.begins[0])
        if not begins_well or not len(facts) == len(read.facts) == sum(piece.events for piece in run):
            return None
        down = read.lines - sum(piece.lines for piece in run)
        now = KeptPiece(start, end, run[0].line, read.lines, run[0].first, len(facts), read.digest, True)
        below = [
            piece._replace(start=piece.start + moved, end=piece.end + moved, line=piece.line + down)
            for piece in pieces[last:]
        ]
        known = self._known._replace(pieces=[*pieces[:first], now, *below], times=self._known.times + 1)
        lines = range(run[0].line + 1, run[-1].line + run[-1].lines + 2)
        return Change(run[0].first, facts, lines, down, known)

    def is_spelled_alike(self, old: Event, new: Event) -> bool:
        """Whether the checks of spellings say the same of the whole file with the one as with the other."""
        other = _words(old) ^ _words(new)
        for before, after in zip(old.quotes, new.quotes, strict=True):
            other |= {*words(before.exact)} ^ {*words(after.exact)}
        if any(word.lower() in self._near for word in other) or self._checks.spellings.has_like(other):
            return False
        return self._used(old) == self._used(new)

    def _used(self, event: Event) -> list[int]:
        glance = SpellingGlances(self._names, self._listed).of(event)
        return sorted(glance[2]) if glance else []


def tells_of_early_reports(fact: Fact) -> bool:
    """Whether a passage of the event is from before it."""
    suggestion = None if fact.glance is None else fact.glance[1]
    return suggestion is not None and bool(suggestion[2])


def _words(event: Event) -> set[str]:
    return {*words("\n".join([quote.exact for quote in event.quotes]))}


def _is_same(descriptor: int, piece: KeptPiece, moved: int) -> bool:
    return digest(os.pread(descriptor, piece.end - piece.start, piece.start + moved)) == piece.digest
