"""A timeline explorer for the terminal that can prove what it shows.

`load` reads a timeline and `search` finds events in it. What is not in `__all__` belongs to the program, and
changes with it.
"""

import sys

from timeline_tui.version import __version__ as __version__

# What `typing` has under this name; but to import it takes longer than all else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from timeline_tui.library import (
        Event,
        Events,
        Media,
        Name,
        Problem,
        Quote,
        Source,
        TimelineError,
        Tour,
        TourStep,
        load,
        search,
    )
    from timeline_tui.library import LoadedTimeline as Timeline

__all__ = [
    "Event",
    "Events",
    "Media",
    "Name",
    "Problem",
    "Quote",
    "Source",
    "Timeline",
    "TimelineError",
    "Tour",
    "TourStep",
    "load",
    "search",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """What is public; it is imported when it is first asked for, so that the program starts without."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from timeline_tui import library

        return getattr(library, "LoadedTimeline" if name == "Timeline" else name)

    def __dir__() -> list[str]:
        return [*__all__, "__version__"]

    class _Public(type(sys)):
        """A package of which one room is called as what is public, and does not take its place."""

        def __setattr__(self, name: str, value: object) -> None:
            # Whoever imports `timeline_tui.load.stream_reading` has Python set `load` to that room.
            if name not in __all__:
                super().__setattr__(name, value)

    sys.modules[__name__].__class__ = _Public
