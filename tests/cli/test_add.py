"""`add`: events go into a file in its style, all or none, and are judged as `check` does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call, Said, program
from timeline_tui.edit import save as saving

Piped = Callable[..., Said]


@pytest.fixture
def piped(call: Call) -> Piped:
    """Add what comes as JSON on standard input, texts as they are."""

    def run(file: Path, *lines: object, more: tuple[str, ...] = ()) -> Said:
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        return call("add", file, "-", *more, stdin=text)

    return run


def test_an_event_from_options(file: Path, call: Call) -> None:
    said = call(
        "add", file, "--date", "13 March 2024", "--title", "Mines: laid again", "--name", "The MAYOR",
        "--tag", "war", "--tag", "mines", "--summary", "Nobody says by whom.",
    )  # fmt: skip
    assert said.code == 0
    assert said.out == f"{file}:{TIMELINE.count(chr(10)) + 1}: 2024-03-13-mines-laid-again\n"
    added = (
        '  - id: 2024-03-13-mines-laid-again\n    date: 2024-03-13\n    title: "Mines: laid again"\n'
        "    summary: Nobody says by whom.\n    names: [mayor]\n    tags: [war, mines]\n"
    )
    assert file.read_text() == TIMELINE + added
    assert "--date 13 March 2024: taken as 2024-03-13 (13 March 2024, Wednesday)" in said.talk
    assert "--name The MAYOR: taken as mayor" in said.talk


def test_what_is_added_can_be_shown(file: Path, call: Call) -> None:
    call("add", file, "--title", "It ended", "--date", "spring 2025", "--id", "end")
    assert json.loads(call("show", "end", file, "--format", "json").out)["date"] == "2025-21"
    assert call("check", file).code == 0


def test_a_date_that_begins_with_a_hyphen(file: Path, call: Call) -> None:
    assert call("add", file, "--title", "The Ides", "--date", "-0043-03-15").code == 0
    assert "date: -0043-03-15" in file.read_text()


def test_json_as_data(file: Path, call: Call) -> None:
    said = call("add", file, "--title", "It ended", "--id", "end", "--format", "json")
    (added,) = json.loads(said.out)
    assert added == {"file": str(file), "line": added["line"], "id": "end", "date": None, "title": "It ended"}
    assert file.read_text().splitlines()[added["line"] - 1] == "  - {id: end, title: It ended}"


def test_a_dry_run_prints_a_patch_and_changes_nothing(file: Path, call: Call) -> None:
    said = call("add", file, "--title", "It ended", "--id", "end", "--dry-run")
    assert said.code == 0 and "would be added" in said.talk
    assert "+  - {id: end, title: It ended}" in said.out.splitlines()
    assert file.read_text() == TIMELINE


@pytest.mark.parametrize(
    ("options", "says", "hint"),
    [
        (
            ["--title", "x", "--date", "2024-13"],
            "--date 2024-13: there is no month 13",
            "months go from 01 to 12",
        ),
        (["--title", "x", "--date", "03/04/2024"], "--date 03/04/2024:", "2024-04-03"),
        (["--title", "x", "--name", "The Mayer"], "--name The Mayer: no name is spelled so", "The Mayor"),
        (["--title", "x", "--id", "raid"], "--id raid: an event has this id already", "another id"),
        (["--title", " "], "--title: the title of this event is empty", "a short line"),
        (["--date", "2024"], "an event needs a title", "--title"),
        (["other", "--title", "x"], "other: events come in options", "--help"),
        (["-", "--title", "x"], "not both", "leave the options out"),
        ([], "an event needs a title", "--title"),
    ],
)
def test_options_that_cannot_be_followed(
    file: Path, call: Call, options: list[str], says: str, hint: str
) -> None:
    said = call("add", file, *options)
    assert said.code == 2 and said.out == ""
    assert says in said.talk and hint in said.talk
    assert file.read_text() == TIMELINE


@pytest.mark.parametrize("arguments", [[], ["-"], ["--title", "x"]])
def test_the_timeline_that_ships_is_not_edited(call: Call, arguments: list[str]) -> None:
    said = call("add", *arguments)
    assert said.code == 2 and "timeline-tui init" in said.talk


def test_events_from_json(file: Path, call: Call, piped: Piped) -> None:
    quote = {"exact": 'It\'s \U0001f389 "so": no\nmore', "source": "paper", "kind": "reported"}
    events = [
        {"id": "a", "title": "A", "date": "2024-03-13", "names": ["mayor"], "quotes": [quote]},
        {"title": "B", "part_of": "a", "note": None},
        {"title": "12", "disputes": {"why": "Why?"}},
    ]
    said = piped(file, *events, more=("--format", "json"))
    assert said.code == 0, said.talk
    assert [event["id"] for event in json.loads(said.out)] == ["a", "b", "12"]
    shown = json.loads(call("show", "a", file, "--format", "json").out)
    assert shown["quotes"][0]["exact"] == quote["exact"]
    assert json.loads(call("show", "b", file, "--format", "json").out)["part_of"] == "a"
    assert [line for line in TIMELINE.splitlines() if line not in file.read_text().splitlines()] == []


def test_one_object_over_several_lines(file: Path) -> None:
    lines = json.dumps({"title": "A", "tags": ["x"], "date": "2024"}, indent=4)
    assert program("add", file, "-", stdin=lines).code == 0
    assert program("add", file, "-", stdin='\ufeff{"title":"B","date":2025}').code == 0
    assert 'date: "2025"' in file.read_text() or "date: 2025" in file.read_text()


def test_all_of_them_or_none(file: Path, piped: Piped) -> None:
    said = piped(file, {"title": "good"}, '{"title": "bad", "date": "2024-13-01"}', {"title": "good too"})
    assert said.code == 1 and said.out == ""
    assert file.read_text() == TIMELINE
    assert "error[bad-date]: there is no month 13" in said.talk
    assert "standard input:2:26" in said.talk and "nothing was added" in said.talk


@pytest.mark.parametrize(
    ("event", "code", "place", "hint"),
    [
        ('{"title": "x", "quotes": [{"exact": "y", "source": "a"}]}', "unknown-source", "1:52", "add a to"),
        ('{"title": "x", "names": ["major"]}', "unknown-name", "1:26", "try: mayor"),
        ('{"title": "x", "part_of": "rade"}', "unknown-event", "1:27", "try: raid"),
        ('{"date": "2024"}', "missing-field", "1:2", "title"),
        ('{"title": "x",\n "tgs": ["a"]}', "unknown-field", "2:2", "tags"),
        ('{"title": "x", "quotes": [{"exact": "y", "kind": "drect"}]}', "wrong-word", "1:50", "direct"),
        ('{"title": "x", "tags": "a"}', "wrong-shape", "1:24", "[a]"),
        ('{"title": ["x"]}', "wrong-shape", "1:11", "one line"),
        ('{"title": "x", "id": "raid"}', "equal-ids", "1:22", "of its own"),
        ('{"title": "x", "id": "new"}\n{"title": "y", "id": "new"}', "equal-ids", "2:22", "of its own"),
        ('{"title": "x", "disputes": {"taken": "Again?"}}', "equal-ids", "1:29", "another id"),
        ('{"title": "x", "id": "", "date": null}', "empty-id", "1:22", "write a word"),
    ],
)  # fmt: skip
def test_problems_are_told_where_they_stand_in_the_json(
    file: Path, event: str, code: str, place: str, hint: str, piped: Piped
) -> None:
    said = piped(file, event)
    assert said.code == 1, said.talk
    assert f"error[{code}]" in said.talk
    assert f"standard input:{place}" in said.talk
    assert hint in said.talk
    assert file.read_text() == TIMELINE


def test_what_may_mislead_is_told_and_added(file: Path, piped: Piped) -> None:
    said = piped(file, {"title": "x", "quotes": [{"exact": "y"}]})
    assert said.code == 0 and "warning[quote-without-source]" in said.talk
    assert "quotes: [{exact:" in file.read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no event"),
        ("[]", "standard input:1:1: an event is an object"),
        ('[{"title": "x"}]', "with nothing around it"),
        ('{"title": "x",}', "1:14: this comma is one too many"),
        ('{"title" "x"}', "1:10: a colon is missing"),
        ('{title: "x"}', "1:2: a field in double quotes"),
        ('{"title": x}', "1:11: a value is missing"),
        ('{"title": "x" "date": "y"}', "1:15: a comma or } is missing"),
        ('{"title": "x"', "a comma or } is missing"),
        ('{"title": "x\ny"}', "1:13: this text in quotes is not JSON"),
        ('{"a": "x", "a": "y"}', "`a` stands twice"),
        ('{"a": ' + "[" * 50 + "]" * 50 + "}", "nested more than 32 deep"),
        ('{"title": "x"}, {"title": "y"}', "1:15: an event is an object"),
        ("title: x", "an event is an object"),
        ('{"title": "\\ud800"}', "half of a character"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(file: Path, text: str, says: str, piped: Piped) -> None:
    said = piped(file, text)
    assert said.code == 2 and says in said.talk
    assert file.read_text() == TIMELINE


def test_a_broken_file_is_not_edited(file: Path, call: Call) -> None:
    file.write_text("events:\n- title: a\n- title: b: c\n")
    said = call("add", file, "--title", "x")
    assert said.code == 2 and f"{file}:3: the file cannot be read to its end" in said.talk
    assert file.read_text() == "events:\n- title: a\n- title: b: c\n"


def test_an_event_whose_id_another_was_given_by_the_program(tmp_path: Path, call: Call) -> None:
    file = tmp_path / "small.timeline.yaml"
    file.write_text("events:\n- title: The raid\n")
    assert call("add", file, "--title", "x", "--id", "the-raid").code == 2
    assert call("add", file, "--title", "The raid").out == f"{file}:3: the-raid-2\n"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None])
def test_what_is_no_file(tmp_path: Path, call: Call, make: object) -> None:
    path = tmp_path / "some.timeline.yaml"
    make(path)  # type: ignore[operator]
    said = call("add", path, "--title", "x")
    assert said.code == 2 and str(path) in said.talk and "try:" in said.talk


def test_a_change_made_elsewhere_is_shown_and_kept(
    file: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = saving.sweep

    def meanwhile(folder: Path) -> None:
        sweep(folder)
        file.write_text(TIMELINE + "# theirs\n")

    monkeypatch.setattr(saving, "sweep", meanwhile)
    said = call("add", file, "--title", "x")
    assert said.code == 2 and "changed elsewhere" in said.talk and "+# theirs" in said.talk
    assert file.read_text() == TIMELINE + "# theirs\n"


def test_a_hostile_title_acts_on_nothing(file: Path, piped: Piped) -> None:
    said = piped(file, {"title": "\x1b]52;c;x\x07", "id": "\x1b[31m", "date": "2024"})
    assert said.code == 0
    assert "\x1b" not in said.out + said.talk + file.read_text()


def test_all_that_an_event_says_beside_passages_is_added_by_options(call: Call, file: Path) -> None:
    said = call(
        *(
            "add",
            file,
            "--title",
            "New",
            "--key",
            "--source",
            "paper",
            "--media",
            "https://example.org/a.jpg",
        ),
        *("--field", "status=verified", "--field", "seen=2024-03-01", "--field", "seen=a=b"),
    )
    assert said.code == 0
    event = json.loads(call("show", "new", file, "--format", "json").out)
    assert (event["key"], event["sources"]) == (True, ["paper"])
    assert event["media"] == [{"url": "https://example.org/a.jpg", "caption": None, "credit": None}]
    assert event["fields"] == {"status": "verified", "seen": ["2024-03-01", "a=b"]}
    assert "    key: true\n" in file.read_text()


def test_what_an_event_is_part_of_its_links_and_its_note_are_added_by_options(call: Call, file: Path) -> None:
    links = ["--link", "https://example.org/a", "--link", "https://example.org/b"]
    whole = call("add", file, "--title", "Whole", "--id", "whole")
    assert (
        whole.code,
        call("add", file, "--title", "New", "--part-of", "whole", "--note", "N", *links).code,
    ) == (0, 0)
    event = json.loads(call("show", "new", file, "--format", "json").out)
    assert (event["part_of"], event["note"]) == ("whole", "N")
    assert event["links"] == ["https://example.org/a", "https://example.org/b"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--part-of", "whol"], "--part-of: "),
        (["--source", "papr"], "try: paper"),
        (["--field", "status"], "--field status=verified"),
        (["--field", "=x"], "--field status=verified"),
        (["--media", "javascript:x"], "not an address"),
    ],
)
def test_what_an_option_cannot_say_is_told(call: Call, file: Path, options: list[str], words: str) -> None:
    said = call("add", file, "--title", "New", *options)
    assert words in said.talk


BROUGHT = """\
{"sources": {"paper": {"title": "Told otherwise", "outlet": "Paper"}, "kyiv": {"title": "In Kyiv"}}}
{"title": "Third", "sources": ["kyiv"], "names": ["town"], "quotes": [{"exact": "e", "source": "kyiv"}]}
{"names": {"town": {"kind": "place", "name": "Town", "at": [51.28, 34.3]}}, "events": [{"title": "Fourth"}]}
"""


def test_sources_and_names_come_with_the_events_that_name_them(call: Call, file: Path) -> None:
    """In any order, with what is listed already said once more; all in one edit."""
    before = file.read_text()
    said = call("add", file, "-", stdin=BROUGHT)
    assert (said.code, said.out.count("\n")) == (0, 2)
    assert "1 source, 1 name listed" in said.talk
    after = file.read_text()
    assert "  kyiv: {title: In Kyiv}\n" in after
    assert "  town: {kind: place, name: Town, at: [51.28, 34.3]}\n" in after
    kept = [line for line in after.splitlines() if line in before.splitlines()]
    assert kept == before.splitlines()
    assert call("check", file).code == 0


def test_sources_come_alone(call: Call, file: Path) -> None:
    said = call(
        "add", file, "-", stdin='{"sources": {"kyiv": {"title": "In Kyiv", "derived_from": "paper"}}}'
    )
    assert (said.code, said.out) == (0, "")
    assert "  kyiv: {title: In Kyiv, derived_from: paper}\n" in file.read_text()


@pytest.mark.parametrize(
    ("brought", "place", "words"),
    [
        ('{"sources": {"paper": {"title": "Other"}}}', "1:14", "the file says something else"),
        ('{"sources": {"a": {"title": "1"}}}\n{"sources": {"a": {"title": "2"}}}', "2:14", "something else"),
        ('{"names": {"a": {"name": "A", "within": "nowhere"}}}', "1:41", "no name has this id"),
        ('{"names": {"a": {"name": "A", "at": [1, 2]}}}', "1:37", "kind: place"),
        ('{"names": {}, "events": [{"title": "t"}, {"title": "u", "sources": ["x"]}]}', "1:69", "no source"),
    ],
)
def test_what_comes_and_is_wrong_leaves_the_file_as_it_is(
    call: Call, file: Path, brought: str, place: str, words: str
) -> None:
    before = file.read_text()
    said = call("add", file, "-", stdin=brought)
    assert said.code == 1
    assert f"standard input:{place}" in said.talk
    assert words in said.talk
    assert file.read_text() == before


@pytest.mark.parametrize(
    ("brought", "words"),
    [
        ('{"sources": {}, "title": "T"}', "`title` does not belong here"),
        ('{"events": ["text"]}', "an event is an object"),
        ('{"sources": {"a": "text"}}', "an object in curly brackets"),
    ],
)
def test_what_is_no_piece_of_a_timeline_is_refused(call: Call, file: Path, brought: str, words: str) -> None:
    said = call("add", file, "-", stdin=brought)
    assert said.code == 2
    assert words in said.talk
