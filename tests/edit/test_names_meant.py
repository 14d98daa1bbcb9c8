"""A name is meant by any of its spellings; where none or several are, it is said what to write."""

from __future__ import annotations

import pytest

from timeline_tui.edit.insertion import Ambiguous, Unnamed, name_of
from timeline_tui.model.timeline import Name

NAMES = {
    "kyiv": Name(name="Kyiv", also=("Kiev",)),
    "oblast": Name(name="Kyiv Oblast", also=("Kiev",)),
    **{f"smith-{number}": Name(name="J. Smith") for number in range(7)},
}


@pytest.mark.parametrize("text", ["kyiv", "Kyiv", "KYIV", " Kyiv "])
def test_one_name_is_meant_by_its_id_and_its_spellings(text: str) -> None:
    assert name_of(text.strip(), NAMES) == "kyiv"


def test_of_several_the_ids_are_offered_as_many_as_one_reads() -> None:
    with pytest.raises(Ambiguous) as two:
        name_of("Kiev", NAMES)
    assert str(two.value) == "several names are spelled so"
    assert (two.value.hint, two.value.near) == ("its id: kyiv or oblast", ("kyiv", "oblast"))
    with pytest.raises(Ambiguous) as many:
        name_of("J. Smith", NAMES)
    assert many.value.near == tuple(f"smith-{number}" for number in range(5))
    assert many.value.hint == "its id: " + " or ".join(many.value.near)


def test_what_is_nearly_a_name_is_asked_back() -> None:
    with pytest.raises(Unnamed) as near:
        name_of("Kyiw", NAMES)
    assert type(near.value) is Unnamed
    assert str(near.value) == "no name is spelled so"
    assert "Kyiv" in near.value.near
    assert near.value.hint == " or ".join(near.value.near)


def test_what_is_like_no_name_can_be_added() -> None:
    with pytest.raises(Unnamed) as none:
        name_of("Zebra crossing", NAMES)
    assert none.value.near == ()
    assert none.value.hint == "add Zebra crossing to `names` in the file first"
