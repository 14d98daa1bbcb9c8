"""Chronologies as people write them, in Markdown or plain text: a date, a mark, and what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline_tui.exchange.delimited import TableRecord, first_cells, rows_of_records
from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, Remark, Rows
from timeline_tui.exchange.roles import proposed, role_of
from timeline_tui.exchange.table_dates import read_date

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*(?:\{#([\w.:-]+)\})?$")
_BULLET = re.compile(r"(\s*)(?:[-*+•·–]|[0-9]{1,3}[.)])\s+(?=\S)")
_MARK = re.compile(r"\s*(?::(?!//)|\s[-–—]|[–—]|\t|\|)\s*")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\((https?://[^\s)]+)[^)]*\)|<(https?://[^\s>]+)>")
_RULER = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*")
_BOXED = re.compile(r"\[([^\]]+)\]\s*(#\w+)?\s*(?:\{([^}]*)\}\s*)?(?:([^|]*)\|)?(.*)")
_BARRED = re.compile(r"\|([^|]+)\|\s*(.+)")
_YEAR = re.compile(r"(?<![0-9])-?[0-9]{4}(?![0-9])")
_LIKE_A_DATE = re.compile(r"[0-9]|century|spring|summer|autumn|winter", re.IGNORECASE)
_LONGEST_DATE = 60
_MOST_MARKS = 6
_HEAD_LINES = 300


def recognises(given: GivenFile) -> bool:
    """Whether it is Markdown, or a text with a date at a line that is no table."""
    if given.path.suffix.lower() in {".md", ".markdown"}:
        return True
    if sum(role_of(cell) is not None for cell in first_cells(given)) > 1:
        return False
    for number, line in given.lines():
        if number > _HEAD_LINES:
            break
        if _dated(_bare(line.lstrip("# ")), "") is not None or _is_of_table(line):
            return True
    return False


@dataclass
class _Entry:
    """What begins with a date, and the lines that go on with it."""

    place: int
    cells: list[tuple[str, str]]
    lines: list[str]
    """As they stand in the file."""
    more: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    said_by: list[str] = field(default_factory=list)
    """What stands below quotations, behind a dash."""
    in_quote: bool = False

    def row(self) -> GivenRow:
        cells = list(self.cells)
        more = "\n".join(self.more).strip()
        if more and not any(name == "title" for name, _ in cells):
            first, _, more = more.partition("\n")
            cells.append(("title", first))
        if more.strip():
            cells.append(("summary", more.strip()))
        cells += [("exact", quote) for quote in self.quotes]
        cells += [("attribution", text) for text in self.said_by]
        return GivenRow(self.place, tuple(_linked(cells)), changed=tuple(_unmarked(self.lines)))


def rows(given: GivenFile) -> Rows:
    """The entries and the rows of tables, each with its line; what stands before the first is told."""
    yield from _Chronology().rows(given.lines())


class _Chronology:
    def __init__(self) -> None:
        self._entry: _Entry | None = None
        self._above: list[_Heading] = []
        """The headings above."""
        self._table: list[TableRecord] = []

    def rows(self, lines: Iterator[tuple[int, str]]) -> Rows:
        """What becomes of all lines."""
        for number, line in lines:
            if _is_of_table(line):
                yield from self._ended()
                if not _RULER.fullmatch(line):
                    self._table.append(TableRecord(number, _table_cells(line)))
                continue
            yield from self._table_ended()
            yield from self._line(number, line)
        yield from self._table_ended()
        yield from self._ended()
        yield from self._left_above(0)

    def _line(self, number: int, line: str) -> Rows:
        if match := _HEADING.fullmatch(line):
            yield from self._heading(number, match)
            return
        bare = _bare(line)
        if self._entry is not None and not line.lstrip().startswith(">"):
            self._entry.in_quote = False
        if (cells := self._cells(bare, line)) is not None:
            yield from self._ended()
            self._begin(number, cells, line)
            return
        if self._entry is None:
            if bare:
                yield LostRow(number, line, "a line belongs to no date")
            return
        self._entry.lines.append(line)
        if line.lstrip().startswith(">"):
            self._quote(line.lstrip()[1:].strip())
        elif bare or self._entry.more:
            self._entry.more.append(bare)

    def _quote(self, text: str) -> None:
        entry = self._entry
        if entry is None or not text:
            return
        if entry.quotes and text[0] in "—–":
            entry.said_by.append(text.lstrip("—– "))
        elif entry.in_quote:
            entry.quotes[-1] += f"\n{text}"
        else:
            entry.quotes.append(text)
        entry.in_quote = True

    def _heading(self, number: int, match: re.Match[str]) -> Rows:
        level, text = len(match[1]), _plain(match[2])
        key = [("id", match[3])] if match[3] else []
        yield from self._ended()
        cells = self._cells(text, text)
        if cells is not None and any(name == "title" for name, _ in cells):
            self._begin(number, [*cells, *key], match[0])
            return
        yield from self._left_above(level)
        self._above.append(_Heading(level, text, number, match[3] or ""))
        if cells is not None and _day_of(cells):
            self._begin(number, [*cells, *key], match[0])

    def _begin(self, number: int, cells: list[tuple[str, str]], line: str) -> None:
        """Begin an entry, which says what the headings above it say."""
        self._entry = _Entry(number, cells, [line])
        for one in self._above:
            one.is_used = True

    def _left_above(self, level: int) -> Rows:
        """End the headings that do not stand above one of this level; one that led to nothing is told."""
        for one in self._above:
            if one.level >= level and not one.is_used:
                yield LostRow(
                    one.place,
                    f"{one.text} {one.anchor}".strip(),
                    "a heading stands above nothing that has a date",
                )
        self._above = [one for one in self._above if one.level < level]

    def _cells(self, bare: str, line: str) -> list[tuple[str, str]] | None:
        """The date that the line begins with and its title; None where it begins with none."""
        found = _dated(bare, self._context())
        if found is None:
            return None
        return [*found, *self._sections()]

    def _sections(self) -> Iterator[tuple[str, str]]:
        """The headings above that are no dates, which an event that stands below them keeps."""
        for one in self._above:
            if read_date(one.text, "day").edtf is None:
                yield "section", one.text
                yield from [("anchor", one.anchor)] if one.anchor else []

    def _context(self) -> str:
        """The date of the headings above, such as March 2024."""
        found = ""
        for text in (one.text for one in self._above):
            if _YEAR.search(text) and read_date(text, "day").edtf is not None:
                found = text
            elif found and read_date(f"{text} {found}", "day").edtf is not None:
                found = f"{text} {found}"
        return found

    def _ended(self) -> Rows:
        if self._entry is not None:
            yield self._entry.row()
        self._entry = None

    def _table_ended(self) -> Rows:
        if self._table:
            found = list(rows_of_records(self._table))
            if not found:
                first = self._table[0]
                found.append(
                    LostRow(first.line, " | ".join(first.cells), "a row of a table stands above no other")
                )
            for row in found:
                yield self._of_table(row) if isinstance(row, GivenRow) else row
        self._table = []

    def _of_table(self, row: GivenRow) -> GivenRow:
        cells = [(name, _plain(text)) for name, text in _renamed(row)]
        changed = _unmarked([text for _, text in row.cells])
        for one in self._above:
            one.is_used = True
        return row._replace(cells=(*_linked(cells), *self._sections()), changed=tuple(changed))


@dataclass
class _Heading:
    """One that stands above what follows."""

    level: int
    text: str
    place: int
    anchor: str = ""
    """How it is linked to."""
    is_used: bool = False
    """Whether anything with a date stands below it."""


def _unmarked(lines: Iterable[str]) -> Iterator[Remark]:
    """The marks of Markdown that the cells do not have."""
    for line in lines:
        if (plain := _plain(line)) != line.strip():
            yield Remark("emphasis is taken out", line.strip(), plain)
        for match in _LINK.finditer(line):
            yield Remark("a link is its text, and its address a source", match[0], match[1] or match[3])


def _is_of_table(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _renamed(row: GivenRow) -> list[tuple[str, str]]:
    """The cells of a table, with those columns named as lines have them that are the same."""
    roles = proposed([name for name, _ in row.cells], {})
    return [(roles[name] if roles[name] in _AS_IN_LINES else name, text) for name, text in row.cells]


_AS_IN_LINES = {"date", "title", "summary", "source"}


def _day_of(cells: list[tuple[str, str]]) -> bool:
    """Whether the date is exact enough to be that of one event, not of what stands below."""
    edtf = read_date(cells[0][1], "day").edtf or ""
    return len(edtf) >= len("2024-03-12")


def _dated(bare: str, context: str) -> list[tuple[str, str]] | None:
    """The date at the beginning of a line, and what stands behind it."""
    if (match := _BARRED.fullmatch(bare)) and _is_date(match[1], context):
        return [("date", _with(match[1], context)), ("title", match[2].strip())]
    if (match := _BOXED.fullmatch(bare)) and (match[5] or match[4]):
        dates = match[1].replace("~", "/")
        if _is_date(dates, context):
            name, text = (match[4] or "").strip(), match[5].strip()
            cells = [("date", _with(dates, context)), ("colour", match[2] or ""), ("tags", match[3] or "")]
            cells += [("title", name or text), ("summary", text if name else "")]
            return [cell for cell in cells if cell[1]]
    if not context and not _LIKE_A_DATE.search(bare[:_LONGEST_DATE]):
        return None
    marks = list(_MARK.finditer(bare, 0, _LONGEST_DATE + 10))[:_MOST_MARKS]
    for mark in reversed(marks):
        left, right = bare[: mark.start()], bare[mark.end() :]
        if right and _is_date(left, context):
            return [("date", _with(left, context)), ("title", right.strip())]
    if len(bare) <= _LONGEST_DATE and _is_date(bare.rstrip(":."), context):
        return [("date", _with(bare.rstrip(":."), context))]
    return None


def _is_date(text: str, context: str) -> bool:
    text = _plain(text)
    if not text or len(text) > _LONGEST_DATE:
        return False
    if text.isdigit() and len(text) < 3:
        # A number alone is a day where the headings say the month, and else that of a list.
        return bool(context) and _with(text, context) != text
    if not _LIKE_A_DATE.search(text) and not (context and text.isalpha()):
        return False
    return read_date(_with(text, context), "day").edtf is not None


def _with(text: str, context: str) -> str:
    """The date with the year, or the month and year, that the headings above say."""
    text = _plain(text)
    if not context or _YEAR.search(text):
        return text
    joined = f"{text} {context}"
    if read_date(joined, "day").edtf is not None:
        return joined
    year = _YEAR.search(context)
    joined = f"{text} {year[0]}" if year else text
    return joined if read_date(joined, "day").edtf is not None else text


def _bare(line: str) -> str:
    """The line without what makes it an item of a list, and without emphasis."""
    line = line.strip()
    if match := _BULLET.match(line):
        line = line[match.end() :]
    return _plain(line.removeprefix(": "))


def _plain(text: str) -> str:
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return text.strip()


def _linked(cells: object) -> Iterator[tuple[str, str]]:
    """The cells with the links in them as sources of their own."""
    for name, text in cells:  # type: ignore[attr-defined]
        links = [match[2] or match[3] for match in _LINK.finditer(text)]
        plain = _LINK.sub(lambda match: match[1] or "", text).strip()
        yield name, _plain(plain) if plain else text
        yield from (("source", link) for link in dict.fromkeys(links) if name != "source")


def _table_cells(line: str) -> list[str]:
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
