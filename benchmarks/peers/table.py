"""What was measured as the table of `docs/peers.md`, and in words where another program is ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks import table
from benchmarks.peers.sample import Figure, Sample
from benchmarks.table import Row, spoken

OURS = "timeline-tui"
UNREAD = "timeline-tui, file never read before"
EMPTY = "Textual with one line of text"
"""No peer, but what the others are measured by."""
MEASURES = {
    "start": "start to first useful screen",
    "memory": "memory at rest",
    "search": "search to its first hit",
    "zoom": "zoom to the picture",
    "pan": "pan to the picture",
}
Results = Mapping[str, Mapping[int, Sample]]
"""The sample of each program at each size."""


def markdown(results: Results, sizes: Sequence[int], remarks: Sequence[str]) -> str:
    """The table, who is ahead, and what must be known to read it."""
    rows = [
        Row(
            f"{words}: {name}", {size: said(measure, getattr(sample, measure)) for size, sample in of.items()}
        )
        for measure, words in MEASURES.items()
        for name, of in results.items()
        if (name != UNREAD or measure == "start") and _has(measure, of)
    ]
    return table.markdown(rows, sizes, [ahead(results), "", *remarks])


def said(measure: str, figure: Figure) -> str:
    """A figure in its unit, or the words that stand for it."""
    if isinstance(figure, str):
        return figure
    return f"{figure:.0f} MB" if measure == "memory" else spoken(figure)


def ahead(results: Results) -> str:
    """A sentence on each measure that says which programs did better, and where."""
    told = (measure for measure in MEASURES if _has(measure, results[OURS]))
    return " ".join(_ahead(measure, MEASURES[measure], results) for measure in told)


def _has(measure: str, samples: Mapping[int, Sample]) -> bool:
    """Whether it has the measure at all, as those have no zoom that draw no time."""
    return measure not in ("zoom", "pan") or any(getattr(one, measure) != "-" for one in samples.values())


def _ahead(measure: str, words: str, results: Results) -> str:
    ours = results[OURS]
    better = []
    for name, samples in results.items():
        sizes = [size for size in samples if size in ours and _less(measure, samples[size], ours[size])]
        if sizes and name not in (OURS, UNREAD, EMPTY):
            better.append(f"{name} {_where(sizes, samples)}")
    unmeasured = [size for size, sample in ours.items() if isinstance(getattr(sample, measure), str)]
    if unmeasured:
        return f"In {words}, {OURS} has no number {_where(unmeasured, ours)}."
    return f"In {words}, ahead of {OURS}: {'; '.join(better) or 'none'}."


def _less(measure: str, theirs: Sample, ours: Sample) -> bool:
    one, other = getattr(theirs, measure), getattr(ours, measure)
    return isinstance(one, float) and isinstance(other, float) and one < other


def _where(sizes: Sequence[int], of: Mapping[int, Sample]) -> str:
    if len(sizes) == len(of):
        return "at every size"
    return "at " + " and ".join(f"{size:,}" for size in sizes)
