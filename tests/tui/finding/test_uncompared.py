"""What a query or a facet says of passages while these are still being compared with their texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reading.test_evidence import ECHO, HERALD, TIMELINE, proven
from tests.tui.screens import Shown, indexed, shown
from timeline_tui.index.reader import Index
from timeline_tui.index.shown import View
from timeline_tui.model.criteria import PROOFS
from timeline_tui.session.verdicts import Proving
from timeline_tui.tui.app import TimelineApp, Wanted


def states(program: Shown) -> list[list[str]]:
    """The states of passages among the values, each with what stands beside it."""
    lines = [line.split("│")[-1].strip(" ▶+-").split() for line in program.text.splitlines()]
    return [line for line in lines if line and line[0] in PROOFS]


async def test_the_states_of_passages_are_counted_among_the_values(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await program.press("f", *"alter")
        await program.settle()
        assert states(program) == [["altered", "1"]]
        await program.press("enter")
        await program.wait_for("1 of 5, 4 hidden")
        assert program.reader.view.query == "is:altered"
        await program.press("minus")
        await program.wait_for("4 of 5, 1 hidden")
        assert states(program) == [["altered", "0"]]


async def test_no_state_is_offered_where_no_text_is_held(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("f", *"alter")
        await program.settle()
        assert states(program) == []


@pytest.mark.parametrize(
    "query, before, after",
    [
        ("is:altered", "at least 0 of 5", "1 of 5, 4 hidden"),
        ("-is:altered", "at most 5 of 5", "4 of 5, 1 hidden"),
        ("is:disputed,altered", "at least 2 of 5", "2 of 5, 3 hidden"),
        ("is:altered -is:cut", "perhaps 0 of 5", "1 of 5, 4 hidden"),
    ],
)
async def test_a_number_is_a_bound_until_passages_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, before: str, after: str
) -> None:
    begin, begun = Proving.begin, list[tuple[Proving, Index]]()
    monkeypatch.setattr(Proving, "begin", lambda proving, index: begun.append((proving, index)))
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "herald.txt").write_bytes(HERALD.encode())
    (texts / "echo.txt").write_text(ECHO)
    file, index = indexed(tmp_path, TIMELINE)
    app = TimelineApp(Wanted(file, file.name, texts=[str(texts)], view=View(query)), index)
    async with app.run_test(size=(120, 40)) as pilot:
        program = Shown(app, pilot)
        await program.wait_for(before)
        assert "passages not compared yet" in program.text.splitlines()[0]
        await program.press("slash", "space")
        assert "wants passages that were compared" not in program.text
        await program.press("escape", "f")
        await program.settle()
        assert sorted(states(program)) == [[state, "…"] for state in sorted(PROOFS)]
        begin(*begun[0])
        await program.wait_for(after)
        assert "compared yet" not in program.text.splitlines()[0]
    index.close()
