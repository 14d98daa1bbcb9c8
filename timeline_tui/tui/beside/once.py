"""Something that takes a while, done beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T], done: Callable[[T], object]) -> None:
    """Do the work in a thread that nobody waits for, and tell of it here, unless the reader has left."""
    loop, context = asyncio.get_running_loop(), copy_context()

    def run() -> None:
        result = work()
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(done, result, context=context)

    Thread(target=run, daemon=True).start()


def telling(tell: Callable[[T], object]) -> Callable[[T], None]:
    """The same for another thread, which tells it here."""
    loop, context = asyncio.get_running_loop(), copy_context()

    def told(what: T) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, what, context=context.copy())

    return told
