"""The help: every key, every mark and every form of a date, with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from timeline_tui.tui.presentation import dates
from timeline_tui.tui.presentation.document import Document, Piece, Role
from timeline_tui.tui.presentation.marks import FULL, Marks, legend
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.wrapping import pad


class Declared(Protocol):
    """What the help needs of a command."""

    @property
    def group(self) -> str:
        """The heading that it stands under."""

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""

    @property
    def help(self) -> str:
        """One sentence."""


def help_page(commands: Iterable[Declared], width: int, marks: Marks = FULL) -> Document:
    """The keys of the first group, the legend, then all other keys by group."""
    page = Page(width, marks)
    for number, (group, held) in enumerate(groupby(commands, lambda command: command.group)):
        rows = [(" ".join(command.shown_keys), command.help) for command in held if command.shown_keys]
        _draw_table(page, group, rows, "key")
        if not number:
            # What is seen at once is asked about first.
            _draw_legend(page, marks)
    return page.document()


def _draw_legend(page: Page, marks: Marks) -> None:
    _draw_table(page, "Marks", legend(marks), "mark")
    forms = [(marks.of_date(form), meaning) for form, meaning in dates.legend()]
    _draw_table(page, "Dates in the list", forms, "date")


def _draw_table(page: Page, heading: str, rows: list[tuple[str, str]], role: Role) -> None:
    page.blank()
    page.add(Piece(heading, "heading"))
    for sign, meaning in rows:
        page.add(Piece(pad(sign, 16), role), Piece(f" {meaning}"), indent=2, hang=17)
