"""The table that this program exports, a row a passage, as text or as a workbook; and its rows as events.

Each cell is one field as it stands, or one item of a list, and what belongs to a passage stands behind its
words. Nothing is parted, cleaned or guessed but a date that has no EDTF beside it, for that is what somebody
writes into a table.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from typing import Final

from timeline_tui.exchange import delimited, xlsx
from timeline_tui.exchange.events import MadeEvent, digest_of
from timeline_tui.exchange.given import GivenFile, GivenRow, Remark, Rows
from timeline_tui.exchange.registry import Registry
from timeline_tui.exchange.row_cells import Fields, without_controls
from timeline_tui.exchange.table_dates import read_date
from timeline_tui.export.passage_table import COLUMNS, parted_cell, unguarded
from timeline_tui.model.dates import understood
from timeline_tui.model.fields import gathered
from timeline_tui.yamlfile.values import Plain

FIELD: Final = "field:"
"""What stands before a word of the file's own."""
_HEADERS = {"id", "edtf", "exact", "passage_note", "cited"}
_PARTED = {"names", "tags", "cited", "links"}
_FLAT = {"tags", "links"}
_SAID_ELSEWHERE = {"date_start", "date_end", "question"}
_ONE = {"title", "summary", "part_of", "note"}
_OF_PASSAGE = {"prefix", "suffix", "kind", "via", "dispute", "position", "variant_of"}
_OF_PICTURE = {"caption", "credit"}
_OF_SOURCE = {
    "source_title": "title",
    "outlet": "outlet",
    "author": "author",
    "published": "published",
    "url": "url",
    "archived": "archived",
    "sha256": "sha256",
}
_ORDER = (
    *("id", "date", "title", "key", "summary", "part_of", "names", "tags", "quotes", "sources"),
    *("disputes", "links", "media", "fields", "note"),
)


def recognises(given: GivenFile) -> bool:
    """Whether it has the headers that no other table has together."""
    if not xlsx.recognises(given):
        return delimited.recognises(given) and set(delimited.first_cells(given)) >= _HEADERS
    return xlsx.is_installed() and set(xlsx.first_cells(given)) >= _HEADERS


def rows(given: GivenFile) -> Rows:
    """The rows below the header; one without an id was added by somebody, and is read as any other."""
    found = xlsx.rows(given) if xlsx.recognises(given) else delimited.rows(given)
    for row in found:
        if isinstance(row, GivenRow) and any(name == "id" for name, _ in row.cells):
            cells = (one for name, text in row.cells for one in _cells(name, unguarded(text)))
            row = row._replace(cells=tuple(cells), is_own=True)
        elif isinstance(row, GivenRow):
            row = row._replace(cells=tuple(one for cell in row.cells for one in _words(*cell)))
        yield row


