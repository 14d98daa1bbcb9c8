"""The commands that read: passages, disputes, sources, names."""

from __future__ import annotations

from timeline_tui.tui.commands.command import ANYWHERE, DEPTHS, Command

READING: tuple[Command, ...] = (
    Command(
        id="copy",
        keys=("y",),
        label="Copy citation",
        help="Copy the passage under the cursor with its outlet, author, title, date and speaker; "
        "in the list, the event with its sources.",
        where=DEPTHS,
        group="Reading",
        hint="copy",
    ),
    Command(
        id="copy-as",
        keys=("C",),
        label="Copy as",
        help="Choose the form to copy it in: a citation, a footnote, Markdown, CSL-JSON or BibTeX.",
        where=DEPTHS,
        group="Reading",
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
        help="Go to the next disputed point, at this event and then across the timeline; "
        "Enter there shows its accounts side by side.",
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
        keys=("x",),
        label="Text or card",
        help="Change between the text of a source, where it is held, and its card with its passages.",
        where=("source",),
        group="Reading",
        hint="text or card",
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
)
