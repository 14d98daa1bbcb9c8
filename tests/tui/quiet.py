"""Waits for a program until it has nothing left to do, by what is pending and never by the clock."""

from __future__ import annotations

import asyncio
import sys
import threading
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar

SOON = 0.06
"""Seconds within which a delay is part of what a key does; what comes later is another matter."""
_LOOK = 0.002
"""Seconds between two looks at a thread, which does not say when it has ended."""
_MOST_ROUNDS = 2000
"""A program that never comes to rest is looked at as it is."""

_owed: WeakKeyDictionary[Compositor, set[Region]] = WeakKeyDictionary()
"""What was to be drawn of each screen, and is not yet."""
_waited_in = threading.Condition.wait.__code__


def undrawn(compositor: Compositor, full: bool = False, **_: object) -> None:
    """Put off what is to be drawn, where there is no terminal to draw it."""
    regions = {compositor.size.region} if full else compositor._dirty_regions
    _owed.setdefault(compositor, set()).update(regions)
    compositor._dirty_regions.clear()


def draw(screen: Screen[object]) -> bool:
    """Let all widgets draw that were to be, as a terminal would have them; whether any were.

    What they draw is put together nowhere, and what hides behind others is not drawn at all, nor are the
    bars to scroll by: that is most of the work, and is done where a test looks at the screen.
    """
    regions = _owed.pop(screen._compositor, None)
    if regions is None:
        return False
    visible_screen_stack.set(list(screen.app._background_screens))
    for widget, (region, clip) in list(screen._compositor.visible_widgets.items()):
        seen = region.intersection(clip)
        passed_over = bool(widget.children) or isinstance(widget, ScrollBar)
        if not passed_over and any(map(seen.overlaps, regions)):
            widget.render_lines(seen.translate((-region.x, -region.y)))
    return True


async def idle() -> None:
    """Wait until the loop has nothing to do but to wait for a time, a thread or a process."""
    loop: Any = asyncio.get_running_loop()
    for _ in range(_MOST_ROUNDS):
        await asyncio.sleep(0)
        if not loop._ready:
            return


async def handled(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until all messages have been taken and threads know what they were asked.

    It stands in for Textual's own, which sleeps until the process has not worked for a moment.
    """
    for _ in range(_MOST_ROUNDS):
        await idle()
        if update(active_app.get().screen):
            continue
        if not _threads_work():
            return
        await asyncio.sleep(_LOOK)


def update(screen: Screen[object]) -> bool:
    """Lay out at once what would be at the next tick; whether anything was to be."""
    due = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )
    if not due or not screen.is_current or screen.app._batch_count:
        return False
    screen._on_timer_update()
    return True


async def at_rest() -> None:
    """Wait until nothing is pending that a key may have begun."""
    for _ in range(_MOST_ROUNDS):
        await handled()
        delay = _next_delay()
        if delay is None:
            return
        await asyncio.sleep(delay)


def _next_delay() -> float | None:
    """Seconds to the next thing that is due soon."""
    loop: Any = asyncio.get_running_loop()
    due = [handle.when() for handle in loop._scheduled if not handle.cancelled()]
    delay = min(due, default=loop.time() + 2 * SOON) - loop.time()
    return max(delay, 0) if delay < SOON else None


def _threads_work() -> bool:
    """Whether a thread of the program does anything but wait to be asked."""
    frames = sys._current_frames()
    ours = threading.get_ident()
    return any(
        thread.daemon and thread.ident != ours and not _waits(frames.get(thread.ident or 0))
        for thread in threading.enumerate()
    )


def _waits(frame: FrameType | None) -> bool:
    """Whether a thread stands where it is told to go on, and has not been told so."""
    if frame is None or frame.f_code is not _waited_in:
        return False
    waiter, timeout = frame.f_locals.get("waiter"), frame.f_locals.get("timeout")
    return waiter is not None and waiter.locked() and (timeout is None or timeout > SOON)