def _cells(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A cell as what it says, each item of a list by itself."""
    if name in _PARTED:
        yield from ((name, item) for item in parted_cell(text))
    elif name == "media":
        for item in parted_cell(text):
            address, _, caption = item.partition(" ")
            yield "media", address
            if caption:
                yield "caption", caption
    elif name in _SAID_ELSEWHERE:
        return
    elif name in COLUMNS:
        yield name, text
    else:
        yield from ((f"{FIELD}{name.removeprefix(FIELD)}", item) for item in parted_cell(text))


def _words(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A cell of a row that somebody added, the words of the file's own by their bare names."""
    word = name.removeprefix(FIELD)
    yield from [(name, text)] if word == name else ((word, item) for item in parted_cell(text))


class OwnEvent:
    """One event of one row."""

    def __init__(self, row: GivenRow, registry: Registry) -> None:
        self._row = row
        self._registry = registry
        self._found: Fields = {}
        self._own: list[tuple[str, str]] = []
        self._quotes: list[dict[str, Plain]] = []
        self._media: list[dict[str, Plain]] = []
        self._dates: dict[str, str] = {}
        self._source: dict[str, str] = {}
        self.changed: list[Remark] = []

    def made(self, ids: Container[object]) -> MadeEvent:
        """The event; `ids` are those of which another one can be a part."""
        for name, text in self._row.cells:
            self._take(name, self._clean(text))
        self._end_source()
        self._date()
        if (whole := self._found.get("part_of")) is not None and whole not in ids:
            self._own.append(("part_of", str(self._found.pop("part_of"))))
            self._change("what it is part of is not there, and stands under `fields`", str(whole))
        self._found |= {"quotes": [*self._quotes]} if self._quotes else {}
        self._found |= {"media": [*self._media]} if self._media else {}
        self._found |= {"fields": gathered(self._own)} if self._own else {}
        said: Fields = {field: self._found[field] for field in _ORDER if field in self._found}
        date = said.get("date")
        is_undated = understood(date if isinstance(date, str) else None) is None
        return MadeEvent(self._row, said, True, self.changed, (), is_undated, digest_of(self._row))

    def _take(self, name: str, text: str) -> None:
        if name.startswith(FIELD):
            self._own.append((name.removeprefix(FIELD), text))
        elif name == "id" or name in _ONE:
            self._found.setdefault(name, text)
        elif name in _FLAT:
            self._add(name, text)
        elif name in {"date", "edtf"}:
            self._dates[name] = text
        elif name == "key":
            self._found["key"] = "true"
        elif name == "names":
            self._add("names", self._name(text))
        elif name == "cited":
            self._add("sources", self._registry.source({}, text)[0])
        elif name == "disputes":
            self._found["disputes"] = {**_object(self._found.get("disputes")), **_object(_decoded(text))}
        elif name == "media":
            self._media.append({"url": text})
        elif name in _OF_PICTURE and self._media:
            self._media[-1][name] = text
        else:
            self._take_of_passage(name, text)

    def _take_of_passage(self, name: str, text: str) -> None:
        if name == "exact":
            self._end_source()
            self._quotes.append({"exact": text})
        elif name in {"source", "source_id"}:
            self._source["id"] = text
        elif name in _OF_SOURCE:
            self._source[_OF_SOURCE[name]] = text
        elif not self._quotes:
            self._own.append((name, text))
        elif name == "speaker":
            self._quotes[-1]["speaker"] = self._name(text)
        elif name == "passage_note":
            self._quotes[-1]["note"] = text
        elif name in _OF_PASSAGE:
            self._quotes[-1][name] = text
        else:
            self._own.append((name, text))

    def _end_source(self) -> None:
        """The source of the last passage, of which all was said."""
        said, self._source = self._source, {}
        wanted = said.pop("id", None)
        if wanted is None or not self._quotes:
            self._own += [(f"source_{word}", text) for word, text in said.items()]
            return
        key, other, respelled = self._registry.source(said, wanted)
        self._quotes[-1]["source"] = key
        self._own += [(f"source_{word}", text) for word, text in other.items()]
        for before, known in respelled.items():
            self._change("a source is one that is known", before, known)

    def _date(self) -> None:
        """As the file had it; a date that somebody wrote beside an empty EDTF, as that says."""
        text, edtf = self._dates.get("date"), self._dates.get("edtf")
        if edtf is not None and understood(edtf) is not None:
            if text is not None and text != edtf:
                self._change("a date gives way to the one in EDTF beside it", text, edtf)
            self._found["date"] = edtf
            return
        found = read_date(text, None).edtf if text is not None else None
        if found is not None and text is not None and found != text:
            self._change("dates are written as EDTF", text, found)
        if (date := found or text or edtf) is not None:
            self._found["date"] = date

    def _name(self, text: str) -> str:
        key = self._registry.name(text, None)
        if key is None:
            # Several are spelled so: it is the id of one, or nobody can say which is meant.
            self._change("a name is spelled as several are", text)
            return text
        if self._registry.spelling(key) != text:
            self._change("a name is written as it is elsewhere", text, self._registry.spelling(key))
        return key

    def _add(self, field: str, item: str) -> None:
        there = self._found.setdefault(field, [])
        if isinstance(there, list) and item not in there:
            there.append(item)

    def _clean(self, text: str) -> str:
        clean = without_controls(text)
        if clean != text:
            self._change("controls are taken out", repr(text)[1:-1], clean)
        return clean

    def _change(self, what: str, before: str, after: str = "") -> None:
        self.changed.append(Remark(what, before, after))


def own_source(row: GivenRow) -> Fields:
    """The fields of a source of one row, with its id."""
    fields: Fields = {name: text for name, text in row.cells if not name.startswith(FIELD)}
    own = [(name.removeprefix(FIELD), text) for name, text in row.cells if name.startswith(FIELD)]
    return fields | ({"fields": gathered(own)} if own else {})


def _decoded(text: str) -> Plain:
    try:
        found: Plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found


def _object(value: Plain) -> dict[str, Plain]:
    """The questions of an object of JSON, by their ids."""
    said = value if isinstance(value, dict) else {}
    return {key: text for key, text in said.items() if isinstance(text, str)}
