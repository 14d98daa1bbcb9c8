"""An address of the file, opened in a browser that nobody waits for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.tui.beside.once import beside
from timeline_tui.tui.program.addresses import NotAnAddress, checked, open_address

if TYPE_CHECKING:
    from timeline_tui.tui.app import TimelineApp


def browse(app: TimelineApp, address: str) -> None:
    """Open it, or say why not."""
    try:
        address = checked(address)
    except NotAnAddress as error:
        app.tell(str(error), wrong=True)
        return
    app.tell(f"Opening {address}")
    beside(partial(open_address, address), partial(_opened, app, address))


def _opened(app: TimelineApp, address: str, there: bool) -> None:
    if not there:
        app.tell(f"No browser was found to open {address}", wrong=True)
