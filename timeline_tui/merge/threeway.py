"""Three versions of a thing as one: what one side changed is taken, and what both changed goes further in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from timeline_tui.edit.byte_lines import break_of
from timeline_tui.merge.cutting import Inside, Portion, inside_item, tree_in, with_hyphen, without_hyphen
from timeline_tui.merge.field_values import as_block, merged_field
from timeline_tui.merge.matching import Match, Path, leaves, likeness, matches, said
from timeline_tui.merge.renaming import DISPUTES, Referable, names_of, still_wanted
from timeline_tui.merge.sequence import are_kept, joined, merged_set, one_of
from timeline_tui.yamlfile.layout import Unclear

_UNLIKE = 0.3


class Clash(NamedTuple):
    """Portion that both sides changed, each in its own way."""

    ours: bytes
    theirs: bytes
    path: Path
    """The fields and things that lead to it."""
    why: Literal["changed", "wanted", "named"] = "changed"
    """What the one that has it did where the other lacks it: changed it, referred to it, named it so."""


Piece: TypeAlias = bytes | Clash


class Terms(NamedTuple):
    """How things are merged, wherever they stand."""

    wanted: frozenset[Referable]
    """What is not taken out without a word."""
    is_careful: bool


_NOTHING = Portion(b"", b"", b"")


def merged(
    base: Inside,
    ours: Inside,
    theirs: Inside,
    anew: frozenset[Referable] = frozenset(),
    *,
    is_careful: bool = False,
) -> list[Piece]:
    """The lines of a file that holds what both sides changed; `Unclear` where that cannot be told.

    What a side gave another id is not taken out for the other side without a word. To be careful is to leave
    each thing in two versions of which it is not proven by itself that nothing in it is lost.
    """
    terms = Terms(anew | still_wanted(base, ours, theirs), is_careful)
    head = one_of(base.head, ours.head, theirs.head)
    if head is None:
        raise Unclear("both changed what stands above the first field", 1)
    return [head, *_parts(base, ours, theirs, (), terms)]


def _parts(base: Inside, ours: Inside, theirs: Inside, path: Path, terms: Terms) -> list[Piece]:
    """The parts of a list or mapping, one below the other, and what stands below them."""
    column = next((one.column for one in (ours, theirs) if one.parts), base.column)
    base, ours, theirs = (one.indented(column) for one in (base, ours, theirs))
    found = matches(base, ours, theirs, path, is_careful=terms.is_careful)
    taken = _with_ids_of_others(found, (base, ours, theirs), path)
    order = joined(*(_keys(found, side, len(one.parts)) for side, one in enumerate((base, ours, theirs))))
    pieces: list[Piece] = []
    for key in order:
        match = found[key]
        versions = [
            None if at is None else one.parts[at]
            for at, one in zip(match[:3], (base, ours, theirs), strict=True)
        ]
        if versions[1] is not None and versions[0] is versions[1] is versions[2]:
            pieces += versions[1][:3]
            continue
        if key in taken:
            part = next(part for part in versions if part is not None)
            own = part.remarks + part.whole
            sides = (own, b"") if versions[1] is not None else (b"", own)
            pieces += [part.gap, Clash(*sides, path_of(part, base.kind, path), "named")]
            continue
        first, *more = _part("whole" if match.both_replaced else base.kind, column, versions, path, terms)
        if not pieces or not _is_first(match) or not isinstance(first, bytes):
            pieces += [first, *more]
        else:
            # What is the first one in its own version has no blank lines above it that would part it.
            pieces += [_usual_gap(ours, theirs) + first.lstrip(b"\r\n"), *more]
    pieces.append(_remarks(base.tail, ours.tail, theirs.tail))
    return pieces


def _with_ids_of_others(found: Sequence[Match], versions: Sequence[Inside], path: Path) -> set[int]:
    """What one side put in with an id that the other side gave to something else."""
    kind = versions[0].kind
    if (kind == "list" and path != ("events",)) or not found or found[-1].base is not None:
        return set()
    new: dict[int, tuple[int, int]] = {}
    others: list[set[str]] = [set(), set(), set()]
    for number, match in enumerate(found):
        for side in (1, 2):
            at, then = match[side], match.base
            if at is None:
                continue
            if then is None and match[3 - side] is None:
                new[number] = side, at
            elif then is None or versions[side].parts[at].text != versions[0].parts[then].text:
                others[side].add(_name_of(versions[side].parts[at], kind))
    return {
        number
        for number, (side, at) in new.items()
        if (name := _name_of(versions[side].parts[at], kind)) and name in others[3 - side]
    }


def _name_of(part: Portion, kind: str) -> str:
    if kind == "mapping":
        return part.name
    pair = said(part.text, kind).field("id")
    return "" if pair is None else pair[1].value


def _is_first(match: Match) -> bool:
    return match.base is None and 0 in (match.ours, match.theirs)


def _usual_gap(*sides: Inside) -> bytes:
    return next((one.parts[1].gap for one in sides if len(one.parts) > 1), b"")


def _keys(found: Sequence[Match], side: int, count: int) -> list[int]:
    """The numbers of the matches in the order of one side."""
    keys = [0] * count
    for number, match in enumerate(found):
        if (at := match[side]) is not None:
            keys[at] = number
    return keys


def _part(
    kind: str, column: int, versions: Sequence[Portion | None], path: Path, terms: Terms
) -> list[Piece]:
    """What three versions of one thing come to, each of which may lack it; of a `whole` one, no part."""
    base, ours, theirs = versions
    is_whole, kind = kind == "whole", "list" if kind == "whole" else kind
    if ours is None or theirs is None:
        left = ours or theirs or _NOTHING
        if base is None:
            return [left.gap + left.remarks + left.whole]
        if base[1:] == left[1:] and not _is_wanted(left, kind, path, terms):
            return [b""]
        own = path_of(left, kind, path)
        lines = left.remarks + left.whole
        why: Literal["changed", "wanted"] = "wanted" if base[1:] == left[1:] else "changed"
        return [left.gap, Clash(lines, b"", own, why) if ours else Clash(b"", lines, own, why)]
    then = base or _NOTHING
    above = (one_of(then.gap, ours.gap, theirs.gap) or ours.gap) + _remarks(
        then.remarks, ours.remarks, theirs.remarks
    )
    side = one_of(then[2:], ours[2:], theirs[2:])
    taken: list[Piece] = [] if side is None else [(ours if ours[2:] == side else theirs).whole]
    if taken and not _may_hold(then, terms):
        return [above, *taken]
    own = path_of(ours, kind, path)
    if is_whole:
        pieces = None
    elif kind == "list":
        pieces = _item(base and base.text, ours.text, theirs.text, column, own, terms)
    else:
        pieces = _field(base, ours, theirs, own, terms)
    pieces = pieces or taken
    if pieces and terms.is_careful and len(own) > 1 and not _is_kept(kind, (then, ours, theirs), pieces):
        pieces = None
    return [above, *(pieces or [Clash(ours.whole, theirs.whole, own)])]


def _is_kept(kind: str, versions: Sequence[Portion], pieces: Sequence[Piece]) -> bool:
    """Whether the pieces hold as much of each text in a thing as both sides left there."""
    texts = [one.text for one in versions] + [text_of(pieces, side) for side in ("ours", "theirs")]
    try:
        then, ours, theirs, *now = (Counter(leaves(said(text, kind)) if text else ()) for text in texts)
    except Unclear:
        return False
    return are_kept(then, ours, theirs, now)


def _may_hold(part: Portion, terms: Terms) -> bool:
    """Whether something may be in it that one side took out while the other came to refer to it."""
    whole = part.whole if terms.wanted else b""
    return any(one.id.encode() in whole for one in terms.wanted)


def _is_wanted(part: Portion, kind: str, path: Path, terms: Terms) -> bool:
    """Whether the side that has it still refers to it, or to something in it."""
    return _may_hold(part, terms) and not terms.wanted.isdisjoint(_names_in(part, kind, path))


def _names_in(part: Portion, kind: str, path: Path) -> Iterator[Referable]:
    """The ids of a thing and of those in it."""
    if part.section is not None:
        for each in part.section.parts:
            yield from names_of(part.name, said(each.text, part.section.kind))
    elif len(path) == 1:
        yield from names_of(path[0], said(part.text, kind))
    elif path and kind == "mapping":
        key, value = said(part.text, kind).parts[:2]
        if DISPUTES in {key.value, path[-1]}:
            ids = [key] if path[-1] == DISPUTES else [each for each, _ in value.fields]
            yield from (Referable(DISPUTES, each.value) for each in ids)


def path_of(part: Portion, kind: str, path: Path) -> Path:
    """The fields that lead to a part, with what a person calls it."""
    if kind == "mapping":
        return (*path, part.name)
    node = said(part.text, kind)
    pairs = (
        [node.field(field) for field in ("id", "title", "exact", "event", "url", "source")]
        if node.kind == "mapping"
        else []
    )
    return (*path, next((pair[1].value for pair in pairs if pair is not None), node.value))


def _item(
    base: bytes | None, ours: bytes, theirs: bytes, column: int, path: Path, terms: Terms
) -> list[Piece] | None:
    """What becomes of an item of a list; None where it cannot be told apart any further."""
    own, other = without_hyphen(ours), without_hyphen(theirs)
    if base is None and likeness(tree_in(own), tree_in(other)) < _UNLIKE:
        return None
    then = None if base is None else without_hyphen(base)
    insides = [None if text is None else inside_item(text) for text in (then, own, other)]
    found = _inner(insides, base is None, path, terms)
    if found is None:
        text = merged_field(then, own, other)
        found = None if text is None else [text]
    return None if found is None else _hyphened(found, column)


def _hyphened(pieces: Sequence[Piece], column: int) -> list[Piece] | None:
    """The pieces with a hyphen in the first line that says something."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Clash):
            ours, theirs = (with_hyphen(text, column) for text in (piece.ours, piece.theirs))
            # Where both give it an id of their own, it is one thing no more.
            if ours is None or theirs is None or piece.path[-1] == "id":
                return None
            return [*pieces[:at], piece._replace(ours=ours, theirs=theirs), *pieces[at + 1 :]]
        line = with_hyphen(piece, column)
        if line is not None:
            return [*pieces[:at], line, *pieces[at + 1 :]]
    return None


