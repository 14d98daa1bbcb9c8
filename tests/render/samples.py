"""Events, sources and rows that the tests of pages draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeline_tui.index.records import About, Passage, Row
from timeline_tui.model.dates import understood
from timeline_tui.model.timeline import Event, Name, Quote, Source, families
from timeline_tui.problems.problem import Place, Problem, Related
from timeline_tui.render.document import FULL, Document, Line, Marks, Stop
from timeline_tui.render.page import Context
from timeline_tui.render.row import gap_line, heading_line, row_line

SOURCES: Mapping[str, Source] = {
    "gazette": Source(
        title="Bridge falls in the night",
        outlet="The Gazette",
        author="Ada Byron",
        published="2021-06-03T05:00-04:00",
        url="https://gazette.example/bridge",
        archived="https://archive.example/1",
        language="en",
        note="Original.",
    ),
    "mirror": Source(title="The bridge fell at night", derived_from="gazette"),
    "herald": Source(outlet="The Herald", published="2021-06-04"),
    "bare": Source(),
    "lost-copy": Source(outlet="The Echo", derived_from="nowhere"),
}
NAMES: Mapping[str, Name] = {
    "old-bridge": Name(kind="place", name="Old Bridge", also=("the bridge", "Oldbridge")),
    "harbour": Name(kind="place", name="Harbour"),
    "guild": Name(kind="group", name="Ferrymen's Guild", also=("the Guild",)),
    "mayor": Name(kind="person", name="Jan Novak", also=("Novak", "Nowak"), role="mayor of the town"),
    "clerk": Name(name="A clerk"),
}
HOSTILE = (
    "\x1b]52;c;UFdORUQ=\x07 \x9b31m [@click=app.quit]press[/] [/] [link=https://x.example]y[/link] "
    "\u202edrow\u202c zero\u200bwidth\u200d \x00\x7f a"
    + "\u0301"
    * 40
    + " 这是一座桥，很长很长的句子没有空格。"
    "👩\u200d👩\u200d👧 " + "x" * 90 + "\r\nsecond line\tafter a tab\u2028third"
)


def row(event: Event, rank: int = 0, **changes: object) -> Row:
    """The row of an event with no gap and no heading."""
    sources = {quote.source for quote in event.quotes if quote.source}
    roots = families(SOURCES)
    date = event.date if understood(event.date) else None
    values: dict[str, Any] = {
        "rank": rank,
        "number": rank,
        "id": event.id or f"event-{rank}",
        "date": date,
        "title": event.title,
        "depth": 0,
        "quotes": len(event.quotes),
        "sources": len(sources),
        "independent": len({roots.get(source, source) for source in sources}),
        "disputes": len(event.disputes),
        "gap": None,
        "heading": None,
        "year": (date or "")[:4] or None,
        "key": int(event.key),
        "cited": len(event.only_cited),
        "written": event.date if date is None else None,
    }
    return Row(**values | changes)


def context(**changes: Any) -> Context:  # noqa: ANN401 - any field can be changed
    """What pages know: all sources and names of these samples."""
    return Context(**{"sources": SOURCES, "names": NAMES, "families": families(SOURCES)} | changes)


def passage(event: Event, rank: int, position: int) -> Passage:
    """A quote of an event, as a source's page is given it."""
    return Passage(rank, event.id or "", event.title, event.date, position, event.quotes[position])


def about(**changes: object) -> About:
    """A timeline of forty-one events."""
    values: dict[str, Any] = {
        "file": "bridge.timeline.yaml",
        "title": "The fall of the Old Bridge",
        "summary": None,
        "license": None,
        "timezone": None,
        "events": 41,
        "lines": 50,
        "sources": 5,
        "independent": 4,
        "quotes": 110,
        "disputes": 3,
        "problems": 0,
        "earliest": 737943,
        "latest": 738307,
        "misdated": 0,
        "complete": True,
    }
    return About(**values | changes)


