"""`merge` writes what three versions come to, and `init --git` has git call it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.diff.repository import Repo
from timeline_tui.cli import merging
from timeline_tui.diff.attributes import with_attributes

BASE = b"events:\n- id: fire\n  title: Fire\n  date: 2024\n"
OURS = BASE.replace(b"title: Fire", b"title: The fire")
THEIRS = BASE.replace(b"2024", b"2025")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written to the current folder."""
    monkeypatch.chdir(tmp_path)


def written(base: bytes, ours: bytes, theirs: bytes) -> tuple[str, str, str]:
    names = ("base", "ours", "theirs")
    for name, data in zip(names, (base, ours, theirs), strict=True):
        Path(name).write_bytes(data)
    return names


def test_ours_is_written_where_all_is_merged(call: Call) -> None:
    said = call("merge", *written(BASE, OURS, THEIRS))
    assert (said.code, said.out, said.talk) == (0, "", "")
    assert Path("ours").read_bytes() == OURS.replace(b"2024", b"2025")
    assert Path("theirs").read_bytes() == THEIRS


def test_a_conflict_is_told_with_its_line(call: Call) -> None:
    said = call("merge", "--name", "my.timeline.yaml", *written(BASE, OURS, BASE.replace(b"Fire", b"Blaze")))
    assert said.code == 1
    assert said.talk == (
        "my.timeline.yaml: 1 conflict; all else is merged\n"
        "my.timeline.yaml:3: both changed title of fire\n"
        "  try: timeline-tui my.timeline.yaml, where R shows both versions side by side\n"
    )
    assert (
        b"<<<<<<< ours\n  title: The fire\n=======\n  title: Blaze\n>>>>>>> theirs\n"
        in Path("ours").read_bytes()
    )


@needs_git
@pytest.mark.parametrize("clashes", [False, True])
def test_lines_are_merged_where_a_version_cannot_be_read(call: Call, clashes: bool) -> None:
    base = BASE + b"x: 1\n" * 4
    theirs = base.replace(b"Fire", b"Blaze") if clashes else base + b"title: 'no end\n"
    said = call("merge", *written(base, base.replace(b"Fire", b"The fire"), theirs))
    assert said.code == clashes
    assert "ours: merged line by line, as git does it, since" in said.talk
    assert (b"<<<<<<<" in Path("ours").read_bytes()) is clashes
    assert b"The fire" in Path("ours").read_bytes()


def test_lines_are_not_merged_without_git(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = call("merge", *written(BASE, OURS, BASE + b"x: 'no end\n"))
    assert said.code == 2
    assert "git cannot merge its lines" in said.talk
    assert Path("ours").read_bytes() == OURS


@needs_git
def test_lines_are_merged_whatever_goes_wrong(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(merging, "merge_versions", wrong)
    base = BASE + b"# one\n# two\n# three\n# four\n"
    said = call("merge", *written(base, base.replace(b"Fire", b"Blaze"), base + b"title: More\n"))
    assert said.code == 1
    assert Path("ours").read_bytes() == base.replace(b"Fire", b"Blaze") + b"title: More\n"


def test_a_version_that_is_not_there_is_refused(call: Call) -> None:
    written(BASE, OURS, THEIRS)
    said = call("merge", "base", "ours", "nowhere")
    assert (said.code, said.out) == (2, "")
    assert "nowhere cannot be read: No such file" in said.talk
    assert Path("ours").read_bytes() == OURS


@needs_git
def test_the_lines_of_what_both_put_in_anew_are_merged(call: Call) -> None:
    _, ours, theirs = written(b"", OURS, b"title: 'no end\n")
    said = call("merge", os.devnull, ours, theirs)
    assert said.code == 1
    assert "ours: merged line by line, as git does it, since" in said.talk
    assert Path(ours).read_bytes() == b"<<<<<<< ours\n" + OURS + b"=======\ntitle: 'no end\n>>>>>>> theirs\n"


def test_lines_are_not_merged_where_a_version_can_be_read_once_alone(call: Call) -> None:
    _, ours, _ = written(BASE, OURS, b"")
    reads, writes = os.pipe()
    os.write(writes, b"title: 'no end\n")
    os.close(writes)
    said = call("merge", "base", ours, f"/dev/fd/{reads}")
    os.close(reads)
    assert (said.code, said.out) == (2, "")
    assert "and lines are merged of files alone\n  try: timeline-tui merge BASE OURS THEIRS" in said.talk
    assert Path(ours).read_bytes() == OURS


def test_nothing_is_merged_into_what_is_no_file(call: Call) -> None:
    base, _, theirs = written(BASE, OURS, THEIRS)
    os.mkfifo("pipe")
    said = call("merge", base, "pipe", theirs)
    assert (said.code, said.out) == (2, "")
    assert "pipe is no ordinary file, so nothing is written into it" in said.talk
    assert Path("pipe").is_fifo()


def test_the_lines_for_git_are_printed_and_its_attributes_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "more").mkdir()
    for _ in range(2):
        said = call("init", "--git", "more")
        assert said.code == 0
        assert "git config --global merge.timeline.driver 'timeline-tui merge --name %P %O %A %B'" in said.out
        assert (tmp_path / ".gitattributes").read_bytes() == with_attributes(b"")
    assert "nothing is to be added" in said.talk


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        (b"*.png binary", [b"*.png binary", b"*.timeline.yaml merge=timeline diff=timeline"]),
        (b"*.png binary\r\n", [b"*.png binary\r", b"*.timeline.yaml merge=timeline diff=timeline"]),
        (
            b"*.timeline.yaml text eol=lf\n",
            [b"*.timeline.yaml text eol=lf", b"*.timeline.yaml merge=timeline diff=timeline"],
        ),
        (b"*.timeline.yaml -merge\n", [b"*.timeline.yaml -merge", b"*.timeline.yaml diff=timeline"]),
        (
            b"*.timeline.yaml merge=union\n",
            [b"*.timeline.yaml merge=union", b"*.timeline.yaml diff=timeline"],
        ),
    ],
)
def test_what_git_is_told_already_stays(before: bytes, lines: list[bytes]) -> None:
    after = with_attributes(before)
    assert after.startswith(before)
    found = after.rstrip().split(b"\n")
    assert len(found) == len(lines)
    assert all(line.startswith(start) for line, start in zip(found, lines, strict=True))
    assert with_attributes(after) == after


