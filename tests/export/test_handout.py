"""A handout holds the title of every event and every cited source, and each mark leads to one note."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.test_round_trips import EVENTS, TEXTS
from tests.export.contents import written
from timeline_tui.export.content import Content, Heading
from timeline_tui.model.timeline import Event, Name, Source
from timeline_tui.render.phrases import in_one_line

_SOURCES = st.fixed_dictionaries(
    {
        key: st.builds(Source, title=TEXTS, outlet=st.none() | TEXTS, author=st.none() | TEXTS)
        for key in ("herald", "tribune: 2", "агентство")
    }
)
_NAMES = {key: Name(name=key) for key in ("mayor", "town", "міст")}
_MARK = re.compile(r"(?<!\\)\[\^(\d+)\](?!:)")
_NOTE = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)


def plain(text: str) -> str:
    """The letters of a text as they are read, in one line; the first of a line may be a capital."""
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).split()).upper().lower()


@settings(max_examples=60, deadline=None)
@given(EVENTS, _SOURCES)
def test_every_title_and_every_source_is_there(events: list[Event], sources: Mapping[str, Source]) -> None:
    text = written("markdown", Content(Heading("T"), events, sources, _NAMES))[0].decode()
    heads = [plain(line) for line in text.splitlines() if line.startswith("### ")]
    assert len(heads) == len(events)
    for head, event in zip(heads, events, strict=True):
        assert head.endswith(read(event.title))
    notes = dict(_NOTE.findall(text))
    cited = list(dict.fromkeys(source for event in events for source in in_order(event)))
    assert list(notes) == [str(number) for number in range(1, len(cited) + 1)]
    for key, note in zip(cited, notes.values(), strict=True):
        for said in (sources[key].title, sources[key].outlet, sources[key].author):
            assert said is None or read(said) in plain(note)
    marks = [mark for mark in _MARK.findall(text) if mark]
    assert set(marks) == set(notes)
    quoted = sum(quote.source is not None for event in events for quote in event.quotes)
    assert len(marks) == quoted + sum(len(event.only_cited) for event in events)


def read(text: str) -> str:
    """A text of the file as it is read in a document."""
    return " ".join(in_one_line(text).split()).upper().lower()


def in_order(event: Event) -> list[str]:
    """Its sources as a reader meets them: by dispute and answer, those of no dispute, those only cited."""
    found: list[str | None] = []
    for dispute in event.all_disputes:
        answers = [quote for quote in event.quotes if quote.dispute == dispute]
        order = list(dict.fromkeys(quote.position or "" for quote in answers))
        found += [quote.source for quote in sorted(answers, key=lambda q: order.index(q.position or ""))]
    found += [quote.source for quote in event.quotes if not quote.dispute]
    return [source for source in (*found, *event.only_cited) if source]
