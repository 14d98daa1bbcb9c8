"""Writes an index: events one by one, then everything that is known only when all have been seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from timeline_tui.index.arrangement import Arranged, arrange, arrange_in_two, place, write_found_by
from timeline_tui.index.kept import event_of
from timeline_tui.index.list_places import GAP
from timeline_tui.index.records import TellDone
from timeline_tui.index.schema import APPLICATION_ID, FORMAT, LOOKUPS, SEARCH, STAGED, TABLES, Stamp, storable
from timeline_tui.index.staging import Clocks, Columns, Staged, Staging, Zones, encode, move_times
from timeline_tui.index.traits import Found
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Event, Name, Timeline, families
from timeline_tui.problems.problem import Problem

# Events wait in memory until this many of them, or of their characters, are written in one go.
_WAITING_EVENTS = 250
_WAITING_CHARACTERS = 4_000_000
# Of fewer events, what a process of its own would do is done before it has begun.
_WORTH_ANOTHER = 5_000
_SETTINGS = (("hashsize", 8_000_000), ("automerge", 0), ("crisismerge", 64))
_WRITTEN = Columns._fields.index("written")


class CannotWrite(OSError):  # noqa: N818 - it says what happened
    """There is no room for an index where it was to be, or its folder does not let it be."""


class Writer:
    """Makes one index file, which is whole only after `finish`."""

    def __init__(self, path: Path, stamp: Stamp, *, in_two: bool = False) -> None:
        """`in_two` leaves a part of what is done at the end to another process, where that pays."""
        self._in_two = in_two
        self._path = path
        self._staged_path = path.with_name(path.name + "-staged")
        self._stamp = stamp
        self._number = 0
        self._plain: list[tuple[int, str]] = []
        self._staged: list[tuple[Any, ...]] = []
        self._questions: dict[str, str] = {}
        self._waiting_characters = 0
        self._passages = 0
        self._misdated = 0
        self._staging = Staging({})
        self.discard()
        with _writing():
            self._open()
            self._connection.executescript(TABLES + STAGED)
            self._searchable = make_search(self._connection)
            self._connection.execute("BEGIN")

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        run = self._connection.execute
        run("ATTACH ? AS staged", [str(self._staged_path)])
        for schema in ("main", "staged"):
            # What a crash leaves behind is never opened, so no journal and no waiting for the disk.
            run(f"PRAGMA {schema}.journal_mode = OFF")
            run(f"PRAGMA {schema}.synchronous = OFF")
            run(f"PRAGMA {schema}.cache_size = -8000")
        # Sorting and indexing spill into memory rather than into a folder for temporary files.
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        run("PRAGMA locking_mode = EXCLUSIVE")

    def expect(self, names: Mapping[str, Name]) -> Staging:
        """Take the names that stand above the events, so that their mentions are found as events come by."""
        self._staging = Staging(names)
        return self._staging

    def add(self, event: Event) -> None:
        """Take the next event of the file."""
        self.take(self._staging.of(event))

    def take(self, staged: Staged) -> None:
        """Take what was worked out of the next event of the file, here or in another process."""
        self._plain.append((self._number, staged.plain))
        self._staged.append((self._number, *staged.row, staged.words if self._searchable else None))
        self._questions.update(staged.questions)
        self._passages += staged.quotes
        self._misdated += staged.row[_WRITTEN] is not None
        if staged.uses:
            self._staging.mentions.count(staged.uses)
        self._number += 1
        self._waiting_characters += len(staged.plain)
        if len(self._plain) >= _WAITING_EVENTS or self._waiting_characters >= _WAITING_CHARACTERS:
            self._write_waiting()

    def ask(self, questions: Mapping[str, str]) -> None:
        """Take questions that events ask which are not among these, but that their passages answer."""
        self._questions.update((key, value) for key, value in questions.items() if value)

    def _write_waiting(self) -> None:
        with _writing():
            many = self._connection.executemany
            many(f"INSERT INTO event VALUES (? * {GAP}, ?)", self._plain)  # noqa: S608 - a fixed number
            many(f"INSERT INTO staged.event VALUES (?{', ?' * 22})", self._staged)  # noqa: S608
        self._plain.clear()
        self._staged.clear()
        self._waiting_characters = 0

    def _mention_again(self, names: Mapping[str, Name]) -> None:
        """Find the mentions in the events that were written, where names stand below them."""
        self._staging = Staging(names)
        mentions = self._staging.mentions
        with _writing():
            held = self._connection.execute("SELECT plain, number FROM event ORDER BY number")
            found = ((mentions.of(event_of(plain)), number // GAP) for plain, number in held)
            self._connection.executemany("UPDATE staged.event SET names = ? WHERE number = ?", found)
        mentions.count(mentions.uses())

    def finish(
        self,
        timeline: Timeline,
        parents: Mapping[int, int],
        problems: Sequence[Problem],
        more: int = 0,
        *,
        zones: Zones = (),
        complete: bool = True,
        known_by: Mapping[str, object] | None = None,
        pieces: object = None,
        progress: TellDone = lambda _: None,
    ) -> None:
        """Put the events in order and close the index; `progress` is told how many are in place.

        `zones` are those of several files; `known_by` are the facts of `About` that say what is hidden;
        `pieces` is what must be known of the file where it changes.
        """
        self._write_waiting()
        if timeline.names != self._staging.mentions.listed:
            self._mention_again(timeline.names)
        kin = families(timeline.sources)
        with _writing():
            if len({zone for _, zone in zones}) < 2:
                zones = [(0, zones[0][1] if zones else timeline.timezone)]
            clocks = move_times(self._connection, zones)
            place(self._connection, parents)
            arranged = self._arranged(timeline, kin, progress)
            self._write_questions()
            self._write_problems(problems)
            said = {"complete": complete, "problems": _serious(problems) + more, **(known_by or {})}
            self._write_facts(timeline, arranged, kin, more, said, (zones, clocks))
            write_pieces(self._connection, pieces)
            for lookup in LOOKUPS:
                self._connection.execute(lookup)
            # Only now is it an index: a file that was left half-way has no format.
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._connection.execute("COMMIT")
            # Others may read it while it is carried over to the next version of the file.
            self._connection.execute("PRAGMA main.journal_mode = WAL")
        self._close()

    def _arranged(self, timeline: Timeline, kin: Mapping[str, str], progress: TellDone) -> Arranged:
        mentions, count = self._staging.mentions, self._number
        found = Found(mentions.ids(), timeline.names, timeline.sources)
        if not self._in_two or count < _WORTH_ANOTHER:
            arranged = arrange(self._connection, kin, mentions, lambda done: progress(done // 2))
            write_found_by(self._connection, kin, found, lambda done: progress((count + done) // 2))
            return arranged
        self._connection.execute("COMMIT")
        self._connection.close()
        paths = self._path, self._staged_path
        arranged = arrange_in_two(*paths, kin, mentions, found, progress)
        self._open()
        self._connection.execute("BEGIN")
        return arranged

    def _write_questions(self) -> None:
        rows = ((storable(key), storable(text)) for key, text in self._questions.items())
        self._connection.executemany("INSERT OR IGNORE INTO question VALUES (?, ?)", rows)

    def _write_problems(self, problems: Sequence[Problem]) -> None:
        rows = ((position, encode(asdict(problem))) for position, problem in enumerate(problems))
        self._connection.executemany("INSERT INTO problem VALUES (?, ?)", rows)

    def _write_facts(
        self,
        timeline: Timeline,
        arranged: Arranged,
        kin: Mapping[str, str],
        more: int,
        said: Mapping[str, object],
        times: tuple[Zones, Clocks],
    ) -> None:
        zones, clocks = times
        about = {
            "file": self._stamp.file,
            "title": timeline.title,
            "summary": timeline.summary,
            "license": timeline.license,
            "timezone": timeline.timezone,
            "offset": clocks.zone if isinstance(clocks.zone, int) else None,
            "mixed": clocks.mixed,
            "events": self._number,
            "lines": arranged.lines,
            "sources": len(kin),
            "independent": len(set(kin.values())),
            "quotes": self._passages,
            "disputes": len(self._questions),
            "earliest": arranged.earliest,
            "latest": arranged.latest,
            "years_a_heading": arranged.years_a_heading,
            "misdated": self._misdated,
            "tours": len(timeline.tours),
            **said,
        }
        facts = {
            "stamp": self._stamp._asdict(),
            "about": about,
            "more problems": more,
            "zones": list(zones),
            **arranged.density.kept(),
            "sources": {key: to_plain(source) for key, source in timeline.sources.items()},
            "names": {key: to_plain(name) for key, name in timeline.names.items()},
            "tours": {key: to_plain(tour) for key, tour in timeline.tours.items()},
        }
        rows = ((name, encode(fact)) for name, fact in facts.items())
        self._connection.executemany("INSERT INTO fact VALUES (?, ?)", rows)

    def _close(self) -> None:
        self._connection.close()
        self._staged_path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Leave nothing of it behind."""
        if hasattr(self, "_connection"):
            self._connection.close()
        self._path.unlink(missing_ok=True)
        self._staged_path.unlink(missing_ok=True)


def write_pieces(connection: sqlite3.Connection, pieces: object) -> None:
    """Keep what is to be known of the file where it changes."""
    if pieces is not None:
        connection.execute("INSERT OR REPLACE INTO fact VALUES ('pieces', ?)", [encode(pieces)])


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise CannotWrite(f"the index cannot be written: {error}") from error


def _serious(problems: Sequence[Problem]) -> int:
    return sum(problem.severity != "note" for problem in problems)


def make_search(connection: sqlite3.Connection) -> bool:
    """Make the table of words; False where SQLite was built without what it takes."""
    try:
        connection.execute(SEARCH)
    except sqlite3.OperationalError:
        return False
    # Merging on the way would cost as much as writing, and a handful of segments is asked as quickly as one.
    # What changes later adds one each time, and all of a kind are merged when they are 64.
    connection.executemany("INSERT INTO words (words, rank) VALUES (?, ?)", _SETTINGS)
    return True
