"""What commands ask of the program is carried out here, by editors, browsers and clipboards, too."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import SuspendNotSupported

from timeline_tui.model.fields import NotAnAddress, checked_address
from timeline_tui.session import requests
from timeline_tui.session.own_editor import NoEditor, call, chosen, edit
from timeline_tui.system import deaf, is_folder
from timeline_tui.visible import system_words

if TYPE_CHECKING:
    from textual.screen import Screen

    from timeline_tui.index.reader import Index
    from timeline_tui.problems.problem import Problem
    from timeline_tui.session.landing import Landing, Look
    from timeline_tui.tui.program import Program


def carry_out(app: Program, request: requests.Request) -> None:
    """Do what a command asks for, and go on with the answer where it wants one."""
    match request:
        case requests.Copy(text):
            app.copy_to_clipboard(text)
        case requests.Browse(address):
            browse(app, address)
        case requests.Know(day):
            app.opened.know_by(day)
        case requests.ReadAgain(saved, at):
            app.opened.look_again(at) if saved else app.opened.reload()
        case requests.FindWeak():
            app.opened.weigh()
        case requests.Edit(spot):
            open_at(app, spot)
        case requests.Fill(sheet, texts):
            app.forms.open(sheet, texts)
        case requests.Colour(theme):
            _colour(app, theme)
        case requests.PlayTour():
            from timeline_tui.tui.screens.tour import TourScreen

            app.clear_notifications()
            app.push_screen(TourScreen(app.opened.session, request))
        case requests.Divide(by):
            app.timeline.divider.move(by)
        case requests.HandOn():
            _hand_on(app, request)
        case requests.BringIn(sheet):
            from timeline_tui.tui.forms import ImportForms

            ImportForms(app.opened.session, app.forms).ask(sheet)
        case requests.Quit():
            app.action_leave()
        case requests.Show(screen):
            _show(app, screen)
        case _:
            _ask(app, request)


def _ask(
    app: Program,
    request: requests.Ask | requests.Choose | requests.ChooseEvent | requests.Compare | requests.Consent,
) -> None:
    """Push the screen that asks, and go on with its answer."""
    from timeline_tui.tui.screens.dialogs import Asking, Choosing

    session = app.opened.session
    asking: Screen[Any]
    match request:
        case requests.Ask(question, _, check, begun):
            asking = Asking(question, begun, check)
        case requests.Choose(question, answers, _):
            asking = Choosing(question, answers, session.marks)
        case requests.ChooseEvent(title, came_from, around, _):
            from timeline_tui.tui.screens.event_choice import ChoosingEvent

            asking = ChoosingEvent(session, title, came_from, around)
        case requests.Compare():
            from timeline_tui.tui.screens.page_screen import VersionsScreen

            asking = VersionsScreen(request, session.marks)
        case requests.Consent():
            from timeline_tui.tui.screens.page_screen import Preview

            asking = Preview(request, session.marks)
    app.push_screen(asking, partial(_go_on, app, request.then))


def _go_on(app: Program, then: requests.Then, answer: object) -> None:
    # A question that was left has no answer.
    if answer is not None:
        app.timeline.run(lambda _: then(answer))


def _hand_on(app: Program, request: requests.HandOn) -> None:
    """Write it in a thread, over an index of its own."""
    from timeline_tui.session.background import beside

    app.tell("Writing it …")
    session = app.opened.session
    index = session.index
    if index is not None:
        done = partial(_written, index, session.wanted.name, request)
        beside(done, lambda said: app.tell(said[0], wrong=said[1]))


def _written(index: Index, name: str, request: requests.HandOn) -> tuple[str, bool]:
    """What to say of it, and whether it failed."""
    from contextlib import closing

    from timeline_tui.export.content import Unavailable
    from timeline_tui.index.records import Unusable
    from timeline_tui.render.phrases import short
    from timeline_tui.session.handing_on import handed_on

    try:
        with closing(index.again()) as own:
            return handed_on(own, name, request), False
    except FileExistsError:
        return f"{request.target} is there already, so nothing was written", True
    except Unavailable as error:
        return f"{error}: {error.hint}", True
    except (OSError, ValueError) as error:
        reason = system_words(error)
        return f"{short(str(request.target))} cannot be written: {reason}", True
    except Unusable:
        return "The file was read anew meanwhile: try once more", True


def browse(app: Program, address: str) -> None:
    """Open an address of the file in a browser that nobody waits for, or say why not."""
    from timeline_tui.session.background import beside

    def opened(there: bool) -> None:
        if not there:
            app.tell(f"No browser was found to open {address}", wrong=True)

    try:
        checked_address(address)
    except NotAnAddress as error:
        app.tell(str(error), wrong=True)
    else:
        app.tell(f"Opening {address}")
        beside(partial(open_address, address), opened)


def _colour(app: Program, theme: str) -> None:
    from timeline_tui.session import settings

    names = settings.THEMES
    app.theme = theme or names[(names.index(app.theme) + 1) % len(names)]
    try:
        settings.keep_theme(app.theme)
    except settings.Unsaved as error:
        app.tell(str(error), wrong=True)


def _show(app: Program, screen: str) -> None:
    session = app.opened.session
    if screen == "palette":
        app.action_command_palette()
    elif screen == "time":
        _show_time(app)
    elif screen == "problems":
        from timeline_tui.tui.screens.page_screen import ProblemsScreen

        app.push_screen(ProblemsScreen(session))
    elif screen == "history":
        from timeline_tui.tui.screens.page_screen import HistoryScreen

        app.push_screen(HistoryScreen(session))
    else:
        from timeline_tui.tui.screens.help import HelpScreen

        app.push_screen(HelpScreen(session.marks))


def _show_time(app: Program) -> None:
    from timeline_tui.session.travel import land
    from timeline_tui.tui.screens.dialogs import TimeBox

    def take(answer: tuple[Look, Landing] | None) -> None:
        if answer is not None:
            app.timeline.run(lambda session: land(session, *answer))

    app.push_screen(TimeBox(app.opened.session), take)


# Run by itself with no terminal, so that a browser which draws in one cannot take ours.
_SCRIPT = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
_PATIENCE = 3.0
"""Seconds that another program may take; one can wait for a display that has gone."""


def open_address(address: str) -> bool:
    """Hand a checked_address address to the browser; False if there is none that takes it.

    It waits a few seconds at most, so it belongs in a thread.
    """
    import subprocess

    command = [sys.executable, "-P", "-c", _SCRIPT, checked_address(address)]
    null = subprocess.DEVNULL
    try:
        started = subprocess.Popen(command, stdin=null, stdout=null, stderr=null, start_new_session=True)
        return started.wait(_PATIENCE) == 0
    except OSError:
        return False
    except subprocess.TimeoutExpired:
        return True  # a browser that stays in the foreground is one that opened


def open_at(app: Program, spot: requests.FilePosition) -> None:
    """Open the editor at a place of a file, and read what is open again if that was changed."""
    try:
        editor = chosen(os.environ)
    except NoEditor as error:
        app.tell(str(error), wrong=True)
        return
    if editor is None:
        _open_built_in(app, spot)
    else:
        _open_own(app, editor, spot)


def _open_own(app: Program, editor: list[str], spot: requests.FilePosition) -> None:
    before = _stamp(spot.file)
    try:
        with deaf(), app.suspend():
            wrong = edit(call(editor, spot))
    except SuspendNotSupported:
        app.tell("This terminal cannot be handed over to an editor", wrong=True)
        return
    if _stamp(spot.file) != before:
        app.opened.reload()
    if wrong is not None:
        app.tell(wrong, wrong=True)


def _open_built_in(app: Program, spot: requests.FilePosition) -> None:
    from timeline_tui.edit.draft import Draft, NotLegible
    from timeline_tui.edit.save import NotSaved
    from timeline_tui.tui.screens.editor import WritingScreen

    try:
        draft = Draft(spot.file, partial(app.opened.session.additions.save, what=_typed(spot.file)))
    except NotSaved as error:
        app.tell(str(error), wrong=True)
        return
    except NotLegible as error:
        app.tell(
            f"The built-in editor cannot take this file: {error}; set $EDITOR to one that can", wrong=True
        )
        return

    def check(data: bytes) -> Sequence[Problem]:
        from timeline_tui.load.sections import Common
        from timeline_tui.load.stream_reading import Reading

        common = Common() if is_folder(app.opened.session.wanted.file) else None
        reading = Reading(io.BytesIO(data), spot.file.name, common=common)
        for _ in reading.events():
            pass
        return reading.problems

    def left(_: None) -> None:
        app.writing = None

    at = spot.line - 1, spot.column - 1
    app.writing = WritingScreen(draft, at, check, app.opened.look_again, app.opened.session.marks)
    app.push_screen(app.writing, left)
    if not os.access(spot.file, os.W_OK):
        app.tell("This file may not be written to, so nothing that is typed can be saved", wrong=True)


def _typed(file: Path) -> str:
    """What a save of the built-in editor is called when it is taken back."""
    return f"what was typed into {file.name}"


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


# The clipboard of the machine that the program runs on, by the tools that its surroundings tell of. What
# terminals take by themselves (OSC 52) is sent in any case, but many drop it without a word.


class Tool(NamedTuple):
    """A program that takes what is copied on its standard input."""

    command: tuple[str, ...]
    where: str
    """Where it goes then, in words."""
    encoding: str = "utf-8"


def tools(environment: Mapping[str, str]) -> list[Tool]:
    """Those that are there and can be of use, the likeliest first."""
    import shutil

    return [tool for tool in _likely(environment) if shutil.which(tool.command[0])]


def _likely(environment: Mapping[str, str]) -> Iterator[Tool]:
    far = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    if environment.get("WAYLAND_DISPLAY") and not far:
        yield Tool(("wl-copy", "--type", "text/plain;charset=utf-8"), "the clipboard")
    if environment.get("DISPLAY"):
        # Over SSH it is that of the display one sits at.
        yield Tool(("xclip", "-selection", "clipboard", "-in"), "the clipboard")
        yield Tool(("xsel", "--clipboard", "--input"), "the clipboard")
    if sys.platform == "darwin" and not far:
        yield Tool(("pbcopy",), "the clipboard")
    if environment.get("WSL_DISTRO_NAME") or environment.get("WSL_INTEROP"):
        # It takes all else for the code page of the system.
        yield Tool(("clip.exe",), "the clipboard of Windows", "utf-16")
    if environment.get("TMUX"):
        command = ("tmux", "load-buffer", "-w", "-")
        yield Tool(command, "tmux, where prefix ] pastes it, and to the clipboard if your terminal allows it")


def put(
    text: str, likely: Sequence[Tool], environment: Mapping[str, str], patience: float = _PATIENCE
) -> Tool | None:
    """Hand it to the first that takes it; it waits some seconds at most, so it belongs in a thread."""
    return next((tool for tool in likely if _takes(tool, text, environment, patience)), None)


def _takes(tool: Tool, text: str, environment: Mapping[str, str], patience: float) -> bool:
    import subprocess

    null = subprocess.DEVNULL
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(tool.encoding, "replace"),
            stdout=null,
            stderr=null,
            timeout=patience,
            # On a Mac, what comes is taken for another encoding without.
            env={**environment, "LC_CTYPE": "UTF-8"} if sys.platform == "darwin" else environment,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
