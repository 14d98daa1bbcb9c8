"""The terminal while it is the program's: taken whole, given back whole, and never in between."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from timeline_tui.session import at_once
from timeline_tui.system import heard, is_behind, mere_keys, on_interrupt, stop, typed_so_far
from timeline_tui.tui.typing import typed_before

if TYPE_CHECKING:
    from textual.app import App

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
        self._is_entered = at_once.shown is not None and not at_once.shown.is_over
        on_interrupt(self._on_interrupt)

    def start_application_mode(self) -> None:
        """Draw there from now on, and hear what is typed and was typed before."""
        while is_behind():
            stop()
        self._is_ours = True
        settings: list[Any] | None = None
        with suppress(OSError):
            settings = mere_keys()
        for message in typed_before(typed_so_far()):
            self.process_message(message)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._is_entered and at_once.shown is not None:
            settings = at_once.shown.take_over()
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
        if self._writer_thread is not None and not (self._is_entered and data == at_once.ENTER):
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
