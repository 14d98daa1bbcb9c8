"""What is no YAML is told in words that help, with a line to copy where there is one."""

from __future__ import annotations

import pytest
import yaml

from tests.loading.files import marked, problems, read
from timeline_tui.loading.syntax import quoted

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
    ("- title: \"a \\ud800\"", "bad-escape", "\\u", "backslash"),
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
    _, reading = read("title: Raids: all of them\nevents: []\n")
    assert [problem.code for problem in reading.problems] == ["unquoted-colon"]
    assert not reading.unreadable
