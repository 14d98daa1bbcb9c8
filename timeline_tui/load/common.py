"""What the files of a timeline have in common: what stands in one of them, all others can refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from timeline_tui.load.facts import NOTHING_ABOVE, AlsoSpelled, Facts, Looks
from timeline_tui.load.placed import Placed
from timeline_tui.load.references import References, Sort
from timeline_tui.load.sections import Sections
from timeline_tui.model.timeline import Name, Record, Source, Timeline, Tour
from timeline_tui.yamlfile.places import Report, Spot
from timeline_tui.yamlfile.values import shorten

R = TypeVar("R", bound=Record)


class Common:
    """The sources, names, disputes and ids of all files."""

    def __init__(self) -> None:
        self.report = Report("")
        """What is wrong with several files together."""
        self.references = References(self.report, Placed())
        self.looks = NOTHING_ABOVE
        """What stands above the events of all files."""
        self.facts = Facts(self.looks)
        """The sum of what is known of the events of all files."""
        self.sources: dict[str, Source] = {}
        self.names: dict[str, Name] = {}
        self.tours: dict[str, Tour] = {}
        self._texts: dict[str, Timeline] = {}
        self._listed: list[AlsoSpelled] = []
        self._told: set[tuple[Sort, str, str]] = set()

    def join(self, file: str, sections: Sections) -> None:
        """Take what a file says beside its events, be it once more; equal ids must agree."""
        self._texts[file] = sections.timeline()
        found = {key: _found_from(file, source) for key, source in sections.sources.items()}
        self._records("source", self.sources, found, file, sections.spots)
        self._records("name", self.names, sections.names, file, sections.spots)
        self._records("tour", self.tours, sections.tours, file, sections.spots)
        if self.looks.spelled is None:
            own = self.references.known["name"]
            mine = (one for one in sections.listed if own[one.name].file == file)
            self._listed += (one._replace(spot=one.spot._replace(file=file)) for one in mine)

    def begin(self) -> None:
        """Let the events be looked at, with what was joined so far."""
        self.looks = Looks(self.names, self._listed, self.sources, self._zone)
        self.facts = Facts(self.looks)

    def zone(self, file: str) -> str | None:
        """The time zone of a file, or of all others where it names none."""
        said = self._texts.get(file)
        return (said and said.timezone) or self._zone

    @property
    def _zone(self) -> str | None:
        zones = {one.timezone for one in self._texts.values() if one.timezone}
        return zones.pop() if len(zones) == 1 else None

    def timeline(self, title: str) -> Timeline:
        """What all files say beside their events; `title` is what it is called where none says so."""
        said = self._texts.values()
        return Timeline(
            title=_first(one.title for one in said) or title,
            summary=_first(one.summary for one in said),
            license=_first(one.license for one in said),
            # Where they disagree, each goes by its own.
            timezone=self._zone,
            sources=self.sources,
            names=self.names,
            tours=self.tours,
        )

    def _records(
        self,
        sort: Sort,
        records: dict[str, R],
        found: Mapping[str, R],
        file: str,
        spots: Mapping[Sort, Mapping[str, Spot]],
    ) -> None:
        known = self.references.known[sort]
        here = {key: spot._replace(file=file) for key, spot in spots[sort].items()}
        for key, record in found.items():
            if records.setdefault(key, record) != record and (sort, key, file) not in self._told:
                self._told.add((sort, key, file))
                self._tell_disagreement(sort, key, here[key], known[key])
        for key, spot in here.items():
            known.setdefault(key, spot)

    def _tell_disagreement(self, sort: str, key: str, spot: Spot, first: Spot) -> None:
        message = f"two files say different things of the {sort} {shorten(key)}"
        hint = "let them say the same, or give one of them another id"
        related = [(first, "the first one, which counts")]
        self.report.add("equal-ids", message, spot, "this one is left out", hint=hint, related=related)


def _first(texts: Iterable[str | None]) -> str | None:
    return next(filter(None, texts), None)


def _found_from(file: str, source: Source) -> Source:
    """The source with the path of its text as it leads from the folder, and not from its file."""
    if source.text is None:
        return source
    return replace(source, text=str(PurePosixPath(file).parent / source.text))
