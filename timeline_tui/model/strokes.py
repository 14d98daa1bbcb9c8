"""What a date says as strokes: a bar only where the file says from and to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from timeline_tui.model.span import Span

Kind = Literal["point", "about", "bar", "shade", "choice", "open", "unknown"]

SECONDS_OF_DAY: Final = 86_400


class Stroke(NamedTuple):
    """One part of what a date says, from a second to the one behind its last; None where it has no end."""

    kind: Kind
    first: int | None
    last: int | None


def strokes(span: Span | None) -> tuple[Stroke, ...]:
    """What a date says, as it is drawn: a bar only where the file says from and to."""
    if span is None:
        return ()
    if span.shape == "range":
        return tuple(_range(*span.dates))
    if span.shape == "one of":
        members = (_member(one) for one in span.dates) if span.dates else iter([_whole("choice", span)])
        return tuple(members)
    return tuple(_date(span))


def _date(span: Span) -> Iterator[Stroke]:
    if span.clock is not None and span.earliest is not None:
        second = span.earliest * SECONDS_OF_DAY + span.clock
        yield Stroke("about" if span.approximate else "point", second, second + 1)
    elif span.earliest is not None and span.earliest == span.latest:
        yield _whole("about" if span.approximate else "point", span)
    elif span.approximate:
        whole = _whole("shade", span)
        yield whole
        yield Stroke("about", whole.first, whole.first)
        if whole.last is not None:
            yield Stroke("about", whole.last - 1, whole.last - 1)
    else:
        yield _whole(
            "choice" if span.masked and span.precision == "day" and not _is_month(span) else "shade", span
        )


def _is_month(span: Span) -> bool:
    """Whether a masked day is any day of its month."""
    return span.month is not None and span.text.strip("?~%").endswith("XX")


def _whole(kind: Kind, span: Span) -> Stroke:
    first = None if span.earliest is None else span.earliest * SECONDS_OF_DAY
    return Stroke(kind, first, None if span.latest is None else (span.latest + 1) * SECONDS_OF_DAY)


def _member(span: Span) -> Stroke:
    return _whole("choice", span)


def _range(start: Span, end: Span) -> Iterator[Stroke]:
    """The end that is coarse is shaded, what lies surely between is a bar."""
    since, until = _edges(start), _edges(end)
    if since is None and until is not None:
        yield from _end_that_is_not_known(start, None, until[1])
        yield from _edge(end, until)
    elif until is None and since is not None:
        yield from _edge(start, since)
        yield from _end_that_is_not_known(end, since[1], None)
    elif since is not None and until is not None:
        yield from _between(start, since, end, until)


def _between(start: Span, since: tuple[int, int], end: Span, until: tuple[int, int]) -> Iterator[Stroke]:
    first = since[0] if _is_sharp(start) else since[1]
    last = until[1] if _is_sharp(end) else until[0]
    if first < last:
        yield Stroke("bar", first, last)
    yield from _edge(start, since, bar=True)
    yield from _edge(end, until, bar=True)


def _end_that_is_not_known(span: Span, first: int | None, last: int | None) -> Iterator[Stroke]:
    if span.shape == "open":
        yield Stroke("open", first, last)
    else:
        # Beside what is known, so that it does not hide it.
        yield Stroke("unknown", *((last, last) if first is None else (first, first)))


def _is_sharp(span: Span) -> bool:
    return span.earliest is not None and span.earliest == span.latest


def _edges(span: Span) -> tuple[int, int] | None:
    if span.earliest is None or span.latest is None:
        return None
    if span.clock is not None:
        second = span.earliest * SECONDS_OF_DAY + span.clock
        return second, second
    return span.earliest * SECONDS_OF_DAY, (span.latest + 1) * SECONDS_OF_DAY


def _edge(span: Span, edges: tuple[int, int], *, bar: bool = False) -> Iterator[Stroke]:
    if not _is_sharp(span):
        yield Stroke("shade", *edges)
    elif span.approximate or not bar:
        yield Stroke("about" if span.approximate else "point", *edges)
