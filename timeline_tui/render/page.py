"""A page in the making, and what it needs to know beside its own event or source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.index.records import Passage, Row
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Name, OwnFields, Source
from timeline_tui.render.document import Document, Line, Marks, Piece, Role, Stop, StopKind
from timeline_tui.render.phrases import counted, date_words, short
from timeline_tui.render.wrapping import MOST_CHARACTERS, capped, fit, flow, pad, wrap

MEASURE = 100
"""Cells that a line of prose has at most: longer ones are hard to come back from."""
ROOM = 150_000
"""Characters of fields that a page draws in full; after that each field shows its beginning."""
_BEGINNING = 300
_WIDEST_WORD = 24
_KEY = re.compile(r"<([^<>]+)>")
_LABEL = 11
_MOST_TEXTS = 100
GUTTER = 3
"""Cells between columns that stand side by side."""


class Link(NamedTuple):
    """Something that Enter opens, on lines of its own."""

    kind: StopKind
    target: str
    line: Sequence[Piece]
    below: Sequence[Piece] = ()
    """What stands under its line."""
    rank: int | None = None
    number: int = 0
    indent: int = 0
    """How many cells it stands further in than others."""


class Page:
    """Lines of one width, and the stops among them."""

    def __init__(self, width: int, marks: Marks, room: int = ROOM) -> None:
        self.width = max(width, 8)
        self.measure = min(self.width, MEASURE)
        self.marks = marks
        self.room = room
        self.lines: list[Line] = []
        self.stops: list[Stop] = []
        self.unshown: list[tuple[str, int]] = []
        """Fields of which only a beginning is drawn, and how long it is."""

    def blank(self) -> None:
        """Leave an empty line, but never two, and none at the top."""
        if self.lines and self.lines[-1].pieces:
            self.lines.append(Line())

    def add(self, *pieces: Piece, indent: int = 0, hang: int = 0) -> None:
        """Add one paragraph of pieces that are safe to draw."""
        self.lines += flow(pieces, self.measure, indent=indent, hang=hang)

    def keyed(self, text: str) -> None:
        """Add a sentence in which keys stand as `<q>`."""
        words = _KEY.split(text)
        self.add(*(Piece(word, "key" if at % 2 else "plain") for at, word in enumerate(words) if word))

    def leading(self, *pieces: Piece, indent: int = 0) -> None:
        """Add a paragraph with the mark of what Enter opens."""
        self.add(Piece(f"{self.marks.goes} ", "mark"), *pieces, indent=indent, hang=2)

    def heading(self, text: str) -> None:
        """Add what stands above a part of the page."""
        self.blank()
        self.add(Piece(text, "heading"))

    def labelled(self, label: str, text: str, role: Role = "plain", cells: int = _LABEL) -> None:
        """Add a short text behind what it is, as wide as the labels of a card."""
        self.add(Piece(f"{label:<{cells}}", "muted"), Piece(text, role), hang=cells)

    def facts(self, *facts: str, indent: int = 0) -> None:
        """Add short facts on one line, where there are any."""
        if facts:
            self.add(Piece(f" {self.marks.dot} ".join(facts), "muted"), indent=indent)

    def note(self, text: str | None, label: str = "") -> None:
        """Add a field of the file in a paragraph of its own, where the file has it."""
        if text:
            self.blank()
            self.field(text, label=label)

    def entry(self, entry: Link) -> None:
        """Add what Enter opens."""
        first = len(self.lines)
        self.leading(*entry.line, indent=entry.indent)
        if entry.below:
            self.add(*entry.below, indent=entry.indent + 2)
        self.stop(entry.kind, first, entry.target, number=entry.number, rank=entry.rank)

    def entries(self, heading: str, entries: Sequence[Link], count: int, noun: str) -> None:
        """Add the first of so many things that Enter opens, where there are any."""
        if count:
            self.heading(heading)
            for entry in entries:
                self.entry(entry)
            self.rest(count - len(entries), noun)

    def field(self, text: str, role: Role = "plain", *, label: str = "", indent: int = 0) -> None:
        """Add a field of the file, all of it or with the rest counted."""
        shown, hidden = self._capped(text)
        label_piece = (Piece(label, "muted"),) if label else ()
        for paragraph in shown.split("\n"):
            self.add(*label_piece, Piece(paragraph, role), indent=indent)
            label_piece = ()
        self._hidden(hidden, indent)

    def quote(self, text: str) -> None:
        """Add a passage with a bar beside each of its lines, so that its beginning and end are plain."""
        shown, hidden = self._capped(text)
        bar = Piece(self.marks.bar + " ", "rule")
        self.lines += [Line((bar, Piece(line, "quote"))) for line in wrap(shown, self.measure - 2)]
        self._hidden(hidden, 2)

    def table(self, fields: OwnFields) -> None:
        """Add what a file says in words of its own, a line for each text."""
        if not fields:
            return
        self.blank()
        words = {
            word: fit(short(word), min(_WIDEST_WORD, self.width // 2), self.marks.more) for word in fields
        }
        column = max(map(cell_len, words.values()))
        for word, said in fields.items():
            texts = (said,) if isinstance(said, str) else said
            label = pad(words[word], column)
            for text in texts[:_MOST_TEXTS]:
                shown, hidden = self._capped(text)
                value = Piece(shown.replace("\n", " "))
                self.add(Piece(f"{label}  ", "muted"), value, hang=column + 2)
                self._hidden(hidden, column + 2)
                label = " " * column
            self.rest(len(texts) - _MOST_TEXTS, "text", f" of {words[word]}")

    def _capped(self, text: str) -> tuple[str, int]:
        shown, hidden = capped(text, min(max(self.room, _BEGINNING), MOST_CHARACTERS))
        self.room -= len(shown)
        if hidden:
            held = text.replace("\r\n", "\n").removesuffix("\n")
            self.unshown.append((held, len(held) - hidden))
        return shown, hidden

    def _hidden(self, count: int, indent: int) -> None:
        if count:
            said = f"{self.marks.more} {counted(count, 'more character')} not shown"
            self.add(Piece(said, "muted"), indent=indent)

    def rest(self, number: int, noun: str, which: str = "") -> None:
        """Say how many more there are than the page draws, where there are more."""
        if number > 0:
            self.blank()
            self.add(
                Piece(f"{self.marks.more} {counted(number, f'more {noun}')}{which} not shown here", "muted")
            )

    def stop(
        self, kind: StopKind, first: int, target: str, *, number: int = 0, rank: int | None = None
    ) -> None:
        """Make a stop of all lines from `first` to the last one added."""
        self.stops.append(Stop(kind, first, len(self.lines) - 1, target, number, rank))

    def columns(self, width: int, count: int) -> list[Page]:
        """Empty pages, to stand beside each other on this one."""
        return [Page(width, self.marks, self.room // count) for _ in range(count)]

    def beside(self, columns: Sequence[Page]) -> None:
        """Add pages of one width as columns side by side."""
        top = len(self.lines)
        height = max(len(column.lines) for column in columns)
        self.lines += [_across(columns, at) for at in range(height)]
        self.room = sum(column.room for column in columns)
        self.unshown += [field for column in columns for field in column.unshown]
        left = 0
        for column in columns:
            for stop in column.stops:
                first, last, right = top + stop.first, top + stop.last, left + column.width
                self.stops.append(stop._replace(first=first, last=last, left=left, right=right))
            left += column.width + GUTTER

    def document(self) -> Document:
        """The page as it stands, stops in reading order."""
        while self.lines and not self.lines[-1].pieces:
            self.lines.pop()
        self.stops.sort(key=lambda stop: (stop.first, stop.ends[0] if stop.ends else stop.left))
        return Document(tuple(self.lines), tuple(self.stops), unshown=tuple(self.unshown))


def titled(title: str, date: str | None, role: Role = "plain") -> tuple[Piece, Piece]:
    """The title and the date of an event."""
    return Piece(short(title), role), Piece(f"  {date_words(date)}", "date")


def _across(columns: Sequence[Page], at: int) -> Line:
    pieces: list[Piece] = []
    owed = 0
    for column in columns:
        line = column.lines[at] if at < len(column.lines) else Line()
        if line.pieces:
            pieces += [Piece(" " * owed), *line.pieces] if owed else line.pieces
            owed = 0
        owed += column.width + GUTTER - cell_len(line.text)
    return Line(tuple(pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Answers of the index that a page is drawn from."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    """All sources by id."""
    names: Mapping[str, Name] = field(default_factory=dict)
    """All names by id."""
    families: Mapping[str, str] = field(default_factory=dict)
    """The family of each source: copies and translations share one."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """The questions of the disputes that the event's passages answer, by dispute."""
    passages_on: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """For each dispute that the event asks, all passages that answer it, the event's own among them."""
    parent: Row | None = None
    """The event that this one is part of."""
    children: Sequence[Row] = ()
    """The events that are part of this one."""
    findings: Mapping[tuple[int, int], Finding] = field(default_factory=dict)
    """What became of passages, by the rank of their event and their number in it; none with no texts."""
    timezone: str | None = None
    """The timeline's IANA zone."""
    learnt: bool | None = None
    """Whether the event is done, where it is one of the tutorial."""
    changes: Sequence[tuple[str, Sequence[str]]] = ()
    """What changed in the event since some versions, each with a few words for it, and lines for a page."""
