"""What comes to `add` from options and through a pipe, each part with its place."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from timeline_tui.cli.output import Refusal
from timeline_tui.edit.proof import NewProblem, Unedited
from timeline_tui.edit.splice import Listed
from timeline_tui.load.shape import made
from timeline_tui.model.limits import PIPED
from timeline_tui.model.timeline import Name, Source
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.problems.reports import address
from timeline_tui.yamlfile.layout import SECTIONS, SectionName
from timeline_tui.yamlfile.values import DEEPEST, TOO_DEEP, Plain

Path = tuple[str | int, ...]
_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_TEXT = json.JSONDecoder()


class NotJson(Exception):  # noqa: N818 - it says what the text is
    """A text that is not what was asked for, and where."""

    def __init__(self, sentence: str, at: int) -> None:
        super().__init__(sentence)
        self.at = at


class JsonSpot(NamedTuple):
    """Where a part of an object stands."""

    start: int
    end: int


class Given(NamedTuple):
    """One object, and where its parts stand in the text."""

    fields: dict[str, Plain]
    places: dict[Path, JsonSpot]
    keys: dict[Path, JsonSpot]
    """The fields themselves."""

    def part(self, path: Path, *, at_key: bool) -> JsonSpot:
        """Where a field or its value stands, or the innermost thing around it that is written."""
        while path not in self.places:
            path = path[:-1]
        if at_key and path in self.keys:
            return self.keys[path]
        part = self.places[path]
        return part if path else JsonSpot(part.start, part.start + 1)


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
        self.places: dict[Path, JsonSpot] = {}
        self.keys: dict[Path, JsonSpot] = {}
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
        self.places[path] = JsonSpot(at, end)
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
            self.keys[*path, key] = JsonSpot(at, end)
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


def place_in(text: str, part: JsonSpot, file: str) -> Place:
    """The place of a part in the text, with its line."""
    start = text.rfind("\n", 0, part.start) + 1
    end = text.find("\n", part.start)
    line = text[start : len(text) if end < 0 else end].rstrip("\r")
    number = text.count("\n", 0, part.start) + 1
    return Place(file, number, part.start - start + 1, part.end - part.start).within(line)


Fields: TypeAlias = "dict[str, Plain]"
PIPE = "standard input"
_PART_OF_PIPE = 1 << 20
_PART = {*SECTIONS, "events"}


class Wrong(Exception):  # noqa: N818 - it says what is so
    """What is not added, for these problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Stands(NamedTuple):
    """Where in the JSON something stands that is to be added."""

    given: Given
    before: Path = ()
    """What leads to it in its object."""

    @property
    def value(self) -> Plain:
        """What it is."""
        value: Plain = self.given.fields
        for step in self.before:
            if isinstance(value, dict):
                value = value[str(step)]
            elif isinstance(value, list):
                value = value[int(step)]
        return value

    def place(self, text: str, path: Path = (), *, at_key: bool = False) -> Place:
        """The place of a part of it."""
        return place_in(text, self.given.part((*self.before, *path), at_key=at_key), PIPE)


class Brought(NamedTuple):
    """A source or a name that comes with events."""

    section: SectionName
    key: str
    stands: Stands


class Intake(NamedTuple):
    """What to add, and how to tell what is wrong with it."""

    events: list[Fields]
    text: str = ""
    """The JSON it came in; empty where it came in options."""
    stand: tuple[Stands, ...] = ()
    """Where each event stands."""
    brought: tuple[Brought, ...] = ()
    listed: Listed | None = None
    """Those of them that the file does not list yet."""

    def problem(self, found: NewProblem) -> Problem:
        """The problem where it stands in what was given."""
        stands, path = None, found.path
        if found.event >= 0 and self.stand:
            stands = self.stand[found.event]
        elif len(path) > 1:
            stands = next((one.stands for one in self.brought if one[:2] == path[:2]), None)
            path = path[2:]
        if stands is None:
            return found.problem
        place = stands.place(self.text, path, at_key=found.at_key)
        return replace(found.problem, place=place, related=())


