"""Files that are read together say what one file says that holds all of it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.load.files import NAME
from tests.load.piecemeal.test_pieces import HEADER, here, items
from timeline_tui.load import folder as together
from timeline_tui.load.chunks import shared
from timeline_tui.load.folder import Together
from timeline_tui.load.stream_reading import Reading
from timeline_tui.problems.problem import Place, Problem

ENDING = ".timeline.yaml"


def stages(names: Any) -> Any:  # noqa: ANN401 - as `staged` takes it
    return lambda event: repr(event)


def told(problem: Problem) -> tuple[object, ...]:
    """What a problem says, and of which text; not where that stands."""
    return problem.code, problem.message, problem.label, *map(text_of, [problem.place, *related(problem)])


def related(problem: Problem) -> list[Place]:
    return [one.place for one in problem.related]


def text_of(place: Place) -> object:
    return place.text, place.column, place.length


def files(folder: Path, *texts: str) -> list[tuple[Path, str]]:
    """Files with these texts, in their order."""
    made = [(folder / f"{at:02}{ENDING}", f"{at:02}{ENDING}") for at in range(len(texts))]
    for (path, _), text in zip(made, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def read(folder: Path, *texts: str, results: Any = here) -> tuple[list[str], Together]:  # noqa: ANN401
    reading = Together(folder, files(folder, *texts))
    return list(reading.staged(stages, results)), reading


@pytest.mark.parametrize("sound", [True, False])
@examples(2)
@given(st.data())
def test_they_say_what_one_file_says(
    tmp_path_factory: pytest.TempPathFactory, sound: bool, data: st.DataObject
) -> None:
    """Some of them have all mistakes that an event can have, but none that ends the reading of a file."""
    folder = tmp_path_factory.mktemp("f")
    one = items("  ", sound).filter(partial(is_read_to_its_end, folder))
    parts = data.draw(st.lists(st.lists(one, min_size=1, max_size=4), min_size=1, max_size=4))
    ours, reading = read(folder, HEADER, *("events:\n" + "".join(part) for part in parts))
    file = folder / NAME
    file.write_text(HEADER + "events:\n" + "".join("".join(part) for part in parts), encoding="utf-8")
    whole = Reading(file, NAME)
    assert ours == list(whole.staged(stages))
    assert reading.parents == whole.parents
    assert reading.timeline == whole.timeline
    assert Counter(map(told, reading.problems)) == Counter(map(told, whole.problems))
    assert reading.more_problems == whole.more_problems


_NEVER_CLOSED = {"unclosed-bracket", "unclosed-quote"}


def is_read_to_its_end(folder: Path, item: str) -> bool:
    """Whether the event stands for itself, so that what comes after it is read as if it came first."""
    file = folder / "alone"
    file.write_text(HEADER + "events:\n" + item + "  - {id: last, title: last}\n", encoding="utf-8")
    reading = Reading(file, NAME)
    ids = [event.id for event in reading.events()]
    # Of what is never closed it is told what stands behind it.
    goes_on = any(problem.ends or problem.code in _NEVER_CLOSED for problem in reading.problems)
    return "last" in ids and "&" not in item and not goes_on


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few bytes are worth the help of others."""
    monkeypatch.setattr(together, "CHUNK", 1)


@pytest.mark.usefixtures("large")
def test_helpers_read_the_pieces_of_all(tmp_path: Path) -> None:
    texts = [HEADER, *(f"events:\n- {{id: e{at}, title: T{at}}}\n" for at in range(20))]
    assert read(tmp_path, *texts, results=partial(shared, helpers=2))[0] == read(tmp_path, *texts)[0]


def test_what_stands_below_the_events_of_a_file_is_taken_too(tmp_path: Path) -> None:
    odd = "events:\n- {id: e, title: T, names: [town]}\nnames:\n  town: {name: Town}\n"
    events, reading = read(tmp_path, odd, "{events: [{id: f, title: U, part_of: e}]}")
    assert len(events) == 2
    assert list(reading.timeline.names) == ["town"]
    assert reading.parents == {1: 0}
    assert reading.problems == []
    assert [kept is not None for _, kept in reading.kept] == [False, False]


@pytest.mark.usefixtures("large")
def test_a_file_that_changes_while_others_are_read_is_read_as_it_is(tmp_path: Path) -> None:
    """Pieces that somebody else has cut elsewhere are not taken for those that are wanted."""
    texts = [f"events:\n- {{id: e{at}, title: T{at}}}\n" for at in range(4)]
    made = files(tmp_path, *texts)

    def late(jobs: Any, work: Any) -> Any:  # noqa: ANN401
        answers = list(map(work, jobs()))
        made[1][0].write_text("events:\n- {id: new, title: New}\n- {id: more, title: More}\n")
        yield from reversed(answers)

    reading = Together(tmp_path, made)
    assert len(list(reading.staged(stages, late))) == 5
    assert reading.problems == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sources:\n  a: {derived_from: b}\n", "unknown-source"),
        ("names:\n  a: {name: A, within: b}\n", "unknown-name"),
        ("tours:\n  a: {steps: [{event: b}]}\n", "unknown-event"),
    ],
)
def test_what_stands_above_the_events_may_lead_nowhere(tmp_path: Path, text: str, code: str) -> None:
    _, reading = read(tmp_path, "events:\n- {id: e, title: T}\n", text)
    (problem,) = reading.problems
    assert (problem.code, problem.place.file, problem.place.line) == (code, f"01{ENDING}", 2)
