"""The reader's way from hit to hit: on a page, from event to event, and through the text of a source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from timeline_tui.session.background import beside, telling
from timeline_tui.session.journey import EVENT, LIST, SOURCE, PagePosition
from timeline_tui.session.moves import show_again, show_text, step_event
from timeline_tui.session.open_text import SOON_READ, GoOn, Hit, TextHits, spans_of_words
from timeline_tui.session.requests import Ask, Refused

if TYPE_CHECKING:
    from timeline_tui.session.background import Take
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.session.session import Session
    from timeline_tui.system import Act


T = TypeVar("T")


def turn(session: Session) -> None:
    """Change between the text and the card of the source."""
    if session.texts is None:
        raise Refused("No folder of texts is named: timeline-tui --texts FOLDER")
    if not session.text_held:
        raise Refused("No text of this source is held")
    session.cards = not session.cards
    stop = session.page.stop
    passage = None if stop is None or stop.kind != "passage" else (stop.rank, stop.number)
    show_again(session, PagePosition(passage=passage))


def walk_text(session: Session, reading: TextReading, direction: int) -> None:
    """The next proposal, where they are shown; the next hit or, where nothing was searched for, passage."""
    if session.walks_proposals:
        from timeline_tui.session.proposing import walk as walk_proposals

        walk_proposals(session, reading, direction)
        return
    hits = reading.looked_for
    if hits is None:
        _walk_passages(session, reading, direction)
        return
    start, end = reading.hit or (reading.place, reading.place)

    def look(go_on: GoOn) -> tuple[Hit | None, bool]:
        found = hits.after(end, go_on) if direction > 0 else hits.before(start, go_on)
        return found, found is not None or hits.after(0, go_on) is not None

    def took(answer: tuple[Hit | None, bool]) -> None:
        found, any_ = answer
        if found is not None:
            reading.take(found, hits)
            show_text(session, reading)
        elif any_:
            session.tell("There is no further hit; / looks for other words")
        else:
            _walk_passages(session, reading, direction)

    _seek(session, reading, look, took)


def _walk_passages(session: Session, reading: TextReading, direction: int) -> None:
    if not session.page.jump(direction):
        if not reading.next_mark(direction):
            session.tell(f"This is the {'last' if direction > 0 else 'first'} passage in this text")
            return
        show_text(session, reading)


def find(session: Session, words: str, lacking: Act) -> None:
    """Go to the words in the text that is shown; `lacking` is called where they do not stand in it."""
    if (reading := session.texts) is None:
        return
    hits = TextHits(reading.text, spans_of_words(words)) if words.split() else None
    place = reading.place

    def look(go_on: GoOn) -> Hit | None:
        return None if hits is None else hits.after(place, go_on) or hits.after(0, go_on)

    def took(found: Hit | None) -> None:
        if found is None:
            lacking()
        else:
            reading.take(found, hits)
            show_text(session, reading)

    _seek(session, reading, look, took)


def ask_words(session: Session) -> Ask:
    """Ask for words to find in the text that is shown."""
    question = "Find in this text, in large or small letters"
    return Ask(question, lambda answer: None, partial(_find_words, session))


def _find_words(session: Session, words: str) -> str | None:
    """Go to words in the text, or say in a sentence why not."""
    if session.texts is None or not words:
        return None
    sentence = f"“{words}” does not stand in this text"
    lacking: list[str] = []
    # In a long text they are found, or not, when the question is gone.
    say = [lacking.append]
    find(session, words, lambda: say[0](sentence))
    say[0] = session.tell
    return f"{lacking[0]}; Esc goes back" if lacking else None


def _seek(session: Session, reading: TextReading, look: Callable[[GoOn], T], took: Take[T]) -> None:
    """Find it at once in a text of some length; in a longer one beside the screen, until it moves on."""
    reading.sought += 1
    sought, source, length = reading.sought, reading.source, len(reading.text)
    if length <= SOON_READ:
        took(look(lambda done: True))
        return
    tell, step, told = telling(session.tell), length // 4, [0]

    def wanted() -> bool:
        here = sought == reading.sought and source == reading.source
        return here and session.texts is reading and session.text_shown

    def go_on(done: int) -> bool:
        if done // step > told[0]:
            told[0] = done // step
            tell(f"Looking through the text: {25 * told[0]} %; Esc stops it")
        return wanted()

    session.tell(f"Looking through {length:,} characters; Esc stops it")
    beside(partial(look, go_on), lambda answer: took(answer) if wanted() else None)


def walk(session: Session, direction: int) -> None:
    """The next hit; past the last on the page of an event, the first on that of the next."""
    if session.depth == SOURCE:
        _walk_source(session, direction)
        return
    if session.spans is None:
        raise Refused("No words are looked for: / looks for some")
    if session.depth == LIST:
        if not session.events.move(direction):
            raise Refused(f"This is the {'last' if direction > 0 else 'first'} event that is found")
    elif not session.page.walk_hits(direction):
        _walk_on(session, direction)


def _walk_source(session: Session, direction: int) -> None:
    """In a text or a card the hits or, where there are none, the passages."""
    if session.texts is not None and session.text_shown:
        walk_text(session, session.texts, direction)
    elif session.page.has_hits:
        if not session.page.walk_hits(direction):
            raise Refused(
                f"This is the {'last' if direction > 0 else 'first'} hit here; / looks for other words"
            )
    elif not session.page.jump(direction):
        raise Refused("This is the last passage" if direction > 0 else "This is the first passage")


def _walk_on(session: Session, direction: int) -> None:
    if session.depth != EVENT:
        raise Refused(f"This is the {'last' if direction > 0 else 'first'} hit on this page")
    step_event(session, direction)
    session.page.walk_hits(direction)
