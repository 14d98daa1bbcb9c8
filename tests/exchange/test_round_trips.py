"""What is exported and brought in again is what it was, or was told to be left out: field by field."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.export.contents import DATES
from timeline_tui.exchange.bringing import Bringing
from timeline_tui.exchange.given import GivenFile
from timeline_tui.exchange.import_targets import write_new
from timeline_tui.exchange.survey import look
from timeline_tui.export.content import SENTENCES, Content, Heading, LeftBehind
from timeline_tui.export.formats import FORMATS
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Media, Name, Quote, Record, Source

_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\ufffe\uffff")
_MARKS = st.sampled_from(
    [*"=+-@'\"`;|,:#&<>[]{}()!%\\/~?*_ \n\t", "\u202e", "<b>", "&amp;", "]]>", "NA", "; "]
)
_TEXTS = st.text(_LETTERS, min_size=1, max_size=6) | st.lists(
    st.one_of(_LETTERS, _MARKS), min_size=1, max_size=8
).map("".join)
TEXTS = _TEXTS.filter(lambda text: bool(text.strip()))
"""Texts that say something, of any letters that a file can hold, and of what other formats take for signs."""
_ADDRESSES = st.sampled_from(
    ["https://example.org/a", "http://example.org/b?c=d&e=%20#f", "https://example.org/a,b;c"]
)
_SOURCES = st.fixed_dictionaries(
    {
        key: st.builds(
            Source,
            title=TEXTS,
            outlet=st.none() | TEXTS,
            author=st.none() | TEXTS,
            published=st.none() | st.sampled_from(["2024-03-02", "2024-21", "2023~", "-0044", "soon"]),
            url=st.just(f"https://example.org/{key}") | st.none(),
            archived=st.none() | _ADDRESSES,
            language=st.none() | st.just("uk"),
            sha256=st.none() | st.just("0" * 64),
            note=st.none() | TEXTS,
            fields=st.dictionaries(TEXTS, TEXTS, max_size=1),
        )
        for key in ("herald", "tribune: 2", "агентство")
    }
)
_NAMES = {
    "mayor": Name(kind="person", name='The Mayor; of "Town", =1', role="of the town"),
    "town": Name(kind="place", name="Town"),
    "міст": Name(name="Мiст\nі міст"),
}
_NAMED = st.sampled_from(list(_NAMES))
_CITED = st.sampled_from(["herald", "tribune: 2", "агентство"])
_QUOTES = st.builds(
    Quote,
    exact=TEXTS,
    prefix=st.none() | TEXTS,
    suffix=st.none() | TEXTS,
    source=st.none() | _CITED,
    kind=st.none() | st.sampled_from(["direct", "reported", "narration"]),
    speaker=st.none() | _NAMED,
    via=st.none() | TEXTS,
    dispute=st.none() | st.just("taken"),
    position=st.none() | TEXTS,
    note=st.none() | TEXTS,
)
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.uuids().map(str) | st.integers(1, 99).map(str) | TEXTS,
        date=st.none() | st.sampled_from(DATES),
        title=TEXTS,
        key=st.booleans(),
        summary=st.none() | TEXTS,
        names=st.lists(_NAMED, max_size=2, unique=True).map(tuple),
        tags=st.lists(TEXTS, max_size=2, unique=True).map(tuple),
        quotes=st.lists(_QUOTES, max_size=3).map(tuple),
        sources=st.lists(_CITED, max_size=2, unique=True).map(tuple),
        disputes=st.just({}) | st.dictionaries(st.just("taken"), TEXTS, max_size=1),
        links=st.lists(_ADDRESSES, max_size=2, unique=True).map(tuple),
        media=st.lists(
            st.builds(Media, url=_ADDRESSES, caption=st.none() | TEXTS, credit=st.none() | TEXTS), max_size=2
        ).map(tuple),
        fields=st.dictionaries(
            TEXTS.map(lambda word: " ".join(word.split())),
            TEXTS | st.lists(TEXTS, min_size=2, max_size=3).map(tuple),
            max_size=2,
        ),
        note=st.none() | TEXTS,
    ),
    max_size=3,
    unique_by=lambda event: event.id,
)


def back(
    form: str, content: Content
) -> tuple[dict[str, Event], Mapping[str, Source], Mapping[str, Name], LeftBehind]:
    """What of it comes back through a format as a timeline of its own, and what is told to be left out."""
    out = BytesIO()
    losses = FORMATS[form].write_alone(content, out)
    if not out.getvalue() or (form == "annotations" and not any(event.quotes for event in content.events)):
        return {}, {}, {}, losses
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder, f"out{FORMATS[form].ending}")
        exported.write_bytes(out.getvalue())
        target = Path(folder, "back.timeline.yaml")
        survey = look(GivenFile(str(exported)), order="day")
        write_new(target, Bringing(), [survey])
        reading = Reading(target, "back")
        events = {event.id or "": event for event in reading.events()}
        return events, reading.timeline.sources, reading.timeline.names, losses


def differing(record: Record, other: Record, losses: LeftBehind) -> dict[str, tuple[Any, Any]]:
    """The fields that came back otherwise, and of which nobody was told.

    Names come back by their spelling, and the ids of new ones are made of it.
    """
    slots: tuple[str, ...] = record.__slots__
    return {
        field: (getattr(record, field), getattr(other, field))
        for field in slots
        if field not in {"quotes", "media", "names", "speaker"}
        and getattr(record, field) != getattr(other, field)
        and not _is_told(record, field, losses)
    }


def _is_told(record: Record, field: str, losses: LeftBehind) -> bool:
    sentence = SENTENCES[type(record)].get(field)
    return sentence is not None and any(told.startswith(sentence) for told in losses.counts)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "timesketch", "timelinejs", "annotations"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS, _SOURCES)
@example([Event(id="a", title="'="), Event(id="b", title="''\t"), Event(id="c", title="=1")], {})
def test_each_field_comes_back_or_is_told(form: str, events: list[Event], sources: dict[str, Source]) -> None:
    found, listed, names, losses = back(form, Content(Heading("T"), events, sources, _NAMES))
    for event in events:
        there = found.pop(event.id or "", None)
        if there is None:
            assert form in {"timesketch", "timelinejs", "annotations"}
            assert losses.counts
            continue
        assert differing(event, there, losses) == {}
        if not _is_told(event, "names", losses):
            assert [names[key].name for key in there.names] == [_NAMES[key].name for key in event.names]
        for quote, other in zip(event.quotes, there.quotes, strict=True):
            assert differing(quote, other, losses) == {}
            if not _is_told(quote, "speaker", losses):
                spoken = None if other.speaker is None else names[other.speaker].name
                assert spoken == (None if quote.speaker is None else _NAMES[quote.speaker].name)
            if other.source:
                assert differing(sources[other.source], listed[other.source], losses) == {}
        for shown, other_ in zip(event.media, there.media, strict=False):
            assert differing(shown, other_, losses) == {}
    assert not found


@settings(max_examples=40, deadline=None)
@given(_SOURCES)
def test_each_source_comes_back_from_a_bibliography(sources: dict[str, Source]) -> None:
    copied = {"copy": Source(title="Copy", derived_from="herald", text="texts/copy.txt")}
    _, listed, _, losses = back("csl-json", Content(Heading("T"), [], sources | copied, {}))
    assert list(listed) == [*sources, "copy"]
    for key, source in (sources | copied).items():
        assert differing(source, listed[key], losses) == {}
    assert losses.counts == {
        "what is said of the timeline as a whole (title)": 1,
        "where the text of a source lies, and its digest": 1,
    }


@settings(max_examples=40, deadline=None)
@given(EVENTS, _SOURCES)
def test_all_comes_back_from_the_file_format_as_data(events: list[Event], sources: dict[str, Source]) -> None:
    out = BytesIO()
    losses = FORMATS["json"].write_alone(Content(Heading("T"), events, sources, _NAMES), out)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "out.timeline.yaml")
        file.write_bytes(out.getvalue())
        reading = Reading(file, file.name)
        assert list(reading.events()) == events
        assert (reading.timeline.sources, reading.timeline.names) == (sources, _NAMES)
        assert losses.counts == {}
