"""The forms that are open: what is typed is kept, shown as it would be written, written or brought in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from timeline_tui.edit.preparation import Addition, Prepared
from timeline_tui.problems.problem import Place
from timeline_tui.render.wrapping import fit
from timeline_tui.render.yaml_lines import addition_page, difference_page
from timeline_tui.session import additions, bringing_in
from timeline_tui.session.additions import NotWritten
from timeline_tui.session.background import beside, telling
from timeline_tui.session.import_sheets import ColumnsSheet, GivenSheet
from timeline_tui.session.own_editor import edit_at
from timeline_tui.session.requests import Choose, Consent, Edit, ReadAgain
from timeline_tui.session.selecting import stop
from timeline_tui.session.settings import Drafts, drafts_of, keep_drafts
from timeline_tui.session.sheet import Sheet, Unlisted
from timeline_tui.session.sheets import EntrySheet
from timeline_tui.tui.screens.form import Form, Keeping

if TYPE_CHECKING:
    from timeline_tui.exchange.survey import ImportWish, Survey, Watcher
    from timeline_tui.session.session import Session
    from timeline_tui.system import Act


class Forms:
    """Loses nothing of what is typed over one file, in this run or from one to the next."""

    def __init__(self, app: App[None], session: Session) -> None:
        self._app = app
        self._session = session
        self._additions = session.additions
        self._file = self._session.wanted.file
        self._kept = drafts_of(self._file)
        self.left: Drafts = dict(self._kept)
        """What was typed into the forms that were left, in this run or one before."""
        self._forms: list[tuple[Form, Mapping[str, str]]] = []
        """Those that are open, each with what stood in it unasked."""
        self._warned = False

    def open(self, sheet: Sheet, texts: Mapping[str, str]) -> None:
        """Ask for what the sheet asks for, and put it into the file."""
        self.ask(sheet, texts, self._save)

    def ask(self, sheet: Sheet, texts: Mapping[str, str], save: Keeping) -> Form:
        """Begin with these texts or with what was typed before."""
        draft = self.left.get(sheet.key)
        first = dict(texts) | (draft or {})
        form = Form(sheet, first, self._session.marks, save, partial(self._leave, texts))
        self._forms.append((form, dict(texts)))
        self._app.push_screen(form)
        if draft:
            form.call_after_refresh(form.tell, "What you typed before is still here; Ctrl+N empties it")
        return form

    def _leave(self, unasked: Mapping[str, str], texts: Mapping[str, str]) -> None:
        """Keep what was typed until the form is opened again."""
        form, _ = self._forms.pop()
        self.left.pop(form.sheet.key, None)
        if typed := _typed(unasked, texts):
            self.left[form.sheet.key], self._warned = typed, False
            self._session.tell("What you typed is kept, and is there when the form is opened again")

    def _put_by(self, form: Form, then: Act) -> None:
        """Close a form that was asked in between, and go on in the one below it.

        What was typed is kept until all of it is written.
        """
        _, unasked = self._forms.pop()
        if typed := _typed(unasked, form.texts):
            self.left[form.sheet.key] = typed
        form.dismiss(None)
        # What is asked next is answered to a form that is still there.
        self._forms[-1][0].call_later(then)

    def close(self, form: Form) -> None:
        """Close a form, and forget what was typed into it."""
        self._done(form)
        if form.is_attached:
            form.dismiss(None)

    def _done(self, form: Form) -> None:
        """Forget what was typed, since it is in the file; that of the forms in between, too."""
        self._forms = [opened for opened in self._forms if opened[0] is not form]
        for key in (form.sheet.key, *form.sheet.new.drafts):
            self.left.pop(key, None)

    def unsaved(self) -> str | None:
        """What to say, once, where the program is left while something that was typed is not saved."""
        if self._warned or self._typed == self._kept:
            return None
        self._warned = True
        return "What you typed into a form is not in the file: quit once more, and the form keeps it"

    @property
    def _typed(self) -> Drafts:
        """All that is typed and not saved, that of the open forms included."""
        typed = {form.sheet.key: _typed(unasked, form.texts) for form, unasked in self._forms}
        return {key: texts for key, texts in {**self.left, **typed}.items() if texts}

    def keep(self) -> bool:
        """Keep for the next run what is not saved in this one; whether there is anything new to keep."""
        typed = self._typed
        return typed != self._kept and keep_drafts(self._file, typed) and bool(typed)

    # Saving.

    def _save(self, form: Form) -> None:
        wanted = self._wanted(form.sheet, form.texts)
        if (unsaid := form.sheet.unsaid(form.texts)) is not None:
            self._ask_what(form.sheet, unsaid, form.save)
            return
        form.be_busy("making it ready")
        step = telling(lambda step: form.be_busy(f"making it ready: {step}"))
        beside(partial(additions.prepared, wanted, step), partial(self._show, form, wanted.name))

    def _wanted(self, sheet: Sheet, texts: Mapping[str, str]) -> Addition:
        index, file = self._session.index, texts.get("file", "").strip()
        wanted = self._additions.addition(index, sheet.plain(texts), sheet.event, file)
        return wanted._replace(listed=sheet.new.listed(sheet.unlisted(texts)))

    def _ask_what(self, sheet: Sheet, unsaid: Unlisted, then: Act) -> Form:
        """Ask what a source or a name is that nobody has listed, and go on then."""
        own = EntrySheet(sheet.shown, sheet.rank, sheet.near, sheet.new, unsaid)
        return self.ask(own, own.first, partial(self._take_entry, own, then))

    def _take_entry(self, sheet: EntrySheet, then: Act, form: Form) -> None:
        entry = sheet.entry(form.texts)
        if (unsaid := sheet.unsaid(form.texts)) is not None and unsaid[:2] != sheet.asked[:2]:
            self._ask_what(sheet, unsaid, form.save)
            return
        sheet.new.take(sheet.asked, entry)
        self._put_by(form, then)

    def _show(self, form: Form, name: str, found: Prepared | NotWritten) -> None:
        """Show what is to be written; or say at the form why it cannot be."""
        form.be_busy("")
        if not form.is_attached:
            return
        if isinstance(found, NotWritten):
            self._refuse(form, found, name)
            return
        if (wrong := additions.forbidden(found, form.sheet.new)) is not None:
            self._refuse_found(form, wrong)
            return
        maker = partial(addition_page, found.lines, additions.remarks_on(found), marks=self._session.marks)
        self._session.ask(Consent(additions.heading_of(found), maker, partial(self._write, form, found)))

    def _refuse_found(self, form: Form, wrong: additions.Forbidden) -> None:
        """Say what is wrong at the form that it was typed into, which is opened again where it was closed."""
        if wrong.unlisted is None:
            form.refuse(wrong.sentence, wrong.field)
            return
        asking = self._ask_what(form.sheet, wrong.unlisted, form.save)
        asking.call_after_refresh(asking.refuse, wrong.sentence, wrong.field)

    def _write(self, form: Form, found: Prepared, _: object) -> None:
        form.be_busy("writing")
        what = f"“{additions.title_of(found)}”"
        beside(partial(self._additions.write, found, what), partial(self._wrote, form, found, what))

    def _wrote(self, form: Form, found: Prepared, what: str, wrong: NotWritten | None) -> None:
        form.be_busy("")
        if wrong is not None and not form.is_attached:
            self._session.tell(f"Not written, and kept in the form: {wrong.reason}", wrong=True)
            return
        if wrong is not None:
            self._refuse(form, wrong, found.wanted.name)
            return
        self.close(form)
        if self._session.where == "selection":
            stop(self._session)
        self._session.ask(ReadAgain(saved=True, at=found.key))
        hidden = "; if the query hides it, F shows everything" if self._session.view.query.strip() else ""
        lacks = "; p lists what it still lacks" if any(map(additions.is_error, found.found)) else ""
        self._session.tell(f"Added {what} at {additions.place_of(found)}; u takes it back{lacks}{hidden}")

    def _refuse(self, form: Form, wrong: NotWritten, name: str) -> None:
        form.refuse(wrong.sentence)
        if wrong.line is not None:
            self._offer_editor(form, Place(name, wrong.line, 1), wrong.reason)
        if wrong.difference:
            sentences = (
                f"Not written: {wrong.reason}",
                "What you typed is still in the form: Ctrl+S there saves it again",
            )
            maker = partial(difference_page, sentences, wrong.difference, marks=self._session.marks)
            self._session.ask(Consent("The file was changed elsewhere", maker, lambda _: None))

    def _offer_editor(self, form: Form, place: Place, reason: str) -> None:
        """Where the program cannot do it safely, the reader can."""
        question = fit(f"This is not done for you: {reason}", 200)
        answers = (f"Open your editor at line {place.line:,}; what you typed is kept", "Back to the form")

        def take(answer: int) -> Edit | None:
            if answer or not form.is_attached:
                return None
            form.close_and_keep()
            return edit_at(self._session, place)

        self._session.ask(Choose(question, answers, take))


def _typed(unasked: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """What is typed in the fields; nothing where none says more than it did unasked."""
    typed = {field: text for field, text in texts.items() if text.strip()}
    return typed if any(text != unasked.get(field) for field, text in typed.items()) else {}


class ImportForms:
    """Asks, shows and writes; whoever leaves a form ends what is done for it."""

    def __init__(self, session: Session, forms: Forms) -> None:
        self._session = session
        self._forms = forms

    def ask(self, sheet: GivenSheet) -> None:
        """Ask for the file."""
        self._forms.ask(sheet, {}, partial(self._look, sheet))

    def _look(self, sheet: GivenSheet, form: Form) -> None:
        wish = sheet.wish(form.texts)
        watch = self._watch(form, "looking at it")
        beside(partial(bringing_in.look_at, wish, watch), partial(self._looked, form, wish))

    def _watch(self, form: Form, doing: str) -> Watcher:
        form.be_busy(doing)
        return bringing_in.watched(lambda: form.is_attached, telling(form.be_busy), doing)

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
        self._forms.ask(sheet, sheet.first, partial(self._settle, sheet, form))

    def _settle(self, sheet: ColumnsSheet, below: Form, form: Form) -> None:
        self._make_ready(below, form, sheet.wish(form.texts))

    def _make_ready(self, below: Form, form: Form, wish: ImportWish) -> None:
        watch = self._watch(form, "making it ready")
        wanted = self._session.wanted
        work = partial(bringing_in.made_ready, wish, wanted.file, wanted.name, watch)
        beside(work, partial(self._show, below, form))

    def _show(self, below: Form, form: Form, found: bringing_in.WaitingImport | NotWritten | None) -> None:
        """Show what comes in; or say at the form why nothing does."""
        if found is None or not form.is_attached:
            return
        form.be_busy("")
        if isinstance(found, NotWritten):
            form.refuse(found.sentence)
            return
        maker = partial(bringing_in.waiting_page, found, marks=self._session.marks)
        then = partial(self._write, below, form, found)
        self._session.ask(Consent(f"To be brought in: {found.what}", maker, then))

    def _write(self, below: Form, form: Form, found: bringing_in.WaitingImport, _: object) -> None:
        form.be_busy("writing")
        beside(
            partial(self._session.additions.replace, found.path, found.version, found.edit, found.what),
            partial(self._wrote, below, form, found),
        )

    def _wrote(
        self, below: Form, form: Form, found: bringing_in.WaitingImport, wrong: NotWritten | None
    ) -> None:
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
        self._session.tell(bringing_in.told_of(found))
