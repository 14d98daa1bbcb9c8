"""The last look at what goes out to the terminal."""

from __future__ import annotations

import re
import sys
from functools import cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.render.document import drawn_in_ascii, in_ascii

# C0, DEL, C1, and what reorders text. One cell for one character, so that no row is torn.
_ACTS = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_SHOWN = "\ufffd"


@cache
def _acts() -> re.Pattern[str]:
    # Nothing of the first screen needs it.
    return re.compile(_ACTS)


class InAscii(LineFilter):
    """Replaces marks that a terminal whose locale is not UTF-8 may not show, one cell for one.

    What cannot even be sent there would be sent as an escape, which tears its row.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, as wide as they were."""
        encoding = getattr(sys.__stderr__, "encoding", None) or ""
        shown = drawn_in_ascii if "utf" in encoding.lower() else in_ascii
        return [Segment(shown(text), style, control) for text, style, control in segments]


class Gate(LineFilter):
    """Replaces every character that could act on the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where they are harmless, as they always should be."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            Segment(_acts().sub(_SHOWN, text), style, control) if not text.isprintable() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]
