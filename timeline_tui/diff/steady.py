"""A file as steady lines of text, a sentence a line, for programs that compare lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.record_fields import to_plain

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|\s*\n\s*")
_LONG = 60


def steady_lines(path: Path, name: str) -> Iterator[str]:
    """Every event in the order of the file under a line of its own, then what stands beside the events."""
    reading = Reading(path, name)
    for event in reading.events():
        plain = to_plain(event)
        yield " ".join(
            filter(None, [plain.pop("date", "no date"), plain.pop("title", ""), f"[{plain.pop('id', '')}]"])
        )
        yield from _fields(plain, "  ")
        yield ""
    if reading.unreadable:
        yield from _as_it_is(path)
        return
    yield from _rest(to_plain(reading.timeline))


def _rest(plain: Mapping[str, Any]) -> Iterator[str]:
    """The fields of the whole, and each thing that it lists under a line of its own."""
    listed = {key: plain[key] for key in ("sources", "names", "tours") if isinstance(plain.get(key), dict)}
    own = {key: value for key, value in plain.items() if key not in listed}
    if own:
        yield "timeline"
        yield from _fields(own, "  ")
        yield ""
    for section, held in listed.items():
        for key, record in held.items():
            yield f"{section.removesuffix('s')} {key}"
            yield from _fields(to_plain(record), "  ")
            yield ""


def _fields(plain: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in plain.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, indent + "  ")
        elif isinstance(value, list | tuple):
            yield from _list(key, value, indent)
        else:
            yield from _text(key, str(value), indent)


def _list(key: str, values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, indent + "  ")
        else:
            yield from _text(key, str(value), indent)


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    """A short text behind its field; a long one below it, a sentence a line, so that one alone can differ."""
    sentences = [one for one in _SENTENCE.split(text.strip()) if one]
    if len(text) <= _LONG and len(sentences) <= 1:
        yield f"{indent}{key}: {text.strip()}"
        return
    yield f"{indent}{key}:"
    yield from (f"{indent}  {sentence}" for sentence in sentences)


def _as_it_is(path: Path) -> Iterator[str]:
    """What cannot be read as a timeline is still compared, line by line."""
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from (line.rstrip("\r\n") for line in file)
