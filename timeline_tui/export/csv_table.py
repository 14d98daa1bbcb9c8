"""A table, one row a passage: what is said of an event stands in each of its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.export.days import days_of, iso
from timeline_tui.model.timeline import Event, Quote, Source

COLUMNS = (
    *("id", "date", "edtf", "date_start", "date_end", "title", "key", "summary", "names", "tags", "part_of"),
    *("exact", "prefix", "suffix", "kind", "speaker", "via", "source", "source_title", "outlet", "author"),
    *("published", "url", "archived", "dispute", "question", "position", "passage_note"),
    *("cited", "links", "media", "note"),
)
"""What each row says, in this order; columns for the words of the file's own fields follow."""
_LIST = "; "
# Signs in full width are taken for them where such are typed.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LAST_YEAR = 9999


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the table with commas."""
    return write_separated(content, out, ",")


def write_separated(content: Content, out: BinaryIO, mark: str) -> LeftBehind:
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
        for event in content.events:
            self._questions.update(event.disputes)
            self._own.update(dict.fromkeys(event.fields))

    @property
    def header(self) -> list[str]:
        """The columns of all timelines, then those for the words of this one."""
        return [*COLUMNS, *(f"field:{word}" if word in COLUMNS else word for word in self._own)]

    def rows(self, losses: LeftBehind) -> Iterator[list[str]]:
        """The rows below the header."""
        for event in self._content.events:
            said = _of_event(event, self._content, losses)
            words = [_list(event.fields.get(word, ""), event, losses) for word in self._own]
            for quote in event.quotes or (None,):
                row = [*_row(said, quote, self._content, self._questions), *words]
                yield [*map(guarded, row)] if self._content.guarded else row


def guarded(cell: str) -> str:
    """The cell with ' before it, where a spreadsheet would take it for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(
    said: dict[str, str], quote: Quote | None, content: Content, questions: dict[str, str]
) -> Iterator[str]:
    passage = {} if quote is None else _of_passage(quote, content, questions)
    for column in COLUMNS:
        yield passage.get(column, "") or said.get(column, "")


def _of_event(event: Event, content: Content, losses: LeftBehind) -> dict[str, str]:
    days = days_of(event.date)
    for _ in event.disputes.keys() - {quote.dispute for quote in event.quotes}:
        losses.add("a question that no passage answers", event.title)
    media = [" ".join(filter(None, (one.url, one.caption))) for one in event.media]
    for one in event.media:
        if one.credit:
            losses.add("who made a picture", event.title)
    return {
        "id": event.id or "",
        "date": event.date or "",
        "edtf": event.date or "" if days is not None else "",
        "date_start": iso(days.first) if days and days.first and 0 < days.first[0] <= _LAST_YEAR else "",
        "date_end": iso(days.last) if days and days.last and 0 < days.last[0] <= _LAST_YEAR else "",
        "title": event.title,
        "key": "yes" if event.key else "",
        "summary": event.summary or "",
        "names": _list([content.name(key) for key in event.names], event, losses),
        "tags": _list(event.tags, event, losses),
        "part_of": event.part_of or "",
        "cited": _list(event.sources, event, losses),
        "links": _list(event.links, event, losses),
        "media": _list(media, event, losses),
        "note": event.note or "",
    }


def _of_passage(quote: Quote, content: Content, questions: dict[str, str]) -> dict[str, str]:
    source = content.sources.get(quote.source or "", Source())
    return {
        "exact": quote.exact,
        "prefix": quote.prefix or "",
        "suffix": quote.suffix or "",
        "kind": quote.kind or "",
        "speaker": content.name(quote.speaker) if quote.speaker else "",
        "via": quote.via or "",
        "source": quote.source or "",
        "source_title": source.title or "",
        "outlet": source.outlet or "",
        "author": source.author or "",
        "published": source.published or "",
        "url": source.url or "",
        "archived": source.archived or "",
        "dispute": quote.dispute or "",
        "question": questions.get(quote.dispute or "", ""),
        "position": quote.position or "",
        "passage_note": quote.note or "",
    }


def _list(values: str | Sequence[str], event: Event, losses: LeftBehind) -> str:
    """The values with semicolons between them."""
    listed = [values] if isinstance(values, str) else values
    if len(listed) > 1 and any(";" in value for value in listed):
        losses.add("where an item of a list ends that holds a semicolon", event.title)
    return _LIST.join(listed)
