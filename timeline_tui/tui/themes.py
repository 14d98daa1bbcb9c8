"""The three looks of the program: dark, light, and whatever colours the terminal has."""

from __future__ import annotations

from textual.theme import Theme


def _grounds(ground: str, *, bar: str, held: str) -> dict[str, str]:
    """What all stands on, with the bars for scrolling, as they are and while one is pointed at or held."""
    behind = ("background", "background-hover", "background-active", "corner-color")
    return {
        "scrollbar": bar,
        **dict.fromkeys(("scrollbar-hover", "scrollbar-active"), held),
        **{f"scrollbar-{each}": ground for each in behind},
        "ground": ground,
    }


# Every role of a piece of text has its colour here and nowhere else. Text keeps a contrast of 4.5 to 1 or
# better on both grounds, that of the page and that of the line under the cursor; a test holds that.
DARK = Theme(
    name="dark",
    dark=True,
    primary="#7fb2d9",
    secondary="#8a94a3",
    accent="#e3a857",
    warning="#d9b65c",
    error="#f0907f",
    success="#9cc48a",
    foreground="#d6d9de",
    background="#14171b",
    surface="#191d22",
    panel="#20252c",
    variables={
        "ink-plain": "#d6d9de",
        "ink-muted": "#939ba7",
        "ink-strong": "#f4f5f7",
        "ink-date": "#9fbdd1",
        "ink-quote": "#e8dcc0",
        "ink-speaker": "#b5cda3",
        "ink-disputed": "#e9b063",
        "ink-link": "#86b8de",
        "ink-warning": "#dcbb66",
        "ink-error": "#f29a8a",
        "ink-rule": "#566170",
        **_grounds("#14171b", bar="#3a424d", held="#939ba7"),
        "ground-cursor": "#272f3a",
        "ground-cursor-away": "#1d2229",
    },
)

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#1f5f99",
    secondary="#5d6570",
    accent="#8a4700",
    warning="#755500",
    error="#a3241a",
    success="#35632a",
    foreground="#24282e",
    background="#fbfaf6",
    surface="#f4f2ec",
    panel="#eae8e1",
    variables={
        "ink-plain": "#24282e",
        "ink-muted": "#5b626c",
        "ink-strong": "#0b0d10",
        "ink-date": "#2b5674",
        "ink-quote": "#463a20",
        "ink-speaker": "#37582a",
        "ink-disputed": "#854400",
        "ink-link": "#1c578d",
        "ink-warning": "#6b4e00",
        "ink-error": "#9c2218",
        "ink-rule": "#a8a395",
        **_grounds("#fbfaf6", bar="#c9c5ba", held="#5b626c"),
        "ground-cursor": "#dde6ef",
        "ground-cursor-away": "#eeede8",
    },
)

# Only colours that are readable on any ground the person has chosen: the two defaults, dim, bold, reverse.
TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **dict.fromkeys((name for name in DARK.variables if name.startswith("ink-")), "ansi_default"),
        "ink-error": "ansi_red",
        **_grounds("ansi_default", bar="ansi_bright_black", held="ansi_default"),
        "ground-cursor": "ansi_default",
        "ground-cursor-away": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_white",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_white",
        "screen-selection-foreground": "ansi_black",
    },
)

ALL = (DARK, LIGHT, TERMINAL)
