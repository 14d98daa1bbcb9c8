"""Two versions of one place that an earlier merge left are never chosen from in silence."""

from __future__ import annotations

import pytest

from tests.merge.versions import ADDED, ADDED_TOO, INQUIRY, TITLE, changed, clean, merge, with_event
from timeline_tui.yamlfile.layout import Unclear

UNDECIDED = [
    pytest.param(TITLE, b"    title: Blaze\n", ("events", "fire", "title"), id="a field"),
    pytest.param(
        b"      - exact: It burned all night.\n",
        b"      - exact: Smoke hung over the town.\n",
        ("events", "fire", "quotes"),
        id="a passage",
    ),
    pytest.param(b"    tags: [harbour, night]\n", b"", ("events", "fire", "tags"), id="what one took out"),
    pytest.param(INQUIRY, b"", ("events", "inquiry"), id="an event that one took out"),
    pytest.param(
        b"  times: {title: Later, outlet: Times}\n",
        b"  times: {title: Soon, author: A. Man}\n",
        ("sources", "times"),
        id="a source",
    ),
]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("one", "other", "path"), UNDECIDED)
def test_what_each_side_chose_from_two_versions_is_told(
    one: bytes, other: bytes, path: tuple[str, ...], swapped: bool
) -> None:
    first, second = (other, one) if swapped else (one, other)
    base = changed((one, b"<<<<<<< a\n" + first + b"=======\n" + second + b">>>>>>> b\n"))
    found = merge(with_event(ADDED), with_event(ADDED_TOO, changed((one, other))), base)
    assert [clash.path[: len(path)] for clash in found.clashes] == [path]
    assert one.strip() in found.data and other.strip() in found.data and ADDED_TOO in found.data


@pytest.mark.parametrize(("one", "other", "path"), UNDECIDED)
def test_what_both_chose_from_two_versions_is_no_conflict(
    one: bytes, other: bytes, path: tuple[str, ...]
) -> None:
    base = changed((one, b"<<<<<<< a\n" + one + b"=======\n" + other + b">>>>>>> b\n"))
    for chosen in (one, other):
        both = changed((one, chosen))
        assert clean(both, with_event(ADDED, both), base) == with_event(ADDED, both), path


def test_two_versions_that_an_earlier_merge_left_in_a_side_are_named() -> None:
    marked = changed((TITLE, b"<<<<<<< a\n" + TITLE + b"=======\n    title: Blaze\n>>>>>>> b\n"))
    for sides in ((marked, with_event(ADDED)), (with_event(ADDED), marked)):
        with pytest.raises(Unclear, match="an earlier merge left two versions in it") as error:
            merge(*sides)
        assert error.value.line == marked[: marked.index(b"<<<")].count(b"\n") + 1


def test_a_title_that_neither_side_chose_from_two_is_a_conflict_of_its_own() -> None:
    base = changed((TITLE, b"<<<<<<< a\n" + TITLE + b"=======\n    title: Blaze\n>>>>>>> b\n"))
    ours, theirs = (changed((TITLE, b"    title: %s\n" % title)) for title in (b"Fires", b"Smoke"))
    assert [clash.path[-1] for clash in merge(ours, theirs, base).clashes] == ["title"]
