"""Which thing of one version is which of another: by its id, by what it says, by what it is most like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from timeline_tui.merge.cutting import Inside, Portion, tree_in, without_hyphen
from timeline_tui.merge.pairing import Pairing, overlap
from timeline_tui.model.folding import UNSPACED
from timeline_tui.yamlfile.trees import Node

Path = tuple[str, ...]
Leaf = tuple[Path, str]
_SECTIONS = {("sources",), ("names",), ("tours",)}
_ALIKE, _NEARLY_ONE, _RENAMED = 0.5, 0.7, 0.8
"""How like each other things must be to be one: those without ids, those that both added, those with two."""
_MOST_COMPARED = 40_000
"""Pairs of things of which nothing tells which is which, that are compared."""
_LONGEST = 200
_WORD = re.compile(f"[{UNSPACED}]|[^\\s{UNSPACED}]+")


class Match(NamedTuple):
    """One thing in the versions that have it, by its position in each."""

    base: int | None
    ours: int | None
    theirs: int | None
    both_replaced: bool = False
    """Whether each side put something else in its place, which is one thing by that place alone."""


def said(text: bytes, kind: str) -> Node:
    """What a part of a list or of a mapping says, given by its lines."""
    return tree_in(without_hyphen(text) if kind == "list" else text)


def leaves(node: Node, path: Path = ()) -> Iterator[Leaf]:
    """Every text in it with the fields that lead to it."""
    if node.kind == "mapping":
        for key, value in node.fields:
            yield from leaves(value, (*path, key.value))
    elif node.kind == "list":
        for part in node.parts:
            yield from leaves(part, path)
    elif not node.is_absent or node.kind == "alias":
        yield path, node.value.strip() if node.kind == "text" else f"*{node.value}"


_Words = Counter[tuple[Path, str, int]]


def _words(node: Node, *, whole: bool = False) -> _Words:
    """The words or whole texts of a thing with the fields that they stand in, ids aside; how long each is."""
    found: Counter[tuple[Path, str, int]] = Counter()
    seen: Counter[tuple[Path, str]] = Counter()
    for path, text in leaves(node):
        if path == ("id",):
            continue
        for word in [text] if whole else _WORD.findall(text, 0, _LONGEST) or [text]:
            found[path, word, seen[path, word]] = min(len(word), _LONGEST) + 1
            seen[path, word] += 1
    return found


def likeness(one: Node, other: Node) -> float:
    """From 0 for things that have no word in common to 1 for those that say the same, ids aside."""
    return overlap(_words(one), _words(other))


def _text(node: Node, field: str) -> str | None:
    pair = node.field(field) if node.kind == "mapping" else None
    return pair[1].value.strip() if pair and pair[1].kind == "text" and not pair[1].is_absent else None


def id_of(node: Node) -> str | None:
    """The id that a thing gives itself; None where it gives none."""
    return _text(node, "id")


def _by_itself(node: Node) -> Hashable | None:
    if node.kind in {"text", "alias"}:
        return node.kind, node.value
    exact = _text(node, "exact")
    return _text(node, "url") if exact is None else (_text(node, "source"), " ".join(exact.split()))


def _by_step(node: Node) -> Hashable | None:
    event = _text(node, "event")
    return None if event is None else (event, _text(node, "passage"))


def _by_title(node: Node) -> Hashable | None:
    title = _text(node, "title")
    return None if title is None else (_text(node, "date"), title)


def _by(pairing: Pairing[int, Portion], tells: Callable[[Node], Hashable | None]) -> None:
    """Pair the items of lists that this tells to be one."""
    pairing.by(lambda part: tells(said(part.text, "list")))


def _node(part: Portion, kind: str) -> Node:
    """A thing that may have an id: an item of a list, or what stands behind the name of a field."""
    node = said(part.text, kind)
    return node.parts[1] if kind == "mapping" else node


def _likest(
    pairing: Pairing[int, Portion], kind: str, least: float, *, both_added: bool = False
) -> Iterator[tuple[float, int, int]]:
    """How like each other things without a pair are; what both added in whole texts, and with no two ids."""
    if len(pairing.left) * len(pairing.right) > _MOST_COMPARED:
        return
    one, other = (
        [
            (at, id_of(node) is not None, _words(node, whole=both_added))
            for at, part in parts.items()
            if (node := _node(part, kind)).kind == "mapping"
        ]
        for parts in (pairing.left, pairing.right)
    )
    for (here, is_named, words), (there, is_other_named, others) in product(one, other):
        are_named = is_named and is_other_named
        if are_named and both_added:
            continue
        alike = overlap(words, others)
        if alike >= max(least, _RENAMED if are_named else 0):
            yield alike, here, there


def matches(
    base: Inside, ours: Inside, theirs: Inside, path: Path, *, is_careful: bool = False
) -> list[Match]:
    """Each thing of any version, once.

    To be careful is to take what one side put where both took something out for that thing, too.
    """
    here = changed(base, ours, path)
    there = changed(base, theirs, path)
    new = sorted(set(range(len(ours.parts))) - set(here.values()))
    other = sorted(set(range(len(theirs.parts))) - set(there.values()))
    added = _added(base.kind, [ours.parts[at] for at in new], [theirs.parts[at] for at in other])
    both = {new[n]: other[at] for n, at in added.items()}
    found = [Match(at, here.get(at), there.get(at)) for at in range(len(base.parts))]
    if base.kind == "list" and (is_careful or len(both) < min(len(new), len(other))):
        own = _by_what_is_above(ours, here, set(new) - set(both))
        others = _by_what_is_above(theirs, there, set(other) - set(both.values()))
        _put_in_place(found, base, own, others, is_careful=is_careful)
    taken = [{match[side] for match in found} for side in range(3)]
    found += [Match(None, at, both.get(at)) for at in new if at not in taken[1]]
    taken[2] |= set(both.values())
    return found + [Match(None, None, at) for at in other if at not in taken[2]]


def _by_what_is_above(side: Inside, pairs: Mapping[int, int], new: Set[int]) -> dict[int, list[int]]:
    """What a side put in and gave no id, by the thing of the version before that stands above it."""
    then, above = {at: before for before, at in pairs.items()}, -1
    found: dict[int, list[int]] = {}
    for at, part in enumerate(side.parts):
        above = then.get(at, above)
        if at in new and _is_nameless(part):
            found.setdefault(above, []).append(at)
    return found


def _put_in_place(
    found: list[Match],
    base: Inside,
    ours: Mapping[int, list[int]],
    theirs: Mapping[int, list[int]],
    *,
    is_careful: bool,
) -> None:
    """Pair what the sides put in the place of one thing, each something of its own."""
    above = [-1, -1]
    for at, match in enumerate(found):
        above = [at if here is not None else up for up, here in zip(above, match[1:3], strict=True)]
        if match.ours is match.theirs is None and _is_nameless(base.parts[at]):
            one, other = ours.get(above[0], []), theirs.get(above[1], [])
            if (one and other) or (is_careful and (one or other)):
                here, there = (side.pop(0) if side else None for side in (one, other))
                found[at] = Match(at, here, there, both_replaced=True)


def _is_nameless(part: Portion) -> bool:
    node = said(part.text, "list")
    return node.kind == "mapping" and id_of(node) is None


def changed(base: Inside, side: Inside, path: Path) -> dict[int, int]:
    """By the position of a thing, where a side has it, changed or not, under another id or the same."""
    pairing = _pairing(base.parts, side.parts)
    if base.kind == "mapping":
        pairing.by(lambda part: part.name)
        if path in _SECTIONS:
            pairing.by_likeness(_likest(pairing, base.kind, _NEARLY_ONE))
        return pairing.found
    for tells in (id_of, _by_itself, _by_title, _by_step):
        _by(pairing, tells)
    pairing.by_likeness(_likest(pairing, base.kind, _ALIKE))
    return pairing.found


def _added(kind: str, ours: Sequence[Portion], theirs: Sequence[Portion]) -> dict[int, int]:
    """Of what both sides put in, what is one thing."""
    pairing = _pairing(ours, theirs)
    if kind == "mapping":
        pairing.by(lambda part: part.name)
        return pairing.found
    _by(pairing, id_of)
    _by(pairing, _by_itself)
    pairing.by_likeness(_likest(pairing, kind, _NEARLY_ONE, both_added=True))
    return pairing.found


def _pairing(one: Sequence[Portion], other: Sequence[Portion]) -> Pairing[int, Portion]:
    """The things of two versions by their positions; those that are equal are one."""
    pairing = Pairing(dict(enumerate(one)), dict(enumerate(other)))
    pairing.by(attrgetter("text"))
    return pairing
