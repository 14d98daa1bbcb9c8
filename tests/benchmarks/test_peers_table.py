"""The table of the peers tells what was seen, and in words where another program is ahead."""

from __future__ import annotations

from benchmarks.peers.sample import Sample, median
from benchmarks.peers.table import OURS, UNREAD, ahead, markdown

RESULTS = {
    OURS: {10: Sample(0.25, 30.0, 0.02), 5_000: Sample(0.25, 31.0, 0.02)},
    UNREAD: {10: Sample(0.125), 5_000: Sample(0.5)},
    "quick": {10: Sample(0.0625, 40.0, 0.01), 5_000: Sample(0.125, 60.0, 0.03)},
    "slow": {10: Sample(1.0, 29.0, "none of its own"), 5_000: Sample("over 60 s")},
}


def test_each_program_has_a_row_for_each_measure() -> None:
    assert markdown(RESULTS, [10, 5_000], ["A remark."]).splitlines() == [
        "| what | at 10 | at 5,000 events |",
        "| --- | --- | --- |",
        "| start to first useful screen: timeline-tui | 250 ms | 250 ms |",
        "| start to first useful screen: timeline-tui, file never read before | 125 ms | 500 ms |",
        "| start to first useful screen: quick | 62 ms | 125 ms |",
        "| start to first useful screen: slow | 1000 ms | over 60 s |",
        "| memory at rest: timeline-tui | 30 MB | 31 MB |",
        "| memory at rest: quick | 40 MB | 60 MB |",
        "| memory at rest: slow | 29 MB | - |",
        "| search to its first hit: timeline-tui | 20 ms | 20 ms |",
        "| search to its first hit: quick | 10 ms | 30 ms |",
        "| search to its first hit: slow | none of its own | - |",
        "",
        ahead(RESULTS),
        "",
        "A remark.",
    ]


def test_it_says_in_words_who_is_ahead_and_where() -> None:
    assert ahead(RESULTS) == (
        "In start to first useful screen, ahead of timeline-tui: quick at every size. "
        "In memory at rest, ahead of timeline-tui: slow at 10. "
        "In search to its first hit, ahead of timeline-tui: quick at 10."
    )


def test_it_does_not_claim_what_it_could_not_measure() -> None:
    results = {OURS: {10: Sample(0.25, 30.0, "over 60 s")}, "quick": {10: Sample(0.5, 31.0, 9.0)}}
    assert ahead(results).endswith(
        "In memory at rest, ahead of timeline-tui: none. "
        "In search to its first hit, timeline-tui has no number at every size."
    )


def test_several_runs_give_the_median_of_each_figure() -> None:
    runs = [Sample(0.5, 10.0, 3.0), Sample(0.25, 30.0, 1.0), Sample(1.0, 20.0, 2.0)]
    assert median(runs) == Sample(0.5, 20.0, 2.0)


def test_a_run_that_was_cut_off_is_not_averaged_away() -> None:
    runs = [Sample(0.5, 10.0, 3.0), Sample(0.5, 10.0, "over 60 s")]
    assert median(runs) == Sample(0.5, 10.0, "over 60 s")


def test_only_what_draws_time_has_rows_for_zooms_and_pans() -> None:
    results = {OURS: {10: Sample(0.25, 30.0, 0.02, 0.02, 0.01)}, "quick": {10: Sample(0.5, 31.0, 9.0)}}
    table = markdown({**results, "wide": {10: Sample(1.0, 400.0, "none", 0.03, 0.002)}}, [10], [])
    assert "| zoom to the picture: timeline-tui | 20 ms |" in table
    assert "| pan to the picture: wide | 2 ms |" in table
    assert "zoom to the picture: quick" not in table
    assert "In pan to the picture, ahead of timeline-tui: wide at every size." in table
