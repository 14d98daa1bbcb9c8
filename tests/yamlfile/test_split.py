"""A file is split by its lines into parts that cover it, each of which can be read by itself."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.yamlfile.parser import parse
from timeline_tui.yamlfile.split import (
    FIELDS,
    ByteWindow,
    Section,
    Unfinished,
    beginning,
    count_breaks,
    header,
    parts,
)
from timeline_tui.yamlfile.stream import Stream

FILE = b"""\
# First.
title: T
tags:
- a
summary: >
  One
  two
sources:
  # The papers.
  paper: {title: A,
    outlet: B}
  other:
    title: C
events: # these

  - id: a
    tags:
    - x
  -
    id: b
# A remark.
  - {id: c}
license: CC0
"""


def window(data: bytes) -> ByteWindow:
    return ByteWindow(data, 0, 0, is_last=True)


def texts(data: bytes, section: Section, start: int = 0) -> list[bytes]:
    return [data[part.start : part.end] for part in parts(window(data), section, start) if part.is_held]


def test_fields_begin_in_the_first_column() -> None:
    begins = [text.split(b":")[0] for text in texts(FILE, FIELDS)]
    assert begins == [b"# First.\ntitle", b"tags", b"summary", b"sources", b"events", b"license"]


@pytest.mark.parametrize(
    ("field", "begins"),
    [
        (b"sources:", [b"  # The papers.\n  paper", b"  other"]),
        (b"events:", [b"\n  - id", b"  -\n    id", b"  - {id"]),
    ],
)
def test_a_section_is_split_where_its_parts_begin(field: bytes, begins: list[bytes]) -> None:
    found = header(FILE, FILE.index(field))
    assert found is not None
    assert [text.split(b":")[0] for text in texts(FILE, *found)] == begins


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_parts_cover_all_lines_and_count_them(end: bytes) -> None:
    data = FILE.replace(b"\n", end)
    found = [*parts(window(data), FIELDS)]
    assert b"".join(data[part.start : part.end] for part in found) == data
    assert [part.line for part in found] == [count_breaks(data[: part.start]) for part in found]


def test_what_is_cut_off_is_not_given() -> None:
    found = header(FILE, FILE.index(b"events:"))
    assert found is not None
    cut = ByteWindow(FILE[: FILE.index(b"id: b")], 0, 0, is_last=False)
    section, start = found
    given_ = parts(cut, section, start)
    assert FILE[next(given_).end :].startswith(b"  -\n")
    with pytest.raises(Unfinished):
        next(given_)


@pytest.mark.parametrize(
    "text", [b"{events: []}", b"- a\n", b"[a]\n", b"&a\nevents: []\n", b"# no\n", b"  a: b\n", b""]
)
def test_what_is_no_mapping_of_lines_is_not_split(text: bytes) -> None:
    assert beginning(text) is None


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"# a\n\n", b"---\n", b"# a\n--- # b\n\n"])
def test_fields_begin_below_remarks_and_one_mark(before: bytes) -> None:
    assert beginning(before + b"title: T\n") == len(before)


LINES = ["- a", "- 'b", "  c: d", "'", "# x", "", "  - e", "- {f: [", "]}", "- |", "   g", "\t- h"]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_what_can_be_read_alone_is_what_the_parser_finds_in_the_whole(lines: list[str]) -> None:
    data = ("\n".join(lines) + "\n").encode()
    if not lines[0].startswith("- "):
        return
    try:
        whole = [(type(event), getattr(event, "value", None)) for event in parse(data)]
        alone = [
            (type(event), getattr(event, "value", None))
            for text in texts(data, Section("events"))
            for event in [*parse(text)][3:-3]
        ]
    except Exception as error:
        assert "yaml" in type(error).__module__
        return
    assert whole[3:-3] == alone


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 16])
def test_a_window_begins_where_it_is_asked_for_and_ends_with_a_line_break_whole(size: int) -> None:
    data = FILE.replace(b"\n", b"\r\n")
    stream = Stream(io.BytesIO(data))
    found = stream.window(10, size, 1)
    assert data[10:].startswith(found.data)
    assert len(found.data) >= min(size, len(data) - 10)
    assert not found.data.endswith(b"\r")
