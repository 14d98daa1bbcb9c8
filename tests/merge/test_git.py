"""Git itself, which asks this program where two branches changed one timeline."""

from __future__ import annotations

import os

import pytest

from tests.merge.repository import NAME, PROGRAM, Repository, needs_git
from tests.merge.versions import ADDED, ADDED_TOO, BASE, FIRE, INQUIRY, PASSAGE, QUOTED, changed, with_event
from timeline_tui.cli.merging import CONFIG
from timeline_tui.diff.attributes import with_attributes
from timeline_tui.yamlfile.conflicts import conflicts_in, first_versions, resolved

pytestmark = needs_git
OURS = changed((b"title: Fire\n    tags", b"title: Fire at night\n    tags"))
THEIRS = changed((QUOTED, QUOTED + PASSAGE))
BOTH = changed((QUOTED, QUOTED + PASSAGE), base=OURS)


def merged(repository: Repository, ours: bytes, theirs: bytes, base: bytes = BASE) -> tuple[int, bytes]:
    """How a merge ends, and what the timeline holds then."""
    repository.commit(base)
    repository.branch("theirs", theirs)
    repository.commit(ours)
    done = repository.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode in {0, 1}, done.stderr
    return done.returncode, repository.text


def test_both_add_at_the_same_place(repository: Repository) -> None:
    found = merged(repository, with_event(ADDED), with_event(ADDED_TOO))
    assert found == (0, BASE + b"\n" + ADDED + b"\n" + ADDED_TOO)


def test_one_edits_a_title_while_the_other_adds_a_passage(repository: Repository) -> None:
    assert merged(repository, OURS, THEIRS) == (0, BOTH)


def test_one_moves_what_the_other_edits(repository: Repository) -> None:
    moved = changed((FIRE + b"\n" + INQUIRY, INQUIRY + b"\n" + FIRE))
    assert merged(repository, moved, THEIRS) == (0, changed((QUOTED, QUOTED + PASSAGE), base=moved))


def test_a_change_of_one_field_by_both_is_marked_in_it_alone(repository: Repository) -> None:
    other = changed(
        (b"title: Fire\n    tags", b"title: The great fire\n    tags"), (QUOTED, QUOTED + PASSAGE)
    )
    marks = b"<<<<<<< ours\n    title: Fire at night\n=======\n    title: The great fire\n>>>>>>> theirs\n"
    assert merged(repository, OURS, other) == (
        1,
        changed((b"    title: Fire\n", marks), (QUOTED, QUOTED + PASSAGE)),
    )


def test_an_id_changes_while_the_other_refers_to_it(repository: Repository) -> None:
    ours = changed((b"- id: fire", b"- id: blaze"), (b"part_of: fire", b"part_of: blaze"))
    theirs = with_event(b"  - id: trial\n    title: Trial\n    part_of: fire\n")
    assert merged(repository, ours, theirs) == (
        0,
        with_event(b"  - id: trial\n    title: Trial\n    part_of: blaze\n", ours),
    )


