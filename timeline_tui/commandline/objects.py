"""JSON objects as they come through a pipe, each with the place of every part; numbers stay as written."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from timeline_tui.diagnostics.problem import Place
from timeline_tui.loading.values import DEEPEST, TOO_DEEP, Plain

Path = tuple[str | int, ...]
_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_TEXT = json.JSONDecoder()
# Characters of a line that are kept before a place and behind it.
_BEFORE, _AFTER = 80, 120


class NotJson(Exception):  # noqa: N818 - it says what the text is
    """A text that is not what was asked for, and where."""

    def __init__(self, sentence: str, at: int) -> None:
        super().__init__(sentence)
        self.at = at


class Part(NamedTuple):
    """Where a part of an object stands."""

    start: int
    end: int


class Given(NamedTuple):
    """One object, and where its parts stand in the text."""

    fields: dict[str, Plain]
    places: dict[Path, Part]
    keys: dict[Path, Part]
    """The fields themselves."""

    def part(self, path: Path, *, at_key: bool) -> Part:
        """Where a field or its value stands, or the innermost thing around it that is written."""
        while path not in self.places:
            path = path[:-1]
        if at_key and path in self.keys:
            return self.keys[path]
        part = self.places[path]
        return part if path else Part(part.start, part.start + 1)


def objects(text: str) -> list[Given]:
    """All objects in the text, with nothing but white space between them."""
    found: list[Given] = []
    at = _behind_blank(text, 0)
    while at < len(text):
        if text[at] != "{":
            raise NotJson("an event is an object in curly brackets, with nothing around it", at)
        scan = _Scan(text)
        fields, at = scan.value(at, ())
        if not isinstance(fields, dict):
            raise NotJson("an event is an object in curly brackets", at)
        found.append(Given(fields, scan.places, scan.keys))
        at = _behind_blank(text, at)
    return found


def _behind_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return at if blank is None else blank.end()


class _Scan:
    """Reads one object."""

    def __init__(self, text: str) -> None:
        self.places: dict[Path, Part] = {}
        self.keys: dict[Path, Part] = {}
        self._text = text

    def value(self, at: int, path: Path) -> tuple[Plain, int]:
        """The value that begins here, and where it ends."""
        if len(path) > DEEPEST:
            raise NotJson(TOO_DEEP, at)
        mark = self._text[at : at + 1]
        found: Plain
        if mark == "{":
            found, end = self._object(at, path)
        elif mark == "[":
            found, end = self._list(at, path)
        elif mark == '"':
            found, end = self._quoted(at)
        else:
            word = _WORD.match(self._text, at)
            if word is None:
                raise NotJson("a value is missing here, or not written as JSON", at)
            found, end = (None if word[0] == "null" else word[0]), word.end()
        self.places[path] = Part(at, end)
        return found, end

    def _quoted(self, at: int) -> tuple[str, int]:
        try:
            text, end = _TEXT.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            raise NotJson(f"this text in quotes is not JSON: {error.msg}", error.pos) from error
        return str(text), end

    def _object(self, at: int, path: Path) -> tuple[dict[str, Plain], int]:
        found: dict[str, Plain] = {}
        at = self._behind(at + 1)
        while self._text[at : at + 1] != "}":
            if self._text[at : at + 1] != '"':
                raise NotJson("a field in double quotes is missing here", at)
            key, end = self._quoted(at)
            if key in found:
                raise NotJson(f"`{key}` stands twice in one object", at)
            self.keys[*path, key] = Part(at, end)
            colon = self._behind(end)
            if self._text[colon : colon + 1] != ":":
                raise NotJson("a colon is missing here", colon)
            found[key], end = self.value(self._behind(colon + 1), (*path, key))
            at = self._comma(end, "}")
        return found, at + 1

    def _list(self, at: int, path: Path) -> tuple[list[Plain], int]:
        found: list[Plain] = []
        at = self._behind(at + 1)
        while self._text[at : at + 1] != "]":
            item, end = self.value(at, (*path, len(found)))
            found.append(item)
            at = self._comma(end, "]")
        return found, at + 1

    def _comma(self, at: int, closing: str) -> int:
        """Where the next part begins, or the closing bracket stands."""
        at = self._behind(at)
        mark = self._text[at : at + 1]
        if mark == closing:
            return at
        if mark != ",":
            raise NotJson(f"a comma or {closing} is missing here", at)
        after = self._behind(at + 1)
        if self._text[after : after + 1] == closing:
            raise NotJson("this comma is one too many", at)
        return after

    def _behind(self, at: int) -> int:
        return _behind_blank(self._text, at)


def place_in(text: str, part: Part, file: str) -> Place:
    """The place of a part in the text, with its line."""
    start = text.rfind("\n", 0, part.start) + 1
    end = text.find("\n", part.start)
    line = text[start : len(text) if end < 0 else end].rstrip("\r")
    column = part.start - start
    length = max(1, min(part.end, start + len(line)) - part.start)
    number = text.count("\n", 0, part.start) + 1
    if len(line) <= _BEFORE + _AFTER:
        return Place(file, number, column + 1, length, line)
    cut = max(0, column - _BEFORE)
    return Place(file, number, column + 1, length, line[cut : column + _AFTER], cut)
