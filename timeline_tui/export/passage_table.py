"""A table, one row a passage, as text or as a workbook: what is said of an event stands in each row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from timeline_tui.export.content import Content, LeftBehind, Unavailable, days_of, iso
from timeline_tui.model.timeline import Event, Quote, Source

_BETWEEN = "; "


def joined_cell(values: str | Sequence[str]) -> str:
    """The items as one cell, of which `parted_cell` makes them again."""
    listed = [values] if isinstance(values, str) else list(values)
    if all(map(_is_plain, listed)) and (isinstance(values, str) or len(listed) != 1 or listed[0]):
        return _BETWEEN.join(listed)
    return json.dumps(values if isinstance(values, str) else listed, ensure_ascii=False)


def parted_cell(cell: str) -> list[str]:
    """The items of a cell."""
    if cell[:1] in {"[", '"'}:
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, str):
            return [found]
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return found
    return [part.strip() for part in cell.split(";") if part.strip()]


def _is_plain(item: str) -> bool:
    return bool(item) and item == item.strip() and ";" not in item and item[0] not in '["'


COLUMNS = (
    *("id", "date", "edtf", "date_start", "date_end", "title", "key", "summary", "names", "tags", "part_of"),
    *("exact", "prefix", "suffix", "kind", "speaker", "via", "source", "source_title", "outlet", "author"),
    *("published", "url", "archived", "dispute", "question", "position", "variant_of", "passage_note"),
    *("cited", "disputes", "links", "media", "note"),
)
"""What each row says, in this order; columns for the words of the file's own fields follow."""
# Signs in full width are taken for them where such are typed.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
_PLAIN_OF_EVENT = ("id", "date", "title", "summary", "part_of", "note")
_PLAIN_OF_PASSAGE = (
    "exact",
    "prefix",
    "suffix",
    "kind",
    "via",
    "source",
    "dispute",
    "position",
    "variant_of",
)
_PLAIN_OF_SOURCE = ("outlet", "author", "published", "url", "archived")
"""Fields that stand in columns of their names as they are."""
_SHOWN_OF_SOURCE = ("title", *_PLAIN_OF_SOURCE)
_OF_SOURCE = ("language", "derived_from", "text", "sha256", "fields", "note")


def write_commas(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the table with commas between its cells."""
    return _write_separated(content, out, ",")


def write_tabs(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the table with tabs between its cells."""
    return _write_separated(content, out, "\t")


def _write_separated(content: Content, out: BinaryIO, mark: str) -> LeftBehind:
    """Write the table with this mark between its cells, in UTF-8 with lines that end as RFC 4180 has it."""
    losses = LeftBehind()
    text = io.TextIOWrapper(out, "utf-8", "backslashreplace", newline="", write_through=True)
    table = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    passages = PassageTable(content)
    table.writerow(passages.header)
    table.writerows(passages.rows(losses))
    text.detach()
    return losses


class PassageTable:
    """A row for each passage, and one for an event without any."""

    def __init__(self, content: Content) -> None:
        """Goes through the events once, for the words of the file's own and the questions."""
        self._content = content
        self._questions: dict[str, str] = {}
        self._own: dict[str, None] = {}
        self._quoted: set[str | None] = set()
        for event in content.events:
            self._questions.update(event.disputes)
            self._own.update(dict.fromkeys(event.fields))
            self._quoted |= {quote.source for quote in event.quotes}

    @property
    def header(self) -> list[str]:
        """The columns of all timelines, then those for the words of this one."""
        return [*COLUMNS, *map(_header, self._own)]

    def rows(self, losses: LeftBehind) -> Iterator[list[str]]:
        """The rows below the header."""
        for event in self._content.events:
            said = _of_event(event, self._content, losses)
            words = [joined_cell(event.fields[word]) if word in event.fields else "" for word in self._own]
            for quote in event.quotes or (None,):
                row = [*_row(said, quote, self._content, self._questions), *words]
                yield [*map(guarded if self._content.guarded else marked, row)]
        losses.of_whole(self._content.heading)
        losses.of_listed(self._content, _OF_SOURCE)
        for key, source in self._content.sources.items():
            if key not in self._quoted:
                losses.of(source, _SHOWN_OF_SOURCE, key)


def _header(word: str) -> str:
    """The word of a column, told from that of another one."""
    return f"field:{word}" if word in COLUMNS or word.startswith("field:") else word


def guarded(cell: str) -> str:
    """The cell with ' before it, where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def marked(cell: str) -> str:
    """The cell with one more ' where its own would be taken for that of a guarded one."""
    return guarded(cell) if cell.startswith("'") else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded or marked."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _row(
    said: Mapping[str, str | None], quote: Quote | None, content: Content, questions: dict[str, str]
) -> Iterator[str]:
    passage = {} if quote is None else _of_passage(quote, content, questions)
    for column in COLUMNS:
        yield passage.get(column) or said.get(column) or ""


def _of_event(event: Event, content: Content, losses: LeftBehind) -> dict[str, str | None]:
    days = days_of(event.date)
    media = [" ".join(filter(None, (one.url, one.caption))) for one in event.media]
    for one in event.media:
        losses.of(one, ("credit",), event.title)
    return {field: getattr(event, field) for field in _PLAIN_OF_EVENT} | {
        "edtf": event.date if days is not None else None,
        "date_start": iso(days.first) if days else "",
        "date_end": iso(days.last) if days else "",
        "key": "yes" if event.key else "",
        "names": joined_cell([content.name(key) for key in event.names]),
        "tags": joined_cell(event.tags),
        "cited": joined_cell(event.sources),
        "disputes": json.dumps(dict(event.disputes), ensure_ascii=False) if event.disputes else "",
        "links": joined_cell(event.links),
        "media": joined_cell(media),
    }


def _of_passage(quote: Quote, content: Content, questions: dict[str, str]) -> dict[str, str | None]:
    source = content.sources.get(quote.source or "", Source())
    said = {field: getattr(quote, field) for field in _PLAIN_OF_PASSAGE}
    said |= {field: getattr(source, field) for field in _PLAIN_OF_SOURCE}
    return said | {
        "source_title": source.title,
        "speaker": content.name(quote.speaker) if quote.speaker else None,
        "question": questions.get(quote.dispute or ""),
        "passage_note": quote.note,
    }


_MOST_CHARACTERS = 32_767
"""Of a cell, ECMA-376 as Excel holds it."""
_MOST_ROWS = 1_048_576
# What XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_workbook(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the table as one sheet, in which nothing acts; `Unavailable` where no library is there for it."""
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
