"""Every letter that was looked for is marked, and none besides."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.render.document import FULL, Document, Line, Piece
from timeline_tui.render.marking import marked, marked_line, marked_page, told_of_unshown
from timeline_tui.render.page import Page


def spans_of(pattern: str) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [found.span() for found in re.finditer(pattern, text) if found[0]]


def hits(line: Line) -> list[str]:
    return [piece.text for piece in line.pieces if piece.hit]


def test_a_hit_is_marked_in_the_role_it_has() -> None:
    line = marked_line(Line((Piece("They came at dawn", "quote"),)), spans_of("came"))
    assert line.pieces == (
        Piece("They ", "quote"),
        Piece("came", "quote", True),
        Piece(" at dawn", "quote"),
    )


def test_what_the_program_draws_is_no_hit() -> None:
    line = Line((Piece("| ", "rule"), Piece("a bar | here", "quote"), Piece("| ", "mark")))
    assert hits(marked_line(line, spans_of(r"\|"))) == ["|"]


def test_a_hit_that_goes_on_in_the_next_line_is_marked_in_both_and_counted_once() -> None:
    bar = Piece("│ ", "rule")
    page = Document((Line((bar, Piece("no break"))), Line((bar, Piece("through at dawn"))), Line()))
    drawn = marked_page(page, spans_of("break through"))
    assert [hits(line) for line in drawn.lines] == [["break"], ["through"], []]
    assert drawn.hits == (0,)


def test_hits_that_overlap_are_one() -> None:
    line = marked_line(Line((Piece("abcdef"),)), lambda text: [(2, 5), (0, 3)])
    assert hits(line) == ["abcde"]


@given(
    st.lists(st.lists(st.tuples(st.text("ab ", max_size=6), st.sampled_from(["plain", "rule", "quote"])))),
    st.sampled_from(["a", "ab", "b a", "a+", "ba?b"]),
)
def test_no_letter_is_lost_and_each_hit_is_what_a_search_finds(
    drawn: list[list[tuple[str, str]]], pattern: str
) -> None:
    lines = [Line(tuple(Piece(text, role) for text, role in pieces)) for pieces in drawn]  # type: ignore[arg-type]
    after, begins = marked(lines, spans_of(pattern))
    assert [line.text for line in after] == [line.text for line in lines]
    own = [[piece for piece in line.pieces if piece.role != "rule"] for line in after]
    whole = " ".join("".join(piece.text for piece in pieces) for pieces in own)
    wanted = [False] * len(whole)
    for start, end in spans_of(pattern)(whole):
        wanted[start:end] = [True] * (end - start)
    flags: list[bool] = []
    for number, pieces in enumerate(own):
        if number:
            flags.append(wanted[len(flags)])
        flags += [piece.hit for piece in pieces for _ in piece.text]
    assert flags == wanted
    assert all(0 <= line < len(lines) for line in begins)


def test_hits_in_what_is_not_shown_are_told_as_the_last_one() -> None:
    def spans(text: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer("needle", text)]

    page = Page(60, FULL)
    page.field("needle " + "word " * 4000 + "needle needle")
    document = marked_page(page.document(), spans)
    told = told_of_unshown(document, spans, 60, FULL)
    assert document.hits == (0,)
    assert told.lines[told.hits[-1]].text == "… 2 more hits in what is not shown here; e opens the file"
    assert told_of_unshown(document, lambda text: [], 60, FULL) == document