ORDINARY = Event(
    id="fall",
    date="2021-06-03",
    title="The Old Bridge falls",
    summary="The bridge over the harbour fell during the night. Nobody was on it, as far as the texts say.",
    part_of="summer",
    names=("old-bridge", "harbour", "mayor", "clerk", "ghost"),
    tags=("accident", "harbour"),
    quotes=(
        Quote(
            exact="“We heard a crack,” Novak said, “and then Oldbridge was gone.”",
            source="gazette",
            kind="direct",
            speaker="mayor",
            via="radio",
        ),
        Quote(exact="The bridge had stood since 1848.", source="gazette", kind="narration"),
        Quote(
            exact="The mayor said that he had heard a noise.",
            source="mirror",
            kind="reported",
            speaker="mayor",
        ),
        Quote(exact="Nobody was hurt", source="herald", note="The sentence goes on about the weather."),
        Quote(exact="It will be rebuilt.", kind="reported", speaker="stranger"),
        Quote(exact="One more.", source="unlisted"),
    ),
    links=("https://gazette.example/more", "javascript:alert(1)"),
    note="The year is inferred from the paper's date.",
)
DISPUTED = Event(
    id="cause",
    date="2021-06~",
    title="Why the bridge fell",
    quotes=(
        Quote(
            exact="A ship struck the pier.",
            source="gazette",
            kind="reported",
            speaker="guild",
            dispute="why",
            position="A ship",
        ),
        Quote(
            exact="Rust had eaten the chains for ten years before anybody looked at them.",
            source="herald",
            kind="direct",
            speaker="mayor",
            dispute="why",
            position="Rust",
        ),
        Quote(
            exact="A boat hit the pier.", source="mirror", kind="narration", dispute="why", position="A ship"
        ),
        Quote(exact="Nobody asked this.", source="herald", dispute="unasked"),
    ),
    disputes={"why": "Why did it fall?", "silent": "Was anybody warned?"},
)
LATER = Event(
    id="inquiry",
    date="2022",
    title="The inquiry",
    quotes=(
        Quote(
            exact="It was the flood.", source="herald", speaker="clerk", dispute="why", position="The flood"
        ),
        Quote(exact="Rust, again.", source="herald", speaker="clerk", dispute="why", position="Rust"),
    ),
)
UNDATED = Event(id="when", title="Somebody warned the town")
WILD = Event(
    id=HOSTILE,
    date="12/03/24 \x1b[31m",
    title=HOSTILE,
    summary=HOSTILE,
    names=(HOSTILE, "mayor"),
    tags=(HOSTILE,),
    quotes=(
        Quote(
            exact=HOSTILE,
            source=HOSTILE,
            speaker=HOSTILE,
            via=HOSTILE,
            kind="direct",
            note=HOSTILE,
            dispute=HOSTILE,
            position=HOSTILE,
        ),
        Quote(exact=HOSTILE, dispute=HOSTILE, position="No"),
    ),
    disputes={HOSTILE: HOSTILE},
    links=(HOSTILE,),
    note=HOSTILE,
)
WILD_SOURCE = Source(
    title=HOSTILE,
    outlet=HOSTILE,
    author=HOSTILE,
    published=HOSTILE,
    url=HOSTILE,
    language=HOSTILE,
    archived=HOSTILE,
    derived_from=HOSTILE,
    note=HOSTILE,
)

_LONG = (
    " " * 60 + "summary: a long line of the file with newsweak in it and much more after it, very much more"
)
PROBLEMS = (
    Problem(
        "unknown-source",
        "error",
        "this quote names a source that is not listed",
        Place("raids.timeline.yaml", 34, 15, 8, "    - source: newsweak"),
        "no source has this id",
        (Related(Place("raids.timeline.yaml", 31, 9, 9, "  - id: firefight"), "in this event"),),
        "try: newsweek, listed in line 12",
    ),
    Problem(
        "unknown-field",
        "warning",
        "this is something that goes on for long, and says little, but says it in many words",
        Place("raids.timeline.yaml", 4, _LONG.index("newsweak") + 1, 8, _LONG),
        "a label that says a lot about what is wrong here",
    ),
    Problem("unreadable", "error", "this is a folder, no file", Place("raids.timeline.yaml", 0, 0)),
)


def drawn(document: Document) -> str:
    """A page as plain text, its stops listed below."""
    lines = [line.text.rstrip() for line in document.lines]
    return "\n".join([*lines, "", "stops:", *(_stop(stop) for stop in document.stops), ""])


def _stop(stop: Stop) -> str:
    where = f"{stop.first}-{stop.last}"
    column = "" if stop.right is None else f" cells {stop.left}-{stop.right}"
    rank = "" if stop.rank is None else f" at rank {stop.rank}"
    return f"  {where}{column} {stop.kind} {stop.number}{rank} {ascii(stop.target)[:40]}"


def block_lines(row: Row, width: int, *, here: bool = False, marks: Marks = FULL) -> list[Line]:
    """All lines of a row's block: its gap and its heading, where it has them, and the row itself."""
    above = [] if row.gap is None else [gap_line(row.gap, width, marks, row.hidden)]
    if row.heading is not None:
        above = [heading_line(row.heading, width, row.gap, marks, row.hidden)]
    return [*above, row_line(row, width, here=here, marks=marks)]
