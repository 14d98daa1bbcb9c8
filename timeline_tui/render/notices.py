"""The pages that belong to no single event, source or name: groups, the help, nothing found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from timeline_tui.index.records import Group, Row
from timeline_tui.model.days import to_civil, year_iso
from timeline_tui.problems.problem import Problem
from timeline_tui.render import date_column
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Role, legend
from timeline_tui.render.group import period_in_words, unknown_words
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import counted, short
from timeline_tui.render.problems_page import problems_page
from timeline_tui.render.row import beside_each_other, row_line
from timeline_tui.render.wrapping import pad, wrap
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.lacking import Lack
    from timeline_tui.render.marking import Spans


MOST = 60
"""Events that the page lists; the rest are counted."""


def group_page(
    group: Group, rows: Sequence[Row], width: int, marks: Marks = FULL, spans: Spans | None = None
) -> Document:
    """Its name, its counts, and its first events in the rows of the list; `spans` finds what was sought."""
    page = Page(width, marks)
    unsure = unknown_words(group) if group.first is not None else ""
    page.add(Piece(period_in_words(group) + (f", {unsure}" if unsure else ""), "strong"))
    disputed = f", {group.disputed:,} with a disputed point" if group.disputed else ""
    page.add(Piece(counted(group.events, "event") + disputed, "muted"))
    page.blank()
    year, room = _year(group), min(width, page.measure)
    # Sorted so, the others stay in the order of time.
    told = [row._replace(depth=0, year=year, heading=None, gap=None) for row in sorted(rows, key=_is_other)]
    for row, said in zip(told, beside_each_other(told), strict=True):
        line = row_line(row, room, said=said, marks=marks, spans=spans)
        page.lines.append(Line(line.pieces[1:]))
    if len(rows) < group.events:
        page.add(Piece(f"and {group.events - len(rows):,} more", "muted"))
    return page.document()


def _is_other(row: Row) -> bool:
    """Whether it is no key event."""
    return not row.key


def _year(group: Group) -> str | None:
    """The year of all its events, which its name says."""
    if group.first is None or group.unit not in {"day", "month", "year"}:
        return None
    return year_iso(to_civil(group.first)[0])


def reading_page(file: str, width: int, marks: Marks = FULL) -> Document:
    """For a file of which nothing is read yet."""
    page = Page(width, marks)
    page.add(Piece(f"Reading {visible(file)}", "muted"))
    return page.document()


def failed_page(
    file: str, reason: str, problems: Sequence[Problem], width: int, marks: Marks = FULL
) -> Document:
    """For a file of which nothing could be read."""
    page = Page(width, marks)
    page.add(Piece(f"{visible(file)} could not be opened", "strong"))
    page.blank()
    if problems:
        page.lines += problems_page(problems, width, marks=marks).lines
    else:
        page.field(reason, "error")
    page.blank()
    page.keyed("Mend the file: it is shown as soon as it is saved. <q> leaves.")
    return page.document()


def nothing_page(
    query: str, lacks: Sequence[Lack] | None, width: int, *, complete: bool = True, marks: Marks = FULL
) -> Document:
    """What was asked for, what would bring some back, what was perhaps meant; None while that is unknown."""
    page = Page(width, marks)
    page.add(Piece("No event answers this", "strong"))
    page.blank()
    page.add(Piece(short(query.strip()), "quote"), indent=2)
    if not complete:
        page.blank()
        page.add(Piece("The file is still being read: only what is read so far was searched.", "warning"))
    _draw_lacks(page, lacks or ())
    page.blank()
    if any(lack.near for lack in lacks or ()):
        page.keyed("<Tab> in the query takes what is spelled like it.")
    page.keyed("</> changes the query, <F> shows every event.")
    return page.document()


def _draw_lacks(page: Page, lacks: Sequence[Lack]) -> None:
    helping = [lack for lack in lacks if lack.without] if len(lacks) > 1 else []
    if len(lacks) > 1:
        page.blank()
        said = "Some are found without:" if helping else "None is found without any one of its terms."
        page.add(Piece(said))
    for lack in helping:
        page.add(
            Piece(short(lack.term), "strong"), Piece(f"  {counted(lack.without, 'event')}", "muted"), indent=2
        )
    for lack in lacks:
        if lack.near:
            page.blank()
            page.add(Piece("Nothing has "), Piece(short(lack.term), "strong"), Piece("; spelled like it:"))
            for near in lack.near:
                page.add(Piece(short(near.value), "strong"), indent=2)


def small_page(columns: int, rows: int, width: int, height: int) -> list[str]:
    """What to say in a window that is too small, in as many words as it holds."""
    said = (
        f"This window is {width} by {height}, and a timeline needs {columns} by {rows}. "
        "Make it larger, or press Ctrl+Q to quit."
    )
    lines = wrap(said, max(width, 1))
    return lines if len(lines) <= height else wrap(f"needs {columns}x{rows}", max(width, 1))[:height]


class Declared(Protocol):
    """What the help needs of a command."""

    @property
    def group(self) -> str:
        """The heading that it stands under."""

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""

    @property
    def id(self) -> str:
        """A few words joined by hyphens."""

    @property
    def label(self) -> str:
        """What it does, in a word or three."""

    @property
    def help(self) -> str:
        """One sentence."""


def help_page(commands: Iterable[Declared], width: int, marks: Marks = FULL, *, sought: str = "") -> Document:
    """The keys of the first group, the legend, then all other keys by group; only what has the words sought.

    Each command is a stop, since it can be done from here.
    """
    page, words = Page(width, marks), sought.casefold().split()
    for number, (group, held) in enumerate(groupby(commands, lambda command: command.group)):
        _draw_commands(page, group, [command for command in held if command.shown_keys], words)
        if not number:
            # What is seen at once is asked about first.
            _draw_legend(page, marks, words)
    if not page.lines:
        page.add(Piece("Nothing in the help has these words", "strong"))
    return page.document()


def _draw_commands(page: Page, group: str, commands: Iterable[Declared], words: Sequence[str]) -> None:
    found = [one for one in commands if _has(words, group, *one.shown_keys, one.label, one.help)]
    if found:
        page.heading(group)
    for command in found:
        first = len(page.lines)
        _draw_row(page, " ".join(command.shown_keys), command.help, "key")
        page.stop("command", first, command.id)


def _has(words: Sequence[str], *texts: str) -> bool:
    """Whether each of the words stands in one of the texts."""
    folded = " ".join(texts).casefold()
    return all(word in folded for word in words)


def _draw_legend(page: Page, marks: Marks, words: Sequence[str]) -> None:
    _draw_table(page, "Marks", legend(marks), "mark", words)
    forms = [(marks.of_date(form), meaning) for form, meaning in date_column.legend()]
    _draw_table(page, "Dates in the list", forms, "date", words)
    from timeline_tui.render import chart_lines

    _draw_table(page, "Signs of the chart", chart_lines.legend(marks), "date", words)


def _draw_table(
    page: Page, heading: str, rows: list[tuple[str, str]], role: Role, words: Sequence[str]
) -> None:
    found = [(sign, meaning) for sign, meaning in rows if _has(words, heading, sign, meaning)]
    if found:
        page.heading(heading)
    for sign, meaning in found:
        _draw_row(page, sign, meaning, role)


def _draw_row(page: Page, sign: str, meaning: str, role: Role) -> None:
    page.add(Piece(pad(sign, 16), role), Piece(f" {meaning}"), indent=2, hang=17)
