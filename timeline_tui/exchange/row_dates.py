"""The date of a row, made of its cells: of a year, a month and a day, of two ends, of how exact it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from timeline_tui.exchange.row_cells import RowCells
from timeline_tui.exchange.table_dates import ReadDate, read_date
from timeline_tui.model.dates import EndBeforeStart, NotADate, parse, understood
from timeline_tui.model.limits import DATE

_PARTS_OF_DATE = ("year", "month", "day", "time")
_PRECISIONS = {
    "y": 1,
    "year": 1,
    "m": 2,
    "month": 2,
    "d": 3,
    "day": 3,
    "exact": 9,
    "": 9,
    "time": 9,
    "hour": 9,
}
_ABOUT = {
    "about",
    "approx",
    "approximate",
    "approximately",
    "circa",
    "ca",
    "c",
    "estimated",
    "yes",
    "true",
    "~",
}
_PERHAPS = {"uncertain", "perhaps", "possibly", "?"}


def date_of(cells: RowCells) -> str | None:
    """The date in EDTF, or as it is written where it is not understood."""
    edtf = _edtf(cells)
    start, start_column = _moment(cells, ("date", *_PARTS_OF_DATE))
    end, end_column = _moment(cells, ("end", "end_year", "end_month", "end_day", "end_clock"))
    precision = cells.one("precision")
    _pass_over_derived(cells, edtf or start or "")
    if edtf is not None:
        for text in filter(None, (start, end, precision)):
            if text != edtf and read_date(text, None).edtf != edtf:
                cells.change("a date gives way to the one in EDTF beside it", text, edtf)
        return edtf
    if start is None:
        if precision:
            cells.keep("precision", precision, "a precision goes with a date")
        if end:
            cells.keep(end_column, end, "an end has no beginning")
        return None
    if (found := _understood(cells, start, start_column)) is None:
        if end:
            cells.own.append((end_column, end))
        if precision:
            cells.own.append(("precision", precision))
        return _as_written(cells, start, start_column)
    if precision:
        found = _exact(cells, found, precision)
    return found if end is None else _until(cells, found, end, end_column)


def _pass_over_derived(cells: RowCells, date: str) -> None:
    """Pass over a date in another form that says no more than the one beside it; keep any other."""
    if "derived" not in cells:
        return
    span = understood(read_date(date, None).edtf) if date else None
    for column, text in cells.taken("derived"):
        found = understood(read_date(text, None).edtf)
        is_end = span is not None and found is not None and found.earliest in {span.earliest, span.latest}
        if not is_end:
            cells.own.append((column, text))
        elif text != date:
            cells.change("a date in another form gives way to the one beside it", text, date)


def _edtf(cells: RowCells) -> str | None:
    edtf = cells.one("edtf")
    if edtf is None:
        return None
    try:
        return parse(edtf).text
    except NotADate as error:
        cells.keep("edtf", edtf, f"a date is not EDTF: {error}")
        return None


def _moment(cells: RowCells, roles: Sequence[str]) -> tuple[str | None, str]:
    """The text of a date that stands in one cell, or in cells for its parts, and the column of it."""
    whole, *parts = roles
    column = next((column for column, _ in cells.waiting(whole)), whole)
    text = cells.one(whole)
    if not any(role in cells for role in parts):
        return text, column
    found = {name: cells.one(role) or "" for role, name in zip(parts, _PARTS_OF_DATE, strict=True)}
    if text is None and found["year"]:
        together = _joined(found, historical=cells.habits.historical)
        if not any(found[part] for part in _PARTS_OF_DATE[1:]):
            cells.years[together] = found["year"]
        return together, column
    clock = found.pop("time")
    cells.own += [(name, part) for name, part in found.items() if part]
    timed = f"{text} {clock}"
    if text is not None and clock and ":" not in text and cells.date(timed, column).edtf is not None:
        return timed, column
    if clock:
        cells.keep("time", clock, "a time of day goes with no day")
    return text, column


def _understood(cells: RowCells, text: str, column: str) -> str | None:
    found = cells.date(text, column)
    if found.edtf is not None and (found.remark or found.edtf != text):
        what = f"a date: {found.remark}" if found.remark else "dates are written as EDTF"
        cells.change(what, text, found.edtf)
    return found.edtf


def _as_written(cells: RowCells, text: str, column: str) -> str | None:
    if len(text) > DATE.value:
        cells.keep(column, text, "a date is too long for one")
        return None
    why = "a date is not understood: the event is undated, and the date stands as it is written"
    cells.change(why, text)
    return text


def _exact(cells: RowCells, edtf: str, precision: str) -> str:
    found = _with_precision(edtf, precision)
    if found is None:
        cells.own.append(("precision", precision))
        return edtf
    if found != edtf:
        cells.change("a date is as exact as it is said to be", f"{edtf} ({precision})", found)
    else:
        cells.change("a precision is what the date says already", precision, found)
    return found


def _until(cells: RowCells, start: str, text: str, column: str) -> str:
    end = cells.date(text, column).edtf
    found = ReadDate(None, "an end is not understood") if end is None else _ranged(start, end)
    if end is None or found.edtf is None:
        cells.keep(column, text, found.remark)
        return start
    if end != text:
        cells.change("dates are written as EDTF", text, end)
    return found.edtf


def _joined(parts: Mapping[str, str], *, historical: bool) -> str:
    """The text of a date that stands in cells for its year, month, day and time.

    In some formats -44 is the year 44 BC, `historical`; in others nobody knows.
    """
    year, month, day = (parts[part] for part in ("year", "month", "day"))
    year = re.sub(r"^(-?[0-9]+)\.0$", r"\1", year)
    before = historical and re.fullmatch(r"-[0-9]+", year) is not None
    numbers = all(re.fullmatch("[0-9]{1,2}", part) for part in (month, day) if part)
    if before and not month:
        text = f"{year[1:]} BC"
    elif numbers and re.fullmatch(r"-?[0-9]{1,4}", year) and (month or not day):
        text = f"{1 - int(year[1:]):05}" if before and year != "-1" else "0000" if before else year.zfill(4)
        text += "".join(f"-{part.zfill(2)}" for part in (month, day) if part)
    else:
        text = " ".join(part for part in (day, month, year) if part)
    return f"{text} {parts['time']}".strip()


def _with_precision(edtf: str, precision: str) -> str | None:
    """The date as exact as it is said to be; None where that says nothing that is known."""
    bare = precision.strip().casefold().rstrip(".")
    if bare in _ABOUT or bare in _PERHAPS:
        marked = (
            edtf if edtf.endswith(("~", "?", "%")) or "/" in edtf else edtf + ("~" if bare in _ABOUT else "?")
        )
        return marked if understood(marked) is not None else None
    parts = _PRECISIONS.get(bare)
    if parts is None or "/" in edtf or edtf.startswith("["):
        return None if parts is None else edtf
    cut = re.match(r"-?[0-9X]+(?:-[0-9X]{2}){0," + str(min(parts - 1, 2)) + "}", edtf)
    return edtf if cut is None or parts == 9 else cut[0]


def _ranged(start: str, end: str) -> ReadDate:
    """The date from a beginning to an end."""
    if end == start:
        return ReadDate(start)
    if "/" in start or "/" in end or "[" in start + end:
        return ReadDate(None, "one of the two is a range already")
    try:
        return ReadDate(parse(f"{start}/{end}").text)
    except EndBeforeStart:
        return ReadDate(None, "the end comes before the beginning")
    except NotADate as error:
        return ReadDate(None, str(error))
