"""Three files as one, as git asks for it: by their things where that is proven, else by their lines."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, TypeVar

from timeline_tui.edit.byte_lines import break_of, line_number
from timeline_tui.merge.cutting import Inside, Portion, file_inside
from timeline_tui.merge.matching import id_of, leaves, said
from timeline_tui.merge.renaming import with_names_carried
from timeline_tui.merge.sequence import are_kept, one_of
from timeline_tui.merge.threeway import Clash, merged, text_of
from timeline_tui.model.limits import FILE
from timeline_tui.yamlfile.conflicts import conflicts_in, first_versions
from timeline_tui.yamlfile.layout import Unclear, count_in, has_loose_alias

_ERROR = 128
_MARK = b"\xef\xbb\xbf"


class Result(NamedTuple):
    """What three versions of a file came to."""

    data: bytes
    clashes: Sequence[Clash]
    """What both sides changed, between marks."""


def merge_versions(base: bytes, ours: bytes, theirs: bytes, names: tuple[str, str]) -> Result:
    """The file that holds what both sides did; `Unclear` where that cannot be proven."""
    if theirs in (base, ours):
        return Result(ours, ())
    if ours == base:
        return Result(theirs, ())
    if max(map(len, (base, ours, theirs))) > FILE.value:
        raise Unclear(f"it is larger than {FILE.words}", 0)
    for data in (ours, theirs):
        if left := conflicts_in(data):
            raise Unclear("an earlier merge left two versions in it", line_number(data, left[0].start))
    form = _Form.of(_undecided(base), ours, theirs)
    # Large files are held once: what is cut is not needed as a whole, and equal things are shared.
    del base, ours, theirs
    known: dict[Portion, Portion] = {}
    cut = [file_inside(form.versions.pop(0), known) for _ in range(3)]
    versions, anew = with_names_carried(*cut)
    own = count_in(versions[1].whole)
    for is_careful in (False, True):
        pieces = merged(*versions, anew, is_careful=is_careful)
        clashes = [piece for piece in pieces if isinstance(piece, Clash)]
        sides = ("ours", "theirs") if clashes else ("ours",)
        if is_kept(versions, own, [_Read.of(text_of(pieces, side), known) for side in sides]):
            break
    else:
        raise Unclear("what both sides did cannot be told apart", 0)
    whole = text_of(pieces, None, names)
    if len(conflicts_in(whole)) != len(clashes):
        raise Unclear("a line of it looks like a mark of a merge", 0)
    return Result(form.written(whole), clashes)


_FIELD = re.compile(rb"(?: |- )*[A-Za-z][\w-]*:(?=\s)", re.ASCII)
_ITEM = re.compile(rb" *- ")


def _undecided(base: bytes) -> bytes:
    """The version before both sides, without what nobody had chosen from two versions there.

    Git merges the common ancestors of two branches that were merged both ways, and leaves its marks in them.
    Where one version of the two stood there, the side that chose it would be overruled by the other.
    """
    pieces: list[bytes] = []
    done = 0
    for conflict in conflicts_in(base):
        first, second = (base[start:end] for start, end in conflict.spans)
        pieces += [base[done : conflict.start], _neither(first, second)]
        done = conflict.after
    return b"".join([*pieces, base[done:]])


def _neither(first: bytes, second: bytes) -> bytes:
    """Lines in which neither version is: their field with nothing in it, or an item that says nothing."""
    if not (first and second):
        # A comment above it makes what one side took out another thing than the other side has.
        return b"#\n" + (first or second)
    name, other = _FIELD.match(first), _FIELD.match(second)
    same = name[0] if name is not None and other is not None and name[0] == other[0] else b""
    column = len(same) - len(same.lstrip(b" -"))
    if same and not re.search(rb"\n {0,%d}(?![ #\r\n])" % column, first.rstrip(b"\r\n")):
        return same + b"\n"
    item = _ITEM.match(first)
    # In the place of what is known by its place alone stands something that neither side has.
    return item[0] + b"'': ''\n" if item is not None and second.startswith(item[0]) else b""


class _Form(NamedTuple):
    """What belongs to no thing in a file: its first mark, its line breaks, the end of its last line."""

    versions: list[bytes]
    """The versions with the same form."""
    mark: bytes
    ends: bytes | None
    """The line break of each line; None where they are left as they are."""
    is_ended: bool
    """Whether the last line ends with one."""

    @classmethod
    def of(cls, *versions: bytes) -> _Form:
        """The form of three versions, of which the first stood before both others."""
        if any(map(_is_no_text, versions)):
            raise Unclear("a byte of it is not UTF-8", 0)
        marks = [data[:3] if data.startswith(_MARK) else b"" for data in versions]
        ends = [_ends(data) for data in versions]
        is_same = len(set(ends)) == 1 or None in ends
        ended = [data.endswith(b"\n") or not data for data in versions]
        texts = [data.removeprefix(_MARK) for data in versions]
        if not is_same:
            texts = [text.replace(b"\r\n", b"\n") for text in texts]
        usual = b"\r\n" if is_same and b"\r\n" in ends else b"\n"
        texts = [text if done else text + usual for text, done in zip(texts, ended, strict=True)]
        return cls(texts, _of_three(marks), None if is_same else _of_three(ends), _of_three(ended))

    def written(self, data: bytes) -> bytes:
        """The bytes of the file for lines of this form."""
        if self.ends == b"\r\n":
            data = data.replace(b"\n", b"\r\n")
        if not self.is_ended:
            data = data.removesuffix(b"\n").removesuffix(b"\r")
        return self.mark + data


def _is_no_text(data: bytes) -> bool:
    try:
        return not (data.isascii() or data.decode())
    except UnicodeDecodeError:
        return True


T = TypeVar("T")


def _of_three(values: Sequence[T]) -> T:
    found = one_of(*values)
    return values[1] if found is None else found


def _ends(data: bytes) -> bytes | None:
    """The line break of all lines; None where there are two sorts."""
    if b"\r" not in data:
        return b"\n"
    feeds, pairs = data.count(b"\n"), data.count(b"\r\n")
    return b"\n" if not pairs else b"\r\n" if pairs == feeds else None


def merge_lines(base: Path, ours: Path, theirs: Path, names: tuple[str, str]) -> int | None:
    """Merge the lines of three files into the second, as git does; how many clash, or None without git.

    Where both sides can be read and what git makes of them cannot, all that differs is one clash.
    """
    own, other = ours.read_bytes(), theirs.read_bytes()
    git = shutil.which("git")
    if git is None:
        return None
    labels = [word for name in (names[0], "base", names[1]) for word in ("-L", name)]
    call = [git, "merge-file", *labels, str(ours), str(base), str(theirs)]
    done = subprocess.run(call, check=False, capture_output=True)
    if _can_be_read(own) and _can_be_read(other) and not _can_be_read(first_versions(ours.read_bytes())):
        ours.write_bytes(as_one_clash(own, other, names))
        return 1
    return done.returncode if 0 <= done.returncode < _ERROR else None


def _can_be_read(data: bytes) -> bool:
    try:
        return len(data) > FILE.value or (count_in(data) > 0 and not has_loose_alias(data))
    except Unclear:
        return False


def as_one_clash(ours: bytes, theirs: bytes, names: tuple[str, str]) -> bytes:
    """The lines of both sides with marks around all that differs."""
    ends = break_of(ours or theirs, 0)
    sides = [
        (data if not data or data.endswith(b"\n") else data + ends).splitlines(True)
        for data in (ours, theirs)
    ]
    first = _same_at_top(*sides)
    last = _same_at_top(*(side[first:][::-1] for side in sides))
    own, other = (b"".join(side[first : len(side) - last]) for side in sides)
    clash = Clash(own, other, ())
    below = sides[0][len(sides[0]) - last :]
    return text_of([b"".join(sides[0][:first]), clash, b"".join(below)], None, names)


def _same_at_top(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


_AROUND_A_PART, _AROUND_NOTHING = 6, 2
"""Events of the parser for a file that holds one part of it alone, beside those of the part; and for none."""
_OF_A_FIELD = 3


class _Read(NamedTuple):
    """A file as it is read to its end."""

    file: Inside
    size: int
    """How many events of the parser it comes to."""
    is_loose: bool
    """Whether something in it repeats what stands nowhere above it."""

    @classmethod
    def of(cls, data: bytes, known: dict[Portion, Portion]) -> _Read:
        """The file with these bytes; `Unclear` where it cannot be read."""
        return cls(file_inside(data, known), count_in(data), has_loose_alias(data))


class _Kept(NamedTuple):
    """A part of a file, which comes with its comments: a field, or what stands in the place of one."""

    section: str
    kind: str
    """In what it stands: a mapping or a list; else `head` or `tail`."""
    remarks: bytes
    text: bytes


def is_kept(versions: Sequence[Inside], own: int, results: Sequence[_Read]) -> bool:
    """Whether the results, one for each side of what clashes, hold all that they must; or `Unclear`.

    The versions are the one before, and those of the two sides; `own` is how many events of the parser there
    are in that of our side. Of each text in the file is asked how often
    it stands there: as often as before, and so much more or less as either side has changed that.
    """
    changed = _changed([*versions, *(one.file for one in results)])
    # Both tell too little alone: one side may give a thing an id, or write in it what the other takes out
    # of another one.
    for by_id in (False, True):
        then, ours, theirs, *now = (_texts(things, by_id=by_id) for things in changed)
        if are_kept(then, ours, theirs, now):
            break
    else:
        return False
    # What is the same is read as it was read in ours, where so many parts have so much in them.
    files = [versions[1], *(one.file for one in results)]
    counts = [own, *(one.size for one in results)]
    sizes = {
        count
        - sum(_size(thing) * times for thing, times in more.items())
        - (_AROUND_A_PART if file.parts else _AROUND_NOTHING)
        for file, count, more in zip(files, counts, (changed[1], *changed[3:]), strict=True)
    }
    return len(sizes) == 1 and not any(one.is_loose for one in results)


def _changed(files: Sequence[Inside]) -> list[Counter[_Kept]]:
    """What each file has that not all of them have, and how often."""
    shared = _shared(files)
    things = [Counter(_things(file, shared)) for file in files]
    same = things[0].copy()
    for each in things[1:]:
        same &= each
    return [each - same for each in things]


def _shared(files: Sequence[Inside]) -> dict[str, set[Portion]]:
    """By the section, what stands once in each of the files, as most does."""
    found: dict[str, set[Portion]] = {}
    for first in files[0].parts:
        named = [field for file in files for field in file.parts if field.text == first.text]
        if all(field.section is not None for field in named) and len(named) == len(files):
            found[first.name] = _once([field.section.parts for field in named if field.section])
    return found


def _once(lists: Sequence[Sequence[Portion]]) -> set[Portion]:
    """What stands once in each list."""
    found = set(lists[0])
    for one in lists:
        distinct = set(one)
        found &= distinct
        if len(distinct) < len(one):
            found -= {part for part, times in Counter(one).items() if times > 1}
    return found


def _things(file: Inside, shared: Mapping[str, set[Portion]]) -> Iterator[_Kept]:
    """The fields of a file, and in their place its events, sources and names that are not shared."""
    for field in file.parts:
        if field.section is None:
            yield _Kept("", file.kind, field.remarks, field.text)
            continue
        name, section = field.name, field.section
        passed = shared.get(name, set())
        yield _Kept(name, "head", field.remarks, section.head)
        for part in section.parts:
            if part not in passed:
                yield _Kept(name, section.kind, part.remarks, part.text)
        yield _Kept(name, "tail", section.tail, b"")
    yield _Kept("", "tail", file.tail, b"")


def _texts(things: Counter[_Kept], *, by_id: bool) -> Counter[object]:
    """How often each text and each comment stands in things, if asked in those of each id."""
    found: Counter[object] = Counter()
    for thing, times in things.items():
        lines = (line.strip() for line in (thing.remarks + thing.text).splitlines())
        texts: list[object] = [line for line in lines if line.startswith(b"#")]
        if thing.kind in {"mapping", "list"}:
            node = said(thing.text, thing.kind)
            of = id_of(node) if by_id else None
            texts += [(thing.section, of, *leaf) for leaf in leaves(node)]
        for text in texts:
            found[text] += times
    return found


def _size(thing: _Kept) -> int:
    """How many events of the parser it comes to."""
    if thing.kind == "tail":
        return 0
    return _OF_A_FIELD if thing.kind == "head" else count_in(thing.text) - _AROUND_A_PART
