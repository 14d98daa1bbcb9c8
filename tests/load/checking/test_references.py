"""Who names whom: known ids in any order, unknown ones with a suggestion, circles broken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.load.files import codes, marked, problems, read
from timeline_tui.load import references
from timeline_tui.load.references import circles
from timeline_tui.yamlfile import places
from timeline_tui.yamlfile.parser import ParserEvent

SOURCES = "sources:\n  newsweek: {}\n  tass: {}\n"
NAMES = "names:\n  tyotkino: {name: Tyotkino}\n"


def events(*lines: str) -> str:
    return "events:\n" + "".join(f"- {line}\n" for line in lines)


def test_what_is_unknown_is_told_with_the_nearest() -> None:
    text = SOURCES + NAMES + events(
        "{id: a, title: t, disputes: {taken: Who?}}",
        "{id: b, title: t, names: [tetkino], part_of: aa, quotes: ["
        "{exact: e, source: newsweak, speaker: Tyotkino, dispute: takn, position: p}]}",
    )  # fmt: skip
    found = {marked(problem): (problem.code, problem.hint) for problem in problems(text)}
    assert found == {
        "newsweak": ("unknown-source", "try: newsweek, listed in line 2"),
        "tetkino": ("unknown-name", "try: tyotkino, listed in line 5"),
        "Tyotkino": ("unknown-name", "try: tyotkino, listed in line 5"),
        "takn": ("unknown-dispute", "try: taken, listed in line 7"),
        "aa": ("unknown-event", "give an event the id aa, or take out this `part_of`"),
    }


def test_each_use_is_told_and_the_event_stays() -> None:
    quote = "{exact: e, source: x}"
    found, reading = read(events(f"{{id: a, title: t, quotes: [{quote}, {quote}]}}"))
    assert codes(reading.problems) == ["unknown-source"] * 2
    assert len(found[0].quotes) == 2


def test_what_sources_and_names_refer_to_is_checked() -> None:
    text = "sources: {a: {derived_from: b}}\nnames: {x: {name: X, within: y}}\n" + events("{id: a, title: t}")
    assert [(problem.code, marked(problem)) for problem in problems(text)] == [
        ("unknown-source", "b"),
        ("unknown-name", "y"),
    ]


def test_a_parent_may_come_before_and_after() -> None:
    text = events("{id: a, title: t, part_of: c}", "{id: b, title: t, part_of: c}", "{id: c, title: t}",
                  "{id: d, title: t, part_of: a}")  # fmt: skip
    _, reading = read(text)
    assert reading.problems == []
    assert dict(reading.parents) == {0: 2, 1: 2, 3: 0}


def test_a_circle_is_broken_at_its_first_event() -> None:
    links = {"x": "b", "a": "c", "b": "a", "c": "b", "d": "d"}
    text = events(*(f"{{id: {key}, title: t, part_of: {parent}}}" for key, parent in links.items()))
    _, reading = read(text)
    assert [(problem.code, marked(problem), problem.label) for problem in reading.problems] == [
        ("part-of-loop", "a", "a → c → b → a"),
        ("part-of-loop", "d", "d → d"),
    ]
    assert dict(reading.parents) == {0: 2, 2: 1, 3: 2}


def test_sources_and_names_in_circles_are_told() -> None:
    text = (
        "sources: {a: {derived_from: b}, b: {derived_from: a}, c: {derived_from: a}}\n"
        "names: {x: {name: X, within: x}}\n"
    ) + events("{id: a, title: t}")
    found = problems(text)
    assert [(problem.code, problem.label) for problem in found] == [
        ("derived-from-loop", "a → b → a"),
        ("within-loop", "x → x"),
    ]


def test_disputes_have_one_id_in_the_whole_file() -> None:
    text = events("{id: a, title: t, disputes: {d: Who?}}", "{id: b, title: t, disputes: {d: When?}}")
    found = problems(text)
    assert codes(found) == ["equal-ids"]
    assert found[0].related[0].place.line == 2


def test_a_name_that_was_left_out_is_not_told_again() -> None:
    text = "sources: {s: [a]}\nnames: {n: {kind: place}}\n" + events(
        "{id: a, title: t, names: [n], quotes: [{exact: e, source: s}]}"
    )
    assert codes(problems(text)) == ["wrong-shape", "missing-field"]


def test_a_parent_that_was_left_out_is_not_told_again() -> None:
    assert codes(problems(events("{id: a, title: ''}", "{id: b, title: t, part_of: a}"))) == ["missing-field"]


LEFT_OUT = """\
sources: {s: {}}
events:
- id: a
  title: " "
  date: 12/03/2024
  names: [kursk]
  part_of: b
  colour: red
  links: [nowhere]
  disputes: {who: Who?}
  quotes:
  - {exact: e, source: s, speaker: x, kind: loud}
  - {exact: " ", source: r}
  - {source: q}
  - {exact: e, source: p, dispute: d, position: y}
