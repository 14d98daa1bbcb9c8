"""The ruler of a chart: which cell a moment falls into, and the ticks that fit the zoom.

Moments are seconds from the beginning of day number 0, by the clock of the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from timeline_tui.model.days import DAY_LONG, SHORT_MONTHS, from_civil, month_length, to_civil, year_in_words

LEAST_SECONDS: Final = 6 * 3600
"""The shortest time that a chart shows."""

Unit = Literal["hour", "day", "month", "year"]


class TickStep(NamedTuple):
    """How far one tick is from the next."""

    unit: Unit
    units: int
    seconds: int
    """About as long."""
    cells: int
    """How many cells its labels need, with the space between them."""


def _steps() -> Iterator[TickStep]:
    for hours in (1, 3, 6, 12):
        yield TickStep("hour", hours, hours * 3600, 7)
    for days in (1, 2, 5, 10):
        yield TickStep("day", days, days * DAY_LONG, 5)
    for months in (1, 3, 6):
        yield TickStep("month", months, months * 30 * DAY_LONG, 6)
    for power in range(9):
        for digit in (1, 2, 5):
            years = digit * 10**power
            yield TickStep("year", years, years * 365 * DAY_LONG, 7 + max(len(f"{years:,}") - 2, 1))


STEPS: Final = tuple(_steps())
"""From fine to coarse: hours to hundreds of millions of years."""


class Tick(NamedTuple):
    """A place on the ruler with what stands there."""

    cell: int
    label: str
    major: bool
    """Whether a larger unit begins there."""


class Fold(NamedTuple):
    """An empty stretch of time that is folded away."""

    first: int
    """In seconds."""
    last: int
    """The second behind it."""
    cell: int
    """The first cell of what stands for it."""
    label: str


class ScaleStretch(NamedTuple):
    """A stretch of time that is drawn in proportion."""

    first: int
    last: int
    """The second behind it."""
    left: int
    right: int
    """The cell behind it."""


class Scale:
    """Time from left to right in cells: whole, or with empty stretches folded away."""

    def __init__(
        self, first: int, last: int, width: int, empty: tuple[tuple[int, int, str], ...] = ()
    ) -> None:
        """From a second to the one behind the last; `empty` are stretches to fold, each with its label."""
        self.first = first
        self.last = max(last, first + 1)
        self.width = max(width, 1)
        self.stretches, self.folds = _laid_out(self.first, self.last, self.width, empty)

    def place(self, second: int) -> float:
        """Where a moment stands, in cells and parts of one; below 0 or past the width where it is outside."""
        for stretch in self.stretches:
            if second <= stretch.last or stretch is self.stretches[-1]:
                length = stretch.last - stretch.first
                part = (second - stretch.first) / length
                within = stretch.left + part * (stretch.right - stretch.left)
                # What lies in a fold stands at its end.
                return within if stretch is self.stretches[0] else max(within, stretch.left)
        raise AssertionError

    def cell(self, second: int) -> int:
        """The cell of a moment; outside of the chart the nearest one that is no part of it."""
        place = self.place(second)
        return -1 if place < 0 else min(int(place), self.width)

    def moment(self, cell: float) -> int:
        """The first second of a cell."""
        for stretch in self.stretches:
            if cell < stretch.right or stretch is self.stretches[-1]:
                part = (max(cell, stretch.left) - stretch.left) / (stretch.right - stretch.left)
                return stretch.first + int(part * (stretch.last - stretch.first))
        raise AssertionError

    @property
    def seconds_a_cell(self) -> float:
        """How much time a cell stands for."""
        cells = sum(stretch.right - stretch.left for stretch in self.stretches)
        return sum(stretch.last - stretch.first for stretch in self.stretches) / cells

    @property
    def step(self) -> TickStep:
        """The finest step whose labels have room."""
        a_cell = self.seconds_a_cell
        return next((step for step in STEPS if step.seconds >= a_cell * step.cells), STEPS[-1])

    def ticks(self) -> list[Tick]:
        """The ticks in sight, from left to right, each at a cell of its own."""
        found: dict[int, Tick] = {}
        step = self.step
        for stretch in self.stretches:
            for second, label, major in _marks(step, stretch.first, stretch.last):
                cell = self.cell(second)
                if stretch.left <= cell < stretch.right and (major or cell not in found):
                    found[cell] = Tick(cell, label, major)
        return [found[cell] for cell in sorted(found)]

    def context(self, second: int) -> str:
        """What the labels from a moment on leave unsaid: the day, the month and the year, or the year."""
        year, month, day = to_civil(second // DAY_LONG)
        unit = self.step.unit
        if unit == "hour":
            return f"{day} {SHORT_MONTHS[month]} {year_in_words(year)}"
        if unit == "day":
            return f"{SHORT_MONTHS[month]} {year_in_words(year)}"
        return year_in_words(year) if unit == "month" else ""


_FOLD_CELLS: Final = 16
"""A folded stretch takes so many cells."""


def _laid_out(
    first: int, last: int, width: int, empty: tuple[tuple[int, int, str], ...]
) -> tuple[tuple[ScaleStretch, ...], tuple[Fold, ...]]:
    empty = tuple(one for one in empty if first < one[0] < one[1] < last)
    while empty and len(empty) * (_FOLD_CELLS + 8) > width:
        # The shortest are drawn in proportion where all of them have no room.
        empty = tuple(sorted(sorted(empty, key=lambda one: one[1] - one[0])[1:]))
    shown = last - first - sum(until - since for since, until, _ in empty)
    cells = width - len(empty) * _FOLD_CELLS
    stretches: list[ScaleStretch] = []
    folds: list[Fold] = []
    at, left, used = first, 0, 0
    for since, until, label in (*empty, (last, last, "")):
        used += since - at
        right = max(cells * used // shown + len(folds) * _FOLD_CELLS, left + 1)
        stretches.append(ScaleStretch(at, since, left, right))
        if until > since:
            folds.append(Fold(since, until, right, label))
            left = right + _FOLD_CELLS
        at = until
    return tuple(stretches), tuple(folds)


def _marks(step: TickStep, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
    """The seconds of the ticks from one to another, each with its label, and whether a larger unit begins."""
    ways = {"hour": _hours, "day": _days, "month": _months, "year": _years}
    return ways[step.unit](step.units, first, last)


def _hours(count: int, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
    size = count * 3600
    for second in range(-(-first // size) * size, last, size):
        day, rest = divmod(second, DAY_LONG)
        _, month, of_month = to_civil(day)
        yield second, f"{rest // 3600:02}:00" if rest else f"{of_month} {SHORT_MONTHS[month]}", not rest


def _days(count: int, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
    year, month, _ = to_civil(first // DAY_LONG)
    while (start := from_civil(year, month, 1) * DAY_LONG) < last:
        for of_month in range(1, month_length(year, month) + 1, count):
            second = start + (of_month - 1) * DAY_LONG
            # The last tick of a month leaves room for the next month's name.
            is_near_end = count > 1 and of_month + count // 2 > month_length(year, month)
            if first <= second < last and not is_near_end:
                yield second, _of_month(year, month, of_month), of_month == 1
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _of_month(year: int, month: int, day: int) -> str:
    if day > 1:
        return str(day)
    return SHORT_MONTHS[month] if month > 1 else year_in_words(year)


def _months(count: int, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
    year = to_civil(first // DAY_LONG)[0]
    while from_civil(year, 1, 1) * DAY_LONG < last:
        for month in range(1, 13, count):
            second = from_civil(year, month, 1) * DAY_LONG
            if first <= second < last:
                yield second, SHORT_MONTHS[month] if month > 1 else year_in_words(year), month == 1
        year += 1


def _years(count: int, first: int, last: int) -> Iterator[tuple[int, str, bool]]:
    """Round years as historians count them, since there is no year 0: 200 BCE, 100 BCE, 1 CE, 100 CE."""
    year, until = to_civil(first // DAY_LONG)[0], to_civil((last - 1) // DAY_LONG)[0]
    number = -(-year // count) * count if year > 0 else (year - 1) // count * count
    while number <= until:
        astronomical = number if number > 0 else number + 1
        shown = 1 if number == 0 else astronomical
        second = from_civil(shown, 1, 1) * DAY_LONG
        if first <= second < last:
            yield second, year_in_words(shown), number % (10 * count) == 0
        number += count


def _in_context(scale: Scale, ticks: list[Tick]) -> list[Tick]:
    """The labels, the first of which says what the others leave unsaid.

    Where a day, a month or a year begins below it, that is what the others are of.
    """
    if not (context := scale.context(scale.first)):
        return ticks
    begins = [one for one in ticks if one.major and one.cell <= len(context)]
    if not begins:
        return [Tick(0, context[: scale.width], major=True), *ticks]
    at = begins[-1].cell
    context = scale.context(scale.moment(at + 1))
    return [Tick(at, context, major=True), *(one for one in ticks if one.cell > at)]


def ruler_lines(scale: Scale, *, plain: bool = False) -> tuple[str, str]:
    """The labels and, below them, the ticks; `plain` draws with ASCII."""
    ticks = scale.ticks()
    line, tick, major = "-+|" if plain else "─┬┼"
    ruler = [line] * scale.width
    labels = [" "] * scale.width
    free = 0
    for one in _in_context(scale, ticks):
        if one.cell >= free and one.cell + len(one.label) <= scale.width:
            labels[one.cell : one.cell + len(one.label)] = one.label
            free = one.cell + len(one.label) + 1
    for one in ticks:
        ruler[one.cell] = major if one.major else tick
    for fold in scale.folds:
        said = f" {'//' if plain else '╱╱'} {fold.label} {'//' if plain else '╱╱'} "[:_FOLD_CELLS]
        ruler[fold.cell : fold.cell + _FOLD_CELLS] = said.center(_FOLD_CELLS)
    return "".join(labels[: scale.width]).rstrip(), "".join(ruler[: scale.width])
