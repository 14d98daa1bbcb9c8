"""Pictures of problems: marks under the very text, in cells, whatever the text is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.problems.problem import Place, Problem, Related
from timeline_tui.problems.reports import picture, pieces
from timeline_tui.visible import visible


def problem(
    text: str | None, column: int, length: int, *related: Related, hint: str | None = None
) -> Problem:
    place = Place("raids.yaml", 34, column, length, text)
    return Problem("unknown-source", "error", "no such source", place, "here", related, hint)


def marks_of(drawn: str) -> tuple[int, int]:
    """The cell where the marks under the wrong text begin, and how many they are."""
    row = next(line for line in drawn.splitlines() if "^" in line and line.endswith(" here"))
    bare = row.removesuffix(" here")
    return cell_len(bare) - bare.count("^"), bare.count("^")


def test_it_reads_as_the_design_shows() -> None:
    related = Related(Place("raids.yaml", 31, 11, 9, "    - id: firefight"), "in this event")
    drawn = picture(
        problem("    - source: newsweak", 15, 8, related, hint="try: newsweek, listed in line 12")
    )
    assert drawn.splitlines() == [
        "error[unknown-source]: no such source",
        "   ┌─ raids.yaml:34:15",
        "   │",
        "31 │     - id: firefight",
        "   │           --------- in this event",
        "   ·",
        "34 │     - source: newsweak",
        "   │               ^^^^^^^^ here",
        "   │",
        "   = try: newsweek, listed in line 12",
    ]


def test_wide_letters_take_two_marks() -> None:
    assert marks_of(picture(problem("title: 日本 raid", 8, 2))) == (5 + 7, 4)
    assert marks_of(picture(problem("日本: raid", 5, 4))) == (5 + 6, 4)


def test_a_letter_with_a_combining_mark_takes_one() -> None:
    assert marks_of(picture(problem("cafe\u0301 x", 7, 1))) == (5 + 5, 1)


def test_a_tab_is_one_cell_and_a_control_is_shown() -> None:
    drawn = picture(problem("\ta\x1b]52;b", 3, 1))
    assert "\x1b" not in drawn
    assert "34 │  a^[]52;b" in drawn
    assert drawn.splitlines()[4] == "   │   ^^ here"


def test_a_long_line_is_cut_on_both_sides() -> None:
    drawn = picture(problem("a" * 200 + "WRONG" + "b" * 200, 201, 5))
    assert f"34 │ …{'a' * 50}WRONG{'b' * 30}…" in drawn
    assert marks_of(drawn) == (5 + 51, 5)


def test_a_line_that_was_cut_says_so() -> None:
    place = Place("raids.yaml", 34, 1005, 5, "aaaaWRONGbbb", 1000)
    drawn = picture(Problem("unknown-source", "error", "no such source", place, "here"))
    assert "34 │ …aaaaWRONGbbb" in drawn
    assert marks_of(drawn) == (5 + 5, 5)


def test_the_end_of_a_line_can_be_marked() -> None:
    assert marks_of(picture(problem("abc", 4, 1))) == (5 + 3, 1)


def test_two_marks_in_one_line_share_its_text() -> None:
    text = "- {id: a, id: b}"
    related = Related(Place("raids.yaml", 34, 4, 2, text), "the first one")
    drawn = picture(problem(text, 11, 2, related))
    assert drawn.count(text) == 1
    assert "--" in drawn
    assert "the first one" in drawn


def test_lines_that_follow_each_other_have_no_gap() -> None:
    related = Related(Place("raids.yaml", 33, 1, 1, "above"), "above")
    assert "·" not in picture(problem("below", 1, 1, related))


def test_without_its_line_there_is_still_the_place() -> None:
    assert picture(problem(None, 7, 1, hint="look")).splitlines()[1:] == ["  ┌─ raids.yaml:34:7", "  = look"]


def test_ascii_is_enough() -> None:
    drawn = picture(problem("日本: raid ·", 5, 4, hint="“that”"), ascii_only=True)
    assert drawn.isascii()
    assert "34 | \\u65e5\\u672c: raid" in drawn
    assert marks_of(drawn) == (5 + 14, 4)


def test_every_piece_has_its_role() -> None:
    roles = [[piece.role for piece in line] for line in pieces(problem("abc", 1, 1, hint="look"))]
    assert roles[0] == ["headline"]
    assert roles[-1] == ["frame", "hint"]
    assert ["frame", "wrong", "wrong"] in roles


@given(st.text(max_size=60), st.integers(1, 70), st.integers(1, 70), st.booleans())
def test_whatever_the_text_nothing_acts_and_the_marks_stand_under_it(
    text: str, column: int, length: int, ascii_only: bool
) -> None:
    drawn = picture(problem(text, column, length), ascii_only=ascii_only)
    assert all(visible(line) == line for line in drawn.splitlines() if "marks>" not in line)
    start, _ = marks_of(drawn)
    if "…" not in drawn and "..." not in drawn and not ascii_only:
        assert start == 5 + cell_len(visible(text[: column - 1]))
