"""The numbers on the screen itself, at the sizes at which a list is found in more than one go."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.tui.screens import Shown, shown

PARTS = 3
"""Every so many events, the next two are part of one."""


def timeline(events: int) -> str:
    """One event a day, of which every third holds the two that follow; every fifth is disputed."""
    listed = "".join(
        f"  - id: e{number}\n    date: {2000 + number // 28:04}-02-{1 + number % 28:02}\n"
        f"    title: {('Far', 'Near')[number % 2]} {number}\n    tags: [{('even', 'odd')[number % 2]}]\n"
        + (f"    part_of: e{number - number % PARTS}\n" if number % PARTS else "")
        + (f"    disputes: {{d{number}: Was it so?}}\n" if number % 5 == 0 else "")
        for number in range(events)
    )
    return f"title: T\nevents:\n{listed}"


def top(program: Shown) -> str:
    return program.text.split("\n")[0]


@pytest.mark.parametrize("keys", [("home",), ("end", *["pageup"] * 3), ("end",)])
@pytest.mark.parametrize("events", [100, 200, 201, 300])
async def test_a_query_its_values_and_its_groups(events: int, keys: tuple[str, ...], tmp_path: Path) -> None:
    near = events // 2
    async with shown(tmp_path, timeline(events), size=(120, 40)) as program:
        await program.press(*keys, "slash", *"near OR nowhere ", "enter")
        assert f"{near} of {events}, {events - near} hidden" in top(program)
        await program.press("f")
        assert re.search(rf"odd +{near}\b", program.text)
        assert not re.search(r"even +[1-9]", program.text)
        await program.press(*"odd", "enter")
        assert f"{near} of {events}" in top(program)
        await program.press("minus")
        assert f"0 of {events}, {events} hidden" in top(program)
        await program.press("minus", "escape", "escape", "minus", "home")
        assert f"{near} of {events}" in top(program)
        found = Counter(2000 + number // 28 for number in range(1, events, 2))
        disputed = Counter(2000 + number // 28 for number in range(5, events, 10))
        # None of them is key, so that no member names a group.
        rows = re.findall(r"(?m)^. February +(▅+) +(?:(\d+)≠)? +(\d+) +│", program.text)
        assert [tuple(int(number or 0) for number in row[1:]) for row in rows] == [
            (disputed[year], number) for year, number in found.items()
        ]
        most = max(found.values())
        longest = len(max(row[0] for row in rows))
        assert [len(row[0]) for row in rows] == [longest * number // most for number in found.values()]


async def test_what_is_folded_is_neither_hidden_nor_left_out_of_the_strip(tmp_path: Path) -> None:
    async with shown(tmp_path, timeline(300), size=(120, 24)) as program:
        await program.press("slash", *"tag:odd,even ", "enter")
        strip = program.text.split("\n")[1]
        await program.press("Z")
        assert "300 of 300, 0 hidden" in top(program)
        assert re.findall(r"[^\[\]]", program.text.split("\n")[1]) == re.findall(r"[^\[\]]", strip)
        folded = [int(number) for number in re.findall(r"(?:▸|\+)(\d+)", program.text)]
        assert folded and set(folded) == {2}


@pytest.mark.parametrize(
    ("tags", "said"), [(39, "31 more"), (40, "at least 32 more"), (90, "at least 32 more")]
)
async def test_values_that_are_not_all_looked_up_are_told_so(tags: int, said: str, tmp_path: Path) -> None:
    events = "".join(f"  - {{title: T, tags: [tag{number:03}]}}\n" for number in range(tags))
    async with shown(tmp_path, f"events:\n{events}") as program:
        await program.press("slash", *"tag:tag")
        await program.wait_for(f"… {said}: go on typing")


@pytest.mark.parametrize("tags", [199, 200])
async def test_values_that_are_not_all_listed_are_told_so(tags: int, tmp_path: Path) -> None:
    events = "".join(f"  - {{title: T, tags: [tag{number:03}]}}\n" for number in range(tags))
    async with shown(tmp_path, f"events:\n{events}") as program:
        await program.press("f")
        assert ("Tags, and perhaps more" in program.text) == (tags == 200)
