"""A page on a screen of its own: problems, a history, what is to be written, two versions of a place."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from timeline_tui.edit.whereabouts import Taken
from timeline_tui.problems.problem import Place
from timeline_tui.render.document import FULL, Marks
from timeline_tui.render.notices import problems_page
from timeline_tui.render.phrases import short
from timeline_tui.render.wrapping import fit
from timeline_tui.session.commands import Command
from timeline_tui.session.event_history import EventHistory, question
from timeline_tui.session.page_pane import DocumentMaker, PagePane
from timeline_tui.session.requests import Compare, Consent
from timeline_tui.session.session import Session
from timeline_tui.session.signal import Aspect, Refused, Signal
from timeline_tui.session.trouble import IN_TWO, TroubleList, problems_of
from timeline_tui.system import Act
from timeline_tui.tui.screens.commanded import CommandScreen, Overlay
from timeline_tui.tui.widgets.bars import Bar, Hint, HintBar
from timeline_tui.tui.widgets.ink import DataMessage
from timeline_tui.tui.widgets.page_view import PageView
from timeline_tui.visible import visible

R = TypeVar("R")


class DocumentScreen(CommandScreen):
    """Shows a document until the reader goes back."""

    CSS_PATH: ClassVar[str] = "page_screen.tcss"

    class Left(DataMessage):
        """It is left for an event, by its rank, at a passage of it where one is named."""

        rank: int
        passage: int | None

    def __init__(self, title: str, maker: DocumentMaker, marks: Marks = FULL) -> None:
        super().__init__()
        self._title = title
        self._maker = maker
        self._marks = marks
        self._changed = Signal()
        self.page = PagePane(self._changed)

    def compose(self) -> ComposeResult:
        """A title, the page, the keys."""
        yield Bar(id="title")
        yield PageView(self.page, self._changed, self._marks)
        yield HintBar()

    def on_mount(self) -> None:
        """Show the document."""
        self.query_one("#title", Bar).show_title(self._title, self._marks)
        self.query_one(PageView).active = True
        self.page.show(self._maker)
        self.show_hints()
        # What Enter opens is known only when the page is made.
        self._changed.subscribe(lambda _: self.show_hints())

    def runs(self) -> dict[str, Act]:
        """Moving about, and leaving."""
        page = self.page
        return {
            "up": lambda: page.step(-1),
            "down": lambda: page.step(1),
            "page-up": lambda: page.page(-1),
            "page-down": lambda: page.page(1),
            "first": page.go_top,
            "last": page.go_end,
            "next-stop": lambda: page.jump(1),
            "previous-stop": lambda: page.jump(-1),
            **dict.fromkeys(("back", "left"), self.dismiss),
        }

    def reason_against(self, command: Command) -> str | None:
        """Nothing opens from here."""
        if command.id in {"open", "right"}:
            return "Nothing opens from here; Esc goes back"
        if command.id in {"help", "problems", "history", "known-by", "edit", "take-words", "two-versions"}:
            return "Esc goes back to the timeline first"
        return super().reason_against(command)

    @on(PageView.Pressed)
    def _keep(self, event: PageView.Pressed) -> None:
        event.stop()


class ProblemsScreen(DocumentScreen):
    """Lists problems as pictures of their places."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._listed = problems_of(session.trouble, session.index, session.findings)
        title = f"Problems in {visible(session.wanted.name)}"
        super().__init__(title, _maker(self._listed, session.marks), session.marks)

    def on_mount(self) -> None:
        """List those of the newest version of the file from now on."""
        super().on_mount()
        self._session.changed.subscribe(self._list_anew)

    def on_unmount(self) -> None:
        """Hear no more of it."""
        self._session.changed.unsubscribe(self._list_anew)

    def _list_anew(self, aspects: frozenset[Aspect]) -> None:
        session = self._session
        if not aspects & {"trouble", "proof"}:
            return
        if (listed := problems_of(session.trouble, session.index, session.findings)) != self._listed:
            self._listed = listed
            self.page.show(_maker(listed, self._marks), self.page.spot)
            self.show_hints()

    def runs(self) -> dict[str, Act]:
        """Moving about, leaving, and the editor."""
        own = dict.fromkeys(("open", "right"), self._open) | {"edit": self._point}
        own |= {"take-words": self._take_words, "two-versions": self._compare}
        return {**super().runs(), **own}

    def reason_against(self, command: Command) -> str | None:
        """A problem opens in the editor."""
        if command.id in {"open", "right", "edit"}:
            return "Nothing is wrong in this file" if self._listed.nothing else None
        if command.id == "take-words":
            return (
                None
                if self._passage is not None
                else "Move to a passage first: they stand above the problems"
            )
        if command.id == "two-versions":
            return None
        return super().reason_against(command)

    def hint_of(self, command: Command) -> str:
        """What Enter opens."""
        if command.id != "open":
            return super().hint_of(command)
        stop = self.page.stop
        if self._two_versions is not None:
            return "both versions"
        return "open it" if stop is not None and stop.kind == "passage" else "edit there"

    def hints(self, command: Command) -> bool:
        """What is not changed from the screen is offered nowhere, nor two versions where there are none."""
        if command.id == "two-versions" and all(one.code != IN_TWO for one in self._listed.problems):
            return False
        return super().hints(command) and not (self._session.wanted.fixed and command.id == "take-words")

    @property
    def _passage(self) -> tuple[int, int] | None:
        """The rank and the position of the passage under the cursor."""
        stop = self.page.stop
        if stop is None or stop.kind != "passage" or stop.rank is None:
            return None
        return stop.rank, stop.number

    @property
    def _two_versions(self) -> Place | None:
        """The place under the cursor, where a merge left two versions there."""
        stop, problems = self.page.stop, self._listed.problems
        if stop is None or stop.kind != "problem" or stop.number >= len(problems):
            return None
        problem = problems[stop.number]
        is_open = problem.code == IN_TWO and not self._session.wanted.fixed
        return problem.place if is_open else None

    def _open(self) -> None:
        if self._two_versions is not None:
            self._compare()
        else:
            self._point()

    def _compare(self) -> None:
        from timeline_tui.session.version_choice import compare

        self._session.ask(compare(self._session, self._two_versions))

    def _take_words(self) -> None:
        from timeline_tui.session.adding import take_words

        if self._passage is not None:
            take_words(self._session, *self._passage)

    def _point(self) -> None:
        from timeline_tui.session.own_editor import edit_at

        stop, passage = self.page.stop, self._passage
        if passage is not None:
            self.post_message(self.Left(*passage))
            return
        if stop is None or stop.number >= len(self._listed.problems):
            raise Refused("There is no problem under the cursor")
        self._session.ask(edit_at(self._session, self._listed.problems[stop.number].place))


