"""An address of the file, opened in a browser that nobody waits for."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from timeline_tui.tui.addresses import NotAnAddress, checked, open_address

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
    # A thread that nobody waits for: leaving must not depend on a browser.
    loop = asyncio.get_running_loop()
    Thread(target=_open, args=(app, address, loop), daemon=True).start()


def _open(app: TimelineApp, address: str, loop: asyncio.AbstractEventLoop) -> None:
    if open_address(address):
        return
    sentence = f"No browser was found to open {address}"
    # There is nobody to tell where the reader has left meanwhile.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(partial(app.call_later, app.tell, sentence, wrong=True))
