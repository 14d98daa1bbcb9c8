"""An addition made ready: read, spliced, proven and judged, so that nothing is left but to save it.

Of a large file that is as it was when its index was made, only what stands around the edit is read. The
index knows the file in pieces of whole events, each with a digest. What is edited is a file of what stands
above the events and of the pieces around the place; the others stay as they are, byte for byte. Whether
anything is to be said of the edit is seen as a reload sees it.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from timeline_tui.edit.byte_lines import line_at, line_number, rest_of_line
from timeline_tui.edit.insertion import Days, add_events, date_of, days_of, places_of, without_open_end
from timeline_tui.edit.passages import add_quote, change_quote, position_of_event
from timeline_tui.edit.proof import NewProblem, Unedited, free_id, judge, with_id
from timeline_tui.edit.save import FileState, Version, read
from timeline_tui.edit.splice import CannotEdit, Fields, LaidFile, Listed, Rewrite, Splice
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import NotCarried
from timeline_tui.index.schema import Stamp, tidied
from timeline_tui.index.staging import Staging
from timeline_tui.jobs.carried_over import Carrying, carried, looking_at
from timeline_tui.jobs.fresh import fresh
from timeline_tui.load.changes import Change, Compared, Known
from timeline_tui.load.chunks import CHUNK
from timeline_tui.model.timeline import Event, Name
from timeline_tui.yamlfile.layout import Layout
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.values import Plain


class Addition(NamedTuple):
    """What is to be added to a file, and to which of its events where it is a passage."""

    file: Path
    name: str
    """What to call the file."""
    fields: Mapping[str, Plain]
    event: Event | None = None
    """The event that gets the passage; None where the fields are an event of their own."""
    passage: int | None = None
    """The position in the event of the passage that gets these texts in its fields; None for a new one."""
    alone: bool = True
    """Whether it is the whole timeline, not one file of several."""
    taken: frozenset[str] = frozenset()
    """Ids that no new event may have, beside those of the file."""
    listed: Listed | None = None
    """Sources and names that it speaks of and that go into the file with it."""


class Prepared(NamedTuple):
    """An edit that waits to be saved."""

    wanted: Addition
    version: Version
    edit: Rewrite
    key: str
    """The id of the event that is new, or gets the passage."""
    found: list[NewProblem]
    """What is wrong with what is added."""

    @property
    def line(self) -> int:
        """Where it will stand, counted from 1."""
        return self.edit.lines[0]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines that are new or changed, with their numbers."""
        new = self.edit.new
        found: dict[int, str] = {}
        for start, end in self.edit.places.values():
            text = new[start:end]
            first = start + len(text) - len(text.lstrip())
            last = rest_of_line(new, start + len(text.rstrip())).end
            lines = BREAK.split(new[line_at(new, first) : last])
            number = line_number(new, first)
            found |= {number + at: line.decode(errors="replace") for at, line in enumerate(lines)}
        return sorted(found.items())


Step = Callable[[str], object]
"""Told what is being done."""


def silent(step: str) -> None:
    """Tell nobody what is being done."""


def prepare(wanted: Addition, step: Step = silent) -> Prepared:
    """Make it ready on the file as it is now; `NotSaved` or `CannotEdit` where that cannot be done.

    `step` is told what is being done, each of which takes a while in a large file.
    """
    version = read(wanted.file)
    step("1 of 3, reading the file")
    if wanted.alone and not wanted.listed:
        with indexed(wanted.file, version.data) as known:
            found = _around(wanted, version, known) if known is not None else None
        if found is not None:
            return found
    before = Unedited(version.data, wanted.name, alone=wanted.alone)
    step("2 of 3, proving that nothing else changes")
    if wanted.event is None:
        fields = with_id(wanted.fields, before.ids | wanted.taken)
        edit = add_events(version.data, [fields], before.layout, wanted.listed)
        key = str(fields.get("id"))
    else:
        at = position_of_event(version.data, before.layout, wanted.event)
        edit = _edited(wanted, wanted.event, version.data, at, before.layout)
        key = wanted.event.id or ""
    step("3 of 3, checking what is new")
    return Prepared(wanted, version, edit, key, judge(before, edit, [key] if wanted.event is None else []))


