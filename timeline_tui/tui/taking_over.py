"""Goes on where the first picture is on the terminal already."""

from __future__ import annotations

from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from timeline_tui.session import at_once


class TakingOver(LinuxDriver):
    """Goes on in a screen of the terminal that was entered before, with a picture on it."""

    _is_entered = True

    def start_application_mode(self) -> None:
        """Draw there from now on, and leave the terminal in the end as it was before that."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._is_entered and at_once.shown is not None:
            self.attrs_before: list[Any] | None = at_once.shown.take_over()
        self._is_entered = False

    def write(self, data: str) -> None:
        """Send it, but do not enter the screen again, which would clear it."""
        if not (self._is_entered and data == at_once.ENTER):
            super().write(data)
