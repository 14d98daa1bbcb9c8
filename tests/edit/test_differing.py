"""A short difference of two versions."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from timeline_tui.edit.byte_lines import difference


def told(old: str, new: str) -> list[str]:
    return difference(old.encode(), new.encode(), "old", "new")[2:]


def test_only_what_differs_and_a_little_around_it() -> None:
    lines = [f"{number}\n" for number in range(100)]
    new = [*lines[:50], "new\n", *lines[50:]]
    assert told("".join(lines), "".join(new)) == [
        "@@ -48,6 +48,7 @@",
        " 47",
        " 48",
        " 49",
        "+new",
        " 50",
        " 51",
        " 52",
    ]


def test_line_ends_are_shown_where_they_differ() -> None:
    assert told("a\r\nb\r\n", "a\r\nc\r\n") == ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]
    assert told("a\r\n", "a\n") == ["@@ -1 +1 @@", "-a^M", "+a"]


def test_a_missing_line_break_at_the_end_is_told() -> None:
    assert told("a", "a\n") == ["@@ -1,2 +1 @@", " a", "\\ no line break at the end of the file"]


def test_equal_versions_have_none() -> None:
    assert difference(b"a", b"a", "old", "new") == []


def test_what_acts_on_a_terminal_is_shown_and_what_is_no_text_escaped() -> None:
    assert told("", "\x1b]0;x\x07\n")[-1] == "+^[]0;x^G"
    assert difference(b"", b"\xff\n", "a\x1b", "b")[-1] == "+\\xff"


def test_a_great_difference_is_cut() -> None:
    many = "".join(f"{number}\n" for number in range(200))
    assert told("", many)[-1] == "... 143 lines more"
    assert "lines differ" in told("", many * 50)[-1]


def patched(old: list[str], told: list[str]) -> list[str]:
    """The lines that a program makes of the old ones, which does as a unified difference says."""
    done, new = 0, list[str]()
    for line in told:
        if heading := re.fullmatch(r"@@ -([0-9]+)(,[0-9]+)? \+([0-9]+)(,[0-9]+)? @@", line):
            # What adds alone is said to stand behind a line.
            start = int(heading[1]) - (heading[2] != ",0")
            new += old[done:start]
            done = start
            assert len(new) == int(heading[3]) - (heading[4] != ",0")
        elif line.startswith("+"):
            new.append(line[1:])
        else:
            assert line[1:] == old[done]
            new += [line[1:]] if line.startswith(" ") else []
            done += 1
    return new + old[done:]


def together(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


MANY = st.lists(st.sampled_from("abc"), max_size=30)


@given(MANY, MANY, MANY, MANY)
def test_it_makes_the_new_version_of_the_old_one(
    start: list[str], old: list[str], new: list[str], end: list[str]
) -> None:
    one, other = start + old + end, start + new + end
    found = difference(together(one).encode(), together(other).encode(), "o", "n")
    assume(len(found) <= 60)
    assert patched(one, found[2:]) == other
    assert found[:2] == (["--- o", "+++ n"] if one != other else [])
