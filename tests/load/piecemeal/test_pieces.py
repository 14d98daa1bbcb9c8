"""A file that is read in pieces gives letter for letter what it gives when it is read as one."""

from __future__ import annotations

import marshal
import os
import signal
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.load.files import NAME, parsed
from tests.load.test_properties import junk
from timeline_tui.load import chunks, facts, references
from timeline_tui.load.chunks import CHUNK, Chunk, shared
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile import places as report
from timeline_tui.yamlfile.stream import Stream

HEADER = """\
# yaml-language-server: $schema=x
title: Some
timezone: Europe/Kyiv
sources:
  paper: {title: A headline}
  other: {title: Another, derived_from: paper}
names:
  town: {kind: place, name: Tyotkino, also: [Tetkino, Tyutkino]}
  woman:
    name: Ірина Верещук
    also: [Irina Vereshchuk, unused spelling]
"""
WORDS = [
    "Tyotkino fell", "Tetkino was held", "Tiotkino burnt", "tiotkino", "Ірина said", "Верещук і Верещак", "x",
    "Vereschuk spoke", "a: b", "it's", "№ 5 — “quoted”", "~", "", " ", "2024-13", "- x", "&a b", "*a", "!t x",
    "|", "> ", "'open", '"open', "[", "{a", "<<", "\u2028x", "\x85", "\x07",
]  # fmt: skip
DATES = ["2024-03-12", "2023", "-0044", "2024-10-27T03:30", "2024-03-31T03:30"]
SAFE = [word for word in WORDS if word[:1].isalnum() and ": " not in word]


def texts(words: list[str] = WORDS) -> st.SearchStrategy[str]:
    """A text, often in quotes, sometimes over lines that look like something else."""
    plain = st.sampled_from(words)
    single = plain.map(lambda text: "'" + text.replace("'", "''") + "'")
    torn = st.sampled_from(
        ['"one\n  - two"', "'one\n- id: two\n  - x'", "|\n      - a\n      b", ">-\n      c\n\n      d"]
    )
    return st.one_of(plain, single, single, single, torn) if words is WORDS else single


def quote(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    source = st.sampled_from(["paper", "paper", "other", "papre"])
    dispute = st.sampled_from(
        ["", "", "", ", dispute: taken, position: yes", ", dispute: later, position: no", ", dispute: d"]
    )
    speaker = st.sampled_from(["", "", ", speaker: woman", ", speaker: man"])
    exact = st.sampled_from(SAFE).map("'{}'".format)
    return st.builds("{{exact: {}, source: {}{}{}}}".format, exact, source, dispute, speaker)


# By whether they are sound; made anew for each event, these would take longer than all that is drawn.
_TEXTS = {True: texts(SAFE), False: texts(WORDS)}
_QUOTES = {sound: st.lists(quote(text), max_size=3) for sound, text in _TEXTS.items()}


@st.composite
def items(draw: st.DrawFn, indent: str, sound: bool) -> str:
    """One event, in most of the ways in which it can be written."""
    text = _TEXTS[sound]
    fields = [f"title: {draw(text)}"]
    if draw(st.integers(0, 3)):
        key = draw(st.integers(0, 40))
        fields.insert(draw(st.integers(0, 1)), f"id: e{key}" if sound or key else "id: ''")
    if draw(st.booleans()):
        fields.append(f"date: {draw(st.sampled_from(DATES + ['2024-13'] * (not sound)))}")
    if draw(st.integers(0, 3)) == 0:
        fields.append(f"part_of: e{draw(st.integers(0, 40))}")
    if draw(st.integers(0, 2)) == 0:
        fields.append(
            "names: [town, woman]"
            if sound
            else f"names: {draw(st.sampled_from(['[town]', '[twon]', 'town', '[town, x]']))}"
        )
    if draw(st.booleans()):
        quotes = draw(_QUOTES[sound])
        fields.append(
            f"quotes: [{', '.join(quotes)}]"
            if draw(st.booleans()) or not quotes
            else "quotes:" + "".join(f"\n{indent}    - {one}" for one in quotes)
        )
    if draw(st.integers(0, 3)) == 0:
        asked = draw(
            st.sampled_from(
                ["taken: Was it?", "later: Was it?", "d: Who?", "d: Who?\n{0}    taken: Was it?"]
                + ["d:", "d: ~"] * (not sound)
            )
        )
        fields.append(f"disputes:\n{indent}    {asked.format(indent)}")
    if not sound and draw(st.integers(0, 3)) == 0:
        fields.append(
            draw(
                st.sampled_from(
                    [
                        "summry: x",
                        "tags: [&a t]",
                        "tags: [*a]",
                        "note: *a",
                        "links: [nowhere]",
                        "summary: !t x",
                        "\tnote: x",
                        "  note: x",
                        "title: again",
                    ]
                )
            )
        )
    if not sound and draw(st.integers(0, 4)) == 0:
        return f"{indent}- {draw(junk)}\n"
    between = draw(
        st.sampled_from(["- ", "- ", "- ", "-   ", "-\n" + indent + "  ", "- # why\n" + indent + "  "])
    )
    step = " " * (len(between) if "\n" not in between else 2)
    after = draw(
        st.sampled_from(["", "", "", "\n", f"{indent}# a remark\n", "# a remark\n", f"{indent}  # - x\n"])
    )
    return f"{indent}{between}" + f"\n{indent}{step}".join(fields) + "\n" + after


@st.composite
def files(draw: st.DrawFn, sound: bool | None = None) -> bytes:
    """A timeline with its list of events at its end, in order or not."""
    indent = draw(st.sampled_from(["", "  ", "    ", " "]))
    good = draw(st.booleans()) if sound is None else sound
    header = (
        HEADER
        if good
        else draw(
            st.sampled_from(
                [
                    HEADER,
                    "",
                    "title: &a x\n",
                    HEADER + "title: y\n",
                    'title: "\n',
                    "%TAG !t! x\n---\n",
                    "---\n",
                    "{\n",
                    "events: []\n",
                    '"events":\n',
                    "names:\n  n: {name: *a}\n",
                ]
            )
        )
    )
    field = draw(st.sampled_from(["events:\n"] * 3 + ["events:   # these\n", "events:\n\n# first\n"]))
    body = draw(st.lists(items(indent, good), min_size=1, max_size=12))
    if not good and draw(st.booleans()):
        lie = st.sampled_from(
            [
                "license: x\n",
                "---\n",
                "...\n",
                "names:\n  n: {name: N}\n",
                "other:\n  - a\n",
                "\t- x\n",
                "]\n",
                "   - x\n",
                "events:\n  - title: more\n",
                "\x00",
                "}\n",
                "word\n",
                "- - a\n  - b\n",
            ]
        )
        body.insert(draw(st.integers(0, len(body))), draw(lie))
    text = (
        header + field + "".join(body) + draw(st.sampled_from(["", "", "# end\n", "license: mine\n", "..."]))
    )
    data = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))).encode()
    return data if good or draw(st.integers(0, 9)) else data.replace(b"x", b"\xff", 1)


