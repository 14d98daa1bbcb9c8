"""The events of a YAML text, from libyaml where it is there and from the pure parser where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent
from yaml.events import Event as ParserEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from timeline_tui.yamlfile.split import restored, stood_in
from timeline_tui.yamlfile.stream import Stream

try:
    from yaml._yaml import CParser
except ImportError:  # a Python whose PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment,misc]


class OpenNodes(list[ParserEvent]):
    """The lists and mappings in which that stands which the parser gives next."""

    def take(self, event: ParserEvent) -> None:
        """Go past an event."""
        if isinstance(event, CollectionStartEvent):
            self.append(event)
        elif isinstance(event, CollectionEndEvent) and self:
            self.pop()

    def take_whole(self, event: ParserEvent, depth: int) -> bool:
        """Go past an event; whether a thing that stands so deep ends with it."""
        self.take(event)
        return len(self) == depth and not isinstance(event, CollectionStartEvent)

    @property
    def in_brackets(self) -> bool:
        """Whether any of them is written in brackets."""
        return any(getattr(event, "flow_style", False) for event in self)


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, which asks for nothing beyond Python."""

    def __init__(self, stream: Stream | bytes) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def checked_event(self) -> ParserEvent | None:
        """The next event, refused where libyaml refuses the escape of a character that cannot be."""
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            raise self._no_character() from error
        if isinstance(event, ScalarEvent) and event.style == '"' and not _can_be_written(event.value):
            raise self._no_character()
        return cast("ParserEvent | None", event)

    def _no_character(self) -> ScannerError:
        mark = self.get_mark()
        return ScannerError("while parsing a quoted scalar", mark, _NO_CHARACTER, mark)


_NO_CHARACTER = "found invalid Unicode character escape code"


def parse(text: Stream | bytes) -> Iterator[ParserEvent]:
    """The events of the text, each with its marks; raises `MarkedYAMLError` where the text is not YAML."""
    given = text if isinstance(text, Stream) else stood_in(text)
    stands_in = given.stands_in if isinstance(given, Stream) else given is not text
    parsed = _purely(given) if CParser is None else iter(CParser(given).get_event, None)
    return map(_restored, parsed) if stands_in else parsed


def count_events(stream: Stream) -> int:
    """How many events the text comes to, made by nobody; raises `MarkedYAMLError` where it is not YAML."""
    if CParser is None:
        return sum(1 for _ in _purely(stream))
    return CParser(stream).raw_parse()


def _restored(event: ParserEvent) -> ParserEvent:
    if type(event) is ScalarEvent and not event.value.isascii():
        event.value = restored(event.value)
    return event


def _purely(stream: Stream | bytes) -> Iterator[ParserEvent]:
    # The pure parser reads as soon as it is made; here that is when the first event is asked for.
    yield from iter(_PureParser(stream).checked_event, None)


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


__all__ = ["OpenNodes", "ParserEvent", "count_events", "parse"]
