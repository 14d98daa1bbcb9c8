"""What the program itself does for each command that is no screen's own; imported when the first is asked.

A command that opens a screen or a question gets a line in the table and a method, or a module beside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from timeline_tui.session import settings
from timeline_tui.session.trouble import TroubleList, problems_of
from timeline_tui.tui.screens.dialogs import Asking
from timeline_tui.tui.screens.document import DocumentScreen
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Place
    from timeline_tui.tui.additions import Adding
    from timeline_tui.tui.program import Program


class Answers:
    """Answers what is asked of one running program."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self._opened = app.opened
        self._screen = app.timeline
        self._table: dict[str, Callable[[], object]] = {
            "edit": self._edit,
            "add-event": lambda: self.adding.add_event(),
            "add-passage": lambda: self.adding.add_passage(),
            "take-selection": self._clip,
            "take-words": self._take_words,
            "undo": lambda: self.adding.undo(),
            "reload": self._opened.reload,
            "problems": self._list_problems,
            "help": self._show_help,
            "palette": app.action_command_palette,
            "known-by": self._ask_day,
            "name": self._ask_name,
            "copy-as": lambda: self._screen.attempt(self._ask_form),
            "copy-view": self._copy_view,
            "theme": self._next_theme,
            "theme-dark": partial(self._choose_theme, "dark"),
            "theme-light": partial(self._choose_theme, "light"),
            "theme-terminal": partial(self._choose_theme, "terminal"),
        }

    def answer(self, command: str) -> None:
        """Do what the command says."""
        self._table[command]()

    # The file.

    def _edit(self) -> None:
        from timeline_tui.tui.opening import open_editor

        open_editor(self._app)

    @cached_property
    def adding(self) -> Adding:
        """What adds to the file, and takes back."""
        from timeline_tui.tui.additions import Adding

        return Adding(self._app)

    def unsaved(self) -> str | None:
        """What to say where the program is left while something that was typed is not saved."""
        return self.adding.drafts.unsaved() if "adding" in self.__dict__ else None

    def keep(self) -> bool:
        """Keep for the next run what was typed into a form; whether there is anything new to keep."""
        return "adding" in self.__dict__ and self.adding.drafts.keep()

    def _clip(self) -> None:
        from timeline_tui.tui.clip import Clipper

        Clipper(self._app, self.adding).clip()

    def _take_words(self) -> None:
        from timeline_tui.session.under_cursor import passage

        self._screen.attempt(lambda: self.take_words(*passage(self._screen.session)))

    def take_words(self, rank: int, position: int) -> None:
        """Put the words of the text in the place of a passage."""
        from timeline_tui.tui.clip import Mender

        Mender(self._app, self.adding).mend(rank, position)

    def _list_problems(self) -> None:
        from timeline_tui.tui.screens.document import ProblemsScreen

        listed = self._listed()
        if not listed.nothing:
            fixed = self._app.wanted.fixed is not None
            title = f"Problems in {visible(self._opened.name)}"
            self._app.push_screen(ProblemsScreen(title, listed, self._screen.marks, fixed=fixed))
        elif self._opened.index is None:
            self._app.tell("Nothing is read yet")
        else:
            self._app.tell("Nothing is wrong in this file")

    def edit_at(self, place: Place) -> None:
        """Open the editor at a place of the file."""
        from timeline_tui.tui.opening import open_editor

        open_editor(self._app, place)

    def list_problems_anew(self) -> None:
        """Where the problems are listed, list those of the newest version of the file."""
        from timeline_tui.tui.screens.document import ProblemsScreen

        for screen in self._app.screen_stack:
            if isinstance(screen, ProblemsScreen):
                screen.show_problems(self._listed())

    def _listed(self) -> TroubleList:
        return problems_of(self._screen.session.trouble, self._opened.index, self._opened.findings)

    def open_passage(self, rank: int, position: int) -> None:
        """Go to a passage at its event."""
        from timeline_tui.session.journey import EVENT, Bookmark, PagePosition
        from timeline_tui.session.reading import go

        spot = PagePosition(passage=(None, position))
        self._screen.attempt(partial(go, self._screen.session, Bookmark(EVENT, rank, spot=spot)))

    def _ask_day(self) -> None:
        from timeline_tui.model.days import day_iso
        from timeline_tui.session.landing import day_of
        from timeline_tui.session.questions import WHICH_DAY, no_day

        day, row, index = self._opened.as_of, self._screen.reader.row, self._screen.reader.index
        # What is asked for may be a step.
        here = day if day is not None or row is None or index is None else day_of(row, index.about.zone)
        asking = Asking(WHICH_DAY, "" if day is None else day_iso(day), lambda answer: no_day(answer, here))
        self._app.push_screen(asking, lambda answer: self._know_by(answer, here))

    def _know_by(self, answer: str | None, here: int | None) -> None:
        """Show the timeline as it could be known on the day that was typed."""
        from timeline_tui.session.questions import day_meant

        trouble = self._screen.session.trouble
        if answer is not None and trouble is not None and trouble.shown in {"older", "nothing"}:
            self._app.tell(f"This needs a file that can be read. {trouble.sentence}", wrong=True)
        elif answer is not None:
            self._opened.know_by(day_meant(answer, here))

    # The timeline.

    def _ask_name(self) -> None:
        from timeline_tui.session.questions import WHICH_NAME, no_name

        if self._opened.index is not None:
            # While it is asked, another version of the file may come to be shown.
            asking = Asking(WHICH_NAME, "", lambda answer: no_name(self._opened.index, answer))
            self._app.push_screen(asking, self._show_name)

    def _show_name(self, answer: str | None) -> None:
        """Open the page of the name that was typed."""
        if answer:
            self._screen.attempt(partial(self._open_name, answer))

    def _open_name(self, answer: str) -> None:
        from timeline_tui.model.spellings import spelled
        from timeline_tui.session.reading import open_name

        index = self._opened.index
        if index is not None and (names := spelled(answer, index.names())):
            open_name(self._screen.session, names[0])

    def _ask_form(self) -> None:
        """Ask in which form to copy what is under the cursor, as it is now."""
        from timeline_tui.render.citation import FORMS
        from timeline_tui.session.requests import Copy
        from timeline_tui.session.under_cursor import cited
        from timeline_tui.tui.screens.dialogs import Choosing

        found = cited(self._screen.reader)

        def copy(answer: int | None) -> None:
            if answer is not None:
                self._screen.post_message(self._screen.Requested(Copy(FORMS[answer].text(found))))

        self._app.push_screen(
            Choosing("Copy it as what?", [form.label for form in FORMS], self._screen.marks), copy
        )

    def _copy_view(self) -> None:
        """Copy the command line that shows the same again."""
        from timeline_tui.session.reopening import NotWritable, Reopened, command_line
        from timeline_tui.session.requests import Copy

        screen, opened = self._screen, self._opened
        if self._app.wanted.origin == "piped":
            self._app.tell("This came through a pipe, so no command line opens it again", wrong=True)
            return
        file = None if self._app.wanted.origin == "shipped" else opened.file
        at = screen.reader.row.id if screen.reader.row is not None else None
        rows, chart = screen.reader.events.rows, screen.reader.chart
        lanes = chart.kind if chart is not None and chart.open else None
        try:
            line = command_line(Reopened(file, screen.view, at, rows, opened.as_of, opened.texts, lanes))
        except NotWritable as error:
            self._app.tell(str(error), wrong=True)
        else:
            screen.post_message(screen.Requested(Copy(line)))

    def browse(self, address: str) -> None:
        """Open an address of the file in a browser that nobody waits for, or say why not."""
        from timeline_tui.model.addresses import NotAnAddress, checked
        from timeline_tui.session.background import beside
        from timeline_tui.tui.addresses import open_address

        def opened(there: bool) -> None:
            if not there:
                self._app.tell(f"No browser was found to open {address}", wrong=True)

        try:
            checked(address)
        except NotAnAddress as error:
            self._app.tell(str(error), wrong=True)
        else:
            self._app.tell(f"Opening {address}")
            beside(partial(open_address, address), opened)

    # The program.

    def _show_help(self) -> None:
        from timeline_tui.render.notices import help_page
        from timeline_tui.session.commands import COMMANDS

        marks = self._screen.marks
        self._app.push_screen(DocumentScreen("Help", partial(help_page, COMMANDS, marks=marks), marks))

    def _next_theme(self) -> None:
        names = settings.THEMES
        self._choose_theme(names[(names.index(self._app.theme) + 1) % len(names)])

    def _choose_theme(self, name: str) -> None:
        self._app.theme = name
        try:
            settings.keep_theme(name)
        except settings.Unsaved as error:
            self._app.tell(str(error), wrong=True)
