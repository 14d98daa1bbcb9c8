"""A look at a file before it is brought in: its columns, what each is, and what only a person can say."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from timeline_tui.exchange.file_formats import FileFormat, format_of
from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, RowIds
from timeline_tui.exchange.roles import OWN, ROLES, heading, proposed, role_of
from timeline_tui.exchange.row_cells import TableHabits
from timeline_tui.exchange.table_dates import DayOrder, OrderEvidence, read_date
from timeline_tui.model.folding import nearest
from timeline_tui.render.phrases import counted

_MOST_SAMPLES = 3
_LOOKED_AT = 50
DATES = {"date", "end", "published"}
"""What columns can be whose dates may have the day or the month first."""
_MOST_COLUMNS = 2_000
_STEP = 1_000


class Watcher(Protocol):
    """Somebody who wants to know how far it is."""

    def __call__(self, done: int, of: int, /) -> object:
        """So much of so much is done."""


def nobody(done: int, of: int, /) -> None:
    """Tell nobody how far it is."""


@dataclass
class TableColumn:
    """One column of a table, as far as it was looked at."""

    name: str
    filled: int = 0
    samples: list[str] = field(default_factory=list)
    """The first few different cells."""
    looked_at: int = 0
    dated: int = 0
    """Of the first cells, those that are a date."""
    evidence: OrderEvidence = field(default_factory=OrderEvidence)

    def add(self, text: str) -> None:
        """Look at one more cell."""
        self.filled += 1
        if len(self.samples) < _MOST_SAMPLES and text not in self.samples:
            self.samples.append(text)
        if self.looked_at < _LOOKED_AT:
            self.looked_at += 1
            # A number is taken for a year where it looks like one: most count something.
            is_count = text.isdigit() and not (len(text) == 4 and text[0] in "12")
            self.dated += not is_count and len(text) < 60 and read_date(text, "day").edtf is not None
        if text[:1].isdigit() and len(text) < 60:
            self.evidence.add(text)

    @property
    def is_dates(self) -> bool:
        """Whether most of its cells are dates."""
        return self.dated * 5 > self.looked_at * 4


@dataclass
class Survey:
    """What a file holds, and what becomes of each of its columns."""

    given: GivenFile
    format: FileFormat
    columns: dict[str, TableColumn] = field(default_factory=dict)
    rows: int = 0
    lost: int = 0
    has_events: bool = False
    """Whether any of its rows is an event, and not a source."""
    ids: Container[str] = frozenset()
    """Ids that its events have."""
    roles: dict[str, str] = field(default_factory=dict)
    """What each column is; to be changed by whoever knows better."""
    fixed: set[str] = field(default_factory=set)
    """Columns of which somebody says what they are."""
    order: DayOrder | None = None
    """Whether the day or the month stands first, where somebody says it for all columns."""
    found_roles: dict[str, str] | None = None
    """What each column was taken for; None where somebody says what one of them is."""

    @property
    def is_as_found(self) -> bool:
        """Whether nobody says of a column that it is something else than it was taken for."""
        return self.roles == self.found_roles

    def habits(self) -> TableHabits:
        """What is known of it beside its rows."""
        orders = {name: self.order or column.evidence.order for name, column in self.columns.items()}
        markup = {name for name in self.columns if heading(name) in self.format.markup}
        known = {
            name: role_of(name) for name, role in self.roles.items() if role == OWN and name not in self.fixed
        }
        spare = {name: found[0] for name, found in known.items() if found is not None}
        return TableHabits(self.roles, orders, self.format.historical, markup, spare, self.ids)

    @property
    def is_of_letters(self) -> bool:
        """Whether it is one file that is written in an encoding."""
        return self.format.is_text and not self.given.is_folder

    @property
    def about(self) -> str:
        """What kind of file it is, in which encoding, with what between its cells, and how much it holds."""
        says = getattr(self.format.reader, "says", None)
        separated = f", separated by {says(self.given)}" if says is not None else ""
        encoding = f", {self.given.encoding_words}" if self.is_of_letters else ""
        return f"{self.format.name}{encoding}{separated}, {counted(self.rows, 'row')}"

    @property
    def questions(self) -> list[TableColumn]:
        """The columns of dates of which nobody can say whether the day or the month stands first."""
        if self.order is not None:
            return []
        return [
            column
            for name, column in self.columns.items()
            if self.roles[name] in DATES and column.evidence.is_open
        ]


class ImportWish(NamedTuple):
    """A file that is to be brought in, and what somebody says of it."""

    name: str
    """Its path, or - for standard input."""
    format: str | None = None
    encoding: str | None = None
    mark: str | None = None
    """What separates its cells."""
    order: DayOrder | None = None
    roles: Mapping[str, str] = MappingProxyType({})
    """What columns are, by their headers."""


def looked_at(wish: ImportWish, watch: Watcher = nobody) -> Survey:
    """What a file holds; `NotBrought` where that cannot be told."""
    given = GivenFile(wish.name, wish.encoding, wish.mark)
    return look(given, wish.format, wish.roles, wish.order, watch)


def look(
    given: GivenFile,
    name: str | None = None,
    wanted: Mapping[str, str] | None = None,
    order: DayOrder | None = None,
    watch: Watcher = nobody,
) -> Survey:
    """Look at a file as a whole; `wanted` is what columns are by the headers that somebody names."""
    found = Survey(given, format_of(given, name), order=order)
    id_columns: dict[str, RowIds] = {}
    called = {
        name for header, role in (wanted or {}).items() if role == "id" for name in (header, heading(header))
    }
    for row in found.format.reader.rows(given):
        found.rows += 1
        if isinstance(row, LostRow):
            found.lost += not row.is_said
        else:
            found.has_events = found.has_events or row.of == "event"
            _add(found, row, id_columns, called)
        if not found.rows % _STEP:
            watch(given.reached, given.size)
    found.roles = _roles(found, wanted or {})
    found.found_roles = None if wanted else dict(found.roles)
    if "part_of" in found.roles.values():
        found.ids = next((ids for name, ids in id_columns.items() if found.roles[name] == "id"), found.ids)
    return found


def _add(found: Survey, row: GivenRow, id_columns: dict[str, RowIds], called: Container[str]) -> None:
    for name, text in row.cells:
        column = found.columns.get(name)
        if column is None:
            if len(found.columns) == _MOST_COLUMNS:
                raise NotBrought(
                    f"{found.given.name} has more than {_MOST_COLUMNS:,} columns", "--from says what it is"
                )
            column = found.columns[name] = TableColumn(name)
            if name in called or heading(name) in called or heading(name).endswith(("id", "slug")):
                id_columns[name] = RowIds()
        column.add(text.strip())
        if name in id_columns:
            id_columns[name].add(text.strip())


def _roles(found: Survey, wanted: Mapping[str, str]) -> dict[str, str]:
    """What each column is, by what somebody says, by its header, or by what it holds."""
    by_heading = {heading(name): name for name in found.columns}
    fixed: dict[str, str] = {}
    for name, column_role in found.format.roles.items():
        if name in by_heading:
            fixed[by_heading[name]] = column_role
    for header, role in wanted.items():
        column = header if header in found.columns else by_heading.get(heading(header))
        if column is None:
            near = nearest(header, found.columns)
            hint = near or ", ".join(list(found.columns)[:20])
            raise NotBrought(f"{found.given.name} has no column {header}", f"one of its columns: {hint}")
        if not ROLES[role].several:
            fixed = {other: (OWN if said == role else said) for other, said in fixed.items()}
        fixed[column] = role
    found.fixed = set(fixed)
    roles = proposed(found.columns, fixed)
    if found.has_events and found.format.guesses:
        _by_content(found, roles, fixed)
    return roles


def _by_content(found: Survey, roles: dict[str, str], fixed: Mapping[str, str]) -> None:
    """Find the date and the title among the columns that no header tells."""
    free = [column for name, column in found.columns.items() if roles[name] == OWN and name not in fixed]
    if not {"date", "edtf", "year"} & set(roles.values()):
        dates = next((column for column in free if column.is_dates), None)
        if dates is not None:
            roles[dates.name] = "date"
            free.remove(dates)
    if not {"title", "summary", "exact"} & set(roles.values()):
        texts = [column for column in free if not column.is_dates and any(map(_is_text, column.samples))]
        for column, role in zip(texts, ("title", "summary"), strict=False):
            roles[column.name] = role


def _is_text(text: str) -> bool:
    return " " in text.strip() and "://" not in text