def piped_events() -> Intake:
    """The events that come through standard input, as JSON."""
    text = _piped()
    try:
        given = objects(text)
    except NotJson as error:
        place = place_in(text, JsonSpot(error.at, error.at + 1), PIPE)
        hint = "one JSON object, or one a line, with the fields of an event"
        raise Refusal(f"{address(place)}: {error}", hint) from error
    if not given:
        raise Refusal(f"{PIPE} holds no event", "one JSON object, or one a line")
    return asked_in(text, given)


def _piped() -> str:
    if sys.stdin is None:
        raise Refusal("there is no standard input", "give the event in options")
    data = bytearray()
    # As much memory is taken as is asked for, however little comes.
    while len(data) <= PIPED.value and (part := sys.stdin.buffer.read(_PART_OF_PIPE)):
        data += part
    if len(data) > PIPED.value:
        raise Refusal(f"{PIPE} holds more than {PIPED.words}", "add it in several parts")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal(f"{PIPE}:{line}: this is not UTF-8", "save it as UTF-8") from error


def asked_in(text: str, given: Sequence[Given]) -> Intake:
    """What these objects bring: each is an event, or holds sources and names by id and a list of events."""
    stand: list[Stands] = []
    brought: list[Brought] = []
    for one in given:
        fields = one.fields
        if "events" not in fields and not any(isinstance(fields.get(name), dict) for name in SECTIONS):
            stand.append(Stands(one))
            continue
        _refuse_others(text, one)
        events = fields.get("events")
        stand += [Stands(one, ("events", at)) for at in range(len(events) if isinstance(events, list) else 0)]
        for name in SECTIONS:
            entries = fields.get(name)
            keys = entries if isinstance(entries, dict) else {}
            brought += [Brought(name, key, Stands(one, (name, key))) for key in keys]
    said = [(stands, stands.value) for stands in stand]
    for stands, event in said:
        if not isinstance(event, dict):
            hint = 'write {"title": "..."}'
            raise Refusal(f"{address(stands.place(text))}: an event is an object in curly brackets", hint)
    return Intake([dict(e) for _, e in said if isinstance(e, dict)], text, tuple(stand), tuple(brought))


def _refuse_others(text: str, given: Given) -> None:
    for field in given.fields.keys() - _PART:
        place = Stands(given).place(text, (field,), at_key=True)
        hint = "an object with `events`, `sources` or `names`, and nothing else"
        raise Refusal(f"{address(place)}: `{field[:40]}` does not belong here", hint)


def settled(asked: Intake, before: Unedited) -> Intake:
    """What to add and to list; `Wrong` where the file or another object says something else."""
    listed: dict[SectionName, dict[str, Fields]] = {name: {} for name in SECTIONS}
    wrong: list[Problem] = []
    for one in asked.brought:
        said, timeline = one.stands.value, before.says.timeline
        if said is not None and not isinstance(said, dict):
            hint = 'write {"title": "..."}'
            place = address(one.stands.place(asked.text))
            raise Refusal(f"{place}: what belongs to an id is an object in curly brackets", hint)
        fields: Fields = {key: value for key, value in (said or {}).items() if value is not None}
        known = (timeline.sources if one.section == "sources" else timeline.names).get(one.key)
        if listed[one.section].get(one.key, fields) != fields:
            wrong.append(_disagreement(asked, one, "this one says something else"))
        elif known is None:
            listed[one.section][one.key] = fields
        elif made(Source if one.section == "sources" else Name, dict(fields)) != known:
            wrong.append(_disagreement(asked, one, "the file says something else of it"))
    if wrong:
        raise Wrong(wrong)
    return asked._replace(listed={name: entries for name, entries in listed.items() if entries})


def _disagreement(asked: Intake, one: Brought, label: str) -> Problem:
    message = f"two different {one.section} have the id {one.key[:40]}"
    hint = "let both say the same, or give it another id"
    place = one.stands.place(asked.text, at_key=True)
    return Problem("equal-ids", "error", message, place, label, hint=hint)
