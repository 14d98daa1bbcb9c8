"""Opening: the screen where there is a terminal, else the plain listing."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from timeline_tui.cli.files import Named, Unread, named
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.jobs.fresh import fresh
from timeline_tui.session import first_picture

if TYPE_CHECKING:
    from argparse import Namespace

    from timeline_tui.cli.listing import ListingScope
    from timeline_tui.jobs.child import Build
    from timeline_tui.session.session import Origin


# A file up to this size is read before its screen is shown, where an id must be looked up in it first.
_SOON_READ = 20_000_000
# A letter of a query is drawn first and its rows a frame later; at the usual 60 frames they would wait 17 ms.
_FRAMES = "240"
_OF_OTHERS = ("TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_SHOW_RETURN")
_COLOURS = {"auto", "standard", "256", "truecolor"}
# A picture is sent by a thread of its own, which waits for so many seconds wherever the program works on.
_TURN = 0.0005
_PRINTED = (
    "This terminal (TERM=dumb) only prints, so here is the list; timeline-tui show ID prints an event, "
    "timeline-tui chart the chart, timeline-tui --help says what else there is."
)


def open_called(call: Namespace) -> int:
    """Show what a call with options asks for."""
    from timeline_tui.cli.listing import looks

    return open_timeline(call.file, call.at, call.as_of, call.texts, looks(call), presents=call.present)


def open_timeline(
    argument: str | None,
    at: str | None = None,
    as_of: str | None = None,
    texts: Sequence[str] = (),
    looks: ListingScope | None = None,
    *,
    teaches: bool = False,
    presents: bool = False,
) -> int:
    """Show the file until the reader leaves; what is done in it is noticed where it `teaches`."""
    # A start makes no garbage, and looking for some is a tenth of it; the screen looks once it stands.
    gc.disable()
    try:
        with named(argument, as_of) as file:
            if has_terminal(is_piped=file.is_copy):
                return show_file(file, at, texts, looks, teaches=teaches, presents=presents)
            gc.enable()
            if _only_prints() and sys.stdout is not None and sys.stdout.isatty():
                from timeline_tui.cli.output import talk

                talk(_PRINTED)
            from timeline_tui.cli.listing import answering, say_listing

            found = answering(looks.view.query, texts) if looks else None
            return say_listing(file, at=at, choose=found)
    finally:
        gc.enable()
        # What is told of a failure would be gone with the screen that was entered before.
        first_picture.give_back()


def has_terminal(*, is_piped: bool = False) -> bool:
    """Whether there is a screen to draw on and a keyboard to listen to; both are put in their place."""
    if _only_prints():
        return False
    if sys.stdin is None or sys.stdout is None or not sys.stdout.isatty():
        return False
    if not sys.stdin.isatty() and not (is_piped and _listen_to_keyboard()):
        return False
    # Textual draws on stderr, which may have been sent elsewhere.
    if sys.stderr is None or not sys.stderr.isatty():
        os.dup2(1, 2)
    return True


def _only_prints() -> bool:
    """Whether the terminal prints what comes, line by line, and can do nothing else."""
    return os.environ.get("TERM") == "dumb"


def _listen_to_keyboard() -> bool:
    """After standard input was read, put the terminal in its place."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return False
    os.dup2(terminal, 0)
    os.close(terminal)
    return True


def show_file(
    file: Named,
    at: str | None = None,
    texts: Sequence[str] = (),
    looks: ListingScope | None = None,
    *,
    teaches: bool = False,
    tour: str | None = None,
    presents: bool = False,
) -> int:
    """Show it; reading it goes on beside the start of the screen. `tour` is the id of one to play."""
    index, build = _begun(file, at)
    if at is not None and index is not None:
        # An index that fails here is made anew by the screen.
        from timeline_tui.cli.meaning import place

        with suppress(Unusable):
            place(index, at)
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    # What is said there for other programs must not keep this one from drawing.
    for name in _OF_OTHERS:
        os.environ.pop(name, None)
    if os.environ.get("TEXTUAL_COLOR_SYSTEM") not in _COLOURS:
        os.environ.pop("TEXTUAL_COLOR_SYSTEM", None)
    sys.setswitchinterval(_TURN)
    from timeline_tui.tui.sparing import import_textual

    import_textual()
    from timeline_tui.session.session import Wanted
    from timeline_tui.tui.running import run

    view, rows, lanes, cover = looks or (None, "normal", None, False)
    origin: Origin = "piped" if file.is_copy else "shipped" if file.argument is None else "own"
    wanted = Wanted(
        file.path, file.name, at, file.as_of, texts, view, rows, origin, lanes, cover, teaches, tour, presents
    )
    return run(wanted, index, build)


def _begun(file: Named, at: str | None) -> tuple[Index | None, Build | None]:
    index = fresh(file.path, file.as_of)
    if index is not None:
        return index, None
    from timeline_tui.jobs.child import NotMade

    build = file.start()
    if file.is_there and not _must_look_up(file, at):
        return None, build
    try:
        return build.wait(), None
    except NotMade as error:
        raise Unread(file, error.failed) from error


def _must_look_up(file: Named, at: str | None) -> bool:
    if at is None:
        return False
    from timeline_tui.model.dates import understood

    return understood(at) is None and file.path.stat().st_size <= _SOON_READ
