"""Files of their own beside an index: what became of its passages, and what is weak."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self, get_args

from timeline_tui.index.records import PLAIN, Unusable, checked, decoded, one_of, sound
from timeline_tui.index.schema import IndexConnection, Stamp, connected, read_only, storable
from timeline_tui.model.passage_states import FAULTY, LABELS, Finding, Run, Side, State, Weak, Weakness

_FACT = "CREATE TABLE fact (name TEXT PRIMARY KEY, plain TEXT NOT NULL) WITHOUT ROWID;"


class Kind(NamedTuple):
    """What such a file holds, and how it is known."""

    application: int
    format: int
    tables: str
    lookups: tuple[str, ...] = ()
    """Made once the tables are full."""

    @property
    def all_tables(self) -> str:
        """The tables with that of the facts about the whole."""
        return f"{_FACT}\n{self.tables}"


@contextmanager
def writing(path: Path, kind: Kind, others: Mapping[str, Path]) -> Iterator[sqlite3.Connection]:
    """A new file of this kind, whole at the end; `OSError` where it cannot be written.

    `others` are files to be asked on the way, by the names that statements give them.
    """
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)) as connection:
            connection.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                f"PRAGMA application_id = {kind.application}; {kind.all_tables}"
            )
            for name, other in others.items():
                connection.execute(f"ATTACH ? AS {name}", [read_only(other)])
            connection.execute("BEGIN")
            yield connection
            for lookup in kind.lookups:
                connection.execute(lookup)
            # Only now is it whole: what was left half-way has no format.
            connection.execute(f"PRAGMA user_version = {kind.format}")
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(f"{path.name} cannot be written: {error}") from error


def keep_facts(connection: sqlite3.Connection, facts: Mapping[str, object]) -> None:
    """Write what is to be known of the whole."""
    rows = ((name, json.dumps(fact)) for name, fact in facts.items())
    connection.executemany("INSERT INTO fact VALUES (?, ?)", rows)


class Beside:
    """A file beside an index, open for reading; every answer can raise `Unusable`."""

    KIND: ClassVar[Kind]
    made_from: str
    """Equal where the same program would find out the same."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ask = IndexConnection(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """What is kept in the file; `Unusable` if it is none of this kind, or not whole."""
        kind = cls.KIND
        connection = connected(path, kind.all_tables, kind.lookups, (kind.application, kind.format))
        try:
            return cls(connection)
        except Unusable:
            connection.close()
            raise

    @classmethod
    def is_kept(cls, path: Path, made_from: str) -> bool:
        """Whether the file holds what would be found out now."""
        try:
            with closing(cls.open(path)) as kept:
                return kept.made_from == made_from
        except Unusable:
            return False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _facts(self) -> dict[str, Any]:
        return {name: decoded(plain) for name, plain in self._ask("SELECT name, plain FROM fact")}


_TABLES = """
CREATE TABLE finding (
    number INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL, source TEXT,
    start INTEGER, "end" INTEGER, plain TEXT NOT NULL, PRIMARY KEY (number, position)
) WITHOUT ROWID;
CREATE TABLE compared (number INTEGER PRIMARY KEY, digest INTEGER NOT NULL);
"""
_FINDING_LOOKUPS = (
    "CREATE INDEX finding_by_source ON finding (source, start) WHERE start IS NOT NULL",
    "CREATE INDEX compared_by_digest ON compared (digest)",
)
_COMPARED = "SELECT digest FROM compared ORDER BY digest"
_STAYING = """
INSERT OR IGNORE INTO finding
SELECT now.number, position, state, source, start, "end", plain
FROM main.compared AS now CROSS JOIN old.compared AS was USING (digest)
CROSS JOIN old.finding AS found ON found.number = was.number ORDER BY now.number, position
"""
_KIND = Kind(0x544C5446, 6, _TABLES, _FINDING_LOOKUPS)
_INSERT = "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)"
_TESTS = {
    **PLAIN,
    "State": one_of(get_args(State)),
    "Side": one_of(get_args(Side)),
    # Its runs are looked at one by one.
    "tuple[Run, ...]": lambda runs: type(runs) is tuple,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding on its way into the file."""

    number: int
    """The number of the event in its file."""
    position: int
    """Which quote of the event it is."""
    source: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage in a text, in code points of it."""

    start: int
    end: int
    number: int
    position: int
    state: State


class Stays(NamedTuple):
    """What was found out about another version of a timeline, and holds for events that say the same."""

    digests: Iterable[tuple[int, int]]
    """The number of each event that there is now, and the digest of all that it says."""
    before: Path | None
    """The findings on the other version, where there are any that hold."""


def write_findings(
    path: Path, facts: Mapping[str, object], findings: Iterable[Kept], stays: Stays | None = None
) -> None:
    """Write what `Findings` says of the whole, `made_from`, `basis`, `texts` and `refused`, and all findings.

    Those that stay are there already.
    """
    others = {"old": stays.before} if stays is not None and stays.before is not None else {}
    with writing(path, _KIND, others) as connection:
        if stays is not None:
            connection.executemany("INSERT INTO compared VALUES (?, ?)", stays.digests)
        if others:
            connection.execute(_STAYING)
        connection.executemany(_INSERT, map(_row, findings))
        counts = dict(connection.execute("SELECT state, count(*) FROM finding GROUP BY state"))
        keep_facts(connection, {**facts, "counts": counts})


def _row(kept: Kept) -> tuple[Any, ...]:
    finding, source = kept.finding, kept.source and storable(kept.source)
    said = finding._asdict() | {"difference": [run._asdict() for run in finding.difference]}
    plain = storable(json.dumps(said, ensure_ascii=False))
    return kept.number, kept.position, finding.state, source, finding.start, finding.end, plain


class Findings(Beside):
    """The findings on one timeline, open for reading; every answer can raise `Unusable`."""

    KIND: ClassVar = _KIND

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        facts = self._facts()
        try:
            self.made_from = facts["made_from"]
            self.basis = facts.get("basis")
            """Equal where a passage that says the same is found to be the same."""
            self.refused: list[str] = facts["refused"]
            """Folders and files that could not be read, each with what to try."""
            self.texts: dict[str, tuple[str, str]] = {
                key: (path, sha256) for key, (path, sha256) in facts["texts"].items()
            }
            """Where the text of each source is that is held, and the hash that it had."""
            self.counts: dict[State, int] = {
                state: facts["counts"][state] for state in get_args(State) if state in facts["counts"]
            }
            """How many passages are in each state, those that are proven first."""
            checked([(self.made_from,), *((one,) for one in self.refused)], str)
            checked(list(self.texts.values()), str, str)
            checked([(count,) for count in self.counts.values()], int)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unusable("the findings are not whole") from error

    def of_event(self, number: int) -> dict[int, Finding]:
        """The finding on each quote of an event, by the quote's place in it."""
        rows = self._ask("SELECT position, plain FROM finding WHERE number = ?", number)
        return {position: _finding(plain) for position, plain in checked(rows, int, str)}

    def in_source(self, source: str, start: int, end: int) -> list[Mark]:
        """The passages that stand between two places of a source's text, in the order of the text."""
        asked = """
            SELECT start, "end", number, position, state FROM finding
            WHERE source = ? AND start < ? AND "end" > ? AND start IS NOT NULL ORDER BY start, "end", number
        """
        return [sound(Mark(*row), _TESTS) for row in self._ask(asked, source, end, start)]

    def nearest(self, source: str, place: int, direction: int) -> int | None:
        """Where the next passage of a source begins, at this place of its text or after it, or before it."""
        later = "SELECT min(start) FROM finding WHERE source = ? AND start IS NOT NULL AND start >= ?"
        earlier = "SELECT max(start) FROM finding WHERE source = ? AND start IS NOT NULL AND start < ?"
        rows = checked(self._ask(later if direction > 0 else earlier, source, place), int | None)
        start: int | None = rows[0][0]
        return start

    def compared(self) -> Sequence[int]:
        """The digests of all events that were compared, which go up."""
        return array("q", [digest for (digest,) in checked(self._ask(_COMPARED), int)])

    def is_of(self, as_of: str | None, stamp: Stamp) -> bool:
        """Whether they are on an index of this stamp, as it could be known on that day."""
        made_from = decoded(self.made_from)
        return type(made_from) is list and made_from[1:3] == [as_of, stamp._asdict()]

    def numbers(self, state: str) -> list[int]:
        """The numbers of events with a passage in this state."""
        rows = self._ask("SELECT DISTINCT number FROM finding WHERE state = ? ORDER BY number", state)
        return [number for (number,) in checked(rows, int)]

    def is_faulty(self, number: int) -> bool:
        """Whether an event has a passage that does not stand so in its text."""
        states = ", ".join("?" * len(FAULTY))
        asked = f"SELECT 1 FROM finding WHERE number = ? AND state IN ({states}) LIMIT 1"  # noqa: S608
        return bool(self._ask(asked, number, *FAULTY))

    def faulty(self, states: Iterable[State] = FAULTY, most: int = -1) -> list[tuple[int, int, Finding]]:
        """Number, position and finding of passages in these states, one state after the other."""
        asked = (
            "SELECT number, position, plain FROM finding WHERE state = ? ORDER BY number, position LIMIT ?"
        )
        rows = [row for state in states for row in self._ask(asked, state, most)]
        checked(rows, int, int, str)
        return [(number, position, _finding(plain)) for number, position, plain in rows]


