"""Three versions of a timeline become one that holds what both sides did."""

from __future__ import annotations

import pytest

from tests.merge.versions import (
    ADDED,
    BASE,
    FIRE,
    INQUIRY,
    PASSAGE,
    QUOTED,
    TITLE,
    changed,
    clean,
    merge,
    with_event,
)
from timeline_tui.merge.cutting import Portion, file_inside
from timeline_tui.yamlfile.conflicts import conflicts_in, first_versions
from timeline_tui.yamlfile.layout import Unclear

TAGS = b"[harbour, night]"


# What each side replaces, and what stands there in the end.
PAIRS = [
    pytest.param(
        [(TITLE, TITLE + b"    key: true\n")], [(QUOTED, QUOTED + PASSAGE)], [], id="a field, a passage"
    ),
    pytest.param(
        [(TAGS, b"[harbour, night, wind]")], [(TAGS, b"[night]")], [(TAGS, b"[night, wind]")], id="tags"
    ),
    pytest.param(
        [(TAGS, b"[harbour, night, wind]")],
        [(TAGS, b"\n    - harbour\n    - night\n    - rain")],
        [(TAGS, b"\n    - harbour\n    - night\n    - wind\n    - rain")],
        id="tags in brackets and below each other",
    ),
    pytest.param(
        [(b"B. Mayor}", b"B. Mayor, role: mayor}")],
        [(b"name: B. Mayor", b"name: Bea Mayor")],
        [(b"name: B. Mayor}", b"name: Bea Mayor, role: mayor}")],
        id="a name in brackets",
    ),
    pytest.param(
        [(b"date: 2024-03-12   # as told", b"date: 2024-03-13   # as told")],
        [(b"# as told", b"# as the Post tells")],
        [(b"date: 2024-03-12   # as told", b"date: 2024-03-13   # as the Post tells")],
        id="a value and the comment beside it",
    ),
    pytest.param(
        [(b"  # The first one.\n", b"  # The first of them.\n")],
        [(b"  # The first one.\n", b"  # Where it begins.\n")],
        [(b"  # The first one.\n", b"  # The first of them.\n  # Where it begins.\n")],
        id="comments that both changed",
    ),
    pytest.param(
        [(b"  times: {title: Later", b"  gazette: {title: Soon}\n  times: {title: Later")],
        [(b"outlet: Times}\n", b"outlet: Times}\n  star: {title: Never}\n")],
        [],
        id="sources",
    ),
    pytest.param(
        [(b"\n  - id: inquiry\n    date: 2024-04\n    title: Inquiry\n    part_of: fire\n", b"")],
        [(b"title: The harbour", b"title: Harbour")],
        [],
        id="an event that is gone",
    ),
    pytest.param(
        [(b"post:\n", b"evening-post:\n"), (b"source: post", b"source: evening-post")],
        [(b"    part_of: fire\n", b"    part_of: fire\n    sources: [post]\n")],
        [
            (b"post:\n", b"evening-post:\n"),
            (b"source: post", b"source: evening-post"),
            (b"    part_of: fire\n", b"    part_of: fire\n    sources: [evening-post]\n"),
        ],
        id="another id of a source",
    ),
    pytest.param(
        [(b"It rained,\n      and nobody came.", b"It snowed.")],
        [(b"- title: Nobody knows when", b"- id: rain\n    title: Nobody knows when")],
        [],
        id="an event without an id, which gets one",
    ),
    pytest.param(
        [(TITLE, b"    title: Fire at night\n")],
        [(TITLE, b"    title: 'Fire at night'\n")],
        [(TITLE, b"    title: Fire at night\n")],
        id="the same in other quotation marks",
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "both"), PAIRS)
def test_what_both_did_is_there(
    ours: list[tuple[bytes, bytes]], theirs: list[tuple[bytes, bytes]], both: list[tuple[bytes, bytes]]
) -> None:
    wanted = changed(*(both or [*ours, *theirs]))
    assert clean(changed(*ours), changed(*theirs)) == wanted


DISPUTED = changed(
    (b"    names: [mayor]\n", b"    names: [mayor]\n    disputes: {lit: Was it lit?}\n"),
    (QUOTED, QUOTED + b"        dispute: lit\n"),
)
TOUR = b"tours:\n  short:\n    title: Short\n    steps:\n      - event: fire\n        text: It begins here.\n"
TRIAL = b"  - id: trial\n    title: Trial\n"


