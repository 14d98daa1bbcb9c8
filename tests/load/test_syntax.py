"""What is no YAML is told in words that help, with a line to copy where there is one."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.load.files import marked, problems, read
from timeline_tui.yamlfile.layout import Unclear, lay_out
from timeline_tui.yamlfile.syntax import quoted

HEAD = "events:\n- id: a\n  title: t\n"
# What comes after a sound event, the code, the marked text, and a part of the hint.
MISTAKES = [
    ("- title: Raid: the second", "unquoted-colon", ":", '- title: "Raid: the second"'),
    ("- title: She said: \"no\": so", "unquoted-colon", ":", "- title: 'She said: \"no\": so'"),
    ("- title: It's: here", "unquoted-colon", ":", '- title: "It\'s: here"'),
    ("- id: b\n  title: x\n   date: 2024", "bad-indent", "date", "same column"),
    ("- id: b\n  title: x\n date: 2024", "bad-indent", "d", "same indentation"),
    ("- title:\n  - id: b\n - x", "bad-indent", "-", "same indentation"),
    ("- title: - x", "bad-indent", "-", "next line"),
    ("- id: b\n\ttitle: x", "tab-indent", "\t", "spaces"),
    ("-\tid: b\n\ttitle: x", "tab-indent", "\t", "spaces"),
    ("- id: b\n  \ttitle: x", "tab-indent", "\t", "spaces"),
    ("- id: b\n  title: \"x\n  date: 2024\n", "unclosed-quote", '"x', "same mark"),
    ("- id: b\n  title: 'x\n  date: 2024\n", "unclosed-quote", "'x", "same mark"),
    ("- title: \"x\n  summary: \"y\"\n", "unclosed-quote", '"x', "same mark"),
    ("- title: \"Raid\" at night", "text-after-quote", "at night", "'"),
    ("- {title: x, tags: [\"a\" \"b\"]}", "text-after-quote", "\"b\"]}", "put a comma before it"),
    ("- {title: \"x\" date: 2024}", "text-after-quote", "date: 2024}", "put a comma before it"),
    ("- title: [June] Raid", "unquoted-mark", "[", '- title: "[June] Raid"'),
    ("- title: {June} Raid", "unquoted-mark", "{", '- title: "{June} Raid"'),
    ("- title: @raid", "unquoted-mark", "@", '- title: "@raid"'),
    ("- title: `raid`", "unquoted-mark", "`", '- title: "`raid`"'),
    ("- title: %raid", "unquoted-mark", "%", '- title: "%raid"'),
    ("- title: * raid", "unquoted-mark", "*", '- title: "* raid"'),
    ("- title: & raid", "unquoted-mark", "&", '- title: "& raid"'),
    ("- tags: [a, b\n  title: x", "unclosed-bracket", "[", "close it"),
    ("- {title: a\n- {title: b}", "unclosed-bracket", "{", "close it"),
    ("- id: b\n  summary\n  title: x", "missing-colon", "summary", "a colon"),
    ("- title: \"a \\q\"", "bad-escape", "\\q", "backslash"),
    ("- title: \"a \\xZZ\"", "bad-escape", "\\x", "backslash"),
    ("- title: \"a \\ud800\"", "bad-escape", "\\ud800", "take it out"),
    ("- title: \"a \\uDE80 b\"", "bad-escape", "\\uDE80", "take it out"),
    ("- title: \"a \\ud83d\\ude80\"", "bad-escape", "\\ud83d\\ude80", "itself, 🚀, or \\U0001F680"),
    ("- title: \"a \\uD83D\\uDE80\\n\"", "bad-escape", "\\uD83D\\uDE80", "itself, 🚀, or \\U0001F680"),
    ("- title: \"a \\ud83d\\u0041\"", "bad-escape", "\\ud83d", "take it out"),
]  # fmt: skip


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(("text", "code", "mark", "hint"), MISTAKES, ids=[text for text, *_ in MISTAKES])
def test_a_mistake_has_its_words(text: str, code: str, mark: str, hint: str, pure: bool) -> None:
    events, reading = read(f"{HEAD}{text}\n", pure=pure)
    assert [event.id for event in events][:1] == ["a"]
    found = [problem for problem in reading.problems if problem.code != "missing-id"]
    assert [problem.code for problem in found][-1:] == [code]
    assert marked(found[-1]) == mark
    assert hint in str(found[-1].hint)


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("title: a: b", 'title: "a: b"'),
        ("   - title: a: b  ", '- title: "a: b"'),
        ('title: a "b": c', "title: 'a \"b\": c'"),
        ("title: a 'b' \\ : c", "title: 'a ''b'' \\ : c'"),
        ("a: b: c: d", 'a: "b: c: d"'),
    ],
)
def test_a_line_is_corrected(line: str, corrected: str) -> None:
    assert quoted(line) == corrected
    field, text = corrected.removeprefix("- ").split(": ", 1)
    assert yaml.safe_load(corrected.removeprefix("- ")) == {field: yaml.safe_load(text)}


def test_an_event_that_stands_too_far_to_the_right_is_told_from_a_colon() -> None:
    found = problems(f"{HEAD}  - id: b\n    title: x\n")
    assert [(problem.code, marked(problem)) for problem in found] == [("bad-indent", "-")]
    assert "same indentation" in str(found[0].hint)


@pytest.mark.parametrize("line", ["", "a", ": b", "- a", "'a': b", "# a: b: c", "a: " + "b" * 200])
def test_a_line_that_is_no_field_is_not_corrected(line: str) -> None:
    assert quoted(line) is None


def test_a_mistake_in_the_first_line_still_is_a_timeline() -> None:
    events, reading = read("title: Raids: all of them\nevents: [{id: a, title: t}]\n")
    assert [event.id for event in events] == ["a"]
    assert [problem.code for problem in reading.problems] == ["unquoted-colon"]
    assert not reading.unreadable


IN_BRACKETS = [
    ("- {title: a,\n\tid: b\n\tdate: c}", "unclosed-bracket", "b"),
    ("- {title: a,\n\tid: 'b'\n\tdate: c}", "unclosed-bracket", "{"),
    ('- {title: a,\n\tsummary: "a \\q"}', "bad-escape", "\\q"),
    ("- {title: a,\n\tsummary: @b}", "unquoted-mark", "@"),
    ("- id: b\n  tags: [c,\n\td]\n\ttitle: x", "tab-indent", "\t"),
]


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the parser in Python takes no tabs")
@pytest.mark.parametrize(("text", "code", "mark"), IN_BRACKETS)
def test_a_tab_in_brackets_is_no_mistake(text: str, code: str, mark: str) -> None:
    (problem,) = (problem for problem in problems(HEAD + text) if problem.severity == "error")
    assert (problem.code, marked(problem)) == (code, mark)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the parser in Python takes no tabs")
def test_brackets_around_everything_are_indented_with_tabs() -> None:
    text = '{\n\t"events": [\n\t\t{"id": "a", "title": "A"}%s\n\t\t{"id": "b", "title": "B"}\n\t]\n}\n'
    assert not problems(text % ",")
    (problem,) = problems(text % "")
    assert (problem.code, problem.place.line, marked(problem)) == ("unclosed-bracket", 2, "[")


CONFLICT = "<<<<<<< HEAD\n{0}{1}||||||| base\n{0}{1}=======\n{0}{2}>>>>>>> theirs\n"
CONFLICTS = {
    "an event": HEAD + CONFLICT.format("- ", "title: b\n", "title: c\n"),
    "a field": HEAD + CONFLICT.format("  ", "date: 2024\n", "date: 2025\n"),
    "a text after |": HEAD + "  summary: |\n    one\n" + CONFLICT.format("    ", "two\n", "three\n"),
    "a text in quotes": HEAD + '  summary: "one\n' + CONFLICT.format("    ", "two\n", "three\n") + '    x"\n',
    "a bracket": '{"events": [{"title": "A",\n'
    + CONFLICT.format('"date": ', '"2024"\n', '"2025"\n')
    + "}]}\n",
    "a source": "sources:\n" + CONFLICT.format("  ", "a: {title: A}\n", "b: {title: B}\n") + HEAD,
    "the first line": CONFLICT.format("", "title: A\n", "title: B\n") + HEAD,
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("text", CONFLICTS.values(), ids=CONFLICTS)
def test_the_marks_of_a_merge_are_named_as_such(text: str, pure: bool, end: str) -> None:
    events, reading = read(text.replace("\n", end).encode(), pure=pure)
    lines = text.split("\n")
    (found,) = (problem for problem in reading.problems if problem.severity == "error")
    places = [found.place, *(one.place for one in found.related)]
    assert [lines[place.line - 1][:7] for place in places] == ["<<<<<<<", "=======", ">>>>>>>"]
    assert (found.code, found.lost, {place.column for place in places}) == ("conflict-marker", "part", {1})
    assert "a" in [event.id for event in events] or events[0].title == "A"
    assert "HEAD" in found.label and "theirs" in found.related[0].label


def test_a_mark_on_the_first_line_is_found_behind_a_byte_order_mark() -> None:
    events, reading = read("\ufeff" + CONFLICTS["the first line"])
    assert [event.id for event in events] == ["a"]
    assert [(one.code, one.place.line) for one in reading.problems] == [("conflict-marker", 1)]


def test_events_of_both_versions_are_read_where_they_have_other_ids() -> None:
    text = (
        HEAD + CONFLICT.format("- ", "{id: b, title: b}\n", "{id: c, title: c}\n") + "- {id: d, title: d}\n"
    )
    events, reading = read(text)
    assert [event.id for event in events] == ["a", "b", "c", "d"]
    assert [(one.code, one.lost) for one in reading.problems] == [("conflict-marker", "")]


def test_a_fault_beside_a_conflict_is_told_too() -> None:
    conflict = CONFLICT.format("- ", "{id: b, title: b}\n", "{id: b, title: c}\n")
    events, reading = read(f"{HEAD}- title: x: y\n{conflict}- title: @x\n- {{id: d, title: d}}\n")
    assert [(event.id, event.title) for event in events] == [("a", "t"), ("b", "b"), ("d", "d")]
    assert [one.place.line for one in reading.problems] == [4, 5, 12]


@pytest.mark.parametrize("text", CONFLICTS.values(), ids=CONFLICTS)
def test_an_edit_is_refused_at_the_mark_of_a_merge(text: str) -> None:
    text = "# one\r# two\u2028 and no other\n" + text
    with pytest.raises(Unclear, match="a merge left two versions") as told:
        lay_out(text.encode())
    assert told.value.line == len(re.findall("[\r\n]", text[: text.index("<<<<<<<")])) + 1


@pytest.mark.parametrize("before", range(65_500, 65_545))
def test_the_mark_of_a_merge_is_found_wherever_the_file_is_cut(before: int) -> None:
    text = f"# {'x' * (before - 3)}\nevents: [{{id: a, title: 'A\n=======\n <<<<<<< b'}}]\n"
    assert [problem.place.line for problem in problems(text) if problem.code == "conflict-marker"] == [3]


def test_what_only_looks_like_a_mark_is_none() -> None:
    text = "# ======= <<<<<<< x\nevents:\n- id: a\n  title: '=======\n========\n<<<<<<<'\n  note: <<<<<<< b\n"
    assert not problems(text)