def _field(
    base: Portion | None, ours: Portion, theirs: Portion, path: Path, terms: Terms
) -> list[Piece] | None:
    """What becomes of a field; None where it cannot be told apart any further."""
    fields = base, ours, theirs
    insides = [None if field is None else field.inside() for field in fields]
    if any(insides) and not all(insides):
        like = next(one for one in insides if one is not None)
        insides = [
            None if field is None else one or _as_inside(field.text, like)
            for field, one in zip(fields, insides, strict=True)
        ]
    found = _inner(insides, base is None, path, terms)
    if found is not None:
        return found
    text = merged_field(base and base.whole, ours.whole, theirs.whole)
    return None if text is None else [text]


def _as_inside(text: bytes, like: Inside) -> Inside | None:
    """What a field holds in brackets, or nothing, as lines of their own like those of another version."""
    block = as_block(text, like)
    if block is None:
        return None
    return Portion(b"", b"", block).inside() or like._replace(head=block, parts=(), tail=b"")


def _inner(insides: Sequence[Inside | None], added: bool, path: Path, terms: Terms) -> list[Piece] | None:
    """What becomes of the things inside of a thing; None where not all versions have some."""
    base, ours, theirs = insides
    if ours is None or theirs is None or ours.kind != theirs.kind:
        return None
    if base is None or base.kind != ours.kind:
        if not added:
            return None
        base = ours._replace(parts=(), tail=b"")
    head = one_of(base.head, ours.head, theirs.head)
    if head is None:
        return None
    return [head, *_parts(base, ours, theirs, path, terms)]


def _remarks(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The comments of both sides, without those that either took out."""
    found = one_of(base, ours, theirs)
    if found is not None:
        return found
    texts = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    return b"".join(merged_set(*texts))


def text_of(pieces: Iterable[Piece], side: str | None, names: tuple[str, str] = ("ours", "theirs")) -> bytes:
    """The pieces as lines, with the version of one side where they clash, or with both between marks."""
    found: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            found.append(piece)
        elif side is None:
            ends = break_of(piece.ours or piece.theirs, 0)
            first, last = (name.encode() for name in names)
            found += [b"<<<<<<< ", first, ends, piece.ours, b"=======", ends, piece.theirs]
            found += [b">>>>>>> ", last, ends]
        else:
            found.append(piece.ours if side == "ours" else piece.theirs)
    return b"".join(found)