def test_another_id_of_a_disputed_point() -> None:
    ours = DISPUTED.replace(b"{lit:", b"{arson:").replace(b"dispute: lit", b"dispute: arson")
    added = TRIAL + b"    quotes:\n      - exact: So it was.\n        source: post\n        dispute: lit\n"
    found = clean(ours, with_event(added, DISPUTED), DISPUTED)
    assert found == with_event(added.replace(b"lit", b"arson"), ours)


def test_another_id_of_a_tour_and_of_what_it_shows() -> None:
    base = BASE + TOUR
    ours = changed((b"  short:\n", b"  brief:\n"), base=base)
    theirs = changed((b"It begins here.", b"It began here."), (b"- id: fire", b"- id: blaze"), base=base)
    theirs = theirs.replace(b"event: fire", b"event: blaze").replace(b"part_of: fire", b"part_of: blaze")
    assert clean(ours, theirs, base) == theirs.replace(b"  short:\n", b"  brief:\n")


def test_two_other_ids_of_a_source() -> None:
    ours, theirs = (
        changed((b"  post:\n", b"  %s:\n" % id_), (b"source: post", b"source: %s" % id_))
        for id_ in (b"one", b"two")
    )
    found = merge(ours, theirs)
    assert [clash.path[-1] for clash in found.clashes] == ["one", "source"]
    assert first_versions(found.data) == ours


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("gone", "use", "path"),
    [
        (
            [(b"  times: {title: Later, outlet: Times}\n", b"")],
            b"    sources: [times]\n",
            ("sources", "times"),
        ),
        (
            [(b"names:\n  mayor: {kind: person, name: B. Mayor}\n\n", b"")],
            b"    names: [mayor]\n",
            ("names",),
        ),
        ([(b"\n" + INQUIRY, b"")], b"    part_of: inquiry\n", ("events", "inquiry")),
        (
            [(b"    disputes: {lit: Was it lit?}\n", b"")],
            b"    quotes:\n      - exact: So.\n        dispute: lit\n",
            ("events", "fire", "disputes"),
        ),
    ],
)
def test_what_one_took_out_while_the_other_came_to_refer_to_it(
    gone: list[tuple[bytes, bytes]], use: bytes, path: tuple[str, ...], swapped: bool
) -> None:
    sides = [changed(*gone, base=DISPUTED), with_event(TRIAL + use, DISPUTED)]
    found = merge(sides[swapped], sides[not swapped], DISPUTED)
    assert [(clash.path, clash.why) for clash in found.clashes] == [(path, "wanted")]
    assert use in found.data and gone[0][0].strip() in found.data


def test_an_id_that_both_gave_to_different_things() -> None:
    ours = changed((b"- id: inquiry", b"- id: trial"))
    for sides in ((ours, with_event(TRIAL)), (with_event(TRIAL), ours)):
        found = merge(*sides)
        assert [(clash.path, clash.why) for clash in found.clashes] == [(("events", "trial"), "named")]


def test_passages_and_steps_that_both_reword_are_told_word_for_word() -> None:
    base = BASE + TOUR
    ours, theirs = (
        changed((b"all night", b"all %s" % word), (b"It begins", b"It %s" % word), base=base)
        for word in (b"day", b"year")
    )
    found = merge(ours, theirs, base)
    assert [clash.path[-1] for clash in found.clashes] == ["exact", "text"]


def test_the_same_event_is_kept_once() -> None:
    ours, theirs = with_event(ADDED), with_event(ADDED + b"    date: 2025\n")
    assert clean(ours, theirs) == theirs
    without = ADDED.replace(b"id: trial\n    ", b"")
    assert clean(with_event(without), with_event(without + b"    date: 2025\n")) == with_event(
        without + b"    date: 2025\n"
    )


def test_two_events_of_one_id_that_have_nothing_in_common_are_told() -> None:
    ours = with_event(b"  - id: trial\n    title: The trial of the two\n    date: 2024\n")
    theirs = with_event(b"  - id: trial\n    title: A test of the pumps\n    tags: [water]\n")
    found = merge(ours, theirs)
    assert [clash.path for clash in found.clashes] == [("events", "trial")]
    assert first_versions(found.data) == ours


def test_what_one_took_out_and_the_other_changed_is_told() -> None:
    without = changed((b"\n" + INQUIRY, b""))
    edited = changed((b"title: Inquiry", b"title: The inquiry"))
    for ours, theirs in ((without, edited), (edited, without)):
        found = merge(ours, theirs)
        assert [clash.path for clash in found.clashes] == [("events", "inquiry")]
        assert first_versions(found.data).replace(b"\n\n\n", b"\n\n") == ours
        assert b"title: The inquiry" in found.data


