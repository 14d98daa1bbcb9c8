"""What a window says that is too small for a timeline."""

from __future__ import annotations

from textual.strip import Strip

from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.states import small_page
from timeline_tui.tui.widgets.ink import Inked

COLUMNS, ROWS = 40, 10
"""The smallest window that a timeline is readable in."""
WIDE = 100
"""From here on the list and the page stand side by side."""
BREAKPOINTS = (
    [(0, "-tiny"), (COLUMNS, "-narrow"), (WIDE, "-wide")],
    [(0, "-flat"), (ROWS, "-tall")],
)


class TooSmall(Inked):
    """Takes the place of everything else; styles show it where the window is small."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 100%; height: 100%; }
    .-tiny TooSmall, .-flat TooSmall { display: block; }
    """

    def render_line(self, y: int) -> Strip:
        """A kind line, wrapped."""
        width, height = self.size
        lines = small_page(COLUMNS, ROWS, width, height)
        text = lines[y] if y < len(lines) else ""
        return self.drawn(Line((Piece(text),)), width, self.rich_style)
