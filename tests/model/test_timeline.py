"""Copies and translations of one text are one family."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.timeline import Source, families


def test_a_copy_of_a_copy_is_of_the_family_of_the_original() -> None:
    sources = {
        "original": Source(),
        "copy": Source(derived_from="original"),
        "copied": Source(derived_from="copy"),
        "other": Source(),
    }
    assert families(sources) == {
        "original": "original",
        "copy": "original",
        "copied": "original",
        "other": "other",
    }


def test_a_source_that_copies_an_unlisted_one_stands_for_itself() -> None:
    assert families({"copy": Source(derived_from="elsewhere")}) == {"copy": "copy"}


def test_sources_that_copy_each_other_are_one_family() -> None:
    sources = {"b": Source(derived_from="a"), "a": Source(derived_from="b"), "c": Source(derived_from="c")}
    assert families(sources) == {"a": "a", "b": "a", "c": "c"}


def test_a_source_that_leads_into_a_loop_belongs_to_it() -> None:
    sources = {
        "a": Source(derived_from="z"),
        "y": Source(derived_from="z"),
        "z": Source(derived_from="y"),
    }
    assert families(sources) == {"a": "y", "y": "y", "z": "y"}


IDS = st.sampled_from("abcdef")


@given(st.dictionaries(IDS, st.none() | IDS))
def test_a_source_is_of_the_family_of_what_it_copies(copies: dict[str, str | None]) -> None:
    sources = {key: Source(derived_from=parent) for key, parent in copies.items()}
    found = families(sources)
    assert found.keys() == sources.keys()
    for key, parent in copies.items():
        assert found[key] in sources
        if parent in sources and parent is not None:
            assert found[key] == found[parent]
        else:
            assert found[key] == key


def test_a_long_chain_is_walked_once() -> None:
    sources = {str(number): Source(derived_from=str(number - 1)) for number in range(50_000)}
    assert set(families(sources).values()) == {"0"}
