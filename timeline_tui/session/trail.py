"""The way from one to the next: hits, events of a name, a place or a source, and disputed points."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from timeline_tui.render.phrases import counted, outlet_words, short
from timeline_tui.session.background import Take, beside, telling
from timeline_tui.session.journey import COVER, TOP, Followed, PagePosition
from timeline_tui.session.moves import go_to_event, open_event, show_again, show_page, show_text, step_event
from timeline_tui.session.requests import Ask, Choose
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.session.open_text import GoOn, Hit, TextReading
    from timeline_tui.session.session import Session
    from timeline_tui.system import Act


def follow(session: Session, direction: int) -> Choose | None:
    """Go to the next event of what is under the cursor or, if it was not moved, was followed; or ask."""
    index, rank = session.read_index, session.events.cursor
    # Where the cursor has not moved since, the key goes on with the same.
    followed = session.followed if session.arrived == _here(session) else _under_cursor(session)
    if followed is not None and session.ended != (_here(session), direction):
        _go(session, index, followed, direction)
        return None
    return _ask(session, index, rank, direction)


def goes_on(session: Session, index: Index) -> bool:
    """Whether there is a later event of what is under the cursor."""
    followed = _under_cursor(session)
    return followed is not None and _next(session, index, followed, 1) is not None


def _here(session: Session) -> object:
    stop = session.page.cursor if session.depth != "list" else 0
    return session.index, session.events.cursor, session.depth, stop


def _under_cursor(session: Session) -> Followed | None:
    stop = session.stop
    if stop is not None and stop.kind == "name":
        return Followed("name", stop.target)
    if session.depth == "source":
        return Followed("source", session.journey.here.source)
    if stop is not None and stop.kind in {"passage", "source"} and stop.target:
        return Followed("source", stop.target)
    return None


def _ask(session: Session, index: Index, rank: int, direction: int) -> Choose | None:
    if rank == COVER:
        raise Refused("Move to a source or an event first, whose name or source is followed")
    every = _of_event(index, rank)
    if not every:
        raise Refused("This event has no name and no source that could be followed")
    found = [one for one in every if _next(session, index, one, direction) is not None]
    # What was followed last is the first that is offered.
    found.sort(key=lambda one: one != session.followed)
    if not found:
        side = "later" if direction > 0 else "earlier"
        raise Refused(f"No {side} event{_shown_only(session)} has a name or a source of this one")
    if len(found) == 1:
        _go(session, index, found[0], direction)
        return None
    question = f"To the {'next' if direction > 0 else 'previous'} event of which of these?"
    answers = [_answer(index, one) for one in found]
    return Choose(question, answers, lambda number: _go(session, index, found[number], direction))


def _go(session: Session, index: Index, followed: Followed, direction: int) -> None:
    session.followed = followed
    words = _words(followed, index)
    rank = _next(session, index, followed, direction)
    if rank is None:
        session.ended = _here(session), direction
        side = "later" if direction > 0 else "earlier"
        raise Refused(f"No {side} event{_shown_only(session)} is of {words}; again to choose another")
    go_to_event(session, rank)
    if session.depth == "event":
        _select(session, followed)
    session.arrived = _here(session)
    session.tell(f"{'Next' if direction > 0 else 'Previous'} of {words}")


def _next(session: Session, index: Index, followed: Followed, direction: int) -> int | None:
    """The next event of it that is shown."""
    shown, rank = session.shown, session.events.cursor
    while (found := _next_of(followed, index, rank, direction)) is not None:
        near = found if shown is None else shown.event_from(found, direction)
        if near is None or near == found:
            return near
        # None of those between is shown, however many there are.
        rank = near - direction
    return None


def _shown_only(session: Session) -> str:
    shown = session.shown
    return "" if shown is None or shown.events == shown.of else " that is shown"


def _select(session: Session, followed: Followed) -> None:
    """Put the cursor of the page on what is followed, where it stands there."""
    wanted = {"name"} if followed.kind == "name" else {"passage", "source"}
    for number, stop in enumerate(session.page.stops):
        if stop.kind in wanted and stop.target == followed.id:
            session.page.select(number)
            return


def _next_of(followed: Followed, index: Index, rank: int, direction: int) -> int | None:
    """The next event of it after this one, or before it."""
    if followed.kind == "source":
        return index.passages.quoting(followed.id, rank, direction)
    if direction > 0:
        found = index.naming.ranks([followed.id], rank + 1, 1)
    else:
        found = index.naming.ranks_before(followed.id, rank, 1)
    return found[0] if found else None


def _words(followed: Followed, index: Index) -> str:
    """What it is called."""
    if followed.kind == "source":
        return outlet_words(followed.id, index.sources().get(followed.id))
    name = index.names().get(followed.id)
    return short(name.name if name is not None else followed.id)


def _of_event(index: Index, rank: int) -> list[Followed]:
    """The names and the sources of an event."""
    event, names = index.event(rank), index.names()
    speakers = (quote.speaker for quote in event.quotes if quote.speaker in names)
    sources = (quote.source for quote in event.quotes if quote.source)
    found = [Followed("name", id_) for id_ in (*event.names, *speakers) if id_]
    return list(dict.fromkeys([*found, *(Followed("source", id_) for id_ in sources)]))


def _answer(index: Index, followed: Followed) -> str:
    """What it is called, what it is, and how many events there are of it."""
    words = _words(followed, index)
    if followed.kind == "source":
        return f"{words}, source of {counted(index.passages.counts().get(followed.id, 0), 'passage')}"
    name, events = index.names().get(followed.id), index.naming.events(followed.id) or 0
    return f"{words}, {name.kind if name is not None else 'name'} in {counted(events, 'event')}"


def walk_disputes(session: Session, direction: int) -> None:
    """The next disputed point, or the one before, at this event or another."""
    stops = session.page.stops if session.depth == "event" else ()
    beside = [at for at, stop in enumerate(stops) if stop.kind == "dispute"]
    beside = [at for at in beside if (at - session.page.cursor) * direction > 0]
    if beside:
        session.page.select(beside[0] if direction > 0 else beside[-1], with_rest=True)
        return
    if session.depth == "accounts" and _next_accounts(session, direction):
        return
    row = session.row if session.depth == "list" and direction > 0 else None
    rank = row.rank if row is not None and row.disputes else _next_shown(session, direction)
    if rank is None:
        raise Refused(f"There is no disputed point {'after' if direction > 0 else 'before'} this one")
    _go_to(session, rank, direction)


def _next_shown(session: Session, direction: int) -> int | None:
    """The next event with a disputed point that is shown; in a list of groups, in another group."""
    shown, rank, here = session.read_list, session.events.cursor, session.events.position
    while (found := shown.disputed(rank, direction)) is not None:
        if session.depth != "list" or shown.position_of(found) != here:
            return found
        rank = found
    return None


def _go_to(session: Session, rank: int, direction: int) -> None:
    session.events.go(rank)
    if session.at_group:
        return
    if session.depth == "list":
        open_event(session)
    else:
        session.journey.moved(session.events.cursor, session.events.above)
    dispute = session.read_index.event(rank).all_disputes[0 if direction > 0 else -1]
    if session.depth == "accounts":
        session.journey.here = session.journey.here._replace(source=dispute)
        session.changed.tell("place")
        show_page(session)
    else:
        show_again(session, PagePosition(dispute=dispute))


def _next_accounts(session: Session, direction: int) -> bool:
    """The accounts on the next disputed point of the same event; False where there is none."""
    here = session.journey.here
    disputes = session.read_index.event(max(here.rank, 0)).all_disputes
    at = disputes.index(here.source) + direction if here.source in disputes else -1
    if not 0 <= at < len(disputes):
        return False
    session.journey.here = here._replace(source=disputes[at], spot=TOP)
    session.changed.tell("place")
    show_page(session)
    return True


# From hit to hit: on a page, from event to event, and through the text of a source.


T = TypeVar("T")


def turn_text(session: Session) -> None:
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
    from timeline_tui.session.open_text import TextHits, spans_of_words

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
    from timeline_tui.session.open_text import SOON_READ

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


def walk_hits(session: Session, direction: int) -> None:
    """The next hit; past the last on the page of an event, the first on that of the next."""
    if session.depth == "source":
        _walk_source(session, direction)
        return
    if session.spans is None:
        raise Refused("No words are looked for: / looks for some")
    if session.depth == "list":
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
    if session.depth != "event":
        raise Refused(f"This is the {'last' if direction > 0 else 'first'} hit on this page")
    step_event(session, direction)
    session.page.walk_hits(direction)
