from __future__ import annotations

from dataclasses import replace

from tests.render import samples
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.render.citation import citation, event_citation
from timeline_tui.visible import visible

EVENT = samples.ORDINARY


def cited(quote: Quote, finding: Finding | None = None, **sources: Source) -> str:
    """A passage of that event, with these sources."""
    return citation(EVENT, quote, sources, samples.NAMES, finding)


def test_a_citation_names_its_source_the_passage_and_who_says_it() -> None:
    assert cited(EVENT.quotes[0], gazette=samples.SOURCES["gazette"]) == (
        "The Gazette, Ada Byron, “Bridge falls in the night”, 3 June 2021, 05:00 (UTC-4): "
        "““We heard a crack,” Novak said, “and then Oldbridge was gone.”” "
        "(Jan Novak, mayor of the town; direct speech; via radio) https://gazette.example/bridge"
    )


def test_a_copy_is_cited_as_one() -> None:
    assert citation(EVENT, EVENT.quotes[2], samples.SOURCES, samples.NAMES) == (
        "“The bridge fell at night”, copy or translation of The Gazette: "
        "“The mayor said that he had heard a noise.” (Jan Novak, mayor of the town; reported claim)"
    )


def test_what_is_missing_is_left_out() -> None:
    quote = EVENT.quotes[3]
    assert cited(quote, herald=Source(outlet="The Herald")) == "The Herald: “Nobody was hurt”"
    assert cited(quote, herald=Source(published="2021")) == "herald, 2021: “Nobody was hurt”"
    assert cited(quote) == "herald: “Nobody was hurt”"
    assert cited(EVENT.quotes[4]) == (
        "The Old Bridge falls, no source given: “It will be rebuilt.” (stranger; reported claim)"
    )


def test_a_passage_that_does_not_stand_so_in_its_text_says_so() -> None:
    quote = EVENT.quotes[3]
    assert cited(quote, Finding("altered", changed=1, words=3)).endswith(
        "“Nobody was hurt” (altered: 1 of 3 words)"
    )
    assert cited(quote, Finding("not found")).endswith("“Nobody was hurt” (not found)")
    for held in ("verbatim", "normalised", "no text held"):
        assert cited(quote, Finding(held)).endswith("“Nobody was hurt”")


def test_an_event_is_cited_with_its_sources() -> None:
    assert event_citation(EVENT, samples.SOURCES) == (
        "The Old Bridge falls (3 June 2021, Thursday). Sources: "
        "The Gazette, Ada Byron, “Bridge falls in the night”, 3 June 2021, 05:00 (UTC-4); "
        "“The bridge fell at night”, copy or translation of The Gazette; "
        "The Herald, 4 June 2021, Friday; unlisted"
    )
    assert event_citation(samples.UNDATED, {}) == "Somebody warned the town (no date)"


def test_nothing_that_is_pasted_can_act() -> None:
    wild = samples.HOSTILE
    quote = Quote(exact=wild, source=wild, speaker=wild, via=wild)
    copy = replace(samples.WILD_SOURCE, derived_from=wild)
    for text in (
        citation(samples.WILD, quote, {wild: copy}, {wild: Name(name=wild, role=wild)}),
        citation(samples.WILD, quote, {}, {}),
        citation(samples.WILD, Quote(exact="a\nrm -rf b\r\n"), {}, {}),
        event_citation(samples.WILD, {}),
        event_citation(Event(title="a\nb"), {}),
    ):
        assert visible(text) == text
        assert "\n" not in text
