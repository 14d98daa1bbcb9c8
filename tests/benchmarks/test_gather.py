"""The measures of what is gathered, over a corpus of one text that was marked by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.gather.corpus import articles
from benchmarks.gather.scores import Measured, measure

TEXT = "“The water came over the wall,” said Anna Berg. She hoped that it would go.\n"
MARKS = """\
T1\tContent 0 31\t“The water came over the wall,”
T2\tCue 32 36\tsaid
T3\tSource 37 46\tAnna Berg
T4\tContent 58 74\tthat it would go
T5\tSource 48 51\tShe
E1\tAttribution:T2 Content:T1 Cue:T2 Source:T3
E2\tAttribution:T2 Content:T4 Source:T5
"""


def corpus(folder: Path) -> Path:
    """A corpus of one text."""
    for name, ending, content in (("text", "txt", TEXT), ("attributions", "ann", MARKS)):
        (folder / name).mkdir()
        (folder / name / f"wall.{ending}").write_text(content, encoding="utf-8")
    return folder


def test_what_people_marked_is_compared_with_what_is_proposed(tmp_path: Path) -> None:
    measured = Measured()
    for article in articles(corpus(tmp_path)):
        measure(article, measured)
    assert (measured.found.share, measured.found.total) == (1.0, 1)
    assert (measured.sound.share, measured.speakers.share) == (1.0, 1.0)
    assert (measured.hits, measured.extra, measured.missed, measured.f1) == (1, 0, 0, 1.0)


def test_the_measures_are_printed(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "benchmarks.gather", str(corpus(tmp_path))]
    said = subprocess.run(call, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    assert "speakers by their last name" in said
    assert "100.0%  of 1 (97%)" in said
