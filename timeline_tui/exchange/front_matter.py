"""Folders of Markdown or YAML, one event a file, with its fields above the text or as the whole file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from timeline_tui.exchange.given import GivenFile, GivenRow, LostRow, NotBrought, Rows
from timeline_tui.exchange.json_records import Cells, cells
from timeline_tui.exchange.roles import role_of
from timeline_tui.model.limits import FOLDER_FILES, ITEM
from timeline_tui.system import READING
from timeline_tui.yamlfile.trees import Repeated, plain_of, tree_of

_ENDINGS = {".md", ".markdown", ".yaml", ".yml"}
_FRONT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LINKED = "a link is not followed"
_SUMMARY = role_of("summary")
_HEADING = re.compile(r"\A#+[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def recognises(given: GivenFile) -> bool:
    """Whether it is a folder with such files."""
    return given.is_folder and any(True for _ in _files(given.path))


def rows(given: GivenFile) -> Rows:
    """The files in order of their names, each with its number and its name."""
    if not given.is_folder:
        raise NotBrought(f"{given.name} is no folder", "name the folder that the files lie in")
    for number, path in enumerate(_files(given.path), 1):
        if number > FOLDER_FILES.value:
            raise NotBrought(
                f"{given.name} holds more than {FOLDER_FILES.words} files", "bring it in in parts"
            )
        name = str(path.relative_to(given.path))
        try:
            found = tuple(_cells(path, _read(path)))
        except (OSError, ValueError) as error:
            yield LostRow(number, name, f"a file cannot be read: {error}")
            continue
        yield GivenRow(number, (*found, ("file", name)))
    for path in _below(given.path):
        if not _is_read(path):
            why = (
                "a link is not followed" if path.is_symlink() else "a file of another kind lies in the folder"
            )
            yield LostRow(0, str(path.relative_to(given.path)), why)


def _files(folder: Path) -> Iterator[Path]:
    """Those that lie in it and hold an event, links aside."""
    return filter(_is_read, _below(folder))


def _below(folder: Path) -> Iterator[Path]:
    """All that lies in it, without what is hidden: its name begins with a dot."""
    for top, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(top, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(top, name) for name in sorted([*names, *linked]) if not name.startswith("."))


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS and not path.is_symlink() and path.is_file()


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, READING), "rb") as file:
        data = file.read(ITEM.value + 1)
    if len(data) > ITEM.value:
        raise ValueError(f"it is larger than {ITEM.words}")
    return data


def _cells(path: Path, data: bytes) -> Cells:
    if path.suffix.lower() in {".yaml", ".yml"}:
        yield from cells(_values(data))
        return
    front = _FRONT.match(data)
    body = (data[front.end() :] if front else data).decode("utf-8-sig").replace("\r\n", "\n").strip()
    said = list(cells(_values(front[1]))) if front else []
    yield from said
    named = {name.lower() for name, _ in said} & {"title", "headline", "name", "event"}
    if not named and (heading := _HEADING.match(body)):
        yield "title", heading[1]
        body = body[heading.end() :].strip()
    elif not named:
        yield "title", path.stem.replace("-", " ").replace("_", " ")
    if body:
        yield "body" if any(role_of(name) == _SUMMARY for name, _ in said) else "summary", body


def _values(data: bytes) -> object:
    """What a text of YAML says; `ValueError` where it is none."""
    if not data.strip():
        return {}
    data = data.removeprefix(b"\xef\xbb\xbf").removeprefix(b"---\n").replace(b"\r\n", b"\n")
    tree = tree_of(data, 0, len(data))
    found = None if tree is None else plain_of(tree)
    if not isinstance(found, dict) or isinstance(found, Repeated):
        raise ValueError("it is no mapping in YAML")
    return found
