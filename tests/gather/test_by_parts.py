"""A long text is gathered from part by part, in places of the whole."""

from __future__ import annotations

from timeline_tui.gather.names import Roster
from timeline_tui.gather.proposal import gather, gather_parts
from timeline_tui.gather.publication import Published, report_of
from timeline_tui.model.timeline import Source

REPORT = report_of("2024-03-13")
PARAGRAPH = (
    "Anna Berg, the mayor of Lund, said on Tuesday that the wall had held. “Nobody was hurt,” she said.\n\n"
)


def test_parts_propose_what_the_whole_does() -> None:
    text = PARAGRAPH * 40
    whole = gather(text, report=REPORT)
    parts = list(gather_parts(text, REPORT, Roster({}), size=500))
    assert len(parts) > 5
    assert [part.end for part in parts] == sorted({part.end for part in parts})
    assert parts[-1].end == len(text)
    found = [one for part in parts for one in part.proposals]
    assert found == list(whole.proposals)
    for one in found:
        assert one.exact == text[one.start : one.end]
        assert one.cue is not None and text[one.cue.start : one.cue.end] == "said"
        assert one.speaker is not None and text[one.speaker.start : one.speaker.end] == one.speaker.text


def test_a_text_of_one_long_line_has_an_end() -> None:
    for text in ("x" * 1700, "word " * 400, ""):
        ends = [part.end for part in gather_parts(text, None, Roster({}), size=500)]
        assert ends[-1:] == [len(text)] * bool(text)
        assert len(ends) <= 8


def test_a_copy_was_reported_when_what_it_copies_was() -> None:
    sources = {
        "first": Source(published="2024-03-13"),
        "copy": Source(derived_from="first"),
        "round": Source(derived_from="other"),
        "other": Source(derived_from="round"),
    }
    found = Published.of_source("copy", sources)
    assert found is not None
    assert (found.days, found.origin, found.words) == (REPORT, "copied source", "first: 2024-03-13")
    assert Published.of_source("round", sources) is None
    assert Published.of_source("none", sources) is None
