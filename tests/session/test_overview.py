"""What stands above the list tells of every event, at every width."""

from __future__ import annotations

from pathlib import Path

from tests.tui.screens import indexed
from timeline_tui.model.days import from_civil
from timeline_tui.render.strip import Strip
from timeline_tui.session.overview import Overview

SHIPPED = Path(__file__).parent.parent.parent / "data" / "raids.timeline.yaml"
DAYS = (2023, 6, 15), (2023, 11, 1)


def test_every_raid_has_a_mark_of_its_own_at_every_width(tmp_path: Path) -> None:
    _, index = indexed(tmp_path, SHIPPED.read_text(encoding="utf-8"))
    about, overview = index.about, Overview(index)
    assert about.earliest is not None
    assert about.latest is not None
    for width in range(60, 201):
        scale, line = Strip(about.earliest, about.latest, width), overview.strip(None, width).text
        found = {day: line[scale.column_of(scale.cell_of(from_civil(*day)))] for day in DAYS}
        # The month of a raid, and a day of which nothing is known but that something can have been then.
        assert [found[day] for day in DAYS] == ["▒", "░"], width
        assert " " not in line.removeprefix(scale.labels[0])[1:].removesuffix(scale.labels[1])[:-1], width


def test_the_place_of_the_cursor_is_that_of_its_event(tmp_path: Path) -> None:
    _, index = indexed(tmp_path, SHIPPED.read_text(encoding="utf-8"))
    overview = Overview(index)
    rows = index.rows(0, index.about.events)
    places = [overview.strip(None, 120, row).text.index("◆") for row in rows if row.date is not None]
    assert places == sorted(places)
    assert len(set(places)) > 5
