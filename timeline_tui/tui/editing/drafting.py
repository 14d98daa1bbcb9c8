"""The forms that are open, one over the other, and what was typed into those that were left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.tui.editing import kept
from timeline_tui.tui.screens.editing.form import Form

if TYPE_CHECKING:
    from timeline_tui.tui.app import TimelineApp
    from timeline_tui.tui.editing.kept import Drafts
    from timeline_tui.tui.forms.sheet import Sheet


class Drafting:
    """Loses nothing of what is typed over one file, in this run or from one to the next."""

    def __init__(self, app: TimelineApp) -> None:
        self._app = app
        self._kept = kept.read(app.opened.file)
        self.left: Drafts = dict(self._kept)
        """What was typed into the forms that were left, in this run or one before."""
        self._forms: list[tuple[Form, Mapping[str, str]]] = []
        """Those that are open, each with what stood in it unasked."""
        self._warned = False

    def open(self, sheet: Sheet, texts: Mapping[str, str], save: Callable[[Form], object]) -> Form:
        """Ask for what the sheet asks for, beginning with these texts or with what was typed before."""
        draft = self.left.get(sheet.key)
        first = dict(texts) | (draft or {})
        form = Form(sheet, first, self._app.timeline.marks, save, partial(self._leave, texts))
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
            self._app.tell("What you typed is kept, and is there when the form is opened again")

    def put_by(self, form: Form, then: Callable[[], object]) -> None:
        """Close a form that was asked in between, and go on in the one below it.

        What was typed is kept until all of it is written.
        """
        _, unasked = self._forms.pop()
        if typed := _typed(unasked, form.texts):
            self.left[form.sheet.key] = typed
        form.dismiss(None)
        # What is asked next is answered to a form that is still there.
        self._forms[-1][0].call_later(then)

    def done(self, form: Form) -> None:
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
        return typed != self._kept and kept.write(self._app.opened.file, typed) and bool(typed)


def _typed(unasked: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """What is typed in the fields; nothing where none says more than it did unasked."""
    typed = {field: text for field, text in texts.items() if text.strip()}
    return typed if any(text != unasked.get(field) for field, text in typed.items()) else {}
