"""What a field says in one line or a few: three versions of it as one, with what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_tui.edit.byte_lines import break_of, is_blank
from timeline_tui.merge.cutting import Inside, tree_in
from timeline_tui.merge.sequence import joined, merged_set, numbered, one_of
from timeline_tui.yamlfile.trees import Node, plain_of, tree_of

_COMMENT = re.compile(rb"[ \t]+#[^\r\n]*")


def merged_field(base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """The lines of a field, or of what an item of a list holds; None where both say something else."""
    texts = (base or b"", ours, theirs)
    nodes = [None if base is None else _value(base), _value(ours), _value(theirs)]
    before, value, behind = zip(
        *(_split(text, node) for text, node in zip(texts, nodes, strict=True)), strict=True
    )
    said = _said(texts, nodes, value)
    if said is None or one_of(*map(_key, texts)) is None:
        return None
    found = (one_of(*before) or before[1]) + said + _behind(*behind)
    return found if _says(found, said) else None


def _split(text: bytes, node: Node | None) -> tuple[bytes, bytes, bytes]:
    """What stands before a value, the value as it is written, and what stands behind it."""
    start, end = (node.start, node.end) if node is not None else (0, 0)
    return text[:start], text[start:end], text[end:]


def _key(text: bytes) -> str:
    """What a field is called; nothing for what is none."""
    tree = tree_in(text) if text else None
    return tree.parts[0].value if tree is not None and tree.kind == "mapping" and tree.parts else ""


def _value(text: bytes) -> Node:
    tree = tree_in(text)
    is_field = tree.kind == "mapping" and not tree.flow and len(tree.parts) == 2
    return tree.parts[1] if is_field else tree


def _said(texts: Sequence[bytes], nodes: Sequence[Node | None], values: Sequence[bytes]) -> bytes | None:
    """The value as it is written."""
    base, ours, theirs = nodes
    found = one_of(*values) if base is not None else None
    if found is not None or ours is None or theirs is None:
        return found
    if plain_of(ours) == plain_of(theirs) and not (ours.marked or theirs.marked):
        return values[1]
    try:
        return _in_brackets(texts, nodes)
    except _Clashes:
        return None


class _Clashes(Exception):  # noqa: N818 - it says what they do
    """Both sides say something else."""


def _in_brackets(texts: Sequence[bytes], nodes: Sequence[Node | None]) -> bytes:
    """A list or a mapping in brackets with what both sides changed in it."""
    base, ours, theirs = nodes
    if ours is None or theirs is None or not (ours.flow and theirs.flow) or ours.kind != theirs.kind:
        raise _Clashes
    if base is None:
        base = ours._replace(parts=())
    elif base.kind != ours.kind or not base.flow:
        raise _Clashes
    versions = [_named(node) for node in (base, ours, theirs)]
    keys = [list(version) for version in versions]
    order = joined(*keys)
    parts: list[tuple[object, bytes]] = []
    for key in order:
        found = _part(texts, [version.get(key) for version in versions])
        if found is not None:
            parts.append((key, found))
    return _written(texts, (ours, theirs), versions[1], parts)


_Parts = dict[object, tuple[int, int, Node]]


def _named(node: Node) -> _Parts:
    """Where each part begins and ends and its value, by the name of the field or by what it says."""
    if node.kind == "mapping":
        return {key.value: (key.start, value.end, value) for key, value in node.fields}
    said = numbered(repr(_identity(part)) for part in node.parts)
    return {key: (part.start, part.end, part) for key, part in zip(said, node.parts, strict=True)}


def _identity(node: Node) -> object:
    """What tells a thing in brackets from others: its id or its passage, or all that it says."""
    for field in ("id", "exact", "url"):
        pair = node.field(field) if node.kind == "mapping" else None
        if pair is not None:
            return field, pair[1].value
    return plain_of(node)


def _part(texts: Sequence[bytes], versions: Sequence[tuple[int, int, Node] | None]) -> bytes | None:
    """What becomes of one part; None where it was taken out."""
    written = [
        None if one is None else text[one[0] : one[1]] for text, one in zip(texts, versions, strict=True)
    ]
    base, ours, theirs = written
    if ours is None or theirs is None:
        left = ours if ours is not None else theirs
        if base is None:
            return left
        if base == left:
            return None
        raise _Clashes
    found = one_of(base, ours, theirs)
    if found is not None:
        return found
    nodes = [None if one is None else one[2] for one in versions]
    own = versions[1]
    if own is None:
        raise _Clashes
    value = _in_brackets(texts, nodes)
    return texts[1][own[0] : own[2].start] + value


def _written(
    texts: Sequence[bytes], nodes: Sequence[Node], ours: _Parts, parts: Sequence[tuple[object, bytes]]
) -> bytes:
    """The brackets with these parts, in the way of ours."""
    text, node = texts[1], nodes[0]
    if [key for key, _ in parts] == list(ours):
        found, done = b"", node.start
        for (start, end, _), (_, part) in zip(ours.values(), parts, strict=True):
            found += text[done:start] + part
            done = end
        return found + text[done : node.end]
    opening, between, closing = _style(text, node) or _style(texts[2], nodes[1]) or (b"[", b", ", b"]")
    if node.kind == "mapping" and not node.parts and not nodes[1].parts:
        raise _Clashes
    if b"#" in opening + between + closing:
        raise _Clashes
    return opening + between.join(part for _, part in parts) + closing


def _style(text: bytes, node: Node) -> tuple[bytes, bytes, bytes] | None:
    """What stands around the parts, and between them."""
    if not node.parts:
        return None
    spans = [(start, end) for start, end, _ in _named(node).values()]
    between = text[spans[0][1] : spans[1][0]] if len(spans) > 1 else b", "
    closing = text[spans[-1][1] : node.end]
    return text[node.start : spans[0][0]], between, closing


def _behind(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """What stands behind a value: the comments of both sides, where both wrote one."""
    found = one_of(base, ours, theirs)
    if found is not None:
        return found
    comments = [_COMMENT.findall(text) for text in (base, ours, theirs)]
    ends = break_of(ours, 0)
    return b" ".join(b"  " * (not at) + one.strip() for at, one in enumerate(merged_set(*comments))) + ends


def _says(text: bytes, said: bytes) -> bool:
    """Whether the lines of a field say this and no comment is taken for a part of it."""
    tree = tree_of(text, 0, len(text))
    if tree is None:
        return False
    is_field = tree.kind == "mapping" and not tree.flow and len(tree.parts) == 2
    value = tree.parts[1] if is_field else tree
    return text[value.start : value.end].rstrip() == said.rstrip()


def as_block(text: bytes, like: Inside) -> bytes | None:
    """A field that holds texts in brackets, or nothing, with a line for each; None where it holds others."""
    tree = tree_in(text)
    if tree.kind != "mapping" or tree.flow or len(tree.parts) != 2:
        return None
    key, value = tree.parts
    is_list = value.kind == "list" and value.flow and not value.marked and like.kind == "list"
    if not is_list and not value.is_absent:
        return None
    if (
        any(part.kind != "text" or part.marked for part in value.parts)
        or b"\n" in text[key.start : value.end]
    ):
        return None
    ends = break_of(text, 0)
    rest = text[value.end :].rstrip(b"\r\n")
    first = text[: key.end] + b":" + (b"" if is_blank(rest) else rest) + ends
    lead = b" " * like.column + b"- "
    return first + b"".join(lead + text[part.start : part.end] + ends for part in value.parts)
