"""`list` and `show` print what the file says, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import TIMELINE, Call, program
from tests.jobs.files import index_path, large
from timeline_tui.cli import listing

LISTED = """\
  -0044-03-15             The Ides                                                           ides
  2023-06~                Some day in June                                                   month
  2024-03-12              The raid: how it began  3 passages  3 sources, 2 independent  ≠ 1  raid
  2024-03-12T05:00-04:00    Shots                 1 passage   1 source                  ≠ 1  shots
  2024-05/..              It goes on                                                         open
no date
                          Nobody knows when                                                  undated
"""


def test_the_list_is_aligned_under_years(call: Call, file: Path) -> None:
    said = call("list", file)
    assert said.code == 0
    assert said.out == LISTED
    assert said.talk == ""


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_in_a_terminal_no_row_is_broken(
    width: int, call: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "columns", lambda: width)
    long = "  - {date: 1999, title: " + "桥 with a long title " * 9 + "}\n"
    file.write_text(file.read_text(encoding="utf-8") + long, encoding="utf-8")
    for arguments in (("list", file), ("search", "raid", file)):
        rows = call(*arguments).out.splitlines()
        assert rows and all(cell_len(row) <= width for row in rows)
    listed = call("list", file).out
    # What an event is asked for by is there, whatever the title must give up for it.
    assert all(
        row.rstrip().endswith(("ides", "month", "raid", "shots", "open", "undated"))
        for row in (row for row in listed.splitlines() if row.startswith("  ") and "桥" not in row)
    )
    assert ("3 passages" in listed) == (width == 200)
    assert "…" in listed


def test_in_a_narrow_terminal_titles_can_be_told_apart(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "columns", lambda: 60)
    file = tmp_path / "long.timeline.yaml"
    event = "{id: baranovsky-on-television, date: '[2024-03-12..2024-03-13]', title: Losses, as claimed}"
    file.write_text(f"events:\n- {event.replace('Losses, as', 'Losses as')}\n", encoding="utf-8")
    assert "[2024-03-12…  Losses as claimed   baranovsky-on-television" in call("list", file).out


def test_what_is_no_date_shifts_no_column(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "odd.timeline.yaml"
    long = "some time in the spring of the year after the war, or so they say"
    file.write_text(
        f'events:\n- {{id: a, date: "{long}", title: First}}\n'
        '- {id: b, date: "[2023-03-02,2023-05-01,2024-06-07]", title: Second}\n'
        "- {id: c, date: 2024, title: Third}\n"
    )
    rows = [row for row in call("list", file).out.splitlines() if row.startswith("  ")]
    places = {row.index(title) for row in rows for title in ("First", "Second", "Third") if title in row}
    assert len(rows) == 3 and len(places) == 1
    assert "  ?some time in the sprin…  " in rows[-1]
    assert "  [2023-03-02,2023-05-01,2024-06-07]  " in rows[0] + "  "
    assert long in call("list", file, "--format", "json").out


def test_the_list_as_json(call: Call, file: Path) -> None:
    said = call("list", file, "--format", "json")
    events = {event["id"]: event for event in json.loads(said.out)}
    assert list(events) == ["ides", "month", "raid", "shots", "open", "undated"]
    assert events["raid"] == {
        "id": "raid",
        "date": "2024-03-12",
        "earliest": "2024-03-12",
        "latest": "2024-03-12",
        "misdated": None,
        "title": "The raid: how it began",
        "key": False,
        "part_of": None,
        "names": ["mayor"],
        "quotes": 3,
        "sources": ["agency", "copy", "paper"],
        "independent_sources": 2,
        "cited": [],
        "disputes": ["taken"],
        "fields": {},
    }
    assert (events["shots"]["part_of"], events["shots"]["disputes"]) == ("raid", ["taken"])
    assert (events["month"]["earliest"], events["month"]["latest"]) == ("2023-06-01", "2023-06-30")
    assert (events["open"]["earliest"], events["open"]["latest"]) == ("2024-05-01", None)
    assert events["ides"]["earliest"] == "-0044-03-15"
    assert (events["undated"]["date"], events["undated"]["earliest"]) == (None, None)


def test_a_list_of_nothing(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "empty.timeline.yaml"
    file.write_text("title: Nothing yet\nevents: []\n")
    assert json.loads(call("list", file, "--format", "json").out) == []
    assert call("list", file).out == ""


def test_an_event_as_json_is_whole(call: Call, file: Path) -> None:
    event = json.loads(call("show", "raid", file, "--format", "json").out)
    assert list(event)[:6] == ["id", "date", "earliest", "latest", "misdated", "title"]
    assert event["disputes"] == {"taken": "Was it taken?"}
    assert event["tags"] == event["links"] == []
    assert event["quotes"][0] == {
        "exact": "We took it.",
        "prefix": None,
        "suffix": None,
        "source": "agency",
        "kind": "direct",
        "speaker": "mayor",
        "via": None,
        "dispute": "taken",
        "position": "Yes",
        "variant_of": None,
        "note": None,
    }
    assert len(event["quotes"]) == 3


def test_an_event_as_a_page(call: Call, file: Path) -> None:
    said = call("show", "raid", file)
    assert said.code == 0
    for words in ("12 March 2024", "Was it taken?", "We took it.", "The Mayor", "3 sources, 2 independent"):
        assert words in said.out
    assert "Shots were heard." in said.out, "its answer stands at another event"
    assert max(map(len, said.out.splitlines())) <= 100


def test_an_id_that_no_event_has(call: Call, file: Path) -> None:
    said = call("show", "raaid", file)
    assert (said.code, said.out) == (2, "")
    assert "no event has the id raaid" in said.talk
    assert "try: raid" in said.talk
    assert "timeline-tui list" in call("show", "xyzzy", file).talk


def test_problems_are_summed_up_beside_the_data(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "it's.timeline.yaml"
    file.write_text(TIMELINE.replace("source: paper", "source: papre"), encoding="utf-8")
    for said in (call("list", file), call("show", "raid", file, "--format", "json")):
        assert said.code == 1
        assert said.talk.startswith("2 problems in the file: timeline-tui check '")
        assert said.talk.count("\n") == 1


def test_without_a_file_the_timeline_that_ships_is_listed(call: Call) -> None:
    shipped = json.loads(call("list", "--format", "json").out)
    assert len(shipped) > 30
    assert call("show", "tyotkino").code == 0


def test_the_list_comes_through_standard_input() -> None:
    said = program("list", "-", "--format", "json", stdin=TIMELINE)
    assert (said.code, len(json.loads(said.out)), said.talk) == (0, 6, "")
    broken = program("check", "-", "--format", "json", stdin="events:\n  - date: x\n    title: t\n")
    assert {problem["file"] for problem in json.loads(broken.out)} == {"standard input"}


def test_damage_of_the_index_amid_the_list_is_not_seen(call: Call, tmp_path: Path) -> None:
    file = large(tmp_path, 3000)
    sound = call("list", file, "--format", "json").out
    path = index_path(file)
    content = bytearray(path.read_bytes())
    middle = len(content) // 4096 // 2
    content[4096 * middle : 4096 * (middle + 30)] = b"\xa5" * 4096 * 30
    path.write_bytes(content)
    assert call("list", file, "--format", "json").out == sound
    assert len(json.loads(sound)) == 3000
