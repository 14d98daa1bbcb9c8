"""Ids that one side changed or took out, and what the other refers to by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from timeline_tui.edit.splice import Splice, spliced
from timeline_tui.merge.cutting import Inside, Portion, tree_in, without_hyphen
from timeline_tui.merge.matching import changed, said
from timeline_tui.model.fields import table
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.yamlfile.trees import Node

_ROWS = list(chain.from_iterable(table(record).values() for record in (Event, Quote, Source, Name)))
_OTHERS = {"event": {"event"}, "source": {"variant_of", "passage"}}
_SECTIONS: Mapping[str, frozenset[str]] = {
    section: frozenset({row.id for row in _ROWS if row.holds == held} | _OTHERS.get(held, set()))
    for section, held in (("events", "event"), ("sources", "source"), ("names", "name"), ("tours", "tour"))
}
"""By the section, the fields that hold ids of what stands in it."""
DISPUTES = "disputes"
"""The field of an event in which disputed points stand by their ids."""
_OWN_WORDS = "fields"
_REFERENCES = {**_SECTIONS, DISPUTES: frozenset(row.id for row in _ROWS if row.holds == "dispute")}


class Referable(NamedTuple):
    """The id of something that can be referred to."""

    section: str
    """Where such things stand in the file, or in an event."""
    id: str


class Renamed(NamedTuple):
    """A thing that has another id now."""

    section: str
    old: str
    new: str


class Carried(NamedTuple):
    """Three versions with the ids that either side has given."""

    versions: tuple[Inside, Inside, Inside]
    anew: frozenset[Referable] = frozenset()
    """What has another id than before."""


def with_names_carried(base: Inside, ours: Inside, theirs: Inside) -> Carried:
    """The versions, in each of which an id that the other side changed is changed, too."""
    here, there = _renamed_in(base, ours), _renamed_in(base, theirs)
    by_us = [one for one in here if not _is_named_anew(one, there)]
    by_them = [one for one in there if not _is_named_anew(one, here)]
    both = [one for one in here if one in there]
    # Where the other side gave the new id to something else, what it refers to by it is that.
    by_us, by_them = _still_free(by_us, base, theirs), _still_free(by_them, base, ours)
    then = _carried(base, [*by_us, *by_them, *both])
    anew = frozenset(Referable(one.section, one.new) for one in (*by_us, *by_them))
    return Carried((then, _carried(ours, by_them), _carried(theirs, by_us)), anew)


def _is_named_anew(one: Renamed, others: Iterable[Renamed]) -> bool:
    return any(other[:2] == one[:2] for other in others)


def _still_free(renamed: Sequence[Renamed], base: Inside, side: Inside) -> list[Renamed]:
    taken = set(_names(_unlike(side, base))) if renamed else set()
    return [one for one in renamed if Referable(one.section, one.new) not in taken]


def still_wanted(base: Inside, ours: Inside, theirs: Inside) -> frozenset[Referable]:
    """What one side took out while the other came to refer to it."""
    return frozenset(_wanted(base, ours, theirs) | _wanted(base, theirs, ours))


def _wanted(base: Inside, side: Inside, other: Inside) -> set[Referable]:
    gone = set(_names(_unlike(base, side))) - set(_names(_unlike(side, base)))
    if not gone:
        return gone
    then, now = _unlike(base, other), _unlike(other, base)
    return {one for one in gone if _uses(now, one) > _uses(then, one)}


_Things = Mapping[str, Sequence[Node]]
"""By the section of the file, things in it; by no name, what stands beside the sections."""


def _unlike(file: Inside, other: Inside) -> _Things:
    """What a file has otherwise than another one."""
    sections = {field.name: field.section for field in other.parts if field.section}
    fields = {field.text for field in other.parts if not field.section}
    found: dict[str, list[Node]] = {"": []}
    for field in file.parts:
        if field.section is None:
            found[""] += [tree_in(field.text)] if field.text not in fields else []
            continue
        name, section = field.name, sections.get(field.name)
        if section is None or section.parts is not field.section.parts:
            known = set() if section is None else {part.text for part in section.parts}
            new = (part.text for part in field.section.parts if part.text not in known)
            found[name] = [said(text, field.section.kind) for text in new]
    return found


def _names(things: _Things) -> Iterator[Referable]:
    """The ids of things, and of what is disputed in events."""
    for section, nodes in things.items():
        for node in nodes if section in _SECTIONS else ():
            yield from names_of(section, node)


def names_of(section: str, node: Node) -> Iterator[Referable]:
    """The ids of a thing of a section and of what is disputed in it."""
    id_ = _id(node, "list" if section == "events" else "mapping")
    if id_ is not None:
        yield Referable(section, id_)
    yield from (Referable(DISPUTES, key.value) for key, _ in _disputes(node))


def _disputes(node: Node) -> Iterable[tuple[Node, Node]]:
    pair = node.field(DISPUTES) if node.kind == "mapping" else None
    return pair[1].fields if pair is not None and pair[1].kind == "mapping" else ()


def _uses(things: _Things, named: Referable) -> int:
    nodes = chain.from_iterable(things.values())
    found = chain.from_iterable(_references(node, named.section) for node in nodes)
    return sum(_refers(node, named.id) for node in found)


def _refers(node: Node, id_: str) -> bool:
    return node.kind == "text" and node.value.split("#")[0] == id_


def _renamed_in(base: Inside, side: Inside) -> list[Renamed]:
    """What a side gave another id."""
    found = [one for name in _SECTIONS for one in _renamed(name, base, side)]
    return found + list(_disputes_renamed(_unlike(base, side), _unlike(side, base)))


def _section(file: Inside, name: str) -> Inside | None:
    field = next((part for part in file.parts if part.name == name), None)
    return field.inside() if field is not None else None


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


def _disputes_renamed(then: _Things, now: _Things) -> Iterator[Renamed]:
    """Questions that stand under another id, wherever their event stands."""
    was, are = (
        {key.value: value.value.strip() for node in things for key, value in _disputes(node)}
        for things in (then.get("events", ()), now.get("events", ()))
    )
    come = {question: id_ for id_, question in are.items() if id_ not in was}
    asked = Counter(was.values())
    for id_, question in was.items():
        if id_ not in are and asked[question] == 1 and question in come:
            yield Renamed(DISPUTES, id_, come[question])


def _id(node: Node, kind: str) -> str | None:
    if kind == "mapping":
        return node.parts[0].value if node.parts else None
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
    name, kind = field.name, field.section.kind
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
        for each in {*_references(node, one.section), *_own(node, one.section, kind, section)}:
            if _refers(each, one.old):
                written = text[each.start : each.end].replace(one.old.encode(), one.new.encode(), 1)
                splices.add(Splice(each.start, each.end, written))
    return spliced(text, splices) if splices else text


def _own(node: Node, of: str, kind: str, section: str) -> Iterator[Node]:
    """The texts that give a thing of this section its id."""
    if of == DISPUTES and section == "events":
        yield from (key for key, _ in _disputes(node))
    elif of == section and kind == "mapping":
        yield node.parts[0]
    elif of == section and node.kind == "mapping" and (pair := node.field("id")) is not None:
        yield pair[1]


def _references(node: Node, section: str) -> Iterator[Node]:
    """The texts in a thing that may be the id of something of this section."""
    if node.kind != "mapping":
        for part in node.parts:
            yield from _references(part, section)
        return
    for key, value in node.fields:
        if key.value == _OWN_WORDS:
            continue
        if key.value in _REFERENCES[section]:
            yield from value.parts if value.kind == "list" else [value]
        if value.kind in {"list", "mapping"}:
            yield from _references(value, section)
