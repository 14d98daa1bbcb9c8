"""A passage taken from its text: clipped into an event, or put in the place of one that differs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.edit.preparation import Addition, Prepared, prepare
from timeline_tui.edit.save import NotSaved
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.evidence.match import Anchor, anchored, kept, mended
from timeline_tui.evidence.texts import NotHeld, read_text
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.render.phrases import short
from timeline_tui.render.wordings import shortened
from timeline_tui.render.wrapping import fit
from timeline_tui.render.yaml_lines import addition_page
from timeline_tui.session.background import beside
from timeline_tui.session.changes import Changes
from timeline_tui.session.session import Refused
from timeline_tui.tui.additions import Adding, prepared, saved, title_of
from timeline_tui.tui.screens.document import Preview
from timeline_tui.tui.screens.event_choice import Choice, ChoosingEvent

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Event, Quote
    from timeline_tui.tui.program import Program
    from timeline_tui.tui.screens.selecting import Clipping
    from timeline_tui.yamlfile.values import Plain


class Clipper:
    """Puts what is selected into the file of one running program."""

    def __init__(self, app: Program, adding: Adding) -> None:
        self._app = app
        self._adding = adding
        self._screen = app.timeline

    def clip(self) -> None:
        """Ask which event the selected passage is for, and put it there."""
        if refusal := self._adding.refusal():
            self._app.tell(refusal, wrong=True)
            return
        reader, clipping = self._screen.reader, self._screen.selecting.taken()
        index = reader.index
        if index is None or not clipping.exact:
            self._app.tell("There are no words in what is selected", wrong=True)
            return
        words = fit(" ".join(clipping.exact[:400].split()), 200)
        screen = ChoosingEvent(
            f"Clip “{words}”",
            lambda: reader.index,
            reader.events.cursor,
            self._reported(clipping.source),
            self._screen.marks,
        )
        self._app.push_screen(screen, partial(self._clip_into, clipping))

    def _reported(self, source: str) -> int | None:
        """The rank of what stands nearest to the day of a source."""
        index = self._screen.reader.index
        found = index.sources().get(source) if index is not None else None
        if index is None or found is None or found.published is None:
            return None
        try:
            day = parse(found.published).anchor
        except NotADate:
            return None
        return None if day is None else index.rank_at(day)

    def _clip_into(self, clipping: Clipping, chosen: Choice | None) -> None:
        index = self._screen.reader.index
        if chosen is None or index is None:
            return
        rank = index.rank_of(chosen.event)
        if rank is None:
            self._app.tell("This event is not in the file any more", wrong=True)
            return
        taken: dict[str, Plain] = {"exact": clipping.exact, "source": clipping.source}
        anchor = anchored(clipping.text, clipping.start, clipping.end)
        taken |= {side: words for side, words in (anchor or Anchor())._asdict().items() if words}
        remark = (
            "" if anchor else "; it stands more than once in the text, and nothing near tells which it is"
        )
        if chosen.more:
            self._adding.ask_passage(rank, taken, {})
            return
        event = index.event(rank)
        if any(all(getattr(quote, side) == words for side, words in taken.items()) for quote in event.quotes):
            self._app.tell(f"“{short(event.title)}” has this passage already", wrong=True)
            return
        self._app.tell("Writing the passage")
        beside(
            partial(_clipped, self._app.changes, self._adding.target(event, taken)),
            partial(self._clipped_one, event, remark),
        )

    def _clipped_one(self, event: Event, remark: str, found: Prepared | NotClipped) -> None:
        if not isinstance(found, Prepared):
            self._app.tell(f"Nothing was written: {found.sentence}", wrong=True)
            return
        self._screen.selecting.stop()
        self._screen.settle()
        self._app.look_again()
        place = f"line {found.line:,} of {found.wanted.name}"
        self._app.tell(f"Clipped into “{short(event.title)}”, {place}; u takes it back{remark}")


class NotClipped(NamedTuple):
    """Why nothing was written."""

    sentence: str


def _clipped(changes: Changes, wanted: Addition) -> Prepared | NotClipped:
    """Write a passage at once, unless something is wrong with it."""
    found = prepared(wanted)
    if not isinstance(found, Prepared):
        return NotClipped(f"{found}{f': {found.hint}' if found.hint else ''}")
    wrong = [one.problem.message for one in found.found if one.problem.severity == "error"]
    if wrong:
        return NotClipped(wrong[0])
    failed = saved(changes, found, f"the passage “{title_of(found)}”")
    return found if failed is None else NotClipped(f"{failed}{f': {failed.hint}' if failed.hint else ''}")


_COMPARED = "The passages are not compared with texts yet: timeline-tui --texts FOLDER names where yours are"


class Mender:
    """Writes the words of texts into the file of one running program."""

    def __init__(self, app: Program, adding: Adding) -> None:
        self._app = app
        self._adding = adding
        self._screen = app.timeline

    def mend(self, rank: int, position: int) -> None:
        """Show what would be written for a passage; `Refused` where that is nothing."""
        reader, findings = self._screen.reader, self._app.opened.findings
        if refusal := self._adding.refusal():
            raise Refused(refusal)
        finding = reader.finding(rank, position)
        if reader.index is None or findings is None or finding is None:
            raise Refused(_COMPARED)
        if reason := kept(finding):
            raise Refused(reason)
        event = reader.index.event(rank)
        quote = event.quotes[position]
        path, _ = findings.texts[quote.source or ""]
        wanted = self._adding.target(event, {})._replace(passage=position)
        self._app.tell("Comparing the passage with its text")
        beside(partial(_prepared, Path(path), quote, wanted), partial(self._show, quote))

    def _show(self, quote: Quote, found: tuple[Prepared, str | None] | str) -> None:
        if isinstance(found, str):
            self._app.tell(f"Nothing was written: {found}", wrong=True)
            return
        prepared, remark = found
        self._app.clear_notifications()
        remarks = [f"in place of “{shortened(quote.exact)}”", *([remark] if remark else [])]
        maker = partial(addition_page, prepared.lines, remarks, marks=self._screen.marks)
        title = f"To be written into {prepared.wanted.name}, from line {prepared.line:,}"
        self._app.push_screen(Preview(title, maker, self._screen.marks), partial(self._write, prepared))

    def _write(self, found: Prepared, asked: bool | None) -> None:
        if asked:
            what = f"the words of the text “{title_of(found)}”"
            beside(partial(saved, self._app.changes, found, what), partial(self._wrote, found))

    def _wrote(self, found: Prepared, wrong: NotSaved | None) -> None:
        if wrong is not None:
            self._app.tell(f"Nothing was written: {_sentence(wrong)}", wrong=True)
            return
        self._app.look_again()
        place = f"line {found.line:,} of {found.wanted.name}"
        self._app.tell(f"The text's words stand at {place}: “{title_of(found)}”; u takes it back")


def _prepared(path: Path, quote: Quote, wanted: Addition) -> tuple[Prepared, str | None] | str:
    """What is to be written, and what is to be said of it; or why it cannot be."""
    held = read_text(path)
    if isinstance(held, NotHeld):
        return held.reason
    words = mended(held.text, quote)
    if isinstance(words, str):
        return words
    try:
        found = prepare(wanted._replace(fields={**words.words}))
    except (CannotEdit, NotSaved) as error:
        return _sentence(error)
    wrong = [one.problem.message for one in found.found if one.problem.severity == "error"]
    return wrong[0] if wrong else (found, words.remark)


def _sentence(error: CannotEdit | NotSaved) -> str:
    return f"{error}{f': {error.hint}' if error.hint else ''}"
