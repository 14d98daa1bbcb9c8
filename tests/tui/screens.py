"""The program on a screen that can be read as plain text, and timelines to show on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual._context import visible_screen_stack
from textual.pilot import Pilot

from tests.tui.copies import index_of
from tests.tui.quiet import at_rest, draw
from timeline_tui.index.reader import Index
from timeline_tui.jobs.child import Build
from timeline_tui.session.session import Session
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.screens.timeline_screen import TimelineScreen

RAIDS = """\
title: Two raids
sources:
  herald: {title: Raiders cross, outlet: The Herald, author: A. Writer, published: 2024-03-13,
    url: https://herald.example/raid, note: An original.}
  echo: {title: They crossed, outlet: Echo, derived_from: herald}
  gazette: {outlet: Gazette, url: "javascript:alert(1)"}
names:
  tyotkino: {kind: place, name: Tyotkino, also: [Tetkino]}
  legion: {kind: group, name: The Legion, role: an armed group}
  governor: {kind: person, name: The governor}
events:
  - id: first
    date: 2023-03-02
    title: First entry
    summary: A village is entered.
    quotes:
      - {exact: They came at dawn., source: herald, kind: narration}
  - id: second
    date: 2024-03-12
    title: Second raid
    names: [tyotkino, legion]
    disputes: {taken: Was Tyotkino taken?}
    quotes:
      - {exact: We hold Tetkino., source: herald, speaker: legion, kind: direct,
         dispute: taken, position: Taken}
      - {exact: We hold it., source: echo, speaker: legion, kind: direct, dispute: taken, position: Taken}
      - {exact: There was no breakthrough., source: gazette, speaker: governor, kind: direct,
         dispute: taken, position: Not taken}
    links: [https://example.org/more]
  - id: shelling
    date: 2024-03-12
    title: Shelling
    part_of: second
    quotes:
      - {exact: Shells fell., source: gazette, kind: narration}
  - id: after
    date: 2024-03-14~
    title: Mines are laid
    quotes:
      - {exact: Mines were laid., speaker: governor, kind: reported}
  - id: undated
    title: A call
"""
"""Small, with everything that the keys can meet: a dispute, a part, a link, an address that is none."""
TOURED = RAIDS.replace(
    "events:\n",
    """\
tours:
  raids:
    title: Both raids
    steps:
      - {event: first, passage: herald, text: It began at dawn.}
      - {event: second, passage: gazette, text: Both sides claim the village.}
      - {event: undated, text: Somebody called.}
events:
""",
    1,
)
"""The same with a tour."""


FIRST = ""
"""Stands for the first event, whatever its id."""


def many(count: int) -> str:
    """A timeline of so many days, one event each, each with a passage."""
    events = "".join(
        f"  - id: e{number}\n    date: {2000 + number // 300}-{1 + number % 12:02}-{1 + number % 28:02}\n"
        f"    title: Event {number}\n    quotes: [{{exact: Passage {number}., source: s}}]\n"
        for number in range(count)
    )
    return f"title: Many\nsources: {{s: {{outlet: Daily}}}}\nevents:\n{events}"


class Shown:
    """A running program."""

    def __init__(self, app: TimelineApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def reader(self) -> Session:
        """Where the reader of the timeline is."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, TimelineScreen)
        return screen.session

    @property
    def text(self) -> str:
        """All that is on the screen, with no trailing space."""
        visible_screen_stack.set(list(self.app._background_screens))
        strips = self.app.screen._compositor.render_strips()
        rows = ("".join(text for text, _, control in strip if not control) for strip in strips)
        return "\n".join(row.rstrip() for row in rows)

    @property
    def hit_text(self) -> str:
        """The line of the page with the hit that was gone to last; empty where none was."""
        page = self.reader.page
        return "" if page.hit is None else page.document.lines[page.hit].text

    @property
    def notices(self) -> list[str]:
        """What the program says at the moment."""
        return [notice.message for notice in self.app._notifications]

    async def press(self, *keys: str) -> None:
        """Press keys and wait for all that follows."""
        await self.pilot.press(*keys)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing moves any more; the page follows the list after a moment."""
        for looked in range(6000):
            await at_rest()
            # What is not there yet is asked for when it is drawn.
            drawn = draw(self.app.screen)
            if self._awaits_view or self._awaits_chart or self._awaits_keys or self._awaits_values:
                await asyncio.sleep(0.01)
            elif looked and not drawn:
                return

    @property
    def _awaits_keys(self) -> bool:
        """Whether keys that were pressed still wait for what those before them do."""
        in_turn = self.app._in_turn
        return bool(in_turn._waiting) or in_turn._working is not None

    @property
    def _awaits_chart(self) -> bool:
        """Whether the chart of what is shown is still being made."""
        pane = self.reader.open_chart
        return pane is not None and pane.is_waiting and self.reader.shown is not None

    @property
    def _awaits_values(self) -> bool:
        """Whether the values to narrow by are still being counted."""
        values = self.reader.open_values
        return values is not None and values.counting

    @property
    def _awaits_view(self) -> bool:
        """Whether what the list is to show is still being found out."""
        screen = self.app.screen_stack[0]
        shown = self.reader.events.shown
        assert isinstance(screen, TimelineScreen)
        return shown is not None and (shown.partial or shown.view != screen.session.view)

    async def wait_for(self, words: str) -> None:
        """Wait until the words are on the screen or in a notice."""
        looked_at, text = None, ""
        for looks in range(6000):
            # To put a screen together takes long: it is done where something was drawn, and now and then.
            if draw(self.app.screen) or self.app.screen is not looked_at or looks % 50 == 0:
                looked_at, text = self.app.screen, self.text
            if words in text or any(words in notice for notice in self.notices):
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"waited in vain for {words!r}; the screen:\n{self.text}\n{self.notices}")


def indexed(folder: Path, text: str) -> tuple[Path, Index]:
    """A file with this text, and its index."""
    file = folder / "raids.timeline.yaml"
    file.write_text(text, encoding="utf-8")
    return file, index_of(file)


@asynccontextmanager
async def shown(
    folder: Path,
    text: str = RAIDS,
    *,
    size: tuple[int, int] = (120, 40),
    at: str | None = FIRST,
    draws_notices: bool = False,
) -> AsyncIterator[Shown]:
    """The program showing a timeline of this text; what it tells is drawn where that is asked for.

    It begins at the first event, or with `at=None` where it begins by itself.
    """
    file, index = indexed(folder, text)
    if at == FIRST:
        at = next((row.id for row in index.rows(0, 1)), None)
    app = TimelineApp(Wanted(file, file.name, at), index)
    async with app.run_test(size=size, notifications=draws_notices) as pilot:
        running = Shown(app, pilot)
        await running.settle()
        yield running
    index.close()


@asynccontextmanager
async def opening(file: Path, *, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The program reading a file that has no index."""
    build = Build(file, name=file.name)
    app = TimelineApp(Wanted(file, file.name), None, build)
    async with app.run_test(size=size) as pilot:
        yield Shown(app, pilot)
    build.cancel()
