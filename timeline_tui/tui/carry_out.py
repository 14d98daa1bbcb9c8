"""What commands ask of the program is carried out here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.session.requests import Ask, Browse, Choose, Copy, FindWeak, Know, Show

if TYPE_CHECKING:
    from timeline_tui.session.landing import Landing, Look
    from timeline_tui.session.requests import Request, Then
    from timeline_tui.tui.answers import Answers
    from timeline_tui.tui.program import Program


def carry_out(app: Program, answers: Answers, request: Request) -> None:
    """Do what a command asks for, and go on with the answer where it wants one."""
    match request:
        case Copy(text):
            app.copy_to_clipboard(text)
        case Browse(address):
            answers.browse(address)
        case Know(day):
            app.opened.know_by(day)
        case FindWeak():
            app.opened.weigh()
        case Choose(question, choices, then):
            from timeline_tui.tui.screens.dialogs import Choosing

            app.push_screen(Choosing(question, choices, app.timeline.marks), partial(_go_on, app, then))
        case Ask(question, then, check, begun):
            from timeline_tui.tui.screens.dialogs import Asking

            app.push_screen(Asking(question, begun, check), partial(_go_on, app, then))
        case Show():
            _show_time(app)


def _go_on(app: Program, then: Then, answer: object) -> None:
    if answer is not None:
        app.timeline.run(lambda _: then(answer))


def _show_time(app: Program) -> None:
    from timeline_tui.session.travel import land, meaning
    from timeline_tui.tui.screens.time_box import TimeBox

    session = app.timeline.session

    def take(answer: tuple[Look, Landing] | None) -> None:
        if answer is not None:
            app.timeline.run(lambda session: land(session, *answer))

    # What was told last would lie over it.
    app.clear_notifications()
    app.push_screen(TimeBox(partial(meaning, session), session.marks), take)
