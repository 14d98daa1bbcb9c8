"""Three files as one, as git asks for it: by their things where that can be proven, else by their lines."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from timeline_tui.merge.cutting import file_inside
from timeline_tui.merge.keeping import is_kept
from timeline_tui.merge.renaming import with_names_carried
from timeline_tui.merge.sequence import one_of
from timeline_tui.merge.threeway import Clash, merged, text_of
from timeline_tui.model.limits import FILE
from timeline_tui.yamlfile.conflicts import conflicts_in, first_versions
from timeline_tui.yamlfile.layout import Unclear

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
    # What git merges of its own, where two branches have several common ancestors, may have marks.
    form = _Form.of(first_versions(base), ours, theirs)
    versions = with_names_carried(*map(file_inside, form.versions))
    pieces = merged(*versions)
    found = [text_of(pieces, side) for side in ("ours", "theirs")]
    clashes = [piece for piece in pieces if isinstance(piece, Clash)]
    results = found if clashes else found[:1]
    if not is_kept(versions, results):
        raise Unclear("what both sides did cannot be told apart", 0)
    whole = text_of(pieces, None, names)
    if len(conflicts_in(whole)) != len(clashes):
        raise Unclear("a line of it looks like a mark of a merge", 0)
    return Result(form.written(whole), clashes)


class _Form(NamedTuple):
    """What belongs to no thing in a file: its first mark, its line breaks, the end of its last line."""

    versions: Sequence[bytes]
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
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


T = TypeVar("T")


def _of_three(values: Sequence[T]) -> T:
    found = one_of(*values)
    return values[1] if found is None else found


def _ends(data: bytes) -> bytes | None:
    """The line break of all lines; None where there are two sorts."""
    feeds, pairs = data.count(b"\n"), data.count(b"\r\n")
    return b"\n" if not pairs else b"\r\n" if pairs == feeds else None


def merge_lines(base: Path, ours: Path, theirs: Path, names: tuple[str, str]) -> int | None:
    """Merge the lines of three files into the second, as git does; how many clash, or None without git."""
    git = shutil.which("git")
    if git is None:
        return None
    labels = [word for name in (names[0], "base", names[1]) for word in ("-L", name)]
    call = [git, "merge-file", *labels, str(ours), str(base), str(theirs)]
    done = subprocess.run(call, check=False, capture_output=True)
    return done.returncode if 0 <= done.returncode < _ERROR else None
