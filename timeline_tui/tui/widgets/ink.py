"""How the roles of a line become colours: what every widget that draws lines stands on."""

from __future__ import annotations

from typing import ClassVar, get_args

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.tui.presentation.document import Line, Role

_CLASS_OF = {role: f"ink--{role}" for role in get_args(Role)}

INK_CLASSES = frozenset(_CLASS_OF.values())
"""For the COMPONENT_CLASSES of a widget that scrolls, since Textual takes them from its first base only."""


class Inked(Widget, inherit_bindings=False):
    """A widget that draws lines of roles."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*INK_CLASSES}

    def ink(self, role: Role) -> Style:
        """The look of a role, with no ground of its own."""
        return self.get_component_rich_style(_CLASS_OF[role], partial=True)

    def drawn(self, line: Line, width: int, ground: Style, *, marker: str = "") -> Strip:
        """The line on a ground, filled or cut to the width, with a marker before it."""
        segments = [Segment(marker, ground + self.ink("key"))] if marker else []
        segments += [Segment(piece.text, ground + self.ink(piece.role)) for piece in line.pieces]
        cells = cell_len(marker) + sum(cell_len(piece.text) for piece in line.pieces)
        return Strip(segments, cells).adjust_cell_length(width, ground)
