"""The signs that strokes are drawn with, and what the shape of a date's mark says in words."""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline_tui.model.span import Precision, Shape, Span, strokes
from timeline_tui.render.document import FULL, Marks
from timeline_tui.render.phrases import counted


class Signs(NamedTuple):
    """What each kind of stroke is drawn with; told apart without colour."""

    point: str
    about: str
    bar: str
    shade: str
    choice: str
    open: str
    unknown: str
    begins: str
    """A bar that begins in the second half of a cell."""
    ends: str
    """A bar that ends in the first half of a cell."""


FULL_SIGNS: Final = Signs("●", "◌", "━", "▒", "░", "╌", "?", "╺", "╸")
PLAIN_SIGNS: Final = Signs("o", "~", "=", ":", ".", "-", "?", "=", "=")


def signs_for(marks: Marks) -> Signs:
    """The signs that the terminal can draw."""
    return PLAIN_SIGNS if marks.plain else FULL_SIGNS


UNIT_AND_UNKNOWN: Final[dict[Precision, tuple[str, str]]] = {
    "millennium": ("these years", "year not known"),
    "century": ("this century", "year not known"),
    "decade": ("these years", "year not known"),
    "year": ("this year", "day not known"),
    "part": ("this part of the year", "day not known"),
    "season": ("this season", "day not known"),
    "month": ("this month", "day not known"),
}
"""For a date that is no day: where in it an event lies, and what of it is not known."""
UNCERTAIN: Final = "marked as uncertain"


def shape_words(span: Span) -> str:
    """What the chart draws of a date, said in words; empty for a day, of which its name says all."""
    if span.shape == "range":
        said = _range(*span.dates)
    elif span.shape == "one of" or (span.masked and span.precision in {"day", "month"}):
        said = _one_of(span)
    else:
        said = _date(span)
    return "; ".join(filter(None, (said, UNCERTAIN if span.uncertain else "")))


def shape_signs(span: Span, marks: Marks = FULL) -> str:
    """The signs of the chart that draw the date, each once, in the order of time."""
    signs = signs_for(marks)
    found = sorted(strokes(span), key=lambda stroke: -1e30 if stroke.first is None else stroke.first)
    return "".join(dict.fromkeys(getattr(signs, stroke.kind) for stroke in found))


def _date(span: Span) -> str:
    is_about = span.approximate or any(marks != "?" for _, marks in span.doubts)
    if span.precision not in UNIT_AND_UNKNOWN:
        return "about: its ends are soft" if is_about else ""
    unit, unknown = UNIT_AND_UNKNOWN[span.precision]
    if is_about:
        return f"about {unit}, {unknown}: its ends are soft"
    return f"{'perhaps ' if span.uncertain else ''}lies in {unit}, {unknown}"


def _one_of(span: Span) -> str:
    """How many days it can be, where they follow each other."""
    if len(span.dates) > 1:
        return "one of them, and none between"
    is_pattern = span.masked and (span.year is None or span.day is not None)
    if span.earliest is None or span.latest is None or is_pattern:
        return "one of these days"
    return f"one of these {counted(span.latest - span.earliest + 1, 'day')}"


def _range(start: Span, end: Span) -> str:
    if start.shape != "date" or end.shape != "date":
        known, verb = (end, "ends") if start.shape != "date" else (start, "begins")
        edge = _edge(known)
        said = [f"{verb} {edge}"] if edge != _SHARP else []
        return "; ".join([*said, *(words for words in (_BEFORE[start.shape], _AFTER[end.shape]) if words)])
    edges = _edge(start), _edge(end)
    if edges == (_SHARP, _SHARP):
        return "goes on from the first to the last"
    if edges[0] == edges[1] and start.precision in UNIT_AND_UNKNOWN:
        unknown = UNIT_AND_UNKNOWN[start.precision][1]
        return f"begins in the first, ends in the last of them, {unknown}"
    return f"begins {edges[0]}; ends {edges[1]}"


_BEFORE: Final[dict[Shape, str]] = {
    "date": "",
    "open": "when it began is left open",
    "unknown": "beginning not known",
}
_AFTER: Final[dict[Shape, str]] = {"date": "", "open": "goes on", "unknown": "end not known"}
_SHARP: Final = "on that day"


def _edge(span: Span) -> str:
    about = "about then, " if span.approximate else ""
    if span.precision in UNIT_AND_UNKNOWN:
        unit, unknown = UNIT_AND_UNKNOWN[span.precision]
        return f"{about}in {unit.replace('this', 'that').replace('these', 'those')}, {unknown}"
    return "about then" if about else _SHARP
