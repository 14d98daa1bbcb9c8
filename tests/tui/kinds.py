"""Kinds of files for a monkey: what stands beside them, how they are opened, what is often done there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.diff.repository import Repo
from tests.tui.screens import RAIDS, TOURED, many
from timeline_tui.cli import starting
from timeline_tui.tui.app import Wanted

NAME = "monkey.timeline.yaml"
_ARTICLE = (
    "Anna Berg, the mayor, said on Tuesday that the wall had held.\n\n"
    "“We took it back, and nobody was hurt,” she said.\n\nIn June 2023, a boat was lost on the river.\n"
)
_HELD = """\
sources: {post: {outlet: Post, published: 2024-03-13, text: post.txt}}
names: {berg: {kind: person, name: Anna Berg}}
events:
  - {id: boat, date: 2023-07, title: A boat, quotes: [{exact: a boat was lost, source: post}]}
  - {id: raid, date: 2023-06-02, title: A raid, quotes: [{exact: We took it all back, source: post}]}
  - {id: later, title: A day that nobody knows}
  - {id: odd, date: after the thaw, title: A day that is not understood}
"""
_TITLE = "<<<<<<< ours\n  title: Fire at night\n=======\n  title: The great fire\n>>>>>>> theirs\n"
_EVENTS = "<<<<<<< ours\n- id: b\n  title: Trial\n=======\n- id: c\n  title: Verdict\n>>>>>>> theirs\n"
_TABLE = """\
When,Headline,Where,Link,Status
03/04/2024,The ice breaks,Old Mill,https://example.org/a,verified
after the thaw,The flood comes,old mill,https://example.org/a,open
"""
_SAVE, _MORE = "ctrl+s", "ctrl+o"


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    text: str
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other files in its folder."""
    committed: str | None = None
    """What git holds of it, where it does."""
    is_folder: bool = False
    """Whether the folder is opened, not the file alone."""
    has_texts: bool = False
    """Whether texts of sources stand beside it."""
    presents: bool = False
    teaches: bool = False
    ways: Sequence[Sequence[str]] = ()
    """Keys that are often pressed one after the other."""

    def write(self, folder: Path) -> Path:
        """Write it and what stands beside it; the file."""
        folder.mkdir(exist_ok=True)
        if self.committed is not None:
            Repo(folder).commit(NAME, self.committed)
        if self.teaches:
            starting._begin(folder)
            return folder / "tutorial.timeline.yaml"
        for name, text in {NAME: self.text, **self.beside}.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder / NAME

    def opened(self, file: Path) -> Path:
        """What is opened of it."""
        return file.parent if self.is_folder else file

    def wanted(self, file: Path) -> Wanted:
        """What the program is asked to show."""
        opened, texts = self.opened(file), [str(file.parent)] if self.has_texts else []
        return Wanted(opened, opened.name, texts=texts, presents=self.presents, teaches=self.teaches)

    def words(self, file: Path) -> list[str]:
        """The same as words of the command line."""
        texts = ["--texts", str(file.parent)] if self.has_texts else []
        return [str(self.opened(file)), *texts, *["--present"] * self.presents]


KINDS = {
    "raids": Kind(RAIDS),
    "empty": Kind("events: []\n"),
    "one": Kind("events:\n  - date: 2024\n    title: Only\n"),
    "some": Kind(many(41)),
    "more": Kind(many(300)),
    "misdated": Kind(many(41).replace("date: 2000-03", "date: 2000/3")),
    "broken": Kind(many(41) + "  - title: 'not closed\n    date: 2024\n"),
    "toured": Kind(
        TOURED, ways=[("W",), ("T",), ("right",), ("pagedown",), ("home", "enter", "tab", "enter")]
    ),
    "held": Kind(
        _HELD,
        {"post.txt": _ARTICLE},
        has_texts=True,
        ways=[("enter", "tab", "enter"), ("Q",), ("n",), ("O",), ("u",), ("enter", _SAVE), ("s",), ("c",)],
    ),
    "conflicted": Kind(
        f"events:\n- id: a\n{_TITLE}  date: 2024\n{_EVENTS}",
        ways=[("R",), ("1",), ("2",), ("b",), ("u",), ("p",)],
    ),
    "versioned": Kind(
        RAIDS.replace("title: Shelling", "title: Shelling goes on"),
        committed=RAIDS,
        ways=[
            ("H",),
            ("enter",),
            ("u",),
            ("slash", *"since:HEAD", "enter"),
            ("slash", *"since:gone", "enter"),
        ],
    ),
    "folder": Kind(
        RAIDS,
        {"other.timeline.yaml": "events:\n  - {id: other, date: 2024-03-13, title: Of another file}\n"},
        is_folder=True,
        ways=[("a", *"New", _SAVE), ("e",), ("p",), ("u",)],
    ),
    "imported": Kind(
        RAIDS,
        {"winter.csv": _TABLE},
        ways=[
            ("I", *"held/winter.csv", _SAVE),
            (_SAVE,),
            (_MORE,),
            ("tab",),
            ("enter",),
            ("u",),
            ("escape",),
        ],
    ),
    "presented": Kind(many(41), presents=True, ways=[("W",), ("enter",), ("right",), ("left",), ("escape",)]),
    "taught": Kind("", has_texts=True, teaches=True, ways=[("down",), ("enter",), ("home", "enter"), ("u",)]),
}
