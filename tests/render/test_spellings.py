from __future__ import annotations

from timeline_tui.model.timeline import Name
from timeline_tui.render.event_page import spellings_found

PUTIN = Name(name="Vladimir Putin", also=("President Putin", "Putin", "Putín"))


def test_spellings_are_found_as_whole_words() -> None:
    name = Name(name="Tyotkino", also=("Tetkino", "Tiotkino"))
    assert spellings_found(name, ["The village of Tetkino.", "“Tyotkino” fell"]) == ["Tyotkino", "Tetkino"]
    assert spellings_found(name, ["Tetkinograd"]) == []


def test_a_spelling_inside_a_longer_one_does_not_count() -> None:
    assert spellings_found(PUTIN, ["Vladimir Putin said"]) == ["Vladimir Putin"]
    assert spellings_found(PUTIN, ["Putin said that President Putin"]) == ["President Putin", "Putin"]


def test_an_empty_spelling_is_found_nowhere() -> None:
    assert spellings_found(Name(name="", also=("", "a(b")), ["a(b c"]) == ["a(b"]


def test_a_name_with_thousands_of_spellings_is_looked_at_in_part() -> None:
    name = Name(name="x", also=tuple(f"s{number}" for number in range(10_000)))
    assert spellings_found(name, ["s9999 s1"]) == ["s1"]
