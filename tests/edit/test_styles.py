"""A new event looks like its neighbours."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from tests.edit import documents
from tests.edit.reading import whole
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote
from timeline_tui.edit.splice import CannotEdit

EVENT: dict[str, Any] = {
    "id": "new",
    "date": "2023-05-23",
    "title": "Raid: it goes on",
    "tags": ["yes", "ok"],
    "quotes": [{"exact": "He said so.", "source": "s"}],
}


def added(text: str, event: dict[str, Any] = EVENT) -> str:
    """The lines that are new when the event is added to a file."""
    old = text.encode()
    edit = add_events(old, [event])
    lead = next(
        (at for at, pair in enumerate(zip(old, edit.new, strict=False)) if pair[0] != pair[1]), len(old)
    )
    more = len(edit.new) - len(old)
    # Bytes that stand before and after alike belong to the one or the other; a new line begins at its start.
    while lead and old[lead - 1 : lead] != b"\n" and edit.new[lead - 1] == edit.new[lead + more - 1]:
        lead -= 1
    return edit.new[lead : lead + more].decode()


def lines(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")


def test_an_ordinary_file() -> None:
    text = lines("""
        events:
          - id: a
            date: 2024
            title: A
    """)
    assert added(text) == (
        '  - id: new\n    date: 2023-05-23\n    title: "Raid: it goes on"\n    tags: ["yes", ok]\n'
        "    quotes:\n      - exact: He said so.\n        source: s\n"
    )


def test_numbers_of_fields_of_ones_own_stay_numbers() -> None:
    event = {"title": "A", "fields": {"seats": "3", "share": "-0.5", "house": "007", "seen": ["4", "a few"]}}
    assert added("events:\n- title: B\n", event) == (
        '- title: A\n  fields: {seats: 3, share: -0.5, house: "007", seen: [4, a few]}\n'
    )


def test_order_quotes_gaps_and_blank_lines_of_the_neighbours() -> None:
    text = lines("""
        events:

        -   title: 'A: b'
            date: '2024'
            quotes:
            -   source: s
                exact: 'x'

        -   title: 'B'
            date: '2025'
            tags:
            - 'x'
    """)
    assert added(text) == (
        "-   id: new\n    title: 'Raid: it goes on'\n"
        "    date: '2023-05-23'\n    tags:\n    - 'yes'\n    - 'ok'\n"
        "    quotes:\n    -   source: s\n        exact: 'He said so.'\n\n"
    )


def test_an_event_in_brackets_among_such() -> None:
    text = "events:\n- {title: a, date: 2022}\n- {title: b, date: 2024}\n"
    assert added(text) == (
        '- {id: new, title: "Raid: it goes on", date: 2023-05-23, tags: ["yes", ok], '
        "quotes: [{exact: He said so., source: s}]}\n"
    )


def test_one_that_is_too_long_for_brackets_is_written_as_those_that_have_none() -> None:
    text = "events:\n- date: 2022\n  title: a\n  id: a\n- {title: b, date: 2022-02}\n"
    assert added(text, {"id": "c", "title": "c" * 100, "date": "2023"}) == (
        f"- date: 2023\n  title: {'c' * 100}\n  id: c\n"
    )
    assert added(text, {"id": "c", "title": "c", "date": "2023"}) == "- {title: c, date: 2023, id: c}\n"


def test_json_stays_json() -> None:
    import json

    edit = add_events(documents.JSON_LIKE, [EVENT])
    assert json.loads(edit.new)["events"][1] == EVENT
    assert edit.new.count(b"\n") == documents.JSON_LIKE.count(b"\n") + 1


def test_long_text_is_folded_where_others_are() -> None:
    text = "events:\n  - title: A\n    summary: >-\n      " + "word " * 15 + "\n      end\n"
    event = {"title": "B", "summary": "some words " * 12 + "end"}
    head, fold, *more = added(text, event).splitlines()
    assert (head, fold) == ("  - title: B", "    summary: >-")
    assert len(more) == 2 and all(line.startswith("      ") and len(line) <= 81 for line in more)
    assert " ".join(line.strip() for line in more) == event["summary"]


LONG = "some words " * 12 + "end"


@pytest.mark.parametrize(
    ("written", "text", "lines"),
    [
        ("summary: >-\n      word word\n      end", "one\ntwo", [">-", "one", "", "two"]),
        ("summary: |-\n      word word\n      end", "one\ntwo", ["|-", "one", "two"]),
        # One line is too long for a block that keeps its lines.
        ("summary: |-\n      word word\n      end", LONG, [">-"]),
        ("summary: word word\n      end", LONG, ["some words some"]),
        ("summary: word word", LONG, [LONG]),
    ],
)
def test_a_long_text_is_broken_as_those_of_its_neighbours(written: str, text: str, lines: list[str]) -> None:
    new = added(f"events:\n  - title: A\n    {written}\n", {"title": "B", "summary": text})
    first, *more = new.removeprefix("  - title: B\n    summary: ").splitlines()
    shown = [first, *(line.strip() for line in more)]
    assert all(line.startswith(begin) for line, begin in zip(shown, lines, strict=False))
    assert (len(shown) == len(lines)) is (text != LONG or lines == [LONG])
    assert all(len(line) <= 100 for line in new.splitlines()) or lines == [LONG]
    assert whole(f"events:\n{new}".encode())["events"] == [{"title": "B", "summary": text}]


def test_marks_that_a_text_needs_are_no_habit() -> None:
    needed = '    note: "c\\nd"\n    place: "e\\nf"\n'
    assert added(f"events:\n  - title: 'A: b'\n{needed}", {"title": "B: c"}) == "  - title: 'B: c'\n"


@pytest.mark.parametrize(
    ("neighbour", "new"),
    [
        # What no neighbour shows stands as far to the right as the events do, and short lists in brackets.
        (
            "    - title: A\n",
            "      tags: [t]\n      quotes:\n          - exact: x\n"
            "      disputes:\n        who: Who was it?\n",
        ),
        (
            "    - title: A\n      disputes:\n          a: Was it?\n      quotes:\n      -   exact: y\n",
            "      tags: [t]\n      disputes:\n          who: Who was it?\n"
            "      quotes:\n      -   exact: x\n",
        ),
        (
            "    - title: A\n      tags:\n        -   y\n      quotes: [{exact: y}]\n",
            "      tags:\n        -   t\n      quotes: [{exact: x}]\n"
            "      disputes:\n        who: Who was it?\n",
        ),
    ],
)
def test_lists_and_mappings_stand_as_those_of_their_field(neighbour: str, new: str) -> None:
    event = {"title": "B", "tags": ["t"], "quotes": [{"exact": "x"}], "disputes": {"who": "Who was it?"}}
    assert added(f"events:\n{neighbour}", event) == f"    - title: B\n{new}"


def test_several_lines_are_kept_as_lines() -> None:
    text = "events:\n- title: A\n"
    assert added(text, {"title": "B", "note": "one\ntwo"}) == "- title: B\n  note: |-\n    one\n    two\n"


def test_beside_a_hyphen_with_nothing_behind_it() -> None:
    text = b"events:\n- # nothing yet\nnames: {}\n"
    new = add_events(text, [{"title": "B"}]).new
    assert new == b"events:\n- # nothing yet\n- title: B\nnames: {}\n"


def test_windows_line_ends_and_a_byte_order_mark_are_kept() -> None:
    old = "\ufeffevents:\r\n- title: A\r\n".encode()
    assert add_events(old, [{"title": "B"}]).new == old + b"- title: B\r\n"


def test_a_file_without_a_line_break_at_its_end_gets_none() -> None:
    assert add_events(b"events:\n- title: A", [{"title": "B"}]).new == b"events:\n- title: A\n- title: B"


@pytest.mark.parametrize(
    "text", ["", "# only a comment\n", "title: T\n", "title: T", "events:\n", "---\n", "events: []\n"]
)
def test_the_first_event(text: str) -> None:
    new = add_events(text.encode(), [{"title": "B"}]).new.decode()
    assert "title: B" in new and new.startswith(text.removesuffix(" []\n"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("events: []\n", "events:\n  - date: 2023\n    title: B\n"),
        ("events: []", "events:\n  - date: 2023\n    title: B"),
        ("events:   [ ]   # none yet\n", "events:   # none yet\n  - date: 2023\n    title: B\n"),
        ("events: []\r\nnames: {}\r\n", "events:\r\n  - date: 2023\r\n    title: B\r\nnames: {}\r\n"),
        # What stands in brackets itself stays so, and so does what holds a comment.
        ("{events: []}\n", "{events: [{date: 2023, title: B}]}\n"),
        ("events: [ # none\n]\n", "events: [{date: 2023, title: B} # none\n]\n"),
    ],
)
def test_a_list_with_nothing_in_its_brackets_loses_them(before: str, after: str) -> None:
    assert add_events(before.encode(), [{"date": "2023", "title": "B"}]).new.decode() == after


A, B = "{title: A, date: 2022}", "{title: B, date: 2024}"


@pytest.mark.parametrize(
    ("date", "before", "after"),
    [
        ("2023", f"[\n  {A}, # a\n  {B}  # b\n]\n", f"[\n  {A}, # a\n  NEW,\n  {B}  # b\n]\n"),
        ("2025", f"[\n  {A}, # a\n  {B}  # b\n]\n", f"[\n  {A}, # a\n  {B},  # b\n  NEW\n]\n"),
        ("2025", f"[\n  {A}, # a\n  {B}, # b\n]\n", f"[\n  {A}, # a\n  {B}, # b\n  NEW,\n]\n"),
        ("2021", f"[ # all\n  # a\n  {A},\n  {B}\n]\n", f"[ # all\n  NEW,\n  # a\n  {A},\n  {B}\n]\n"),
        ("2023", f"[\n  {A},\n  # b, too\n  {B}\n]\n", f"[\n  {A},\n  NEW,\n  # b, too\n  {B}\n]\n"),
        ("2021", f"[{A}, # a\n  {B}] # b\n", f"[NEW,\n  {A}, # a\n  {B}] # b\n"),
        ("2025", f"[{A}, # a\n  {B}] # b\n", f"[{A}, # a\n  {B},\n  NEW] # b\n"),
        ("2023", f"[\n  {A}, {B} # both\n]\n", f"[\n  {A}, NEW, {B} # both\n]\n"),
        ("2025", f"[{A} # a, b\n]\n", f"[{A}, # a, b\n         NEW\n]\n"),
        ("2023", f"[\n    {A} # a\n  , {B} # b\n]\n", f"[\n    {A} # a\n  , NEW\n  , {B} # b\n]\n"),
        ("2025", f"[\n    {A} # a\n  , {B} # b\n]\n", f"[\n    {A} # a\n  , {B} # b\n  , NEW\n]\n"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_in_brackets_a_comment_stays_with_its_event(date: str, before: str, after: str, ends: str) -> None:
    data = f"events: {before}".replace("\n", ends).encode()
    new = f"{{date: {date}, title: C}}" if date else ""
    edit = add_events(data, [{"date": date, "title": "C"}])
    shown = edit.new.decode().replace(f"{{title: C, date: {date}}}", "NEW").replace(new, "NEW")
    assert shown == f"events: {after}".replace("\n", ends)


def test_it_goes_where_the_order_of_time_puts_it() -> None:
    text = b"events:\n- {date: 2022, title: a}\n- {title: no date}\n# later\n- {date: 2024, title: b}\n"
    new = add_events(text, [{"date": "2023", "title": "new"}]).new
    assert new == text.replace(b"# later", b"- {date: 2023, title: new}\n# later")
    new = add_events(text, [{"date": "2021", "title": "new"}]).new
    assert new == text.replace(b"events:\n", b"events:\n- {date: 2021, title: new}\n")
    assert add_events(text, [{"title": "new"}]).new == text + b"- {title: new}\n"


def test_a_range_goes_where_its_first_day_does() -> None:
    text = b"events:\n- {date: 2021, title: a}\n- {date: 2023, title: b}\n"
    new = add_events(text, [{"date": "2022/2025", "title": "new"}]).new
    assert new == text.replace(b"- {date: 2023", b"- {date: 2022/2025, title: new}\n- {date: 2023")


def test_the_newest_first_is_an_order_too() -> None:
    text = b"events:\n- {date: 2024, title: b}\n- {date: 2022, title: a}\n"
    new = add_events(text, [{"date": "2023", "title": "new"}]).new
    assert new == text.replace(b"- {date: 2022", b"- {date: 2023, title: new}\n- {date: 2022")


def test_no_order_means_the_end() -> None:
    text = b"events:\n- {date: 2024, title: b}\n- {date: 2022, title: a}\n- {date: 2023, title: c}\n"
    assert add_events(text, [{"date": "2021", "title": "new"}]).new == text + b"- {date: 2021, title: new}\n"


def test_several_at_once_and_the_lines_they_begin_in() -> None:
    text = b"events:\n- {date: 2022, title: a}\n- {date: 2024, title: b}\n"
    events = [{"date": date, "title": date} for date in ("2025", "2023-02", "2021", "2023-01")]
    edit = add_events(text, events)
    found = edit.new.decode().splitlines()
    assert [found[line - 1].split('"')[1] for line in edit.lines] == ["2025", "2023-02", "2021", "2023-01"]
    titles = [line.split("title: ")[1].strip('"}') for line in found[1:]]
    assert titles == ["2021", "a", "2023-01", "2023-02", "b", "2025"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("events: &all\n- title: a\n", "anchor or a tag"),
        ("events: !t\n- title: a\n", "anchor or a tag"),
        ("events:\n- title: a: b\n", "cannot be read to its end"),
        ("events: some\n", "must be a list"),
        ("events: {a: b}\n", "must be a list"),
        ("- a\n", "must be a list"),
        ("{title: T}\n", "curly brackets"),
        ("events:\n- title: a\nevents:\n- title: b\n", "`events` stands twice"),
        ("names: {}\nevents:\n- title: a\nnames: {}\n", "`names` stands twice"),
        ("events:\n- title: \x01\n", "control character"),
        ("events:\n- " + "[" * 40 + "]" * 40 + "\n", "nested more than"),
        ("events:\n- title: |\n    no line break", "no way"),
    ],
)
def test_what_is_not_safe_is_refused(text: str, says: str) -> None:
    with pytest.raises(CannotEdit, match=says) as refused:
        add_events(text.encode(), [{"title": "new"}])
    assert refused.value.hint


def test_half_a_character_is_refused() -> None:
    with pytest.raises(CannotEdit, match="half of a character, which no file in UTF-8 can hold"):
        add_events(b"events:\n- title: a\n", [{"title": "\ud800"}])


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("events:\n- &a\n  title: a\n- *a\n", "is an alias", 4),
        ("events:\n- &a\n  title: a\n", "anchor or a tag", 2),
        ("events:\n- title: a\n  <<: {x: y}\n", "merges", 2),
        ("events:\n- title: a\n  title: b\n", "twice", 2),
        ("events:\n- just text\n", "no mapping", 2),
        ("x: &q []\nevents:\n- title: a\n  quotes: *q\n", "`quotes` is an alias", 4),
        ("events:\n- title: a\n  quotes: !t []\n", "anchor or a tag", 3),
        ("events:\n- title: a\n  quotes: some\n", "`quotes` is a text here", 3),
    ],
)
def test_an_event_that_hangs_on_others_is_not_changed(text: str, says: str, line: int) -> None:
    with pytest.raises(CannotEdit, match=says) as refused:
        add_quote(text.encode(), len(text.split("\n- ")) - 2, {"exact": "x"})
    assert refused.value.line == line


QUOTE = {"exact": "It is so.", "source": "s"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- title: a\n", "- title: a\n  quotes:\n  - exact: It is so.\n    source: s\n"),
        (
            "- title: a\n  quotes: []  # none\n  note: n\n",
            "- title: a\n  quotes:  # none\n  - exact: It is so.\n    source: s\n  note: n\n",
        ),
        ("- {title: a, quotes: []}\n", "- {title: a, quotes: [{exact: It is so., source: s}]}\n"),
        (
            "- title: a\n  quotes: [\n    {exact: x}, # of x\n    {exact: y} # of y\n  ]\n",
            "- title: a\n  quotes: [\n    {exact: x}, # of x\n    {exact: y}, # of y\n"
            "    {exact: It is so., source: s}\n  ]\n",
        ),
        (
            "- {title: a, # of a\n   note: n # of n\n  }\n",
            "- {title: a, # of a\n   quotes: [{exact: It is so., source: s}],\n   note: n # of n\n  }\n",
        ),
        (
            "- title: a\n  quotes: # c\n  note: n\n",
            "- title: a\n  quotes: # c\n  - exact: It is so.\n    source: s\n  note: n\n",
        ),
        ("- {title: a}\n", "- {title: a, quotes: [{exact: It is so., source: s}]}\n"),
        (
            "- title: a\n  quotes:\n    - source: t # c\n      exact: |\n        x\n  # next\n  note: n\n",
            "- title: a\n  quotes:\n    - source: t # c\n      exact: |\n        x\n"
            "    - source: s\n      exact: It is so.\n  # next\n  note: n\n",
        ),
        (
            "- title: a\n  quotes:\n    - {source: t, exact: x}\n",
            "- title: a\n  quotes:\n    - {source: t, exact: x}\n    - {source: s, exact: It is so.}\n",
        ),
        (
            "- title: a\n  quotes:\n    -   exact: x\n        source: t\n",
            "- title: a\n  quotes:\n    -   exact: x\n        source: t\n"
            "    -   exact: It is so.\n        source: s\n",
        ),
        (
            "- title: a\n  quotes: [{exact: x},\n           {exact: y}]\n",
            "- title: a\n  quotes: [{exact: x},\n           {exact: y},\n"
            "           {exact: It is so., source: s}]\n",
        ),
    ],
)
def test_a_passage_goes_behind_the_last_one(before: str, after: str) -> None:
    assert add_quote(f"events:\n{before}".encode(), 0, QUOTE).new.decode() == f"events:\n{after}"


def test_a_passage_behind_a_text_that_a_line_break_would_lengthen_says_what_to_do() -> None:
    with pytest.raises(CannotEdit) as refused:
        add_quote(b"events:\n- title: b\n- title: a\n  summary: |\n    x", 1, {"exact": "y"})
    assert "line break" in (refused.value.hint or "")
    assert refused.value.line == 3


def test_fields_that_no_neighbour_has_come_behind_those_before_them_in_the_format() -> None:
    text = b"events:\n- title: a\n  date: 2022\n"
    assert add_quote(text, 0, {"exact": "so"}).new == text + b"  quotes:\n  - exact: so\n"