def test_what_keeps_git_from_asking_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_bytes(b"*.timeline.yaml merge=union text -diff\n*.png binary\n")
    said = call("init", "--git", ".")
    assert said.code == 0
    told = [line.split(" stands there already")[0] for line in said.talk.splitlines() if "already" in line]
    assert told == ["merge=union", "-diff"]
    assert "lies in no git repository yet" in said.talk


OBSTACLES = [
    pytest.param(
        {".gitattributes": "*.timeline.yaml merge=union\n"}, [".gitattributes:1 merge"], id="its own"
    ),
    pytest.param(
        {".gitattributes": "*.timeline.yaml merge=timeline diff=timeline\n*.png binary\n*.yaml -merge\n"},
        [".gitattributes:3 merge"],
        id="a later one",
    ),
    pytest.param(
        {
            ".gitattributes": "*.yaml -merge\n",
            "data/.gitattributes": "# ours\n\n/sub/a* diff=yaml\n/sub/a* merge=union # no remark\n",
        },
        ["data/.gitattributes:3 compare"],
        id="one of a folder",
    ),
    pytest.param(
        {"data/sub/.gitattributes": "*.yaml binary\n"},
        ["data/sub/.gitattributes:1 merge", "data/sub/.gitattributes:1 compare"],
        id="a word for several",
    ),
    pytest.param(
        {".gitattributes": "[attr]own -merge\n", ".git/info/attributes": "data/**/*.yaml own\n"},
        [".git/info/attributes:1 merge"],
        id="one that is not committed",
    ),
    pytest.param(
        {"data/.gitattributes": "sub/* !merge\n* !merge -diff\n"},
        ["data/.gitattributes:2 merge", "data/.gitattributes:2 compare"],
        id="nothing said anew",
    ),
    pytest.param(
        {".gitattributes": "*.yaml text -diff\n*.timeline.yaml merge\n"},
        [".gitattributes:2 merge"],
        id="as git does",
    ),
    pytest.param({"data/.gitattributes": "b.timeline.yaml -merge\n*.txt -diff\n"}, [], id="of other files"),
]


@needs_git
@pytest.mark.parametrize(("attributes", "told"), OBSTACLES)
def test_the_line_that_keeps_git_from_asking_is_named(
    call: Call, tmp_path: Path, attributes: dict[str, str], told: list[str]
) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit("data/sub/a.timeline.yaml", BASE.decode())
    for name, text in attributes.items():
        (repo.folder / name).write_text(text)
    said = call("init", "--git", "repo/data/sub")
    assert said.code == 0
    found = [line.split(" stands in the way: ") for line in said.talk.splitlines() if "in the way" in line]
    places = [where.removeprefix(f"{repo.folder}/").split(": ")[0] for where, _ in found]
    deeds = [what.split()[6] for _, what in found]
    assert [f"{place} {deed}" for place, deed in zip(places, deeds, strict=True)] == told
    assert all(what.endswith("data/sub/a.timeline.yaml") for _, what in found)


@needs_git
def test_a_file_that_is_named_is_looked_at_before_it_is_there(call: Call, tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    (repo.folder / ".gitattributes").write_text("*.timeline.yaml merge=timeline diff=timeline\nb* -merge\n")
    assert "in the way" not in call("init", "--git", "repo/a.timeline.yaml").talk
    assert "in the way" not in call("init", "--git", "repo").talk
    said = call("init", "--git", "repo/b.timeline.yaml").talk
    assert ".gitattributes:2: b* -merge stands in the way" in said
    assert "git does not ask timeline-tui to merge b.timeline.yaml\n" in said


@needs_git
def test_a_bare_repository_is_told_what_to_do(call: Call, tmp_path: Path) -> None:
    Repo(tmp_path / "repo").git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    for words in (("init", "--git", "bare"), ("diff", "HEAD", "HEAD", "--", "bare")):
        said = call(*words)
        assert (said.code, said.out) == (2, "")
        assert (
            "bare is a bare repository, in which no files lie\n  try: the same in a clone of it\n"
            in said.talk
        )
    assert not (tmp_path / "bare" / ".gitattributes").exists()
