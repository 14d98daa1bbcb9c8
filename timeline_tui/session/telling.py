"""Whoever can say a sentence to the reader."""

from __future__ import annotations

from typing import Protocol


class Teller(Protocol):
    """Shows a sentence for a few seconds."""

    def tell(self, sentence: str, *, wrong: bool = False) -> object:
        """Show it in the place of the one before; `wrong` where something failed."""

    def withdraw(self, sentence: str) -> object:
        """Take it away where it is still shown."""
