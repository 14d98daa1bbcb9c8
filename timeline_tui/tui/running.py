"""One run of the program, from the terminal as it was to the terminal as it was."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from timeline_tui.session import first_picture
from timeline_tui.session.settings import leave
from timeline_tui.tui.app import TimelineApp
from timeline_tui.tui.own_terminal import OwnTerminal, take_all_bytes
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.jobs.child import Build
    from timeline_tui.session.session import Wanted


def run(wanted: Wanted, index: Index | None, build: Build | None) -> int:
    """Show a file until the reader leaves; the exit code of the program."""
    take_all_bytes()
    early = first_picture.shown
    app = TimelineApp(wanted, index, build, driver=OwnTerminal)
    app.timeline.page_view.stands = None if early is None or early.is_over else early.size
    app.run()
    # The terminal is the reader's again, who waits for nothing.
    leave(app.opened.session)
    if app.writing is not None and (kept := app.writing.keep()) is not None:
        sys.stderr.write(f"What was not saved is in {visible(str(kept))}\n")
    if "forms" in app.__dict__ and app.forms.keep():
        sys.stderr.write("What you typed into a form is kept, and is there when the form is opened again\n")
    if app.failure is not None:
        from timeline_tui.tui.crash import report

        sys.stderr.write(report(app.failure))
        return 1
    if wanted.is_plain:
        from timeline_tui.tui.next_start import keep_pictures

        keep_pictures(app)
    return app.return_code or 0
