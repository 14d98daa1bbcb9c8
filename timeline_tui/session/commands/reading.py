"""The commands that read: passages, disputes, sources, names, and a passage that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import ANYWHERE, DEPTHS, Commands, Hinted
from timeline_tui.session.commands.later import (
    adding,
    event_history,
    handing_on,
    proposing,
    requests,
    selecting,
    trail,
    travel,
    trouble,
    under_cursor,
)
from timeline_tui.session.moves import open_weak
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


READING = Commands("Reading")


@READING.declare(("y",), "Copy citation", DEPTHS, Hinted("copy"))
def _copy(session: Session) -> Request | None:
    """Copy the passage under the cursor with its outlet, author, title, date and speaker; in the list, the
    event with its sources."""
    return requests.Copy(under_cursor.citation(session))


@READING.declare(("C",), "Copy as", DEPTHS, Hinted("copy as", -2), needs="nothing")
def _copy_as(session: Session) -> Request | None:
    """Choose the form to copy it in: a citation, a footnote, Markdown, CSL-JSON or BibTeX."""
    from timeline_tui.render.citation import FORMS

    found = under_cursor.cited(session)
    forms = [form.label for form in FORMS]
    return requests.Choose("Copy it as what?", forms, lambda number: requests.Copy(FORMS[number].text(found)))


@READING.declare(("X",), "Hand on", ANYWHERE, Hinted("hand on", -3))
def _hand_on(session: Session) -> Request | None:
    """Write the timeline, or what a query shows of it, as a page, a chronology, a table and the like."""
    return handing_on.ask_format(session)


@READING.declare(("o",), "Open address", DEPTHS, Hinted("address", where=("event", "source")))
def _browse(session: Session) -> Request | None:
    """Open the address of the source or link under the cursor in the browser, http and https only."""
    return requests.Browse(under_cursor.address(session))


@READING.declare(("d",), "Next dispute", ("list", "event", "chart"), Hinted("dispute", 1, ("list", "event")))
def _next_dispute(session: Session) -> None:
    """Go to the next disputed point, at this event and then across the timeline; Enter there shows its
    accounts side by side."""
    trail.walk_disputes(session, 1)


@READING.declare(("D",), "Previous dispute", ("list", "event", "chart"))
def _previous_dispute(session: Session) -> None:
    """Go to the disputed point before."""
    trail.walk_disputes(session, -1)


@READING.declare(("x",), "Text or card", ("source",), Hinted("text or card"))
def _text_or_card(session: Session) -> None:
    """Change between the text of a source, where it is held, and its card with its passages."""
    trail.turn_text(session)


@READING.declare(("Q",), "Proposals", ("source",), Hinted("proposals", 1))
def _proposals(session: Session) -> None:
    """In the text of a source: show the passages that it proposes, by who says what and when; once more shows
    those that were passed over, and then none; n goes to the next, Enter takes it into an event."""
    proposing.turn(session)


@READING.declare(("O",), "Pass over", ("source",), Hinted("pass over", 2))
def _pass_over(session: Session) -> None:
    """Pass over the proposal under the cursor for now and go on to the next; u takes that back."""
    proposing.pass_over(session)


@READING.declare(("p",), "Problems", DEPTHS, Hinted("problems", 1), needs="nothing")
def _problems(session: Session) -> Request | None:
    """List everything that is wrong in the file, with its line and what to try."""
    if not trouble.problems_of(session.trouble, session.index, session.findings).nothing:
        return requests.Show("problems")
    raise Refused("Nothing is read yet" if session.index is None else "Nothing is wrong in this file")


@READING.declare(("i",), "Go to name", DEPTHS, needs="nothing")
def _name(session: Session) -> Request | None:
    """Find a place, group or person by any of its spellings, with all that it is in."""
    return travel.ask_name(session)


@READING.declare(("w",), "What is weak", DEPTHS, Hinted("what is weak", -1))
def _weak(session: Session) -> Request | None:
    """List the events and disputes that rest on little, and unsure dates; each leads to its event."""
    open_weak(session)
    return requests.FindWeak()


@READING.declare(("H",), "History", DEPTHS, Hinted("history", -3))
def _history(session: Session) -> Request | None:
    """Show who changed what in the event under the cursor, and when, where git keeps versions of the file."""
    return event_history.ask_history(session)


@READING.declare(("K",), "Known by then", ANYWHERE, Hinted("another day"), needs="nothing")
def _known_by(session: Session) -> Request | None:
    """Show the timeline as it could be known on a day; later reports are hidden and counted."""
    return travel.ask_day(session)


SELECTING = Commands("While a passage is selected")


@SELECTING.declare(("right", "l"), "Next word", ("selection",), Hinted("word", 1, keys="← →"))
def _next_word(session: Session) -> None:
    """Go to the next word or, once the beginning is set, take it in."""
    selecting.step(session, 1, extend=False)


@SELECTING.declare(("left", "h"), "Previous word", ("selection",))
def _previous_word(session: Session) -> None:
    """Go to the word before or, once the beginning is set, let it go."""
    selecting.step(session, -1, extend=False)


@SELECTING.declare(("down", "j"), "Line below", ("selection",))
def _next_line(session: Session) -> None:
    """Move by a line."""
    selecting.step_line(session, 1, extend=False)


@SELECTING.declare(("up", "k"), "Line above", ("selection",))
def _previous_line(session: Session) -> None:
    """Move back by a line."""
    selecting.step_line(session, -1, extend=False)


@SELECTING.declare(("space", "v"), "Begin here", ("selection",), Hinted("begin here", 3))
def _set_beginning(session: Session) -> None:
    """Let it begin at this word; once more begins anew."""
    selecting.set_beginning(session)


@SELECTING.declare(("shift+right", "L"), "One word more", ("selection",), Hinted("longer", 2, keys="Shift+→"))
def _extend_word(session: Session) -> None:
    """Take in the next word; dragging with the mouse selects too."""
    selecting.step(session, 1, extend=True)


@SELECTING.declare(("shift+left", "H"), "One word less", ("selection",))
def _reduce_word(session: Session) -> None:
    """Move its end back by a word."""
    selecting.step(session, -1, extend=True)


@SELECTING.declare(("shift+down", "J"), "One line more", ("selection",))
def _extend_line(session: Session) -> None:
    """Take in what stands up to the line below."""
    selecting.step_line(session, 1, extend=True)


@SELECTING.declare(("shift+up", "K"), "One line less", ("selection",))
def _reduce_line(session: Session) -> None:
    """Move its end back by a line."""
    selecting.step_line(session, -1, extend=True)


@SELECTING.declare(("s",), "To the end of the sentence", ("selection",), Hinted("sentence", 2))
def _extend_sentence(session: Session) -> None:
    """Take in all up to the end of the sentence, each time of one more."""
    selecting.take_sentence(session)


@SELECTING.declare(("S",), "From the beginning of the sentence", ("selection",))
def _extend_sentence_back(session: Session) -> None:
    """Take in all from the beginning of the sentence."""
    selecting.take_sentence_back(session)


@SELECTING.declare(("greater_than_sign", "ctrl+right"), "One letter more", ("selection",))
def _extend_letter(session: Session) -> None:
    """Move its end on by a letter."""
    selecting.take_letter(session, 1)


@SELECTING.declare(("less_than_sign", "ctrl+left"), "One letter less", ("selection",))
def _reduce_letter(session: Session) -> None:
    """Move its end back by a letter."""
    selecting.take_letter(session, -1)


@SELECTING.declare(("o", "tab"), "The other end", ("selection",))
def _other_end(session: Session) -> None:
    """Move its other end."""
    selecting.turn(session)


@SELECTING.declare(("enter", "c"), "Clip it", ("selection",), Hinted("clip it", 4), needs="nothing")
def _take_selection(session: Session) -> Request | None:
    """Choose the event that it is for, or a new one, and put it into the file."""
    if session.at_proposal:
        return adding.choose_selected(session)
    return adding.clip(session)


@SELECTING.declare(("escape",), "Select nothing", ("selection",), Hinted("back", 4))
def _stop_selecting(session: Session) -> None:
    """Go back to reading the text."""
    selecting.stop(session)
