"""The lines above the list: title, strip of time, rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.index.records import About
from timeline_tui.model.days import DAY_LONG, to_civil, year_in_words
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.phrases import as_of_words, counted, hidden_words, independent_words
from timeline_tui.render.ruler import Scale, Tick
from timeline_tui.render.wrapping import fit, in_cells, pad, wrap

_LEAST_TITLE = 20
_LEAST_BESIDE_HIDDEN = 8
"""Cells of the title that what is hidden leaves, before it is said in fewer words."""


class Showing(NamedTuple):
    """How many of the events are shown, where that is not all of them."""

    events: int
    of: int
    partial: bool = False
    """Whether more may be found yet."""
    bound: str = ""
    """Where passages are not compared with texts yet, whether these are at least or at most what is found."""


def title_line(
    about: About,
    at: int | None,
    width: int,
    marks: Marks = FULL,
    proof: tuple[str, str] | None = None,
    showing: Showing | None = None,
) -> Line:
    """The title, and right of it as many facts as there is room for; problems come first to be kept.

    `at` is the rank of the event under the cursor. Where only what could be known on a day is shown, or only
    what answers a query, the line always says so. `proof` says what became of the passages, where they were
    compared with texts, and in brief what is wrong with them, which stands longer than the sources.
    """
    whole = max(width - 2, 1)
    ways = _facts(about, at, proof)
    problems = counted(about.problems, "problem") if about.problems else ""
    if about.misdated:
        problems += f", {about.misdated:,} misdated"
    joint = f" {marks.dot} "
    as_of = _as_of(about, whole - len(problems), joint)
    if showing is not None:
        ways = [facts[1:] for facts in ways]
        as_of += _showing(showing, about, whole - cell_len(as_of)) + joint
    room = max(whole - cell_len(as_of), 1)
    facts = ways.pop(0)
    while facts and cell_len(joint.join([*facts, problems] if problems else facts)) + _LEAST_TITLE + 2 > room:
        facts = ways.pop(0)
    shown = joint.join(facts)
    if problems and len(problems) + _LEAST_TITLE // 2 > room:
        problems = ""
    before = joint if shown and problems else ""
    if shown + problems == "":
        as_of = as_of.removesuffix(joint)
        room = max(whole - cell_len(as_of), 1)
    left = room - cell_len(shown + before + problems)
    title = pad(fit(about.title or PurePath(about.file).name, max(left - 2, 1), marks.more), left)
    return Line(
        tuple(
            piece
            for piece in (
                Piece(" "),
                Piece(title, "strong"),
                Piece(as_of, "mark"),
                Piece(shown + before, "muted"),
                Piece(problems, "warning"),
                Piece(" "),
            )
            if piece.text
        )
    )


def _showing(showing: Showing, about: About, room: int) -> str:
    """How many are shown and how many hidden, in as many words as there is room for."""
    least = "at least " if showing.partial else f"{showing.bound} " if showing.bound else ""
    part = f"{least}{showing.events:,} of {showing.of:,}{_so_far(about)}"
    hidden = "counting" if showing.partial else f"{showing.of - showing.events:,} hidden"
    if showing.bound:
        hidden = "passages not compared yet"
    in_full = f"{part}, {hidden}"
    return in_full if len(in_full) + _LEAST_BESIDE_HIDDEN <= room else part


def _so_far(about: About) -> str:
    return "" if about.complete else " so far"


def _as_of(about: About, room: int, joint: str) -> str:
    """The day of which it tells, and what is hidden where there is room for that."""
    if not about.as_of:
        return ""
    day = as_of_words(about)
    passages = about.hidden_passages + about.undated_passages
    events = f"{about.hidden_events:,} hidden" if about.hidden_events else ""
    brief = events or (f"{counted(passages, 'passage')} hidden" if passages else "nothing hidden")
    ways = f"{day}: {hidden_words(about)}", f"{day}, {brief}", day
    fitting = (way for way in ways if cell_len(way + joint) + _LEAST_TITLE + 2 <= room)
    return next(fitting, day) + joint


def _facts(about: About, at: int | None, proof: tuple[str, str] | None) -> list[list[str]]:
    """What is told of all that is there, and the same in fewer and fewer words, down to none."""
    events = counted(about.events, "event")
    if at is not None and about.events:
        events = f"event {at + 1:,} of {about.events:,}"
    if not about.complete:
        # What is read so far says little of how many sources and passages there are.
        return [[events + _so_far(about)], []]
    sources = counted(about.sources, "source")
    in_full = independent_words(about.sources, about.independent)
    ways = [[events, in_full, proof[0] if proof else counted(about.quotes, "passage")]]
    if proof:
        ways.append([events, sources, proof[0]])
    if proof and proof[1]:
        ways += [[events, sources, proof[1]], [events, proof[1]]]
    return [*ways, [events, in_full], [events], []]


Window = tuple[int, int]
"""The first and the last day that the list shows."""


class Strip(NamedTuple):
    """A scale from the first day of a timeline to its last, between two labels, in one line."""

    earliest: int
    latest: int
    width: int
    names: tuple[str, str] | None = None
    """What to write at both ends in place of the years."""

    @property
    def labels(self) -> tuple[str, str]:
        """The years at both ends, once if they are the same; none where there is no room."""
        if self.names is not None:
            return self._named(*self.names)
        first, last = _year(self.earliest), _year(self.latest)
        if len(first) + len(last) + 24 > self.width:
            return " ", " "
        return f" {first} ", f" {last} " if last != first else " "

    def _named(self, first: str, last: str) -> tuple[str, str]:
        if len(first) + len(last) + 24 > self.width:
            last = ""
        room = self.width - 20
        first = fit(first, room) if room > 4 else ""
        return f" {first} " if first else " ", f" {last} " if last else " "

    @property
    def cells(self) -> int:
        """How many counts it shows; two cells more are for the ends of the window."""
        return max(self.width - 2 - sum(map(len, self.labels)), 1)

    def line(
        self,
        counts: Sequence[int],
        window: Window | None = None,
        marks: Marks = FULL,
        hidden: Sequence[int] = (),
        touched: Sequence[int] = (),
        *,
        lasting: Sequence[int] = (),
        within: Sequence[int] = (),
        cursor: int | None = None,
    ) -> Line:
        """The strip with one count for each of its cells, of events that are surely there.

        `lasting` are those that go on there, `within` those that lie in a month or the like that the cell is
        part of, `touched` those that can be there at all, `hidden` what is not shown; `cursor` is the cell of
        the event under the cursor.
        """
        drawn = density(counts, marks)
        for others, sign in (
            (lasting, marks.lasts),
            ([events >= MANY for events in within], marks.many),
            (within, marks.shade),
            (touched, marks.faint),
            (hidden, marks.hidden),
        ):
            if any(others):
                cells = zip(drawn, others, strict=True)
                drawn = "".join(sign if mark == " " and events else mark for mark, events in cells)
        return self._line(drawn, window, marks, cursor)

    def _line(self, drawn: str, window: Window | None, marks: Marks, cursor: int | None) -> Line:
        first, last = self._held(window)
        inside: Role = "strong" if window else "muted"

        def part(start: int, end: int, role: Role) -> Iterator[Piece]:
            if cursor is None or not start <= cursor < end:
                yield Piece(drawn[start:end], role)
                return
            yield Piece(drawn[start:cursor], role)
            yield Piece(marks.cursor, "key")
            yield Piece(drawn[cursor + 1 : end], role)

        pieces = [
            Piece(self.labels[0], "muted"),
            *part(0, first, "muted"),
            Piece(marks.open if window else " ", "mark"),
            *part(first, last + 1, inside),
            Piece(marks.close if window else " ", "mark"),
            *part(last + 1, len(drawn), "muted"),
            Piece(self.labels[1], "muted"),
        ]
        return Line(tuple(piece for piece in pieces if piece.text))

    def ruler(self, window: Window | None = None) -> list[tuple[int, str]]:
        """The columns at which a unit of time begins that fits the scale, each with what it is called."""
        ticks = _ticks(self.earliest, self.latest, self.cells)
        columns = self.columns_of([tick.cell for tick in ticks], window)
        return [(column, tick.label) for column, tick in zip(columns, ticks, strict=True)]

    def cell_of(self, day: int) -> int:
        """The cell that a day falls into, the nearest end for a day outside."""
        days = self.latest - self.earliest + 1
        return min(max((day - self.earliest) * self.cells // days, 0), self.cells - 1)

    def column_of(self, cell: int, window: Window | None = None) -> int:
        """Where in the line the cell is drawn."""
        return self.columns_of([cell], window)[0]

    def columns_of(self, cells: Sequence[int], window: Window | None = None) -> list[int]:
        """Where in the line each of the cells is drawn."""
        (first, last), label = self._held(window), len(self.labels[0])
        return [label + cell + (cell >= first) + (cell > last) for cell in cells]

    def day_at(self, x: int, window: Window | None = None) -> int:
        """The first day of the cell that is drawn at a place in the line."""
        first, last = self._held(window)
        cell = x - len(self.labels[0])
        cell -= (cell > first) + (cell > last + 1)
        cell = min(max(cell, 0), self.cells - 1)
        days = self.latest - self.earliest + 1
        return min(self.earliest - (-cell * days // self.cells), self.latest)

    def _held(self, window: Window | None) -> tuple[int, int]:
        """The first and the last cell of the window."""
        if window is None:
            return 0, self.cells - 1
        return self.cell_of(window[0]), self.cell_of(window[1])


@lru_cache(maxsize=8)
def _ticks(earliest: int, latest: int, cells: int) -> list[Tick]:
    return Scale(earliest * DAY_LONG, (latest + 1) * DAY_LONG, cells).ticks()


def density(counts: Sequence[int], marks: Marks = FULL) -> str:
    """A column for each count, in proportion; none is left blank unless it is 0."""
    most = max(counts, default=0)
    steps = len(marks.levels)
    return "".join(marks.levels[-(-count * steps // most) - 1] if count else " " for count in counts)


def undated_strip(width: int, *, known: bool = True) -> Line:
    """What stands in its place where no event has a date, or none was known on the day that is chosen."""
    said = " no event has a date" if known else " no event was known"
    return Line((Piece(fit(said, width), "muted"),))


def _year(day: int) -> str:
    return year_in_words(to_civil(day)[0])


MANY = 10
"""From so many events on a shade is darker."""
_RULES = "─-"
"""What a rule is drawn with."""


def rule_line(name: str | None, edge: int | None, width: int, marks: Marks = FULL, query: str = "") -> Line:
    """The rule above list and page; `edge` is the column between them.

    Above the list stands the query that says what it shows, above the page the `name` of the source that is
    open; where one of them has the whole width, the query comes first.
    """
    line, meet = ("-", "+") if marks.plain else ("─", "┬")
    left = width if edge is None else min(edge, width)
    if edge is None and name is not None:
        left = min(width // 2, cell_len(query) + 6) if query else 0
    pieces = _in_rule(f"/ {query}" if query else None, left, line, marks, "mark")
    if edge is not None:
        pieces.append(Piece(meet, "rule"))
    pieces += _in_rule(name, max(width - left - (edge is not None), 0), line, marks, "muted")
    return Line(tuple(piece for piece in pieces if piece.text))


def _in_rule(words: str | None, width: int, line: str, marks: Marks, role: Role) -> list[Piece]:
    if words is None or width < 4:
        return [Piece(line * width, "rule")]
    shown = fit(words, max(width - 4, 1), marks.more)
    rest = line * max(0, width - cell_len(shown) - 3)
    return [Piece(line, "rule"), Piece(f" {shown} ", role), Piece(rest, "rule")]


def progress_line(done: int, total: int, width: int, marks: Marks = FULL) -> Line:
    """How far the file is read: a bar and a share, or only words where the size is not known."""
    words = f" Reading the file  {100 * done // total:>3} % " if total else " Reading the file "
    room = max(width - len(words) - 1, 0)
    filled = room * done // total if total else 0
    bar = marks.levels[3] * filled + marks.levels[0] * (room - filled)
    return Line((Piece(words, "muted"), Piece(bar if total else "", "mark")))


_MANY_SIGNS = 4
"""Where there are more signs than one for so many cells, the ruler comes first."""


def ticked(
    line: Line, columns: Iterable[int], marks: Marks = FULL, ruler: Iterable[tuple[int, str]] = ()
) -> Line:
    """The rule with marks below some columns of the strip, and with its ruler; what is written in it stays.

    Of the ruler, what has no room beside the marks is left out.
    """
    drawn = [(letter, piece.role) for piece in line.pieces for letter in in_cells(piece.text)]
    free = [role == "rule" and letter in _RULES for letter, role in drawn]
    signs: list[tuple[int, list[tuple[str, Role]]]]
    units: list[tuple[int, list[tuple[str, Role]]]]
    signs = [(column, [(marks.disputed, "disputed")]) for column in columns]
    units = [(column, [(marks.tick, "rule"), *((one, "muted") for one in label)]) for column, label in ruler]
    # Where accounts differ at every turn, that says less than when it was.
    for column, cells in units + signs if len(signs) * _MANY_SIGNS > len(drawn) else signs + units:
        end, space = column + len(cells), len(cells) > 1
        # A cell behind a word stays free.
        if end + space <= len(drawn) and all(free[column : end + space]):
            drawn[column:end] = cells
            free[column:end] = [False] * len(cells)
    runs = groupby(drawn, lambda one: one[1])
    return Line(tuple(Piece("".join(letter for letter, _ in run), role) for role, run in runs))


_MOST_LINES = 3
_SIGN = " ! "


def banner_lines(words: str, width: int, marks: Marks = FULL) -> list[Line]:
    """The words, which are safe to draw, in as few lines as they need; what is too much for three is cut."""
    room = max(width - len(_SIGN) - 1, 1)
    lines = wrap(words, room)
    if len(lines) > _MOST_LINES:
        rest = " ".join(lines[_MOST_LINES - 1 :])
        lines = [*lines[: _MOST_LINES - 1], fit(rest, room, marks.more)]
    signs = [_SIGN] + [" " * len(_SIGN)] * (len(lines) - 1)
    return [
        Line((Piece(sign, "error"), Piece(line, "warning"))) for sign, line in zip(signs, lines, strict=True)
    ]
