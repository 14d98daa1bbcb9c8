"""The formats that can be brought in, one row and one file each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from timeline_tui.exchange.given import GivenFile
    from timeline_tui.exchange.rows import Rows


class FormatReader(Protocol):
    """What the file of a format does."""

    def recognises(self, given: GivenFile) -> bool:
        """Whether a file of one of its endings holds this format."""

    def rows(self, given: GivenFile) -> Rows:
        """The rows of a file."""


class FileFormat(NamedTuple):
    """One format of other programs."""

    name: str
    meaning: str
    endings: tuple[str, ...]
    """How the names of such files end; empty is a folder."""
    module: str
    """The file of this room that reads it."""
    roles: Mapping[str, str] = MappingProxyType({})
    """What columns are whose headers say something else here than elsewhere."""
    historical: bool = False
    """Whether its year -44 is 44 BC."""

    @property
    def reader(self) -> FormatReader:
        """What reads it, imported only then."""
        return import_module(f"{__package__}.{self.module}")


_ROWS: Final = (
    FileFormat(
        "csv",
        "a table with a header, separated by commas, semicolons or the like",
        (".csv", ".txt"),
        "csv_table",
    ),
    FileFormat("tsv", "a table separated by tabs", (".tsv", ".tab"), "tsv_table"),
)
FORMATS: Final = {row.name: row for row in _ROWS}
"""Every format by its name, those that are recognised by what they hold before those that hold anything."""


def format_of(given: GivenFile, name: str | None = None) -> FileFormat:
    """The format of a file, as it is named or as the file shows it; `NotBrought` where none is meant."""
    if name is not None:
        return FORMATS[name]
    ending = "" if given.is_folder else PurePath(given.name).suffix.lower()
    for row in FORMATS.values():
        if (ending in row.endings or given.name == "-") and row.reader.recognises(given):
            return row
    from timeline_tui.exchange.given import NotBrought
    from timeline_tui.model.nearest import nearest

    known = sorted({one for row in FORMATS.values() for one in row.endings if one})
    near = nearest(ending, known) if ending else None
    hint = f"--from with one of {', '.join(FORMATS)}"
    raise NotBrought(f"{given.name}: nobody knows what this is{f', {near}?' if near else ''}", hint)
