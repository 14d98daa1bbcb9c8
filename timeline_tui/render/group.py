"""A group of events of the list as a line, and the first words of an event below its title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from timeline_tui.index.records import Group
from timeline_tui.model.dates import parse
from timeline_tui.model.days import MONTHS, day_iso, to_civil, year_in_words, year_iso, years_around
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.render.date_column import in_column
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.phrases import date_words, in_one_line, outlet_words, short, years_in_few_cells
from timeline_tui.render.row import edge, few, heading_line, with_hits
from timeline_tui.render.wrapping import cut, fit, pad, wrap

if TYPE_CHECKING:
    from timeline_tui.render.marking import Spans


LINES = 2
_INDENT, _NARROW_INDENT = 12, 4
_NARROW = 50
_LONGEST = 1000
_LONGEST_WHO = 30
_MOST_LOOKED_AT = 50


def body_line(
    event: Event,
    part: int,
    width: int,
    names: Mapping[str, Name],
    sources: Mapping[str, Source],
    *,
    marks: Marks = FULL,
    spans: Spans | None = None,
) -> Line:
    """One of the two lines below the title: of its summary, and of its first passages.

    Where something is looked for, the passages that hold it come first, and a line begins near it.
    """
    indent = _INDENT if width >= _NARROW else _NARROW_INDENT
    room = max(width - indent - 1, 2)
    summary = in_one_line((event.summary or "")[:_LONGEST])
    quotes = event.quotes
    if spans is not None:
        summary = _near(summary, room, spans, marks)
        quotes = tuple(sorted(quotes[:_MOST_LOOKED_AT], key=lambda quote: not spans(quote.exact[:_LONGEST])))
    at = part - bool(summary)
    if 0 <= at < len(quotes):
        pieces = _passage(quotes[at], room, names, sources, marks, spans)
    elif summary and (part == 0 or not quotes):
        pieces = [Piece(_line_of(summary, part, room, 1 if quotes else LINES, marks), "muted")]
    else:
        pieces = []
    return with_hits(cut([Piece(" " * indent), *pieces], width), spans)


def _line_of(text: str, part: int, room: int, lines: int, marks: Marks) -> str:
    """One line of a text of which so many are shown, the last with a mark where there are more."""
    wrapped = wrap(text, room) if text else []
    if part >= len(wrapped):
        return ""
    if part == lines - 1 and len(wrapped) > lines:
        return fit(" ".join(wrapped[part : part + 2]), room, marks.more)
    return wrapped[part]


def _near(text: str, room: int, spans: Spans, marks: Marks) -> str:
    """The text from a little before what is looked for, where its beginning has no room for that."""
    found = min(spans(text), default=(0, 0))
    if found[1] < room:
        return text
    start = text.find(" ", max(found[0] - room // 2, 0), found[0]) + 1
    return f"{marks.more} {text[start or found[0] :]}"


def _passage(
    quote: Quote,
    room: int,
    names: Mapping[str, Name],
    sources: Mapping[str, Source],
    marks: Marks,
    spans: Spans | None,
) -> list[Piece]:
    """The passage with the bar beside it, and at the end of its line who says it."""
    who = fit(_who(quote, names, sources), min(_LONGEST_WHO, room // 3), marks.more)
    said = f" {marks.dot} {who}" if who else ""
    left = max(room - 2 - cell_len(said), 1)
    exact = in_one_line(quote.exact[:_LONGEST])
    exact = fit(exact if spans is None else _near(exact, left, spans, marks), left, marks.more)
    return [Piece(f"{marks.bar} ", "mark"), Piece(exact, "quote"), Piece(said, "speaker")]


def _who(quote: Quote, names: Mapping[str, Name], sources: Mapping[str, Source]) -> str:
    if quote.speaker:
        name = names.get(quote.speaker)
        return short(quote.speaker if name is None else name.name)
    return outlet_words(quote.source, sources.get(quote.source)) if quote.source else ""


_NOT_NAMED = {"rough": "known only roughly", "open": "beginning not known", "undated": "no date"}
_YEARS = {"decade": 10, "century": 100}
_DATE, _YEAR, _DISPUTED, _EVENTS = 11, 9, 5, 7
_LONG_MONTH = 9
_ROOM_FOR_ALL = 40
_ROOM_FOR_OTHERS = 16
_BAR = 4
"""Which of the levels from little to much it is drawn with."""
_LONGEST_BAR = 32


def group_line(
    group: Group,
    width: int,
    *,
    here: bool = False,
    marks: Marks = FULL,
    spans: Spans | None = None,
) -> Line:
    """Cursor, period, its key events or a bar of its size, how many are disputed, and how many it holds."""
    right = _right(group, width, marks)
    room = max(width - 2 - _DATE - 2 - sum(len(piece.text) for piece in right), 1)
    unsure = unknown_words(group)
    more = group.events - group.named
    others = f" +{more:,}" if group.named and more and room >= _ROOM_FOR_OTHERS else ""
    said = [unsure] if unsure else []
    title = fit(
        f" {marks.dot} ".join([*said, group.title or _bar(group, room, marks)]),
        room - len(others),
        marks.more,
    )
    role: Role = "muted" if unsure or not group.title else "strong" if more else "plain"
    named_line = Line((Piece(title, role), Piece(pad(others, room - cell_len(title)), "muted")))
    date = Piece(marks.of_date(pad(period_in_column(group), _DATE)), "date")
    shown = with_hits(named_line, spans).pieces
    return cut([edge(marks, here=here), date, Piece(" "), *shown, Piece(" "), *right], width)


def _bar(group: Group, room: int, marks: Marks) -> str:
    """As long, beside that of the largest group, as it holds events."""
    return marks.levels[_BAR] * max(min(room, _LONGEST_BAR) * group.events // max(group.most, 1), 1)


def _right(group: Group, width: int, marks: Marks) -> list[Piece]:
    disputed = f"{few(group.disputed)}{marks.disputed}" if group.disputed else ""
    if width < _ROOM_FOR_ALL:
        return [Piece(disputed[-1:] or " ", "disputed"), Piece(f"{few(group.events):>4} ", "strong")]
    return [
        Piece(f"{disputed:>{_DISPUTED}}", "disputed"),
        Piece(f"{group.events:>{_EVENTS},} ", "strong"),
    ]


def group_heading(group: Group, width: int) -> Line:
    """The year that begins with it, or that no more years follow."""
    if group.heading == "" and group.unit != "undated":
        return cut([Piece(" "), Piece("date not known", "heading")], width)
    return heading_line(group.heading or "", width)


def unknown_words(group: Group) -> str:
    """What is not known of the dates of these events; nothing where they are known."""
    if group.first is None:
        return _NOT_NAMED[group.unit]
    return f"{group.unknown} not known" if group.unknown else ""


def period_in_column(group: Group) -> str:
    """The period in few cells; days and months stand under their year."""
    if group.first is None:
        return " —" if group.unit == "undated" else " ?"
    year, month, day = to_civil(group.first)
    if group.unit == "day":
        return f"{day:>3} {MONTHS[month][:3]}"
    if group.unit == "month":
        name = MONTHS[month]
        return name if len(name) < _LONG_MONTH else name[:4] if name.startswith("Sept") else name[:3]
    if group.unit == "year":
        return _year(year)
    return _years(year, _YEARS[group.unit])


def _year(year: int) -> str:
    """The year in few cells."""
    return in_column(parse(year_iso(year)), None, _YEAR).strip()


def _years(first: int, size: int) -> str:
    shown = years_in_few_cells(*years_around(first, size))
    return shown if cell_len(shown) <= _DATE else _year(first)


def period_in_words(group: Group) -> str:
    """The time of a group as one would say it."""
    if group.first is None:
        return _NOT_NAMED[group.unit]
    year, month, _ = to_civil(group.first)
    if group.unit == "day":
        return date_words(day_iso(group.first))
    if group.unit == "month":
        return f"{MONTHS[month]} {year_in_words(year)}"
    if group.unit == "year":
        return year_in_words(year)
    first, last = years_around(year, _YEARS[group.unit])
    return f"{year_in_words(first)} to {year_in_words(last)}"
