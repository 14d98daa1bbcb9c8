"""Problems for other programs: on one line, as JSON, as SARIF 2.1.0, as commands of GitHub's workflows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from rich.cells import cell_len

from timeline_tui.problems.problem import CODES, Place, Problem, Severity
from timeline_tui.visible import visible


def one_line(problem: Problem) -> str:
    """File, line, column, severity, code and message; safe to print."""
    return visible(f"{address(problem.place)}: {headline(problem)}")


def headline(problem: Problem) -> str:
    """Severity, code and message; not yet safe to print."""
    return f"{problem.severity}[{problem.code}]: {problem.message}"


def address(place: Place) -> str:
    """The file, and the line and column where the problem is not the file itself; not yet safe to print."""
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file


def to_plain(problem: Problem) -> dict[str, str | int | bool | None]:
    """Its fields under the names that `check --format json` promises; no line where it is the whole file."""
    place = problem.place
    return {
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "ends": problem.ends,
    }


_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_TEXT | {":": "%3A", ",": "%2C"}


def workflow_command(problem: Problem) -> str:
    """The command on one line; nothing in a file can end it or begin another."""
    place = problem.place
    # Hosts know files by their paths from the top, where the folder itself may have been named.
    properties = {"file": place.file.removeprefix("./")}
    if place.line:
        properties["line"] = str(place.line)
        properties["col"] = str(place.column)
        properties["endColumn"] = str(place.column + max(place.length, 1) - 1)
    properties["title"] = problem.code
    said = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    message = problem.message if problem.hint is None else f"{problem.message}; {problem.hint}"
    return f"::{_LEVELS[problem.severity]} {said}::{_escaped(message, _IN_TEXT)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in visible(text))


Plain = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Sequence[Problem], version: str) -> Plain:
    """One run of this version of the program, with a result for each problem."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    driver = {"name": "timeline-tui", "version": version, "rules": [_rule(code) for code in codes]}
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    # Columns are counted here as a person counts characters.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> Plain:
    return {
        "id": code,
        "shortDescription": {"text": CODES[code].explanation},
        "help": {"text": f"timeline-tui explain {code}"},
        "defaultConfiguration": {"level": CODES[code].severity},
    }


def _result(problem: Problem, rule: int) -> Plain:
    message = problem.message if problem.hint is None else f"{problem.message}; {problem.hint}"
    result: Plain = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [_location(problem.place)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": related.label}, **_location(related.place)}
            for number, related in enumerate(problem.related)
        ]
    return result


def _location(place: Place) -> Plain:
    physical: Plain = {"artifactLocation": {"uri": _address(place.file)}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + max(place.length, 1),
        }
    return {"physicalLocation": physical}


def _address(file: str) -> str:
    """The name as a reference: relative to where the program was called, or else as an address."""
    path = quote(os.fsencode(file))
    return f"file://{path}" if path.startswith("/") else path


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
