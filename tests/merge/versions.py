"""A timeline that two people change, and changes by name."""

from __future__ import annotations

from timeline_tui.merge.driver import Result, merge_versions

BASE = b"""\
# What the papers say of the harbour.
title: The harbour

sources:
  post:
    title: Fire at the harbour
    outlet: Post
  times: {title: Later, outlet: Times}

names:
  mayor: {kind: person, name: B. Mayor}

events:
  # The first one.
  - id: fire
    date: 2024-03-12   # as told
    title: Fire
    tags: [harbour, night]
    names: [mayor]
    quotes:
      - exact: It burned all night.
        source: post

  - id: inquiry
    date: 2024-04
    title: Inquiry
    part_of: fire

  - title: Nobody knows when
    summary: |
      It rained,
      and nobody came.
"""
FIRE = BASE[BASE.index(b"  # The first one.") : BASE.index(b"\n  - id: inquiry")]
INQUIRY = BASE[BASE.index(b"  - id: inquiry") : BASE.index(b"\n  - title: Nobody")]
TITLE = b"    title: Fire\n"
PASSAGE = b"      - exact: It was the wiring.\n        source: times\n"
QUOTED = b"        source: post\n"


def changed(*pairs: tuple[bytes, bytes], base: bytes = BASE) -> bytes:
    """The timeline with other words in the place of some, each of which stands there once."""
    for old, new in pairs:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


def with_event(text: bytes, base: bytes = BASE) -> bytes:
    """The timeline with an event more at its end."""
    return base + b"\n" + text


ADDED = b"  - id: trial\n    title: Trial\n"
ADDED_TOO = b"  - id: verdict\n    date: 2025\n    title: Verdict\n"


def merge(ours: bytes, theirs: bytes, base: bytes = BASE) -> Result:
    """What both versions come to."""
    return merge_versions(base, ours, theirs, ("ours", "theirs"))


def clean(ours: bytes, theirs: bytes, base: bytes = BASE) -> bytes:
    """The same, where nothing is left to choose."""
    found = merge(ours, theirs, base)
    assert not found.clashes, found.data.decode()
    return found.data
