"""The table of passages with tabs between its cells."""

from __future__ import annotations

from typing import BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.export.csv_table import write_separated


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the table with tabs."""
    return write_separated(content, out, "\t")
