"""No format leaves anything out in silence: each field of the file is in what is written, or told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import fields, replace
from html import unescape
from io import BytesIO
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.export.contents import written
from timeline_tui.export.content import SENTENCES, Content, Heading, LeftBehind
from timeline_tui.export.formats import FORMATS
from timeline_tui.model.record_fields import RECORDS
from timeline_tui.model.timeline import Event, Media, Name, Quote, Record, Source, Timeline, Tour, TourStep
from timeline_tui.render.phrases import KINDS, date_words

_IN_AN_EVENT = (Event, Quote, Media)
_WHOLE: Final[Mapping[str, tuple[type[Record], ...]]] = {
    "events and their passages": _IN_AN_EVENT,
    "events with no passage": _IN_AN_EVENT,
    "events with no date": _IN_AN_EVENT,
    "events whose beginning nobody knows": _IN_AN_EVENT,
    "names of places, groups and people": (Name,),
    "sources and names that no event speaks of": (Source, Name),
    "pictures and recordings": (Media,),
    "passages": (Quote,),
    "tours": (Tour, TourStep),
}
"""What is told of a record of which a format holds nothing, by how it begins."""
_HOLD_RECORDS = {"sources", "names", "tours", "quotes", "steps", "media"}
"""Fields that hold other records, which are tried by themselves, or name them."""


class Said(NamedTuple):
    """What a field says, and each thing in it with the words in which it may be read."""

    value: Any
    read: list[set[str]]


_DAY = "1987-05-21"
_SAID: Final[Mapping[str, Said]] = {
    "date": Said(_DAY, [{_DAY, date_words(_DAY)}]),
    "published": Said(_DAY, [{_DAY, date_words(_DAY)}]),
    "sha256": Said("5ec0" * 16, [{"5ec0" * 16}]),
    "at": Said(("51.17391", "34.27146"), [{"51.17391"}, {"34.27146"}]),
    "part_of": Said("whole", [{"whole", "The whole"}]),
    "names": Said(("other",), [{"other", "Otherwise"}]),
    "within": Said("other", [{"other", "Otherwise"}]),
    "speaker": Said("other", [{"other", "Otherwise"}]),
    "sources": Said(("third",), [{"third", "Thirdly"}]),
    "source": Said("third", [{"third", "Thirdly"}]),
    "derived_from": Said("second", [{"second", "Seconded"}]),
    "variant_of": Said("second", [{"second", "Seconded", "p-raid-2"}]),
    "event": Said("whole", [{"whole", "The whole"}]),
    "passage": Said("second", [{"second", "p-raid-2"}]),
    "disputes": Said({"q-asking": "q-question"}, [{"q-question"}]),
}
"""What the fields say that take no words of any kind."""
_ADDRESSES = {"url", "archived", "links"}
_BASE: Final[Mapping[type[Record], Record]] = {
    Event: Event(id="raid", date="2024-03-12", title="The raid", names=("mayor",)),
    Quote: Quote(exact="They did not"),
    Media: Media(url="https://example.org/b.jpg"),
    Source: Source(),
    Name: Name(name="The Mayor"),
    Tour: Tour(title="Way"),
    TourStep: TourStep(event="raid"),
    Timeline: Timeline(title="A timeline"),
}
"""Each record with what it cannot be without."""
EACH: Final = [
    (kind, row.name)
    for kind in (*RECORDS.values(), Timeline)
    for row in fields(kind)
    if row.name not in _HOLD_RECORDS or (kind is Event and row.name in {"names", "sources"})
]


def test_every_record_of_the_file_is_tried() -> None:
    assert set(_BASE) == {*RECORDS.values(), Timeline}
    assert len(EACH) > 50


def said_in(kind: type[Record], name: str) -> Said:
    """Something that the field can say, like nothing else in the timeline."""
    if name in _SAID:
        return _SAID[name]
    expected = get_type_hints(kind)[name]
    inside = get_args(expected)
    for one in inside:
        if get_origin(one) is Literal:
            value = get_args(one)[0]
            return Said(value, [{value, KINDS.get(value, value)}])
    if expected is bool:
        return Said(True, [])
    word = f"q-{kind.__name__.lower()}-{name.replace('_', '-')}"
    if name in _ADDRESSES:
        word = f"https://example.org/{word}"
    if name == "fields":
        words = [f"{word}-{at}" for at in range(5)]
        return Said({words[0]: words[1], words[2]: tuple(words[3:])}, [{each} for each in words])
    if get_origin(expected) is tuple:
        return Said((f"{word}-1", f"{word}-2"), [{f"{word}-1"}, {f"{word}-2"}])
    return Said(word, [{word}])


def content_with(kind: type[Record], record: Record) -> Content:
    """A small timeline with this record in its place."""
    found: dict[type[Record], Any] = {**_BASE, kind: record}
    told = Quote(exact="Told again", source="second")
    event = replace(
        found[Event],
        quotes=(found[Quote], told, Quote(exact="Told", source="first")),
        media=(found[Media],),
    )
    whole = Event(id="whole", date="2024", title="The whole", quotes=(told,))
    heading = Heading(
        *(getattr(found[Timeline], name) for name in ("title", "summary", "license", "timezone"))
    )
    sources = {"first": found[Source], "second": Source(title="Seconded"), "third": Source(title="Thirdly")}
    names = {"mayor": found[Name], "other": Name(name="Otherwise")}
    tour = replace(found[Tour], steps=(found[TourStep],))
    return Content(heading, [event, whole], sources, names, tours={"way": tour})


def read(name: str, data: bytes) -> str:
    """What a reader of the format gets out of it."""
    if name == "xlsx":
        sheet = load_workbook(BytesIO(data)).active
        assert sheet is not None
        return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    if name == "sqlite":
        with closing(sqlite3.connect(":memory:")) as tables:
            tables.deserialize(data)
            return "\n".join(tables.iterdump())
    text = data.decode()
    if name == "html":
        # The chart and what a browser never shows hold nothing that does not stand elsewhere.
        text = unescape(re.sub(r"(?s)<(style|script|svg)\b.*?</\1>|data-\w+=\"[^\"]*\"", "", text))
    # A feed and slides hold markup as text.
    return unescape(text).replace("\r\n ", "").replace("\\.", ".").replace("Q", "q")


def is_told(kind: type[Record], name: str, losses: Mapping[str, int]) -> bool:
    """Whether somebody is told that this field, or all of such a record, is left out."""
    sentence = SENTENCES.get(kind, {}).get(name)
    return any(
        (sentence and what.startswith(sentence))
        or (name in _ADDRESSES and what == "addresses that cannot be opened")
        or any(what.startswith(whole) and kind in kinds for whole, kinds in _WHOLE.items())
        for what in losses
    )


@pytest.mark.parametrize("form", list(FORMATS))
def test_each_field_alone_is_held_or_told(form: str) -> None:
    silent = []
    for kind, name in EACH:
        value, things = said_in(kind, name)
        bare, fewer = written(form, content_with(kind, _BASE[kind]))
        data, losses = written(form, content_with(kind, replace(_BASE[kind], **{name: value})))
        before, after = read(form, bare), read(form, data)
        is_held = all(any(after.count(word) > before.count(word) for word in words) for words in things)
        # What cannot be missing is told of as well where it says something else.
        more = {what for what, count in losses.counts.items() if count > fewer.counts.get(what, 0)}
        told = losses.counts if getattr(_BASE[kind], name) or kind is Timeline else dict.fromkeys(more, 1)
        is_in = is_held if things else before != after
        if not is_in and not is_told(kind, name, told) and not is_told_whole(kind, losses):
            silent.append(f"{kind.__name__}.{name}")
    assert not silent, f"{form} says nothing of {', '.join(silent)}"


def is_told_whole(kind: type[Record], losses: LeftBehind) -> bool:
    """Whether somebody is told that all of such a record is left out."""
    return is_told(kind, "", losses.counts)


_WORDS = st.none() | st.just("?")
_LINKS = st.sampled_from(["https://example.org/?", "javascript:?"])
_OWN: st.SearchStrategy[Mapping[str, Any]] = st.just({}) | st.just({"? a": "?", "? b": ("?", "?")})
_SOURCES = ("first", "second", "third")
_QUOTES = st.builds(
    Quote,
    exact=st.just("?"),
    prefix=_WORDS,
    suffix=_WORDS,
    source=st.none() | st.sampled_from([*_SOURCES, "unlisted"]),
    speaker=st.none() | st.sampled_from(["mayor", "town"]),
    via=_WORDS,
    dispute=st.none() | st.just("asked"),
    position=_WORDS,
    note=_WORDS,
)
_EVENTS = st.builds(
    Event,
    id=st.uuids().map(str),
    date=st.none() | st.sampled_from(["2024-03-12", "-0044", "../2024", "soon"]),
    title=st.just("?"),
    summary=_WORDS,
    names=st.sampled_from([(), ("mayor",), ("town", "mayor"), ("unlisted",)]),
    tags=st.sampled_from([(), ("?",), ("?", "?")]),
    quotes=st.lists(_QUOTES, max_size=3).map(tuple),
    sources=st.sampled_from([(), ("first",), ("second", "third"), ("unlisted",)]),
    disputes=st.just({}) | st.just({"asked": "?"}),
    links=st.lists(_LINKS, max_size=2).map(tuple),
    media=st.lists(st.builds(Media, url=_LINKS, caption=_WORDS, credit=_WORDS), max_size=2).map(tuple),
    fields=_OWN,
    note=_WORDS,
)
_SOURCE = st.builds(
    Source,
    title=_WORDS,
    outlet=_WORDS,
    author=_WORDS,
    url=st.none() | _LINKS,
    archived=st.none() | _LINKS,
    derived_from=st.none() | st.just("third"),
    text=_WORDS,
    sha256=_WORDS,
    fields=_OWN,
    note=_WORDS,
)
_NAME = st.builds(
    Name,
    name=st.just("?"),
    also=st.sampled_from([(), ("?", "?")]),
    within=st.none() | st.just("town"),
    role=_WORDS,
    fields=_OWN,
    note=_WORDS,
)
_TIMELINES = st.tuples(
    st.builds(Timeline, title=st.just("?"), summary=_WORDS, license=_WORDS),
    st.lists(_EVENTS, max_size=3),
    st.tuples(_SOURCE, _SOURCE, _SOURCE),
    st.tuples(_NAME, _NAME),
    st.builds(Tour, title=_WORDS, steps=st.just((TourStep(event="gone", text="?"),))),
)


class Words:
    """Every word of a timeline, each unlike all others, with the record and field that it stands in."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[type[Record], str]] = {}

    def put(self, record: Any) -> Any:  # noqa: ANN401 - a record of any kind, the same again
        """The record with a word of its own in each place for one."""
        kind: type[Record] = type(record)
        values = {row.name: self._value(kind, row.name, getattr(record, row.name)) for row in fields(kind)}
        return kind(**values)

    def _value(self, kind: type[Record], name: str, value: Any) -> Any:  # noqa: ANN401 - what a field holds
        if isinstance(value, Record):
            return self.put(value)
        if isinstance(value, Mapping):
            return {self._value(kind, name, at): self._value(kind, name, each) for at, each in value.items()}
        if isinstance(value, tuple):
            return tuple(self._value(kind, name, one) for one in value)
        if not isinstance(value, str) or "?" not in value:
            return value
        word = f"q{len(self.found)}q"
        self.found[word] = kind, name
        return value.replace("?", word)


@pytest.mark.parametrize("form", list(FORMATS))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(_TIMELINES)
def test_no_word_of_a_timeline_is_left_out_in_silence(form: str, parts: tuple[Any, ...]) -> None:
    words = Words()
    whole, events, sources, names, tour = parts
    about = words.put(whole)
    content = Content(
        Heading(about.title, about.summary, about.license),
        [words.put(event) for event in events],
        dict(zip(_SOURCES, map(words.put, sources), strict=True)),
        dict(zip(("mayor", "town"), map(words.put, names), strict=True)),
        tours={"way": words.put(tour)},
    )
    data, losses = written(form, content)
    text = read(form, data)
    silent = {
        f"{kind.__name__}.{name}"
        for word, (kind, name) in words.found.items()
        if word not in text and not is_told(kind, name, losses.counts)
    }
    assert not silent, f"{form} says nothing of {', '.join(sorted(silent))}"
