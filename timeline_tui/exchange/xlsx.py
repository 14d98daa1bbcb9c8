"""Workbooks of spreadsheets (XLSX), by openpyxl where it is installed; each sheet is a table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import Any

from timeline_tui.exchange.delimited import rows_of_records
from timeline_tui.exchange.given import GivenFile, GivenRow, NotBrought, Rows
from timeline_tui.model.limits import FILE


def recognises(given: GivenFile) -> bool:
    """Whether it is an archive, which these are."""
    return given.head.startswith(b"PK\x03\x04")


def is_installed() -> bool:
    """Whether there is what reads them."""
    return find_spec("openpyxl") is not None


def first_cells(given: GivenFile) -> list[str]:
    """The cells of the first row of the first sheet."""
    return next((cells for _, cells in _records(_opened(given).worksheets[0])), [])


def rows(given: GivenFile) -> Rows:
    """The rows below the header of each sheet; where several hold something, each row says its sheet."""
    book = _opened(given)
    sheets = [sheet for sheet in book.worksheets if any(True for _ in _records(sheet))]
    for sheet in sheets:
        for row in rows_of_records(_records(sheet)):
            if len(sheets) > 1 and isinstance(row, GivenRow):
                row = row._replace(cells=(*row.cells, ("sheet", sheet.title)))
            yield row


def _opened(given: GivenFile) -> Any:  # noqa: ANN401 - what that library calls a workbook
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        hint = "pip install 'timeline-tui[xlsx]', or save the sheet as CSV"
        raise NotBrought(f"{given.name} needs openpyxl to be read", hint) from error
    try:
        with zipfile.ZipFile(given.stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > FILE.value:
                raise NotBrought(f"{given.name} unpacks to more than {FILE.words}", "save the sheet as CSV")
        return load_workbook(given.stream, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise NotBrought(f"{given.name} is no workbook that can be read", "save the sheet as CSV") from error


def _records(sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts


def _text(cell: Any) -> str:  # noqa: ANN401
    """A cell as a text; of a date only so much as the sheet shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return _day(value, str(cell.number_format).lower())
    return value.isoformat() if isinstance(value, time) else str(value)


def _day(value: date, shown: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(timespec="seconds")
    day = value.isoformat()[:10]
    if "y" in shown and "d" not in shown:
        return day[:7] if "m" in shown else day[:4]
    return day