def test_a_rebase(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branch("theirs", THEIRS)
    repository.commit(OURS)
    repository.git("rebase", "-q", "main", "theirs")
    assert repository.text == BOTH


def test_a_cherry_pick(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branch("theirs", with_event(ADDED))
    repository.branch("more", with_event(ADDED_TOO, with_event(ADDED)), "theirs")
    repository.commit(OURS)
    repository.git("cherry-pick", "more")
    assert repository.text == with_event(ADDED_TOO, OURS)


def test_several_branches_are_merged_one_after_the_other(repository: Repository) -> None:
    repository.commit(BASE)
    events = [b"  - id: e%d\n    title: Event %d\n" % (at, at) for at in range(3)]
    for at, event in enumerate(events):
        repository.branch(f"b{at}", with_event(event))
    for at in range(3):
        repository.git("merge", "-q", "--no-edit", f"b{at}")
    assert repository.text == BASE + b"".join(b"\n" + event for event in events)


def test_several_branches_at_once_where_git_asks_nobody(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branch("one", changed((b"title: The harbour", b"title: The old harbour")))
    repository.branch("other", with_event(ADDED))
    repository.git("merge", "-q", "--no-edit", "one", "other")
    assert repository.text == with_event(ADDED, changed((b"title: The harbour", b"title: The old harbour")))


def test_a_merge_of_branches_that_were_merged_both_ways(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branch("theirs", with_event(ADDED_TOO))
    repository.commit(with_event(ADDED))
    repository.git("branch", "ours")
    repository.git("merge", "-q", "--no-edit", "theirs")
    repository.git("switch", "-q", "theirs")
    repository.git("merge", "-q", "--no-edit", "ours")
    repository.commit(changed((b"    title: Trial", b"    title: The trial"), base=repository.text))
    repository.git("switch", "-q", "main")
    repository.commit(changed((b"    date: 2025\n", b"    date: 2025-02\n"), base=repository.text))
    repository.git("merge", "-q", "--no-edit", "theirs")
    assert b"title: The trial" in repository.text and b"date: 2025-02\n" in repository.text


def test_what_each_line_of_work_chose_from_one_conflict_is_a_conflict_again(repository: Repository) -> None:
    titles = [b"    title: %s\n" % title for title in (b"Fire", b"Fire at night", b"The great fire")]
    ours, theirs = (changed((titles[0], title)) for title in titles[1:])
    repository.commit(BASE)
    repository.branch("theirs", theirs)
    repository.commit(ours)
    repository.git("branch", "then")
    # Each merges the other's branch, and keeps its own title.
    for branch, other, chosen in (("main", "theirs", ours), ("theirs", "then", theirs)):
        repository.git("switch", "-q", branch)
        assert repository.run("merge", "-q", other).returncode == 1
        repository.commit(chosen)
    repository.git("switch", "-q", "main")
    assert len(repository.git("merge-base", "--all", "main", "theirs").split()) == 2
    assert repository.run("merge", "-q", "theirs").returncode == 1
    marks = b"<<<<<<< ours\n" + titles[1] + b"=======\n" + titles[2] + b">>>>>>> theirs\n"
    assert repository.text == changed((titles[0], marks))


def test_a_folder_of_files(repository: Repository) -> None:
    repository.commit(BASE)
    repository.commit(BASE, "more/other.timeline.yaml")
    repository.branch("theirs", with_event(ADDED_TOO))
    repository.git("switch", "-q", "theirs")
    repository.commit(THEIRS, "more/other.timeline.yaml")
    repository.git("switch", "-q", "main")
    repository.commit(with_event(ADDED))
    repository.commit(OURS, "more/other.timeline.yaml")
    repository.git("merge", "-q", "--no-edit", "theirs")
    assert repository.text == BASE + b"\n" + ADDED + b"\n" + ADDED_TOO
    assert (repository.folder / "more/other.timeline.yaml").read_bytes() == BOTH


@pytest.mark.skipif(os.name != "posix", reason="hooks are run by sh")
def test_a_hook_stops_a_merge_where_one_file_uses_what_another_has_renamed(repository: Repository) -> None:
    hook = repository.folder / ".git" / "hooks" / "pre-merge-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {PROGRAM} check .\n")
    hook.chmod(0o755)
    repository.commit(BASE)
    other = "more/other.timeline.yaml"
    repository.commit(b"events:\n  - title: Trial\n", other)
    repository.git("switch", "-qc", "theirs")
    repository.commit(b"events:\n  - title: Trial\n    sources: [times]\n", other)
    repository.git("switch", "-q", "main")
    repository.commit(changed((b"  times: {", b"  gazette: {")))
    done = repository.run("merge", "-q", "--no-edit", "theirs")
    assert done.returncode == 1 and "unknown-source" in done.stdout + done.stderr
    repository.commit(b"events:\n  - title: Trial\n    sources: [gazette]\n", other)
    assert repository.git("log", "-1", "--format=%P").count(" ") == 1


def test_both_begin_the_same_file(repository: Repository) -> None:
    repository.commit(b"x\n", "other.txt")
    repository.branch("theirs", THEIRS)
    repository.commit(OURS)
    assert repository.run("merge", "-q", "--no-edit", "theirs").returncode == 1
    assert repository.text == changed(
        (
            b"    title: Fire at night\n",
            b"<<<<<<< ours\n    title: Fire at night\n=======\n    title: Fire\n>>>>>>> theirs\n",
        ),
        (QUOTED, QUOTED + PASSAGE),
        base=OURS,
    )


@pytest.mark.parametrize("which", ["ours", "theirs"])
def test_one_of_them_saved_it_with_other_line_breaks(repository: Repository, which: str) -> None:
    ours, theirs = OURS, THEIRS
    if which == "ours":
        ours = ours.replace(b"\n", b"\r\n")
    else:
        theirs = theirs.replace(b"\n", b"\r\n")
    assert merged(repository, ours, theirs) == (0, BOTH.replace(b"\n", b"\r\n"))


def test_what_cannot_be_read_is_merged_by_its_lines(repository: Repository) -> None:
    repository.commit(BASE)
    broken = changed((b"title: Inquiry", b"title: 'Inquiry"))
    repository.branch("theirs", broken)
    repository.commit(changed((b"title: The harbour", b"title: Harbour")))
    done = repository.run("merge", "--no-edit", "theirs")
    assert done.returncode == 0
    assert f"{NAME}: merged line by line" in done.stderr
    assert repository.text == changed((b"title: The harbour", b"title: Harbour"), base=broken)


def test_lines_that_git_would_merge_to_what_cannot_be_read(repository: Repository) -> None:
    base = changed((b"tags: [harbour, night]", b"tags: &some [harbour, night]"))
    theirs = with_event(b"  - id: trial\n    title: Trial\n    tags: *some\n", base)
    assert merged(repository, BASE, theirs, base)[0] == 1
    assert first_versions(repository.text) == BASE
    (whole,) = conflicts_in(repository.text)
    assert resolved(repository.text, [(whole, 1)]) == theirs


def test_the_lines_that_init_prints_are_all_that_git_needs(repository: Repository) -> None:
    repository.git("config", "--unset", "merge.timeline.driver")
    attributes = repository.folder / ".gitattributes"
    attributes.write_text("*.png binary")
    attributes.write_bytes(with_attributes(attributes.read_bytes()))
    assert attributes.read_text().startswith("*.png binary\n*.timeline.yaml merge=timeline")
    for key, value in CONFIG:
        repository.git("config", key, value.replace("timeline-tui", PROGRAM))
    assert merged(repository, OURS, THEIRS) == (0, BOTH)
