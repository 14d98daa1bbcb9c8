"""Which thing of one version is which of another: by its id, by what it says, by what it is most like."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from timeline_tui.merge.cutting import Inside, Portion, name_of_field, tree_in, without_hyphen
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
    return _shared(_words(one), _words(other))


def _shared(first: _Words, second: _Words) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


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


_Tells = Callable[[Node], Hashable | None]
_OF_LISTS: Sequence[_Tells] = (id_of, _by_itself, _by_title, _by_step)


class _Pairing:
    """The things of two versions that are one."""

    def __init__(self, kind: str, one: Sequence[Portion], other: Sequence[Portion]) -> None:
        self._kind = kind
        self._one, self._other = one, other
        self.found: dict[int, int] = {}
        """By the position in the first version, that in the second."""
        self._left = list(range(len(one)))
        self._right = list(range(len(other)))
        self._by({at: one[at].text for at in self._left}, {at: other[at].text for at in self._right})

    def _by(self, left: Mapping[int, Hashable], right: Mapping[int, Hashable]) -> None:
        """Pair those of which something is equal, in their order."""
        only = {key: at for at, key in right.items()}
        if len(only) == len(right) and len(set(left.values())) == len(left):
            pairs = {here: only[key] for here, key in left.items() if key in only}
            self.found.update(pairs)
        else:
            self._by_turns(left, right)
        taken = set(self.found.values())
        self._left = [at for at in self._left if at not in self.found]
        self._right = [at for at in self._right if at not in taken]

    def _by_turns(self, left: Mapping[int, Hashable], right: Mapping[int, Hashable]) -> None:
        """Pair those that several have the same of: the first with the first, and so on."""
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at in reversed([*right]):
            places[right[at]].append(at)
        for here, key in left.items():
            if places.get(key):
                self.found[here] = places[key].pop()

    def by(self, tells: _Tells) -> None:
        """Pair those that this tells to be one."""
        if self._left and self._right:
            left = {at: key for at in self._left if (key := tells(self._node(self._one, at))) is not None}
            right = {at: key for at in self._right if (key := tells(self._node(self._other, at))) is not None}
            self._by(left, right)

    def by_name(self) -> None:
        """Pair the fields that are called the same."""
        self._by(
            {at: name_of_field(self._one[at].text) for at in self._left},
            {at: name_of_field(self._other[at].text) for at in self._right},
        )

    def by_likeness(self, least: float, *, both_added: bool = False) -> None:
        """Pair those that are most like each other; what both added in whole texts, and with no two ids."""
        if len(self._left) * len(self._right) > _MOST_COMPARED:
            return
        one, other = (
            {at: self._named_words(parts, at, whole=both_added) for at in left}
            for parts, left in ((self._one, self._left), (self._other, self._right))
        )
        pairs = [
            (-alike, left, right)
            for left in self._left
            for right in self._right
            if (alike := _alike(one[left], other[right], both_named=not both_added)) >= least
        ]
        taken: set[int] = set()
        for _, left, right in sorted(pairs):
            if left not in self.found and right not in taken:
                self.found[left] = right
                taken.add(right)

    def _named_words(self, parts: Sequence[Portion], at: int, *, whole: bool) -> tuple[bool, _Words] | None:
        """Whether a thing has an id, and its words; None where it is a text."""
        node = self._node(parts, at)
        if self._kind == "mapping":
            node = node.parts[1]
        return (id_of(node) is not None, _words(node, whole=whole)) if node.kind == "mapping" else None

    def _node(self, parts: Sequence[Portion], at: int) -> Node:
        return said(parts[at].text, self._kind)


def _alike(one: tuple[bool, _Words] | None, other: tuple[bool, _Words] | None, *, both_named: bool) -> float:
    if one is None or other is None:
        return 0
    are_named = one[0] and other[0]
    if are_named and not both_named:
        return 0
    alike = _shared(one[1], other[1])
    return alike if not are_named or alike >= _RENAMED else 0


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
    pairing = _Pairing(base.kind, base.parts, side.parts)
    if base.kind == "mapping":
        pairing.by_name()
        if path in _SECTIONS:
            pairing.by_likeness(_NEARLY_ONE)
        return pairing.found
    for tells in _OF_LISTS:
        pairing.by(tells)
    pairing.by_likeness(_ALIKE)
    return pairing.found


def _added(kind: str, ours: Sequence[Portion], theirs: Sequence[Portion]) -> dict[int, int]:
    """Of what both sides put in, what is one thing."""
    pairing = _Pairing(kind, ours, theirs)
    if kind == "mapping":
        pairing.by_name()
        return pairing.found
    pairing.by(id_of)
    pairing.by(_by_itself)
    pairing.by_likeness(_NEARLY_ONE, both_added=True)
    return pairing.found
