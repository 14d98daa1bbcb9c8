"""Who speaks for whom, and what a position in a dispute rests on."""

from __future__ import annotations

from timeline_tui.evidence.accounts import in_two_positions, side, supports
from timeline_tui.model.timeline import Name, Quote

NAMES = {
    "state": Name(name="The State"),
    "ministry": Name(name="The Ministry", within="state"),
    "spokesman": Name(name="A Spokesman", within="ministry"),
    "village": Name(name="A Village", within="nowhere"),
    "hen": Name(name="Hen", within="egg"),
    "egg": Name(name="Egg", within="hen"),
}
FAMILIES = {"agency": "agency", "copy": "agency", "paper": "paper"}


def test_side_is_the_outermost_that_is_listed() -> None:
    assert side("spokesman", NAMES) == side("state", NAMES) == "state"
    assert side("village", NAMES) == "village"
    assert side("stranger", NAMES) == "stranger"


def test_names_within_each_other_end_somewhere() -> None:
    assert side("hen", NAMES) == "egg"
    assert side("egg", NAMES) == "hen"


def _said(position: str | None, source: str | None, speaker: str | None = None) -> Quote:
    return Quote(exact="x", position=position, source=source, speaker=speaker)


def test_positions_come_in_the_order_in_which_they_speak() -> None:
    found = supports([_said("no", "paper"), _said("yes", "agency"), _said("no", "copy")], FAMILIES)
    assert [(one.position, len(one.quotes)) for one in found] == [("no", 2), ("yes", 1)]
    assert found[0].families == {"paper", "agency"}


def test_remark_says_what_a_position_rests_on() -> None:
    def remark(*sources: str | None) -> str | None:
        (one,) = supports([_said("yes", source) for source in sources], FAMILIES)
        return one.remark

    assert remark("agency") == remark("agency", "agency", None) == "rests on one source"
    assert remark("agency", "copy") == "rests on one source and copies of it"
    assert remark("agency", "paper") is None
    assert remark(None) is None
    assert remark("unlisted") == "rests on one source"


def test_speaker_in_two_positions_is_found() -> None:
    quotes = [
        *(_said("yes", "paper", "mayor"), _said("yes", "copy", "mayor"), _said("no", "paper", "mayor")),
        *(_said("yes", "paper", "guard"), _said(None, "paper", "guard"), _said("no", "paper")),
    ]
    assert in_two_positions(quotes) == {"mayor": ["yes", "no"]}
