"""The first words of an event below its title: what it was, and what was said of it by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.words import in_one_line, outlet_words, short
from timeline_tui.tui.presentation.wrapping import cut, fit, wrap

if TYPE_CHECKING:
    from timeline_tui.tui.presentation.hits import Spans

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
    line = cut([Piece(" " * indent), *pieces], width)
    if spans is None:
        return line
    from timeline_tui.tui.presentation.hits import marked_line

    return marked_line(line, spans)


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
