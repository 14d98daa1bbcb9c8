"""What `add` is given: events, and the sources and names that come with them, each where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.objects import Given, Path, place_in
from timeline_tui.diagnostics.one_line import address
from timeline_tui.diagnostics.problem import Place, Problem
from timeline_tui.editing.judging import Found, Unedited
from timeline_tui.editing.rendering import Listed
from timeline_tui.loading.layout import SECTIONS, SectionName
from timeline_tui.loading.shape import made
from timeline_tui.loading.values import Plain
from timeline_tui.model.timeline import Name, Source

Fields: TypeAlias = "dict[str, Plain]"
PIPE = "standard input"
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


class Asked(NamedTuple):
    """What to add, and how to tell what is wrong with it."""

    events: list[Fields]
    text: str = ""
    """The JSON it came in; empty where it came in options."""
    stand: tuple[Stands, ...] = ()
    """Where each event stands."""
    brought: tuple[Brought, ...] = ()
    listed: Listed | None = None
    """Those of them that the file does not list yet."""

    def problem(self, found: Found) -> Problem:
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


def asked_in(text: str, given: Sequence[Given]) -> Asked:
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
    return Asked([dict(e) for _, e in said if isinstance(e, dict)], text, tuple(stand), tuple(brought))


def _refuse_others(text: str, given: Given) -> None:
    for field in given.fields.keys() - _PART:
        place = Stands(given).place(text, (field,), at_key=True)
        hint = "an object with `events`, `sources` or `names`, and nothing else"
        raise Refusal(f"{address(place)}: `{field[:40]}` does not belong here", hint)


def settled(asked: Asked, before: Unedited) -> Asked:
    """The same with what is to be listed; `Wrong` where the file or another object says something else."""
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


def _disagreement(asked: Asked, one: Brought, label: str) -> Problem:
    message = f"two different {one.section} have the id {one.key[:40]}"
    hint = "let both say the same, or give it another id"
    place = one.stands.place(asked.text, at_key=True)
    return Problem("equal-ids", "error", message, place, label, hint=hint)
