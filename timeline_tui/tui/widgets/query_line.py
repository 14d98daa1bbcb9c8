"""The line that a query is typed in, and what hangs below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from timeline_tui.model.limits import QUERY_LINE
from timeline_tui.render.document import Line, Piece
from timeline_tui.session.commands import own_keys
from timeline_tui.tui.widgets.bars import Bar
from timeline_tui.tui.widgets.ink import Inked, Inks, Report

LONGEST = QUERY_LINE.value
"""Characters that are taken of what is typed or pasted."""
PROMPT = " / "
_KEYS = own_keys("query")


def typable(text: str) -> str:
    """The text in one line, without what could not be seen in it."""
    spaced = "".join(
        letter if letter.isprintable() else " " if letter.isspace() or letter < " " else "" for letter in text
    )
    return spaced[:LONGEST]


class QueryLine(Input):
    """One line in the place of the rule above the list; what its own keys mean is its screen's to say."""

    DEFAULT_CSS = """
    QueryLine {
        layer: above; dock: top; margin: 2 0 0 3; height: 1; background: $ground; color: $ink-strong;
        display: none;
        &.-open { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.command({id_!r})", show=False) for key, id_ in _KEYS.items()
    ]

    # A longer text moves nothing but itself, so nothing is laid out anew.
    virtual_size = Reactive(Size(0, 0), layout=False)

    class Typed(Report):
        """Another text stands in it."""

        text: str

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False

    @property
    def is_open(self) -> bool:
        """Whether it is there to be typed in."""
        return self.has_class("-open")

    def open(self, text: str) -> None:
        """Show it with this text, to be gone on with."""
        self.add_class("-open")
        self.put(text, len(text))
        # At once: what is typed next is for this line.
        self.screen.set_focus(self)

    def close(self) -> None:
        """Take it away."""
        self.remove_class("-open")
        self.screen.set_focus(None)

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        if self.is_open:
            self.screen.set_focus(self)

    def put(self, text: str, cursor: int) -> None:
        """Put another text in, with the cursor there."""
        self.value = text
        self.cursor_position = cursor

    def cells_of(self, start: int, end: int) -> tuple[int, int]:
        """The cells of the screen that these characters of the text stand at."""
        before = len(PROMPT) - self.scroll_offset.x
        return before + cell_len(self.value[:start]), before + cell_len(self.value[:end])

    def validate_value(self, value: str) -> str:
        """Nothing that is hidden or acts on a terminal comes in."""
        return typable(value)

    async def _on_key(self, event: events.Key) -> None:
        # Bindings are looked for behind the keys that follow, and those are for the list once this is closed.
        if not self.is_open:
            event.prevent_default()
        elif command := _KEYS.get(event.key):
            event.stop()
            event.prevent_default()
            await self.run_action(f"screen.command({command!r})")

    def _on_paste(self, event: events.Paste) -> None:
        # All lines of what was copied, not the first alone.
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(typable(" ".join(event.text[: 2 * LONGEST].split())))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of it, as long as it is typed in."""
        event.stop()
        if self.is_open and event.value == self.value:
            self.post_message(self.Typed(event.value))


class Prompt(Bar):
    """What says that a query is typed here."""

    DEFAULT_CSS = """
    Prompt {
        layer: above; dock: top; margin: 2 0 0 0; width: 3; background: $ground;
        display: none;
        &.-open { display: block; }
    }
    """

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Prompt.inks, inks)
        self.show(lambda width: Line((Piece(PROMPT, "key"),)))


class Below(Inked):
    """Lines over the top of the list, as many as there are."""

    DEFAULT_CSS = """
    Below { layer: above; dock: top; margin: 3 0 0 0; width: 1fr; height: 0; background: $ground; }
    """

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Below.inks, inks)
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Draw these in the place of those before."""
        if len(lines) != len(self._lines):
            self.styles.height = len(lines)
            # Told of it only then, it would have the whole screen laid out a second time.
            self.set_reactive(Below.virtual_size, Size(self.size.width, len(lines)))
        self._lines = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of them."""
        return self.drawn(self._lines[y] if y < len(self._lines) else Line(), self.size.width)
