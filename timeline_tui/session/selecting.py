"""Selecting a passage in the text of a source: word by word, or from one place to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.render.source_text import cells, line_of, place_at, stretch_at
from timeline_tui.session.selection import (
    SelectedText,
    Selection,
    sentence_end,
    sentence_start,
    word_at,
    word_beside,
)
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.session.session import Session


_NO_TEXT = "No text of this source is held, so there is nothing to clip from: timeline-tui --texts FOLDER"
_NO_FOLDER = "No folder of texts is named, so there is nothing to clip from: timeline-tui --texts FOLDER"
_FROM_TEXTS = "A passage is clipped from the text of a source: Enter goes down to it"
_ENDS = "The text that is laid out here ends"
_IS_CARD = "This is the card of the source: x shows its text, where a passage can be selected"


# Beginning and ending.


def begin(session: Session) -> None:
    """Select the word at the cursor of the page, or the first one in sight."""
    text = _text(session)
    stretch = stretch_at(session.page.stretches, session.page.first_line)
    word = None if stretch is None else word_at(text, stretch.start)
    if word is None:
        raise Refused("There are no words here to select")
    _begin(session, text, Selection(word, word))


def begin_with(session: Session, start: int, end: int) -> None:
    """Select what stands between two places of the text, and let its end move."""
    _begin(session, _text(session), Selection((start, start + 1), (end - 1, end), marked=True))


def _begin(session: Session, text: str, selection: Selection) -> None:
    _show(session, SelectedText(session.journey.here.source, text, selection), selection)


def shown_reading(session: Session, elsewhere: str, no_text: str, is_card: str) -> TextReading:
    """The text that is shown, or else why there is nothing to act on, each in a sentence."""
    reading = session.texts
    if session.depth != "source":
        raise Refused(elsewhere)
    if reading is None or not session.text_held:
        raise Refused(no_text)
    if session.cards:
        raise Refused(is_card)
    if not reading.text:
        raise Refused("The text is still being read")
    return reading


def _text(session: Session) -> str:
    no_text = _NO_FOLDER if session.texts is None else _NO_TEXT
    return shown_reading(session, _FROM_TEXTS, no_text, _IS_CARD).text


def stop(session: Session) -> None:
    """Select nothing."""
    if session.selected is not None:
        session.selected = None
        session.mode = None
        session.page.select_text(None)


def keep_to_text(session: Session) -> None:
    """End with the text that it was in."""
    here, held = session.journey.here, session.selected
    if held is not None and (here.depth, here.source) != ("source", held.source):
        stop(session)


def taken(session: Session) -> SelectedText:
    """What is selected."""
    if session.selected is None:
        raise Refused("Nothing is selected")
    return session.selected


def _show(session: Session, held: SelectedText, selection: Selection) -> None:
    stretches = session.page.stretches
    line = line_of(stretches, selection.head[0])
    if line is None or selection.head[0] < (stretches[0].start if stretches else 0):
        raise Refused(_ENDS)
    session.selected = held._replace(selection=selection)
    session.mode = "selection"
    session.page.select_text((held.text, selection.stretch))
    session.page.show_line(line.line)


# Moving.


def step(session: Session, direction: int, *, extend: bool) -> None:
    """Go to the next word or the one before, or take it in."""
    held = taken(session)
    now = held.selection
    _show(session, held, now.to(word_beside(held.text, now.head, direction), extend=extend))


def step_line(session: Session, direction: int, *, extend: bool) -> None:
    """Go to the line below or above, or take in what stands up to it."""
    held, stretches = taken(session), session.page.stretches
    now = held.selection
    here = line_of(stretches, now.head[0])
    number = -1 if here is None else stretches.index(here) + direction
    if here is None:
        raise Refused(_ENDS)
    if not 0 <= number < len(stretches):
        _step_to_edge(session, stretches[-1].end - 1 if direction > 0 else stretches[0].start, extend=extend)
        return
    at = cells(held.text, here, now.head[0], now.head[1])
    place = place_at(held.text, stretches[number], at[0] if at else 0)
    word = word_at(held.text, min(place, stretches[number].end - 1))
    if word is not None:
        _show(session, held, now.to(word, extend=extend))


def _step_to_edge(session: Session, place: int, *, extend: bool) -> None:
    """The first or last word of what is laid out, past which no line goes."""
    held = taken(session)
    now = held.selection
    while place > 0 and held.text[place].isspace():
        place -= 1
    word = word_at(held.text, place)
    if word is None or word == now.head:
        raise Refused(_ENDS)
    _show(session, held, now.to(word, extend=extend))


def set_beginning(session: Session) -> None:
    """Let it begin at this word."""
    held = taken(session)
    head = held.selection.head
    _show(session, held, Selection(head, head, marked=True))


def turn(session: Session) -> None:
    """Move the other end."""
    held = taken(session)
    _show(session, held, held.selection.turned())


def take_sentence(session: Session) -> None:
    """Take in all up to the end of the sentence."""
    held = taken(session)
    now = held.selection
    end = sentence_end(held.text, max(now.stretch[1], 0))
    head = (min(now.anchor[0], now.head[0], end - 1), end) if now.head[0] < now.anchor[0] else (end - 1, end)
    _show(session, held, Selection((now.stretch[0], now.anchor[1]), head, marked=True))


def take_sentence_back(session: Session) -> None:
    """Take in all from the beginning of the sentence."""
    held = taken(session)
    now = held.selection
    start, end = now.stretch
    first = sentence_start(held.text, start)
    _show(session, held, Selection((first, first + 1), (max(end - 1, first), end), marked=True))


def take_letter(session: Session, by: int) -> None:
    """Move the end by a letter."""
    held = taken(session)
    now = held.selection
    start, end = now.head
    if now.anchor <= now.head:
        end = min(max(end + by, now.anchor[0] + 1), len(held.text))
        head = (min(start, end - 1), end)
    else:
        start = min(max(start + by, 0), now.anchor[1] - 1)
        head = (start, max(end, start + 1))
    anchor = head if now.anchor == now.head else now.anchor
    _show(session, held, now._replace(anchor=anchor, head=head))


# From one place to another.


def select_between(session: Session, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Select from one cell of the page to another, each by its column and its line."""
    text = _text(session)
    first, last = _place(session, text, *start), _place(session, text, *end)
    if first is None or last is None:
        return
    low, high = min(first, last), max(first, last)
    high = min(high + 1, len(text))
    ends = (low, low + 1), (high - 1, high)
    _begin(session, text, Selection(*(ends if first <= last else ends[::-1]), marked=True))


def _place(session: Session, text: str, column: int, line: int) -> int | None:
    stretches = session.page.stretches
    stretch = stretch_at(stretches, line)
    if stretch is None:
        return stretches[-1].end - 1 if stretches else None
    return place_at(text, stretch, column) if stretch.line == line else stretch.start
