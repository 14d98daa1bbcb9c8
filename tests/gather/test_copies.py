"""Copies are told, whichever words they change; two reports of one matter are none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.gather.copies import copied, original_of, originals, prints_of

FIRST = """\
The harbour wall of Lund broke on Tuesday night, and the water ran into the old town within an hour.
Mayor Anna Berg said that two hundred families had left their homes before the wave arrived.
Soldiers brought boats and blankets from the barracks in the north of the county.
"We heard a crack like thunder and then the street was a river," said a fisherman at the quay.
The coast service denied that the wall had been weakened by the new road above it.
Engineers had warned of cracks in its eastern end for the last three years.
The government promised to pay for the repair of every house that was flooded.
Schools stay closed until Monday, and the trains to the south do not run.
"""
REWORDED = """\
The harbour wall in Lund was broken on Tuesday night, and water ran into the old town in less than an hour.
Mayor Anna Berg said two hundred families left their homes before the wave had arrived.
Soldiers brought blankets and boats from barracks in the northern part of the county.
"We heard a crack like a thunder, then the street became a river," a fisherman said at the quay.
The coast service denied the wall was weakened by the new road that is above it.
The government has promised to pay for repairing every house which was flooded.
Schools remain closed until Monday and trains to the south are not running.
"""
NOISE = """\
In town{0} the market of street{1} was opened by guest{2} before noon, and a band played for visitors.
Farmers of village{3} sold apples, honey and cheese to people who came by train from county{4}.
A child lost a balloon near bridge{5}, which a policeman brought back from the roof of a bakery.
Nobody could say how many visitors there were, but shop{6} had sold all bread before it was dark.
The mayor of town{7} thanked everybody and promised another market in the month of month{8}.
"""
OTHER = """\
Water stood a metre high in the market of Lund on Wednesday, a day after the wall at the port gave way.
People who had fled began to come back and carried wet carpets into the sun.
The opposition asked why nobody had listened when experts spoke of damage to the eastern part.
Anna Berg, who leads the town, called the night the worst of her life.
A spokesman for the railway said repairs to the line would last a week.
Insurance companies expect claims of many millions from owners of houses and shops.
"""


def test_a_text_that_is_reworded_and_cut_follows_the_first() -> None:
    found = copied(prints_of(REWORDED), prints_of(FIRST))
    assert found is not None
    assert (found.sentences, found.of, found.share) == (7, 7, 1.0)
    assert found.has(0, 20)
    prints = {"first": prints_of(FIRST), "again": prints_of(REWORDED), "other": prints_of(OTHER)}
    original = original_of("again", prints)
    assert original is not None
    assert original[0] == "first"
    assert original_of("first", prints) is None


def test_another_report_of_the_same_matter_is_no_copy() -> None:
    for one, two in ((OTHER, FIRST), (FIRST, OTHER), (REWORDED, OTHER)):
        assert copied(prints_of(one), prints_of(two)) is None


def test_of_two_equal_texts_one_is_the_first() -> None:
    prints = {"a": prints_of(FIRST), "b": prints_of(FIRST)}
    assert original_of("a", prints) is None
    assert original_of("b", prints) is not None


def test_a_copy_is_found_in_a_folder_of_other_texts_and_in_one_of_copies() -> None:
    others = {f"other {number}": prints_of(OTHER.replace("Lund", f"Town{number}")) for number in range(3)}
    noise = {f"noise {number}": prints_of(NOISE.format(*range(number, number + 9))) for number in range(40)}
    prints = {"first": prints_of(FIRST), "again": prints_of(REWORDED)}
    found = originals({**noise, **prints})
    assert {name: original for name, (original, _) in found.items() if name in prints} == {"again": "first"}
    copies = {f"copy {number}": prints_of(REWORDED) for number in range(20)}
    found = originals({**prints, **others, **copies})
    assert {found[name][0] for name in copies} <= {"first", "again", *copies}
    assert set(found) >= copies.keys() | {"again"}
    assert "first" not in found
    assert originals({}) == {}


@given(st.text(), st.text())
def test_any_two_texts_are_compared(one: str, two: str) -> None:
    copied(prints_of(one), prints_of(two))
