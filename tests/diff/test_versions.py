"""What changed is told, of the event that it changed in; and nothing where nothing did."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.timelines import DATES, SOURCES, timelines, written
from timeline_tui.diff.report import lines, records, summary
from timeline_tui.diff.versions import ChangedThing, Versions
from timeline_tui.index.reader import Index
from timeline_tui.model.timeline import Event, Media, Name, Quote, Source, Timeline, Tour, TourStep

NAMES = {"mayor": Name(kind="person", name="The Mayor", also=("Mayor",), role="mayor of the town")}
TIMELINE = Timeline(title="T", sources=SOURCES, names=NAMES)
RAID = Event(
    id="raid",
    date="2024-03",
    title="Fighting at Tyotkino",
    summary="A few sentences that take no side.",
    names=("mayor",),
    tags=("fighting",),
    quotes=(
        Quote(
            exact="There was a firefight, but there was no breakthrough.", source="newsweek", speaker="mayor"
        ),
        Quote(exact="We took the village and hold it.", source="kyiv"),
    ),
    disputes={"taken": "Was it taken?"},
    media=(Media(url="https://example.org/a.jpg", caption="A street"),),
    fields={"status": "verified"},
)
OTHER = Event(id="mines", date="2024-03-13", title="Mines along the border")
MORE = Event(id="after", date="2024-03-13", title="What came after")


def changed(
    old: Sequence[Event] | None,
    new: Sequence[Event] | None,
    was: Timeline = TIMELINE,
    now: Timeline = TIMELINE,
) -> list[ChangedThing]:
    """What is told of two versions; None is one that is not there."""
    with ExitStack() as stack:
        indexes: list[Index | None] = []
        for events, timeline in ((old, was), (new, now)):
            if events is None:
                indexes.append(None)
                continue
            folder = stack.enter_context(TemporaryDirectory())
            index = written(Path(folder), events, timeline=timeline)
            stack.callback(index.close)
            indexes.append(index)
        versions = Versions(*indexes)
        parts = list(versions.parts())
        told = {part.id for part in parts if part.kind == "event" and part.what != "removed"}
        newer = indexes[1]
        if newer is not None:
            assert {newer.row_of_number(number).id for number in versions.changed()} == told
        return parts


def sentences(old: Event, new: Event, **timelines: Timeline) -> list[str]:
    """What is told of one event that became another."""
    (part,) = changed([old, OTHER], [new, OTHER], **timelines)
    assert (part.kind, part.what, part.id) == ("event", "changed", new.id)
    return [line.text.strip() for line in lines([part])][1:]


QUOTE, SECOND = RAID.quotes


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"date": "2024-03-12"}, "~ its date is now 12 March 2024, Tuesday, was March 2024"),
        ({"date": None}, "- its date was taken out, was March 2024"),
        ({"title": "A battle"}, "~ its title is now “A battle”, was “Fighting at Tyotkino”"),
        ({"key": True}, "~ it is now key"),
        (
            {"summary": "A few sentences that take the other side."},
            "~ its summary was reworded: A few sentences that take [-no-] {+the other+} side.",
        ),
        ({"note": "Told later."}, "+ its note was added: “Told later.”"),
        ({"names": ()}, "- the name The Mayor was taken out"),
        ({"tags": ("fighting", "raid")}, "+ the tag “raid” was added"),
        ({"sources": ("copy",)}, "+ the cited source “Copied” was added"),
        ({"part_of": "mines"}, "+ its whole was added: “mines”"),
        (
            {"quotes": (QUOTE, SECOND, Quote(exact="Shots.", source="copy"))},
            "+ a passage of “Copied” was added: “Shots.”",
        ),
        ({"quotes": (QUOTE,)}, "- a passage of “In Kyiv” was taken out: “We took the village and hold it.”"),
        (
            {
                "quotes": (
                    replace(QUOTE, exact="There was a firefight, and there was a breakthrough."),
                    SECOND,
                )
            },
            "~ the passage of “A week of news” was reworded: There was a firefight, "
            "[-but-] {+and+} there was [-no-] {+a+} breakthrough.",
        ),
        (
            {"quotes": (replace(QUOTE, speaker=None), SECOND)},
            "- the passage of “A week of news” “There was a firefight, but there was no breakthrough.”: "
            "its speaker was taken out, was The Mayor",
        ),
        ({"quotes": (SECOND, QUOTE)}, "~ its passages are in another order"),
        (
            {"disputes": {"taken": "Was Tyotkino taken?"}},
            "~ the disputed point taken is now “Was Tyotkino taken?”, was “Was it taken?”",
        ),
        (
            {"fields": {"status": ("verified", "twice")}},
            "~ the field status is now “verified”, “twice”, was “verified”",
        ),
        (
            {"media": (Media(url="https://example.org/a.jpg", caption="A road"),)},
            "~ the picture https://example.org/a.jpg: its caption is now “A road”, was “A street”",
        ),
        (
            {"media": (*RAID.media, Media(url="https://example.org/b.jpg", caption="A road"))},
            "+ a picture was added: A road",
        ),
        ({"media": ()}, "- a picture was taken out: A street"),
        ({"media": (*RAID.media, *RAID.media)}, "+ a picture was added: A street"),
        ({"disputes": {}}, "- the disputed point taken was taken out, was “Was it taken?”"),
        ({"fields": {"status": "verified", "by": "us"}}, "+ the field by was added: “us”"),
    ],
)
def test_what_is_told_of_an_edit(edit: dict[str, Any], told: str) -> None:
    assert sentences(RAID, replace(RAID, **edit)) == [told]


def test_several_edits_of_one_event() -> None:
    new = replace(RAID, date="2024-03-12", quotes=(*RAID.quotes, Quote(exact="Shots.", source="copy")))
    (part,) = changed([RAID], [new])
    assert summary([part]) == "1 event changed"
    assert [line.text for line in lines([part])] == [
        "~ Fighting at Tyotkino, 12 March 2024, Tuesday (raid)",
        "    ~ its date is now 12 March 2024, Tuesday, was March 2024",
        "    + a passage of “Copied” was added: “Shots.”",
    ]


def test_events_that_came_and_went() -> None:
    gone, come = changed([RAID], [OTHER])[::-1]
    assert [line.text for line in lines([come, gone])] == [
        "+ Mines along the border, 13 March 2024, Wednesday (mines) is new",
        "- Fighting at Tyotkino, March 2024 (raid) is gone",
        "    - with 2 passages",
    ]


@pytest.mark.parametrize("edit", [{}, {"title": "A fight at Tyotkino"}, {"date": "2024-03-12"}])
def test_an_event_under_another_id_is_the_same(edit: dict[str, Any]) -> None:
    (part,) = changed([RAID, OTHER], [replace(RAID, id="tyotkino", **edit), OTHER])
    assert part.changes[-1].sentence == "its id is now tyotkino, was raid"
    assert len(part.changes) == 1 + len(edit)


def test_an_id_that_is_made_of_the_title_is_no_news() -> None:
    old = Event(id="2024-03-12-a-raid-at-night", date="2024-03-12", title="A raid at night")
    new = Event(id="2024-03-12-the-raid-at-night", date="2024-03-12", title="The raid at night")
    (part,) = changed([old], [new])
    assert [told.sentence for told in part.changes] == [
        "its title is now “The raid at night”, was “A raid at night”"
    ]


def test_what_names_a_renamed_source_or_name_did_not_change() -> None:
    sources = {("weekly" if key == "newsweek" else key): source for key, source in SOURCES.items()}
    now = Timeline(title="T", sources=sources, names={"head": NAMES["mayor"]})
    new = replace(RAID, names=("head",), quotes=(replace(QUOTE, source="weekly", speaker="head"), SECOND))
    parts = changed([RAID], [new], now=now)
    assert [(part.kind, part.id, part.changes[0].what) for part in parts] == [
        ("source", "weekly", "renamed"),
        ("name", "head", "renamed"),
    ]


def test_an_order_is_told_of_where_it_shows() -> None:
    later = replace(RAID, id="later", date="2025")
    assert changed([OTHER, RAID, later], [later, RAID, OTHER]) == []
    (part,) = changed([OTHER, MORE], [MORE, OTHER])
    assert part.changes[0].sentence in {
        "it stands first now among those of its date",
        "it stands behind after now among those of its date",
    }


def test_the_timeline_its_sources_and_its_names() -> None:
    sources = {**SOURCES, "new": Source(title="A new one"), "kyiv": Source(title="In Kyiv", outlet="Paper")}
    now = Timeline(title="Another", sources=sources, names={"mayor": replace(NAMES["mayor"], also=())})
    parts = changed([RAID], [RAID], now=now)
    assert [line.text for line in lines(parts)] == [
        "~ the timeline Another",
        "    ~ its title is now “Another”, was “T”",
        "~ the source Paper (kyiv)",
        "    + its outlet was added: “Paper”",
        "+ the source “A new one” (new) is new",
        "~ the name The Mayor (mayor)",
        "    - the spelling “Mayor” was taken out",
    ]
    assert summary(parts) == "1 source changed, 1 new; 1 name changed; what is said of the whole changed"


STEPS = TourStep(event="raid", text="Here it began."), TourStep(event="mines"), TourStep(event="raid")


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (STEPS[:2], "- the step at raid was taken out"),
        ((*STEPS, TourStep(event="mines", passage="kyiv")), "+ the step at mines was added"),
        (
            (replace(STEPS[0], text="Here it ended."), *STEPS[1:]),
            "~ the step at raid: its text was reworded: Here it [-began.-] {+ended.+}",
        ),
        ((replace(STEPS[0], text=None), *STEPS[1:]), "- the step at raid: its text was taken out"),
        ((STEPS[0], replace(STEPS[1], text="Mines."), STEPS[2]), "+ the step at mines: its text was added"),
        ((STEPS[1], STEPS[0], STEPS[2]), "~ its steps are in another order"),
    ],
)
def test_the_steps_of_a_tour(steps: tuple[TourStep, ...], told: str) -> None:
    was, now = (
        replace(TIMELINE, tours={"border": Tour(title="The border", steps=each)}) for each in (STEPS, steps)
    )
    (part,) = changed([RAID, OTHER], [RAID, OTHER], was, now)
    (line,) = list(lines([part]))[1:]
    assert line.text.strip().startswith(told)


def test_the_steps_of_a_tour_lead_to_an_event_under_another_id() -> None:
    was, now = (
        replace(TIMELINE, tours={"border": Tour(title="The border", steps=(TourStep(event=id_),))})
        for id_ in ("raid", "fight")
    )
    (part,) = changed([RAID], [replace(RAID, id="fight")], was, now)
    assert [told.what for told in part.changes] == ["renamed"]


def test_a_version_that_is_not_there() -> None:
    assert {part.what for part in changed(None, [RAID])} == {"added", "changed"}
    assert {part.what for part in changed([RAID], None)} == {"removed", "changed"}


@given(timelines())
def test_a_version_does_not_differ_from_itself(found: tuple[list[Event], dict[int, int]]) -> None:
    assert changed(found[0], found[0]) == []


_EDITS = st.one_of(
    st.fixed_dictionaries({"title": st.text(min_size=1, max_size=10)}),
    st.fixed_dictionaries({"date": st.none() | st.sampled_from(DATES)}),
    st.fixed_dictionaries({"key": st.booleans()}),
    st.fixed_dictionaries({"summary": st.text(max_size=10)}),
    st.fixed_dictionaries({"note": st.text(max_size=10)}),
    st.fixed_dictionaries({"tags": st.lists(st.text(min_size=1, max_size=3), max_size=3).map(tuple)}),
    st.fixed_dictionaries({"sources": st.lists(st.sampled_from([*SOURCES]), max_size=3).map(tuple)}),
    st.fixed_dictionaries({"disputes": st.dictionaries(st.sampled_from("abc"), st.text(max_size=3))}),
    st.fixed_dictionaries(
        {"fields": st.dictionaries(st.sampled_from("abc"), st.text(min_size=1, max_size=3))}
    ),
    st.fixed_dictionaries(
        {
            "quotes": st.lists(
                st.builds(
                    Quote,
                    exact=st.text("ab c.", min_size=1, max_size=9),
                    source=st.none() | st.sampled_from([*SOURCES]),
                    note=st.none() | st.just("n"),
                ),
                max_size=4,
            ).map(tuple)
        }
    ),
)


@given(timelines(8), st.data())
def test_every_edit_is_told_of_its_event(
    found: tuple[list[Event], dict[int, int]], data: st.DataObject
) -> None:
    events = found[0]
    if not events:
        return
    at = data.draw(st.integers(0, len(events) - 1))
    new = [*events]
    new[at] = replace(events[at], **data.draw(_EDITS))
    told = [part for part in changed(events, new) if part.id == events[at].id]
    is_same = _plain(new[at]) == _plain(events[at])
    assert bool(told) is not is_same
    for part in told:
        said = " ".join(line.text for line in lines([part]))
        assert f"({events[at].id})" in said
        for record in records(part):
            assert record["sentence"]
            assert f"{record['id']}" == events[at].id


def _plain(event: Event) -> str:
    """What the event says, whatever stands for nothing."""
    from timeline_tui.model.record_fields import to_plain

    return repr(to_plain(event))


@given(timelines(10), timelines(10))
def test_records_say_what_the_text_says(
    old: tuple[list[Event], dict[int, int]], new: tuple[list[Event], dict[int, int]]
) -> None:
    for part in changed(old[0], new[0]):
        heading, *told = [line.text for line in lines([part])]
        found = list(records(part))
        assert all(record["id"] == part.id for record in found)
        if part.what == "changed":
            for text, record in zip(told, found, strict=True):
                assert text[6:].startswith(record["sentence"])
        else:
            assert heading.endswith(found[0]["sentence"])
