"""The proof of an edit finds every lie: what was asked is there as asked, and all else is as before."""

from __future__ import annotations

import pytest

from timeline_tui.edit.proof import proven
from timeline_tui.edit.splice import Listed
from timeline_tui.yamlfile.layout import lay_out
from timeline_tui.yamlfile.values import Plain

OLD = """\
title: T
sources:
  s: {title: S, outlet: O}
  t: {title: U}
names:
  n: {name: N}
events:
- id: a
  title: A # said of a
  quotes:
  - exact: It was so. # letter for letter
    source: s
- &b
  id: b
  title: 'B'
- *b
---
more: 1
"""
NEW = OLD.replace("- &b\n", "- id: new\n  title: It is new\n- &b\n")
ASKED: dict[int, Plain] = {1: {"id": "new", "title": "It is new"}}


def _amid(text: str, above: int, below: int) -> bytes | None:
    """The text with so many events more above and below those that it has; None where it has none."""
    if "events:\n- " not in text:
        return None
    lines = [
        f"- id: x{number}\n  title: Far away {number} and long enough\n" for number in range(above + below)
    ]
    text = text.replace("events:\n- ", f"events:\n{''.join(lines[:above])}- ", 1)
    end = text.find("\n---\n", text.index("events:")) + 1 or len(text)
    return f"{text[:end]}{''.join(lines[above:])}{text[end:]}".encode()


def is_proven(new: str, asked: dict[int, Plain] = ASKED, old: str = OLD) -> bool:
    layout, data = lay_out(old.encode()), new.encode()
    found = proven(layout, data, asked, added=True)
    # Of what is around the difference, with much that is far from it, the same is proven.
    for above, below in ((0, 0), (9, 0), (0, 9), (9, 9)):
        far, near = _amid(old, above, below), _amid(new, above, below)
        if far is None or near is None:
            continue
        moved = {at + above: wanted for at, wanted in asked.items()}
        among = proven(lay_out(far), near, moved, added=True, before=far)
        assert (among is None) == (found is None)
        assert among is None or among == lay_out(near)
    return found is not None


def test_the_truth_is_proven() -> None:
    assert is_proven(NEW)
    # Comments and blank lines say nothing, and bytes that only make room are nobody's.
    assert is_proven(NEW.replace("---", "\n\n# the end\n---"))


@pytest.mark.parametrize(
    ("said", "lie"),
    [
        ("title: A #", "title: C #"),
        ("# said of a", "# said of b"),
        ("It was so. #", "It was so #"),
        ("'B'", "B"),
        ("'B'", '"B"'),
        ("    source: s\n", ""),
        ("    source: s\n", "    source: s\n    via: v\n"),
        ("outlet: O", "outlet: P"),
        ("{title: U}", "&u {title: U}"),
        ("  t: {title: U}\n", ""),
        ("  t: {title: U}\n", "  t: {title: U}\n  u: {title: U}\n"),
        ("  s: {title: S, outlet: O}\n  t: {title: U}\n", "  t: {title: U}\n  s: {title: S, outlet: O}\n"),
        ("sources:\n", "sources: &all\n"),
        ("sources:\n", "'sources':\n"),
        ("names:\n  n: {name: N}\n", ""),
        ("names:\n  n: {name: N}\n", "names: [n]\n"),
        ("title: T\n", "title: T!\n"),
        ("title: T\n", "title: T\nsummary: more\n"),
        ("title: T\n", ""),
        ("- id: a", "- &x\n  id: a"),
        ("- id: a", "- !x\n  id: a"),
        ("- *b", "- id: b\n  title: 'B'"),
        ("- *b\n", ""),
        ("- *b\n", "- *b\n- id: more\n"),
        ("- id: new\n  title: It is new\n", ""),
        ("- id: new\n  title: It is new\n", "- id: new\n  title: It is new\n- id: more\n"),
        ("It is new", "It is newer"),
        ("It is new", "It is new\n  note: and more"),
        ("  title: It is new\n", ""),
        ("- id: new", "- &new\n  id: new"),
        ("It is new", "&b It is new"),
        ("events:\n", "events: &all\n"),
        ("events:\n", "events: !x\n"),
        ("title: T", "--- &top\ntitle: T"),
        ("more: 1", "more: 2"),
        ("---\nmore: 1\n", ""),
        ("- *b\n", "- *c\n"),
        ("'B'", "'B"),
        ("title: T", "title: T\x00"),
    ],
)
def test_a_lie_is_not_proven(said: str, lie: str) -> None:
    assert said in NEW
    assert not is_proven(NEW.replace(said, lie, 1))


