"""A new timeline of what is brought in, written event by event, and given its name when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from timeline_tui.edit.habits import What, learn
from timeline_tui.edit.new_file import new_file
from timeline_tui.edit.rendering import Fields, Listed, Rendering, indented
from timeline_tui.exchange.bringing import Bringing
from timeline_tui.exchange.given import NotBrought
from timeline_tui.exchange.survey import Survey, Watcher, nobody
from timeline_tui.load.stream_reading import Reading
from timeline_tui.problems.problem import Problem
from timeline_tui.yamlfile.layout import SectionName
from timeline_tui.yamlfile.values import Plain

_WIDTH = 98
_SHORT = 40
_PIECE = 1 << 16
"""Bytes of the new file that are read at a time: more would only take more memory."""
_EVENT = Rendering(learn(b"", []))
_WHAT: dict[SectionName, What] = {"sources": "source", "names": "name"}
_LISTED_HABITS = {what: learn(b"", [], item=what) for what in _WHAT.values()}


def write_new(
    target: Path, bringing: Bringing, surveys: list[Survey], watch: Watcher = nobody
) -> list[Problem]:
    """Write the file, whole or not at all, and never over another; what is wrong with what it says."""
    try:
        with tempfile.TemporaryFile() as events, new_file(target) as file:
            for event in bringing.events(surveys, watch):
                events.write(_event(event))
            file.writelines(_head(surveys[0].given.title, bringing.listed))
            if not bringing.account.events:
                file.seek(-1, os.SEEK_CUR)
                file.write(b" []\n")
            events.seek(0)
            shutil.copyfileobj(events, file, 1 << 20)
            file.flush()
            bringing.forget()
            return _proven(Path(file.name), bringing)
    except FileExistsError as error:
        sentence = f"{target} is there already, and nothing is written over"
        raise NotBrought(sentence, "--into, to add to it") from error
    except OSError as error:
        sentence = f"{target} cannot be written: {error.strerror or error}"
        raise NotBrought(sentence, "a name in another folder") from error


def _event(event: Fields) -> bytes:
    lines = [line for field, value in event.items() for line in _lines(field, value)]
    return ("  - " + "\n".join(lines).replace("\n", "\n    ").replace("\n    \n", "\n\n") + "\n").encode()


def _lines(field: str, value: Plain) -> Sequence[str]:
    """The lines of a field; what stands in many events is only written once."""
    if isinstance(value, str) and len(value) < _SHORT:
        return _again(field, value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _again(field, tuple(map(str, value)))
    return _EVENT.field("event", field, value, _WIDTH - 4)


@lru_cache(maxsize=4096)
def _again(field: str, value: str | tuple[str, ...]) -> Sequence[str]:
    return _EVENT.field("event", field, value if isinstance(value, str) else [*value], _WIDTH - 4)


def _head(title: str, listed: Listed) -> Iterator[bytes]:
    yield "\n".join([*_EVENT.field("event", "title", title, _WIDTH), ""]).encode()
    for section, entries in listed.items():
        yield f"\n{section}:\n".encode()
        for key, fields in entries.items():
            yield _entry(_WHAT[section], key, fields)
    yield b"\nevents:\n"


def _entry(what: What, key: str, fields: Fields) -> bytes:
    rendering = Rendering(_LISTED_HABITS[what])
    if sum(len(said) if isinstance(said, str) else 0 for said in fields.values()) < _WIDTH:
        line = f"  {rendering.key(key)}: {rendering.in_brackets(what, dict(fields))}"
        if len(line) <= _WIDTH:
            return f"{line}\n".encode()
    lines = rendering.mapping(what, fields, _WIDTH - 4)
    return "\n".join([f"  {rendering.key(key)}:", *indented(lines, 4), ""]).encode()


def _proven(file: Path, bringing: Bringing) -> list[Problem]:
    """Read it as a whole; it must hold as many events as were written, whose ids are known to differ."""
    reading = Reading(file, file.name, ids_differ=True)
    count = sum(1 for _ in reading.staged(lambda _: lambda event: event.id, piece=_PIECE))
    if count != bringing.account.events:
        raise NotBrought("what was written does not read as what came in, so nothing was kept")
    return reading.problems
