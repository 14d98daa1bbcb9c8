"""The values that a reader narrows a screen by: each choice edits the text of its query, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.query import has_term, with_term, without_term
from timeline_tui.tui.beside.latest import Latest
from timeline_tui.tui.finding.counting import Counter, Listed, Wanted, counting
from timeline_tui.tui.screens.commanded import Refused
from timeline_tui.tui.widgets.facets_pane import FacetsPane

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
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
