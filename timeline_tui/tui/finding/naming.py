"""The name that a reader asks for, by any spelling, and why it leads nowhere."""

from __future__ import annotations

from timeline_tui.index.reader import Index
from timeline_tui.model.spellings import likest, spelled

QUESTION = "Which name? Any spelling of a place, a group or a person, or its id"
_MOST_LISTED = 5


def refusal(index: Index, answer: str) -> str | None:
    """Why the answer leads to no page, in a sentence; leaving it empty leads back."""
    names = spelled(answer, index.names()) if answer else [""]
    if len(names) == 1:
        return None
    if names:
        listed = ", ".join(names[:_MOST_LISTED])
        return f"{len(names)} names are spelled so: {listed}. Which of them?"
    near = likest(answer, index.names())
    return f"No name is spelled so. Try: {' or '.join(near)}" if near else "No name is spelled so"
