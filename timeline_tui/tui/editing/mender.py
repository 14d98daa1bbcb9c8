"""The command `take-words`: the words of a text in the place of a passage that is altered or cut."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.editing.preparing import Prepared, Wanted, prepare
from timeline_tui.editing.saving import NotSaved
from timeline_tui.editing.splicing import CannotEdit
from timeline_tui.evidence.anchoring import kept, mended
from timeline_tui.evidence.texts import NotHeld, read_text
from timeline_tui.tui.beside.once import beside
from timeline_tui.tui.editing.adding import Adding, saved, title_of
from timeline_tui.tui.presentation.editing.additions import addition_page
from timeline_tui.tui.presentation.pages.difference import shortened
from timeline_tui.tui.screens.commanded import Refused
from timeline_tui.tui.screens.editing.preview import Preview

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Quote
    from timeline_tui.tui.app import TimelineApp

_COMPARED = "The passages are not compared with texts yet: timeline-tui --texts FOLDER names where yours are"


class Mender:
    """Writes the words of texts into the file of one running program."""

    def __init__(self, app: TimelineApp, adding: Adding) -> None:
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
            beside(partial(saved, self._adding.changes, found, what), partial(self._wrote, found))

    def _wrote(self, found: Prepared, wrong: NotSaved | None) -> None:
        if wrong is not None:
            self._app.tell(f"Nothing was written: {_sentence(wrong)}", wrong=True)
            return
        self._app.look_again()
        place = f"line {found.line:,} of {found.wanted.name}"
        self._app.tell(f"The text's words stand at {place}: “{title_of(found)}”; u takes it back")


def _prepared(path: Path, quote: Quote, wanted: Wanted) -> tuple[Prepared, str | None] | str:
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
