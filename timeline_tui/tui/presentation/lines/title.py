"""The top line: what is open, where in it you are, and what it stands on."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.index.rows import About
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.lines.knowing import as_of_words, hidden_words
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.words import counted
from timeline_tui.tui.presentation.wrapping import fit, pad

_LEAST_TITLE = 20
_LEAST_BESIDE_HIDDEN = 8
"""Cells of the title that what is hidden leaves, before it is said in fewer words."""


class Showing(NamedTuple):
    """How many of the events are shown, where that is not all of them."""

    events: int
    of: int
    partial: bool = False
    """Whether more may be found yet."""
    bound: str = ""
    """Where passages are not compared with texts yet, whether these are at least or at most what is found."""


def title_line(
    about: About,
    at: int | None,
    width: int,
    marks: Marks = FULL,
    proof: str | None = None,
    showing: Showing | None = None,
) -> Line:
    """The title, and right of it as many facts as there is room for; problems come first to be kept.

    `at` is the rank of the event under the cursor. Where only what could be known on a day is shown, or only
    what answers a query, the line always says so. `proof` says what became of the passages, where they were
    compared with texts.
    """
    whole = max(width - 2, 1)
    facts = _facts(about, at, proof)
    problems = counted(about.problems, "problem") if about.problems else ""
    if about.misdated:
        problems += f", {about.misdated:,} misdated"
    joint = f" {marks.dot} "
    as_of = _as_of(about, whole - len(problems), joint)
    if showing is not None:
        del facts[0]
        as_of += _showing(showing, about, whole - cell_len(as_of)) + joint
    room = max(whole - cell_len(as_of), 1)
    while facts and cell_len(joint.join([*facts, problems] if problems else facts)) + _LEAST_TITLE + 2 > room:
        facts.pop()
    shown = joint.join(facts)
    if problems and len(problems) + _LEAST_TITLE // 2 > room:
        problems = ""
    before = joint if shown and problems else ""
    if shown + problems == "":
        as_of = as_of.removesuffix(joint)
        room = max(whole - cell_len(as_of), 1)
    left = room - cell_len(shown + before + problems)
    title = pad(fit(about.title or PurePath(about.file).name, max(left - 2, 1), marks.more), left)
    return Line(
        tuple(
            piece
            for piece in (
                Piece(" "),
                Piece(title, "strong"),
                Piece(as_of, "mark"),
                Piece(shown + before, "muted"),
                Piece(problems, "warning"),
                Piece(" "),
            )
            if piece.text
        )
    )


def _showing(showing: Showing, about: About, room: int) -> str:
    """How many are shown and how many hidden, in as many words as there is room for."""
    least = "at least " if showing.partial else f"{showing.bound} " if showing.bound else ""
    part = f"{least}{showing.events:,} of {showing.of:,}{_so_far(about)}"
    hidden = "counting" if showing.partial else f"{showing.of - showing.events:,} hidden"
    if showing.bound:
        hidden = "passages not compared yet"
    in_full = f"{part}, {hidden}"
    return in_full if len(in_full) + _LEAST_BESIDE_HIDDEN <= room else part


def _so_far(about: About) -> str:
    return "" if about.complete else " so far"


def _as_of(about: About, room: int, joint: str) -> str:
    """The day of which it tells, and what is hidden where there is room for that."""
    if not about.as_of:
        return ""
    day = as_of_words(about)
    hidden = f"{day}: {hidden_words(about)}"
    return (hidden if cell_len(hidden + joint) + _LEAST_TITLE + 2 <= room else day) + joint


def _facts(about: About, at: int | None, proof: str | None) -> list[str]:
    events = f"event {at + 1:,} of {about.events:,}" if at is not None and about.events else None
    if not about.complete:
        # What is read so far says little of how many sources and passages there are.
        return [(events or counted(about.events, "event")) + _so_far(about)]
    sources = counted(about.sources, "source")
    if about.independent != about.sources:
        sources += f", {about.independent:,} independent"
    return [
        events or counted(about.events, "event"),
        sources,
        proof or counted(about.quotes, "passage"),
    ]
