"""`chart` draws the same picture every time, and says what it cannot draw.

TIMELINE_TUI_WRITE_GOLDENS=1 writes the pictures anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Call

CHARTS = Path(__file__).parent / "charts"
HISTORY = CHARTS / "history.timeline.yaml"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A timeline of which no chart can draw every event."""
    file = tmp_path / "many.timeline.yaml"
    days = (f"{1900 + day // 300}-{1 + day // 25 % 12:02}-{1 + day % 25:02}" for day in range(3000))
    events = (f'- {{title: "Event {at}", date: {day}, tags: [t{at % 3}]}}\n' for at, day in enumerate(days))
    file.write_text("title: Many\nevents:\n" + "".join(events), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("which", ["shipped", "history", "many"])
def test_the_picture(which: str, width: int, call: Call, many: Path) -> None:
    file = {"shipped": (), "history": (HISTORY,), "many": (many, "--lanes", "tag")}[which]
    said = call("chart", *file, "--width", width)
    assert said.code == 0
    golden = CHARTS / f"{which}-{width}.txt"
    if os.environ.get("TIMELINE_TUI_WRITE_GOLDENS"):
        golden.write_text(said.out, encoding="utf-8")
    assert said.out == golden.read_text(encoding="utf-8")
    assert all(cell_len(line) <= width for line in said.out.splitlines())


def test_lanes_by_what_events_have_in_common(call: Call) -> None:
    for kind, lane in {
        "part": "part of none",
        "place": "Russia",
        "group": "Freedom of",
        "person": "no person",
        "speaker": "no speaker",
        "source": "Newsweek",
        "tag": "raid",
    }.items():
        assert lane in call("chart", "--lanes", kind, "--width", 160).out, kind


def test_lanes_by_a_field_of_the_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "own.timeline.yaml"
    file.write_text(
        "events:\n- {title: One, date: 2023, fields: {status: sure}}\n"
        "- {title: Two, date: 2024, fields: {status: open}}\n- {title: Three, date: 2024}\n",
        encoding="utf-8",
    )
    lines = call("chart", file, "--lanes", "status").out.splitlines()
    assert [line.split()[0] for line in lines[2:5]] == ["open", "sure", "no"]


def test_what_cannot_be_asked_for_is_refused_with_what_can(call: Call) -> None:
    said = call("chart", "--lanes", "plase")
    assert said.code == 2
    assert "no lanes by 'plase'" in said.talk
    assert "--lanes place" in said.talk
    assert "40 to 1000" in call("chart", "--width", 12).talk


def test_a_query_leaves_the_rest_out(call: Call) -> None:
    said = call("chart", "--query", "shebekino in:2023-06")
    assert "Incursion at Shebekino" in said.out
    assert "Bryansk" not in said.out
    assert "nothing is found" in call("chart", "--query", "xylophone").talk


def test_nothing_to_draw(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "none.timeline.yaml"
    file.write_text("title: None\nevents: []\n", encoding="utf-8")
    assert "there are no events" in call("chart", file).talk
    file.write_text("events:\n- {title: When}\n", encoding="utf-8")
    assert call("chart", file).out == "no event has a date: 1 event\n"


def test_parts_are_counted_or_drawn(call: Call) -> None:
    assert "Raid into Belgorod ▸7" in call("chart", "--width", 120).out
    assert "▸7" not in call("chart", "--width", 120, "--parts").out.partition("\n\n")[0]


def test_what_could_act_on_a_terminal_is_made_visible_and_no_letter_is_lost(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "odd.timeline.yaml"
    file.write_text(
        'events:\n- {title: "Evil \\e[31mred \\u202E one", date: 2023-05-01, tags: ["t\\e[2J"]}\n'
        '- {title: "Cafe\\u0301 \\U0001F468\\u200D\\U0001F469 now", date: 2023-06-01}\n'
        '- {title: "No\\e]0;x\\a date"}\n',
        encoding="utf-8",
    )
    said = call("chart", file, "--lanes", "tag", "--width", 120).out
    assert "\x1b" not in said
    assert "Evil ^[[31mred <U+202E> one" in said
    assert "t^[[2J 1" in said
    assert "No^[]0;x^G date" in said
    assert "Cafe\u0301 \U0001f468" in said
    assert all(cell_len(line) <= 120 for line in said.splitlines())


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_locale_says_which_signs_can_be_shown(
    locale: str, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    said = call("chart", HISTORY).out
    assert ("● a day" in said) == ("UTF" in locale) and ("o a day" in said) == ("UTF" not in locale)
