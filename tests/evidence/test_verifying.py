"""Every passage of a timeline gets its answer, in the order of the timeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.evidence import texts as verifying
from timeline_tui.evidence.texts import Shelf, verify
from timeline_tui.model.timeline import Event, Quote, Source

SOURCES = {
    "paper": Source(text="paper.txt"),
    "stale": Source(text="paper.txt", sha256="0" * 64),
    "lost": Source(text="lost.txt"),
}
EVENTS = [
    (
        7,
        Event(
            title="One",
            quotes=(
                Quote(exact="The bridge fell at night.", source="paper"),
                Quote(exact="“The bridge fell at night.”", source="paper"),
                Quote(exact="The bridge fell at noon.", source="paper"),
                Quote(exact="Elephants were seen in town.", source="paper"),
                Quote(exact="The bridge", source="lost"),
            ),
        ),
    ),
    (3, Event(title="None")),
    (
        5,
        Event(
            title="Two",
            quotes=(
                Quote(exact="Nobody was hurt.", source="stale"),
                Quote(exact="x y", source="unlisted"),
                Quote(exact="x y"),
            ),
        ),
    ),
]
STATES = ["verbatim", "normalised", "altered", "not found", "no text held", "verbatim"] + ["no text held"] * 2


@pytest.mark.parametrize("lot", [20_000, 3])
def test_every_state_in_the_order_of_the_timeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lot: int
) -> None:
    monkeypatch.setattr(verifying, "_LOT", lot)
    text = "\ufeffThey said: 'The bridge fell at night.'\r\nThe bridge fell at night. Nobody was hurt.\r\n"
    (tmp_path / "paper.txt").write_bytes(text.encode())
    found = list(verify(EVENTS, SOURCES, Shelf([tmp_path])))
    assert [(one.number, one.index) for one in found] == [(7, at) for at in range(5)] + [
        (5, at) for at in range(3)
    ]
    assert [one.finding.state for one in found] == STATES
    remarks = [one.finding.remark for one in found]
    assert remarks[0] is not None
    assert remarks[0].startswith("ambiguous: it stands in 2 places")
    assert remarks[4:] == [
        "no file lost.txt in the folders given",
        "the text has changed since its sha256 was written",
        "no source is called unlisted",
        "the passage names no source",
    ]
    # Places are code points of the text without its mark.
    decoded = text[1:]
    first = found[0].finding
    assert decoded[first.start : first.end] == "The bridge fell at night."
