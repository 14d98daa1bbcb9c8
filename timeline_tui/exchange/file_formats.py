"""The formats that can be brought in, one row and one file each."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import PurePath
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from timeline_tui.exchange.given import GivenFile, Rows


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
    """The file of this room that reads it, and the reader in it, where that is one of several."""
    roles: Mapping[str, str] = MappingProxyType({})
    """What columns are whose headers say something else here than elsewhere."""
    is_text: bool = True
    """Whether it is written in letters, of which the encoding is to be found out."""
    historical: bool = False
    """Whether its year -44 is 44 BC."""
    markup: Container[str] = frozenset()
    """The columns whose cells are HTML."""
    guesses: bool = True
    """Whether what a column is can be told by its cells, where its header does not say it."""

    @property
    def reader(self) -> FormatReader:
        """What reads it, imported only then."""
        reader: FormatReader = resolve_name(f"{__package__}.{self.module}")
        return reader


_TIMELINEJS: Final = {
    "end_time": "end_clock",
    "text": "summary",
    "headline": "title",
    "group": "tags",
    "tag": "tags",
    "type": "fields",
    "media": "media",
    "media_credit": "credit",
    "media_caption": "caption",
    "display_date": "derived",
}
_JSONS: Final = (".json", ".jsonld")
_MARKED_UP: Final = frozenset({"text", "headline", "media_credit", "media_caption"})
_TIMESKETCH: Final = {
    "message": "title",
    "datetime": "date",
    "tag": "tags",
    "timestamp": "fields",
    "timestamp_desc": "fields",
    "source": "fields",
    "sources": "cited",
    "passages": "exact",
    "event_id": "id",
    "cited": "cited",
}
_OWN: Final = {name: name for name in ("cited", "disputes", "links", "passage_note", "variant_of")}
_ANNOTATIONS: Final = {
    "source_id": "source_id",
    "sha256": "sha256",
    # When somebody marked a passage is not when it happened, and a group is who can read the mark.
    **dict.fromkeys(("created", "updated", "modified", "generated", "group"), "fields"),
    **_OWN,
}
_OWN_TABLE: Final = {
    "date_start": "derived",
    "date_end": "derived",
    "source": "source_id",
    "question": "question",
    **_OWN,
}
_ROWS: Final = (
    FileFormat(
        "own", "the table that this program exports", (".csv", ".tsv", ".xlsx"), "own_table", _OWN_TABLE
    ),
    FileFormat(
        "timelinejs-csv",
        "the spreadsheet of a TimelineJS",
        (".csv", ".tsv", ".txt"),
        "slides:SHEET",
        _TIMELINEJS,
        historical=True,
        markup=_MARKED_UP,
    ),
    FileFormat(
        "timelinejs",
        "a TimelineJS as JSON",
        _JSONS,
        "slides",
        _TIMELINEJS,
        historical=True,
        markup=_MARKED_UP,
    ),
    FileFormat(
        "timesketch",
        "events of Timesketch, as CSV or JSON lines",
        (".csv", ".jsonl"),
        "timesketch_events",
        _TIMESKETCH,
    ),
    FileFormat(
        "annotations",
        "Web Annotations, or an export of Hypothesis",
        _JSONS,
        "web_annotations",
        _ANNOTATIONS,
        guesses=False,
    ),
    FileFormat("csl-json", "sources as CSL-JSON", _JSONS, "csl", markup=frozenset({"title"})),
    FileFormat("biblatex", "sources as BibLaTeX or BibTeX", (".bib", ".bibtex", ".biblatex"), "bibtex"),
    FileFormat("ris", "sources as RIS", (".ris", ".txt"), "ris"),
    FileFormat("xlsx", "a workbook; needs the extra xlsx", (".xlsx", ".xlsm"), "xlsx", is_text=False),
    FileFormat("json", "a list of objects, or one a line", (*_JSONS, ".jsonl", ".ndjson"), "json_records"),
    FileFormat(
        "markdown",
        "a chronology in Markdown or plain text: a date, a mark, what happened",
        (".md", ".markdown", ".txt", ".text"),
        "written_chronology",
    ),
    FileFormat("folder", "a folder of Markdown or YAML, one event a file", ("",), "front_matter"),
    FileFormat("tsv", "a table separated by tabs", (".tsv", ".tab"), "delimited:TABS"),
    FileFormat("csv", "a table separated by commas, semicolons or the like", (".csv", ".txt"), "delimited"),
)
FORMATS: Final = {row.name: row for row in _ROWS}
"""Every format by its name, those that are recognised by what they hold before those that hold anything."""


_OTHER_SHEETS: Final = {".xls", ".ods", ".fods", ".numbers", ".gsheet"}
"""How spreadsheets end that are read by the program alone that wrote them."""


def format_of(given: GivenFile, name: str | None = None) -> FileFormat:
    """The format of a file, as it is named or as the file shows it; `NotBrought` where none is meant."""
    if name is not None:
        return FORMATS[name]
    ending = "" if given.is_folder else PurePath(given.name).suffix.lower()
    for row in FORMATS.values():
        if (ending in row.endings or given.name == "-") and row.reader.recognises(given):
            return row
    from timeline_tui.exchange.given import NotBrought
    from timeline_tui.model.folding import nearest

    known = sorted({one for row in FORMATS.values() for one in row.endings if one})
    near = nearest(ending, known) if ending and ending not in known else None
    hint = f"--from with one of {', '.join(FORMATS)}"
    if ending in _OTHER_SHEETS:
        hint = "save it as CSV or XLSX in the program that it is from"
    raise NotBrought(
        f"{given.name}: nobody knows what this is{f'; did you mean {near}?' if near else ''}", hint
    )