def test_another_id_by_each_side_is_told_as_two_versions_of_the_event() -> None:
    found = merge(changed((b"id: inquiry", b"id: one")), changed((b"id: inquiry", b"id: other")))
    assert [clash.path[:1] for clash in found.clashes] == [("events",)]
    (conflict,) = conflicts_in(found.data)
    assert conflict.both
    assert b"title: Inquiry" in found.data[slice(*conflict.spans[1])]


def test_an_event_in_the_place_of_another_that_is_gone_does_not_get_what_was_meant_for_that() -> None:
    other = b"  - id: appeal\n    date: 2024-04\n    title: Appeal\n    part_of: fire\n"
    ours, theirs = (
        changed((INQUIRY, other)),
        changed((b"title: Inquiry", b"title: Inquiry\n    note: Closed")),
    )
    found = merge(ours, theirs)
    assert [clash.path for clash in found.clashes] == [("events", "inquiry")]
    assert found.data.count(b"note: Closed") == 1 and other in found.data


def test_marks_around_a_first_field_leave_the_hyphen_to_both() -> None:
    base = BASE.replace(b"- title: Nobody knows when", b"- title: Rain")
    ours, theirs = (base.replace(b"title: Rain", b"title: " + word) for word in (b"Snow", b"Hail"))
    found = merge(ours, theirs, base)
    assert first_versions(found.data) == ours
    assert b"=======\n  - title: Hail\n>>>>>>> theirs\n    summary" in found.data


def test_moves_of_both_sides() -> None:
    ours = changed((FIRE + b"\n" + INQUIRY, INQUIRY + b"\n" + FIRE))
    last = BASE[BASE.index(b"  - title: Nobody") :]
    theirs = changed((b"\n" + last, b""), (FIRE, last + b"\n" + FIRE))
    found = clean(ours, theirs)
    assert sorted(found) == sorted(BASE)
    assert all(text in found for text in (FIRE, INQUIRY, last))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"---\n", b"# kept by hand\n---  # so\n"])
def test_the_form_of_the_file_stays(end: bytes, mark: bytes) -> None:
    def form(text: bytes) -> bytes:
        return (mark + text).replace(b"\n", end)

    ours, theirs = changed((TITLE, b"    title: Fires\n")), with_event(ADDED)
    wanted = with_event(ADDED, ours)
    assert clean(form(ours), form(theirs), form(BASE)) == form(wanted)
    assert clean(form(ours), form(theirs).rstrip(), form(BASE)) == form(wanted).rstrip()
    assert clean(form(ours).rstrip(), form(theirs), form(BASE)) == form(wanted).rstrip()


def test_a_byte_order_mark_of_one_side() -> None:
    ours, theirs = changed((TITLE, b"    title: Fires\n")), with_event(ADDED)
    for one, other in ((b"\xef\xbb\xbf", b""), (b"", b"\xef\xbb\xbf")):
        assert clean(one + ours, other + theirs) == b"\xef\xbb\xbf" + with_event(ADDED, ours)


def test_another_indentation_of_one_side() -> None:
    outdented = BASE.replace(b"\n  ", b"\n")
    head = BASE[: BASE.index(b"events:")]
    theirs = head + outdented[outdented.index(b"events:") :]
    ours = changed((TITLE, b"    title: Fires\n"))
    assert clean(ours, theirs) == ours
    assert b"\n- id: fire" in clean(theirs, ours) and b"\n  title: Fires\n" in clean(theirs, ours)