def here(jobs: Callable[[], Iterable[Any]], work: Callable[[Any], Any]) -> Generator[Any, None, None]:
    """All pieces read in this process, and sent as they would be from another."""
    for job in jobs():
        yield marshal.loads(marshal.dumps(work(job)))


def told(file: Path, *, pure: bool = False, **how: Any) -> tuple[object, ...]:  # noqa: ANN401 - as `staged` takes it
    reading = Reading(file, NAME)
    with parsed(pure=pure):
        events = list(reading.staged(lambda names: lambda event: (repr(event), len(names)), **how))
    said = reading.problems, reading.more_problems, reading.unreadable
    return events, reading.timeline, dict(reading.parents), *said


def same(file: Path, piece: int, results: Any = here, *, pure: bool = False) -> None:  # noqa: ANN401
    whole = told(file, pure=pure)
    in_pieces = told(file, results=results, piece=piece, pure=pure)
    for ours, theirs in zip(in_pieces, whole, strict=True):
        assert ours == theirs


def cuts(file: Path, piece: int = CHUNK) -> list[Chunk]:
    """How the events of a file are cut."""
    reading = Reading(file, NAME)
    assert list(reading.events())
    assert reading.document is not None and reading.document.events_at is not None
    start, section = reading.document.events_at
    with closing(Stream(file)) as stream:
        return [*chunks.chunks(stream, section, start, piece)]


