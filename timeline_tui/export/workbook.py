"""The table of passages as a workbook (Office Open XML); every cell is a text, and nothing in it acts."""

from __future__ import annotations

import re
from typing import BinaryIO

from timeline_tui.export.content import Content, LeftBehind, Unavailable
from timeline_tui.export.csv_table import PassageTable

_MOST_CHARACTERS = 32_767
"""Of a cell, ECMA-376 as Excel holds it."""
_MOST_ROWS = 1_048_576
# What XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one sheet; `Unavailable` where the library for it is not installed."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise Unavailable("a workbook needs openpyxl", "pip install 'timeline-tui[xlsx]'") from error

    losses = LeftBehind()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Timeline")
    sheet.freeze_panes = "A2"

    def cell(text: str) -> WriteOnlyCell:
        shown = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))
        # A text that begins with = would be a formula.
        shown.data_type = "s"
        return shown

    passages = PassageTable(content)
    sheet.append([cell(column) for column in passages.header])
    for number, row in enumerate(passages.rows(losses), 2):
        if number > _MOST_ROWS:
            losses.add("rows beyond those of a sheet", row[0])
            continue
        if any(len(text) > _MOST_CHARACTERS for text in row):
            losses.add("what is longer than a cell", row[0])
        sheet.append([cell(text[:_MOST_CHARACTERS]) for text in row])
    book.save(out)
    return losses
