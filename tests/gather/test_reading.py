"""Texts as files have them: plain, saved pages, PDFs."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from timeline_tui.gather.reading import NoText, read_source, text_of

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>A &amp; B</title>
<meta property="article:published_time" content="2024-03-12T05:00:00Z">
<meta name="author" content="Anna Berg">
<style>p { color: red }</style></head>
<body><nav>Home</nav><h1>The   wall</h1>
<p>The wall <b>held</b> all&nbsp;night, she&#8217;d said.</p><script>alert("no")</script><p>Then it rained.
And rained.</p></body></html>"""


def test_a_page_is_its_lines_and_says_who_wrote_it_when() -> None:
    found = text_of(PAGE.encode(), ".html")
    lines = [line for line in found.text.splitlines() if line]
    assert lines == [
        "The wall",
        "The wall held all\u00a0night, she’d said.",
        "Then it rained.",
        "And rained.",
    ]
    assert (found.title, found.author, found.language) == ("A & B", "Anna Berg", "en")
    assert found.published == "2024-03-12T05:00:00Z"


def test_a_page_that_is_broken_is_read() -> None:
    assert text_of(b"<html><p>One<div>Two<script>x", ".html").text.split() == ["One", "Two"]
    assert text_of(b"<html><body>" + b"<nav>" * 9_000 + b"x", ".html").text == ""


def test_what_is_no_utf_8_is_told_with_what_to_try(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Das Wasser fließt über die Mauer.".encode("latin-1"))
    with pytest.raises(NoText, match="not UTF-8 in line 1") as refused:
        read_source(file)
    assert refused.value.hint is not None


def test_a_pdf_needs_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as declared there
        if name.startswith("pypdf"):
            raise ImportError(name)
        return imported(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("pypdf")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoText, match="pypdf is needed") as refused:
        text_of(b"%PDF-1.4\n")
    assert refused.value.hint == "pip install 'timeline-tui[pdf]'"


def test_a_pdf_that_is_none_is_told_of() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(NoText, match="cannot be read"):
        text_of(b"%PDF-1.4\nnothing of it")
