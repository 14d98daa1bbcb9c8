"""What changed since a revision or since a timeline was left is found, and its history is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.diff.repository import NEEDS_GIT, Repo
from timeline_tui.diff.git_process import Unversioned
from timeline_tui.diff.history import chapters, history_page, own_lines
from timeline_tui.diff.remembered import changed_since_left, left_folder, remember_left
from timeline_tui.diff.revisions import find_changes
from timeline_tui.diff.told import Called
from timeline_tui.index.reader import Index
from timeline_tui.jobs.child import Build
from timeline_tui.query.written import parse

NAME = "small.timeline.yaml"
ONE = """\
events:
  - id: a
    date: 2023
    title: A
    tags: [x]
  - id: b
    date: 2024
    title: B
  # what follows is not sure
  - {id: c, date: 2025, title: C}
"""
TWO = ONE.replace("title: A", "title: Another").replace(
    "{id: c,", "{id: d, date: 2026, title: D}\n  - {id: c,"
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo")
    repo.commit(NAME, ONE, "Begin")
    repo.commit(NAME, TWO, "Go on")
    return repo


@pytest.fixture
def index(repo: Repo) -> Iterator[Index]:
    with closing(Build(repo.folder / NAME).wait()) as index:
        yield index


def found(index: Index, query: str) -> list[str]:
    """The ids of the events that a query finds."""
    asked = parse(query)
    find_changes(index, Path(index.stamp.file), [version for _, version in asked.on_changes])
    return [row.id for row in index.rows_of(index.search.ranks(asked))]


@NEEDS_GIT
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("since:HEAD", []),
        ("since:HEAD~1", ["a", "d"]),
        ("-since:HEAD~1", ["b", "c"]),
        ("since:HEAD,HEAD~1 tag:x", ["a"]),
        ("tag:x OR since:HEAD", ["a"]),
        ('since:"HEAD~1" is:undated', []),
        ("since:HEAD~1 OR is:key", ["a", "d"]),
    ],
)
def test_what_changed_is_found(index: Index, query: str, ids: list[str]) -> None:
    assert found(index, query) == ids


def test_what_is_not_known_hides_nothing(index: Index) -> None:
    for query in ("since:HEAD", "-since:HEAD", "is:changed", "-is:changed"):
        assert index.search.count(parse(query)) == 4


@NEEDS_GIT
def test_every_reading_of_an_index_knows_what_one_was_told(index: Index) -> None:
    found(index, "since:HEAD~1")
    with closing(index.again()) as again:
        assert again.search.count(parse("since:HEAD~1")) == 2
    assert [row.id for row in index.rows(0, 9) if index.is_changed(row.number)] == ["a", "d"]


@NEEDS_GIT
def test_what_changed_in_each_is_told(index: Index) -> None:
    found(index, "since:HEAD~1")
    told = index.changes["HEAD~1"].told
    assert sorted(map(list, told.values())) == [
        ["    ~ its title is now “Another”, was “A”"],
        ["+ it is new"],
    ]


@NEEDS_GIT
@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        ("title: B", "title: Be", ["b"]),
        ("  - id: b\n    date: 2024\n    title: B\n", "", ["b"]),
        ("events:", "title: Another\nevents:", []),
        ("{id: c,", "{id: e, date: 2027, title: E}\n  - {id: c,", []),
        ("id: a\n", "id: z\n", ["a"]),
        ("events:", "sources: {s: {title: S}}\nevents:", []),
    ],
)
def test_it_is_the_same_where_one_index_is_carried_over_to_the_other_version(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, before: str, after: str, ids: list[str]
) -> None:
    file = repo.commit(NAME, ONE.replace(before, after))
    file.write_text(ONE, encoding="utf-8")
    told = []
    for many in (0, 1000):
        monkeypatch.setattr("timeline_tui.diff.revisions._MANY", many)
        with closing(Build(file).wait()) as index:
            assert found(index, "since:HEAD") == ids
            told.append(index.changes["HEAD"])
    assert told[0] == told[1]


@NEEDS_GIT
@pytest.mark.parametrize("version", ["no-such", "HEAD~9"])
def test_a_version_that_is_not_there(index: Index, version: str) -> None:
    with pytest.raises(Unversioned):
        found(index, f"since:{version}")
    assert not index.changes


def test_what_changed_since_it_was_left(index: Index, repo: Repo) -> None:
    file = repo.folder / NAME
    with pytest.raises(Unversioned, match="nothing is known"):
        changed_since_left(file, index)
    remember_left(left_folder(), index)
    assert changed_since_left(file, index).numbers == frozenset()
    file.write_text(ONE.replace("title: B", "title: Be"), encoding="utf-8")
    with closing(Build(file).wait()) as later:
        assert found(later, "is:changed") == ["a", "b"]
        remember_left(left_folder(), later)
        assert changed_since_left(file, later).numbers == frozenset()


def test_what_is_kept_is_for_nobody_else_and_says_nothing(index: Index) -> None:
    remember_left(left_folder(), index)
    (kept,) = left_folder().iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert left_folder().stat().st_mode & 0o077 == 0
    assert b"Another" not in kept.read_bytes()
    before = kept.stat().st_mtime_ns
    remember_left(left_folder(), index)
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("data", [b"", b"\n", b"x" * 40, b'["0", 0]' + b"\n" + b"y" * 7])
def test_what_is_damaged_is_not_known(index: Index, repo: Repo, data: bytes) -> None:
    remember_left(left_folder(), index)
    (kept,) = left_folder().iterdir()
    kept.write_bytes(data)
    with pytest.raises(Unversioned):
        changed_since_left(repo.folder / NAME, index)


def history(repo: Repo, index: Index, id_: str) -> list[tuple[str, list[str]]]:
    """Why each change of an event was made, and what it was."""
    event = index.event(index.rank_of(id_) or 0)
    told = chapters(repo.folder / NAME, event, Called({}, {}))
    return [(one.why, [line.strip() for line in one.lines]) for one in told]


@NEEDS_GIT
def test_the_history_of_an_event(index: Index, repo: Repo) -> None:
    assert history(repo, index, "a") == [
        ("Go on", ["~ its title is now “Another”, was “A”"]),
        ("Begin", ["+ it came in"]),
    ]
    assert history(repo, index, "b") == [("Begin", ["+ it came in"])]
    assert history(repo, index, "d") == [("Go on", ["+ it came in"])]


@NEEDS_GIT
def test_the_history_goes_on_through_renamed_ids_and_files(repo: Repo) -> None:
    repo.git("mv", NAME, "new.timeline.yaml")
    repo.git("commit", "-qm", "Rename the file")
    file = repo.commit("new.timeline.yaml", TWO.replace("id: a\n", "id: first\n"), "Rename the event")
    file.write_text(TWO.replace("id: a\n", "id: first\n").replace("2023", "2022"), encoding="utf-8")
    with closing(Build(file).wait()) as index:
        event = index.event(index.rank_of("first") or 0)
        found = [(one.why, one.lines[0].strip()) for one in chapters(file, event, Called({}, {}))]
    assert found == [
        ("Not committed yet", "~ its date is now 2022, was 2023"),
        ("Rename the event", "~ its id is now first, was a"),
        ("Go on", "~ its title is now “Another”, was “A”"),
        ("Begin", "+ it came in"),
    ]


@NEEDS_GIT
def test_what_changed_beside_a_new_name_that_is_not_committed_yet(
    repo: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    from timeline_tui.cli.main import main

    file = repo.folder / "new.timeline.yaml"
    (repo.folder / NAME).rename(file)
    file.write_text(TWO.replace("2023", "2022"), encoding="utf-8")
    with closing(Build(file).wait()) as index:
        assert found(index, "since:HEAD") == ["a"]
        assert found(index, "since:HEAD~1") == ["a", "d"]
        event = index.event(index.rank_of("a") or 0)
        whys = [one.why for one in chapters(file, event, Called({}, {}))]
    assert whys == ["Not committed yet", "Go on", "Begin"]
    assert main(["diff", str(file)]) == 0
    assert "HEAD → " in (said := capfd.readouterr().out) and ": 1 event changed\n" in said


def merged(repo: Repo, text: str) -> Path:
    """A file that two branches changed, with this text after their merge."""
    repo.git("switch", "-qc", "branch")
    repo.commit(
        NAME, TWO.replace("title: B", "title: Be").replace("date: 2024", "date: 2021"), "On the branch"
    )
    repo.git("switch", "-q", "main")
    repo.commit(NAME, TWO.replace("title: B", "title: Bee"), "On the main line")
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "branch")
    return repo.commit(NAME, text, "Merge both")


@NEEDS_GIT
@pytest.mark.parametrize(
    ("title", "told"), [("Bee", []), ("Beat", [("Merge both", ["~ its title is now “Beat”, was “Bee”"])])]
)
def test_a_merge_tells_of_what_none_of_its_branches_had(
    repo: Repo, title: str, told: list[tuple[str, list[str]]]
) -> None:
    file = merged(
        repo, TWO.replace("title: B", f"title: {title}").replace("date: 2024", "date: 2021") + "# both\n"
    )
    with closing(Build(file).wait()) as index:
        found = history(repo, index, "b")
    # Both were written within a second, and stand in either order.
    assert [found[: len(told)], sorted(found[len(told) :])] == [
        told,
        sorted(
            [
                ("On the main line", ["~ its title is now “Bee”, was “B”"]),
                ("On the branch", ["~ its date is now 2021, was 2024", "~ its title is now “Be”, was “B”"]),
                ("Begin", ["+ it came in"]),
            ]
        ),
    ]


@NEEDS_GIT
def test_a_commit_with_a_day_before_1970_and_nobody_who_wrote_it(repo: Repo, tmp_path: Path) -> None:
    tree, parent = (repo.git("rev-parse", one).strip() for one in ("HEAD^{tree}", "HEAD~1"))
    commit = tmp_path / "commit"
    by = "author  <> -300000000 +0530\ncommitter X <x> 0 +0000"
    commit.write_text(f"tree {tree}\nparent {parent}\n{by}\n\nLong ago\n")
    made = repo.git("hash-object", "--literally", "-t", "commit", "-w", str(commit)).strip()
    repo.git("reset", "-q", "--hard", made)
    with closing(Build(repo.folder / NAME).wait()) as index:
        event = index.event(index.rank_of("a") or 0)
        found = list(chapters(repo.folder / NAME, event, Called({}, {})))
    assert (found[0].who, found[0].when, found[0].why) == ("", "", "Long ago")
    text = "\n".join(
        "".join(piece.text for piece in line.pieces) for line in history_page(found, "", True, 60).lines
    )
    assert "%" not in text and made[:10] in text


@NEEDS_GIT
def test_a_version_that_cannot_be_read_is_passed_over(repo: Repo) -> None:
    repo.commit(NAME, "events: [", "Break it")
    file = repo.commit(NAME, TWO, "Mend it")
    with closing(Build(file).wait()) as index:
        told = history(repo, index, "b")
    assert told == [("Begin", ["+ it came in"])]


@NEEDS_GIT
def test_a_long_history_says_where_it_ends(index: Index, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_tui.diff.history._MOST_COMMITS", 1)
    event = index.event(index.rank_of("a") or 0)
    told = chapters(repo.folder / NAME, event, Called({}, {}))
    assert next(told).why == "Go on"
    with pytest.raises(Unversioned, match="only the newest 1 versions"):
        next(told)


def test_the_lines_of_one_event() -> None:
    assert (
        own_lines(ONE.encode(), "b").decode()
        == "  - id: b\n    date: 2024\n    title: B\n  # what follows is not sure\n"
    )
    assert own_lines(ONE.encode(), "c") == b""
    assert own_lines(ONE.encode(), "nobody") == b""
    assert own_lines(b"events:\n- title: T\n  id: t\n- title: U\n", "t") == b"- title: T\n  id: t\n"


@NEEDS_GIT
def test_a_folder_without_a_title_is_called_the_same_in_every_version(
    repo: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    from timeline_tui.cli.main import main

    repo.commit("more/one.timeline.yaml", ONE)
    repo.commit("more/one.timeline.yaml", TWO)
    assert main(["diff", "HEAD~1", str(repo.folder / "more")]) == 0
    assert "title is now “Another”" in (said := capfd.readouterr().out) and "files" not in said


@NEEDS_GIT
def test_what_a_sparse_checkout_leaves_out_is_not_gone(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    from timeline_tui.cli.main import main

    repo.commit("more/one.timeline.yaml", ONE)
    repo.commit("more/far/two.timeline.yaml", "events:\n  - {id: far, title: Far}\n")
    repo.commit("more/far/three.timeline.yaml", "events:\n  - {id: off, title: Off}\n")
    repo.commit("more/near/gone.timeline.yaml", "events:\n  - {id: gone, title: Gone}\n")
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/more/far/")
    folder = repo.folder / "more"
    assert not (folder / "far").exists()
    (folder / "near" / "gone.timeline.yaml").unlink()
    assert main(["diff", "HEAD", "--", str(folder)]) == 0
    said = capfd.readouterr()
    assert "1 event gone" in said.out
    assert "2 files not compared, since git leaves them out here" in said.err
    with closing(Build(folder).wait()) as index:
        assert found(index, "since:HEAD") == []
    assert main(["diff", "HEAD~1", "HEAD", "--", str(folder)]) == 0
    said = capfd.readouterr()
    assert ": 1 event new\n" in said.out and "leaves" not in said.err


@NEEDS_GIT
def test_files_of_a_repository_within_a_folder_are_not_new(
    repo: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from timeline_tui.cli.main import main

    other = Repo(tmp_path / "other")
    other.commit("two.timeline.yaml", "events:\n  - {id: far, title: Far}\n")
    other.commit("deep/three.timeline.yaml", "events:\n  - {id: off, title: Off}\n")
    repo.commit("more/one.timeline.yaml", ONE)
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.folder), "more/sub")
    repo.git("commit", "-qm", "Take it in")
    folder = repo.folder / "more"
    assert main(["diff", "HEAD", "--", str(folder)]) == 0
    assert ": nothing changed\n" in capfd.readouterr().out
    (folder / "sub" / "deep" / "three.timeline.yaml").write_text("events:\n  - {id: off, title: Out}\n")
    with closing(Build(folder).wait()) as index:
        assert found(index, "since:HEAD") == ["off"]
        assert found(index, "since:HEAD~1") == ["off", "far"]
    inner = Repo(folder / "sub")
    inner.commit("deep/three.timeline.yaml", "events:\n  - {id: off, title: Out}\n")
    assert main(["diff", str(folder)]) == 0
    assert ": 1 event changed\n" in capfd.readouterr().out
    repo.git("commit", "-qam", "Go on with it")
    assert main(["diff", "HEAD~1", "HEAD", "--", str(folder)]) == 0
    assert ": 1 event changed\n" in capfd.readouterr().out


@NEEDS_GIT
def test_a_repository_within_a_folder_that_lacks_what_is_asked_for_is_told(
    repo: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from timeline_tui.cli.main import main

    repo.commit("more/one.timeline.yaml", ONE)
    Repo(repo.folder / "more" / "sub").commit("two.timeline.yaml", ONE)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1234567890' * 4},more/sub")
    repo.git("commit", "-qm", "Take it in")
    assert main(["diff", str(repo.folder / "more")]) == 2
    assert "more/sub, a repository of its own, does not hold its version" in (said := capfd.readouterr().err)
    assert f"try: git -C {repo.folder}/more/sub fetch" in said


@NEEDS_GIT
def test_the_command_line_understands_it(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    from timeline_tui.cli.main import main

    assert main(["list", str(repo.folder / NAME), "--query", "since:HEAD~1", "--format", "json"]) == 0
    assert [event["id"] for event in json.loads(capfd.readouterr().out)] == ["a", "d"]
    assert main(["search", "since:nope", str(repo.folder / NAME)]) == 2
    assert "there is no revision nope" in capfd.readouterr().err
