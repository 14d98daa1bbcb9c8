"""What a window says that is too small for a timeline."""

from __future__ import annotations

from textual.strip import Strip

from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.widgets.ink import Inked, Inks

COLUMNS, ROWS = 40, 10
"""The smallest window that a timeline is readable in."""
WIDE = 100
"""From here on the list and the page stand side by side."""
COLUMN_CLASSES = [(0, "-tiny"), (COLUMNS, "-narrow"), (WIDE, "-wide")]
ROW_CLASSES = [(0, "-flat"), (ROWS, "-tall")]


def classes_for(width: int, height: int) -> tuple[str, str]:
    """What a window of this size is called in styles."""
    columns = [name for least, name in COLUMN_CLASSES if least <= width]
    rows = [name for least, name in ROW_CLASSES if least <= height]
    return columns[-1], rows[-1]


class TooSmall(Inked):
    """Takes the place of everything else; styles show it where the window is small."""

    DEFAULT_CSS = """
    TooSmall { width: 100%; height: 100%; }
    """

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Inked.inks, inks)

    def render_line(self, y: int) -> Strip:
        """A kind line, wrapped."""
        from timeline_tui.tui.presentation.pages.nothing import small_page

        width, height = self.size
        lines = small_page(COLUMNS, ROWS, width, height)
        text = lines[y] if y < len(lines) else ""
        return self.drawn(Line((Piece(text),)), width)