def _around(wanted: Addition, version: Version, known: IndexedFile) -> Prepared | None:
    """It made ready by what stands around its place; None where only the whole file tells."""
    event = wanted.event
    if event is not None:

        def change(data: bytes, layout: Layout) -> Rewrite:
            return _edited(wanted, event, data, position_of_event(data, layout, event), layout)

        edit, key = known.with_change(event, change), event.id or ""
    else:
        fields = with_id(wanted.fields, known.taken(wanted.fields) | wanted.taken)
        edit, key = known.with_event(fields), str(fields.get("id"))
    return Prepared(wanted, version, edit, key, []) if edit is not None else None


def _edited(wanted: Addition, event: Event, data: bytes, at: int, layout: Layout) -> Rewrite:
    """The file with the passage in the event that stands at `at`: as a new one, or in other words."""
    if wanted.passage is None:
        return add_quote(data, at, wanted.fields, layout, wanted.listed)
    words = {field: str(text) for field, text in wanted.fields.items()}
    return change_quote(data, at, event, wanted.passage, words, layout)


_MOST_NEIGHBOURS = 8
"""Events on each side of a place that an edit may look at."""
_MAY_READ_OTHERWISE = frozenset({"missing-id", "equal-ids", "unknown-event", "unknown-dispute"})
"""Problems that say of other events that they hang on ids that there are, or are not."""


Edit = Callable[[bytes, Layout], Rewrite]
"""An edit of a file of this layout."""


class IndexedFile:
    """A file as an index knows it."""

    def __init__(self, index: Index, data: bytes, known: Known, staging: Staging) -> None:
        self._index = index
        self._data = data
        self._known = known
        self._staging = staging
        self._looking = looking_at(index, known, staging)
        self._source = io.BytesIO(data)
        self._made: tuple[Carrying, Change] | None = None
        """What carries the index over the last edit."""

    @classmethod
    def of(cls, index: Index, data: bytes) -> IndexedFile | None:
        """The file with these bytes; None where the index does not know enough of it."""
        try:
            kept = index.pieces
            if kept is None or index.more_problems or len(index.zones) > 1:
                return None
            known = Known.of(kept)
            if len(known.files) > 1 or any(one.code in _MAY_READ_OTHERWISE for one in index.problems()):
                return None
            return cls(index, data, known, Staging(index.names()))
        except (Unusable, ValueError, TypeError):
            return None

    @property
    def names(self) -> Mapping[str, Name]:
        """The names that it lists."""
        return self._index.names()

    def taken(self, event: Fields) -> set[str]:
        """The ids of others that the event has, or could be given."""
        key = event.get("id")
        if isinstance(key, str):
            return {key} if self._index.rank_of(key) is not None else set()
        return {*taken_ids(self._index, event)}

    def with_event(self, event: Fields) -> Rewrite | None:
        """The file with a new event; None where only the whole file tells what becomes of it."""
        try:
            (at,) = places_of([date_of(event)], [_days(*found) for found in self._index.moments.in_file()])
            part = self._around(at)
            if part is None:
                return None
            return self._whole(part, add_events(part.data, [event], part.layout, places=[at - part.before]))
        except (CannotEdit, Unusable):
            return None

    def with_change(self, event: Event, change: Edit) -> Rewrite | None:
        """The file with a change in one of its events; None where only the whole file tells of it."""
        try:
            rank = self._index.rank_of(event.id or "")
            if rank is None:
                return None
            part = self._around(self._index.before_in_file(self._index.rows(rank, 1)[0].number))
            return None if part is None else self._whole(part, change(part.data, part.layout))
        except (CannotEdit, Unusable):
            return None

    def _around(self, at: int) -> _Part | None:
        """What stands above the events, and around a place among them; None where it is not as it was."""
        compared = self._looking.compared(0, self._source, len(self._data))
        if compared is None or not compared.is_same:
            return None
        first, last = _pieces_around(compared.firsts, at)
        before, behind = compared.firsts[first], compared.firsts[last]
        data = self._data[: compared.above] + self._data[compared.starts[first] : compared.starts[last]]
        layout = LaidFile(data).layout
        return (
            _Part(compared, first, last, before, data, layout)
            if len(layout.items) == behind - before
            else None
        )

    def _whole(self, part: _Part, edit: Rewrite) -> Rewrite | None:
        """The edit of a part as one of the whole; None where that leaves anything to be said."""
        compared, above = part.compared, part.compared.above
        run = edit.new[above:]
        if edit.new[:above] != part.data[:above] or not self._is_quiet(part, run):
            return None
        start, end = compared.starts[part.first], compared.starts[part.last]
        ahead, down = start - above, compared.lines[part.first] - compared.lines[0]
        return Rewrite(
            self._data,
            b"".join([self._data[:start], run, self._data[end:]]),
            tuple(line + down for line in edit.lines),
            splices=tuple(Splice(one.start + ahead, one.end + ahead, one.new) for one in edit.splices),
        )

    def _is_quiet(self, part: _Part, run: bytes) -> bool:
        """Whether nothing more is to be said with these bytes in the place of its pieces, nor less."""
        if (change := part.change(run)) is None:
            return False
        carrying = Carrying.of(self._index, change, self._looking, self._staging)
        if carrying is None or not carrying.fits():
            return False
        self._made = carrying, change
        return True

    def follow(self, file: Path, saved: FileState) -> None:
        """Let the index know of the last edit, which the file now holds; where it cannot, a reading will.

        `saved` is what the file was when it was written; what was written over it since is another matter.
        """
        if self._made is None:
            return
        carrying, change = self._made
        # Whatever is wrong with the index, the file is saved.
        with suppress(OSError, Unusable, NotCarried, ValueError, TypeError, LookupError):
            now = Stamp.of(file)
            if (now.size, now.mtime_ns, now.inode) == (saved.size, saved.mtime_ns, saved.inode):
                carrying.follow(now, self._known.with_change(0, now.state, change))


