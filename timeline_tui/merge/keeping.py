"""Proof of a merge: its file can be read, and holds what each side put in and nothing that one took out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.merge.cutting import Inside, file_inside, inside_field, name_of_field
from timeline_tui.merge.matching import leaves, said
from timeline_tui.yamlfile.layout import count_in, has_loose_alias

_SECTIONS = {"events", "sources", "names"}
_AROUND_A_PART, _AROUND_NOTHING = 6, 2
"""Events of the parser for a file that holds one part of it alone, beside those of the part; and for none."""
_OF_A_FIELD = 3


class _Kept(NamedTuple):
    """A part of a file, which comes with its comments: a field, or what stands in the place of one."""

    section: str
    kind: str
    """In what it stands: a mapping or a list; else `head` or `tail`."""
    remarks: bytes
    text: bytes


def is_kept(versions: Sequence[Inside], results: Sequence[bytes]) -> bool:
    """Whether the results, one for each side of what clashes, hold all that they must; or `Unclear`.

    The versions are the one before, and those of the two sides. Of each text in the file is asked how often
    it stands there: as often as before, and so much more or less as either side has changed that.
    """
    things = [Counter(_things(file)) for file in (*versions, *map(file_inside, results))]
    same = things[0].copy()
    for each in things[1:]:
        same &= each
    changed = [each - same for each in things]
    then, ours, theirs, *now = map(_texts, changed)
    if not all(
        _is_between(then[key], ours[key], theirs[key], [one[key] for one in now])
        for key in set().union(then, ours, theirs, *now)
    ):
        return False
    # What is the same is read as it was read in ours, where so many parts have so much in them.
    sizes = [
        count_in(data) - sum(_size(thing) * times for thing, times in more.items()) - _around(all_of_it)
        for data, more, all_of_it in zip(
            (versions[1].whole, *results), (changed[1], *changed[3:]), (things[1], *things[3:]), strict=True
        )
    ]
    return len(set(sizes)) == 1 and not any(map(has_loose_alias, results))


def _around(things: Counter[_Kept]) -> int:
    return _AROUND_A_PART if any(one.kind != "tail" for one in things) else _AROUND_NOTHING


def _things(file: Inside) -> Iterator[_Kept]:
    """The fields of a file, and in their place its events, sources and names."""
    for field in file.parts:
        name = name_of_field(field.text)
        section = inside_field(field.text) if name in _SECTIONS else None
        if section is None:
            yield _Kept("", file.kind, field.remarks, field.text)
        else:
            yield _Kept(name, "head", field.remarks, section.head)
            yield from _parts(name, section)
    yield _Kept("", "tail", file.tail, b"")


def _parts(name: str, section: Inside) -> Iterator[_Kept]:
    for part in section.parts:
        yield _Kept(name, section.kind, part.remarks, part.text)
    yield _Kept(name, "tail", section.tail, b"")


def _texts(things: Counter[_Kept]) -> Counter[object]:
    """How often each text and each comment stands in things."""
    found: Counter[object] = Counter()
    for thing, times in things.items():
        lines = (line.strip() for line in (thing.remarks + thing.text).splitlines())
        texts: list[object] = [line for line in lines if line.startswith(b"#")]
        if thing.kind in {"mapping", "list"}:
            texts += [(thing.section, *leaf) for leaf in leaves(said(thing.text, thing.kind))]
        for text in texts:
            found[text] += times
    return found


def _size(thing: _Kept) -> int:
    """How many events of the parser it comes to."""
    if thing.kind == "tail":
        return 0
    return _OF_A_FIELD if thing.kind == "head" else count_in(thing.text) - _AROUND_A_PART


def _is_between(base: int, ours: int, theirs: int, results: Sequence[int]) -> bool:
    """Whether a text stands there as often as it should, in one of the results at least."""
    here, there = ours - base, theirs - base
    ends = [base + here + there]
    if here * there > 0:
        # Both may have done the same to one of them, or to two.
        ends.append(base + (max(here, there) if here > 0 else min(here, there)))
    return max(results) >= min(ends) and min(results) <= max(ends)