# What both sides had made of one thing when they were merged both ways.
CHINESE = (
    "当天晚上港口发生火灾，消防员连夜扑救，没有人员伤亡，市长第二天发表讲话，说原因还在调查之中。".encode()
)
INSTEAD = b"      - exact: %s\n        source: post\n"
BURNED = INSTEAD % b"It burned all night."
NAMELESS = b"  - title: Nobody knows when\n    summary: |\n      It rained,\n      and nobody came.\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "inside"),
    [
        pytest.param(
            (BURNED, INSTEAD % b"Smoke hung over the town."),
            (BURNED, INSTEAD % b"Nobody slept."),
            ("events", "fire", "quotes"),
            id="another passage in the place of one",
        ),
        pytest.param(
            (NAMELESS, b"  - title: Snow\n    date: 2024-01\n"),
            (NAMELESS, b"  - title: Another thing\n    tags: [wind]\n"),
            ("events",),
            id="another event in the place of one without an id",
        ),
        pytest.param(
            (BURNED, INSTEAD % b"Smoke hung over the town."),
            (b"    quotes:\n" + BURNED, b""),
            ("events", "fire"),
            id="another passage where the other took out all",
        ),
        pytest.param(
            (BURNED, INSTEAD % b"Smoke hung over the town."),
            (BURNED + PASSAGE, PASSAGE),
            ("events", "fire", "quotes"),
            id="another passage where the other took out one",
        ),
        pytest.param(
            (b"title: Nobody knows when", b"title: Snow"),
            (b"\n" + NAMELESS, b""),
            ("events",),
            id="an event without an id, which the other took out",
        ),
    ],
)
def test_what_both_put_in_one_place_is_told_there_alone(
    ours: tuple[bytes, bytes], theirs: tuple[bytes, bytes], inside: tuple[str, ...]
) -> None:
    base = changed((BURNED, BURNED + PASSAGE)) if PASSAGE in theirs[0] else BASE
    for sides in ((ours, theirs), (theirs, ours)):
        own, other = (changed(side, base=base) for side in sides)
        found = merge(with_event(ADDED, own), other, base)
        assert [clash.path[:-1] for clash in found.clashes] == [inside]
        assert {*found.clashes[0][:2]} >= {new for _, new in (ours, theirs) if new.startswith(b"  -")}
        assert ADDED in found.data and ours[1].strip() in found.data


def test_a_passage_of_a_script_without_spaces_that_both_reword() -> None:
    base = changed((b"It burned all night.", CHINESE))
    ours, theirs = (
        changed(("没有人员伤亡".encode(), words.encode()), base=base) for words in ("有三人受伤", "无人死亡")
    )
    assert [clash.path[-1] for clash in merge(ours, theirs, base).clashes] == ["exact"]


def test_both_add_an_event_on_a_day_of_which_one_takes_another_away() -> None:
    added = b"  - id: trial\n    title: Trial\n    date: 2024-04\n"
    ours = with_event(added, changed((b"    date: 2024-04\n", b"    date: 2024-05\n")))
    assert clean(ours, with_event(added)) == ours


BROKEN = {
    "a quotation mark": changed((b"title: Inquiry", b"title: 'Inquiry")),
    "a bracket": changed((TAGS, b"[harbour, night")),
    "a tab": changed((b"    title: Inquiry", b"\ttitle: Inquiry")),
    "no text": changed((b"title: Inquiry", b"title: \xff")),
    "a mark of a merge": changed((TITLE, TITLE + b"=======\n")),
    "a second document": BASE + b"---\ntitle: More\n",
    "brackets around all": b"{events: [{title: Fire}]}\n",
    "a list": b"- title: Fire\n",
    "CR alone": BASE.replace(b"\n", b"\r"),
    "a field twice": BASE + b"events:\n  - title: More\n",
    "an alias of nothing": changed((b"title: Inquiry", b"title: *inquiry")),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("first", [True, False])
def test_what_cannot_be_read_is_not_merged_by_its_things(broken: bytes, first: bool) -> None:
    other = changed((b"title: The harbour", b"title: Harbour"))
    with pytest.raises(Unclear):
        merge(*((broken, other) if first else (other, broken)))


@pytest.mark.parametrize("text", [*BROKEN.values(), BASE, b"", b"# nothing\n"])
def test_what_only_one_changed_is_taken_as_it_is(text: bytes) -> None:
    other = with_event(ADDED)
    assert clean(text, other, text) == other
    assert clean(other, text, text) == other
    assert clean(text, text, other) == text


def test_both_write_the_first_lines_of_an_empty_file() -> None:
    assert clean(b"title: A\n", b"events:\n  - title: B\n", b"") == b"title: A\nevents:\n  - title: B\n"


def test_what_versions_have_in_common_is_held_once() -> None:
    known: dict[Portion, Portion] = {}
    versions = [
        file_inside(data, known) for data in (BASE, with_event(ADDED), changed((TITLE, b"    title: A\n")))
    ]
    held = [next(field.section for field in file.parts if field.text == b"events:\n") for file in versions]
    first, second, third = ([] if one is None else one.parts for one in held)
    assert all(one is other for one, other in zip(first, second, strict=False)) and len(second) == 4
    assert [one is other for one, other in zip(first, third, strict=True)] == [False, True, True]
    assert versions[0].whole == BASE