"""


def test_an_event_that_is_left_out_tells_all_that_is_wrong_with_it() -> None:
    found, reading = read(LEFT_OUT)
    assert found == []
    assert [(problem.place.line, problem.code, marked(problem)) for problem in reading.problems] == [
        (4, "missing-field", '" "'),
        (5, "bad-date", "12/03/2024"),
        (6, "unknown-name", "kursk"),
        (7, "unknown-event", "b"),
        (8, "unknown-field", "colour"),
        (9, "bad-address", "nowhere"),
        (12, "unknown-name", "x"),
        (12, "wrong-word", "loud"),
        (13, "empty-quote", "exact"),
        (13, "unknown-source", "r"),
        (14, "missing-field", "source"),
        (14, "unknown-source", "q"),
        (15, "unknown-source", "p"),
        (15, "unknown-dispute", "d"),
    ]


def test_a_field_of_the_wrong_shape_hides_nothing_either() -> None:
    text = events("{id: a, title: t, names: kursk, date: never, part_of: b, quotes: [{exact: e, source: x}]}")
    assert sorted(codes(problems(text))) == ["bad-date", "unknown-event", "unknown-source", "wrong-shape"]


def test_what_an_event_asks_is_known_though_it_is_left_out() -> None:
    text = SOURCES + events(
        "{id: a, title: t, date: never, disputes: {who: Who?}}",
        "{id: b, title: t, quotes: [{exact: e, source: tass, dispute: who, position: p}]}",
    )
    assert codes(problems(text)) == ["bad-date"]


def test_an_id_that_an_event_has_is_told_of_one_that_is_left_out() -> None:
    found, reading = read(events("{id: a, title: t}", "{id: a, title: ''}"))
    assert len(found) == 1
    assert sorted(codes(reading.problems)) == ["equal-ids", "missing-field"]


def test_many_uses_of_one_unknown_id_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_MOST_SPOTS", 5)
    _, reading = read(events(*(f"{{id: e{number}, title: t, names: [x]}}" for number in range(50))))
    assert codes(reading.problems) == ["unknown-name"] * 5
    assert reading.more_problems == 45


def test_an_event_of_many_unknown_names_is_bounded() -> None:
    names = ", ".join(f"n{number}" for number in range(20_000))
    found, reading = read(events(f"{{id: a, title: t, names: [{names}]}}"))
    assert len(found[0].names) == 20_000
    assert len(reading.problems) == 500
    assert reading.more_problems == 19_500


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
def test_taking_one_link_out_of_each_circle_leaves_none(links: dict[int, int]) -> None:
    found = circles(links)
    for first, members in found:
        assert first == min(members)
        assert [links[member] for member in members] == [*members[1:], first]
    left = {key: to for key, to in links.items() if key not in {first for first, _ in found}}
    assert circles(left) == []


@pytest.mark.parametrize("empty", ["", " ~", " null"])
def test_a_dispute_with_no_question_is_known_and_told(empty: str) -> None:
    quote = "{exact: q, source: tass, dispute: d, position: p}"
    found = problems(SOURCES + events(f"{{id: a, title: t, disputes: {{d:{empty} }}, quotes: [{quote}]}}"))
    assert codes(found) == ["missing-field"]
    assert marked(found[0]) == "d"
    assert found[0].hint == "write the question after the colon, in quotes"


def test_disputes_that_an_alias_repeats_are_told_as_equal() -> None:
    text = events("{id: a, title: t, disputes: &d {x: Who?}}", "{id: b, title: t, disputes: *d}")
    found = problems(text)
    assert codes(found) == ["equal-ids"]
    assert (found[0].place.line, found[0].related[0].place.line) == (3, 2)


def test_many_disputes_are_found_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    after = places._after

    def counted(tape: Sequence[ParserEvent], at: int) -> int:
        nonlocal steps
        steps += 1
        return after(tape, at)

    monkeypatch.setattr(places, "_after", counted)
    disputes = ", ".join(f"d{number}: q" for number in range(2_000))
    found, reading = read(events(*(f"{{id: e{at}, title: t, disputes: {{{disputes}}}}}" for at in range(3))))
    assert len(found) == 3
    assert (len(reading.problems), reading.more_problems) == (500, 3_500)
    assert steps < 3 * 3 * 2_000
    assert marked(reading.problems[7]) == "d7"


def test_the_nearest_is_looked_for_a_few_times_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(word: str, _known: object) -> str | None:
        asked.append(word)
        return None

    monkeypatch.setattr(references, "nearest", counted)
    found = problems(NAMES + events(*(f"{{id: e{at}, title: t, names: [n{at}]}}" for at in range(300))))
    assert len(found) == 300
    assert len(asked) == 100
