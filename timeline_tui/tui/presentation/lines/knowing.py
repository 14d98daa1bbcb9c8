"""Words for a timeline as it could be known on a day: which day, and what is hidden."""

from __future__ import annotations

from timeline_tui.index.rows import About
from timeline_tui.tui.presentation.words import counted, date_words


def as_of_words(about: About) -> str:
    """The day, as in `as of 12 March 2024`; empty where all is shown."""
    return f"as of {date_words(about.as_of).partition(', ')[0]}" if about.as_of else ""


def hidden_words(about: About) -> str:
    """What is hidden, as in `7 events and 31 passages not yet known, 2 passages with no date of report`."""
    later = [
        counted(number, noun)
        for number, noun in ((about.hidden_events, "event"), (about.hidden_passages, "passage"))
        if number
    ]
    words = [f"{' and '.join(later)} not yet known"] if later else []
    if about.undated_passages:
        words.append(f"{counted(about.undated_passages, 'passage')} with no date of report")
    return ", ".join(words) or "nothing is hidden"
