"""What the parts of a line of YAML are coloured as, and where the next line begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.render.yaml_lines import coloured, in_block, next_indent

TEXT = """\
%YAML 1.1
---
# head
title: "a: b" # said
events:
  - id: first
    title: First: a > b |
    summary: |
      key: not one
      # no comment

      more
    note: >- # why
      x: y
  - &a {exact: "They, came", 'source': it's, x: [1, {y: z}]} # end
  - summary: &x !t |2
        abc: d
    url: http://x.example/?a:b#c
    title: it's "so" # b
  - |
    text: x
-
"a b" : c
- -0044: 'it''s'
"""
PARTS = {
    0: ["%YAML 1.1/mark"],
    1: ["---/mark"],
    2: ["# head/muted"],
    3: ["title/date", '"a: b"/quote', "# said/muted"],
    4: ["events/date"],
    5: ["id/date"],
    6: ["title/date"],
    7: ["summary/date", "|/mark"],
    8: ["      key: not one/quote"],
    9: ["      # no comment/quote"],
    11: ["      more/quote"],
    12: ["note/date", ">/mark", "# why/muted"],
    13: ["      x: y/quote"],
    14: ["&a/mark", "exact/date", '"They, came"/quote', "'source'/date", "x/date", "y/date", "# end/muted"],
    15: ["summary/date", "&x/mark", "!t/mark", "|/mark"],
    16: ["        abc: d/quote"],
    17: ["url/date"],
    18: ["title/date", "# b/muted"],
    19: ["|/mark"],
    20: ["    text: x/quote"],
    21: [],
    22: ['"a b"/date'],
    23: ["-0044/date", "'it''s'/quote"],
}
LINES = TEXT.split("\n")


@pytest.mark.parametrize("at", PARTS)
def test_parts(at: int) -> None:
    line = LINES[at]
    assert [f"{line[part.start : part.end]}/{part.role}" for part in coloured(LINES, at)] == PARTS[at]


def test_a_text_is_known_as_one_as_far_as_is_looked() -> None:
    lines = ["a: |", *["  b: c"] * 600]
    assert in_block(lines, 500)
    assert not in_block(lines, 502)


@given(st.lists(st.text("a:-#'\"[]{}|>&! \t,", max_size=12), min_size=1, max_size=6))
def test_parts_of_anything_stand_in_order_within_the_line(lines: list[str]) -> None:
    for at, line in enumerate(lines):
        end = 0
        for part in coloured(lines, at):
            assert end <= part.start <= part.end <= len(line)
            end = part.end
        assert next_indent(lines, at) >= 0


@pytest.mark.parametrize(
    ("line", "indent"),
    [
        ("events:", 2),
        ("  - id: a", 4),
        ("    summary: |", 6),
        ("    title: a", 4),
        ("  -", 4),
        ("  - a", 2),
        ("", 0),
        ("    # said", 4),
    ],
)
def test_where_the_next_line_begins(line: str, indent: int) -> None:
    assert next_indent([line], 0) == indent


def test_a_text_goes_on_where_it_is() -> None:
    assert next_indent(LINES, 8) == 6
