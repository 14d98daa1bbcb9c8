"""Bringing in another program's file, form by form: which it is, what its columns are, what comes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from timeline_tui.session.adding import additions_of
from timeline_tui.session.additions import NotWritten
from timeline_tui.session.background import beside, telling
from timeline_tui.session.bringing_in import (
    WaitingImport,
    look_at,
    made_ready,
    told_of,
    waiting_page,
    watched,
)
from timeline_tui.session.import_sheets import ColumnsSheet, GivenSheet
from timeline_tui.session.requests import ReadAgain
from timeline_tui.session.sheet import Unfit
from timeline_tui.tui.screens.page_screen import Preview

if TYPE_CHECKING:
    from timeline_tui.exchange.survey import ImportWish, Survey, Watcher
    from timeline_tui.session.session import Session
    from timeline_tui.tui.forms import Forms
    from timeline_tui.tui.screens.form import Form


class ImportForms:
    """Asks, shows and writes; whoever leaves a form ends what is done for it."""

    def __init__(self, app: App[None], session: Session, forms: Forms) -> None:
        self._app = app
        self._session = session
        self._forms = forms

    def ask(self, sheet: GivenSheet) -> None:
        """Ask for the file."""
        self._forms.ask(sheet, {}, partial(self._look, sheet))

    def _look(self, sheet: GivenSheet, form: Form) -> None:
        try:
            wish = sheet.wish(form.texts)
        except Unfit as error:
            form.refuse(str(error), error.field)
            return
        watch = self._watch(form, "looking at it")
        beside(partial(look_at, wish, watch), partial(self._looked, form, wish))

    def _watch(self, form: Form, doing: str) -> Watcher:
        form.be_busy(doing)
        return watched(lambda: form.is_attached, telling(form.be_busy), doing)

    def _looked(self, form: Form, wish: ImportWish, found: Survey | NotWritten | None) -> None:
        if found is None or not form.is_attached:
            return
        form.be_busy("")
        if isinstance(found, NotWritten):
            form.refuse(found.sentence, "file")
            return
        sheet = ColumnsSheet(self._session, found, wish)
        if not sheet.fields:
            self._make_ready(form, form, wish)
            return
        opened = self._forms.ask(sheet, sheet.first, partial(self._settle, sheet, form))
        if sheet.rest:
            opened.call_after_refresh(opened.tell, f"{sheet.rest:,} columns more are what they are taken for")

    def _settle(self, sheet: ColumnsSheet, below: Form, form: Form) -> None:
        try:
            wish = sheet.wish(form.texts)
        except Unfit as error:
            form.refuse(str(error), error.field)
            return
        self._make_ready(below, form, wish)

    def _make_ready(self, below: Form, form: Form, wish: ImportWish) -> None:
        watch = self._watch(form, "making it ready")
        wanted = self._session.wanted
        work = partial(made_ready, wish, wanted.file, wanted.name, watch)
        beside(work, partial(self._show, below, form))

    def _show(self, below: Form, form: Form, found: WaitingImport | NotWritten | None) -> None:
        """Show what comes in; or say at the form why nothing does."""
        if found is None or not form.is_attached:
            return
        form.be_busy("")
        if isinstance(found, NotWritten):
            form.refuse(found.sentence)
            return
        marks = self._session.marks
        preview = Preview(f"To be brought in: {found.what}", partial(waiting_page, found, marks=marks), marks)
        self._app.push_screen(preview, partial(self._write, below, form, found))

    def _write(self, below: Form, form: Form, found: WaitingImport, asked: bool | None) -> None:
        if not asked:
            return
        form.be_busy("writing")
        beside(
            partial(additions_of(self._session).replace, found.path, found.version, found.edit, found.what),
            partial(self._wrote, below, form, found),
        )

    def _wrote(self, below: Form, form: Form, found: WaitingImport, wrong: NotWritten | None) -> None:
        if wrong is not None:
            if form.is_attached:
                form.refuse(wrong.sentence)
            else:
                self._session.tell(f"Nothing was brought in: {wrong.sentence}", wrong=True)
            return
        self._forms.close(form)
        if below is not form:
            below.call_later(self._forms.close, below)
        first = str(found.events[0]["id"]) if found.events else None
        self._session.ask(ReadAgain(saved=True, at=first))
        self._session.tell(told_of(found))
