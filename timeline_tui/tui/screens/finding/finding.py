"""All that finds things on one screen: the line of the query, the values to narrow by, showing all again.

Imported when the first of it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.finding.lacking import Lack
from timeline_tui.index.shown import View
from timeline_tui.tui.beside.latest import Latest
from timeline_tui.tui.finding.looking_up import OwnIndex, lacking, meant_offers
from timeline_tui.tui.presentation.lines.knowing import as_of_words, hidden_words
from timeline_tui.tui.presentation.pages.nothing import nothing_page
from timeline_tui.tui.screens.commanded import Refused
from timeline_tui.tui.screens.finding.narrowing import Narrowing
from timeline_tui.tui.screens.finding.searching import Searching

if TYPE_CHECKING:
    from timeline_tui.tui.commands import Where
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Finding:
    """The query, the values and the way back to all events, for one screen."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self.searching = Searching(screen)
        self.narrowing = Narrowing(screen)
        self._lacking: Latest[tuple[str, list[Lack]]] = Latest(self._take_lacks, screen.fail)
        self._values = OwnIndex()

    @property
    def where(self) -> Where | None:
        """What the keys act on, where that is not the list or a page."""
        return "query" if self.searching.is_open else "facets" if self.narrowing.is_open else None

    @property
    def is_looking_up(self) -> bool:
        """Whether what is offered is not yet what belongs to the letters that are typed."""
        return self.searching.is_looking_up or self.narrowing.is_looking_up

    def runs(self) -> dict[str, Callable[[], object]]:
        """What the keys do there."""
        where = self.where
        return self.searching.runs() if where == "query" else self.narrowing.runs() if where else {}

    def leave(self) -> None:
        """Let what is typed or chosen stand, and give back the keys."""
        if self.searching.is_open:
            self.searching.keep()
        if self.narrowing.is_open:
            self.narrowing.close()

    def find(self) -> None:
        """Look for words in the text that is open or, with none open, for events."""
        texts = self._screen.reader.texts
        if texts is not None and texts.shown:
            self._screen.ask("find-in-text")
            return
        self._screen.reader.go_to_list()
        self.searching.open()

    def choose(self) -> None:
        """Offer the values to narrow by."""
        self._screen.reader.go_to_list()
        self.narrowing.open()

    def clear(self) -> None:
        """Show everything again, and say what was cleared."""
        view = self._screen.view
        cleared = [f"the query {view.query.strip()}"] if view.query.strip() else []
        cleared += ["what was folded"] if view.folded != View().folded else []
        cleared += [f"the grouping by {view.grouped}"] if view.grouped else []
        if (about := self._screen.known_by) is not None:
            cleared.append(f"{as_of_words(about)}, {hidden_words(about)}")
        if not cleared:
            raise Refused("Everything is shown")
        self.searching.remember(view.query)
        self._screen.ask_view(View())
        if about is not None:
            self._screen.post_message(self._screen.AllWanted())
        again = "; / and ↑ bring it back" if view.query.strip() else ""
        self._screen.tell(f"Cleared: {', '.join(cleared)}{again}")

    def explain(self) -> None:
        """Say why nothing is found, in the place of what would be."""
        reader = self._screen.reader
        if reader.index is not None:
            self._say_nothing(self._screen.view.query, None)
            self._lacking.ask(partial(lacking, self._values, reader.index, self._screen.view.query))

    def _take_lacks(self, found: tuple[str, list[Lack]]) -> None:
        query, lacks = found
        if query == self._screen.view.query:
            self._say_nothing(query, lacks)
            self.searching.suggest(query, meant_offers(lacks))

    def _say_nothing(self, query: str, lacks: Sequence[Lack] | None) -> None:
        reader = self._screen.reader
        complete = reader.index is None or reader.index.about.complete
        reader.say_nothing(partial(nothing_page, query, lacks, complete=complete, marks=self._screen.marks))

    def settle(self) -> None:
        """Come along with what is shown now."""
        self.searching.settle()
        self.narrowing.refresh()
