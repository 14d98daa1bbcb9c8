"""What a sheet of a workbook says beside the values of its cells: links, notes, what is merged or hidden."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, iterparse
from xml.parsers.expat import ExpatError, ParserCreate

_LINK = re.compile(
    r'=?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*', re.IGNORECASE
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_PIECE = 1 << 16
_MOST_CELLS = 1_000_000
"""Cells that one link or merged range can stand for; a whole column of them says no more than its first."""

CellPlace = tuple[int, int]
"""The row and the column of a cell, both counted from 1."""


class Area(NamedTuple):
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> Iterator[CellPlace]:
        """Each of its cells, unless it has too many to be meant one by one."""
        bottom, right = self.bottom, self.right
        if (bottom - self.top + 1) * (right - self.left + 1) > _MOST_CELLS:
            bottom, right = self.top, self.left
        yield from product(range(self.top, bottom + 1), range(self.left, right + 1))


@dataclass
class SheetMarks:
    """All of it for one sheet."""

    links: dict[CellPlace, str] = field(default_factory=dict)
    """Where a cell leads."""
    notes: dict[CellPlace, list[str]] = field(default_factory=dict)
    """What somebody remarked on a cell."""
    formulas: dict[CellPlace, str] = field(default_factory=dict)
    """Formulas of which the file holds no value."""
    labels: dict[CellPlace, str] = field(default_factory=dict)
    """What such a formula shows, where it says so itself."""
    merged: dict[CellPlace, CellPlace] = field(default_factory=dict)
    """For each cell below the first one of a merged range, that first one."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def widths(self) -> dict[int, int]:
        """For each row that says anything beside values, the last column in which it does."""
        found: dict[int, int] = {}
        for row, column in (*self.notes, *self.formulas, *self.labels, *self.merged):
            found[row] = max(found.get(row, 0), column)
        return found


def marks_of(archive: zipfile.ZipFile, path: str) -> SheetMarks:
    """What the sheet that lies at this path of the archive says beside its values."""
    found = SheetMarks()
    related = _related(archive, path)
    _Scan(found, {key: target for key, _, target in related}).read(archive, path)
    threaded = [target for _, kind, target in related if kind == "threadedComment"]
    plain = [target for _, kind, target in related if kind == "comments"]
    for part in threaded:
        _take_threads(found, archive, part)
    for part in plain:
        _take_notes(found, archive, part)
    return found


def pictures_of(archive: zipfile.ZipFile) -> list[str]:
    """The names of what a workbook holds that is no table: pictures, charts, other files."""
    kinds = ("xl/media/", "xl/charts/chart", "xl/embeddings/")
    return [name for name in archive.namelist() if name.startswith(kinds)]


