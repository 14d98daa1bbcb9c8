"""What a command is, and how its keys are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from timeline_tui.session.journey import Where

if TYPE_CHECKING:
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session

Group = Literal[
    "Moving",
    "Finding",
    "In the line of the query",
    "Among the values to narrow by",
    "Rows",
    "Time",
    "Reading",
    "Tours",
    "While a passage is selected",
    "Editing",
    "The built-in editor",
    "The program",
    "The chart",
]

ANYWHERE: tuple[Where, ...] = ("list", "event", "source", "page", "chart")
EVERYWHERE: tuple[Where, ...] = (*ANYWHERE, "query", "facets", "selection", "editor", "tour")
DEPTHS: tuple[Where, ...] = ("list", "event", "source", "chart")


Need: TypeAlias = Literal["events", "nothing"]
"""What must be there: events to act on, or nothing that the command does not look for itself."""
Run: TypeAlias = "Callable[[Session], Request | None]"
"""What a command does: it changes the session, raises `Refused`, or asks something of the program."""


class Hinted(NamedTuple):
    """How a command stands in the line at the bottom."""

    label: str = ""
    """What it is called there; empty where it is not shown."""
    weight: int = 0
    """How long it stays there when room runs short: the lightest go first."""
    where: tuple[Where, ...] = ()
    """Where it stands there; wherever it applies where this is empty."""
    keys: str = ""
    """The first of its keys where this is empty."""


_NOT_HINTED = Hinted()


class Command(NamedTuple):
    """Something that a person can ask for."""

    id: str
    """A few words joined by hyphens."""
    keys: tuple[str, ...]
    """As Textual names them; none where only the palette offers it."""
    label: str
    """What it does, in a word or three."""
    help: str
    """One sentence."""
    where: tuple[Where, ...]
    group: Group
    hint: Hinted = _NOT_HINTED
    needs: Need = "events"
    run: Run | None = None
    """What is done; None where a screen of its own does it."""

    def hinted(self, where: Where) -> bool:
        """Whether the line at the bottom shows it there."""
        return bool(self.hint.label) and where in (self.hint.where or self.where)

    @property
    def own(self) -> bool:
        """Whether its keys are those of one widget alone, which binds them."""
        return len(self.where) == 1 and self.where[0] in {"query", "facets", "selection", "editor", "tour"}

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""
        return tuple(shown_key(key) for key in self.keys)

    def applies(self, where: Where) -> bool:
        """Whether it has a meaning there."""
        return where in self.where

    def elsewhere(self, here: Where) -> str:
        """What to say here, where it has no meaning: where it has one, and the way there."""
        if set(DEPTHS) <= set(self.where):
            return f"“{self.label}” works in the timeline{_WAYS[here]}"
        # What the list does, the chart in its place does, too.
        where = [place for place in self.where if place != "chart" or "list" not in self.where]
        places = " and ".join(_PLACES[place] for place in where)
        return f"“{self.label}” works {places}{_WAYS[here]}"


class Commands:
    """The commands of one group, in the order in which they are declared."""

    def __init__(self, group: Group, where: tuple[Where, ...] = ()) -> None:
        self.group: Group = group
        self.where = where
        self._held: list[Command] = []

    def __iter__(self) -> Iterator[Command]:
        """All of them."""
        return iter(self._held)

    def row(
        self,
        id_: str,
        keys: tuple[str, ...],
        label: str,
        said: str,
        hint: Hinted = _NOT_HINTED,
    ) -> None:
        """Declare one that the screen or the widget of this group does itself."""
        self._held.append(Command(id_, keys, label, said, self.where, self.group, hint))

    def declare(
        self,
        keys: tuple[str, ...],
        label: str,
        where: tuple[Where, ...],
        hint: Hinted = _NOT_HINTED,
        needs: Need = "events",
    ) -> Callable[[Run], Run]:
        """Declare one: the function below does it, its name is the id, its docstring is what help says."""

        def declared(run: Run) -> Run:
            name, said = run.__name__.strip("_").replace("_", "-"), " ".join((run.__doc__ or "").split())
            self._held.append(Command(name, keys, label, said, where, self.group, hint, needs, run))
            return run

        return declared


_PLACES: dict[Where, str] = {
    "list": "in the list",
    "event": "on the page of an event",
    "source": "in a source",
    "page": "on a page of its own",
    "query": "while a query is typed",
    "facets": "among the values to narrow by",
    "selection": "while a passage is selected",
    "editor": "in the built-in editor",
    "chart": "in the chart",
    "tour": "in a tour",
}
_WAYS: dict[Where, str] = {
    "list": "; Enter goes deeper",
    "event": "; Esc goes back",
    "source": "; Esc goes back",
    "page": "; Esc goes back",
    "query": "; Enter keeps the query, Esc drops it",
    "facets": "; Esc leaves the values",
    "selection": "; Esc ends the selection",
    "editor": "; Esc leaves the editor",
    "tour": "; Esc leaves the tour",
    "chart": "; V goes to the list",
}
"""The way out of each place."""


_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "vertical_line": "|",
    "question_mark": "?",
    "f1": "F1",
    "f3": "F3",
    "f8": "F8",
    "slash": "/",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def shown_key(key: str) -> str:
    """The key as it is printed on a keyboard: `up` is ↑, `ctrl+p` is Ctrl+P."""
    *held, last = key.split("+")
    name = _SHOWN.get(last, last.upper() if held else last)
    return "+".join([part.capitalize() for part in held] + [name])
