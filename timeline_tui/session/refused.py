"""How a session says no."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """What was asked for cannot be done here; it says why in a sentence."""