class _Scan:
    """One walk through the text of a sheet, which holds nothing but what was found."""

    def __init__(self, found: SheetMarks, targets: Mapping[str, str]) -> None:
        self._found = found
        self._targets = targets
        self._row = self._column = 0
        self._formula: list[str] | None = None
        self._has_value = self._in_value = False
        self._said = ""

    def read(self, archive: zipfile.ZipFile, path: str) -> None:
        parser = ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        with archive.open(path) as file:
            try:
                while piece := file.read(_PIECE):
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
            except ExpatError as error:
                raise ValueError(str(error)) from error

    def _begin(self, name: str, said: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._cell(said)
        elif name == "f":
            self._formula = []
        elif name in {"v", "is"}:
            self._in_value = True
        elif name == "row":
            self._row = int(said.get("r", self._row + 1))
            self._column = 0
            if said.get("hidden") in {"1", "true"}:
                self._found.hidden_rows.add(self._row)
        elif name == "col" and said.get("hidden") in {"1", "true"}:
            first, last = int(said.get("min", "1")), int(said.get("max", "1"))
            self._found.hidden_columns.update(range(first, min(last, 1 << 14) + 1))
        elif name == "mergeCell":
            self._merge(area_of(said.get("ref", "")))
        elif name == "hyperlink":
            self._link(said)

    def _cell(self, said: dict[str, str]) -> None:
        match = _PLACE.fullmatch(said.get("r", ""))
        self._column = _number(match[1]) if match else self._column + 1
        self._has_value, self._said = False, ""

    def _text(self, data: str) -> None:
        if self._formula is not None:
            self._formula.append(data)
        elif self._in_value and data.strip():
            self._has_value = True

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "f":
            self._said, self._formula = "".join(self._formula or ()), None
        elif name in {"v", "is"}:
            self._in_value = False
        elif name == "c" and self._said:
            self._of_formula((self._row, self._column), self._said)

    def _of_formula(self, place: CellPlace, formula: str) -> None:
        if link := _LINK.fullmatch(formula):
            self._found.links[place] = link[1].replace('""', '"')
            if not self._has_value:
                self._found.labels[place] = (link[2] or link[1]).replace('""', '"')
        elif not self._has_value:
            self._found.formulas[place] = f"={formula}"

    def _merge(self, area: Area | None) -> None:
        if area is None:
            return
        first = area.top, area.left
        for row, column in area.cells:
            if column == area.left and row > area.top:
                self._found.merged[row, column] = first

    def _link(self, said: dict[str, str]) -> None:
        area = area_of(said.get("ref", ""))
        key = next((text for name, text in said.items() if name.endswith(":id")), "")
        target, location = self._targets.get(key, ""), said.get("location", "")
        address = f"{target}#{location}" if location else target
        for place in area.cells if area and address else ():
            self._found.links.setdefault(place, address)


def area_of(text: str) -> Area | None:
    """The cells that a reference such as A2:B5 names; None where it names none."""
    first, _, last = text.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return Area(int(start[2]), _number(start[1]), int(end[2]), _number(end[1]))


def _number(letters: str) -> int:
    """The number of a column by its letters."""
    found = 0
    for letter in letters:
        found = 26 * found + ord(letter) - 64
    return found


class _Related(NamedTuple):
    """A part of the archive, or an address, that a sheet speaks of."""

    key: str
    kind: str
    target: str


def _related(archive: zipfile.ZipFile, path: str) -> list[_Related]:
    from openpyxl.packaging.relationship import get_dependents, get_rels_path

    try:
        found: Any = get_dependents(archive, get_rels_path(path))
    except KeyError:
        # Most sheets speak of nothing.
        return []
    return [_Related(one.Id, str(one.Type).rpartition("/")[2], str(one.Target)) for one in found]


def _take_notes(found: SheetMarks, archive: zipfile.ZipFile, part: str) -> None:
    authors: list[str] = []
    for one in _elements(archive, part, {"author", "comment"}):
        if _bare(one) == "author":
            authors.append("".join(one.itertext()).strip())
            continue
        area = area_of(one.get("ref", ""))
        if area is None or (area.top, area.left) in found.notes:
            # A thread of remarks has a note beside it that only says that there is one.
            continue
        number = one.get("authorId", "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        _remark(found, area, author, "".join(text.text or "" for text in one.iter() if _bare(text) == "t"))


def _take_threads(found: SheetMarks, archive: zipfile.ZipFile, part: str) -> None:
    people = {
        one.get("id", ""): one.get("displayName", "")
        for name in archive.namelist()
        if name.startswith("xl/persons/")
        for one in _elements(archive, name, {"person"})
    }
    for one in _elements(archive, part, {"threadedComment"}):
        if (area := area_of(one.get("ref", ""))) is not None:
            text = "".join(text.text or "" for text in one.iter() if _bare(text) == "text")
            _remark(found, area, people.get(one.get("personId", ""), ""), text)


def _remark(found: SheetMarks, area: Area, author: str, text: str) -> None:
    text = text.strip()
    said = text if not author or text.startswith(author) else f"{author}: {text}"
    if said:
        found.notes.setdefault((area.top, area.left), []).append(said)


def _elements(archive: zipfile.ZipFile, part: str, names: set[str]) -> Iterator[Element]:
    with archive.open(part) as file:
        # What entities grow to is bounded by expat, by which the workbook itself is read, too.
        yield from (one for _, one in iterparse(file) if _bare(one) in names)  # noqa: S314


def _bare(element: Element) -> str:
    return element.tag.rpartition("}")[2]
