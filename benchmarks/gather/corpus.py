"""Texts in which people marked who is cited, by which words, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Place = tuple[int, int]


class Attribution(NamedTuple):
    """One thing that somebody said or thought, by its places in the text."""

    source: tuple[Place, ...]
    content: tuple[Place, ...]


class Article(NamedTuple):
    """A text with all that was marked in it by one person."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def articles(folder: Path) -> Iterator[Article]:
    """Every marked text, once for each person who marked it."""
    for marked in sorted((folder / "attributions").glob("*.ann")):
        text = folder / "text" / f"{marked.stem}.txt"
        if not text.is_file():
            # The name ends with who marked it.
            text = folder / "text" / f"{marked.stem.rpartition('_')[0]}.txt"
        if text.is_file():
            yield Article(marked.stem, text.read_bytes().decode(), tuple(_attributions(marked)))


def _attributions(path: Path) -> Iterator[Attribution]:
    places: dict[str, tuple[Place, ...]] = {}
    linked: list[list[str]] = []
    for line in path.read_bytes().decode().splitlines():
        key, _, rest = line.partition("\t")
        what = rest.partition("\t")[0]
        if key.startswith("T"):
            spans = what.partition(" ")[2].split(";")
            pairs = (span.split() for span in spans)
            places[key] = tuple((int(one[0]), int(one[1])) for one in pairs if len(one) == 2)
        elif key.startswith("E"):
            linked.append(what.split())
    for roles in linked:
        found: dict[str, list[Place]] = {"Source": [], "Content": []}
        for role, _, key in (one.partition(":") for one in roles):
            found.get(role.rstrip("0123456789"), []).extend(places.get(key, ()))
        yield Attribution(tuple(sorted(found["Source"])), tuple(sorted(found["Content"])))
