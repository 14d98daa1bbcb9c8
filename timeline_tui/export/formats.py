"""The formats in which a timeline is handed on, one row and one file each."""

from __future__ import annotations

from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.export.content import Content, LeftBehind


class ExportFormat(NamedTuple):
    """One format that other programs read."""

    name: str
    meaning: str
    ending: str
    """How the name of such a file ends."""
    writer: str
    """The function of this room that writes it, imported only then."""
    is_text: bool = True
    """Whether it can be read on a terminal."""
    proven: bool = False
    """Whether it says of passages what became of them in their texts."""
    with_tours: bool = False
    """Whether it holds tours."""
    cites: bool = False
    """Whether it has its sources in a style of citation."""

    def write_alone(self, content: Content, out: BinaryIO) -> LeftBehind:
        """Write the content, and tell what the format cannot hold of it beside tours."""
        left: LeftBehind = resolve_name(f"{__package__}.{self.writer}")(content, out)
        return left

    def write(self, content: Content, out: BinaryIO) -> LeftBehind:
        """Write the content, and tell what the format cannot hold of it, tours among that."""
        left = self.write_alone(content, out)
        for key, tour in content.tours.items() if not self.with_tours else ():
            left.add("tours", tour.title or key)
        for event in content.steps_left if self.with_tours else ():
            left.add("steps of tours, where their events were not chosen", event)
        return left


_ROWS: Final = (
    ExportFormat(
        "html",
        "a page for browsers, whole in one file",
        ".html",
        "page.html.write",
        proven=True,
        with_tours=True,
    ),
    ExportFormat("csv", "a table, one row a passage (RFC 4180)", ".csv", "passage_table.write_commas"),
    ExportFormat("tsv", "the same table, separated by tabs", ".tsv", "passage_table.write_tabs"),
    ExportFormat(
        "xlsx", "the same table as a workbook", ".xlsx", "passage_table.write_workbook", is_text=False
    ),
    ExportFormat(
        "markdown", "a chronology to hand in, with numbered notes", ".md", "chronology.write", cites=True
    ),
    ExportFormat(
        "json",
        "the file format as data, which this program opens too",
        ".json",
        "json_data.write",
        with_tours=True,
    ),
    ExportFormat("timelinejs", "slides for TimelineJS, as JSON", ".json", "timelinejs.write"),
    ExportFormat("ics", "days for calendars (iCalendar, RFC 5545)", ".ics", "icalendar.write"),
    ExportFormat("atom", "a feed for readers of news (RFC 4287)", ".atom", "atom.write"),
    ExportFormat(
        "csl-json", "the sources, for Zotero, pandoc and the like", ".json", "bibliography.write_csl"
    ),
    ExportFormat("biblatex", "the sources, for LaTeX", ".bib", "bibliography.write_biblatex"),
    ExportFormat(
        "annotations", "the passages as W3C Web Annotations (JSON-LD)", ".jsonld", "annotations.write"
    ),
    ExportFormat("timesketch", "rows for Timesketch (JSON lines)", ".jsonl", "timesketch.write"),
    ExportFormat("sqlite", "tables for SQLite and Datasette", ".db", "sqlite_tables.write", is_text=False),
)
FORMATS: Final = {row.name: row for row in _ROWS}
"""Every format by its name, in the order in which they are listed."""


def ending_words(form: ExportFormat, file: Path) -> str:
    """That the name says another format than the file has, where programs would go by it; or nothing."""
    ending = file.suffix.lower()
    if ending == form.ending or ending not in {row.ending for row in FORMATS.values()}:
        return ""
    return f"{visible(file.name)} is {form.name}, whose files end in {form.ending}, not {ending}"
