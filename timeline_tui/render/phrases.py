"""Short phrases that several pages and lines use, safe to draw; and dates in words.

These know no more than the text: a month never becomes a day, and doubt is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from timeline_tui.model.dates import Span, understood
from timeline_tui.model.days import MONTHS, to_civil, weekday, year_in_words, years_around
from timeline_tui.render.wrapping import fit
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.records import About
    from timeline_tui.model.timeline import QuoteKind, Source, Tour


KINDS: Mapping[QuoteKind, str] = {
    "direct": "direct speech",
    "reported": "reported claim",
    "narration": "the outlet's own words",
}
"""What each kind of passage is called."""
NO_SOURCE = "no source given"
_LONGEST = 300
_TITLE = 40


def short(text: str) -> str:
    """A field that stands among others on a line, visible, and cut where it is no short phrase."""
    shown = in_one_line(text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown}…"


def in_one_line(text: str) -> str:
    """The whole text, visible, with a space for each line feed."""
    return visible(text, block=True).replace("\n", " ").strip(" ")


def counted(number: int, noun: str) -> str:
    """The number with its noun: `1 passage`, `1,200 passages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def date_words(date: str | None) -> str:
    """A date of the file in words, or as it is written where it is not understood."""
    span = understood(date)
    return in_words(span) if span is not None or date is None else f"{short(date)} (not understood)"


def source_counts(ids: Iterable[str | None], families: Mapping[str, str]) -> str:
    """How many sources these are, counted twice: `5 sources, 4 independent`."""
    listed = {source for source in ids if source}
    if not listed:
        return NO_SOURCE
    return independent_words(len(listed), len({families.get(source, source) for source in listed}))


def independent_words(sources: int, independent: int) -> str:
    """How many sources there are and, where that is another number, how many are no copies."""
    words = counted(sources, "source")
    return words if independent == sources else f"{words}, {independent:,} independent"


def outlet_words(source_id: str, source: Source | None) -> str:
    """What a source is called where there is little room: by its outlet, title or author, or else its date.

    One of which the file says none of these is called by its id.
    """
    if source is None:
        return short(source_id)
    if not source.outlet and source.title:
        return f"“{fit(source.title, _TITLE)}”"
    return short(source.outlet or source.author or source.untitled or source_id)


def outlet_among(sources: Mapping[str, Source], source_id: str | None) -> str:
    """What the source of a passage is called, or that none is given."""
    return outlet_words(source_id, sources.get(source_id)) if source_id else NO_SOURCE


def source_words(source_id: str | None, sources: Mapping[str, Source]) -> list[str]:
    """Who published a passage's source, who wrote it and when, and of what it is a copy."""
    if source_id is None:
        return [NO_SOURCE]
    source = sources.get(source_id)
    if source is None:
        return [f"{short(source_id)} (not among the sources)"]
    words = [outlet_words(source_id, source)]
    if source.author and (source.outlet or source.title):
        words.append(short(source.author))
    if source.published:
        words.append(date_words(source.published))
    parts = [", ".join(words)]
    if source.derived_from:
        parts.append(copy_words(source.derived_from, sources))
    return parts


def copy_words(original: str, sources: Mapping[str, Source]) -> str:
    """That a source is a copy or translation, and of which."""
    return f"copy or translation of {outlet_among(sources, original)}"


def as_of_words(about: About) -> str:
    """The day, as in `as of 12 March 2024`; empty where all is shown."""
    return f"as of {date_words(about.as_of).partition(', ')[0]}" if about.as_of else ""


def hidden_words(about: About) -> str:
    """What is hidden, as in `7 events and 31 passages not yet known, 2 passages with no date of report`."""
    hidden = (
        (about.hidden_events - about.undated_events, about.hidden_passages, "not yet known"),
        (about.undated_events, about.undated_passages, "with no date of report"),
    )
    words = []
    for events, passages, why in hidden:
        counts = [counted(*one) for one in ((events, "event"), (passages, "passage")) if one[0]]
        words += [f"{' and '.join(counts)} {why}"] if counts else []
    return ", ".join(words) or "nothing is hidden"


def tour_title(key: str, tour: Tour) -> str:
    """What a tour is called."""
    return short(tour.title or key)


def step_counts(tour: Tour) -> str:
    """How long a tour is."""
    return counted(len(tour.steps), "step")


SEASONS = ("spring", "summer", "autumn", "winter")
_HEMISPHERES = ("", " (northern hemisphere)", " (southern hemisphere)")
_PARTS = (
    *("first quarter", "second quarter", "third quarter", "last quarter"),
    *("first third", "second third", "last third"),
    *("first half", "second half"),
)
_MARKS = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}
_MOST_MEMBERS = 6


def in_words(span: Span | None) -> str:
    """The date as one would say it, with nothing added and no doubt left out."""
    if span is None:
        return "no date"
    words = _any(span)
    if span.day is not None and span.precision == "day" and _is_plain(span) and span.earliest is not None:
        name = weekday(span.earliest)
        words = f"{words}, {name}" if name else words
    return f"{words} (EDTF {span.text})" if " BCE" in words else words


def century_in_words(first: int, last: int) -> str | None:
    """The century that these years are: 19th, 5th BCE; None where they are none."""
    if last - first < 98 or years_around(last, 100) != (first, last):
        return None
    number = first // 100 + 1 if first > 0 else -first // 100 + 1
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}{'' if first > 0 else ' BCE'}"


def years_in_few_cells(first: int, last: int) -> str:
    """The century or the decade that these years are, in few cells."""
    if (century := century_in_words(first, last)) is not None:
        number, _, era = century.partition(" ")
        return f"{number} c. {era}".rstrip()
    if first > 9:
        return f"{first}s"
    if last < -8:
        return f"{1 - last}s BCE"
    return f"{first}–{last} CE" if first > 0 else f"{1 - first}–{1 - last} BCE"


def _is_plain(span: Span) -> bool:
    return not (
        span.approximate or span.uncertain or span.masked or span.shape != "date" or span.clock is not None
    )


def _any(span: Span) -> str:
    if span.shape == "range":
        return _range(*span.dates)
    if span.shape == "one of":
        return _one_of(span)
    words = _masked(span) if span.masked else _plain(span)
    if span.doubts:
        return f"{words} ({_doubts(span)})"
    return _doubt(span) + words


def _doubt(span: Span) -> str:
    return ("perhaps " if span.uncertain else "") + ("about " if span.approximate else "")


def _doubts(span: Span) -> str:
    said: dict[str, list[str]] = {}
    for part, marks in span.doubts:
        mark = "%" if {"?", "~"} <= set(marks) or "%" in marks else marks[0]
        said.setdefault(_MARKS[mark], []).append(part)
    return ", ".join(f"{' and '.join(parts)} {mark}" for mark, parts in said.items())


def _plain(span: Span) -> str:
    year = year_in_words(span.year or 0)
    if span.part is not None:
        return _part(span.part, year)
    if span.month is None:
        return year
    words = f"{MONTHS[span.month]} {year}"
    if span.day is None:
        return words
    return f"{span.day} {words}{_clock(span)}"


def _part(part: int, year: str) -> str:
    if part > 32:
        return f"{_PARTS[part - 33]} of {year}"
    hemisphere, season = divmod(part - 21, 4)
    return f"{SEASONS[season]} {year}{_HEMISPHERES[hemisphere]}"


def _clock(span: Span) -> str:
    if span.clock is None:
        return ""
    minutes, second = _minutes_and_second(span.clock, span.text)
    shown = hour_and_minute(minutes) + (f":{second:02}" if span.precision == "second" else "")
    return f", {shown}" + (f" ({zone})" if (zone := _offset(span.offset)) else "")


def time_of_day(span: Span) -> str:
    """The hour and the minute of a time of day, as `05:00`; nothing where it has none."""
    return "" if span.clock is None else hour_and_minute(_minutes_and_second(span.clock, span.text)[0])


def clock_in_words(span: Span) -> str:
    """How far the clock of a time of day is ahead of others, as `UTC-4`; nothing where that is not said."""
    return "" if span.clock is None else _offset(span.offset)


def _minutes_and_second(clock: int, text: str) -> tuple[int, int]:
    # A leap second is the last of its minute, and no second of the next.
    return (clock // 60 - 1, 60) if ":60" in text else divmod(clock, 60)


def hour_and_minute(minutes: int) -> str:
    """What a clock shows so long after midnight: 05:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _offset(offset: int | None) -> str:
    if not offset:
        return "" if offset is None else "UTC"
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours}{f':{minutes:02}' if minutes else ''}"


def named_years(span: Span) -> tuple[int, int] | None:
    """The years of a century, or of a decade BCE, where it is one."""
    if span.earliest is None or span.latest is None or span.shape not in {"date", "one of"}:
        return None
    first, last = to_civil(span.earliest)[0], to_civil(span.latest)[0]
    if span.masked:
        return (first, last) if span.precision == "century" and century_in_words(first, last) else None
    if len(span.dates) != 1 or span.dates[0].precision != "year":
        return None
    century = (first, last) in {(1, 99), (-99, 0)}
    return (first, last) if century or (last < 0 and years_around(last, 10) == (first, last)) else None


def _years(first: int, last: int) -> str:
    """The 19th century (1800 to 1899), the 40s BCE (49 to 40 BCE)."""
    name, _, era = (century_in_words(first, last) or years_in_few_cells(first, last)).partition(" ")
    kind = " century" if name[0].isdigit() and not name.endswith("0s") else ""
    years = f"{first} to {last}" if first > 0 else f"{1 - first} to {1 - last} BCE"
    return f"the {name}{kind}{' ' * bool(era)}{era} ({years})"


def _masked(span: Span) -> str:
    if (named := named_years(span)) is not None:
        return _years(*named)
    first, last = to_civil(span.earliest or 0), to_civil(span.latest or 0)
    # "The 1900s" can mean a century, too.
    if span.precision == "decade" and first[0] > 100 and first[0] % 100:
        return f"the {first[0]}s"
    years = f"{year_in_words(first[0])} to {year_in_words(last[0])}"
    if span.precision in {"decade", "century", "millennium"}:
        return f"the years {years}"
    if span.precision == "year":
        return f"some year from {years}"
    if span.month is not None and span.year is None and (found := _in_month(span)):
        return f"{found} of some year from {years}"
    if span.day is not None:
        return f"day {span.day} of some month, from {_civil(first)} to {_civil(last)}"
    return f"some {span.precision} {_extent(span, first, last)}"


def _in_month(span: Span) -> str | None:
    name = MONTHS[span.month or 0]
    if span.precision == "month":
        return name
    if span.day is not None:
        return f"{span.day} {name}"
    return f"some day in {name}" if _is_any_day(span) else None


def _is_any_day(span: Span) -> bool:
    return span.text.strip("?~%").endswith("XX")


def _extent(span: Span, first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    """Where a day or a month lies whose digits are masked: in April 1985, from 10 to 19 June 2004."""
    if span.year is not None and first[1:] == (1, 1) and last[1:] == (12, 31):
        return f"in {year_in_words(span.year)}"
    if span.precision == "month":
        return (
            f"from {MONTHS[first[1]]} {year_in_words(first[0])} to {MONTHS[last[1]]} {year_in_words(last[0])}"
        )
    if span.year is not None and span.month is not None and _is_any_day(span):
        return f"in {MONTHS[span.month]} {year_in_words(span.year)}"
    return f"from {_civil(first)} to {_civil(last)}"


def _civil(civil: tuple[int, int, int]) -> str:
    return f"{civil[2]} {MONTHS[civil[1]]} {year_in_words(civil[0])}"


def _range(start: Span, end: Span) -> str:
    if start.shape != "date":
        return f"until {_any(end)}, start {_open(start)}"
    if end.shape != "date":
        return f"from {_any(start)}, end {_open(end)}"
    return _joined(start, end, "to")


def _open(span: Span) -> str:
    return "open" if span.shape == "open" else "not known"


def _joined(start: Span, end: Span, word: str) -> str:
    """Two dates with what they share said once: 22 to 23 May 2023, 28 May to 2 June 2023."""
    first = _any(start)
    if _is_plain(start) and _is_plain(end) and start.year == end.year and start.month and end.month:
        if start.day and end.day and start.month == end.month:
            first = str(start.day)
        elif bool(start.day) == bool(end.day) and start.month != end.month:
            first = f"{start.day} {MONTHS[start.month]}" if start.day else MONTHS[start.month]
    return f"{first} {word} {_any(end)}"


def _one_of(span: Span) -> str:
    if (years := named_years(span)) is not None:
        return _doubt(span) + _years(*years)
    these = f"(one of these {span.precision}s)"
    if len(span.dates) == 1:
        start, end = span.dates[0].dates
        if start.shape == end.shape == "date":
            return f"between {_joined(start, end, 'and')} {these}"
        return _member(span.dates[0])
    members = [_member(member) for member in span.dates[:_MOST_MEMBERS]]
    if (more := len(span.dates) - len(members)) > 0:
        members.append(f"{more} more")
    return f"{', '.join(members[:-1])} or {members[-1]} (one of these)"


def _member(span: Span) -> str:
    if span.shape != "range":
        return _any(span)
    start, end = span.dates
    if start.shape != "date":
        return f"{_any(end)} or earlier"
    if end.shape != "date":
        return f"{_any(start)} or later"
    return _joined(start, end, "to")
