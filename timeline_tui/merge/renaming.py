"""Ids that one side changed, and what refers to them by the old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from timeline_tui.edit.splice import Splice, spliced
from timeline_tui.merge.cutting import Inside, Portion, inside_field, name_of_field, tree_in, without_hyphen
from timeline_tui.merge.matching import changed, said
from timeline_tui.model.fields import table
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.yamlfile.trees import Node

_ROWS = list(chain.from_iterable(table(record).values() for record in (Event, Quote, Source, Name)))
_OTHERS = {"event": {"event"}, "source": {"variant_of"}, "name": set[str]()}
_SECTIONS: Mapping[str, frozenset[str]] = {
    section: frozenset({row.id for row in _ROWS if row.holds == held} | _OTHERS[held])
    for section, held in (("events", "event"), ("sources", "source"), ("names", "name"))
}
"""By the section, the fields that hold ids of what stands in it."""


class Renamed(NamedTuple):
    """An event, a source or a name that has another id now."""

    section: str
    old: str
    new: str


def with_names_carried(base: Inside, ours: Inside, theirs: Inside) -> tuple[Inside, Inside, Inside]:
    """The versions, in each of which an id that the other side changed is changed, too."""
    here, there = _renamed_in(base, ours), _renamed_in(base, theirs)
    by_us = [one for one in here if not _is_named_anew(one, there)]
    by_them = [one for one in there if not _is_named_anew(one, here)]
    both = [one for one in here if one in there]
    return _carried(base, [*by_us, *by_them, *both]), _carried(ours, by_them), _carried(theirs, by_us)


def _is_named_anew(one: Renamed, others: Iterable[Renamed]) -> bool:
    return any(other[:2] == one[:2] for other in others)


def _renamed_in(base: Inside, side: Inside) -> list[Renamed]:
    """What a side gave another id."""
    return [one for name in _SECTIONS for one in _renamed(name, base, side)]


def _section(file: Inside, name: str) -> Inside | None:
    field = next((part for part in file.parts if name_of_field(part.text) == name), None)
    return inside_field(field) if field is not None else None


def _renamed(name: str, base: Inside, side: Inside) -> Iterator[Renamed]:
    then, now = _section(base, name), _section(side, name)
    if then is None or now is None or then.parts == now.parts:
        return
    for at, other in changed(then, now, (name,)).items():
        if then.parts[at].text != now.parts[other].text:
            old, new = (
                _id(said(part.text, then.kind), then.kind) for part in (then.parts[at], now.parts[other])
            )
            if old and new and old != new:
                yield Renamed(name, old, new)


def _id(node: Node, kind: str) -> str | None:
    if kind == "mapping":
        return node.parts[0].value
    pair = node.field("id") if node.kind == "mapping" else None
    return pair[1].value if pair is not None else None


def _carried(file: Inside, renamed: Sequence[Renamed]) -> Inside:
    """The file with the new ids wherever something has or names an old one."""
    if not renamed:
        return file
    return file._replace(parts=[_field(part, renamed) for part in file.parts])


def _field(field: Portion, renamed: Sequence[Renamed]) -> Portion:
    if field.section is None:
        return field._replace(text=_with_ids(field.text, "mapping", renamed, ""))
    name, kind = name_of_field(field.text), field.section.kind
    parts = [
        part._replace(text=text)
        if (text := _with_ids(part.text, kind, renamed, name)) is not part.text
        else part
        for part in field.section.parts
    ]
    return field._replace(section=field.section._replace(parts=parts))


def _with_ids(text: bytes, kind: str, renamed: Sequence[Renamed], section: str) -> bytes:
    meant = [one for one in renamed if one.old.encode() in text]
    if not meant:
        return text
    node = tree_in(without_hyphen(text) if kind == "list" else text)
    splices: set[Splice] = set()
    for one in meant:
        wanted = set(_references(node, one))
        if one.section == section:
            own = node.field("id") if kind == "list" and node.kind == "mapping" else None
            wanted.add(node.parts[0] if kind == "mapping" else own[1] if own is not None else node)
        for each in wanted:
            if each.kind == "text" and each.value.split("#")[0] == one.old:
                written = text[each.start : each.end].replace(one.old.encode(), one.new.encode(), 1)
                splices.add(Splice(each.start, each.end, written))
    return spliced(text, splices)


def _references(node: Node, renamed: Renamed) -> Iterator[Node]:
    """The texts in a thing that may be the id of such things."""
    if node.kind != "mapping":
        for part in node.parts:
            yield from _references(part, renamed)
        return
    for key, value in node.fields:
        if key.value in _SECTIONS[renamed.section]:
            yield from value.parts if value.kind == "list" else [value]
        if value.kind in {"list", "mapping"}:
            yield from _references(value, renamed)
