"""What is weak in the timeline of an index, kept in a file of its own beside it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from timeline_tui.index.beside.file import Beside, Kind, keep_facts, writing
from timeline_tui.index.schema import storable
from timeline_tui.index.sound import MAYBE_NUMBER, MAYBE_TEXT, NUMBER, TEXT, Unusable, checked
from timeline_tui.model.weakness import LABELS, Weak, Weakness

_TABLES = """
CREATE TABLE weakness (
    kind INTEGER NOT NULL, rank INTEGER NOT NULL, running INTEGER NOT NULL,
    event TEXT NOT NULL, title TEXT NOT NULL, date TEXT, detail TEXT NOT NULL, position INTEGER,
    PRIMARY KEY (kind, rank, running)
) WITHOUT ROWID;
"""
_KIND = Kind(0x544C5457, 3, _TABLES)
_KINDS: tuple[Weak, ...] = tuple(LABELS)
_LOT = 500


def write_weak(path: Path, made_from: str, compared: bool, weaknesses: Iterable[Weakness]) -> None:
    """Write what is weak; `compared` says whether passages were compared with texts."""
    with writing(path, _KIND) as connection:
        counts: Counter[Weak] = Counter()
        running = enumerate(weaknesses)
        while lot := list(islice(running, _LOT)):
            counts.update(weakness.kind for _, weakness in lot)
            insert = "INSERT INTO weakness VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            connection.executemany(insert, [_row(number, weakness) for number, weakness in lot])
        keep_facts(connection, {"made_from": made_from, "compared": compared, "counts": counts})


def _row(number: int, weakness: Weakness) -> tuple[Any, ...]:
    event, title, detail = map(storable, (weakness.event, weakness.title, weakness.detail))
    kind = _KINDS.index(weakness.kind)
    return kind, weakness.rank, number, event, title, weakness.date, detail, weakness.position


class WeakPoints(Beside):
    """What is weak in one timeline, open for reading; every answer can raise `Unusable`."""

    KIND: ClassVar = _KIND

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        facts = self._facts()
        try:
            self.made_from = facts["made_from"]
            self.compared: bool = facts["compared"]
            """Whether passages were compared with texts."""
            counts = facts["counts"]
            self.counts: dict[Weak, int] = {kind: counts[kind] for kind in _KINDS if kind in counts}
            """How many there are of each kind that there is, in the order in which they are listed."""
            checked([(self.made_from,)], TEXT)
            checked([(count,) for count in self.counts.values()], NUMBER)
        except (KeyError, TypeError) as error:
            raise Unusable("what is weak was not kept whole") from error

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
        checked(rows, NUMBER, NUMBER, TEXT, TEXT, MAYBE_TEXT, TEXT, MAYBE_NUMBER)
        found = [Weakness(kind, rank, *known) for rank, _, *known in rows]
        return found, rows[-1][:2] if rows else (rank, running)