def test_events_that_change_places_are_not_proven() -> None:
    old = "events:\n- {id: a}\n- {id: b}\n"
    asked: dict[int, Plain] = {2: {"id": "new"}}
    assert is_proven(f"{old}- {{id: new}}\n", asked, old)
    assert not is_proven("events:\n- {id: b}\n- {id: a}\n- {id: new}\n", asked, old)
    assert not is_proven("events:\n- {id: a}\n- {id: new}\n- {id: b}\n", asked, old)


def test_a_change_is_proven_where_it_was_asked_for_and_nowhere_else() -> None:
    layout = lay_out(OLD.encode())
    asked: dict[int, Plain] = {1: {"id": "b", "title": "B", "note": "more"}}
    new = OLD.replace("  title: 'B'\n", "  title: 'B'\n  note: more\n")
    assert proven(layout, new.encode(), asked, added=False) is not None
    for said, lie in (("title: A #", "title: C #"), ("- *b\n", ""), ("note: more", "note: else")):
        assert proven(layout, new.replace(said, lie).encode(), asked, added=False) is None
    assert proven(layout, OLD.encode(), asked, added=False) is None
    # What is asked of an event that is not there is said nowhere.
    assert proven(layout, OLD.encode(), {3: {"id": "c"}}, added=False) is None


LISTED = OLD.replace("  t: {title: U}\n", "  t: {title: U}\n  v: {title: V}\n")


@pytest.mark.parametrize(
    "new",
    [
        LISTED.replace("{title: V}", "{title: W}"),
        LISTED.replace("{title: V}", "&v {title: V}"),
        LISTED.replace("{title: V}", "{title: &v V}"),
        LISTED.replace("  v: {title: V}\n", "  v: {title: V}\n  w: !e!w W\n"),
        LISTED.replace("v: {title: V}", "w: {title: V}"),
        LISTED.replace("  v: {title: V}\n", "  v: {title: V}\n  w: {title: W}\n"),
        LISTED.replace("{title: U}", "{title: V}"),
        LISTED.replace("  t: {title: U}\n", ""),
        LISTED.replace("  t: {title: U}\n  v: {title: V}\n", "  v: {title: V}\n  t: {title: U}\n"),
        LISTED.replace("  n: {name: N}\n", "  n: {name: N}\n  m: {name: M}\n"),
        OLD,
    ],
)
def test_a_source_that_is_listed_otherwise_than_asked_is_not_proven(new: str) -> None:
    entries: dict[str, Plain] = {"title": "V"}
    # Of a tag in short form nothing can be said where its entry is read by itself.
    head = "%TAG !e! tag:example.org,2024:\n---\n"
    layout = lay_out(f"{head}{OLD}".encode())
    listed: Listed = {"sources": {"v": entries}}
    assert proven(layout, f"{head}{LISTED}".encode(), {}, added=True, listed=listed) is not None
    assert proven(layout, f"{head}{new}".encode(), {}, added=True, listed=listed) is None


@pytest.mark.parametrize("before", ["sources: {}\n", "sources:\n", ""])
def test_the_first_source_is_proven_whatever_stood_there(before: str) -> None:
    layout = lay_out(f"{before}events: []\n".encode())
    listed: dict[str, dict[str, Plain]] = {"s": {"title": "S"}}
    for new in ("sources:\n  s: {title: S}\nevents: []\n", "sources: {s: {title: S}}\nevents: []\n"):
        assert proven(layout, new.encode(), {}, added=True, listed={"sources": listed}) is not None
        assert proven(layout, new.encode(), {}, added=True) is None
        marked = new.replace("sources:", "sources: &all")
        assert proven(layout, marked.encode(), {}, added=True, listed={"sources": listed}) is None


def test_of_a_file_with_nothing_in_it_nothing_else_comes_to_be() -> None:
    asked: dict[int, Plain] = {0: {"id": "new"}}
    assert is_proven("# what\nevents:\n- id: new\n", asked, "# what\n")
    assert not is_proven("title: T\nevents:\n- id: new\n", asked, "")
    assert not is_proven("events: {new: {id: new}}\n", asked, "")
    assert not is_proven("events:\n", {}, "")


@pytest.mark.parametrize("lie", ["sources: []\n", "sources:\n", "sources: s\n", ""])
def test_a_section_that_holds_nothing_stays_as_it_is(lie: str) -> None:
    old, new = "sources: {}\nevents:\n- {id: a}\n", "events:\n- {id: a}\n- {id: new}\n"
    asked: dict[int, Plain] = {1: {"id": "new"}}
    assert is_proven(f"sources: {{}}\n{new}", asked, old)
    assert not is_proven(f"{lie}{new}", asked, old)