def _finding(plain: str) -> Finding:
    said = decoded(plain)
    try:
        runs = tuple(sound(Run(**run), _TESTS) for run in said["difference"])
        return sound(Finding(**said | {"difference": runs}), _TESTS)
    except (KeyError, TypeError) as error:
        raise Unusable("a finding is damaged") from error


_WEAK_TABLES = """
CREATE TABLE weakness (
    kind INTEGER NOT NULL, rank INTEGER NOT NULL, running INTEGER NOT NULL,
    event TEXT NOT NULL, title TEXT NOT NULL, date TEXT, detail TEXT NOT NULL, position INTEGER,
    PRIMARY KEY (kind, rank, running)
) WITHOUT ROWID;
CREATE TABLE weighed (digest INTEGER PRIMARY KEY);
"""
_WEAK_KIND = Kind(0x544C5457, 4, _WEAK_TABLES)
_KINDS: tuple[Weak, ...] = tuple(LABELS)
_LOT = 500


def write_weak(
    path: Path,
    made_from: str,
    compared: bool,
    weaknesses: Iterable[Weakness],
    *,
    basis: str | None = None,
    weighed: Iterable[int] = (),
) -> None:
    """Write what is weak; `compared` says whether passages were compared with texts.

    `weighed` are the digests of events in which the same is weak wherever they stand, on the same `basis`.
    """
    with writing(path, _WEAK_KIND, {}) as connection:
        counts: Counter[Weak] = Counter()
        running = enumerate(weaknesses)
        while lot := list(islice(running, _LOT)):
            counts.update(weakness.kind for _, weakness in lot)
            insert = "INSERT INTO weakness VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            connection.executemany(insert, [_weak_row(number, weakness) for number, weakness in lot])
        connection.executemany("INSERT OR IGNORE INTO weighed VALUES (?)", ((one,) for one in weighed))
        facts = {"made_from": made_from, "basis": basis, "compared": compared, "counts": counts}
        keep_facts(connection, facts)


