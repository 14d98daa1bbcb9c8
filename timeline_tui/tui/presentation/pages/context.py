"""What a page needs to know beside its own event or source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timeline_tui.index.rows import Passage, Row
from timeline_tui.model.proof import Finding
from timeline_tui.model.timeline import Name, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Answers of the index that a page is drawn from."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    """All sources by id."""
    names: Mapping[str, Name] = field(default_factory=dict)
    """All names by id."""
    families: Mapping[str, str] = field(default_factory=dict)
    """The family of each source: copies and translations share one."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """The questions of the disputes that the event's passages answer, by dispute."""
    passages_on: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """For each dispute that the event asks, all passages that answer it, the event's own among them."""
    parent: Row | None = None
    """The event that this one is part of."""
    children: Sequence[Row] = ()
    """The events that are part of this one."""
    findings: Mapping[tuple[int, int], Finding] = field(default_factory=dict)
    """What became of passages, by the rank of their event and their number in it; none with no texts."""
    timezone: str | None = None
    """The timeline's IANA zone."""