def _maker(listed: TroubleList, marks: Marks) -> DocumentMaker:
    return partial(
        problems_page,
        listed.problems,
        more=listed.more,
        remark=listed.remark,
        passages=listed.passages,
        faulty=listed.faulty,
        marks=marks,
    )


class HistoryScreen(DocumentScreen):
    """Shows who changed what in one event and when, as it is found out."""

    def __init__(self, session: Session) -> None:
        self._session = session
        row = session.row
        title = f"History of {visible(row.title)}" if row is not None else "History"
        super().__init__(title, _history_maker(EventHistory(), session.marks), session.marks)

    def on_mount(self) -> None:
        """Ask for it, and show each change as it comes."""
        super().on_mount()
        asked = question(self._session)
        if asked is not None:
            self._session.find_out("history", asked, self._take)

    def on_unmount(self) -> None:
        """Find out no more of it."""
        self._session.let_go("history")

    def _take(self, found: EventHistory) -> None:
        self.page.show(_history_maker(found, self._marks), self.page.spot)


def _history_maker(found: EventHistory, marks: Marks) -> DocumentMaker:
    from timeline_tui.diff.history import history_page

    return partial(history_page, found.chapters, found.remark, found.over, marks=marks)


class PageOverlay(Overlay[R]):
    """A page that is scrolled, with what it is above it, and its keys below."""

    CSS_PATH: ClassVar[str] = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks
        self._changed = Signal()
        self._page = PagePane(self._changed)

    def compose(self) -> ComposeResult:
        """What it is, the page, the keys."""
        with Vertical():
            yield Bar(id="title")
            yield PageView(self._page, self._changed, self._marks)
        # As wide as the screen: the keys of what lies below do nothing here.
        yield HintBar()

    def show_page(self, title: str, maker: DocumentMaker, hints: tuple[Hint, ...]) -> None:
        """Show this page, with what it is and what can be done with it."""
        self.query_one("#title", Bar).show_title(title, self._marks)
        self._page.show(maker)
        self.query_one(HintBar).show_hints(hints)

    def action_scroll(self, direction: int) -> None:
        """Move by a line."""
        self._page.step(direction)

    def action_page(self, direction: int) -> None:
        """Move by as much as is in sight."""
        self._page.page(direction)

    def action_go_back(self) -> None:
        """Let nothing come of it."""
        self.dismiss(None)