def _weak_row(number: int, weakness: Weakness) -> tuple[Any, ...]:
    event, title, detail = map(storable, (weakness.event, weakness.title, weakness.detail))
    kind = _KINDS.index(weakness.kind)
    return kind, weakness.rank, number, event, title, weakness.date, detail, weakness.position


class WeakPoints(Beside):
    """What is weak in one timeline, open for reading; every answer can raise `Unusable`."""

    KIND: ClassVar = _WEAK_KIND

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        facts = self._facts()
        try:
            self.made_from = facts["made_from"]
            self.basis = facts["basis"]
            """Equal where the same is weak in an event that says the same; None where nobody knows."""
            self.compared: bool = facts["compared"]
            """Whether passages were compared with texts."""
            counts = facts["counts"]
            self.counts: dict[Weak, int] = {kind: counts[kind] for kind in _KINDS if kind in counts}
            """How many there are of each kind that there is, in the order in which they are listed."""
            checked([(self.made_from,)], str)
            checked([(count,) for count in self.counts.values()], int)
        except (KeyError, TypeError) as error:
            raise Unusable("what is weak was not kept whole") from error

    def weighed(self) -> set[int]:
        """The digests of the events in which the same is weak wherever they stand."""
        return {digest for (digest,) in checked(self._ask("SELECT digest FROM weighed"), int)}

    def first(self, kind: Weak, count: int) -> list[Weakness]:
        """The first of this kind, in the order of the list."""
        return self._of_kind(kind, -1, -1, count)[0]

    def all(self, kind: Weak) -> Iterator[Weakness]:
        """All of this kind, in the order of the list."""
        place = (-1, -1)
        while True:
            found, place = self._of_kind(kind, *place, _LOT)
            if not found:
                return
            yield from found

    def _of_kind(
        self, kind: Weak, rank: int, running: int, count: int
    ) -> tuple[list[Weakness], tuple[int, int]]:
        """Those that stand behind this place, and the place of the last of them."""
        asked = """
            SELECT rank, running, event, title, date, detail, position FROM weakness
            WHERE kind = ? AND (rank, running) > (?, ?) ORDER BY rank, running LIMIT ?
        """
        rows = self._ask(asked, _KINDS.index(kind), rank, running, count)
        checked(rows, int, int, str, str, str | None, str, int | None)
        found = [Weakness(kind, rank, *known) for rank, _, *known in rows]
        return found, rows[-1][:2] if rows else (rank, running)
