"""Plain values: text stays text, aliases are bounded, and nothing deep or large is built."""

from __future__ import annotations

import pytest

from tests.load.files import codes, marked, problems, read
from timeline_tui.load import one_file, whole
from timeline_tui.yamlfile import values


def event(fields: str) -> str:
    return f"events:\n- id: a\n  title: t\n{fields}"


@pytest.mark.parametrize(
    "text", ["010", "12:30", "NO", "1e3", "0x10", "2024-02-30", "1_000", "yes", "-0044", ".inf"]
)
def test_a_scalar_stays_as_it_is_written(text: str) -> None:
    events, reading = read(event(f"  note: {text}\n"))
    assert events[0].note == text
    assert reading.problems == []


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# comment"])
def test_a_value_that_is_not_written_is_absent(text: str) -> None:
    events, reading = read(event(f"  note: {text}\n"))
    assert events[0].note is None
    assert reading.problems == []


@pytest.mark.parametrize("text", ['"~"', "'null'", '""', "!!str null"])
def test_in_quotes_it_is_text(text: str) -> None:
    events, reading = read(event(f"  summary: {text}\n"))
    assert events[0].summary == (None if text.startswith("!!") else text[1:-1])
    assert reading.problems == []


def test_an_alias_repeats_a_text_a_list_and_a_mapping() -> None:
    text = (
        "sources: {s: &s {title: T}, r: *s}\n"
        "events:\n"
        "- {id: a, title: &t Same, tags: &g [x, y], disputes: {d: *t}}\n"
        "- {id: b, title: *t, tags: *g, links: []}\n"
    )
    events, reading = read(text)
    assert reading.problems == []
    assert events[1].title == "Same"
    assert events[1].tags == ("x", "y")
    assert reading.timeline.sources["r"].title == "T"


def test_an_alias_can_be_a_field() -> None:
    events, reading = read(event("  note: &n summary\n  *n : text\n"))
    assert events[0].summary == "text"
    assert reading.problems == []


