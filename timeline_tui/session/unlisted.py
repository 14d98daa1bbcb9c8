"""The sources and names that forms speak of and the file does not list yet, with what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.edit.rendering import Fields, Listed
    from timeline_tui.yamlfile.layout import SectionName


class Unlisted(NamedTuple):
    """A text that stands for a source or a name that is not listed."""

    section: SectionName
    text: str
    speaks: bool = False
    """Whether it is typed as one who speaks."""

    @property
    def key(self) -> str:
        """What the draft of its form is kept under."""
        return f"{self.section} {self.text}"


class Entry(NamedTuple):
    """What is to be written of it."""

    key: str
    """Its id."""
    fields: Fields
    unlisted: tuple[Unlisted, ...] = ()
    """What it speaks of itself that is not listed either."""


class NewEntries:
    """What was said of each."""

    def __init__(self) -> None:
        self._entries: dict[tuple[SectionName, str], Entry] = {}

    def take(self, unlisted: Unlisted, entry: Entry) -> None:
        """Know from now on what it is."""
        self._entries[unlisted.section, unlisted.text] = entry

    def entry(self, section: SectionName, text: str) -> Entry | None:
        """What was said of this text; None where nothing was yet."""
        return self._entries.get((section, text))

    @property
    def drafts(self) -> list[str]:
        """What the drafts of their forms are kept under."""
        return [Unlisted(*asked).key for asked in self._entries]

    def keys(self, section: SectionName) -> set[str]:
        """The ids that are taken by what was said."""
        return {entry.key for (name, _), entry in self._entries.items() if name == section}

    def listed(self, unlisted: Iterable[Unlisted]) -> Listed:
        """What must be listed for these, and for what they speak of in turn."""
        listed: dict[SectionName, dict[str, Fields]] = {}
        left = list(unlisted)
        while left:
            section, text, _ = left.pop(0)
            entry = self.entry(section, text)
            if entry is not None and entry.key not in listed.setdefault(section, {}):
                listed[section][entry.key] = entry.fields
                left.extend(entry.unlisted)
        return listed

    def forget(self, section: SectionName, key: str) -> Unlisted | None:
        """Ask anew for the one of this id."""
        for asked, entry in self._entries.items():
            if (asked[0], entry.key) == (section, key):
                del self._entries[asked]
                return Unlisted(*asked)
        return None
