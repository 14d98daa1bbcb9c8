"""The three looks of the program: dark, light, and whatever colours the terminal has."""

from __future__ import annotations

from textual.theme import Theme

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
        "ink-rule": "#3a424d",
        "ground": "#14171b",
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
        "ink-rule": "#c9c5ba",
        "ground": "#fbfaf6",
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
        "ink-plain": "ansi_default",
        "ink-muted": "ansi_default",
        "ink-strong": "ansi_default",
        "ink-date": "ansi_default",
        "ink-quote": "ansi_default",
        "ink-speaker": "ansi_default",
        "ink-disputed": "ansi_default",
        "ink-link": "ansi_default",
        "ink-warning": "ansi_default",
        "ink-error": "ansi_red",
        "ink-rule": "ansi_default",
        "ground": "ansi_default",
        "ground-cursor": "ansi_default",
        "ground-cursor-away": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
    },
)

ALL = (DARK, LIGHT, TERMINAL)
