"""The terminal while it is the program's: taken whole and given back, and what is typed there, key by key."""

from __future__ import annotations

import asyncio
import codecs
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

from timeline_tui.session import first_picture
from timeline_tui.system import heard, is_in_front, on_interrupt, stop, typed_so_far, unheard

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump


_INTERRUPTED = 130


class OwnTerminal(LinuxDriver):
    """Sends nothing to a terminal that shows what is typed, or stops and ends programs by its keys.

    What is typed then would be shown in the midst of a sequence, and a key that stops would find the terminal
    half given back. A picture that is on it already stays there.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._is_ours = self._must_stop = False
        self._is_entered = first_picture.shown is not None and not first_picture.shown.is_over
        on_interrupt(self._on_interrupt)

    def start_application_mode(self) -> None:
        """Draw there from now on, and hear what is typed and was typed before."""
        while is_in_front() is False:
            stop()
        self._is_ours = True
        settings: list[Any] | None = None
        with suppress(OSError):
            settings = unheard(all_keys=True)
        for message in typed_before(typed_so_far()):
            self.process_message(message)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._is_entered and first_picture.shown is not None:
            settings = first_picture.shown.take_over()
        self._is_entered = False
        self.attrs_before: list[Any] | None = settings

    def stop_application_mode(self) -> None:
        """Leave it as it was before, once all is sent that was to be."""
        if not self._is_ours:
            return
        settings, self.attrs_before = self.attrs_before, None
        super().stop_application_mode()
        self.close()
        self._is_ours = False
        if settings is not None:
            heard(settings, forgets=True)

    def disable_input(self) -> None:
        """Hear nothing any more; what is typed from then on is for who comes next."""
        if self._is_ours:
            super().disable_input()

    def close(self) -> None:
        """Send what is not sent yet."""
        super().close()
        self._writer_thread = None

    def write(self, data: str) -> None:
        """Send it, but to no terminal that is given back; and to enter a screen again would clear it."""
        if self._writer_thread is not None and not (self._is_entered and data == first_picture.ENTER):
            super().write(data)

    # Signals come at any moment: what they ask for is done when nothing else is.

    def _on_interrupt(self, *_: object) -> None:
        # Where the loop has ended, so does the program.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if not self._app._exit:
            self._app.exit(return_code=_INTERRUPTED)

    def _sigtstp_application(self, *_: object) -> None:
        if not self._is_ours:
            stop()
        elif not self._must_stop:
            self._must_stop = True
            self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        """Give the terminal back, stop, and take it again when told to go on."""
        if self._is_ours:
            self.suspend_application_mode()
            stop()
            self._must_signal_resume = True
            self.resume_application_mode()
        self._must_stop = False

    def _sigcont_application(self, *_: object) -> None:
        """Whoever was not stopped has nothing to take again: a terminal that hangs up says this, too."""


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