def test_an_alias_of_a_whole_event_is_that_event_again() -> None:
    events, reading = read("events:\n- &e {id: a, title: t}\n- *e\n")
    assert [each.id for each in events] == ["a", "a-2"]
    assert codes(reading.problems) == ["equal-ids"]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_aliases_that_multiply_are_left_out(pure: bool) -> None:
    lines = ["x0: &x0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for level in range(1, 30):
        lines.append(f"x{level}: &x{level} [{', '.join([f'*x{level - 1}'] * 10)}]")
    text = "".join(f"{line}\n" for line in lines) + event("  tags: *x29\n")
    events, reading = read(text, pure=pure)
    assert [each.id for each in events] == ["a"]
    assert "too-big" in codes(reading.problems)


def test_small_aliases_in_every_event_are_bounded_in_all() -> None:
    text = "license: &l " + "x" * 100_000 + "\nevents:\n"
    text += "".join(f"- {{id: e{number}, title: t, note: *l}}\n" for number in range(40))
    events, reading = read(text)
    assert len(events) == 40
    # They may add a MiB, and twice what the file holds.
    assert sum(each.note is not None for each in events) == ((1 << 20) + 2 * len(text)) // 100_000
    assert set(codes(reading.problems)) == {"too-big"}


def test_anchors_are_kept_up_to_a_size() -> None:
    events, reading = read(event("  summary: &s " + "x" * (4 << 20) + "y\n- {id: b, title: t, note: *s}\n"))
    assert len(events) == 2
    assert events[1].note is None
    assert codes(reading.problems) == ["too-big"]


DEEP = {
    "lists in brackets": "[",
    "mappings in brackets": "{a: ",
    "lists": "- ",
    "keys": "? ",
    "both": "[{a: ",
}


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize(
    "before", ["- ", "- id: x\n  title: t\n  nothing:\n    ", "- ? "], ids=["item", "field", "key"]
)
def test_what_is_nested_100_000_deep_is_left(deep: str, before: str, pure: bool) -> None:
    events, reading = read("events:\n- {id: a, title: t}\n" + before + deep * 100_000, pure=pure)
    assert [each.id for each in events] == ["a"]
    assert codes(reading.problems) == ["too-deep"]


def test_what_is_nested_in_a_second_events_is_left_too() -> None:
    assert codes(problems("events: [{id: a, title: t}]\nevents: " + "[" * 50)) == ["too-deep"]


def test_as_deep_as_is_allowed_is_read() -> None:
    text = "events:\n- {id: a, title: t, nothing: " + "[" * 31 + "]" * 31 + "}\n"
    assert codes(problems(text)) == ["unknown-field"]
    assert codes(problems(text.replace("[]", "[[]]"))) == ["too-deep"]


def test_a_text_of_a_million_lines_is_read() -> None:
    events, reading = read(event("  summary: |\n" + "    a line\n" * 1_000_000))
    assert reading.problems == []
    assert len(events[0].summary or "") == 7 * 1_000_000


def test_an_event_that_no_memory_should_hold_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (one_file, whole):
        monkeypatch.setattr(module, "LARGEST", 1 << 20)
    events, reading = read(
        event("- {id: b, title: t, summary: " + "x" * (2 << 20) + "}\n- {id: c, title: t}\n")
    )
    assert [each.id for each in events] == ["a"]
    assert codes(reading.problems) == ["too-big"]


def test_an_event_of_50_000_things_is_passed_over() -> None:
    events, reading = read(
        event("- {id: b, title: t, tags: [" + "x, " * 50_000 + "]}\n- {id: c, title: t}\n")
    )
    assert [each.id for each in events] == ["a", "c"]
    assert codes(reading.problems) == ["too-big"]


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is met by a thousand things."""
    monkeypatch.setattr(values, "_MOST_NODES", 1_000)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(
    "large",
    [
        "tags: [" + "x, " * 1_200 + "]",
        "disputes: {" + "".join(f"d{number}: q, " for number in range(1_200)) + "}",
        "quotes: [" + "{exact: q}, " * 400 + "]",
        "note: [" + "[x], " * 400 + "]",
        "note: &n [[" + "x, " * 1_200 + "], *n]",
    ],
    ids=["list", "mapping", "mappings", "lists", "anchor"],
)
def test_an_event_of_too_many_things_is_passed_over(large: str, pure: bool) -> None:
    text = event(f"- {{id: b, title: t, {large}}}\n- {{id: c, title: t, part_of: b}}\n")
    events, reading = read(text, pure=pure)
    assert [each.id for each in events] == ["a", "c"]
    assert codes(reading.problems) == ["too-big"]
    assert marked(reading.problems[0]) == "id"


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("section", ["sources", "names"])
def test_an_entry_of_too_many_things_is_passed_over(section: str) -> None:
    large = "[" + "x, " * 1_200 + "]"
    uses = "names: [a, b]" if section == "names" else "quotes: [{exact: q, source: a}, {exact: q, source: b}]"
    text = f"{section}:\n  a: {{title: t, also: {large}}}\n  b: {{name: n}}\n"
    text += f"events:\n- {{id: e, title: t, {uses}}}\n"
    events, reading = read(text)
    assert len(events) == 1
    assert codes([problem for problem in reading.problems if problem.code != "unknown-field"]) == ["too-big"]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("large", ["license: ", "unknown: ", "events: "])
def test_a_field_of_too_many_things_is_passed_over(large: str) -> None:
    text = large + "{" + "".join(f"x{number}: y, " for number in range(1_200)) + "}\n"
    events, reading = read(text + ("" if large == "events: " else event("")))
    assert len(events) == (0 if large == "events: " else 1)
    assert "too-big" in codes(reading.problems)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title: , title: y", "y"),
        ("title: first, title: ", "first"),
        ("&k title: first, *k : second", "first"),
        ("&k title: first, title: second", "first"),
    ],
)
def test_an_equal_key_is_told_however_it_is_written(fields: str, title: str) -> None:
    events, reading = read(f"events:\n- {{id: b, {fields}}}\n")
    assert [each.title for each in events] == [title]
    assert codes(reading.problems) == ["equal-keys"]


def test_many_events_of_middling_size_are_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (one_file, whole):
        monkeypatch.setattr(module, "LARGEST", 1 << 17)
    text = "events:\n" + "".join(f"- {{id: e{number}, title: {'x' * 1000}}}\n" for number in range(1000))
    events, reading = read(text)
    assert len(events) == 1000
    assert reading.problems == []


def test_equal_keys_keep_the_first_at_every_level() -> None:
    text = (
        "title: One\ntitle: Two\n"
        "sources:\n  s: {title: One, title: Two}\n  s: {title: Three}\n"
        "events:\n- {id: a, id: b, title: t, disputes: {d: One, d: Two}}\n"
        "events:\n- {id: c, title: t}\n"
    )
    events, reading = read(text)
    assert reading.timeline.title == "One"
    assert reading.timeline.sources["s"].title == "One"
    assert [each.id for each in events] == ["a"]
    assert events[0].disputes == {"d": "One"}
    assert codes(reading.problems) == ["equal-keys"] * 6


@pytest.mark.parametrize(
    "text",
    [
        "events:\n- {id: a, title: t, <<: {note: n}}\n",
        "<<: {title: t}\nevents: [{id: a, title: t}]\n",
        "sources:\n  <<: {s: {}}\nevents: [{id: a, title: t}]\n",
        "events:\n- {id: a, title: t, quotes: [{exact: e, source: s, <<: {}}]}\nsources: {s: {}}\n",
    ],
)
def test_merge_keys_are_refused_wherever_they_stand(text: str) -> None:
    events, reading = read(text)
    assert events[0].note is None
    assert codes(reading.problems) == ["merge-key"]


@pytest.mark.parametrize(
    "tag", ["!!binary", "!foo", "!!python/object:os.system", "!<tag:a>", "!!int", "!!set"]
)
def test_a_tag_is_passed_over(tag: str) -> None:
    events, reading = read(event(f"  note: {tag} 12\n"))
    assert events[0].note == "12"
    assert codes(reading.problems) == ["unknown-tag"]


@pytest.mark.parametrize("tag", ["!!str", "!"])
def test_the_tag_of_a_text_is_no_matter(tag: str) -> None:
    assert problems(event(f"  note: {tag} 12\n")) == []


@pytest.mark.parametrize("field", ["summary: &a {}", "tags: &a [{}]", "quotes: &a [{{exact: '{}'}}]"])
def test_what_aliases_add_is_bounded_by_what_is_written(field: str) -> None:
    first = f"- {{id: a, title: a, {field.format('word ' * 1_000)}}}\n"
    name = field.split(":")[0]
    text = "events:\n" + first + "".join(f"- {{id: e{at}, title: b, {name}: *a}}\n" for at in range(3_000))
    events, reading = read(text)
    held = [repr(getattr(event, name)) for event in events]
    assert max(map(len, held)) * 100 < sum(map(len, held)) < (1 << 21) + 5 * len(text)
    assert len(events) == 3_001
    assert {problem.code for problem in reading.problems} == {"too-big"}
    assert reading.more_problems > 2_000


def test_aliases_in_a_large_file_may_add_more() -> None:
    note = "word " * 200
    text = "events:\n" + "".join(
        f"- {{id: e{at}, title: b, summary: '{note}', note: {'*a' if at else '&a ' + note}}}\n"
        for at in range(3_000)
    )
    assert not read(text)[1].problems
