"""Passages are clipped from texts and added by a form; what is clipped is found verbatim."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, file_of, form_of, keys, save
from tests.tui.finding.test_names import saved_elsewhere
from tests.tui.reading.test_evidence import proven
from tests.tui.screens import Shown, shown
from timeline_tui.evidence.match import match
from timeline_tui.index.reader import Index
from timeline_tui.jobs.child import Build
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.session.selecting import select_between, taken
from timeline_tui.tui.screens.event_choice import ChoosingEvent
from timeline_tui.tui.screens.form import Form

ODD = (
    "Raiders cross\r\n\r\nThey came at dawn. Nobody  saw\tthem.\r\n \r\n"
    "“We hold Tetkino.” That is what was said. They came at dawn. It: was - so # 'yes' \"no\"\u00a0— \\ % @ `"
    "\r\n"
    "Soft\u00adhyphen, zero\u200bwidth, e\u0301, 👩\u200d👧, \u2028 line, \u202e bidi, \ufeff mark, tab\tend."
    "\r\n"
)


async def to_text(program: Shown) -> None:
    """Go down to the text of the Herald."""
    await program.press("enter", "enter")
    for _ in range(200):
        texts = program.reader.texts
        if texts is not None and texts.text:
            break
        await program.pilot.pause(0.05)
    await program.settle()


def quotes_of(program: Shown, key: str) -> tuple[Quote, ...]:
    reading = Reading(file_of(program), "file")
    events: dict[str, Event] = {event.id or "": event for event in reading.events()}
    assert not [problem for problem in reading.problems if problem.severity == "error"]
    return events[key].quotes


async def clipped(program: Shown) -> None:
    await program.wait_for("u takes it back")
    await program.settle()


async def test_a_passage_is_clipped_and_shown_as_verbatim_at_once(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        before = file_of(program).read_text()
        await program.press("c", *["right"] * 5, "space", "right", "right", "shift+right")
        await program.press("c")
        await program.wait_for("Into")
        assert "▶ 2023-03-02  First entry" in program.text
        await program.press("enter")
        await clipped(program)
        assert [quote.exact for quote in quotes_of(program, "first")][1] == "Nobody saw them."
        await program.wait_for("3 passages verbatim, 1 altered")
        assert "They came at dawn.⟧ ⟦Nobody saw them.⟧" in program.text
        assert program.text.count("→ verbatim · ") == 2
        await program.press("u")
        await program.wait_for("Taken back")
        assert file_of(program).read_text() == before


async def test_the_event_is_looked_for_in_what_is_shown_when_it_is_chosen(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        await program.press("c", *["right"] * 5, "space", "right", "right", "shift+right", "c")
        await program.wait_for("Into")
        await saved_elsewhere(program, "title: Shelling", "title: Bombardment")
        await program.press(*keys("bombard"))
        await program.wait_for("▶ 2024-03-12  Bombardment")
        await program.press("enter")
        await clipped(program)
        assert quotes_of(program, "shelling")[-1].exact == "Nobody saw them."


async def test_a_passage_that_stands_twice_gets_the_words_round_it(tmp_path: Path) -> None:
    async with proven(tmp_path, herald=ODD) as program:
        await to_text(program)
        await program.press("c", "right")
        for _ in range(60):
            await program.pilot.press("right")
            if taken(program.reader).exact == "They":
                break
        await program.press("s", "enter")
        await program.wait_for("Into")
        await program.press(*keys("shelling"))
        await program.wait_for("▶ 2024-03-12  Shelling")
        await program.press("enter")
        await clipped(program)
        (quote,) = quotes_of(program, "shelling")[1:]
        assert quote.exact == "They came at dawn."
        assert quote.prefix is not None
        (found,) = match(ODD, [quote])
        assert (found.state, found.start, found.remark) == ("verbatim", ODD.rindex("They came"), None)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_everything_from_a_text_with_odd_white_space_is_found_verbatim(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with proven(tmp_path, herald=ODD, size=size) as program:
        await to_text(program)
        await program.press("c", *["up"] * 5, "space", *["shift+down"] * 40, "shift+right", "S")
        held = taken(program.reader)
        assert held.stretch[1] > ODD.index("bidi")
        await program.press("enter")
        await program.wait_for("Into")
        await program.press("enter")
        await clipped(program)
        quote = quotes_of(program, "first")[1]
        assert quote.exact == held.exact
        assert match(ODD, [quote])[0].state == "verbatim"


async def test_a_very_long_passage_is_kept_whole(tmp_path: Path) -> None:
    herald = "They came at dawn.\n\n" + "\n\n".join(
        f"Paragraph {at}: it is so, she said." for at in range(900)
    )
    async with proven(tmp_path, herald=herald) as program:
        await to_text(program)
        await program.press("c", "space", *["s"] * 400, "enter")
        await program.wait_for("Into")
        await program.press("enter")
        await clipped(program)
        quote = quotes_of(program, "first")[1]
        assert len(quote.exact) > 10_000
        assert match(herald, [quote])[0].state == "verbatim"


async def test_the_mouse_selects_letter_by_letter(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        page = program.app.timeline.page_view
        rows = program.text.splitlines()
        row = next(at for at, line in enumerate(rows) if "They came at dawn." in line)
        left = rows[row].index("They")
        await program.pilot.mouse_down(offset=(left + 5, row))
        await program.pilot.hover(offset=(left + 8, row))
        await program.pilot.mouse_up(offset=(left + 8, row))
        await program.settle()
        assert page.draggable
        assert taken(program.reader).exact == "came"
        assert program.app.timeline.where() == "selection"
        select_between(program.reader, (198, 0), (-2, 500))
        await program.settle()
        assert taken(program.reader).exact.startswith("Raiders cross\r\n")


async def test_more_is_said_of_a_clipped_passage_before_it_is_written(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second") as program:
        await program.press("enter", "tab", "enter")
        await program.wait_for("the text that you hold")
        await program.settle()
        await program.press("c", "s", "c")
        await program.wait_for("Into")
        await program.press("tab")
        assert isinstance(program.app.screen, Form)
        assert "▶ Kind" in program.text
        await program.press(*keys("di"), "enter", *keys("gov"))
        await program.wait_for("The governor")
        await program.press("enter", "tab", *keys("tak"), "enter", *keys("not"), "down", "enter")
        await save(program)
        quote = quotes_of(program, "second")[-1]
        assert (quote.kind, quote.speaker, quote.dispute, quote.position) == (
            "direct",
            "governor",
            "taken",
            "Not taken",
        )
        assert program.app.timeline.where() != "selection"


async def test_the_same_passage_is_not_added_twice(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        before = file_of(program).read_text()
        await program.press("c", "s", "enter")
        await program.wait_for("Into")
        await program.press("enter")
        await program.wait_for("has this passage already")
        assert file_of(program).read_text() == before


async def test_going_back_from_choosing_and_selecting_leaves_everything_as_it_was(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        before = program.text
        await program.press("c", "right", "enter")
        await program.wait_for("Into")
        assert isinstance(program.app.screen, ChoosingEvent)
        await program.press("escape", "escape")
        assert program.text == before
        await program.press("escape")
        assert program.reader.depth == "event"


@pytest.mark.parametrize(
    "before, said",
    [
        ((), "Enter goes down to it"),
        (("enter", "enter"), "timeline-tui --texts FOLDER"),
    ],
    ids=["list", "card"],
)
async def test_where_no_text_is_held_it_says_why_nothing_is_clipped(
    tmp_path: Path, before: tuple[str, ...], said: str
) -> None:
    async with shown(tmp_path) as program:
        await program.press(*before, "c")
        assert any(said in notice for notice in program.notices)


async def test_on_the_card_of_a_held_text_it_says_how_to_see_the_text(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        await program.press("x", "c")
        assert any("x shows its text" in notice for notice in program.notices)


async def test_a_passage_is_added_by_a_form_that_proves_it_as_it_is_typed(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second") as program:
        await program.press("A")
        assert "Add a passage to “Second raid”" in program.text
        await program.press(
            *keys("We held it."), "tab", *keys("echo"), "tab", "shift+tab", "shift+tab", "tab"
        )
        assert "verbatim in the text that you hold" in form_of(program)
        await program.press("tab", *keys("reported"), "tab", *keys("the legion"), "tab", *keys("Telegram"))
        await save(program)
        quote = quotes_of(program, "second")[-1]
        assert quote == Quote(
            exact="We held it.", source="echo", kind="reported", speaker="legion", via="Telegram"
        )
        await arrived(program, "Second raid")


async def test_a_passage_without_words_and_one_that_is_there_are_refused(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("A", "ctrl+s")
        assert "A passage has words" in form_of(program)
        await program.press(*keys("They came at dawn."), "tab", *keys("herald"), "ctrl+s")
        assert "has this passage" in form_of(program)
        await program.press("escape", "escape")
        await program.press("A")
        assert "They came at dawn." in form_of(program)


async def test_a_passage_goes_to_an_event_that_has_no_id_of_its_own(tmp_path: Path) -> None:
    text = "events:\n  - date: 2024\n    title: One\n  - date: 2025\n    title: Two # two\n"
    async with shown(tmp_path, text) as program:
        await program.press("down", "A", *keys("So it was"), "tab")
        await save(program)
        index: Index = Build(file_of(program)).wait()
        assert index.event(1).quotes == (Quote(exact="So it was"),)
        index.close()
        assert "Two # two\n    quotes:" in file_of(program).read_text()


async def test_a_kind_can_be_typed_by_its_first_letter(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("A", *keys("So it was"), "tab", *keys("herald"), "tab", "R", "escape", "tab")
        assert "reported: somebody's claim" in form_of(program)
        await save(program)
        assert [(quote.exact, quote.kind) for quote in quotes_of(program, "first")][1] == (
            "So it was",
            "reported",
        )
