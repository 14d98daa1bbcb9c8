"""What is said and kept when the program itself fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import indexed
from timeline_tui.render.document import ASCII, FULL, marks_for
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.crash import report


def failure() -> Exception:
    try:
        raise ValueError("bad \x1b]0;title\x07 thing")
    except ValueError as error:
        return error


def test_message_is_short_and_harmless_and_names_the_report() -> None:
    first, what, where = report(failure()).splitlines()
    assert "not in your file" in first
    assert what == "ValueError: bad ^[]0;title^G thing"
    kept = Path(where.removeprefix("A full report is in "))
    told = kept.read_text(encoding="utf-8")
    assert "Traceback" in told
    assert "\x1b" not in told
    assert "^[]0;title^G" in told


def test_message_stands_alone_where_no_report_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIMELINE_TUI_CACHE", str(tmp_path / "file"))
    assert "No report of it could be written." in report(failure())


async def test_failure_ends_the_program_with_no_traceback_on_the_screen(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, "events: [{title: One}]")
    app = TimelineApp(Wanted(file, file.name), index)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            app.call_later(lambda: 1 / 0)
            await pilot.pause()
    assert isinstance(app.failure, ZeroDivisionError)
    assert app.return_code == 1
    assert not app._exit_renderables
    index.close()


def test_marks_are_those_the_locale_can_show() -> None:
    assert marks_for({}) is FULL
    assert marks_for({"LANG": "de_DE.UTF-8"}) is FULL
    assert marks_for({"LANG": "C"}) is ASCII
    assert marks_for({"LANG": "C", "LC_ALL": "C.utf8"}) is FULL
    assert marks_for({"LANG": "C.UTF-8", "LC_ALL": "POSIX"}) is ASCII
