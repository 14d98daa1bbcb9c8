"""`python -m benchmarks.gather FOLDER [--timeline FILE] [--talk]`: the measures of a folder of texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.gather.corpus import articles
from benchmarks.gather.quoted import compare
from benchmarks.gather.scores import Measured, Score, measure

_SHIPPED = Path(__file__).parents[2] / "data" / "raids.timeline.yaml"


def main() -> None:
    """Measure what the folder holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gather", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--timeline", type=Path, default=_SHIPPED, help="whose passages count")
    parser.add_argument("--talk", action="store_true", help="print each passage that is not found")
    asked = parser.parse_args()
    if (asked.folder / "attributions").is_dir():
        _print_marked(asked.folder)
    else:
        _print_quoted(asked.folder, asked.timeline, talk=asked.talk)


def _print_marked(folder: Path) -> None:
    measured = Measured()
    for article in articles(folder):
        measure(article, measured)
    _row("speech that is proposed as direct, overlap over union 0.8", measured.found, 0.97)
    _row("  where parts with only a blank between them are one", measured.whole)
    _row("direct proposals that are content", measured.sound, 0.95)
    _row("speakers by their last name", measured.speakers, 0.75)
    sentences = measured.hits + measured.missed
    print(f"{'sentences with reported content, F1':<60}{measured.f1:7.3f}  of {sentences:,} (0.63)")
    _print_speed(measured.letters, measured.seconds)


def _print_quoted(folder: Path, timeline: Path, *, talk: bool) -> None:
    compared = compare(folder, timeline, talk=talk)
    _row("direct passages that are proposed", compared.direct, 1.0)
    _row("  with their speaker", compared.speakers, 0.9)
    _row("dated passages with their date", compared.dates, 0.85)
    _row("passages of any kind in which something is proposed", compared.passages)
    _print_speed(compared.letters, compared.seconds)


def _row(what: str, score: Score, wanted: float | None = None) -> None:
    aim = "" if wanted is None else f" ({wanted:.0%})"
    print(f"{what:<60}{score.share:7.1%}  of {score.total:,}{aim}")


def _print_speed(letters: int, seconds: float) -> None:
    print(f"{'MB of text a second, on one core':<60}{letters / 1e6 / max(seconds, 1e-9):7.2f} (1.00)")


main()
