"""A screen whose keys are the declared commands, in the colours of the theme, drawn where it changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events, on
from textual._compositor import ChopsUpdate, Compositor
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.session.commands import BY_ID, COMMANDS, Command, Where
from timeline_tui.session.commands.command import ANYWHERE
from timeline_tui.session.signal import Refused
from timeline_tui.system import Act
from timeline_tui.tui.widgets.bars import COLUMN_CLASSES, ROW_CLASSES, Hint, HintBar, TooSmall, classes_for
from timeline_tui.tui.widgets.ink import DataMessage, Inked, Inks
from timeline_tui.visible import visible


class Painter(Compositor):
    """Asks each widget only for those of its lines in which something changed.

    The usual way asks every widget for all of its lines that stand between the first change and the last:
    at a key that is nearly the whole screen, for a few lines of it.
    """

    _changed: Iterable[Region] | None = None
    """Where something changed, while that is drawn; None where all is."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, drawn."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._changed is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            overlapping = [part for each in self._changed if (part := seen.intersection(each))]
            if not overlapping:
                continue
            around = Region.from_union(overlapping)
            lines = Region(seen.x, around.y, seen.width, around.height)
            yield region, lines, widget.render_lines(lines.translate(-region.offset))


T = TypeVar("T")
_FIRST = 9
"""While words are typed, only the list of all commands leads to what has no room at the bottom."""
_READ = 6
"""Seconds that a sentence is shown."""


class LeftOnce(Screen[T]):
    """Leaves once: a click or a key that comes while it goes would take away what lies below."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """End with this, unless it has ended or another screen stands over it."""
        if self.app.screen_stack[-1:] != [self]:
            return AwaitComplete()
        leaving: AwaitComplete = super().dismiss(result)
        return leaving


class ThemedScreen(LeftOnce[T]):
    """Colours what is on it, and colours it anew when another theme is chosen."""

    HORIZONTAL_BREAKPOINTS = COLUMN_CLASSES
    VERTICAL_BREAKPOINTS = ROW_CLASSES
    ALLOW_SELECT = False

    def on_compose(self) -> None:
        """Know its size before anything stands on it, so that styles are looked up for that at once."""
        # Textual does it when the first picture is drawn already, looks up all styles and draws another.
        for class_name in classes_for(*self.app.size):
            self.add_class(class_name, update=False)
        self.update_node_styles(animate=False)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Leave the styles alone when it is shown first: they were looked up as each widget came."""
        if not self.stack_updates:
            event.refresh_styles = False

    def _on_mount(self, event: events.Mount) -> None:
        super()._on_mount(event)
        self.recolour()
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.recolour())

    def make_inks(self) -> Inks:
        """The looks of everything in the theme there is."""
        # With no colour, too, only what needs none is sure to be seen.
        terminal = self.app.native_ansi_color or self.app.no_color
        return Inks(self.app.theme_variables, terminal=terminal)

    def mount_inked(self, *widgets: Widget, before: int | None = None, after: Widget | None = None) -> None:
        """Mount what is drawn at once in the looks of the theme there is."""
        inks = self.make_inks()
        for widget in widgets:
            if isinstance(widget, Inked):
                widget.set_reactive(Inked.inks, inks)
        self.mount(*widgets, before=before, after=after)

    def recolour(self) -> None:
        """Give every widget that draws lines the looks of the theme there is."""
        inks = self.make_inks()
        # A query knows a widget by its first base alone, and for what scrolls that is another one.
        for widget in self.walk_children():
            if isinstance(widget, Inked):
                widget.inks = inks


class Overlay(ThemedScreen[T], ModalScreen[T]):
    """Stands over the timeline until it is answered; its hints say which of its actions they are."""

    @on(HintBar.HintClicked)
    async def _run_hint(self, event: HintBar.HintClicked) -> None:
        await self.run_action(event.command)


_BY_KEY = {key: command.id for command in COMMANDS if not command.own for key in command.keys}


class CommandScreen(ThemedScreen[None], inherit_bindings=False):
    """Runs a command by its id, or says why it cannot be run now."""

    # What it holds covers all of it, so there is nothing of its own to draw below.
    BLANK = True
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), f"command({command.id!r})", command.label, id=command.id, show=False)
        for command in COMMANDS
        if command.keys and not command.own
    ]

    class Asked(DataMessage):
        """A command that is not this screen's to run."""

        command: str

    asked: str | None = None
    """The one that is not answered yet."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Painter()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the window is too small."""
        small = not {"-tiny", "-flat"}.isdisjoint(classes_for(*event.size))
        shown = self.query(TooSmall)
        if small and not shown:
            self.mount_inked(TooSmall(), before=0)
        elif shown and not small:
            shown.remove()

    def where(self) -> Where:
        """What the keys now act on."""
        return "page"

    def runs(self) -> dict[str, Act]:
        """What this screen does for each command that is its own."""
        raise NotImplementedError

    def reason_against(self, command: Command) -> str | None:
        """Why the command cannot be run now, in a sentence; None where it can."""
        here = self.where()
        return None if command.applies(here) else command.elsewhere(here)

    def action_command(self, id: str) -> None:  # noqa: A002 - the name is the keymap's
        """Run the command, or say why not."""
        command = BY_ID[id]
        if reason := self.reason_against(command):
            self.tell(reason)
        elif run := self.runs().get(id):
            self.attempt(run)
        else:
            self.ask(id)

    def ask(self, command: str) -> None:
        """Ask for a command that is not this screen's to run."""
        self.asked = command
        self.post_message(self.Asked(command))

    def press(self, key: str) -> bool:
        """Run the command of this key, if there is one."""
        command = _BY_KEY.get(key)
        if command is not None:
            self.action_command(command)
        return command is not None

    @property
    def is_waiting(self) -> bool:
        """Whether something that was asked for is still to come."""
        return self.asked is not None

    def attempt(self, run: Act) -> None:
        """Do it, or say why it cannot be done; then show what has become of it."""
        try:
            run()
        except Refused as refused:
            self.tell(str(refused))
        self.settle()

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Show a sentence for a few seconds, in the place of the one before; nothing where it is empty."""
        self.app.clear_notifications()
        # What was told on two screens would leave its row behind, empty, for as long as this one is open.
        self.query("ToastHolder").remove()
        if sentence:
            how: SeverityLevel = "error" if wrong else "information"
            self.notify(visible(sentence), markup=False, severity=how, timeout=_READ)

    def settle(self) -> None:
        """Bring everything on the screen in line with what was just done."""
        self.show_hints()

    def show_hints(self) -> None:
        """Say at the bottom what can be done here."""
        hints = tuple(
            Hint(
                command.id,
                command.hint.keys or command.shown_keys[0],
                self.hint_of(command),
                _FIRST if command.id == "palette" and self.where() not in ANYWHERE else command.hint.weight,
            )
            for command in COMMANDS
            if self.hints(command)
        )
        # A screen that is being left has none any more.
        for bar in self.query(HintBar):
            bar.show_hints(hints)

    def hints(self, command: Command) -> bool:
        """Whether it is worth a place at the bottom now."""
        return command.hinted(self.where()) and self.reason_against(command) is None

    def hint_of(self, command: Command) -> str:
        """What the command is called at the bottom."""
        return command.hint.label

    @on(HintBar.HintClicked)
    def _run_hint(self, event: HintBar.HintClicked) -> None:
        self.action_command(event.command)
