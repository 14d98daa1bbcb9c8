"""Every command, declared once: keys, hint line, palette, help, the README's table all come from here."""

from __future__ import annotations

from typing import Literal, NamedTuple

Where = Literal["list", "event", "source", "page"]
"""The depth that a command applies at; `page` is a screen of its own, such as the help."""

Group = Literal["Moving", "Reading", "The program"]

ANYWHERE: tuple[Where, ...] = ("list", "event", "source", "page")
DEPTHS: tuple[Where, ...] = ("list", "event", "source")


class Command(NamedTuple):
    """Something that a person can ask for."""

    id: str
    """A few words joined by hyphens."""
    keys: tuple[str, ...]
    """As Textual names them; none where only the palette offers it."""
    label: str
    """What it does, in a word or three."""
    help: str
    """One sentence."""
    where: tuple[Where, ...]
    group: Group
    hint: str = ""
    """Its label in the line at the bottom; empty where it is not shown there."""
    hint_weight: int = 0
    """How long it stays there when room runs short: the lightest go first."""
    hint_keys: str = ""
    """The keys in that line; the first of its keys where this is empty."""
    hint_where: tuple[Where, ...] = ()
    """Where that line shows it; wherever it applies where this is empty."""

    def hinted(self, where: Where) -> bool:
        """Whether the line at the bottom shows it there."""
        return bool(self.hint) and where in (self.hint_where or self.where)

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""
        return tuple(shown_key(key) for key in self.keys)

    def applies(self, where: Where) -> bool:
        """Whether it has a meaning there."""
        return where in self.where


_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "f1": "F1",
    "slash": "/",
}


def shown_key(key: str) -> str:
    """The key as it is printed on a keyboard: `up` is ↑, `ctrl+p` is Ctrl+P."""
    *held, last = key.split("+")
    name = _SHOWN.get(last, last.upper() if held else last)
    return "+".join([part.capitalize() for part in held] + [name])


