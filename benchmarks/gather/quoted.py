"""Texts that a timeline quotes: which of its passages are proposed, and with what it says of them."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.gather.scores import Score
from timeline_tui.gather.names import Roster
from timeline_tui.gather.proposal import Proposal, gather
from timeline_tui.gather.publication import report_of
from timeline_tui.model.dates import understood
from timeline_tui.model.timeline import Name

_IN_MARKS = re.compile(r"[\"“«„].*", re.DOTALL)
_TAG = re.compile(r"[,.?!]?[\"”»]\s*,?\s*[^\"“”«»]*\Z")
_DATED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March \d|(?:in|In) (?:May|June)|May \d"
    r"|yesterday|overnight|last (?:spring|summer|autumn|winter|year)|Last (?:spring|summer)|\d\d/\d\d/\d\d)\b"
)


class Passage(NamedTuple):
    """A passage of the timeline, where it stands in its text."""

    start: int
    end: int
    kind: str
    speaker: str | None
    date: str | None
    exact: str


@dataclass
class Compared:
    """The scores of the texts that a timeline quotes."""

    direct: Score = field(default_factory=Score)
    speakers: Score = field(default_factory=Score)
    dates: Score = field(default_factory=Score)
    passages: Score = field(default_factory=Score)
    letters: int = 0
    seconds: float = 0.0


def compare(folder: Path, timeline: Path, *, talk: bool = False) -> Compared:
    """Gather from each text for the timeline's names, and look for its passages."""
    held: dict[str, Any] = yaml.load(timeline.read_bytes(), Loader=yaml.BaseLoader)
    roster = Roster({key: _name(one) for key, one in held["names"].items()})
    compared = Compared()
    # The patterns are compiled once, which is no part of the speed.
    gather("He said on Tuesday that it was so.")
    for path in sorted(folder.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        for key, source in held["sources"].items():
            if source.get("sha256") != digest:
                continue
            text = path.read_bytes().decode()
            began = time.process_time()
            # The words of a copy for a time hang on the report that it copies.
            first = held["sources"].get(source.get("derived_from"), {})
            report = report_of(source.get("published") or first.get("published"))
            found = gather(text, report=report, known=roster).proposals
            compared.seconds += time.process_time() - began
            compared.letters += len(text.encode())
            for passage in _passages(held, key, text):
                _score(passage, found, compared, talk=talk)
    return compared


def _name(one: dict[str, Any]) -> Name:
    return Name(kind=one.get("kind"), name=one["name"], also=tuple(one.get("also", ())))


def _passages(held: dict[str, Any], source: str, text: str) -> Iterator[Passage]:
    for event in held["events"]:
        for quote in event.get("quotes", ()):
            start = text.find(quote["exact"])
            if quote["source"] == source and start >= 0:
                yield Passage(
                    start,
                    start + len(quote["exact"]),
                    quote["kind"],
                    quote.get("speaker"),
                    event.get("date"),
                    quote["exact"],
                )


def _score(passage: Passage, found: tuple[Proposal, ...], compared: Compared, *, talk: bool) -> None:
    near = [one for one in found if one.start < passage.end and one.end > passage.start]
    compared.passages.add(bool(near))
    if passage.kind == "direct":
        speech = [one for one in near if one.kind == "direct"]
        compared.direct.add(_covers(passage, speech))
        right = any(one.speaker is not None and one.speaker.id == passage.speaker for one in speech)
        compared.speakers.add(right)
        if talk and not (right and _covers(passage, speech)):
            print("direct:", passage, [(one.exact, one.speaker) for one in speech])
    if _DATED.search(passage.exact) and passage.date is not None:
        dates = [one.moment.date for one in near if one.moment is not None]
        right = any(_touch(date, passage.date) for date in dates if date is not None)
        compared.dates.add(right)
        if talk and not right:
            print("date:", passage, dates)


def _covers(passage: Passage, speech: list[Proposal]) -> bool:
    """Whether all of it that stands in quotation marks is proposed."""
    marked = _IN_MARKS.search(passage.exact)
    start = passage.start + (marked.start() if marked else 0)
    bare = passage.exact[start - passage.start :]
    tag = _TAG.search(bare)
    end = start + (tag.start() if tag else len(bare))
    both = sum(max(0, min(end, one.end) - max(start, one.start)) for one in speech)
    return both >= 0.8 * (end - start)


def _touch(date: str, other: str) -> bool:
    first, second = understood(date), understood(other)
    if first is None or second is None:
        return False
    begins = max(one.earliest for one in (first, second) if one.earliest is not None)
    ends = min(one.latest for one in (first, second) if one.latest is not None)
    return begins <= ends
