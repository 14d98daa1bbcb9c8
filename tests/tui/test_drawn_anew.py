"""What is drawn anew after each key leaves on a terminal what a whole picture would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor, CompositorUpdate
from textual.screen import Screen as Below

from tests.pty.screen import Screen
from tests.tui.screens import RAIDS, Shown, many, shown

_drawn = Compositor.render_update

WALKS = {
    "list": ("down", "down", "up", "pagedown", "end", "home", "down", "enter", "down", "escape", "tab"),
    "query": ("slash", *"sh", "backspace", *"e OR near", "escape", "slash", *"nowhere", "enter", "escape"),
    "offers": ("slash", *"in", "down", "tab", *"2024", "enter", "down", "escape", "f", "down", "escape"),
    "chart": ("V", "plus", "right", "right", "minus", "V", "down"),
    "pages": ("down", "enter", "down", "enter", "escape", "d", "escape", "W", "down", "W", "m", "c"),
}


class OnTerminal:
    """A terminal that is sent what is drawn anew, and no more."""

    def __init__(self, program: Shown, size: tuple[int, int]) -> None:
        self._program = program
        self._size = size
        self._screen = Screen(*size)
        self.sent = 0

    def send(self, update: CompositorUpdate | None) -> None:
        """Draw what was made for it."""
        if update is not None:
            self.sent += 1
            self._feed(self._screen, update)

    def _feed(self, screen: Screen, update: CompositorUpdate) -> None:
        screen.feed(update.render_segments(self._program.app.console).encode())

    @property
    def cells(self) -> list[str]:
        """What stands in each row, with how it looks."""
        return list(_looks(self._screen))

    @property
    def whole(self) -> list[str]:
        """The same where the whole picture is drawn on an empty terminal."""
        screen, app = Screen(*self._size), self._program.app
        self._feed(screen, Compositor.render_full_update(app.screen._compositor))
        return list(_looks(screen))


def _looks(screen: Screen) -> Iterator[str]:
    for number in range(screen.shown.lines):
        row = screen.shown.buffer[number]
        yield repr([row[column] for column in range(screen.shown.columns)])


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
@pytest.mark.parametrize("text", [RAIDS, many(300)], ids=["few", "many"])
@pytest.mark.parametrize("walk", WALKS)
async def test_each_key(
    walk: str, text: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(tmp_path, text, size=size) as program:
        terminal = OnTerminal(program, size)
        terminal.send(Compositor.render_full_update(program.app.screen._compositor))

        def draw(compositor: Compositor, screen_stack: list[Below[object]]) -> object:
            made = _drawn(compositor, screen_stack=screen_stack)
            terminal.send(made if isinstance(made, CompositorUpdate) else None)
            return made

        monkeypatch.setattr(Compositor, "render_update", draw)
        for key in WALKS[walk]:
            await program.press(key)
            assert terminal.cells == terminal.whole, key
        assert terminal.sent
