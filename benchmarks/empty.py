"""The program to compare with: Textual with one Static, which counts the keys that are pressed."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Empty(App[None]):
    """Nothing but a line of text, drawn anew at each key so that there is an answer to wait for."""

    presses = 0

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("pressed 0000000")

    def on_key(self, event: Key) -> None:
        """Draw the line anew."""
        self.presses += 1
        self.query_one(Static).update(f"pressed {self.presses:07d}")


if __name__ == "__main__":
    Empty().run()
