"""Tables for SQLite and Datasette; what each column says stands beside it in the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, BinaryIO

from timeline_tui.export.content import Content, LeftBehind, days_of
from timeline_tui.model.days import day_iso
from timeline_tui.model.timeline import Event, pairs

SCHEMA = """
CREATE TABLE timeline (
    what TEXT PRIMARY KEY,          -- title, summary, license, timezone, as_of
    says TEXT NOT NULL
);
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    title TEXT, outlet TEXT, author TEXT,
    published TEXT,                 -- an EDTF date
    url TEXT, language TEXT, archived TEXT,
    derived_from TEXT,              -- the source that it copies or translates
    family TEXT NOT NULL,           -- the source at the end of that chain: one family is one witness
    text TEXT, sha256 TEXT,         -- the path of a copy of its text beside the timeline, and its digest
    note TEXT
);
CREATE TABLE names (
    id TEXT PRIMARY KEY,
    kind TEXT,                      -- place, group or person
    name TEXT NOT NULL,
    within TEXT,                    -- the place or group that it belongs to
    role TEXT,
    latitude REAL, longitude REAL,
    note TEXT
);
CREATE TABLE spellings (
    name TEXT NOT NULL,             -- the id of a name
    spelling TEXT NOT NULL
);
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,         -- its place in the order of time, from 1
    date TEXT,                      -- an EDTF date, or what stands in its place
    first_day TEXT,                 -- the first day it can mean, ISO 8601; none where open or unknown
    last_day TEXT,                  -- the last day it can mean
    title TEXT NOT NULL,
    key INTEGER NOT NULL,           -- 1 where it is what one tells first
    summary TEXT,
    part_of TEXT,                   -- the event that it is part of
    note TEXT
);
CREATE TABLE passages (
    event TEXT NOT NULL REFERENCES events (id),
    number INTEGER NOT NULL,        -- its place in the event, from 1
    exact TEXT NOT NULL, prefix TEXT, suffix TEXT,
    source TEXT,                    -- the id of a source
    kind TEXT,                      -- direct, reported or narration
    speaker TEXT,                   -- the id of a name
    via TEXT,
    dispute TEXT, position TEXT,    -- the disputed point that it answers, and its answer
    variant_of TEXT, note TEXT,
    PRIMARY KEY (event, number)
);
CREATE TABLE disputes (
    id TEXT NOT NULL,
    event TEXT NOT NULL,            -- the event that asks it
    question TEXT NOT NULL
);
CREATE TABLE event_names (event TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE event_tags (event TEXT NOT NULL, tag TEXT NOT NULL);
CREATE TABLE event_sources (event TEXT NOT NULL, source TEXT NOT NULL);  -- cited, with no passage taken
CREATE TABLE event_links (event TEXT NOT NULL, url TEXT NOT NULL);
CREATE TABLE event_media (event TEXT NOT NULL, url TEXT NOT NULL, caption TEXT, credit TEXT);
CREATE TABLE fields (
    what TEXT NOT NULL,             -- event, source or name
    id TEXT NOT NULL,
    word TEXT NOT NULL,
    says TEXT NOT NULL              -- a list is one row an item
);
"""
_AFTER = """
CREATE INDEX passages_by_source ON passages (source);
CREATE INDEX passages_by_speaker ON passages (speaker);
CREATE INDEX event_names_by_name ON event_names (name);
CREATE INDEX event_tags_by_tag ON event_tags (tag);
"""


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one database; nothing of a timeline is without its place in it."""
    with closing(sqlite3.connect(":memory:")) as tables:
        tables.executescript(SCHEMA)
        _fill(tables, "timeline", _about(content))
        _fill(tables, "sources", _sources(content))
        _fill(tables, "names", _names(content))
        spelled = ((key, each) for key, name in content.names.items() for each in (name.name, *name.also))
        _fill(tables, "spellings", spelled)
        for what, records in (("source", content.sources), ("name", content.names)):
            said = ((what, key, *pair) for key, record in records.items() for pair in pairs(record.fields))
            _fill(tables, "fields", said)
        for place, event in enumerate(content.events, 1):
            _add(tables, place, event)
        tables.executescript(_AFTER)
        tables.commit()
        out.write(tables.serialize())
    return LeftBehind()


def _fill(tables: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        tables.execute(f"INSERT INTO {table} VALUES ({marks})", [*map(_held, row)])  # noqa: S608 - our own words


def _held(value: object) -> object:
    """Half a character can stand in no text of UTF-8."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _about(content: Content) -> Iterator[tuple[str, str]]:
    heading = content.heading
    for what in ("title", "summary", "license", "timezone", "as_of"):
        if says := getattr(heading, what):
            yield what, says


def _sources(content: Content) -> Iterator[tuple[str | None, ...]]:
    kin = content.families
    for key, source in content.sources.items():
        said = (source.title, source.outlet, source.author, source.published)
        lies = (source.url, source.language, source.archived, source.derived_from)
        yield key, *said, *lies, kin[key], source.text, source.sha256, source.note


def _names(content: Content) -> Iterator[tuple[Any, ...]]:
    for key, name in content.names.items():
        at = [float(degrees) for degrees in name.at] if len(name.at) == 2 else [None, None]
        yield key, name.kind, name.name, name.within, name.role, *at, name.note


def _add(tables: sqlite3.Connection, place: int, event: Event) -> None:
    days = days_of(event.date)
    span = None if days is None else days.span
    first, last = (None, None) if span is None else (span.earliest, span.latest)
    shown = [None if day is None else day_iso(day) for day in (first, last)]
    row = (event.id, place, event.date, *shown, event.title, int(event.key), event.summary, event.part_of)
    _fill(tables, "events", [(*row, event.note)])
    _fill(tables, "passages", _passages(event))
    _fill(tables, "disputes", ((key, event.id, asked) for key, asked in event.disputes.items()))
    lists = {"names": event.names, "tags": event.tags, "sources": event.sources, "links": event.links}
    for what, values in lists.items():
        _fill(tables, f"event_{what}", ((event.id, value) for value in values))
    _fill(tables, "event_media", ((event.id, one.url, one.caption, one.credit) for one in event.media))
    _fill(tables, "fields", (("event", event.id, *pair) for pair in pairs(event.fields)))


def _passages(event: Event) -> Iterator[tuple[Any, ...]]:
    for number, quote in enumerate(event.quotes, 1):
        said = (quote.exact, quote.prefix, quote.suffix, quote.source, quote.kind, quote.speaker, quote.via)
        yield event.id, number, *said, quote.dispute, quote.position, quote.variant_of, quote.note
