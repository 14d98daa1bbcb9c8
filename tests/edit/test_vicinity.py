"""What is around an edit tells as much as the whole file, or the whole file is asked."""

from __future__ import annotations

import pytest

from timeline_tui.edit.proof import proven
from timeline_tui.edit.vicinity import Vicinity, vicinity
from timeline_tui.yamlfile.layout import lay_out
from timeline_tui.yamlfile.values import Plain

HEAD = "title: T\nnames:\n  n: {name: N}\nevents: # all of them\n"
ITEMS = [f"- {{id: e{number}, title: Event number {number}}}\n" for number in range(20)]
TAIL = "note: x\n"


def around(before: str, now: str) -> Vicinity | None:
    return vicinity(lay_out(before.encode()), before.encode(), now.encode())


def file(*items: str, head: str = HEAD, tail: str = TAIL) -> str:
    return head + "".join(items) + tail


@pytest.mark.parametrize("tail", ["", TAIL, "sources:\n  s: {title: S}\n", "---\nmore: 1\n", "# the end\n"])
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("T", "Ж"), "'events' :\r\n", "\ufeffevents:\n# first\n"])
@pytest.mark.parametrize("at", [0, 1, 10, 19, 20])
def test_little_is_read_and_things_stand_where_the_whole_file_has_them(at: int, head: str, tail: str) -> None:
    before = file(*ITEMS, head=head, tail=tail)
    new = ["- id: new\n  title: Новий\n"]
    now = file(*ITEMS[:at], *new, *ITEMS[at:], head=head, tail=tail)
    layout = lay_out(before.encode())
    part = around(before, now)
    assert part is not None and len(part.data) < len(now) // 2
    asked: dict[int, Plain] = {at: {"id": "new", "title": "Новий"}}
    found = proven(layout, now.encode(), asked, added=True, before=before.encode())
    assert found == lay_out(now.encode())
    less: dict[int, Plain] = {at: {"id": "new"}}
    assert proven(layout, now.encode(), less, added=True, before=before.encode()) is None


def test_an_event_that_is_met_elsewhere_is_not_the_one_that_followed() -> None:
    now = file(*ITEMS[:10], "# new\n- {id: new}\n", ITEMS[10], "# ", *ITEMS[10:])
    part = around(file(*ITEMS), now)
    assert part is not None and not part.is_met(lay_out(part.data))


def test_a_tag_that_is_another_in_the_whole_file_leaves_it_to_that() -> None:
    head = f"%TAG ! tag:example.org,2024:\n---\n{HEAD}"
    items = [item.replace("{", "!event {") for item in ITEMS]
    before, now = file(*items, head=head), file(*items, "- {id: new}\n", head=head)
    assert around(before, now) is None
    asked: dict[int, Plain] = {20: {"id": "new"}}
    assert proven(lay_out(before.encode()), now.encode(), asked, added=True, before=before.encode())


@pytest.mark.parametrize(
    ("said", "lie"),
    [
        ("# all of them", "# most of them"),
        ("{name: N}", "{name: M}"),
        ("note: x", "note: y"),
        ("title: T\n", ""),
    ],
)
def test_what_changes_beside_the_events_is_not_left_out(said: str, lie: str) -> None:
    before = file(*ITEMS)
    asked: dict[int, Plain] = {20: {"id": "new"}}
    layout = lay_out(before.encode())
    now = file(*ITEMS, "- {id: new}\n")
    assert proven(layout, now.encode(), asked, added=True, before=before.encode())
    found = proven(layout, now.replace(said, lie).encode(), asked, added=True, before=before.encode())
    assert (found is not None) == said.startswith("#")


@pytest.mark.parametrize(
    "swallowed", ["- id: new\n  note: |\n  ", '- {id: new, note: "', "- {id: new} #", "- &x "]
)
def test_an_event_that_is_swallowed_is_missed(swallowed: str) -> None:
    before = file(*ITEMS)
    now = file(*ITEMS[:9], swallowed, *ITEMS[9:])
    layout = lay_out(before.encode())
    new: dict[int, Plain] = {9: {"id": "new"}}
    for asked in (new, {}):
        assert proven(layout, now.encode(), asked, added=True, before=before.encode()) is None