class Preview(PageOverlay[bool]):
    """Ends with whether it is to be written, or whatever Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,y", "write", "Write", show=False),
        Binding("escape,left,n,q", "go_back", "Back", show=False),
    ]

    def __init__(self, asked: Consent, marks: Marks) -> None:
        super().__init__(marks)
        self._asked = asked

    def on_mount(self) -> None:
        """Show the lines."""
        title, maker, _, does, leaves = self._asked
        self.show_page(title, maker, (Hint("write", "Enter", does, 3), Hint("go_back", "Esc", leaves, 2)))

    def action_write(self) -> None:
        """Let it be written."""
        self.dismiss(True)


_BACK = Hint("go_back", "Esc", "back", 2)
_LONGEST = 16
"""Cells of the name of a version in the line of keys."""


class VersionsScreen(PageOverlay[tuple[int | None, Taken]]):
    """Ends with the number of the place, or none for all of them, and what is taken there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "take('first')", "The first", show=False),
        Binding("2", "take('second')", "The second", show=False),
        Binding("3", "take('both')", "Both", show=False),
        Binding("a", "take_everywhere", "One side everywhere", show=False),
        Binding("tab,n,right", "step(1)", "Next", show=False),
        Binding("shift+tab,N", "step(-1)", "Previous", show=False),
        Binding("escape,left,q", "go_back", "Back", show=False),
    ]

    def __init__(self, asked: Compare, marks: Marks) -> None:
        super().__init__(marks)
        self._asked = asked
        self._at = asked.first

    def on_mount(self) -> None:
        """Show the first place."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """Show another place."""
        from timeline_tui.render.yaml_lines import versions_page

        file = self._asked.file
        count = len(file.places)
        self._at = (self._at + by) % count
        place = file.places[self._at]
        title = f"{self._at + 1} of {count} left in two versions: line {place.line:,} of {file.path.name}"
        both = (Hint("take('both')", "3", "keep both", 3),) if place.both else ()
        others = Hint("step(1)", "Tab", "next place", 1), Hint("take_everywhere", "a", "all of one", 0)
        more = others if count > 1 else ()
        first, second = (f"take {fit(short(name), _LONGEST)}" for name in place.names)
        each = Hint("take('first')", "1", first, 3), Hint("take('second')", "2", second, 3)
        self.show_page(title, partial(versions_page, place, marks=self._marks), (*each, *both, *more, _BACK))

    def action_take(self, taken: Taken) -> None:
        """Take it, where both can stay also both."""
        if taken != "both" or self._asked.file.places[self._at].both:
            self.dismiss((self._at, taken))

    def action_take_everywhere(self) -> None:
        """Ask of which version all is to be taken, and take that at every place."""
        count = len(self._asked.file.places)
        if count == 1:
            return
        from timeline_tui.tui.screens.dialogs import Choosing

        question = f"Which of the two is to be taken at all {count:,} places? u takes it back"
        first, second = map(short, self._asked.file.places[self._at].names)
        answers = [f"The first: {first}", f"The second: {second}"]
        self.app.push_screen(Choosing(question, answers, self._marks), self._take_everywhere)

    def _take_everywhere(self, number: int | None) -> None:
        if number is not None:
            self.dismiss((None, "second" if number else "first"))
