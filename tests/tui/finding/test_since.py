"""On the screen: what changed since a version, marked in the list and told on the page; and the history of an
event."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.diff.repository import NEEDS_GIT, Repo
from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.session.settings import leave

NAME = "raids.timeline.yaml"
CHANGED = RAIDS.replace("title: Shelling", "title: Shelling goes on").replace(
    "They came at dawn", "They came"
)


@asynccontextmanager
async def committed(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Shown]:
    """The program showing a timeline that was changed since it was committed."""
    Repo(folder).commit(NAME, RAIDS, "Begin with two raids")
    async with shown(folder, CHANGED, size=size) as program:
        yield program


def found(program: Shown) -> list[str]:
    """The titles of the events that are listed."""
    listed = program.reader.events.shown
    assert listed is not None
    return [row.title for row in listed.rows(0, 9)]


@NEEDS_GIT
@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_what_changed_since_a_revision(tmp_path: Path, size: tuple[int, int]) -> None:
    async with committed(tmp_path, size) as program:
        await program.press("slash", *"since:HEAD", "enter")
        await program.wait_for("2 events new or changed since HEAD")
        await program.settle()
        assert found(program) == ["First entry", "Shelling goes on"]
        rows = [line for line in program.text.splitlines() if "∆" in line.split("│")[0]]
        assert len(rows) == 2
        await program.press("enter")
        assert "∆ Changed since HEAD" in program.text
        assert "They came [-at dawn.-] {+.+}" in program.text or "[-" in program.text


@NEEDS_GIT
async def test_what_is_still_typed_is_not_looked_for(tmp_path: Path) -> None:
    async with committed(tmp_path) as program:
        await program.press("slash", *"since:HEA")
        assert program.reader.index is not None and not program.reader.index.changes
        assert len(found(program)) == 5
        assert "at most 5 of 5" in program.text
        await program.press("D", "space")
        await program.wait_for("2 of 5, 3 hidden")


@pytest.mark.parametrize(
    ("typed", "remark", "query"),
    [
        ("is:ch", "new or changed since you left it", "is:changed"),
        ("since:h", "not committed yet", "since:HEAD"),
    ],
)
async def test_it_is_offered_where_it_is_typed(tmp_path: Path, typed: str, remark: str, query: str) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *typed)
        await program.wait_for(remark)
        await program.press("tab")
        assert program.reader.typed.text.strip() == query


@NEEDS_GIT
async def test_a_revision_that_is_not_there(tmp_path: Path) -> None:
    async with committed(tmp_path) as program:
        await program.press("slash", *"since:mian", "enter")
        await program.wait_for("There is no revision mian; try main")
        await program.wait_for("0 of 5")
        program.app.clear_notifications()
        # What was told is gone soon, and the empty page still has to say why.
        await program.wait_for("There is no revision mian; try main.")
        assert "No event answers this" in program.text


@NEEDS_GIT
@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_branches_and_tags_are_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    repo = Repo(tmp_path)
    async with committed(tmp_path, size) as program:
        repo.git("tag", "v1.0")
        repo.git("branch", "draft/south")
        await program.press("slash", *"since:")
        for words in ("HEAD", "main", "v1.0", "draft/south", "branch, 20", "tag, 20"):
            await program.wait_for(words)
        await program.press(*"dr")
        await program.wait_for("draft/south")
        assert "v1.0" not in program.text
        await program.press("tab")
        assert program.reader.typed.text == "since:draft/south "
        await program.wait_for("2 of 5, 3 hidden")


async def test_where_there_is_no_repository(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"since:HEAD", "enter")
        await program.wait_for("git")
        assert any("git" in notice for notice in program.notices)


async def test_what_changed_since_it_was_left(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"is:changed", "enter")
        await program.wait_for("Nothing is known of what it said")
        program.reader.remembers = True
        assert leave(program.reader)
    async with shown(tmp_path, CHANGED) as program:
        await program.press("slash", *"is:changed", "enter")
        await program.wait_for("2 events new or changed since this was left last")
        await program.wait_for("2 of 5")


@NEEDS_GIT
async def test_the_history_of_the_event_under_the_cursor(tmp_path: Path) -> None:
    async with committed(tmp_path) as program:
        await program.press("H")
        await program.wait_for("it came in")
        await program.settle()
        assert "History of First entry" in program.text
        assert "Not committed yet" in program.text
        assert "Ada" in program.text and "Begin with two raids" in program.text
        await program.press("escape")
        assert "History of" not in program.text


@NEEDS_GIT
async def test_each_history_that_is_asked_for_is_shown(tmp_path: Path) -> None:
    async with committed(tmp_path) as program:
        for _ in range(3):
            await program.press("H")
            await program.wait_for("it came in")
            await program.press("escape", "down")


@NEEDS_GIT
async def test_what_changed_is_looked_for_anew_in_each_version_of_the_file(tmp_path: Path) -> None:
    async with committed(tmp_path) as program:
        await program.press("slash", *"since:HEAD", "enter")
        await program.wait_for("2 of 5, 3 hidden")
        for title in ("Another title", "Yet another"):
            (tmp_path / NAME).write_text(CHANGED.replace("title: Mines are laid", f"title: {title}"))
            await program.wait_for(title)
            await program.wait_for("3 of 5, 2 hidden")
        (tmp_path / NAME).write_text(CHANGED)
        await program.wait_for("2 of 5, 3 hidden")


async def test_there_is_no_history_where_there_is_no_repository(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("H")
        await program.wait_for("git")
        await program.press("escape")
        await program.press("home", "H")
        assert program.notices == ["Move to an event first, whose history is then shown"]
