"""The declared commands as the command palette offers them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from timeline_tui.session.commands import COMMANDS, Command
from timeline_tui.tui.screens.commanded import CommandScreen, LeftOnce

_LEFT_OUT = {"palette"}


class Palette(CommandPalette, LeftOnce[None]):
    """The palette, for keys that come before its list is laid out, too."""

    def _action_command_list(self, action: str) -> None:
        # A page up or down looks up lines that are not there yet, which would end the program.
        with suppress(KeyError):
            super()._action_command_list(action)


class DeclaredCommands(Provider):
    """Offers what can be done on the screen below."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._offered():
            yield DiscoveryHit(_label(command), self._run(command), text=command.label, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose label is like the query, or whose sentence has all of its words.

        To find out how a query is like a whole sentence takes gigabytes, where its letters recur in it.
        """
        matcher = self.matcher(query)
        words = query.casefold().split()
        for command in self._offered():
            is_said = all(word in command.help.casefold() for word in words)
            score = max(matcher.match(command.label), is_said / 4)
            if score > 0:
                yield Hit(score, _label(command), self._run(command), text=command.label, help=command.help)

    def _offered(self) -> list[Command]:
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return []
        where = screen.where()
        return [command for command in COMMANDS if command.applies(where) and command.id not in _LEFT_OUT]

    def _run(self, command: Command) -> partial[None]:
        assert isinstance(self.screen, CommandScreen)  # noqa: S101 - nothing is offered otherwise
        return partial(self.screen.action_command, command.id)


def _label(command: Command) -> Content:
    keys = " ".join(command.shown_keys)
    return Content(f"{command.label}  {keys}" if keys else command.label)