COMMANDS: tuple[Command, ...] = (
    Command(
        id="up",
        keys=("up", "k"),
        label="Up",
        help="Move one event up; on a page, to the passage before, and past its top to the event before.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="down",
        keys=("down", "j"),
        label="Down",
        help="Move one event down; on a page, to the next passage, and past its end to the next event.",
        where=ANYWHERE,
        group="Moving",
        hint="move",
        hint_weight=1,
        hint_keys="↑↓",
    ),
    Command(
        id="page-up",
        keys=("pageup",),
        label="Page up",
        help="Move up by as much as the pane shows.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="page-down",
        keys=("pagedown", "space"),
        label="Page down",
        help="Move down by as much as the pane shows.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="first",
        keys=("home", "g"),
        label="First",
        help="Move to the first event, or to the top of the page.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="last",
        keys=("end", "G"),
        label="Last",
        help="Move to the last event, or to the end of the page.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="open",
        keys=("enter", "right"),
        label="Open",
        help="Go deeper: from the list to the event, from a passage to its source, from a part to its event.",
        where=ANYWHERE,
        group="Moving",
        hint="open",
        hint_weight=3,
    ),
    Command(
        id="back",
        keys=("escape", "left"),
        label="Back",
        help="Come back to exactly where you were.",
        where=ANYWHERE,
        group="Moving",
        hint="back",
        hint_weight=3,
        hint_where=("event", "source", "page"),
    ),
    Command(
        id="next-stop",
        keys=("tab",),
        label="Next passage",
        help="Go to the next passage or link at once; past the last of an event, to the next event.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="previous-stop",
        keys=("shift+tab",),
        label="Previous passage",
        help="Go to the passage or link before at once; before the first, to the event before.",
        where=ANYWHERE,
        group="Moving",
    ),
    Command(
        id="next-event",
        keys=("right_square_bracket",),
        label="Next event",
        help="Go to the next event without going back to the list.",
        where=DEPTHS,
        group="Moving",
        hint="next event",
        hint_where=("event",),
    ),
    Command(
        id="previous-event",
        keys=("left_square_bracket",),
        label="Previous event",
        help="Go to the event before without going back to the list.",
        where=DEPTHS,
        group="Moving",
    ),
    Command(
        id="copy",
        keys=("y",),
        label="Copy citation",
        help="Copy the passage under the cursor with its outlet, author, title and date; "
        "in the list, the event with its sources.",
        where=DEPTHS,
        group="Reading",
        hint="copy",
    ),
    Command(
        id="browse",
        keys=("o",),
        label="Open address",
        help="Open the address of the source or link under the cursor in the browser, http and https only.",
        where=DEPTHS,
        group="Reading",
        hint="address",
        hint_where=("event", "source"),
    ),
    Command(
        id="next-dispute",
        keys=("d",),
        label="Next dispute",
        help="Go to the next disputed point, on the page of the event and then across the timeline.",
        where=("list", "event"),
        group="Reading",
        hint="dispute",
        hint_where=("event",),
    ),
    Command(
        id="previous-dispute",
        keys=("D",),
        label="Previous dispute",
        help="Go to the disputed point before.",
        where=("list", "event"),
        group="Reading",
    ),
    Command(
        id="text-or-card",
        keys=("t",),
        label="Text or card",
        help="Change between the text of a source, where it is held, and its card with its passages.",
        where=("source",),
        group="Reading",
        hint="text or card",
    ),
    Command(
        id="find-in-text",
        keys=("slash",),
        label="Find in the text",
        help="Look for words in the text of the source.",
        where=("source",),
        group="Reading",
        hint="find",
    ),
    Command(
        id="next-mark",
        keys=("n",),
        label="Next mark",
        help="Go to the next hit in the text or, where nothing was looked for, to the next passage.",
        where=("source",),
        group="Reading",
    ),
    Command(
        id="previous-mark",
        keys=("N",),
        label="Previous mark",
        help="Go to the hit or passage before.",
        where=("source",),
        group="Reading",
    ),
    Command(
        id="problems",
        keys=("p",),
        label="Problems",
        help="List everything that is wrong in the file, with its line and what to try.",
        where=DEPTHS,
        group="Reading",
        hint="problems",
    ),
    Command(
        id="name",
        keys=("i",),
        label="Go to name",
        help="Find a place, group or person by any of its spellings, with all that it is in.",
        where=DEPTHS,
        group="Reading",
    ),
    Command(
        id="weak",
        keys=("w",),
        label="What is weak",
        help="List the events and disputes that rest on little, and unsure dates; each leads to its event.",
        where=DEPTHS,
        group="Reading",
    ),
    Command(
        id="known-by",
        keys=("K",),
        label="Known by then",
        help="Show the timeline as it could be known on a day; later reports are hidden and counted.",
        where=ANYWHERE,
        group="Reading",
        hint="another day",
    ),
    Command(
        id="reload",
        keys=("r",),
        label="Read again",
        help="Read the file again, and stay where you are.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme",
        keys=("T",),
        label="Theme",
        help="Change the colours: dark, light, the terminal's own; the choice is remembered.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-dark",
        keys=(),
        label="Dark theme",
        help="Light text on a dark ground.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-light",
        keys=(),
        label="Light theme",
        help="Dark text on a light ground.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-terminal",
        keys=(),
        label="The terminal's own colours",
        help="Use the colours that the terminal is set to.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="palette",
        keys=("ctrl+p",),
        label="All commands",
        help="Find a command by its name.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="help",
        keys=("question_mark", "f1"),
        label="Help",
        help="List the keys, and what every mark on the screen means.",
        where=ANYWHERE,
        group="The program",
        hint="help",
        hint_weight=2,
    ),
    Command(
        id="quit",
        keys=("q", "ctrl+q", "ctrl+c"),
        label="Quit",
        help="Leave; nothing is lost, since nothing was changed.",
        where=ANYWHERE,
        group="The program",
        hint="quit",
        hint_weight=1,
    ),
)

BY_ID = {command.id: command for command in COMMANDS}


def keys_table() -> str:
    """The keys and what they do, group by group, as aligned plain text."""
    rows = [(" ".join(command.shown_keys), command) for command in COMMANDS if command.keys]
    width = max(len(keys) for keys, _ in rows)
    shown: list[str] = []
    group: Group | None = None
    for keys, command in rows:
        if command.group != group:
            group = command.group
            shown += ["", group] if shown else [group]
        shown.append(f"  {keys:<{width}}  {command.help}")
    return "\n".join(shown) + "\n"


def keys_markdown() -> str:
    """The same table for the README."""
    shown = ["| keys | what they do |", "| --- | --- |"]
    for command in COMMANDS:
        if command.keys:
            keys = " ".join(f"`{key}`" for key in command.shown_keys)
            shown.append(f"| {keys} | {command.help} |")
    return "\n".join(shown) + "\n"
