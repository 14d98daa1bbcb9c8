"""A view as a command line means the same to a shell, and to the program."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.screens import RAIDS, Shown, indexed, shown
from timeline_tui.cli.arguments import parse
from timeline_tui.cli.listing import ListingScope, looks
from timeline_tui.cli.output import Refusal
from timeline_tui.index.shown import Folded, View
from timeline_tui.query.scan import Unreadable
from timeline_tui.query.written import parse as parse_query
from timeline_tui.session.list_pane import ROWS, Rows
from timeline_tui.session.under_cursor import NotWritable, command_line
from timeline_tui.tui.app import TimelineApp, Wanted

FILE = Path("/tmp/a b/it's.timeline.yaml")


VIEWS = st.builds(
    View,
    st.text(max_size=30),
    st.builds(Folded, st.booleans(), st.frozensets(st.text("ab-$ '", min_size=1, max_size=4), max_size=2)),
    st.sampled_from([None, "day", "century"]),
)


LANES = st.sampled_from([None, "none", "place", "-own word"])


@given(VIEWS, st.one_of(st.none(), st.text(min_size=1, max_size=10)), st.sampled_from(ROWS), LANES)
def test_what_is_copied_opens_the_same(view: View, at: str | None, rows: Rows, lanes: str | None) -> None:
    try:
        parse_query(view.query)
        line = command_line(Wanted(FILE, "", at, 738_000, ["/texts"], view, rows, lanes=lanes))
    except (Unreadable, NotWritable):
        return
    assert line.isprintable()
    words = shlex.split(line)
    assert words[0] == "timeline-tui"
    call = parse(words[1:])
    again = looks(call)
    assert again == ListingScope(view._replace(query=again.view.query), rows, lanes)
    assert parse_query(again.view.query) == parse_query(view.query)
    assert (call.file, call.at, call.texts) == (str(FILE), at, ["/texts"])


@pytest.mark.parametrize("query", ["a\x1b]52;c;!\x07b", "a\nb", "\u202eraid"])
def test_what_is_hidden_is_not_copied(query: str) -> None:
    with pytest.raises(NotWritable, match="idden characters") as told:
        command_line(Wanted(FILE, "", view=View(query)))
    assert str(told.value).isprintable()


async def test_the_timeline_that_ships_needs_no_file(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        program.reader.wanted = program.reader.wanted._replace(origin="shipped")
        await program.press("Y")
        assert program.app.clipboard == "timeline-tui --at first"
        program.reader.wanted = program.reader.wanted._replace(origin="piped")
        await program.press("Y")
        assert any("came through a pipe" in notice for notice in program.notices)


async def test_the_chart_is_opened_again(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        program.app.opened.session.wanted = program.app.opened.session.wanted._replace(origin="shipped")
        await program.press("V", "l", "l", "Y")
        assert program.app.clipboard == "timeline-tui --at first --view chart --lanes place"


async def test_the_chart_is_there_from_the_start(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    app = TimelineApp(Wanted(file, file.name, lanes="place"), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        assert program.reader.where == "chart" and "Tyotkino 1" in program.text
    index.close()


async def test_lanes_by_a_word_that_the_file_does_not_have_are_told(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    app = TimelineApp(Wanted(file, file.name, lanes="weather"), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        assert any("There are no lanes by weather" in notice for notice in program.notices)
        assert program.reader.where == "chart" and "no weather" not in program.text
        assert "Second raid" in program.text
    index.close()


def test_lanes_are_those_of_the_chart() -> None:
    with pytest.raises(Refusal, match="lanes are those of the chart"):
        looks(parse(["--lanes", "place"]))
