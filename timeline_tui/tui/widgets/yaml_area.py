"""The text of a file to type into, with colours for YAML and marks where something is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets import TextArea
from textual.widgets.text_area import Selection, TextAreaTheme

from timeline_tui.edit.draft import Legible, NotLegible
from timeline_tui.model.limits import EDITED, EDITED_LINE
from timeline_tui.render.document import Role
from timeline_tui.render.yaml_lines import coloured, next_indent
from timeline_tui.session.commands import own_keys
from timeline_tui.tui.widgets.ink import DataMessage, Inks

_INDENT = 2
# Batches of letters that can be taken back; they hold no more than what was typed.
_MOST_UNDONE = 100_000
_MOST_ABOVE = 500


class Underline(NamedTuple):
    """A run of characters in which something is wrong, line and column counted from 0."""

    line: int
    start: int
    end: int
    role: Role


class YamlArea(TextArea):
    """Edits the text of one file, in which a visible stand-in is shown for every hidden character."""

    DEFAULT_CSS = """
    YamlArea, YamlArea:focus { border: none; padding: 0; background: $ground; color: $ink-plain; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.command({command!r})", show=False)
        for key, command in own_keys("editor").items()
    ]

    class NotTaken(DataMessage):
        """Something was not taken in, for this reason."""

        reason: str

    def __init__(self, legible: Legible, inks: Inks) -> None:
        super().__init__(
            legible.text,
            tab_behavior="indent",
            show_line_numbers=True,
            compact=True,
            max_checkpoints=_MOST_UNDONE,
        )
        self._legible = legible
        self._inks = inks
        self._wrong: dict[int, list[Underline]] = {}
        self.indent_width = _INDENT
        self.cursor_blink = False
        # For a bracket that nothing closes, the whole file would be looked through at every step.
        self.match_cursor_bracket = False

    def recolour(self, inks: Inks, name: str) -> None:
        """Draw in the colours of the theme with this name."""
        self._inks = inks
        theme = TextAreaTheme(
            name,
            gutter_style=inks.of("muted"),
            # Seen without colours too.
            cursor_style=Style(reverse=True),
            selection_style=Style(reverse=True),
            cursor_line_style=inks.cursor_away,
            cursor_line_gutter_style=inks.of("strong") + inks.cursor_away,
        )
        self.register_theme(theme)
        self.theme = name
        self._draw_anew()

    def mark(self, marks: Sequence[Underline]) -> None:
        """Mark these places in the place of those before."""
        self._wrong = {}
        for mark in marks:
            self._wrong.setdefault(mark.line, []).append(mark)
        self._draw_anew()

    def _draw_anew(self) -> None:
        self.notify_style_update()
        self.refresh()

    def take(self, text: str) -> None:
        """Put another text in the place of all, as one step that can be taken back."""
        self.history.checkpoint()
        super().edit(Edit(text, self.document.start, self.document.end, maintain_selection_offset=True))
        self.history.checkpoint()

    def get_line(self, line_index: int) -> Text:
        """A line with its colours, and marks under what is wrong in it."""
        text = super().get_line(line_index)
        for part in coloured(self.document.lines, line_index):
            text.stylize(self._inks.of(part.role), part.start, part.end)
        for mark in self._wrong.get(line_index, ()):
            text.stylize(self._inks.of(mark.role) + Style(underline=True), mark.start, mark.end)
        return text

    def on_resize(self) -> None:
        """Stay where the cursor is."""
        self.call_after_refresh(self.scroll_cursor_visible)

    # What is looked for.

    def find(self, words: str) -> bool:
        """Select the next place with these words, behind the last one the first; whether there is one."""
        sought = re.compile(re.escape(self._legible.typed(words)), re.IGNORECASE)
        row, column = max(self.selection)
        lines = self.document.lines
        # Last of all comes the beginning of the line that it starts in.
        for step in range(len(lines) + 1):
            at = (row + step) % len(lines)
            hit = sought.search(lines[at], column if not step else 0)
            if hit is not None:
                self.selection = Selection((at, hit.start()), (at, hit.end()))
                self.scroll_cursor_visible(center=True)
                return True
        return False

    # What is typed.

    def edit(self, edit: Edit) -> EditResult:
        """Take in what is typed or pasted, or leave everything as it is."""
        try:
            _refuse_large(edit.text)
            edit.text = self._legible.typed(edit.text)
        except NotLegible as error:
            self.post_message(self.NotTaken(f"This cannot be pasted here: {error}"))
            edit.text = self.get_text_range(edit.top, edit.bottom)
        return super().edit(edit)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            self._replace_via_keyboard(f"\n{self._indent()}", *self.selection)
        elif bindings := self._bindings.key_to_bindings.get(event.key):
            # Here and now: by way of the app, a letter typed behind it would come before it.
            await self.run_action(bindings[0].action)
        else:
            return
        event.prevent_default()
        event.stop()

    def _indent(self) -> str:
        """What a new line begins with."""
        row, column = min(self.selection)
        lines = self.document.lines
        above = lines[max(0, row - _MOST_ABOVE) : row]
        return " " * next_indent([*above, lines[row][:column]], len(above))

    def on_show(self) -> None:
        """Take the keys again where it was hidden meanwhile, as in a window that was too small."""
        self.focus()

    # What is copied is the file's own text, not what stands in for it.

    def action_copy(self) -> None:
        """Copy what is selected."""
        if self.selected_text:
            self.app.copy_to_clipboard(self._legible.copied(self.selected_text))

    def action_cut(self) -> None:
        """Cut what is selected, or else the line."""
        if self.read_only:
            return
        if not self.selected_text:
            self.action_select_line()
        self.action_copy()
        self._delete_via_keyboard(*self.selection)


def _refuse_large(text: str) -> None:
    if len(text) > EDITED.value:
        raise NotLegible(f"it is longer than {EDITED.value:,} characters")
    if any(len(line) > EDITED_LINE.value for line in text.splitlines()):
        raise NotLegible(f"one of its lines is longer than {EDITED_LINE.words}")
