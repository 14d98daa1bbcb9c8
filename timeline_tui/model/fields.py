"""The fields of a file as rows: what each is called and holds, where it is asked for, what can be opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, field, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from timeline_tui.model.limits import ADDRESS

Holds = Literal[
    "text", "date", "name", "tag", "event", "source", "dispute", "position", "kind", "question", "file",
    "flag", "address", "coordinates", "media", "quotes", "steps", "own", "path", "choice",
]  # fmt: skip
"""What a field holds, which says what completes it, what is said of it and what becomes of what is typed."""

QUOTE_KINDS: Mapping[str, str] = {
    "direct": "somebody's words",
    "reported": "somebody's claim in the outlet's words",
    "narration": "the outlet's own words",
}
"""Each kind of passage, and what it means."""
NAME_KINDS: Mapping[str, str] = {
    "person": "somebody who acts or speaks",
    "group": "an organisation, a unit, an office",
    "place": "a village, a region, a country",
}
"""Each kind of name, and what it means."""
OWN_WORDS = "words of your own, each a line: "


class Option(NamedTuple):
    """An option of `add` that fills a field."""

    name: str
    help: str = ""
    """What to give it, where that is not what the field should say."""
    metavar: str | None = None
    into: str = ""
    """What the call knows it by, where its name is taken."""


class Field(NamedTuple):
    """One field of an event, a passage, a source, a name or a picture."""

    id: str
    """As the file calls it."""
    label: str = ""
    """What a form calls it; one without is asked for nowhere."""
    example: str = ""
    """What it should say, in a few words: shown while nothing is typed, and to one who left it out."""
    holds: Holds = "text"
    several: bool = False
    """Whether it holds a list, which a form takes with commas or a line each, and options one by one."""
    block: bool = False
    """Whether what is typed may have lines of its own."""
    more: bool = False
    """Whether a form shows it only when more fields are asked for."""
    early: bool = False
    """Whether a form asks for it before others that it shows as well."""
    needed: bool = False
    """Whether nothing can be without it."""
    found: bool = False
    """Whether a search looks for words in it."""
    heading: str = ""
    """What a page calls it, where that is not its label."""
    option: Option | None = None
    called: str = ""
    """What other programs call it, with blanks between the words."""
    choices: Mapping[str, str] = MappingProxyType({})
    """The words that it can hold, each with what it means, where it holds no others."""


def row(label: str = "", example: str = "", holds: Holds = "text", **more: Any) -> Any:  # noqa: ANN401 - a default
    """A field of a record that may be left out, with what is known of it."""
    empty: dict[str, Any] = {"default": () if more.get("several") else None}
    if holds in _MAPPINGS:
        empty = {"default_factory": dict}
    elif holds == "flag":
        empty = {"default": False}
    return field(**empty, metadata=needed(label, example, holds, **more))


_MAPPINGS: set[Holds] = {"question", "own"}


def needed(label: str = "", example: str = "", holds: Holds = "text", **more: Any) -> dict[str, Field]:  # noqa: ANN401
    """What is known of a field that a record must have."""
    return {"row": Field("", label, example, holds, **more)}


def table(record: type[Any]) -> Mapping[str, Field]:
    """The fields of a record by name, in its order."""
    return {
        one.name: one.metadata.get("row", Field(""))._replace(
            id=one.name, needed=one.default is MISSING and one.default_factory is MISSING
        )
        for one in fields(record)
    }


def asked(rows: Iterable[Field]) -> tuple[Field, ...]:
    """Those that a form asks for: what is needed first, what is not always shown last."""
    labelled = [field for field in rows if field.label]
    return tuple(sorted(labelled, key=lambda row: (row.id == "id", row.more, not row.needed, not row.early)))


def gathered(said: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What is said in words of one's own, a text for each word; a word that comes again has a list."""
    found: dict[str, list[str]] = {}
    for word, text in said:
        found.setdefault(word, []).append(text)
    return {word: texts if len(texts) > 1 else texts[0] for word, texts in found.items()}


_ADDRESS = re.compile(r"https?://(?P<place>[^/?#]+)(?P<rest>[/?#].*)?", re.IGNORECASE)
# A host of the sort that can be looked up, or an IPv6 address, and a port; no user part, so no `@`.
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^\W_][\w.-]*)(:[0-9]{1,5})?", re.IGNORECASE)


class NotAnAddress(ValueError):  # noqa: N818 - it says what it is
    """The text is no address that is safe to open; it says why."""


def checked_address(text: str) -> str:
    """The address, if it is a plain web address."""
    if len(text) > ADDRESS.value:
        raise NotAnAddress(f"This address is longer than {ADDRESS.words}")
    if not text.isprintable() or " " in text:
        raise NotAnAddress("This address holds white space or hidden characters")
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise NotAnAddress("This is not a web address (http or https only)")
    if "@" in match["place"]:
        raise NotAnAddress("This address names a user before its host, which can hide where it leads")
    if _PLACE.fullmatch(match["place"]) is None:
        raise NotAnAddress("This address names no host")
    return text


def can_be_opened(text: str) -> bool:
    """Whether it is a plain web address."""
    try:
        return bool(checked_address(text))
    except NotAnAddress:
        return False
