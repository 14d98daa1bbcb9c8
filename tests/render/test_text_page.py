"""A text with its passages marked, a window at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.model.passage_states import Finding, Run
from timeline_tui.render.document import ASCII, FULL, Document, Shades
from timeline_tui.render.marking import Marked, Shape, share_cells, share_mark
from timeline_tui.render.page import Page
from timeline_tui.render.source_text import HIT, text_page, window_at
from timeline_tui.render.wordings import draw_state, fault_words, proof_words
from timeline_tui.visible import visible

TEXT = (
    "The bridge fell.\r\nNobody was hurt, the mayor wrote.\n\n"
    "It was rebuilt in a year by all who had a hammer."
)


def marked(passage: str, rank: int = 1, text: str = TEXT) -> Marked:
    start = text.index(passage)
    return Marked(start, start + len(passage), rank, 0, f"e{rank}", f"Event {rank}", "verbatim")


def page(marks: list[Marked], width: int = 60, hit: tuple[int, int] | None = None) -> Document:
    return text_page(TEXT, (0, len(TEXT)), marks, "Paper", width, hit=hit, hits=[hit] if hit else [])


def lines(document: Document) -> list[str]:
    return [line.text.rstrip() for line in document.lines]


def test_passages_are_marked_with_the_event_that_they_serve() -> None:
    document = page([marked("Nobody was hurt"), marked("the mayor wrote.\n\nIt was", 2)])
    assert lines(document)[2:] == [
        "  The bridge fell.",
        "│ ⟦Nobody was hurt⟧, ⟦the mayor wrote.  → verbatim · Event 1",
        "│                                       → verbatim · Event 2",
        "│ It was⟧ rebuilt in a year by all who",
        "  had a hammer.",
    ]
    assert [(stop.first, stop.last, stop.rank) for stop in document.stops] == [(3, 3, 1), (3, 5, 2)]
    assert [stop.ends for stop in document.stops] == [(2, 19), (21, 9)]
    assert {stop.edge for stop in document.stops} == {lines(document)[3].index("→") - 2}


def test_no_passage_is_named_beside_another_where_they_stand_close() -> None:
    text = "One fell. Two ran down to the river that day, and three of them swam.\nFour stayed.\n\nFive."
    held = [
        Marked(
            text.index(word), text.index(word) + len(word), at, 0, f"e{at}", f"{word}: the story", "altered"
        )
        for at, word in enumerate(("One fell", "Two ran", "three of them", "Four", "Five"))
    ]
    assert lines(text_page(text, (0, len(text)), held, "Paper", 66))[2:] == [
        "│ ⟦One fell⟧. ⟦Two ran⟧ down to the river   → × altered · One fel…",
        "│ that day, and ⟦three of them⟧ swam.       → × altered · Two ran…",
        "│ ⟦Four⟧ stayed.                            → × altered · three o…",
        "                                            → × altered · Four: t…",
        "│ ⟦Five⟧.                                   → Five: the story",
        "                                              × altered",
    ]


def test_passages_that_touch_or_lie_in_each_other_are_told_apart() -> None:
    document = page([marked("Nobody"), marked(" was hurt, the", 2), marked("hurt", 3)], 100)
    assert any("⟦Nobody⟧ ⟦was ⟦hurt⟧, the⟧ mayor" in line for line in lines(document))
    assert [stop.rank for stop in document.stops] == [1, 2, 3]
    assert [
        document.stops[at].holds(document.stops[0].first, cell) for at, cell in ((0, 3), (1, 3), (1, 12))
    ] == [*(True, False, True)]


def test_in_a_narrow_page_the_events_stand_above_the_paragraph() -> None:
    document = page([marked("rebuilt in a year")], 40)
    assert lines(document)[-3:] == [
        "  → Event 1 · verbatim",
        "│ It was ⟦rebuilt in a year⟧ by all who",
        "  had a hammer.",
    ]


def test_what_does_not_stand_so_says_it_without_colour() -> None:
    mark = marked("Nobody was hurt")
    document = page([Marked(mark.start, mark.end, 1, 0, "e", "Event", "altered")])
    assert any(line.endswith("→ Event") for line in lines(document))
    assert any(line.endswith("  × altered") for line in lines(document))


def test_a_hit_is_a_stop_of_its_own() -> None:
    start = TEXT.index("hammer")
    document = page([], hit=(start, start + 6))
    (stop,) = document.stops
    assert (stop.kind, stop.number, stop.rank) == ("hit", HIT, None)
    assert "hammer" in document.lines[stop.first].text
    assert [piece.text for piece in document.lines[stop.first].pieces if piece.hit] == ["hammer"]


def test_a_window_lies_round_its_place_and_tells_what_it_leaves_out() -> None:
    text = "word " * 2000
    start, end = window_at(text, 5000, 1000)
    assert start % 5 == end % 5 == 0
    assert start <= 5000 < end <= start + 1000
    document = text_page(text, (start, end), [], "Paper", 60)
    assert f"… {start:,} characters before this: going up past here shows" in lines(document)
    assert f"… {len(text) - end:,} characters after this" in " ".join(lines(document))
    assert window_at("short", 3) == (0, 5)
    assert window_at("", 0) == (0, 0)


def test_a_passage_longer_than_the_window_is_marked_from_its_first_line() -> None:
    document = text_page(TEXT, (20, 40), [Marked(0, len(TEXT), 1, 0, "e", "Event", "verbatim")], "Paper", 60)
    assert lines(document)[3].startswith("│ ") and lines(document)[3].endswith("→ Event")
    assert len(document.stops) == 1


words = st.text(
    alphabet=st.sampled_from("ab c\n\r\té漢\u202e\x1b\u0301—") | st.characters(codec="utf-8"), max_size=200
)


@given(words, st.data(), st.integers(20, 120), st.sampled_from([FULL, ASCII]))
def test_every_text_page_is_sound(text: str, data: st.DataObject, width: int, marks: object) -> None:
    place = st.integers(0, len(text))
    ends = data.draw(
        st.lists(st.tuples(place, place).map(sorted).filter(lambda pair: pair[0] < pair[1]), max_size=6)
    )
    held = [Marked(start, end, at, 0, f"e{at}", "T", "verbatim") for at, (start, end) in enumerate(ends)]
    window = window_at(text, data.draw(place), data.draw(st.integers(10, 300)))
    document = text_page(text, window, held, "Paper", width, marks=FULL if marks is FULL else ASCII)
    for line in document.lines:
        assert cell_len(line.text) <= width
        assert visible(line.text) == line.text
    inside = [at for at, (start, end) in enumerate(ends) if start < window[1] and end > window[0]]
    for stop in document.stops:
        assert 0 <= stop.first <= stop.last < len(document.lines)
        assert stop.rank in inside


@given(words.filter(lambda text: text.isprintable() and text.strip() != ""), st.integers(30, 100))
def test_no_word_of_a_text_is_lost(text: str, width: int) -> None:
    shown = "".join(line.text for line in text_page(text, (0, len(text)), [], "P", width).lines[1:])
    assert "".join(shown.split()) == "".join(visible(text).split())


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"verbatim": 113}, "113 passages, all verbatim"),
        ({"verbatim": 110, "altered": 2, "not found": 1}, "110 passages verbatim, 2 altered, 1 not found"),
        ({"cut": 1, "altered": 3, "no text held": 1}, "1 passage cut, 3 altered, 1 with no text held"),
        ({"verbatim": 1, "normalised": 2}, "1 passage verbatim, 2 normalised"),
        ({"no text held": 4}, "4 passages with no text held"),
        ({}, "no passages"),
    ],
)
def test_passages_are_counted_by_what_became_of_them(counts: dict[str, int], words: str) -> None:
    assert proof_words({state: counts[state] for state in counts}) == words  # type: ignore[misc]


def test_a_difference_reads_without_colour() -> None:
    runs = (Run("same", "There was "), Run("passage", "an exchange"), Run("text", "a \x1b[31mfirefight"))
    drawn = Page(60, FULL)
    draw_state(drawn, Finding("altered", 0, 9, runs, 4, 11, "ambiguous"))
    assert [line.text.strip() for line in drawn.lines] == [
        "× altered: 4 of 11 words",
        "There was [-an exchange-] {+a ^[[31mfirefight+}",
        "[-in the passage only-] {+in the text only+}",
        "ambiguous",
    ]


def test_of_a_cut_only_what_is_left_out_whole_is_called_left_out() -> None:
    runs = (
        *(Run("passage", "10"), Run("text", "110"), Run("same", "people were led out")),
        *(Run("text", "of the streets; it"), Run("same", "only advised it")),
    )
    finding = Finding("cut", difference=runs, changed=4, remark="a word is taken in two: 110")
    assert fault_words(finding) == (
        "cut: 4 words left out: “of the streets; it”, a word is taken in two: 110"
    )


def proposed(passage: str, state: Shape, number: int = 0, label: str = "The mayor") -> Marked:
    start = TEXT.index(passage)
    return Marked(start, start + len(passage), None, number, "", label, state)


def test_each_kind_of_proposal_has_a_shape_of_its_own() -> None:
    marks = [
        proposed("The bridge fell.", "dated", 0, "1 May 2020"),
        proposed("Nobody was hurt", "reported", 1),
        marked("Nobody was hurt, the mayor wrote."),
        proposed("It was rebuilt in a year by all who had a hammer.", "direct", 2),
        proposed("hammer", "passed over", 3),
    ]
    document = page(marks, 64)
    assert lines(document)[2:] == [
        "◇ ⟨The bridge fell.⟩                       ◇ dated · 1 May 2020",
        "│ ⟨⟦Nobody was hurt⟩, the mayor wrote.⟧    » reported · The may…",
        "                                           → verbatim · Event 1",
        "“ ⟨It was rebuilt in a year by all who     “ direct · The mayor",
        "- had a ⟨hammer⟩.⟩                         - The mayor",
        "                                             passed over",
    ]
    assert [(stop.kind, stop.number) for stop in document.stops] == [
        ("proposal", 0),
        ("proposal", 1),
        ("passage", 0),
        ("proposal", 2),
        ("proposal", 3),
    ]


def test_proposals_are_told_apart_in_ascii_and_with_no_margin() -> None:
    marks = [proposed("The bridge fell.", "dated"), proposed("Nobody was hurt", "passed over", 1)]
    document = text_page(TEXT, (0, len(TEXT)), marks, "Paper", 30, told="2 proposed", marks=ASCII)
    assert lines(document)[:8] == [
        "Paper  the text that you hold",
        "2 proposed",
        "",
        "  @ The mayor - dated",
        "@ <The bridge fell.>",
        "  _ The mayor - passed over",
        "_ <Nobody was hurt>, the mayor",
        "  wrote.",
    ]


def test_shades_are_the_whole_text_in_as_many_cells_as_there_are() -> None:
    shades = Shades(100, ((0, 10, "used"), (5, 20, "proposed"), (95, 100, "passed")))
    assert share_cells(shades, 10) == ["used", "proposed", *[None] * 7, "passed"]
    assert share_cells(shades, 1) == ["used"]
    assert share_cells(Shades(0), 3) == [None] * 3
    assert share_cells(Shades(2, ((0, 1, "used"),)), 6) == [*["used"] * 3, *[None] * 3]
    for marks in (FULL, ASCII):
        assert len({share_mark(share, marks) for share in ("used", "proposed", "passed", None)}) == 4
