"""What the program is asked: keys, commands, and what its screens want of it."""

from __future__ import annotations

import os
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from timeline_tui.index.reader import Unusable
from timeline_tui.render.wrapping import fit
from timeline_tui.session.commands import BY_ID
from timeline_tui.session.commands.command import ANYWHERE
from timeline_tui.session.session import Origin, Wanted
from timeline_tui.tui.own_terminal import LEAVING, InTurn, Typed
from timeline_tui.tui.program import Program
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.timeline_screen import TimelineScreen

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.message_pump import MessagePump

    from timeline_tui.tui.carry_out import Tool
    from timeline_tui.tui.screens.page_screen import DocumentScreen

__all__ = ["Origin", "TimelineApp", "Wanted"]


def _commands() -> type[Provider]:
    from timeline_tui.tui.palette import DeclaredCommands

    return DeclaredCommands


class TimelineApp(Program, inherit_bindings=False):
    """Carries out what is asked of the program that shows one file."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+c", "copy_or_leave", "Quit", show=False, priority=True),
    ]

    @cached_property
    def _in_turn(self) -> InTurn:
        """What is typed, handed on key after key."""
        return InTurn(self, self._hand_on, self._is_letter, self._is_done)

    def on_ready(self) -> None:
        """Take what was typed while the screen was still to come."""
        self._in_turn.begin()

    async def on_event(self, event: events.Event) -> None:
        """What is typed is for what the key before it has opened or left."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._in_turn.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, typed: Typed) -> MessagePump | None:
        """Let it do its work; the widget that does it later, where one does."""
        screen, focused = self.screen, self.focused
        if focused is not None and isinstance(screen, CommandScreen) and screen.where() in ANYWHERE:
            # What was left while another screen stood over it could not give the keys back.
            screen.set_focus(None)
            focused = None
        key = typed.key if isinstance(typed, events.Key) and typed.key not in LEAVING else None
        if key is not None and focused is None and isinstance(screen, CommandScreen):
            self.app_focus = True
            if screen.where() not in ANYWHERE and (boxes := screen.focus_chain):
                # It was hidden when the window was too small or another was used.
                screen.set_focus(focused := boxes[0])
            elif screen.press(key):
                return None
        await super().on_event(typed)
        return focused or screen

    def _is_letter(self, typed: Typed) -> bool:
        box = self.focused
        if box is None or isinstance(typed, events.Paste):
            return box is not None
        return box.check_consume_key(typed.key, typed.character)

    def _is_done(self, of_letters: bool) -> bool:
        # Once it is being left, or was, there is no screen that could be asked.
        if self._exit or not self.screen_stack:
            return True
        return not getattr(self.screen, "is_looking_up" if of_letters else "is_waiting", False)

    # What is asked.

    @on(CommandScreen.Asked)
    def _run(self, event: CommandScreen.Asked) -> None:
        if isinstance(self.screen, CommandScreen):
            self.screen.asked = None
        if (run := BY_ID[event.command].run) is not None:
            self.timeline.run(run)

    def action_copy_or_leave(self) -> None:
        """Quit, but where something is typed: there the key copies."""
        if self.writing is not None and self.screen is self.writing:
            self.writing.copy()
        else:
            self.action_leave()

    def action_command_palette(self) -> None:
        """Offer all commands by name."""
        from timeline_tui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def on_document_screen_left(self, event: DocumentScreen.Left) -> None:
        """Leave the problems or a tour for an event."""
        from timeline_tui.session.moves import open_passage
        from timeline_tui.tui.screens.page_screen import DocumentScreen

        # Of two that were asked for at once, the first one leaves.
        if isinstance(self.screen, DocumentScreen):
            self.pop_screen()
            self.timeline.attempt(partial(open_passage, self.opened.session, event.rank, event.passage))

    @on(TimelineScreen.Requested)
    def _carry_out(self, event: TimelineScreen.Requested) -> None:
        from timeline_tui.tui.carry_out import carry_out

        self.timeline.asked = None
        try:
            carry_out(self, event.request)
        except Unusable as error:
            self.timeline.session.fail(error)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by way of the terminal and, where there is one, of a tool; then say where it went."""
        from timeline_tui.session.background import beside
        from timeline_tui.tui.carry_out import put, tools

        super().copy_to_clipboard(text)
        environment = dict(os.environ)
        if likely := tools(environment):
            beside(partial(put, text, likely, environment), partial(self._tell_copied, text))
        else:
            self._tell_copied(text, None)

    def _tell_copied(self, text: str, tool: Tool | None) -> None:
        where = f" to {tool.where}" if tool is not None else ", if your terminal allows it"
        self.tell(f"Copied{where}: {fit(' '.join(text[:400].split()), 80)}")
