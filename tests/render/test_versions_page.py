"""Two versions of one place stand side by side, or below each other where there is no room."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from timeline_tui.edit.whereabouts import TwoVersions
from timeline_tui.render.yaml_lines import versions_page

PLACE = TwoVersions(
    7,
    ("ours", "theirs"),
    (["    title: Fire at night"], ["    title: The great fire at night", "    key: true"]),
    ["  - id: fire"],
    ["    date: 2024"],
    False,
)


def text(place: TwoVersions, width: int) -> str:
    return "\n".join(line.text.rstrip() for line in versions_page(place, width).lines)


def test_they_stand_side_by_side() -> None:
    assert text(PLACE, 80) == (
        "  - id: fire\n\n"
        "1 ours                                   2 theirs\n"
        "    title: Fire at night                     title: The great fire at night\n"
        "                                             key: true\n\n"
        "    date: 2024"
    )


def test_they_stand_below_each_other_in_a_narrow_terminal() -> None:
    assert text(PLACE, 40) == (
        "  - id: fire\n\n1 ours\n    title: Fire at night\n\n"
        "2 theirs\n    title: The great fire at night\n    key: true\n\n    date: 2024"
    )


def test_what_differs_is_in_bold() -> None:
    pieces = [piece for line in versions_page(PLACE, 80).lines for piece in line.pieces]
    bold = " ".join(piece.text for piece in pieces if piece.role == "strong")
    assert bold.split() == ["Fire", "The", "great", "fire", "key:", "true"]


def test_what_was_taken_out_is_said() -> None:
    assert "1 ours\nnothing: it was taken out" in text(PLACE._replace(lines=([], ["  x"])), 40)


@pytest.mark.parametrize("width", [1, 8, 20, 57, 200])
def test_long_lines_and_hostile_text_stay_in_their_columns(width: int) -> None:
    hostile = ["\x1b[31m" + "x" * 500, "日本" * 200, "\t\u202e" + " y" * 2_000, ""] * 60
    place = PLACE._replace(lines=(hostile, hostile[1:]), names=("\x1b]0;x\x07" * 9, ""))
    for line in versions_page(place, width).lines:
        assert "\x1b" not in line.text and "\u202e" not in line.text
        assert cell_len(line.text) <= max(width, 8)


def bold(place: TwoVersions, width: int = 80) -> list[str]:
    pieces = [piece for line in versions_page(place, width).lines for piece in line.pieces]
    return [piece.text for piece in pieces if piece.role == "strong"]


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ("部队于清晨进入村庄。", "部队于傍晚进入村庄。", ["清晨", "傍晚"]),
        ("村の橋が落ちた", "町の橋が落ちた", ["村", "町"]),
        ("ทหารเข้าหมู่บ้าน", "ทหารเขาหมู่บ้าน", ["ข้", "ข"]),
        ("exact: 部队 came", "exact: 部队 came back", [" back"]),
    ],
)
def test_in_scripts_without_spaces_what_differs_is_a_letter(
    ours: str, theirs: str, differ: list[str]
) -> None:
    assert bold(PLACE._replace(lines=([ours], [theirs]))) == differ


def test_a_long_passage_begins_at_its_first_difference() -> None:
    words = [f"word{number}" for number in range(200)]
    first, second = (
        ["    exact: >", f"      {' '.join(own)}"] for own in (words, [*words[:150], "new", *words[150:]])
    )
    said = text(PLACE._replace(lines=(first, second)), 50)
    assert len(said.split("\n")) < 30
    for version in said.split("2 theirs"):
        assert version.count("exact: >") == 1
        assert version.count("rows that both have") == 2
        assert "word149" in version and "word150" in version


def test_all_is_shown_where_a_version_has_nothing() -> None:
    long = [f"    line {number}" for number in range(30)]
    said = text(PLACE._replace(lines=(long, [])), 80)
    assert "both have" not in said
    assert "line 29" in said
