from __future__ import annotations

from tests.tui.presentation import samples
from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.tui.presentation.pages.citation import citation, event_citation
from timeline_tui.visible import visible

EVENT = samples.ORDINARY


def test_a_citation_names_its_source_and_keeps_the_passage() -> None:
    assert citation(EVENT, EVENT.quotes[0], samples.SOURCES["gazette"]) == (
        "The Gazette, Ada Byron, “Bridge falls in the night”, 3 June 2021, 05:00 (UTC-4): "
        "“We heard a crack,” Novak said, “and then Oldbridge was gone.”"
    )


def test_what_is_missing_is_left_out() -> None:
    quote = EVENT.quotes[3]
    assert citation(EVENT, quote, Source(outlet="The Herald")) == "The Herald: Nobody was hurt"
    assert citation(EVENT, quote, Source(published="2021")) == "herald, 2021: Nobody was hurt"
    assert citation(EVENT, quote, None) == "herald: Nobody was hurt"
    assert citation(EVENT, EVENT.quotes[4], None) == (
        "The Old Bridge falls, no source given: It will be rebuilt."
    )


def test_an_event_is_cited_with_its_sources() -> None:
    assert event_citation(EVENT, samples.SOURCES) == (
        "The Old Bridge falls (3 June 2021, Thursday). Sources: "
        "The Gazette, Ada Byron, “Bridge falls in the night”, 3 June 2021, 05:00 (UTC-4); "
        "“The bridge fell at night”; The Herald, 4 June 2021, Friday; unlisted"
    )
    assert event_citation(samples.UNDATED, {}) == "Somebody warned the town (no date)"


def test_nothing_that_is_pasted_can_act() -> None:
    quote = Quote(exact=samples.HOSTILE, source=samples.HOSTILE)
    for text in (
        citation(samples.WILD, quote, samples.WILD_SOURCE),
        citation(samples.WILD, quote, None),
        citation(samples.WILD, Quote(exact="a\nrm -rf b\r\n"), None),
        event_citation(samples.WILD, {}),
        event_citation(Event(title="a\nb"), {}),
    ):
        assert visible(text) == text
        assert "\n" not in text
