"""A session runs without a screen: commands change it, and it says what changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.tui.screens import RAIDS, indexed, many
from timeline_tui.session.commands import BY_ID
from timeline_tui.session.opened import keep_in_line
from timeline_tui.session.requests import Copy, Request, Show
from timeline_tui.session.session import Session, Wanted
from timeline_tui.session.signal import Aspect, Refused
from timeline_tui.session.viewing import ask_view, show_index

WITHOUT_A_SCREEN = """
import sys
from timeline_tui.session.commands import COMMANDS
from timeline_tui.session import adding
from timeline_tui.session import opened
from timeline_tui.session import shown_query
from timeline_tui.session import travel
from timeline_tui.session import selecting, trail, zooming
assert not [name for name in sys.modules if name.split(".")[0] == "textual"]
"""


@contextmanager
def opened(folder: Path, text: str = RAIDS, at: str | None = None, lines: int = 10) -> Iterator[Session]:
    """A session of a timeline, with so many lines of the list and of the page in sight."""
    file, index = indexed(folder, text)
    session = Session(Wanted(file, file.name))
    session.changed.subscribe(partial(keep_in_line, session))
    session.events.sized(lines)
    session.page.sized(60, lines)
    show_index(session, index, at)
    yield session
    index.close()


def run(session: Session, *commands: str) -> Request | None:
    """Run commands one after the other; what the last one asks for."""
    request = None
    for command in commands:
        does = BY_ID[command].run
        assert does is not None
        with session.changed.together():
            request = does(session)
    return request


def test_nothing_of_a_session_needs_a_screen() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_A_SCREEN], check=True)


def test_commands_go_deeper_and_come_back(tmp_path: Path) -> None:
    with opened(tmp_path, at="second") as session:
        assert session.row is not None and (session.row.id, session.depth) == ("second", "list")
        run(session, "open")
        assert (session.depth, session.where) == ("event", "event")
        while session.stop is None or session.stop.kind != "passage":
            run(session, "next-stop")
        run(session, "open")
        assert session.depth == "source"
        run(session, "back", "back")
        assert (session.row.id, session.depth) == ("second", "list")


def test_a_command_refuses_with_a_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        with pytest.raises(Refused, match="This is the list"):
            run(session, "back")
        with pytest.raises(Refused, match="No words are looked for"):
            run(session, "next-hit")


def test_what_needs_a_terminal_is_asked_of_the_program(tmp_path: Path) -> None:
    with opened(tmp_path, at="first") as session:
        request = run(session, "copy")
        assert isinstance(request, Copy) and "First entry" in request.text
        assert run(session, "go-to-time") == Show("time")


def test_what_changes_together_is_told_once(tmp_path: Path) -> None:
    with opened(tmp_path, many(100)) as session:
        told: list[frozenset[Aspect]] = []
        session.changed.subscribe(told.append)
        run(session, "down")
        assert told == [frozenset({"cursor"})]
        told.clear()
        run(session, "last")
        assert told == [frozenset({"cursor", "scroll"})]
        assert session.events.top + session.events.height == session.events.window.lines  # type: ignore[union-attr]


def test_the_list_keeps_the_cursor_in_sight_at_every_height(tmp_path: Path) -> None:
    with opened(tmp_path, many(100), at="e50") as session:
        for height in (30, 3, 12, 1):
            session.events.sized(height)
            above = session.events.above
            assert above is not None and 0 <= above < height


async def test_what_is_counted_for_a_view_gives_way_to_the_next(tmp_path: Path) -> None:
    begun, ended = Event(), Event()

    def counting(is_wanted: Callable[[], bool]) -> Iterator[None]:
        begun.set()
        while is_wanted():
            pass
        ended.set()
        yield from ()

    with opened(tmp_path, many(30)) as session:
        for name in ("strip", "lacks"):
            begun.clear()
            ended.clear()
            session.find_out(name, counting, lambda found: None)
            assert begun.wait(60)
            ask_view(session, session.view._replace(query=name))
            assert ended.wait(60)
        session.let_go("view")
