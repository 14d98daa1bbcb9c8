"""Which attributes let git merge and compare timelines event by event, and which lines stand in their way."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.diff.git import Repository

ATTRIBUTES = {"merge": "timeline", "diff": "timeline"}
PATTERN = "*.timeline.yaml"
"""The files that have them."""
_MOST_FILES = 2000


def with_attributes(before: bytes) -> bytes:
    """The lines of `.gitattributes` with what is missing for timelines; what is said there already stays."""
    lines = before.decode(errors="replace").splitlines()
    said = {word.lstrip("-!").partition("=")[0] for word in _said(lines)}
    missing = [f"{key}={value}" for key, value in ATTRIBUTES.items() if key not in said]
    if not missing:
        return before
    ends = b"\r\n" if b"\r\n" in before else b"\n"
    lead = b"" if not before or before.endswith(b"\n") else ends
    return before + lead + " ".join([PATTERN, *missing]).encode() + ends


def _said(lines: Iterable[str]) -> Iterable[str]:
    """The attributes that timelines have in these lines, with their values."""
    for line in lines:
        pattern, *attributes = line.split() or [""]
        if pattern == PATTERN:
            yield from attributes


def of_others(lines: Iterable[str]) -> list[str]:
    """The attributes of timelines by which git asks somebody else, or nobody."""
    own = {f"{key}={value}" for key, value in ATTRIBUTES.items()}
    named = rf"[-!]?(?:{'|'.join(ATTRIBUTES)})(?:=.*)?"
    return [word for word in _said(lines) if word not in own and re.fullmatch(named, word)]


class Obstacle(NamedTuple):
    """A timeline that git merges or compares in another way, and the line that says so."""

    file: str
    """The timeline, from the top of the repository."""
    attribute: str
    value: str
    """As git calls it: unspecified and unset are values, too."""
    place: str = ""
    """The file of the line and its number; nothing where it is not among what can be read."""
    line: str = ""


def obstacles(repository: Repository, files: Sequence[str]) -> Iterator[Obstacle]:
    """What stands in the way of the attributes of these files, each of them for the first such file."""
    told: set[tuple[str, str]] = set()
    for file, attribute, value in _attributes(repository, tuple(ATTRIBUTES), files):
        if value != ATTRIBUTES[attribute] and (attribute, value) not in told:
            told.add((attribute, value))
            place, line = next(_lines_in_force(repository, file, attribute), ("", ""))
            yield Obstacle(file, attribute, value, place, line)


def _lines_in_force(repository: Repository, file: str, attribute: str) -> Iterator[tuple[str, str]]:
    """The lines that decide about an attribute of a file, with their places; the first is in force."""
    sources = _attribute_files(repository, file)
    macros = [line for source, _ in sources for line in _lines_of(source) if line.startswith("[attr]")]
    words = {attribute, "binary", *(line.split()[0].removeprefix("[attr]") for line in macros)}
    with tempfile.TemporaryDirectory(prefix="timeline-tui-") as scratch:
        for source, path in sources:
            for number, line in reversed([*enumerate(_lines_of(source), 1)]):
                said = {word.lstrip("-!").partition("=")[0] for word in line.split()[1:]}
                if said & words and not line.startswith("[attr]"):
                    # Whatever stands there otherwise.
                    lines = [*macros, f"* {attribute}=another", line]
                    if _asked(repository, Path(scratch), lines, path, attribute) != "another":
                        yield f"{source}:{number}", line.strip()


def _lines_of(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _asked(repository: Repository, scratch: Path, lines: Sequence[str], path: str, attribute: str) -> str:
    """What git makes of these lines, in a repository in which there are no others."""
    if not (scratch / ".git").exists():
        _begin_another(repository, scratch)
    (scratch / ".gitattributes").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return _attributes(repository, (attribute,), (path,), scratch)[0][2]


def timelines(repository: Repository) -> list[str]:
    """Timeline files of the repository, from its top, whether they are committed or not."""
    kinds = ("--cached", "--others", "--exclude-standard")
    said = repository.said("ls-files", "-z", *kinds, "--full-name", "--", f":(top){PATTERN}", literal=False)
    return [os.fsdecode(name) for name in said.split(b"\0")[:_MOST_FILES] if name]


def _attributes(
    repository: Repository, names: Sequence[str], files: Sequence[str], folder: Path | None = None
) -> list[tuple[str, str, str]]:
    """The values of attributes of files, named from the top of this repository or of another."""
    there = repository.top if folder is None else folder
    # Settings of this machine count here alone.
    options = [] if folder is None else ["-c", f"core.attributesFile={os.devnull}"]
    asked = ["-C", str(there), *options, "check-attr", "-z", *names, "--", *files]
    said = os.fsdecode(repository.said(*asked)).split("\0")
    return [(said[at], said[at + 1], said[at + 2]) for at in range(0, len(said) - 3 + 1, 3)]


def _attribute_files(repository: Repository, file: str) -> list[tuple[Path, str]]:
    """Where attributes of a file can stand, what counts most first; each with its name from there."""
    own = os.fsdecode(repository.said("rev-parse", "--git-path", "info/attributes")).removesuffix("\n")
    found = [((repository.folder.absolute() / own).resolve(), file)]
    *folders, _ = file.split("/")
    for depth in range(len(folders), -1, -1):
        inner = "/".join(folders[:depth])
        found.append((repository.top / inner / ".gitattributes", file.removeprefix(inner).lstrip("/")))
    set_ = repository.run("config", "--path", "--get", "core.attributesFile").stdout
    shared = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    usual = Path(shared).expanduser() / "git" / "attributes"
    found.append((Path(os.fsdecode(set_).removesuffix("\n")) if set_ else usual, file))
    return found


def _begin_another(repository: Repository, folder: Path) -> None:
    """Make a new repository in a folder, without what the user has for new ones."""
    repository.said("-C", str(folder.absolute()), "init", "-q", "--template=", ".")
