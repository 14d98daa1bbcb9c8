"""Names that a file knows, and those that it does not."""

from __future__ import annotations

import pytest

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.names import Roster
from timeline_tui.gather.proposal import HeldQuote, gather
from timeline_tui.model.timeline import Name

ROSTER = Roster(
    {
        "berg": Name(kind="person", name="Anna Berg", also=("Berg",)),
        "guard": Name(kind="group", name="Northern Guard", also=("the Guard",)),
        "legion": Name(kind="group", name="Legion of Lund"),
        "lund": Name(kind="place", name="Lund"),
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met Carl Holm in Malmö.", ["Carl Holm", "Malmö"]),
        ("They met Anna Berg in Lund.", []),
        ("The mayor left.", []),
        ("Russian forces met Swedish boats.", []),
        ("They met J. R. Holm and Eva Dahl.", ["J. R. Holm", "Eva Dahl"]),
        ("They left Malmö. Nobody saw them.", ["Malmö"]),
        ("It is Holm's house and Tuesday's news.", ["Holm"]),
        ("He read the Ministry of Health and Welfare's letter.", ["Ministry of Health and Welfare"]),
        ("They flew to the U.S. and back.", ["U.S."]),
    ],
)
def test_names_that_the_file_does_not_know(text: str, found: list[str]) -> None:
    assert ROSTER.new_in(text, ENGLISH) == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Berg said that it was over.", "berg"),
        ("A spokeswoman for the Northern Guard, Anna Berg, said that it was over.", "berg"),
        ("The Guard said that it was over.", "guard"),
        ("The Legion of Lund said that it was over.", "legion"),
        ("The Northern Guard and the Legion of Lund said that it was over.", None),
        ("Nobody else said that it was over.", None),
    ],
)
def test_a_speaker_by_the_id_that_the_file_has(text: str, key: str | None) -> None:
    (found,) = gather(text, known=ROSTER).proposals
    assert found.speaker is not None
    assert found.speaker.id == key


def test_words_that_stand_for_nobody_are_no_speaker() -> None:
    (found,) = gather("It says that the wall had held.").proposals
    assert found.speaker is None


def test_what_is_written_behind_a_pronoun_is_no_part_of_it() -> None:
    (found,) = gather("Then he's said that the wall would hold.").proposals
    assert found.speaker is not None
    assert found.speaker.text == "he"


def test_what_is_used_proposed_and_untouched() -> None:
    text = "Anna Berg said that it was over. Nobody was there.\nBirds sang.\n"
    whole = gather(text, quotes=[HeldQuote("end", "Anna Berg said that it was over.")])
    assert whole.proposals[0].held == ("end",)
    assert [text[start:end] for start, end in whole.used] == ["Anna Berg said that it was over."]
    assert sum(whole.shares) == pytest.approx(1.0)
    assert whole.shares.used == pytest.approx(26 / 51)
    assert whole.shares.proposed == 0
    assert gather("").shares.untouched == 0
