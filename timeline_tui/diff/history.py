"""The history of one event: who changed what in it and when, read from git version by version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from timeline_tui.diff.git import HEAD, Blob, BlobReader, Committed, Repository
from timeline_tui.diff.git_process import Unversioned
from timeline_tui.diff.report import lines
from timeline_tui.diff.same_things import renamed
from timeline_tui.diff.told import Called, ToldChange
from timeline_tui.diff.versions import ChangedThing, changes_in_event
from timeline_tui.index.records import IsWanted
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event
from timeline_tui.render.document import FULL, Document, Marks, Piece
from timeline_tui.render.page import Page
from timeline_tui.render.phrases import date_words, short

_MOST_COMMITS = 1000
_SHORT_HASH = 10


class Chapter(NamedTuple):
    """One change of the event."""

    who: str
    when: str
    """A day, in ISO 8601; nothing where it is not committed yet, or git cannot tell."""
    why: str
    hash: str
    lines: Sequence[str]
    """What changed."""


def chapters(
    file: Path, event: Event, called: Called, is_wanted: IsWanted = lambda: True
) -> Iterator[Chapter]:
    """Each change of an event of a file, the newest first; `Unversioned` where git cannot tell."""
    repository = Repository.of(file)
    with repository.reading() as reader:
        versions = _Versions(reader)
        # After a merge, none of the commits that changed the file need hold all that is committed now.
        committed = repository.file_at(repository.commit(HEAD))
        now = versions.like(committed, event)
        if committed is not None and (told := _told([now], event, called)):
            yield Chapter("", "", "Not committed yet", "", told)
        newer: Event | None = now or event
        commits = repository.log(most=_MOST_COMMITS)
        for commit in commits:
            if newer is None or not is_wanted():
                return
            now = versions.like(commit.now, newer)
            if now is None:
                # It was taken out here, or is not the event that it was.
                continue
            # What a merge took from one of its branches is told where it was written.
            held = [versions.like(blob, now) for blob in (commit.was, *commit.others)]
            newer = next((one for one in held if one is not None), None)
            if told := _told(held, now, called):
                yield _chapter(commit, told)
    if newer is not None and len(commits) == _MOST_COMMITS:
        hint = f"git log --follow -p -- {file.name}"
        raise Unversioned(f"only the newest {_MOST_COMMITS:,} versions of the file were looked at", hint)


def _chapter(commit: Committed, told: Sequence[str]) -> Chapter:
    return Chapter(commit.author, commit.date, commit.subject, commit.hash[:_SHORT_HASH], told)


def _told(held: Sequence[Event | None], now: Event, called: Called) -> list[str]:
    """What is another in an event than in each of the versions before it, of which a merge has several."""
    were = [one for one in held if one is not None]
    if not were:
        return ["+ it came in"]
    changes, *others = (list(changes_in_event(was, now, called)) for was in were)
    for other in others:
        also = [_end_of(change) for change in other]
        changes = [change for change in changes if _end_of(change) in also]
    part = ChangedThing("event", "changed", now.id or "", now.title, now.date, changes)
    return [line.text for line in lines([part])][1:]


def _end_of(change: ToldChange) -> tuple[str, object, object]:
    """What it came to, whatever it was before."""
    return change.field, change.after, change.before if change.after is None else None


class _Versions:
    """Finds an event in the contents of a file."""

    def __init__(self, reader: BlobReader) -> None:
        self._reader = reader
        self._last: tuple[bytes, Event] = (b"", Event(title=""))
        """The lines in which an event was found last, and what they say."""
        self._read: dict[str, bytes] = {}

    def like(self, blob: Blob | None, event: Event) -> Event | None:
        """The event as the content has it: the one with its id, or else the one that is most like it."""
        if blob is None:
            return None
        data = self._content(blob)
        own = own_lines(data, event.id or "")
        if own and own == self._last[0]:
            return self._last[1]
        found = _alone(own, event.id) if own else None
        if found is not None:
            self._last = own, found
            return found
        return _among_all(data, event)

    def _content(self, blob: Blob) -> bytes:
        """What it held; the newer version of one commit is the older of another."""
        if blob.hash not in self._read:
            held = BytesIO()
            self._reader.copy(blob, held)
            self._read = {**dict(list(self._read.items())[-1:]), blob.hash: held.getvalue()}
        return self._read[blob.hash]


def own_lines(data: bytes, id_: str) -> bytes:
    """The lines of the event with this id, where they can be told from those beside it; nothing where not."""
    found = list(_lines_of_id(data, id_.encode("utf-8", "replace"))) if id_ else []
    if len(found) != 1:
        return b""
    column = len(found[0][1])
    for start in _starts(data, found[0].end()):
        indent = re.match(rb"[ \t]*", data[start : start + 200])
        dash = indent.end() if indent else 0
        if data[start + dash : start + dash + 2] == b"- " and dash < column:
            end = re.compile(rb"(?m)^(?: {0,%d})[^\s#]" % dash).search(data, start + dash + 1)
            return data[start : end.start() if end else len(data)]
    return b""


def _lines_of_id(data: bytes, id_: bytes) -> Iterator[re.Match[bytes]]:
    """The lines that give something this id; a text is looked for many times faster than a pattern."""
    line = re.compile(rb"([ \t]*(?:- +)?)id:[ \t]+([\"']?)" + re.escape(id_) + rb"\2[ \t]*\r?(?=\n|\Z)")
    at = data.find(id_)
    while at >= 0:
        found = line.match(data, data.rfind(b"\n", 0, at) + 1)
        if found is not None:
            yield found
        ends = data.find(b"\n", at)
        at = data.find(id_, ends) if ends >= 0 else -1


def _starts(data: bytes, end: int) -> Iterator[int]:
    """Where each line begins from there back, as far as one event can go."""
    for _ in range(2000):
        end = data.rfind(b"\n", 0, max(end, 0))
        yield end + 1
        if end < 0:
            return


def _alone(own: bytes, id_: str | None) -> Event | None:
    """What these lines say by themselves; None where they hang on others."""
    found = list(Reading(BytesIO(b"events:\n" + own), "").events())
    return found[0] if len(found) == 1 and found[0].id == id_ else None


def _among_all(data: bytes, event: Event) -> Event | None:
    """The event of a content with this id, or that which is most like it.

    Where not all of a content can be read, nobody knows, and it is taken to be the same.
    """
    others: dict[int, Event] = {}
    reading = Reading(BytesIO(data), "")
    for number, other in enumerate(reading.events()):
        if other.id == event.id:
            return other
        others[number] = other
    if reading.unreadable or any(problem.ends for problem in reading.problems):
        return event
    same = renamed({-1: event}, others)
    return others[same[-1]] if same else None


def history_page(
    found: Sequence[Chapter], remark: str, over: bool, width: int, marks: Marks = FULL
) -> Document:
    """What was found so far, the newest first; `remark` says what else there is to say."""
    page = Page(width, marks)
    for chapter in found:
        page.blank()
        who = [short(one) for one in (chapter.who, chapter.hash) if one]
        when = (
            [Piece(date_words(chapter.when), "date"), Piece(f" {marks.dot} ", "muted")]
            if chapter.when
            else []
        )
        page.add(*when, Piece(f" {marks.dot} ".join(who) or "now", "muted"))
        page.add(Piece(short(chapter.why), "strong"))
        for line in chapter.lines:
            page.add(Piece(line.strip()), indent=2, hang=2)
    if remark or not over or not found:
        page.blank()
        said = remark or ("Nothing is committed of it" if over else "Git is asked for more …")
        page.add(Piece(said, "muted"))
    return page.document()
