"""A monkey at the keyboard and the mouse: whatever it does, the program goes on and loses nothing.

Each run is a seed, so that what was found can be found again. TIMELINE_TUI_MONKEY says how many times as many
runs there are (10 of them take about a quarter of an hour), TIMELINE_TUI_MONKEY_FROM at which seed it begins.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest
from textual import events
from textual.errors import NoWidget

from tests.tui.kinds import KINDS, Kind
from tests.tui.screens import Shown
from timeline_tui.jobs.child import Build
from timeline_tui.session.commands import COMMANDS
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.dialogs import Choosing
from timeline_tui.tui.screens.help import HelpScreen

_TIMES = int(os.environ.get("TIMELINE_TUI_MONKEY", "1"))
_FROM = int(os.environ.get("TIMELINE_TUI_MONKEY_FROM", "0"))
_STEPS = 60
_KEYS = sorted(
    {key for command in COMMANDS for key in command.keys} - {"q", "ctrl+q", "ctrl+c"}
    | {"backspace", "delete", "ctrl+u", "ctrl+w", "ctrl+right", "shift+home", "space", "enter", "escape"}
)
_OFTEN = [
    "down",
    "up",
    "enter",
    "escape",
    "tab",
    "slash",
    "f",
    "e",
    "a",
    "t",
    "K",
    "i",
    "minus",
    "left",
    "right",
]
_DIFFER = {"broken", "conflicted", "held", "taught", "versioned", "imported", "folder", "presented"}
"""Kinds that may still show what was good before, or show at once what a fresh start finds out later."""
_LETTERS = list("event 2024-03 near:kyiv raid \"'é桥")
_SIZES = [(1, 1), (2, 3), (20, 5), (38, 9), (40, 10), (60, 20), (80, 24), (99, 30), (120, 40), (200, 50)]
_WHEEL: tuple[type[events.MouseEvent], ...] = (events.MouseScrollDown, events.MouseScrollUp)


class Monkey:
    """Does one thing after the other to one program over one file."""

    def __init__(self, program: Shown, kind: Kind, file: Path, seed: int) -> None:
        self.program = program
        self.ways = kind.ways
        self.file = file
        self.sound = file.read_text(encoding="utf-8")
        self.random = random.Random(seed)
        self.done: list[str] = []

    async def act(self) -> None:
        """Do something, most often with a key."""
        acts: list[tuple[int, Callable[[], Awaitable[str]]]] = [
            *((30, self._press), (10, self._type), (8, self._click), (3, self._wheel)),
            *((4, self._resize), (2, self._blur), (4, self._save)),
        ]
        weights = [weight for weight, _ in acts]
        ((_, act),) = self.random.choices(acts, weights)
        self.done.append(f"{act.__name__}: ")
        self.done[-1] += await act()
        # Shown where the run fails.
        print(self.done[-1])  # noqa: T201

    async def _press(self) -> str:
        if self.ways and self.random.random() < 0.4:
            way = self.random.choice(self.ways)
            await self.program.pilot.press(*way)
            return " ".join(way)
        key = self.random.choice(_OFTEN if self.random.random() < 0.5 else _KEYS)
        await self.program.pilot.press(key)
        return key

    async def _type(self) -> str:
        letters = [self.random.choice(_LETTERS) for _ in range(self.random.randint(1, 6))]
        # Where nothing is typed in, letters are keys, and this one would leave.
        keys = ["space" if letter == " " else letter for letter in letters]
        await self.program.pilot.press(*keys)
        return "".join(letters)

    async def _click(self) -> str:
        spot = self._spot()
        line = "".join(self.program.text.split("\n")[spot[1] : spot[1] + 1])
        if 0 <= line.rfind("q quit") <= spot[0]:
            return f"{spot} would leave"
        # A screen that was opened just now has nothing yet that could be clicked.
        with suppress(NoWidget):
            await self.program.pilot.click(offset=spot)
        return str(spot)

    def _spot(self) -> tuple[int, int]:
        width, height = self.program.app.size
        return self.random.randrange(width), self.random.randrange(height)

    async def _wheel(self) -> str:
        spot, way = self._spot(), self.random.choice(_WHEEL)
        with suppress(NoWidget):
            await self.program.pilot._post_mouse_events([way], None, spot)
        return f"{way.__name__} {spot}"

    async def _resize(self) -> str:
        size = self.random.choice(_SIZES)
        await self.program.pilot.resize_terminal(*size)
        return str(size)

    async def _blur(self) -> str:
        event = self.random.choice([events.AppBlur, events.AppFocus])
        self.program.app.post_message(event())
        await self.program.pilot.pause()
        return event.__name__

    async def _save(self) -> str:
        """Let another program change the file, or take it away."""
        way = self.random.choice(["same", "added", "shorter", "cut", "emptied", "gone", "replaced"])
        text = self.sound
        if way == "added":
            text += "  - date: 2031-01-01\n    title: Added by another\n"
        elif way == "shorter":
            text = text.rpartition("\n  - ")[0] + "\n"
        elif way == "cut":
            text = text[: self.random.randrange(len(text))]
        elif way == "emptied":
            text = ""
        beside = self.file.with_suffix(".new")
        if way == "gone":
            self.file.unlink(missing_ok=True)
        elif way == "replaced":
            beside.write_text(text, encoding="utf-8")
            beside.replace(self.file)
        else:
            self.file.write_text(text, encoding="utf-8")
        await self.program.pilot.pause(self.random.choice([0, 0.2, 0.6]))
        return way

    def look(self) -> None:
        """The program goes on, and what is open to be typed in hears what is typed."""
        app = self.program.app
        assert app.is_running and app.failure is None and not app._exit
        screen = app.screen
        small = screen.has_class("-tiny") or screen.has_class("-flat")
        # The words that help was narrowed by stand above it while its lines are walked.
        if isinstance(screen, HelpScreen):
            return
        if isinstance(screen, CommandScreen) and not small and app.app_focus:
            typed_in = screen.where() in {"query", "facets", "selection", "editor"}
            assert bool(screen.focus_chain) == typed_in, screen.where()

    async def come_back(self) -> None:
        """Out of everything, with the file as it was."""
        program = self.program
        program.app.post_message(events.AppFocus())
        await program.resize(120, 40)
        for _ in range(40):
            screen = program.app.screen
            if screen is program.app.timeline and program.app.timeline.where() == "list":
                break
            writing = program.app.writing is not None and isinstance(screen, Choosing)
            # The second answer is to leave with nothing saved.
            await program.press(*(("home", "down", "enter") if writing else ("escape",)))
        assert program.app.timeline.where() == "list", program.text
        assert program.app.screen is program.app.timeline, program.text
        # Out of groups, too, between which there is a way back of its own.
        await program.press("F")
        # The editor may have saved what was typed into it; what is told of events that went is told once.
        for remark in ("# As it was.\n", ""):
            self.file.write_text(self.sound + remark, encoding="utf-8")
            await program.press("r")
            await program.pilot.pause(0.5)


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_tui.tui.carry_out.browse", lambda app, address: None)


@asynccontextmanager
async def running(wanted: Wanted, size: tuple[int, int]) -> AsyncIterator[Shown]:
    """A program that shows what is wanted."""
    with closing(Build(wanted.file, name=wanted.name, as_of=wanted.as_of).wait()) as index:
        app = TimelineApp(wanted, index)
        async with app.run_test(size=size, notifications=False) as pilot:
            program = Shown(app, pilot)
            await program.settle()
            yield program


async def _fresh(app: TimelineApp) -> list[str]:
    """What a program shows that is opened now, in the same view."""
    session = app.timeline.session
    wanted = session.wanted._replace(
        at=None,
        as_of=session.as_of,
        view=session.view,
        rows=session.events.rows,
    )
    async with running(wanted, (120, 40)) as program:
        return await _pictures(program)


async def _pictures(program: Shown) -> list[str]:
    """The first event and the last, in the list and on their pages."""
    pictures = []
    # A page is opened where it was left, which a program that begins now does not know.
    page = ("enter", "home")
    for keys in (("home",), page, ("escape",), ("end",), page, ("escape",)):
        await program.press(*keys)
        pictures.append(program.text)
    return pictures


async def _becomes(program: Shown, wanted: str) -> None:
    """Wait until the file is read again as it was."""
    for _ in range(40):
        await program.press("home")
        if program.text == wanted:
            return
        await program.pilot.pause(0.25)
    assert program.text == wanted


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("seed", range(_FROM, _FROM + _TIMES))
async def test_a_monkey_ends_nothing_and_leaves_what_a_fresh_start_shows(
    seed: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS[name]
    if kind.committed is not None and shutil.which("git") is None:
        pytest.skip("git is not installed")
    file = kind.write(tmp_path / "held")
    monkeypatch.chdir(tmp_path)
    async with running(kind.wanted(file), _SIZES[(seed + len(name)) % len(_SIZES)]) as program:
        monkey = Monkey(program, kind, file, seed)
        for _ in range(_STEPS):
            await monkey.act()
            monkey.look()
        await monkey.come_back()
        # A talk begins with what a room is to see first.
        if name in _DIFFER or program.reader.presents:
            return
        program.app.clear_notifications()
        wanted = await _fresh(program.app)
        await _becomes(program, wanted[0])
        assert await _pictures(program) == wanted
