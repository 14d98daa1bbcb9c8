"""A problem as a picture: the line it is in, what is wrong there, what explains it, what to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.cells import cell_len

from timeline_tui.problems.problem import Place, Problem
from timeline_tui.problems.reports import address, headline
from timeline_tui.visible import visible

Role = Literal["headline", "frame", "text", "wrong", "related", "hint"]
"""What a piece of a picture is, for whoever gives it a colour; nothing is said by colour alone."""

# Cells of a line that are shown before what is marked, of what is marked, and after it.
_BEFORE = 50
_MARKED = 60
_AFTER = 30


class Styled(NamedTuple):
    """Text of one role within a line of a picture."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class _Strokes:
    corner: str
    side: str
    gap: str
    cut: str


_DRAWN = _Strokes("┌─", "│", "·", "…")
_TYPED = _Strokes("-->", "|", ".", "...")


def picture(problem: Problem, *, ascii_only: bool = False) -> str:
    """The picture as text, with line feeds and none at the end."""
    lines = pieces(problem, ascii_only=ascii_only)
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


def pieces(problem: Problem, *, ascii_only: bool = False) -> list[list[Styled]]:
    """The lines of the picture, each in pieces with their roles; safe to print."""
    drawing = _Drawing(problem, _TYPED if ascii_only else _DRAWN, ascii_only)
    return list(drawing.lines())


class _Mark(NamedTuple):
    place: Place
    label: str
    role: Role


class _Drawing:
    def __init__(self, problem: Problem, strokes: _Strokes, ascii_only: bool) -> None:
        self._problem = problem
        self._strokes = strokes
        self._ascii_only = ascii_only
        marks = [_Mark(problem.place, problem.label, "wrong")]
        marks += [_Mark(related.place, related.label, "related") for related in problem.related]
        own = problem.place.file
        self._marks = sorted(
            (mark for mark in marks if mark.place.text is not None),
            key=lambda it: (it.place.file != own, it.place.file, it.place.line),
        )
        self._gutter = max((len(str(mark.place.line)) for mark in self._marks), default=1) + 1

    def lines(self) -> Iterator[list[Styled]]:
        yield [Styled(self._shown(headline(self._problem)), "headline")]
        yield self._where(self._problem.place)
        if self._marks:
            yield self._frame(self._strokes.side)
            yield from self._excerpts()
        if self._problem.hint:
            if self._marks:
                yield self._frame(self._strokes.side)
            yield [*self._frame("= "), Styled(self._shown(self._problem.hint), "hint")]

    def _excerpts(self) -> Iterator[list[Styled]]:
        above: Place | None = None
        for mark in self._marks:
            number = mark.place.line
            if mark.place.file != (above or self._problem.place).file:
                yield self._where(mark.place)
                yield self._frame(self._strokes.side)
                above = None
            if above is not None and number > above.line + 1:
                yield self._frame(self._strokes.gap)
            before, marked, after = self._parts(mark.place)
            # Two marks in one line share its text, unless it was cut differently for each.
            if (
                above is None
                or number != above.line
                or (above.cut, above.text) != (mark.place.cut, mark.place.text)
            ):
                side = f"{number:>{self._gutter - 1}} {self._strokes.side} "
                yield [Styled(side, "frame"), Styled(before + marked + after, "text")]
            stroke = "^" if mark.role == "wrong" else "-"
            strokes = " " * cell_len(before) + stroke * max(1, cell_len(marked))
            label = [Styled(f" {self._shown(mark.label)}", mark.role)] if mark.label else []
            yield [*self._frame(f"{self._strokes.side} "), Styled(strokes, mark.role), *label]
            above = mark.place

    def _where(self, place: Place) -> list[Styled]:
        where = self._shown(address(place))
        return [Styled(f"{' ' * self._gutter}{self._strokes.corner} ", "frame"), Styled(where, "text")]

    def _parts(self, place: Place) -> tuple[str, str, str]:
        text = place.text or ""
        start = max(0, place.column - 1 - place.cut)
        before, marked, after = text[:start], text[start : start + place.length], text[start + place.length :]
        shown = self._shown(before)
        if place.cut or cell_len(shown) > _BEFORE:
            shown = self._strokes.cut + self._end_of(shown, _BEFORE)
        return shown, self._start_of(self._shown(marked), _MARKED), self._start_of(self._shown(after), _AFTER)

    def _start_of(self, text: str, cells: int) -> str:
        if cell_len(text) <= cells:
            return text
        end = min(len(text), cells)
        while cell_len(text[:end]) > cells:
            end -= 1
        return text[:end] + self._strokes.cut

    def _end_of(self, text: str, cells: int) -> str:
        start = max(0, len(text) - cells)
        while cell_len(text[start:]) > cells:
            start += 1
        return text[start:]

    def _frame(self, stroke: str) -> list[Styled]:
        return [Styled(" " * self._gutter + stroke, "frame")]

    def _shown(self, text: str) -> str:
        safe = visible(text)
        return safe.encode("ascii", "backslashreplace").decode() if self._ascii_only else safe
