"""Workbooks of spreadsheets (XLSX), by openpyxl where it is installed; each sheet is a table."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import Any
from xml.etree.ElementTree import ParseError

from timeline_tui.exchange.delimited import CellMark, TableRecord, rows_of_records
from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, Remark, Rows
from timeline_tui.exchange.sheet_marks import CellPlace, SheetMarks, marks_of, pictures_of
from timeline_tui.model.limits import FILE


def recognises(given: GivenFile) -> bool:
    """Whether it is an archive, which these are."""
    return given.head.startswith(b"PK\x03\x04")


def is_installed() -> bool:
    """Whether there is what reads them."""
    return find_spec("openpyxl") is not None


def first_cells(given: GivenFile) -> list[str]:
    """The cells of the first row of the first sheet."""
    rows_ = _opened(given).worksheets[0].iter_rows()
    texts = ([_text(cell) for cell in row] for row in rows_)
    return next((row for row in texts if any(text.strip() for text in row)), [])


def rows(given: GivenFile) -> Rows:
    """The rows below the header of each sheet; where several hold something, each row says its sheet."""
    try:
        yield from _rows(_opened(given), given)
    except (ParseError, zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise NotBrought(f"{given.name} is no workbook that can be read", "save the sheet as CSV") from error


def _rows(book: Any, given: GivenFile) -> Rows:  # noqa: ANN401
    with zipfile.ZipFile(given.stream) as archive:
        for name in pictures_of(archive):
            yield LostRow(0, name, "a picture, chart or file stands in the workbook")
        sheets = [_Sheet(sheet, archive) for sheet in book.worksheets]
        sheets = [sheet for sheet in sheets if any(True for _ in sheet.filled)]
        for sheet in sheets:
            for row in sheet.rows:
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


class _Sheet:
    """One sheet of a workbook, with what it says beside its values."""

    def __init__(self, sheet: Any, archive: zipfile.ZipFile) -> None:  # noqa: ANN401
        self.title = str(sheet.title)
        self._sheet = sheet
        self._marks = marks_of(archive, sheet._worksheet_path)
        # What a file says of the size of its sheets is wrong in many, and all beyond it would be lost.
        sheet.reset_dimensions()

    @property
    def filled(self) -> Iterator[tuple[int, list[str]]]:
        """The rows in which anything is written or remarked, each with its number."""
        labels, widths = self._marks.labels, self._marks.widths
        noted = {row for row, _ in (*self._marks.notes, *self._marks.formulas)}
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            texts = [_text(cell) for cell in cells]
            if (width := widths.get(number, 0)) > len(texts):
                texts += [""] * (width - len(texts))
            if labels:
                texts = [text or labels.get((number, at), "") for at, text in enumerate(texts, 1)]
            if any(text.strip() for text in texts) or number in noted:
                yield number, texts

    @property
    def rows(self) -> Rows:
        """The rows below its header."""
        yield from rows_of_records(self._records())

    def _records(self) -> Iterator[TableRecord]:
        marks = self._marks
        first = set(marks.merged.values())
        above: dict[CellPlace, str] = {}
        for number, texts in self.filled:
            for at in range(1, len(texts) + 1) if first else ():
                if (number, at) in first:
                    above[number, at] = texts[at - 1]
            changed = [*_repeated(number, texts, marks, above), *self._unseen(number, texts)]
            places = [(number, at) for at in range(1, len(texts) + 1)]
            beside = [one for place in places for one in _beside(texts[place[1] - 1], place, marks)]
            lost = [Remark(_NO_VALUE, marks.formulas[place]) for place in places if place in marks.formulas]
            yield TableRecord(number, texts, tuple(beside), tuple(changed), tuple(lost))

    def _unseen(self, number: int, texts: Sequence[str]) -> Iterator[Remark]:
        """What comes in though the workbook does not show it."""
        if self._sheet.sheet_state != "visible":
            yield Remark("a row of a hidden sheet comes in as any other", self.title)
        marks = self._marks
        if number in marks.hidden_rows:
            yield Remark("a hidden row comes in as any other", " ".join(filter(None, texts)))
            return
        for at in range(1, len(texts) + 1) if marks.hidden_columns else ():
            if at in marks.hidden_columns and texts[at - 1].strip():
                yield Remark("a cell of a hidden column comes in as any other", texts[at - 1])


_NO_VALUE = "a formula has no value in the file: open it in a spreadsheet program and save it there"


def _repeated(
    number: int, texts: list[str], marks: SheetMarks, above: Mapping[CellPlace, str]
) -> Iterator[Remark]:
    """Write what a merged cell says into a row that it stands for, if that says anything of its own."""
    if not marks.merged or not any(text.strip() for text in texts):
        return
    for at, text in enumerate(texts, 1):
        said = above.get(marks.merged.get((number, at), (0, 0)), "")
        if said.strip() and not text.strip():
            texts[at - 1] = said
            yield Remark("a merged cell stands for each of its rows", said)


def _beside(text: str, place: CellPlace, marks: SheetMarks) -> Iterator[CellMark]:
    """Where the cell leads, if its text does not say it, and what was remarked on it."""
    link = marks.links.get(place, "")
    if link and link.rstrip("/") != text.strip().rstrip("/"):
        yield CellMark(place[1] - 1, "link", link.removeprefix("mailto:") if link[7:] == text else link)
    yield from (CellMark(place[1] - 1, "note", note) for note in marks.notes.get(place, ()))


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
