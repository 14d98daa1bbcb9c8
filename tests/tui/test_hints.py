"""What the line at the bottom offers, and what is said of a key that cannot act."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.tui.screens import RAIDS, Shown, indexed, many, shown
from timeline_tui.index.shown import View
from timeline_tui.session.commands import COMMANDS, Where
from timeline_tui.session.viewing import ask_view
from timeline_tui.tui.app import Origin, TimelineApp, Wanted

PLAIN = """\
events:
  - date: 2024-03-12
    title: Nobody is quoted
  - title: Linked
    links: [https://example.org/more]
  - title: Quoted from nowhere
    quotes: [{exact: It was heard.}]
"""


def offered(program: Shown) -> str:
    """The line at the bottom."""
    return program.text.split("\n")[-1]


async def test_page_on_which_nothing_opens_offers_no_enter(tmp_path: Path) -> None:
    async with shown(tmp_path, PLAIN) as program:
        assert "Enter open" in offered(program)
        for refusal in (
            "Nothing on this page opens",
            "o opens this address",
            "The file does not say what source",
        ):
            await program.press("enter")
            assert "Esc back" in offered(program)
            assert "Enter" not in offered(program)
            await program.press("enter")
            assert refusal in program.notices[0]
            await program.press("escape", "down")


async def test_what_is_told_hides_neither_the_hints_nor_what_is_read(tmp_path: Path) -> None:
    async with shown(tmp_path, many(40), size=(50, 20), draws_notices=True) as program:
        await program.press("end")
        read, offers = program.text.split("\n")[-2], offered(program)
        program.app.tell("A sentence that is so long that it takes two lines in this window")
        await program.settle()
        assert "takes two\n lines in this window" in program.text
        assert read.strip() in program.text
        assert offered(program) == offers
        program.app.clear_notifications()
        await program.settle()
        assert program.text.split("\n")[-2] == read


async def test_what_was_told_takes_no_row_once_something_else_is_told(tmp_path: Path) -> None:
    async with shown(tmp_path, many(40), size=(50, 20), draws_notices=True) as program:
        await program.press("end")
        read = program.text.split("\n")[-2]
        await program.press("p", "R", "escape", "O", "x", "O")
        said = program.text.split("\n")
        assert "works in" in "".join(said[-3:])
        assert read.strip() in program.text
        assert "" not in [line.strip() for line in said[-6:]]


@pytest.mark.parametrize("letters", range(74, 82))
async def test_a_sentence_that_just_fits_or_does_not_is_told_whole(tmp_path: Path, letters: int) -> None:
    async with shown(tmp_path, size=(80, 24), draws_notices=True) as program:
        program.app.tell(("a " * letters)[: letters - 5] + " end.")
        await program.settle()
        assert program.text.split("\n")[-2].endswith("end.")


async def test_what_the_cursor_is_on_stays_in_sight_while_something_is_told(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(50, 20), at="second", draws_notices=True) as program:
        await program.press("enter", "end")
        page = program.reader.page
        below = page.stop.last - page.top if page.stop is not None else 0
        assert below == program.app.timeline.page_view.size.height - 1
        program.app.tell("A sentence that is so long that it takes two lines in this window")
        await program.settle()
        assert "takes two" in program.text
        assert page.shows_cursor


NOT_OPENED = """\
sources:
  moved: {title: Moved, url: "ftp://example.org/gone", archived: https://archive.example/moved}
  gone: {title: Gone, url: "ftp://example.org/gone"}
events:
  - title: Pictured
    media:
      - {url: "ftp://example.org/film.mpg", caption: A film}
      - {url: "https://example.org/film.mpg", caption: A film}
  - title: Told
    quotes: [{exact: It was heard., source: moved}, {exact: It was seen., source: gone}]
"""


async def test_only_an_address_that_can_be_opened_is_offered(tmp_path: Path) -> None:
    async with shown(tmp_path, NOT_OPENED) as program:
        await program.press("enter")
        assert "o address" not in offered(program)
        await program.press("enter")
        assert program.notices == ["This is not a web address (http or https only)"]
        await program.press("tab")
        assert "o address" in offered(program)


async def test_archived_copy_is_offered_where_the_address_itself_cannot_be_opened(tmp_path: Path) -> None:
    async with shown(tmp_path, NOT_OPENED) as program:
        await program.press("down", "enter")
        assert "o address" in offered(program)
        await program.press("tab")
        assert "o address" not in offered(program)


async def test_dispute_is_offered_only_where_there_is_one(tmp_path: Path) -> None:
    async with shown(tmp_path, PLAIN) as program:
        await program.press("enter")
        assert "d dispute" not in offered(program)


async def test_dispute_is_offered_on_a_page(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter")
        assert "d dispute" in offered(program)


@pytest.mark.parametrize("origin, offers", [("own", True), ("shipped", False), ("piped", False)])
async def test_what_may_not_be_changed_offers_no_change(origin: Origin, offers: bool, tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    app = TimelineApp(Wanted(file, file.name, origin=origin), index)
    async with app.run_test(size=(160, 40)) as pilot:
        program = Shown(app, pilot)
        await program.settle()
        assert [hint in offered(program) for hint in ("a add", "e edit")] == [offers, offers]
        await program.press("enter")
        assert [hint in offered(program) for hint in ("A add passage", "e edit")] == [offers, offers]
    index.close()


@pytest.mark.parametrize(
    "way, key, said",
    [
        ((), "x", "“Text or card” works in a source; Enter goes deeper"),
        (("enter",), "z", "“Fold or unfold” works in the list; Esc goes back"),
        (
            ("enter", "enter"),
            "d",
            "“Next dispute” works in the list and on the page of an event; Esc goes back",
        ),
        (("question_mark",), "f", "“Narrow by” works in the timeline; Esc goes back"),
    ],
)
async def test_key_that_cannot_act_here_says_where_it_can(
    way: tuple[str, ...], key: str, said: str, tmp_path: Path
) -> None:
    async with shown(tmp_path) as program:
        await program.press(*way, key)
        assert program.notices == [said]


def test_every_command_says_in_every_place_where_it_works() -> None:
    for command in COMMANDS:
        for here in get_args(Where):
            assert command.elsewhere(here).startswith(f"“{command.label}” works ")


async def test_a_question_says_its_keys_and_marks_the_answer_without_colour(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("C")
        assert "▶ Citation in one line" in program.text
        assert "Enter chooses it, Esc goes back" in offered(program)
        await program.press("down")
        assert "▶ Footnote" in program.text
        assert "▶ Citation" not in program.text


async def test_what_shows_everything_is_offered_only_where_something_is_hidden(tmp_path: Path) -> None:
    for view, offers in ((View(grouped="year"), False), (View("raid", grouped="year"), True)):
        async with shown(tmp_path) as program:
            ask_view(program.reader, view)
            await program.settle()
            assert ("F show all" in offered(program)) is offers


async def test_enter_is_not_offered_where_nothing_is_found(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        ask_view(program.reader, View("nowhere-to-be-found"))
        await program.settle()
        assert "No event answers this" in program.text
        assert "Enter" not in offered(program)


@pytest.mark.parametrize("keys", [("a",), ("I",), ("down", "A"), ("a", *"Flood", "ctrl+s")], ids="-".join)
@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_over_the_list_a_form_shows_no_keys_but_its_own(
    keys: tuple[str, ...], size: tuple[int, int], tmp_path: Path
) -> None:
    async with shown(tmp_path, size=size) as program:
        await program.press(*keys)
        await program.wait_for("Esc back")
        last = program.text.split("\n")[-1]
        assert "Esc back" in last
        for absent in ("Enter open", "q quit", "│", "/ find"):
            assert absent not in last
