"""Of every command and of every place: what to press first, and what must then be true."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tui.reading.test_evidence import proven
from tests.tui.screens import RAIDS, TOURED, Shown, shown
from timeline_tui.render.offers import Facet
from timeline_tui.session.chart_pane import ChartPane
from timeline_tui.session.commands import Where
from timeline_tui.session.journey import COVER, Depth
from timeline_tui.session.selecting import taken
from timeline_tui.tui.screens.page_screen import DocumentScreen
from timeline_tui.tui.widgets.timeline_list import TimelineList
from timeline_tui.tui.widgets.yaml_area import YamlArea


@dataclass(frozen=True)
class Trial:
    """What to press first, and what must then be true."""

    before: tuple[str, ...]
    then: Callable[[Shown], bool]
    answer: tuple[str, ...] = ()
    """What to press after the command, where it asks a question."""
    awaited: str = ""
    """Words that come to the screen in their own time."""
    texts: bool = False
    """Whether the texts of the sources are held."""
    text: str = RAIDS
    """The timeline that is shown otherwise."""
    within: tuple[str, ...] = ()
    """What to press once the text of a source is there."""


def _at(rank: int, depth: Depth) -> Callable[[Shown], bool]:
    return lambda program: (program.reader.events.cursor, program.reader.depth) == (rank, depth)


def _stands(kind: str, target: str) -> Callable[[Shown], bool]:
    def then(program: Shown) -> bool:
        stop = program.reader.stop
        return stop is not None and (stop.kind, stop.target) == (kind, target)

    return then


def _shows(depth: Depth, *words: str) -> Callable[[Shown], bool]:
    return lambda program: program.reader.depth == depth and all(word in program.text for word in words)


def _groups(unit: str | None) -> Callable[[Shown], bool]:
    def then(program: Shown) -> bool:
        shown = program.reader.events.shown
        return shown is not None and shown.view.grouped == unit

    return then


def _says(words: str) -> Callable[[Shown], bool]:
    return lambda program: any(words in notice for notice in program.notices)


def _writes(words: str) -> Callable[[Shown], bool]:
    """Whether the built-in editor has its cursor in a line with these words."""

    def then(program: Shown) -> bool:
        assert program.app.writing is not None
        area = program.app.writing.query_one(YamlArea)
        return words in area.document.get_line(area.cursor_location[0])

    return then


def _list_of(cells: int) -> Callable[[Shown], bool]:
    return lambda program: program.app.screen.query_one(TimelineList).outer_size.width == cells


def _theme(name: str) -> Callable[[Shown], bool]:
    return lambda program: program.app.theme == name


def _pane(program: Shown) -> ChartPane:
    pane = program.reader.chart
    assert pane is not None
    return pane


def _whole_window(program: Shown) -> bool:
    pane = _pane(program)
    return pane.chart is not None and pane.window == pane.chart.whole


_A_YEAR = ("t", *"next", "space", *"year", "enter")
"""Takes a step in time from the first event."""


def _at_hit(words: str) -> Callable[[Shown], bool]:
    return lambda program: words in program.hit_text


def _asks(query: str) -> Callable[[Shown], bool]:
    return lambda program: program.reader.view.query.strip() == query


def _typing(typing: bool, query: str, shown: str = "") -> Callable[[Shown], bool]:
    return lambda program: (
        (program.app.timeline.where() == "query") == typing
        and shown in program.text
        and _asks(query)(program)
    )


def _facet(program: Shown) -> Facet:
    values = program.reader.values
    facet = values.facet if values is not None else None
    assert facet is not None
    return facet


def _toured(before: tuple[str, ...], *words: str) -> Trial:
    """In a tour, these words are to be seen."""
    return Trial(before, lambda program: all(word in program.text for word in words), text=TOURED)


_DOWN = ("enter", "enter")
"""Goes down to the text of the first source."""


def _selected(words: str) -> Callable[[Shown], bool]:
    return lambda program: taken(program.reader).exact == words


def _marks(program: Shown) -> bool:
    selected = program.reader.selected
    return selected is not None and selected.selection.marked


SELECTING = (
    ("next-word", ("c",), _selected("came")),
    ("previous-word", ("c",), _selected("cross")),
    ("next-line", ("c",), _selected("We")),
    ("previous-line", ("c",), _selected("Raiders")),
    ("set-beginning", ("c", "right"), _marks),
    ("extend-word", ("c",), _selected("They came")),
    ("reduce-word", ("c", "shift+right"), _selected("They")),
    ("extend-line", ("c",), _selected("They came at dawn. Nobody saw them.\r\n\r\n“We")),
    ("reduce-line", ("c", "shift+down"), _selected("They")),
    ("extend-sentence", ("c",), _selected("They came at dawn.")),
    ("extend-sentence-back", ("c", "right", "right"), _selected("They came at")),
    ("extend-letter", ("c", "space", "right", "less_than_sign"), _selected("They came")),
    ("reduce-letter", ("c", "space", "right"), _selected("They cam")),
    ("take-selection", ("c",), lambda program: "Clip “They”" in program.text),
    ("stop-selecting", ("c",), lambda program: program.app.timeline.where() == "source"),
)
TRIALS = {
    "up": Trial(("end",), _at(3, "list")),
    "down": Trial((), _at(1, "list")),
    "page-up": Trial(("end",), _at(COVER, "list")),
    "page-down": Trial((), _at(4, "list")),
    "first": Trial(("end",), _at(COVER, "list")),
    "last": Trial((), _at(4, "list")),
    "open": Trial(("down",), _at(1, "event")),
    "back": Trial(("down", "enter", "enter"), _at(1, "event")),
    "rows": Trial((), lambda program: program.reader.events.rows == "full"),
    "zoom-out": Trial((), _groups("day")),
    "zoom-in": Trial(("minus",), _groups(None)),
    "chart": Trial((), lambda program: program.app.timeline.where() == "chart"),
    "whole-time": Trial(("V", "plus"), _whole_window),
    "other-lanes": Trial(("V",), _shows("list", "part of none 3")),
    "fold-lane": Trial(("V", "l"), lambda program: _pane(program).folded == {"part of none"}),
    "fold-empty": Trial(("V",), _shows("list", "╱╱ 12 months ╱╱")),
    "narrower-list": Trial((), _list_of(45)),
    "wider-list": Trial((), _list_of(52)),
    "list-as-needed": Trial(("right_curly_bracket",), _list_of(49)),
    "fold": Trial(("down",), _shows("list", "Second raid ▸1")),
    "fold-all": Trial((), _shows("list", "Second raid ▸1")),
    "right": Trial(("down", "enter", "enter"), _stands("passage", "gazette")),
    "left": Trial(("down", "enter", "enter", "right"), _stands("passage", "herald")),
    "next-stop": Trial(("down", "enter"), _stands("passage", "herald")),
    "previous-stop": Trial(("down", "enter", "tab"), _stands("dispute", "taken")),
    "next-event": Trial(("enter",), _at(1, "event")),
    "previous-event": Trial(("down", "enter"), _at(0, "event")),
    "go-to-time": Trial((), _at(3, "list"), answer=(*"14", "space", *"march", "space", *"2024", "enter")),
    "narrow": Trial((), _at(0, "list"), awaited="in:2023"),
    "widen": Trial(("shift+down",), lambda program: "in:2023" not in program.text),
    "next-period": Trial(("shift+down",), _at(1, "list"), awaited="in:2024"),
    "previous-period": Trial(("down", "shift+down"), _at(0, "list"), awaited="in:2023"),
    "next-alike": Trial(("down",), _at(2, "list"), answer=("up", "enter")),
    "previous-alike": Trial(("down", "down"), _at(1, "list")),
    "repeat-step": Trial((*_A_YEAR, "home"), _at(1, "list")),
    "repeat-step-back": Trial((*_A_YEAR, "down"), _at(0, "list")),
    "copy": Trial(("enter",), lambda program: "They came at dawn." in program.app.clipboard),
    "copy-as": Trial(
        ("enter",),
        lambda program: program.app.clipboard.startswith("> They came at dawn."),
        answer=("down", "down", "enter"),
    ),
    "hand-on": Trial((), lambda program: "raids.html" in program.text, ("enter",), awaited="Write it to"),
    "bring-in": Trial((), lambda program: "Bring in a file, into" in program.text, awaited="Bring in a file"),
    "browse": Trial(("end",), _says("Move to a passage or a link first")),
    "next-dispute": Trial(("enter",), _stands("dispute", "taken")),
    "previous-dispute": Trial(("end",), _stands("dispute", "taken")),
    "text-or-card": Trial(
        ("enter", "enter"), _shows("source", "Outlet     The Herald", "2 passages taken from it"), texts=True
    ),
    "find": Trial((), _shows("list", "/ came", "1 of 5, 4 hidden"), answer=(*"came",)),
    "next-hit": Trial(("slash", *"hold", "enter", "enter", "n"), _at_hit("We hold it.")),
    "previous-hit": Trial(("slash", *"hold", "enter", "enter", "n", "n"), _at_hit("We hold Tetkino.")),
    "facets": Trial((), _shows("list", "Narrow by", "Places", "Tyotkino")),
    "clear": Trial(("slash", *"came", "enter"), _says("Cleared: the query came")),
    "copy-view": Trial(
        ("slash", *"raid", "enter", "home"),
        lambda program: program.app.clipboard.endswith(" --query raid --at first"),
    ),
    "keep-query": Trial(("slash", *"came"), _typing(False, "came")),
    "drop-query": Trial(("slash", *"came"), _typing(False, "")),
    "complete": Trial(("slash", *"gro"), _typing(True, "", "/ group:")),
    "earlier-query": Trial(("slash", *"came", "enter", "F", "slash"), _typing(True, "came", "/ came")),
    "later-query": Trial(("slash", *"came", "enter", "F", "slash", "up"), _typing(True, "", "")),
    "include": Trial(("f",), _asks("place:tyotkino")),
    "exclude": Trial(("f",), _asks("-place:tyotkino")),
    "next-kind": Trial(("f",), lambda program: _facet(program).field == "group"),
    "previous-kind": Trial(("f",), lambda program: _facet(program).field == "is"),
    "close-facets": Trial(("f",), lambda program: "Narrow by" not in program.text),
    "proposals": Trial(
        _DOWN, _shows("source", "2 passages used, 0 proposed"), awaited="proposed", texts=True
    ),
    "pass-over": Trial(_DOWN, _says("Move to a proposal first"), texts=True, within=("Q",)),
    "clip": Trial(_DOWN, _selected("They"), texts=True),
    "tour": _toured((), "1 of 3", "It began at dawn."),
    "next-tour-step": _toured(("J",), "2 of 3", "Both sides claim the village."),
    "previous-tour-step": _toured(("J", "right"), "1 of 3"),
    "first-tour-step": _toured(("J", "end"), "1 of 3"),
    "last-tour-step": _toured(("J",), "3 of 3", "Somebody called."),
    "tour-down": _toured(("J",), "1 of 3"),
    "tour-up": _toured(("J",), "1 of 3"),
    "open-tour-event": Trial(("J", "right"), _at(1, "event"), text=TOURED),
    "present": Trial((), lambda program: program.text.rstrip().endswith(" W show all again")),
    "leave-tour": Trial(("down", "J", "right"), _at(1, "list"), text=TOURED),
    **{command: Trial(_DOWN, then, texts=True, within=keys) for command, keys, then in SELECTING},
    "other-end": Trial(
        _DOWN, _selected("came"), ("shift+right",), texts=True, within=("c", "space", "right")
    ),
    "add-passage": Trial(("down",), lambda program: "Add a passage to “Second raid”" in program.text),
    "add-event": Trial((), lambda program: "Add an event to raids.timeline.yaml" in program.text),
    "take-words": Trial(("enter",), _says("not compared with texts")),
    "two-versions": Trial((), _says("Nothing here is left in two versions")),
    "undo": Trial((), _says("nothing is taken back")),
    "problems": Trial((), lambda program: isinstance(program.app.screen, DocumentScreen)),
    "history": Trial(
        (),
        lambda program: isinstance(program.app.screen, DocumentScreen) and "History of" in program.text,
        awaited="git",
    ),
    "name": Trial((), _shows("name", "Tyotkino", "→ Second raid"), answer=(*"tetkino", "enter")),
    "weak": Trial(
        (), _shows("weak", "→ First entry"), awaited="Events that rest on one independent source: 3"
    ),
    "known-by": Trial(
        (),
        lambda program: "First entry" in program.text and "Mines are laid" not in program.text,
        answer=("2", "0", "2", "4", "minus", "0", "3", "minus", "1", "3", "enter"),
        awaited="as of 13 March 2024",
    ),
    "edit": Trial((), _writes("  - id: first")),
    "save": Trial(("e", "x"), lambda program: f"{program.reader.wanted.file.name} · saved" in program.text),
    "find-typed": Trial(("e",), _writes("Mines are laid"), answer=(*"mines", "enter")),
    "find-again": Trial(
        ("e", "ctrl+f", *"mines", "enter"), _writes("Mines were laid"), awaited="raids.timeline.yaml"
    ),
    "next-problem": Trial(("e",), _writes("Mines were laid."), awaited="warning:"),
    "previous-problem": Trial(("e",), _writes("gazette"), awaited="warning:"),
    "undo-typing": Trial(("e", "x"), _writes("  - id: first")),
    "leave-editor": Trial(("e",), lambda program: program.app.writing is None),
    "reload": Trial((), _says("was read again"), awaited="was read again"),
    "theme": Trial((), _theme("light")),
    "theme-dark": Trial(("T",), _theme("dark")),
    "theme-light": Trial((), _theme("light")),
    "theme-terminal": Trial((), _theme("terminal")),
    "palette": Trial((), lambda program: "Search" in program.text),
    "help": Trial((), lambda program: "Come back to exactly where you were." in program.text),
    "quit": Trial((), lambda program: program.app._exit),
}


def _there(_program: Shown) -> bool:
    return True


PLACES: dict[Where, Trial] = {
    "list": Trial((), _there),
    "event": Trial(("down", "enter"), _there),
    "source": Trial(("home", "down", *_DOWN), _there, texts=True),
    "page": Trial(("question_mark",), _there),
    "query": Trial(("slash",), _there),
    "facets": Trial(("f",), _there),
    "selection": Trial(("home", "down", *_DOWN), _there, texts=True, within=("c",)),
    "editor": Trial(("e",), _there),
    "chart": Trial(("V",), _there),
    "tour": Trial(("J",), _there, text=TOURED),
}
"""How to come to where commands apply."""
ON_COVER: list[tuple[Where, Trial]] = [
    ("list", Trial(("home",), _there)),
    ("list", Trial(("home", "minus"), _there)),
    ("chart", Trial(("home", "V"), _there)),
    ("event", Trial(("home", "enter"), _there)),
    ("event", Trial(("home", "enter", "end"), _there)),
    ("source", Trial(("home", "enter", "end", "enter"), _there)),
]
"""The same with the cover under the cursor, or where a link of it leads."""
NONE_FOUND = ("slash", *"zzzz", "enter")
_ONE = "events:\n  - {id: only, date: 2024, title: Only}\n"
_NAMED = ("i", *"tetkino", "enter", "enter")
FEW: list[tuple[Where, Trial]] = [
    ("list", Trial(NONE_FOUND, _there)),
    ("list", Trial(("minus", *NONE_FOUND), _there)),
    ("list", Trial(("home", "minus", *NONE_FOUND), _there)),
    ("list", Trial(("Z", "v", *NONE_FOUND), _there)),
    ("chart", Trial((*NONE_FOUND, "V"), _there)),
    ("chart", Trial(("minus", *NONE_FOUND, "V"), _there)),
    ("event", Trial((*NONE_FOUND, *_NAMED), _there)),
    ("event", Trial(("minus", *NONE_FOUND, *_NAMED), _there)),
    ("list", Trial(("Z",), _there)),
    ("list", Trial((), _there, text=_ONE)),
    ("list", Trial(("minus",), _there, text=_ONE)),
    ("list", Trial(("minus", *NONE_FOUND), _there, text=_ONE)),
    ("chart", Trial(("V",), _there, text=_ONE)),
    ("list", Trial((), _there, text="events: []\n")),
]
"""The same where nothing is shown, or one event, or all are folded."""
RUN_BY_PALETTE = (
    *(
        "last",
        "find",
        "rows",
        "chart",
        "narrow",
        "go-to-time",
        "next-stop",
        "text-or-card",
        "keep-query",
        "include",
    ),
    *("next-tour-step", "extend-word", "add-event", "known-by", "save", "theme-dark", "help", "quit"),
)
"""At least one of each group and of each place; from the palette, all are run in the same way."""


@asynccontextmanager
async def begun(trial: Trial, folder: Path) -> AsyncIterator[Shown]:
    """The program where the command can be tried."""
    async with proven(folder) if trial.texts else shown(folder, trial.text) as program:
        for key in trial.before:
            await program.press(key)
        if trial.texts:
            await program.wait_for("the text that you hold")
        if trial.within:
            await program.press(*trial.within)
        yield program


async def ended(trial: Trial, program: Shown) -> None:
    """Wait until the command has done all that it does."""
    await program.settle()
    await program.press(*trial.answer)
    if trial.awaited:
        await program.wait_for(trial.awaited)
        await program.settle()
