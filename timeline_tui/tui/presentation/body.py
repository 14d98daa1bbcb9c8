"""The first words of an event below its title: what it was, and what was said of it by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len

from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.rows import cut
from timeline_tui.tui.presentation.words import in_one_line, outlet_words, short
from timeline_tui.tui.presentation.wrapping import fit, wrap

if TYPE_CHECKING:
    from timeline_tui.tui.presentation.hits import Spans

LINES = 2
_INDENT, _NARROW_INDENT = 12, 4
_NARROW = 50
_LONGEST = 1000
_LONGEST_WHO = 30


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
    """One of the two lines below the title: of its summary, and of its first passages."""
    indent = _INDENT if width >= _NARROW else _NARROW_INDENT
    room = max(width - indent - 1, 2)
    summary = in_one_line((event.summary or "")[:_LONGEST])
    at = part - bool(summary)
    if 0 <= at < len(event.quotes):
        pieces = _passage(event.quotes[at], room, names, sources, marks)
    elif summary and (part == 0 or not event.quotes):
        pieces = [Piece(_line_of(summary, part, room, 1 if event.quotes else LINES, marks), "muted")]
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


def _passage(
    quote: Quote, room: int, names: Mapping[str, Name], sources: Mapping[str, Source], marks: Marks
) -> list[Piece]:
    """The passage with the bar beside it, and at the end of its line who says it."""
    who = fit(_who(quote, names, sources), min(_LONGEST_WHO, room // 3), marks.more)
    said = f" {marks.dot} {who}" if who else ""
    exact = fit(in_one_line(quote.exact[:_LONGEST]), max(room - 2 - cell_len(said), 1), marks.more)
    return [Piece(f"{marks.bar} ", "mark"), Piece(exact, "quote"), Piece(said, "speaker")]


def _who(quote: Quote, names: Mapping[str, Name], sources: Mapping[str, Source]) -> str:
    if quote.speaker:
        name = names.get(quote.speaker)
        return short(quote.speaker if name is None else name.name)
    return outlet_words(quote.source, sources.get(quote.source)) if quote.source else ""
