"""What forms make of the texts that are typed into them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.index.timelines import written
from timeline_tui.index.reader import Index
from timeline_tui.model.timeline import Event, Name, Source, Timeline
from timeline_tui.session.open_text import TextReading
from timeline_tui.session.sheet import NewEntries, Unfit, Unlisted
from timeline_tui.session.sheets import EntrySheet, EventSheet


@dataclass(frozen=True)
class Showing:
    """What is shown: an index, with no text of a source."""

    index: Index | None
    texts: TextReading | None = None


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """A small timeline."""
    known = Timeline(
        sources={"herald": Source(outlet="The Herald"), "mirror": Source(title="Mirror, mirror")},
        names={"town": Name(name="Town")},
    )
    return written(tmp_path, [Event(id="one", title="One")], timeline=known)


def test_an_event_says_all_that_it_can(index: Index) -> None:
    sheet = EventSheet(Showing(index), 0, None)
    texts = {
        "title": "T",
        "key": "Y",
        "sources": 'the herald, "Mirror, mirror"',
        "media": "https://example.org/a.jpg  The bridge at night\n\nhttps://example.org/b.jpg",
        "fields": "status: verified\nseen: 2024-03-01\nlegal status: not: proven\nseen: 2024-03-02",
    }
    assert sheet.plain(texts) == {
        "title": "T",
        "key": "true",
        "sources": ["herald", "mirror"],
        "media": [
            {"url": "https://example.org/a.jpg", "caption": "The bridge at night"},
            {"url": "https://example.org/b.jpg"},
        ],
        "fields": {"status": "verified", "seen": ["2024-03-01", "2024-03-02"], "legal status": "not: proven"},
    }
    assert sheet.plain({"title": "T", "key": "no"}) == {"title": "T", "key": None}


def test_a_source_that_is_cited_and_not_listed_is_asked_about(index: Index) -> None:
    sheet = EventSheet(Showing(index), 0, None)
    assert sheet.unlisted({"title": "T", "sources": "herald, New Paper"}) == [
        Unlisted("sources", "New Paper")
    ]


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [("key", "perhaps", "neither yes nor no"), ("fields", "status verified", "a word, a colon and a text")],
)
def test_what_a_field_cannot_be_is_said(index: Index, field: str, text: str, words: str) -> None:
    sheet = EventSheet(Showing(index), 0, None)
    with pytest.raises(Unfit, match=words) as raised:
        sheet.plain({"title": "T", field: text})
    assert raised.value.field == field


def test_an_address_that_cannot_be_opened_is_told_while_it_is_typed(index: Index) -> None:
    event = EventSheet(Showing(index), 0, None)
    source = EntrySheet(Showing(index), 0, None, NewEntries(), Unlisted("sources", "New Paper"))
    fields = {field.id: field for sheet in (event, source) for field in sheet.fields}
    good = "https://example.org/a.jpg  The bridge at night"
    assert event.said(fields["media"], {"media": good}) is None
    said = event.said(fields["media"], {"media": f"{good}\nbridge.jpg  The bridge"})
    assert said is not None
    assert said.text.startswith("“bridge.jpg” cannot be opened: write http")
    assert source.said(fields["url"], {"url": "https://example.org/a"}) is None
    for field in ("url", "archived"):
        said = source.said(fields[field], {field: "javascript:alert(1)"})
        assert said is not None
        assert said.role == "warning"


def test_a_place_says_where_it_lies(index: Index) -> None:
    new = NewEntries()
    sheet = EntrySheet(Showing(index), 0, None, new, Unlisted("names", "Hill"))
    entry = sheet.entry({"name": "Hill", "kind": "place", "at": "10.5, 10.5", "fields": "height: 80 m"})
    own = {"name": "Hill", "kind": "place", "at": ["10.5", "10.5"], "fields": {"height": "80 m"}}
    assert (entry.key, dict(entry.fields)) == ("hill", own)
    source = EntrySheet(Showing(index), 0, None, new, Unlisted("sources", "News"))
    assert source.entry({"outlet": "News", "fields": "reliability: B"}).fields == {
        "outlet": "News",
        "fields": {"reliability": "B"},
    }