@pytest.fixture(params=["", "with little room"])
def setting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits are met soon, or not at all."""
    if request.param == "with little room":
        monkeypatch.setattr(report, "MOST_PROBLEMS", 6)
        monkeypatch.setattr(references, "_MOST_SPOTS_IN_ALL", 3)
        monkeypatch.setattr(references, "_MOST_WANTED", 2)
        monkeypatch.setattr(facts, "_MOST_COMPARED", 12)
        monkeypatch.setattr(facts, "_MOST_WORDS", 14)
        monkeypatch.setattr(facts, "_MOST_SUSPECTS", 1)


# What is open at the end is named by its own place; what was told of an event is not told again for it.
OPEN = (
    b"events:\n- title: a\n- title: [\n  part_of: b\n",
    b'events:\n- {title: a, summary: !x b, date: *c}\n- "open\n',
)


@pytest.mark.usefixtures("setting")
@pytest.mark.parametrize("data", OPEN)
def test_what_is_never_closed_reads_the_same(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "open.timeline.yaml"
    file.write_bytes(data)
    same(file, 1)


def test_of_more_problems_than_are_kept_the_same_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_PROBLEMS", 1)
    file = tmp_path / "many.timeline.yaml"
    file.write_text("events:\n" + "- title: Some\n  disputes:\n    taken: Was it?\n" * 2 + "-")
    same(file, 1)


@pytest.mark.usefixtures("setting")
@examples(2)
@given(files(), st.integers(1, 200))
def test_any_file_reads_the_same(tmp_path: Path, data: bytes, piece: int) -> None:
    file = tmp_path / "any.timeline.yaml"
    file.write_bytes(data)
    same(file, piece)


@pytest.mark.usefixtures("setting")
@examples(4 / 3)
@given(files(sound=True), st.integers(1, 200), st.booleans())
def test_a_file_with_few_mistakes_reads_the_same(tmp_path: Path, data: bytes, piece: int, pure: bool) -> None:
    file = tmp_path / "sound.timeline.yaml"
    file.write_bytes(data)
    same(file, piece, pure=pure)


EVENTS = 300


def many(folder: Path, odd: Mapping[int, str] = MappingProxyType({})) -> Path:
    """A file of some size, with something else in place of some events."""
    file = folder / "many.timeline.yaml"
    lines = [
        odd.get(number) or f"  - id: e{number}\n    date: 2024-03-12\n    title: Tyotkino {number}\n"
        for number in range(EVENTS)
    ]
    file.write_text(HEADER + "events:\n" + "".join(lines), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "odd",
    [
        '  - title: "one\n  - title: two"\n',
        "  - {title: one,\n  - title: two}\n",
        "  - title: one\n    quotes: [\n  - title: two\n",
        "  - title: one: two\n",
        "   - title: shifted\n",
        "other:\n  - title: one\n",
        "---\nevents:\n  - title: of another document\n",
        "  - &a {title: one}\n",
        "  - title: one\n    part_of: e299\n",
        "  - title: one\n    id: e7\n",
        "  - title: one\n    quotes: [{exact: Tiotkino, source: paper, speaker: town}]\n",
        "  - title: \x07\n",
        "\t- title: one\n",
    ],
)
@pytest.mark.parametrize("at", [0, 150, 299])
def test_one_odd_place_in_a_large_file(tmp_path: Path, odd: str, at: int) -> None:
    file = many(tmp_path, {at: odd})
    same(file, 400)
    same(file, 400, partial(shared, helpers=2))


def test_notes_by_the_hundred_are_told_of_the_same_events(tmp_path: Path) -> None:
    odd = {number: f"  - title: No {number % 70}\n" for number in range(0, EVENTS, 2)}
    same(many(tmp_path, odd), 400)


def test_an_enormous_piece_is_never_held_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = many(tmp_path, {150: "  - id: e150\n    title: " + "long " * 1_000 + "\n"})
    longest = 0
    cut = Stream.cut

    def measured(stream: Stream, start: int, end: int) -> bytes:
        nonlocal longest
        longest = max(longest, end - start)
        return cut(stream, start, end)

    monkeypatch.setattr(chunks, "_LARGEST", 2_000)
    monkeypatch.setattr(chunks, "_WINDOW", 500)
    monkeypatch.setattr(Stream, "cut", measured)
    same(file, 400)
    assert 400 < longest < 2_000
    assert max(end - start for start, end in cuts(file, 400)) > 2_000


def test_pieces_are_read_by_other_processes(tmp_path: Path) -> None:
    file = many(tmp_path)
    readers = set(
        Reading(file, NAME).staged(lambda _: lambda _: os.getpid(), partial(shared, helpers=2), 400)
    )
    assert len(readers) == 2
    assert os.getpid() not in readers


def test_a_process_that_is_lost_takes_nothing_with_it(tmp_path: Path) -> None:
    def fragile(event: Event) -> str:
        if event.id == "e200" and os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return event.title

    own = os.getpid()
    staged = Reading(many(tmp_path), NAME).staged(lambda _: fragile, partial(shared, helpers=2), 400)
    assert list(staged) == [f"Tyotkino {number}" for number in range(EVENTS)]


def test_no_process_is_left_when_reading_is_given_up(tmp_path: Path) -> None:
    staged = Reading(many(tmp_path), NAME).staged(
        lambda _: lambda _: os.getpid(), partial(shared, helpers=2), 400
    )
    helper = next(staged)
    cast("Generator[str, None, None]", staged).close()
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)
