"""The wheel and the source distribution hold what they must and nothing else, and work where they are put."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "timeline_tui"
TIMELINE = PROJECT / "data" / "raids.timeline.yaml"
# What else is installed, where manuals and shells look for it, and from which file it is.
SHARED = {
    "man/man1/timeline-tui.1": "timeline-tui.1",
    "bash-completion/completions/timeline-tui": "completions/timeline-tui.bash",
    "zsh/site-functions/_timeline-tui": "completions/timeline-tui.zsh",
    "fish/vendor_completions.d/timeline-tui.fish": "completions/timeline-tui.fish",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, PROJECT)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as the wheel installs it in an environment that does not know this folder."""
    environment = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        wheel,
    )
    _lend_the_dependencies(python)
    return environment / "bin" / "timeline-tui"


def test_the_wheel_holds_the_package_and_the_timeline(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {f"timeline_tui/{path.relative_to(PACKAGE)}" for path in _files(PACKAGE)}
    shared = {f"timeline_tui-0.1.0.data/data/share/{name}" for name in SHARED}
    assert names == ours | shared | {"timeline_tui/data/raids.timeline.yaml"}


def test_styles_and_types_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith(".tcss") for name in names)
    assert "timeline_tui/py.typed" in names


def test_the_timeline_in_the_wheel_is_the_one_that_is_edited(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("timeline_tui/data/raids.timeline.yaml") == TIMELINE.read_bytes()


def test_the_terms_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (terms,) = (name for name in archive.namelist() if name.endswith("licenses/LICENSE"))
        assert archive.read(terms) == (PROJECT / "LICENSE").read_bytes()


def test_the_source_distribution_can_be_worked_on(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"Makefile", ".ci/run", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    assert needed <= names
    assert {"tests/conftest.py", "benchmarks/generate.py", "data/raids.timeline.yaml"} <= names


def test_no_text_of_a_source_is_shipped(built: Path) -> None:
    """The texts belong to others; only passages are in the timeline."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        data = [name.partition("/")[2] for name in archive.getnames() if "/data/" in name]
    assert data == ["data/raids.timeline.yaml"]


def test_it_says_its_version_where_it_is_installed(program: Path, tmp_path: Path) -> None:
    assert _run(program, "--version", cwd=tmp_path).split() == ["timeline-tui", "0.1.0"]


def test_it_lists_the_shipped_timeline_where_it_is_installed(program: Path, tmp_path: Path) -> None:
    listed = _run(program, "list", cwd=tmp_path)
    assert "2023" in listed
    assert "Tyotkino" in listed


def test_it_gives_a_copy_to_edit_where_it_is_installed(program: Path, tmp_path: Path) -> None:
    _run(program, "init", "--shipped", cwd=tmp_path)
    assert (tmp_path / "raids.timeline.yaml").read_bytes() == TIMELINE.read_bytes()
    assert _run(program, "list", "raids.timeline.yaml", cwd=tmp_path) == _run(program, "list", cwd=tmp_path)


@pytest.mark.parametrize(("name", "made"), SHARED.items())
def test_manual_and_completions_are_installed(program: Path, name: str, made: str) -> None:
    installed = program.parents[1] / "share" / name
    assert installed.read_bytes() == (PROJECT / "docs" / made).read_bytes()


def test_bash_completes_it_where_it_is_installed(program: Path, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = program.parents[1] / "share" / "bash-completion" / "completions" / "timeline-tui"
    words = "COMP_WORDS=(timeline-tui sea); COMP_CWORD=1"
    asks = f'source {script}; {words}; _shtab_timeline_tui; echo "$COMPREPLY"'
    assert _run("bash", "-c", asks, cwd=tmp_path) == "search\n"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _lend_the_dependencies(python: Path) -> None:
    """Let the environment see the libraries of this one, with no network; what is editable stays unseen."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = Path(_run(python, "-c", ask).strip())
    (theirs / "dependencies.pth").write_text(_run(sys.executable, "-c", ask))


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout
