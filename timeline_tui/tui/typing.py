"""What is typed or pasted: handed on one key after the other, however fast, and cleared of noise."""

from __future__ import annotations

import asyncio
import codecs
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.keys import Keys
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump


Typed: TypeAlias = events.Key | events.Paste
"""A key, or what was pasted."""

_LONGEST_WAIT = 0.5
"""Seconds after which a key is handed on even if the one before still works."""
_AGAIN = 0.003
"""Seconds between two looks at whether it does."""
_ROUNDS = 2
"""A key goes up from its widget to the program, and what it asks for there goes up once more."""
LEAVING = frozenset({"ctrl+c", "ctrl+q"})
"""The keys that never wait, and mean the same wherever one is."""


class InTurn:
    """A key that opens, closes or asks for something has done so before the next one is looked at.

    Letters for a box wait for nothing, since they keep their order by themselves; what acts on them waits
    until they are typed and looked up.
    """

    def __init__(
        self,
        app: App[None],
        hand_on: Callable[[Typed], Awaitable[MessagePump | None]],
        is_letter: Callable[[Typed], bool],
        is_done: Callable[[bool], bool],
    ) -> None:
        """`hand_on` tells which widget does its work later, if one does.

        `is_done` says whether all has come that was asked for or, given True, looked up for letters.
        """
        self._app = app
        self._hand_on = hand_on
        self._is_letter = is_letter
        self._is_done = is_done
        self._waiting: deque[Typed] = deque()
        self._working: asyncio.Task[None] | None = None
        self._letters = False
        """Whether a letter was handed on last."""
        self._has_begun = False
        """Whether there is a screen that could be asked for something."""

    def begin(self) -> None:
        """Hand on what was typed before there was a screen, and from now on what is typed."""
        self._has_begun = True
        if self._waiting:
            self._app.call_later(self._go_on)

    async def take(self, typed: Typed) -> None:
        """Hand it on, now or in its turn; once the program is being left, it is for nobody."""
        if self._app._exit:
            return
        if isinstance(typed, events.Key) and typed.key in LEAVING:
            await self._hand_on(typed)
        elif not self._has_begun or self._waiting or self._working is not None:
            self._waiting.append(typed)
        else:
            await self._take_now(typed)

    async def _take_now(self, typed: Typed) -> None:
        letter, letters = self._is_letter(typed), self._letters
        self._letters = letter
        if letters and not letter and (box := self._app.focused) is not None:
            self._waiting.appendleft(typed)
            self._wait_for(box, of_letters=True)
            return
        widget = await self._hand_on(typed)
        if not letter and (widget is not None or not self._is_done(False)):
            self._wait_for(widget, of_letters=False)

    def _wait_for(self, widget: MessagePump | None, *, of_letters: bool) -> None:
        self._working = asyncio.get_running_loop().create_task(self._wait(widget, of_letters))

    async def _wait(self, widget: MessagePump | None, of_letters: bool) -> None:
        """Until all has been done that follows; never for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT):
                for _ in range(_ROUNDS if widget is not None else 0):
                    await _round(widget)
                while not self._is_done(of_letters):
                    await asyncio.sleep(_AGAIN)
        self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        self._working = None
        if self._app._exit:
            self._waiting.clear()
        if self._waiting:
            await self._take_now(self._waiting.popleft())
        if self._waiting and self._working is None:
            # One for each message: what it opens is there before the next.
            self._app.call_later(self._go_on)


async def _round(pump: MessagePump | None) -> None:
    """Go the way that a key takes, behind all that is on it."""
    while pump is not None:
        passed = asyncio.Event()
        if pump.call_later(passed.set):
            await passed.wait()
        pump = pump._parent


_TAKEN = "timeline-tui-typed"


def take_all_bytes() -> None:
    """Take each byte that is no UTF-8 for the letter of Latin-1, and pass over what no terminal can mean.

    The thread that reads them would end with the first of either.
    """
    codecs.register_error(_TAKEN, _letters)
    decoder = partial(codecs.getincrementaldecoder("utf-8"), _TAKEN)
    linux_driver.getincrementaldecoder = lambda encoding: decoder  # type: ignore[attr-defined]
    linux_driver.XTermParser = _Heedful  # type: ignore[attr-defined]


class _Heedful(XTermParser):
    """A parser to which a report of a key that cannot be, or of a place on a screen of no size, is none."""

    def _parse_extended_key(  # type: ignore[override]
        self, sequence: str
    ) -> list[events.Key] | None:
        try:
            keys = super()._parse_extended_key(sequence)
            for key in keys or ():
                (key.character or "").encode()
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]
        return keys

    def parse_mouse_code(self, code: str) -> Message | None:
        """What a report of the mouse means, if it means anything."""
        try:
            return super().parse_mouse_code(code)
        except ZeroDivisionError:
            return None


def typed_before(data: bytes) -> Iterator[Message]:
    """What was pressed before the program listened: until then a terminal hands on Enter as a line feed."""
    if data:
        parser = _Heedful()
        yield from parser.feed(data.replace(b"\n", b"\r").decode(errors=_TAKEN))
        # Nothing more comes that an Esc could be the beginning of.
        yield from parser.feed("")


def _letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    letters = error.object[error.start : error.end].decode("latin-1")
    # The rest of Latin-1 are controls.
    return "".join(letter if letter >= "\xa0" else "\ufffd" for letter in letters), error.end
