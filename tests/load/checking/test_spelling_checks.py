"""What is said, and not said, of spellings in passages."""

from __future__ import annotations

import pytest

from tests.load.files import codes, problems

HEAD = """\
sources:
  paper: {title: Paper}
names:
  place: {kind: place, name: Graivoron}
  legion: {kind: group, name: Freedom Legion}
  speaker: {kind: person, name: Roman Starovoit}
  shebekino: {kind: place, name: Shebekino, also: [Shchebykino]}
events:
"""


def event(passage: str, names: str = "place, legion, shebekino", more: str = "") -> str:
    return (
        f"{HEAD}  - id: x\n    title: x Shchebykino\n    names: [{names}]\n    quotes:\n"
        f'      - {{exact: "{passage}", source: paper{more}}}\n'
    )


@pytest.mark.parametrize(
    "passage",
    ["at Grayvoron", "GRAIVORON, Grajvoron", "Graivorno fell", "Grȁyvȯron", "Shebekyno", "Freedom Llegion."],
)
def test_a_word_that_is_like_a_name_of_the_event_is_noted(passage: str) -> None:
    assert codes(problems(event(passage))) == ["near-spelling"]


@pytest.mark.parametrize(
    "passage",
    [
        "Graivoron itself",
        "Graivorons, Graivorona",
        "grayvoron",
        "Shchebykino",
        "the Region and a region",
        "Gravy, Ron, Grain",
        "Legionaries",
    ],
)
def test_a_word_that_is_no_other_spelling_is_left_alone(passage: str) -> None:
    assert problems(event(passage)) == []


def test_names_of_other_events_do_not_count_but_speakers_do() -> None:
    assert problems(event("Grayvoron", names="legion")) == []
    assert codes(problems(event("Roman Starovoyt", names="legion", more=", speaker: speaker"))) == [
        "near-spelling"
    ]


def test_each_word_is_told_once() -> None:
    again = (
        event("Grayvoron")
        + "  - {id: y, title: y, names: [place], quotes: [{exact: Grayvoron, source: paper}]}\n"
    )
    assert codes(problems(again)) == ["near-spelling"]


def test_it_is_said_where_the_passage_stands_and_what_to_do() -> None:
    (problem,) = problems(event("at Grayvoron"))
    assert problem.severity == "note"
    assert problem.message == "Grayvoron is close to Graivoron and listed nowhere"
    assert problem.hint == "if it is the same, add the spelling to `also` of place"
    assert problem.place.line == 13


USED = """\
sources:
  paper: {{title: {title}}}
names:
  mill: {{name: Old Mill, also: [{also}], note: {note}}}
events:
  - id: x
    title: {event}
    summary: {summary}
    quotes:
      - {{exact: {exact}, source: paper}}
"""
PLAIN = {"title": "a", "also": "Mühle am Bach", "note": "b", "event": "c", "summary": "d", "exact": "e"}


def test_a_spelling_that_nothing_uses_is_noted() -> None:
    (problem,) = problems(USED.format(**PLAIN))
    assert (problem.code, problem.severity) == ("unused-spelling", "note")
    assert (problem.place.line, problem.place.length) == (4, len("Mühle am Bach"))


@pytest.mark.parametrize("field", ["title", "note", "event", "summary", "exact"])
@pytest.mark.parametrize("text", ["in Mühle am Bach", "Muhle am Bach", "Mu\u0308hle am Bach"])
def test_a_spelling_that_is_used_anywhere_is_not(field: str, text: str) -> None:
    assert problems(USED.format(**PLAIN | {field: text})) == []


@pytest.mark.parametrize("text", ["Mühle", "mühle am bach", "Mühlen am Bach", "Bach am Mühle"])
def test_what_is_nearly_used_is_not_used(text: str) -> None:
    assert codes(problems(USED.format(**PLAIN | {"exact": text}))) == ["unused-spelling"]


def test_names_below_the_events_are_not_looked_at() -> None:
    below = "events:\n  - {id: x, title: x}\nnames:\n  mill: {name: Mill, also: [Nowhere]}\n"
    assert problems(below) == []


def test_a_file_that_breaks_off_says_nothing_of_what_may_follow() -> None:
    found = codes(problems(USED.format(**PLAIN) + '  - title: "never closed\n'))
    assert "unused-spelling" not in found


def test_thousands_of_strange_words_are_no_burden() -> None:
    words = " ".join(f"Gra{number:05d}xron" for number in range(60_000))
    assert len(problems(event(words))) <= 1
