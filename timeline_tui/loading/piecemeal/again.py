"""Reads single events of a piece once more: those that somebody has something to say of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from yaml.error import Mark

from timeline_tui.loading.lines import line_starts
from timeline_tui.loading.parser import ParserEvent, parse
from timeline_tui.loading.piecemeal.pieces import Piece
from timeline_tui.loading.piecemeal.piecework import BEFORE, OPENING, are
from timeline_tui.loading.stream import Stream


class Taken:
    """A piece of a file that was read elsewhere."""

    def __init__(
        self, stream: Stream, piece: Piece, indent: bytes, line: int, starts: Sequence[int], pure: bool
    ) -> None:
        self.line = line
        """How many lines stand above it."""
        self.starts = starts
        """The line on which each of its events begins, the first one of the piece being 1."""
        self._stream = stream
        self._piece = piece
        self._hyphen = indent + b"-"
        self._pure = pure

    def item(self, at: int) -> Iterator[ParserEvent]:
        """What the parser gives from one event of the timeline on, with its places in the file."""
        first = self._line_of(at)
        end = self._line_of(at + 1) if at + 1 < len(self.starts) else len(self._lines)
        text = self._data[self._lines[first - 1] : self._lines[end - 1]]
        parsed = parse(BEFORE + text, pure=self._pure)
        if not are(OPENING, parsed):
            raise OSError("the file was written to while it was read")
        down = self.line + first - 2
        for event in parsed:
            event.start_mark = _moved(event.start_mark, down)
            event.end_mark = _moved(event.end_mark, down)
            yield event

    @cached_property
    def _data(self) -> bytes:
        return self._stream.cut(*self._piece)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins, and where the last one ends."""
        return [*line_starts(self._data), len(self._data)]

    @cached_property
    def _hyphens(self) -> list[int]:
        return [
            line
            for line, start in enumerate(self._lines[:-1], 1)
            if self._data.startswith(self._hyphen, start)
        ]

    def _line_of(self, at: int) -> int:
        """The line of the hyphen of an event: between it and what follows stand only comments."""
        return self._hyphens[bisect_right(self._hyphens, self.starts[at]) - 1]


def _moved(mark: Any, down: int) -> Any:  # noqa: ANN401 - both parsers have a kind of their own
    return Mark("", mark.index, mark.line + down, mark.column, None, 0)
