"""Tables as text (CSV, TSV): their delimiter, their header, and rows that are no rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple, TextIO

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, Remark, Rows
from timeline_tui.exchange.registry import is_address
from timeline_tui.exchange.roles import role_of
from timeline_tui.exchange.table_dates import read_date
from timeline_tui.model.limits import ITEM

SEPARATORS: Final[Mapping[str, str]] = {"commas": ",", "semicolons": ";", "tabs": "\t", "bars": "|"}
"""What can stand between cells, by what one calls it."""
_DELIMITERS = "".join(SEPARATORS.values())
_LOOKED_AT = 200
_MOST_ABOVE = 20
_MANY = 5
"""Cells that are known for names of columns, of which no row of anything else has more."""
_OTHERS = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x7fELF")
"""How pages, pictures, archives and programs begin."""
_NUMBER = re.compile(r"[-+]?[0-9.,]+%?")


def recognises(given: GivenFile) -> bool:
    """Whether it is text."""
    return not given.head.startswith(_OTHERS)


def rows(given: GivenFile) -> Rows:
    """The rows below the header, each with the line that it begins in."""
    yield from rows_between(given, delimiter(given))


def says(given: GivenFile) -> str:
    """What separates its cells, in a word."""
    return next(word for word, mark in SEPARATORS.items() if mark == delimiter(given))


def delimiter(given: GivenFile) -> str:
    """What separates its cells: what divides most of its first rows into equally many."""
    if given.mark is None:
        given.mark = _found(given)
    return given.mark


def _found(given: GivenFile) -> str:
    found: dict[str, tuple[int, int, int]] = {}
    for mark in _DELIMITERS:
        widths = Counter(len(cells) for cells in _first(given, mark) if cells)
        width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        headers = next(iter(_first(given, mark)), [])
        found[mark] = width > 1, sum(role_of(header) is not None for header in headers), times * (width > 1)
    return max(_DELIMITERS, key=found.__getitem__)


def _first(given: GivenFile, mark: str) -> list[list[str]]:
    with given.text() as text:
        try:
            return list(islice(_lenient(text, mark), _LOOKED_AT))
        except UnicodeError as error:
            raise given.undecoded() from error
        except csv.Error:
            return []


def _lenient(text: TextIO, mark: str) -> Iterator[list[str]]:
    _allow_long_cells()
    return csv.reader(text, delimiter=mark)


def _allow_long_cells() -> None:
    """Cells longer than 131,072 characters are refused otherwise."""
    csv.field_size_limit(ITEM.value)


class CellMark(NamedTuple):
    """What a cell says beside its text."""

    column: int
    """Which one of its row, counted from 0."""
    word: str
    """What kind of thing that is: a link, a note."""
    text: str


class TableRecord(NamedTuple):
    """One row of a table as it is written."""

    line: int
    cells: list[str]
    beside: tuple[CellMark, ...] = ()
    changed: tuple[Remark, ...] = ()
    lost: tuple[Remark, ...] = ()


def rows_between(given: GivenFile, mark: str) -> Rows:
    """The rows of a table whose cells this mark separates."""
    with given.text() as text:
        try:
            yield from _below_header(_records(text, mark, given.name))
        except UnicodeError as error:
            raise given.undecoded() from error


def _records(text: Iterable[str], mark: str, name: str) -> Iterator[TableRecord | LostRow]:
    _allow_long_cells()
    reader = csv.reader(text, delimiter=mark, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                sentence = f"{name}:{line}: a quotation mark is opened in this row and never closed"
                raise NotBrought(sentence, "close it, or write it twice where it is text") from error
            if "limit" in str(error):
                raise NotBrought(f"{name}:{line}: a cell is longer than {ITEM.words}") from error
            yield LostRow(line, "", "a quotation mark stands within a cell, and is not written twice")
            continue
        if any(cell.strip() for cell in cells):
            yield TableRecord(line, cells)


class _Tabs:
    """Tables whose cells are separated by tabs (TSV)."""

    def recognises(self, given: GivenFile) -> bool:
        """Whether its first row has a tab."""
        return recognises(given) and delimiter(given) == "\t"

    def rows(self, given: GivenFile) -> Rows:
        """The rows below the header, each with the line that it begins in."""
        yield from rows_between(given, "\t")

    def says(self, _: GivenFile) -> str:
        """What separates its cells, in a word."""
        return "tabs"


TABS: Final = _Tabs()


def rows_of_records(records: Iterable[TableRecord]) -> Rows:
    """The rows of a table whose cells somebody else has parted."""
    yield from _below_header(iter(records))


def first_cells(given: GivenFile) -> list[str]:
    """The cells of the first row that has any."""
    rows_ = _first(given, delimiter(given))
    return [cell.replace("\ufeff", "").strip() for cell in next((cells for cells in rows_ if any(cells)), [])]


def _below_header(records: Iterator[TableRecord | LostRow]) -> Rows:
    """The rows with the headers of their columns."""
    first: list[TableRecord | LostRow] = list(islice(records, _MOST_ABOVE))
    width = max((_filled(one) for one in first), default=0)
    # A title and remarks may stand above the header, which is the first row with most of the columns.
    at = next((at for at, one in enumerate(first) if 2 * _filled(one) >= max(width, 1)), 0)
    for one in first[:at]:
        yield _above(one)
    head, below = (first[at] if at < len(first) else None), first[at + 1 :]
    if isinstance(head, LostRow) or head is None:
        if isinstance(head, LostRow):
            yield head
        headers = []
    elif is_header(head.cells):
        headers = named_once(head.cells)
        for said in head.beside:
            yield LostRow(head.line, said.text, f"a {said.word} stands at the name of a column")
    else:
        headers, below = [], [head, *below]
    for one in below:
        yield _row(one, headers)
    for one in records:
        yield _row(one, headers)


def _filled(one: TableRecord | LostRow) -> int:
    return sum(bool(cell.strip()) for cell in one.cells) if isinstance(one, TableRecord) else 0


def _above(one: TableRecord | LostRow) -> LostRow:
    if isinstance(one, LostRow):
        return one
    texts = [*one.cells, *(beside.text for beside in one.beside)]
    return LostRow(one.line, " ".join(filter(None, texts)), "a line above the header of the table")


def _row(one: TableRecord | LostRow, headers: Sequence[str]) -> GivenRow | LostRow:
    if isinstance(one, LostRow):
        return one
    cells = cells_below(headers, one.cells)
    beyond = enumerate(one.cells[len(headers) :] if headers else (), len(headers) + 1)
    changed = [Remark(_BEYOND, text.strip(), f"column {at}") for at, text in beyond if text.strip()]
    if one.beside:
        cells = (*cells, *(_named_beside(headers, beside) for beside in one.beside))
    return GivenRow(one.line, cells, changed=(*one.changed, *changed), lost=one.lost)


_BEYOND = "a row has more cells than the table has columns, and they stand under `fields`"
_AS_THE_CELL = {"source", "links", "media", "archived"}
_OF_THE_ROW = {"title", "summary", "exact", "source_title", "outlet", "author", "published"}


def _named_beside(headers: Sequence[str], beside: CellMark) -> tuple[str, str]:
    """The column in which it comes in: its own, or that of its cell where both say the same."""
    header = headers[beside.column] if beside.column < len(headers) else f"column {beside.column + 1}"
    role = (role_of(header) or ("", 0))[0]
    if beside.word == "link" and is_address(beside.text):
        if role in _AS_THE_CELL:
            return header, beside.text
        if role in _OF_THE_ROW:
            return beside.word, beside.text
    return f"{header} {beside.word}", beside.text


def cells_below(headers: Sequence[str], cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The cells that hold something, each with its header, or the number of its column where it has none."""
    return tuple(
        (headers[at] if at < len(headers) else f"column {at + 1}", cell)
        for at, cell in enumerate(cells)
        if cell and not cell.isspace()
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: something in it is known for one, and nothing is a date or address."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if sum(role_of(text) is not None for text in texts) > _MANY:
        return True
    if any("://" in text or _NUMBER.fullmatch(text) for text in texts):
        return False
    if any(role_of(text) is not None for text in texts):
        return True
    return not any(any(map(str.isdigit, text)) and read_date(text, "day").edtf is not None for text in texts)


def named_once(cells: Sequence[str]) -> list[str]:
    """The headers without what surrounds them; one without a name gets the number of its column.

    One that is there already stays as it is where it is written: its cells go where those of the first go.
    """
    headers = (" ".join(cell.replace("\ufeff", "").split()) for cell in cells)
    return [header or f"column {at}" for at, header in enumerate(headers, 1)]