class _Part(NamedTuple):
    """What stands above the events of a file, and some of its pieces, as a file of their own."""

    compared: Compared
    first: int
    last: int
    """The piece behind the last one."""
    before: int
    """How many events stand above the first piece."""
    data: bytes
    layout: Layout

    def change(self, run: bytes) -> Change | None:
        """What becomes of the pieces that are others where these bytes stand in the place of all."""
        pieces = self._pieces()
        ahead = _alike(pieces, run)
        behind = _alike([piece[::-1] for piece in reversed(pieces[len(ahead) :])], run[sum(ahead) :][::-1])
        first, last = self.first + len(ahead), self.last - len(behind)
        start, end = sum(ahead), len(run) - sum(behind)
        # What was put behind the last event of a piece does not begin with an event.
        found = self.compared.told(first, last, run[start:end])
        if found is None and ahead:
            found = self.compared.told(first - 1, last, run[start - ahead[-1] : end])
        return found

    def _pieces(self) -> list[bytes]:
        starts, above = self.compared.starts, self.compared.above
        away = starts[self.first] - above
        bounds = [start - away for start in starts[self.first : self.last + 1]]
        return [self.data[start:end] for start, end in pairwise(bounds)]


def _alike(pieces: Sequence[bytes], run: bytes) -> list[int]:
    """How long those of the first pieces are, all but the last, with which the bytes begin, too."""
    sizes: list[int] = []
    for piece in pieces[:-1]:
        start = sum(sizes)
        if run[start : start + len(piece)] != piece:
            break
        sizes.append(len(piece))
    return sizes


@contextmanager
def indexed(path: Path, data: bytes) -> Iterator[IndexedFile | None]:
    """The file, if it is large and an index knows what stands in it; it holds these bytes."""
    index = (fresh(path) or carried(path)) if len(data) > 2 * CHUNK else None
    if index is None:
        yield None
        return
    with closing(index):
        yield IndexedFile.of(index, data)
    tidied(index.path)


def taken_ids(index: Index, event: Fields) -> frozenset[str]:
    """The ids of others that an event without one could be given."""
    date, title = event.get("date"), event.get("title")
    taken: set[str] = set()
    while isinstance(title, str):
        key = free_id(date if isinstance(date, str) else None, title, taken)
        if index.rank_of(key) is None:
            break
        taken.add(key)
    return frozenset(taken)


def _pieces_around(firsts: Sequence[int], at: int) -> tuple[int, int]:
    """The pieces around a place among events, with its neighbours on both sides."""
    last = min(bisect_right(firsts, at), len(firsts) - 1)
    first = last - 1
    while first > 0 and at - firsts[first] < _MOST_NEIGHBOURS:
        first -= 1
    while last < len(firsts) - 1 and firsts[last] - at <= _MOST_NEIGHBOURS:
        last += 1
    return first, last


def _days(date: str | None, first: int | None, last: int | None) -> Days | None:
    return without_open_end(first, last) if date is None else days_of(date)
