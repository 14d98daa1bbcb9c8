"""What to try in place of a text that is not a date."""

from __future__ import annotations


def hint_for(text: str) -> str:
    """One sentence that shows how to write it."""
    return "dates look like 2024, 2024-03 or 2024-03-12; leave the date out if it is not known"
