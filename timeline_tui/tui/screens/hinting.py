"""Which commands can act where the reader is, and what the line at the bottom calls them."""

from __future__ import annotations

from collections.abc import Container

from timeline_tui.index.shown import View
from timeline_tui.tui.commands import Command
from timeline_tui.tui.screens.reading import under_cursor
from timeline_tui.tui.screens.reading.deeper import IS_GROUP
from timeline_tui.tui.screens.reading.reader import Reader


def reason_against(reader: Reader, command: Command, own: Container[str]) -> str | None:
    """Why a timeline that is not there yet, or empty, cannot do it; `own` are the commands of its screen."""
    about = reader.index.about if reader.index else None
    if about is None and command.id in own:
        return "Nothing is read yet"
    if about is not None and not about.events and command.id in own and command.id != "problems":
        return "There are no events yet"
    if command.id in {"copy", "browse"} and reader.at_group:
        return IS_GROUP
    return None


def is_there(reader: Reader, command: Command) -> bool:
    """Whether there is what the command needs: problems, a held text, a chosen day, an address."""
    index = reader.index
    if command.id == "text-or-card":
        return reader.texts is not None and reader.texts.held
    if command.id == "clip":
        return reader.texts is not None and reader.texts.shown
    if command.id == "problems":
        return index is not None and bool(index.about.problems)
    if command.id == "clear":
        return reader.events.shown is not None and reader.events.shown.view != View()
    if command.id == "browse":
        return under_cursor.has_address(reader)
    if command.id == "zoom-in":
        return reader.at_group
    if command.id == "known-by":
        return index is not None and bool(index.about.as_of)
    return True


def hint_of(reader: Reader, command: Command) -> str:
    """What Enter opens is said in a word or two."""
    stop = reader.stop
    if command.id != "open" or stop is None or stop.kind == "hit":
        return command.hint
    kinds = {
        "dispute": "accounts",
        "passage": "its source" if reader.where == "event" else "its event",
        "event": "that event",
    }
    return kinds.get(stop.kind, command.hint)
