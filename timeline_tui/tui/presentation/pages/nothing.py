"""The pages that stand in the place of an event's where there is none to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.rows import About
from timeline_tui.tui.presentation.document import Document, Piece
from timeline_tui.tui.presentation.lines.knowing import as_of_words, hidden_words
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.problems import problems_page
from timeline_tui.tui.presentation.words import counted, short
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.finding.lacking import Lack

_EXAMPLE = ("events:", "  - date: 2024-03-12", "    title: What happened")


def empty_page(about: About, width: int, marks: Marks = FULL) -> Document:
    """For a timeline of no events: how to add the first."""
    page = Page(width, marks)
    if about.as_of:
        return _unknown_page(about, page)
    page.add(Piece("No events yet", "strong"))
    page.blank()
    page.add(Piece(f"Add one to {visible(about.file)}, under events:"))
    page.blank()
    for line in _EXAMPLE:
        page.add(Piece(line, "quote"), indent=2)
    page.blank()
    page.add(Piece("It is shown here as soon as the file is saved."))
    if about.problems:
        page.blank()
        page.add(
            Piece("Something in the file is not as it should be: ", "warning"),
            Piece("p", "key"),
            Piece(" lists what and where."),
        )
    return page.document()


def _unknown_page(about: About, page: Page) -> Document:
    """Where nothing could be known on the day that was asked for."""
    page.add(Piece(f"Nothing could be known {as_of_words(about)}", "strong"))
    page.blank()
    page.add(Piece(f"Hidden are {hidden_words(about)}."))
    page.blank()
    page.add(Piece("Press "), Piece("K", "key"), Piece(" to choose another day, or none."))
    return page.document()


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
    page.add(
        Piece("Mend the file: it is shown as soon as it is saved. "),
        Piece("q", "key"),
        Piece(" leaves."),
    )
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
        page.add(Piece("Tab", "key"), Piece(" in the query takes what is spelled like it."))
    page.add(
        *(Piece("/", "key"), Piece(" changes the query, ")),
        *(Piece("F", "key"), Piece(" shows every event.")),
    )
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
    from timeline_tui.tui.presentation.wrapping import wrap

    said = (
        f"This window is {width} by {height}, and a timeline needs {columns} by {rows}. "
        "Make it larger, or press Ctrl+Q to quit."
    )
    lines = wrap(said, max(width, 1))
    return lines if len(lines) <= height else wrap(f"needs {columns}x{rows}", max(width, 1))[:height]
