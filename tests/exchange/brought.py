"""What comes in of a file, for tests of what it is to be."""

from __future__ import annotations

from collections.abc import Callable

from timeline_tui.exchange.bringing import Bringing, ImportAccount
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey

Look = Callable[..., Survey]
Bring = Callable[..., list[Fields]]
Sources = Callable[[str, str], dict[str, Fields]]


def brought(survey: Survey) -> tuple[list[Fields], Bringing]:
    """The events of a file, and all that is known of them."""
    bringing = Bringing(account=ImportAccount(most_examples=1_000_000))
    return list(bringing.events([survey])), bringing


def dates(survey: Survey) -> list[object]:
    """The dates of a file."""
    return [event.get("date") for event in brought(survey)[0]]
