"""What became of a file since it was read in pieces, and whether the checks say the same of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from threading import Lock, Thread
from typing import Any, BinaryIO, NamedTuple

from timeline_tui.load.chunks import CHUNK, KeptFile, is_sound, kept_file, piece_of
from timeline_tui.load.facts import AlsoSpelled, Facts, Looks
from timeline_tui.load.folder import Together
from timeline_tui.load.one_event import Answer, Read, Stage, Work, digest, read_chunk
from timeline_tui.load.references import SORTS
from timeline_tui.load.settling import near_pairs
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.folding import cased_words
from timeline_tui.model.timeline import Event, Name, Source
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.yamlfile.places import WHOLE_FILE
from timeline_tui.yamlfile.problem_lines import line_starts
from timeline_tui.yamlfile.split import Section
from timeline_tui.yamlfile.stream import is_sound_text

State = list[int]
"""How a file looks from outside."""


class KnownFile(NamedTuple):
    """One file of a timeline as it was read."""

    name: str
    """Its path in the folder; empty where it is the whole timeline."""
    state: State
    events: int
    kept: KeptFile | None


class Known(NamedTuple):
    """What must be known of a reading, to tell what a change does to it; plain values only."""

    files: list[KnownFile]
    near: list[str]
    """The words that are like a spelling, in small letters."""

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Known:
        """What was kept as plain values."""
        files, near = plain
        known = [KnownFile(name, state, events, kept_file(kept)) for name, state, events, kept in files]
        return cls(known, near)

    def with_change(self, at: int, state: State, change: Change) -> Known:
        """What is known once an index was carried over to this change of a file, which is so now."""
        was = self.files[at]
        events = was.events + len(change.reads) - change.events
        now = KnownFile(was.name, state, events, change.kept)
        return self._replace(files=[*self.files[:at], now, *self.files[at + 1 :]])


def known_of(reading: Reading | Together, files: Iterable[tuple[str, State]]) -> Known | None:
    """What must be known of this reading of these files; None where no change can be told from it."""
    facts = reading.facts
    if facts is None or not facts.has_room or not reading.closed >= {*SORTS}:
        return None
    if not any(kept for _, kept in reading.kept):
        return None
    known = [KnownFile(*file, *kept) for file, kept in zip(files, reading.kept, strict=True)]
    return Known(known, sorted({word.lower() for word in facts.near}))


# Of no event by its id, nor of what one asks.
_OF_NO_OTHER = {
    *("near-spelling", "unused-spelling", "unused-source", "near-tag"),
    *("report-before-event", "skipped-time", "doubled-time"),
}
# Of more different tags nobody is told.
_MOST_TAGS = 1_000


class RestOfFile(NamedTuple):
    """What the whole file has beside the events that changed."""

    reports: Mapping[str, int]
    """How many passages are taken from each source and events cite it, without the events as they were."""
    tags: Mapping[str, int]
    """How many events have each tag, without the events as they were."""
    spelled: Mapping[tuple[str, str], int]
    """How many passages use each spelling of a name, without those of the events as they were."""
    near: Collection[str]
    """The words that are like a spelling, in small letters."""
    toured: Collection[str]
    """The events that steps of tours lead to."""
    problems: Sequence[Problem]


def stay_quiet(looks: Looks, whole: RestOfFile, olds: Sequence[Event], news: Sequence[Event]) -> bool:
    """Whether no check has more to say, or less, with the new events in the place of the old."""
    codes = {problem.code for problem in whole.problems}
    same = [event.id for event in olds] == [event.id for event in news] and _asked(olds) == _asked(news)
    before, after = (_sum(looks, events) for events in (olds, news))
    return (
        "part-of-loop" not in codes
        and (same or codes <= _OF_NO_OTHER)
        and not after.early
        and not after.leaps
        and all(whole.reports.get(source, 0) > 0 for source in before.sources.keys() ^ after.sources.keys())
        and _passages(whole.toured, olds) == _passages(whole.toured, news)
        and _are_tagged_alike(whole, codes, before, after)
        and _are_spelled_alike(looks, whole, codes, olds, news)
    )


def _sum(looks: Looks, events: Iterable[Event]) -> Facts:
    facts = Facts(looks)
    for number, event in enumerate(events):
        facts.add(number, event)
    return facts


def _passages(toured: Collection[str], events: Sequence[Event]) -> dict[str | None, list[str | None]]:
    """From where the passages are that steps of tours can lead to."""
    return {event.id: [quote.source for quote in event.quotes] for event in events if event.id in toured}


def _asked(events: Sequence[Event]) -> list[str]:
    return [dispute for event in events for dispute in event.all_disputes]


def _are_tagged_alike(whole: RestOfFile, codes: set[str], before: Facts, after: Facts) -> bool:
    """Whether nothing more is to be said of tags, nor less."""
    if list(before.tags) == list(after.tags):
        return True
    every = [tag for tag, events in whole.tags.items() if events]
    if "near-tag" in codes or len(every) + len(after.tags) >= _MOST_TAGS:
        return False
    fresh = [tag for tag in after.tags if not whole.tags.get(tag)]
    return not fresh or not any(near_pairs([*every, *fresh]))


def _are_spelled_alike(
    looks: Looks, whole: RestOfFile, codes: set[str], olds: Sequence[Event], news: Sequence[Event]
) -> bool:
    other = _other_words({event.id: event for event in olds}, {event.id: event for event in news})
    spelled = looks.spelled
    if spelled is None:
        return True
    if any(word.lower() in whole.near or spelled.is_like(word) for word in other):
        return False
    used, uses = (
        {(spelled.listed[at].name, spelled.listed[at].spelling) for at in _sum(looks, events).used}
        for events in (olds, news)
    )
    elsewhere = {one for one, passages in whole.spelled.items() if passages > 0}
    return used - uses <= elsewhere and ("unused-spelling" not in codes or uses - used <= elsewhere)


def _other_words(olds: Mapping[str | None, Event], news: Mapping[str | None, Event]) -> set[str]:
    """The words that are in an event now or were, and all of those whose names are others."""
    other: set[str] = set()
    for id_ in olds.keys() | news.keys():
        both = [held[id_] for held in (olds, news) if id_ in held]
        held = [{*cased_words("\n".join([quote.exact for quote in event.quotes]))} for event in both]
        names = [{*event.names, *(quote.speaker for quote in event.quotes)} for event in both]
        alike = len(both) == 2 and names[0] == names[1]
        other |= held[0] ^ held[1] if alike else set().union(*held)
    return other


_MOST_CHANGED = 16 * CHUNK
_LINE = re.compile(r"\bline (\d+)")


class Change(NamedTuple):
    """A run of pieces of a file that are others now."""

    file: str
    """The name of the file."""
    first: int
    """The number of its first event."""
    events: int
    """How many it had."""
    reads: list[Read]
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
    kept: KeptFile
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
        if any(line >= self.lines.start for text in said for line in self._spoken_of(problem, text)):
            raise LookupError
        related = tuple(
            replace(one, place=self._place(one.place, gone, come, lines)) for one in problem.related
        )
        return replace(problem, place=self._place(problem.place, gone, come, lines), related=related)

    def _spoken_of(self, problem: Problem, text: str) -> Iterator[int]:
        """The lines of the file that a text of a problem speaks of."""
        if self._is_in(problem.place):
            yield from map(int, _LINE.findall(text))
        if self.file:
            yield from map(int, re.findall(re.escape(self.file) + r":(\d+)", text))

    def _is_in(self, place: Place) -> bool:
        # Where there is but one file, problems call it as whoever opened it does.
        return not self.file or place.file == self.file

    def _place(self, place: Place, gone: range, come: int, lines: Sequence[str]) -> Place:
        if not self._is_in(place) or place.line < self.lines.start:
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


class Looking:
    """Looks at a file that was read before."""

    def __init__(
        self,
        known: Known,
        sources: Mapping[str, Source],
        names: Mapping[str, Name],
        zone: str | None,
        stage: Stage,
    ) -> None:
        self.near = frozenset(known.near)
        """The words that are like a spelling, in small letters."""
        self._known = known
        listed = [
            AlsoSpelled(key, spelling, WHOLE_FILE) for key, name in names.items() for spelling in name.also
        ]
        self.looks = Looks(names, listed, sources, zone)
        """What stands above the events."""
        self._work = Work(sources, names, stage, self.looks, Section("events"))

    def compared(self, at: int, source: BinaryIO, size: int) -> Compared | None:
        """One of the files beside what it was; None where what stands above its events is another."""
        file = self._known.files[at]
        if file.kept is None or digest(cut(source, file.kept.above, 0)) != file.kept.header:
            return None
        first = sum(one.events for one in self._known.files[:at])
        return Compared(file.name, first, file.kept, source, size, self._work)


def cut(source: BinaryIO, size: int, start: int) -> bytes:
    """So many bytes from a place of a file on."""
    source.seek(start)
    return source.read(size)


class Compared:
    """A file beside what it was."""

    def __init__(
        self, name: str, first: int, kept: KeptFile, source: BinaryIO, size: int, work: Work
    ) -> None:
        self.above = kept.above
        """How many bytes stand above the events."""
        self.starts = _sums(kept.above, (piece.size for piece in kept.pieces))
        """Where each piece began, and where the last one ended."""
        self.lines = _sums(kept.lines, (piece.lines for piece in kept.pieces))
        """How many lines stood above each piece."""
        self.firsts = _sums(first, (piece.events for piece in kept.pieces))
        """The number of the first event of each piece."""
        self._name = name
        self._kept = kept
        self._pieces = kept.pieces
        self._source = source
        self._one_reads = Lock()
        self._work = work._replace(section=Section("events", b" " * kept.indent))
        self._moved = size - self.starts[-1]

    @property
    def is_same(self) -> bool:
        """Whether it is what it was, and nothing is to be said of any of its events alone."""
        sound = all(piece.sound for piece in self._pieces)
        return sound and not self._moved and all(self._is_same(at, 0) for at in range(len(self._pieces)))

    def change(self) -> Change | None:
        """What changed; None where that cannot be told."""
        first, last = self._changed()
        # What was put behind the last event of a piece does not begin with an event.
        return self._told(first, last) or (self._told(first - 1, last) if first else None)

    def _changed(self) -> tuple[int, int]:
        """From which piece on, and to behind which, they are others, looked at from both ends at once."""
        end = len(self._pieces) - 1
        middle = end // 2
        alike: list[int] = []
        beside = Thread(target=lambda: alike.append(self._alike(range(end, middle, -1), self._moved)))
        beside.start()
        first = self._alike(range(end), 0)
        beside.join()
        (behind,) = alike
        if behind == end - middle:
            behind += self._alike(range(middle, first, -1), self._moved)
        return first, end + 1 - min(behind, end - first)

    def _alike(self, pieces: Iterable[int], moved: int) -> int:
        """How many of the pieces, until one that is not, are what they were."""
        return sum(1 for _ in takewhile(lambda at: self._is_same(at, moved), pieces))

    def _is_same(self, at: int, moved: int) -> bool:
        piece = self._pieces[at]
        try:
            with self._one_reads:
                data = cut(self._source, piece.size, self.starts[at] + moved)
        except OSError:
            # Whoever reads it next says what is wrong.
            return False
        return digest(data) == piece.digest

    def _told(self, first: int, last: int) -> Change | None:
        """What became of these pieces, behind which all has moved."""
        start, end = self.starts[first], self.starts[last] + self._moved
        return self.told(first, last, cut(self._source, end - start, start)) if start < end else None

    def told(self, first: int, last: int, data: bytes) -> Change | None:
        """What changes where these bytes stand in the place of some pieces."""
        run, above = self._pieces[first:last], self.lines[first]
        if not 0 < len(data) <= _MOST_CHANGED or not all(piece.sound for piece in run):
            return None
        # What stays the same below begins with a line of its own, as it did; and so does this, with an event.
        ends_well = last == len(self._pieces) or data.endswith(b"\n")
        if (
            not ends_well
            or not is_sound_text(data)
            or (first and not data.startswith(self._work.section.indent + b"-"))
        ):
            return None
        answer = Answer(*read_chunk(self._work, data))
        reads = [Read(*read) for read in answer.reads]
        if answer.end != len(data) or not is_sound(answer, reads):
            return None
        now = piece_of(answer, len(data))
        return Change(
            file=self._name,
            first=self.firsts[first],
            events=self.firsts[last] - self.firsts[first],
            reads=reads,
            lines=range(above + 1, self.lines[last] + 1 + (last == len(self._pieces))),
            began=[self.lines[at] + line for at, piece in enumerate(run, first) for line in piece.starts],
            begin=[above + line for line in now.starts],
            moved=above + answer.lines - self.lines[last],
            data=data,
            kept=self._kept._replace(pieces=[*self._pieces[:first], now, *self._pieces[last:]]),
        )


def _sums(first: int, more: Iterable[int]) -> list[int]:
    return list(accumulate(more, initial=first))
