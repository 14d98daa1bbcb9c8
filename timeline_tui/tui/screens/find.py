"""All that finds things on one screen: showing all again, and the values to narrow by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.lacking import Lack
from timeline_tui.index.shown import View
from timeline_tui.query import has_term, with_term, without_term
from timeline_tui.render.notices import nothing_page
from timeline_tui.render.phrases import as_of_words, hidden_words
from timeline_tui.session.background import Latest
from timeline_tui.session.completion import Counter, Listed, OwnIndex, Wanted, counting, lacking, meant_offers
from timeline_tui.session.session import Refused
from timeline_tui.tui.screens.searching import Searching
from timeline_tui.tui.widgets.facets_pane import FacetsPane

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.session.commands import Where
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Narrowing:
    """The pane of values of one screen."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._pane: FacetsPane | None = None
        self._counter = Counter()
        self._latest: Latest[Listed] = Latest(self._take, screen.fail)
        self._asked: tuple[Index, Wanted] | None = None
        self._listed: Wanted | None = None

    @property
    def is_open(self) -> bool:
        """Whether the pane is shown."""
        return self._pane is not None and self._screen.has_class("-facets")

    @property
    def is_looking_up(self) -> bool:
        """Whether the values that are listed are not yet those that are wanted."""
        return self.is_open and self._asked is not None and self._listed != self._asked[1]

    def runs(self) -> dict[str, Callable[[], object]]:
        """What the keys do while the pane is shown."""
        pane = self._pane
        if pane is None:
            return {}
        return {
            "include": lambda: self._choose(excluded=False),
            "exclude": lambda: self._choose(excluded=True),
            "next-kind": lambda: pane.go_to_kind(1),
            "previous-kind": lambda: pane.go_to_kind(-1),
            "close-facets": self.close,
            "up": lambda: pane.move(-1),
            "down": lambda: pane.move(1),
            "page-up": lambda: pane.page(-1),
            "page-down": lambda: pane.page(1),
            "first": lambda: pane.move(-(10**9)),
            "last": lambda: pane.move(10**9),
        }

    def open(self) -> None:
        """Show the pane, and count what stands in it."""
        if self._pane is None:
            self._pane = FacetsPane(self._screen.make_inks(), self._screen.marks)
            self._screen.mount(self._pane)
        self._screen.add_class("-facets")
        # At once: what is typed next is for it.
        self._screen.set_focus(self._pane)
        self._asked = None
        self.refresh()

    def close(self) -> None:
        """Take the pane away; what was chosen stays in the query."""
        self._latest.stop()
        self._screen.remove_class("-facets")
        self._screen.set_focus(None)

    def refresh(self) -> None:
        """Count anew where another query, index or beginning is asked for."""
        index = self._screen.reader.index
        if not self.is_open or self._pane is None or index is None:
            return
        compared = self._screen.reader.texts is not None
        comparing = self._screen.comparing and not compared
        wanted = Wanted(self._screen.view.query, self._pane.narrowed, compared, comparing)
        if (index, wanted) != self._asked:
            self._asked = index, wanted
            self._latest.ask(partial(counting, self._counter, index, wanted))

    def _take(self, listed: Listed) -> None:
        self._listed = listed.wanted
        if self._pane is not None:
            self._pane.show(listed.facets, counting=listed.counting)

    def _choose(self, *, excluded: bool) -> None:
        facet = self._pane.facet if self._pane else None
        if facet is None:
            raise Refused("There is no value here; Backspace takes back what was typed")
        query = self._screen.view.query
        wanted = "excluded" if excluded else "included"
        if has_term(query, facet.field, facet.value) == wanted:
            query = without_term(query, facet.field, facet.value)
        else:
            query = with_term(query, facet.field, facet.value, excluded=excluded)
        self._screen.ask_view(self._screen.view._replace(query=query))


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
