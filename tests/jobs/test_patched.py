"""An index that is carried over to a changed file or folder is the one that reading all of it makes."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.patching import (
    ALL,
    EVENTS,
    HEADER,
    Write,
    carried,
    carried_on,
    event,
    held,
    here,
    read,
    split,
    written,
)
from tests.load.piecemeal.test_pieces import cuts
from timeline_tui.index import update as index_update
from timeline_tui.index.reader import Index
from timeline_tui.jobs import carried_over
from timeline_tui.jobs.carried_over import patched
from timeline_tui.jobs.members import stamp_of
from timeline_tui.load.chunks import shared
from timeline_tui.query.written import parse


@pytest.fixture(params=[written, split])
def write(request: pytest.FixtureRequest) -> Write:
    """Writes a timeline, as one file or as a folder of some."""
    found: Write = request.param
    return found


@pytest.mark.parametrize("unread", ["nobody: {kind: person, note: no name}", "nobody: [x]", "nobody:"])
def test_a_name_that_cannot_be_read_is_the_same_name_in_every_process(tmp_path: Path, unread: str) -> None:
    header = HEADER.replace("events:", f"  {unread}\n  river: {{kind: place, name: The River}}\nevents:")
    names = ("nobody", "man", "river, nobody", "town")
    lines = [event(at).replace("[town]", f"[{names[at % 4]}]") for at in range(EVENTS)]
    file = written(tmp_path, *lines, header=header)
    for name, results in (("one", here), ("other", partial(shared, helpers=2))):
        read(file, tmp_path / name, results)
    assert held(tmp_path / "one") == held(tmp_path / "other")
    with closing(Index.open(tmp_path / "other")) as index:
        assert len(index.search.ranks(parse("name:nobody"))) == len(
            [at for at in range(EVENTS) if at % 2 == 0]
        )


@pytest.mark.parametrize("at", [0, 13, EVENTS - 1])
@pytest.mark.parametrize(
    "other",
    [
        {"title": "Quite another title"},
        {"summary": "Другой текст, длиннее прежнего, and Tyotkino again."},
        {"exact": "Residents of Tetkino said something else."},
        {"title": "Another", "exact": '"Residents of\n          Tetkino did not say so."'},
    ],
)
def test_words_that_change_are_carried_over(
    tmp_path: Path, write: Write, at: int, other: dict[str, str]
) -> None:
    file = write(tmp_path, *ALL)
    assert carried(tmp_path, file, lambda: write(tmp_path, *ALL[:at], event(at, **other), *ALL[at + 1 :]))


def test_an_index_is_carried_over_however_often(tmp_path: Path) -> None:
    lines = [*ALL]
    file = written(tmp_path, *lines)
    read(file, tmp_path / "old")
    for time in range(150):
        lines[time % EVENTS] = event(time % EVENTS, title=f"Event in other words, {time}")
        written(tmp_path, *lines)
        assert patched(tmp_path / "old", file, stamp_of(file), tmp_path) == tmp_path / "old"
    assert carried_on(tmp_path, lambda: written(tmp_path, *lines, event(90)))


MORE = '      - exact: "The column withdrew."\n        source: paper\n        kind: direct\n'


@pytest.mark.parametrize(
    "change",
    [
        lambda: [event(90), *ALL],
        lambda: [*ALL[:13], event(90), event(91, date="2023-01-01"), *ALL[13:]],
        lambda: [*ALL, event(91)],
        lambda: ALL[:-1],
        lambda: [*ALL[:7], *ALL[9:]],
        lambda: [event(0, date="2023-03-01"), *ALL[1:]],
        lambda: [*ALL[:20], event(20, date="2024-03-22"), *ALL[21:]],
        lambda: [*ALL[:20], event(20, date="2031"), *ALL[21:]],
        lambda: [event(0, id="other"), *ALL[1:]],
        lambda: [event(0, tags="[border, new]"), *ALL[1:]],
        lambda: [*ALL[:9], ALL[9] + MORE, *ALL[10:]],
        lambda: [
            *ALL[:9],
            ALL[9] + "        dispute: d\n        position: p\n    disputes: {d: q}\n",
            *ALL[10:],
        ],
        lambda: [*ALL[:9], ALL[9].replace("    date:", "    part_of: e3\n    date:"), *ALL[10:]],
        lambda: [*ALL[:9], "    note: more\n", *ALL[9:]],
        lambda: [*ALL[:9], "    key: true\n    fields: {status: open, part: [1, 2]}\n", *ALL[9:]],
        lambda: [*ALL[:9], "    sources: [paper]\n", *ALL[9:]],
    ],
)
def test_what_an_editor_does_is_carried_over(
    tmp_path: Path, write: Write, change: Callable[[], list[str]]
) -> None:
    file = write(tmp_path, *ALL)
    assert carried(tmp_path, file, lambda: write(tmp_path, *change()))


@pytest.mark.parametrize(
    "change",
    [
        lambda: [event(0, exact="Residents said so."), *ALL[1:]],
        lambda: [event(0, exact="Residents of Tiotkino and Tetkino said so."), *ALL[1:]],
        lambda: [*ALL[:9], event(9).replace("paper", "copy"), *ALL[10:]],
        lambda: [*ALL[:9], event(4), *ALL[9:]],
        lambda: [*ALL[:9], ALL[9].replace("    date:", "    part_of: e9\n    date:"), *ALL[10:]],
        lambda: [*ALL[:9], "  - title: No id\n", *ALL[9:]],
        lambda: [*ALL[:9], event(9).replace("paper", "nowhere"), *ALL[10:]],
        lambda: [*ALL[:9], "  - title: one: two\n", *ALL[10:]],
        lambda: [*ALL[:9], "license: mine\n"],
    ],
)
def test_what_leads_further_is_read_or_the_same(
    tmp_path: Path, write: Write, change: Callable[[], list[str]]
) -> None:
    file = write(tmp_path, *ALL)
    carried(tmp_path, file, lambda: write(tmp_path, *change()))


def test_what_stands_above_the_events_is_read(tmp_path: Path, write: Write) -> None:
    file = write(tmp_path, *ALL)
    other = HEADER.replace("A headline", "B headline")
    assert not carried(tmp_path, file, lambda: write(tmp_path, *ALL, header=other))


@pytest.mark.parametrize("now", ["", ALL[3].replace("source: paper", "source: copy")], ids=["gone", "other"])
def test_an_event_that_a_tour_leads_to_is_missed(tmp_path: Path, write: Write, now: str) -> None:
    file = write(tmp_path, *ALL)
    changed = [*ALL[:3], *([now] if now else []), *ALL[4:]]
    assert not carried(tmp_path, file, lambda: write(tmp_path, *changed))


def test_what_runs_into_the_next_piece_is_no_change_of_its_own(tmp_path: Path) -> None:
    file = written(tmp_path, *ALL)
    data = file.read_bytes()
    starts = [start for start, _ in cuts(file, 700)][1:]
    assert len(starts) > 5
    for start in starts:

        def joined(start: int = start) -> Path:
            file.write_bytes(data[: start - 1] + data[start:])
            return file

        file.write_bytes(data)
        assert not carried(tmp_path, file, joined)


def test_an_index_that_fits_its_file_is_not_carried_over(tmp_path: Path, write: Write) -> None:
    file = write(tmp_path, *ALL)
    assert not carried(tmp_path, file, lambda: file)


def test_an_index_that_another_program_replaced_is_not_carried_over(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])
    read(file, tmp_path / "other")
    patch, asked = index_update.patch, (tmp_path / "old", file, stamp_of(file), tmp_path)

    def late(*args: Any) -> None:  # noqa: ANN401
        monkeypatch.setattr(carried_over, "patch", patch)
        assert patched(*asked) == tmp_path / "old"
        patch(*args)

    monkeypatch.setattr(carried_over, "patch", late)
    assert patched(*asked) is None
    read(file, tmp_path / "whole")
    assert held(tmp_path / "old") == held(tmp_path / "whole")


def test_a_change_that_is_killed_midway_changes_nothing(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    before = held(tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])
    asked = tmp_path / "old", file, stamp_of(file), tmp_path
    if not (child := os.fork()):
        monkeypatch.setattr(index_update, "write_pieces", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        patched(*asked)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert held(tmp_path / "old") == before
    assert patched(*asked) == tmp_path / "old"


def test_a_change_for_which_there_is_no_room_changes_nothing(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    before = held(tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(index_update, "write_pieces", full)
    assert patched(tmp_path / "old", file, stamp_of(file), tmp_path) is None
    assert held(tmp_path / "old") == before


def test_a_note_that_went_is_missed(tmp_path: Path, write: Write) -> None:
    header = HEADER.replace("outlet: The Paper", "outlet: The Paper, published: 2020-01-01")
    noted = [event(number, tags="[a]\n    note: known from the paper") for number in range(EVENTS)]
    file = write(tmp_path, *noted, header=header)
    gone = [*noted[:3], event(3, tags="[a]"), *noted[4:]]
    assert not carried(tmp_path, file, lambda: write(tmp_path, *gone, header=header))


def test_a_time_at_which_clocks_were_set_is_told_where_it_comes_and_goes(
    tmp_path: Path, write: Write
) -> None:
    header = HEADER.replace("title: Some\n", "title: Some\ntimezone: Europe/Kyiv\n")
    odd = [*ALL[:20], event(20, date="2024-10-27T03:30"), *ALL[21:]]
    file = write(tmp_path, *ALL, header=header)
    assert not carried(tmp_path, file, lambda: write(tmp_path, *odd, header=header))
    assert not carried(tmp_path, file, lambda: write(tmp_path, *ALL, header=header))
    write(tmp_path, *odd, header=header)
    other = [*odd[:3], event(3, title="Another"), *odd[4:]]
    assert carried(tmp_path, file, lambda: write(tmp_path, *other, header=header))


def test_problems_move_with_their_lines(tmp_path: Path, write: Write) -> None:
    odd = [*ALL[:20], event(20, tags="[a]\n    tgas: [b]"), *ALL[21:]]
    file = write(tmp_path, *odd)
    longer = event(3, title='"One\n      over two lines"')
    assert carried(tmp_path, file, lambda: write(tmp_path, *odd[:3], longer, *odd[4:]))
