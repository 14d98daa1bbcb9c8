"""What is added to a file is decided, written and taken back without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.edit.preparation import Prepared
from timeline_tui.index.schema import Stamp
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.session.additions import (
    Additions,
    Clipped,
    NotWritten,
    forbidden,
    place_of,
    prepared,
    remarks_on,
    title_of,
)
from timeline_tui.session.sheet import NewEntries
from timeline_tui.session.signal import Refused

TEXT = "events:\n  - id: one\n    date: 2024-03-12\n    title: One\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one event."""
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TEXT)
    return path


def test_an_event_is_written_and_taken_back(file: Path) -> None:
    additions = Additions(file, file.name)
    found = prepared(additions.addition(None, {"title": "Two", "date": "2024-03-13"}))
    assert isinstance(found, Prepared)
    assert (title_of(found), place_of(found)) == ("Two", f"line 5 of {file.name}")
    assert forbidden(found, NewEntries()) is None
    assert additions.write(found, "“Two”") is None
    assert "title: Two" in file.read_text()
    assert additions.undo() == f"Taken back: “Two”; {file.name} is as it was before"
    assert file.read_text() == TEXT
    with pytest.raises(Refused, match="Nothing was written since"):
        additions.undo()


def test_what_somebody_else_saved_meanwhile_is_not_written_over(file: Path) -> None:
    additions = Additions(file, file.name)
    found = prepared(additions.addition(None, {"title": "Two"}))
    assert isinstance(found, Prepared)
    file.write_text(TEXT + "# theirs\n")
    wrong = additions.write(found, "“Two”")
    assert wrong is not None and any("# theirs" in line for line in wrong.difference)
    assert file.read_text() == TEXT + "# theirs\n"


def test_nothing_is_taken_back_over_what_somebody_else_saved(file: Path) -> None:
    additions = Additions(file, file.name)
    found = prepared(additions.addition(None, {"title": "Two"}))
    assert isinstance(found, Prepared) and additions.write(found, "“Two”") is None
    theirs = file.read_text() + "# theirs\n"
    file.write_text(theirs)
    with pytest.raises(Refused, match="changed elsewhere since"):
        additions.undo()
    assert file.read_text() == theirs


def test_a_version_is_known_for_what_was_written_here_as_soon_as_it_can_be_seen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever follows the file may see it before the writing is over."""
    additions = Additions(file, file.name)
    found = prepared(additions.addition(None, {"title": "Two"}))
    assert isinstance(found, Prepared) and not additions.wrote(Stamp.of(file))
    seen: list[tuple[str, bool]] = []

    def looked_at(_: object) -> None:
        seen.append((file.read_text()[-4:], additions.wrote(Stamp.of(file))))

    monkeypatch.setattr("timeline_tui.edit.save._settle", looked_at)
    assert additions.write(found, "“Two”") is None
    assert additions.wrote(Stamp.of(file))
    additions.undo()
    assert seen == [("Two\n", True), ("One\n", True)]
    assert additions.wrote(Stamp.of(file))
    other = file.with_name("other")
    other.write_text(TEXT + "# theirs\n")
    other.replace(file)
    assert not additions.wrote(Stamp.of(file))


def test_an_error_forbids_it_at_the_field_that_holds_it_and_a_name_to_come_does_not(file: Path) -> None:
    additions = Additions(file, file.name)
    wrong = prepared(additions.addition(None, {"title": "Two", "date": "no day"}))
    assert isinstance(wrong, Prepared)
    found = forbidden(wrong, NewEntries())
    assert found is not None and (found.field, found.unlisted) == ("date", None)
    later = prepared(additions.addition(None, {"title": "Two", "names": ["nobody"]}))
    assert isinstance(later, Prepared) and forbidden(later, NewEntries()) is None
    assert any("nobody" in remark for remark in remarks_on(later))


def test_a_passage_is_clipped_with_the_words_that_pick_its_place(file: Path) -> None:
    text = "They came at dawn. They left. They came at dusk. They left."
    start = text.rindex("They left.")
    clipped = Clipped.of("They left.", "herald", text, start, start + len("They left."))
    assert clipped.is_placed and not clipped.remark
    assert "dusk" in str(clipped.fields["prefix"])
    event = Event(title="One", quotes=(Quote(exact="They left.", source="herald"),))
    assert not clipped.is_in(event)
    same = Quote(exact="They left.", source="herald", prefix=str(clipped.fields["prefix"]))
    assert Clipped({"exact": "They left.", "source": "herald", "prefix": same.prefix}, True).is_in(
        Event(title="One", quotes=(same,))
    )


def test_a_file_that_cannot_be_edited_says_where_a_person_can(tmp_path: Path) -> None:
    path = tmp_path / "broken.timeline.yaml"
    path.write_text("events: [\n")
    found = prepared(Additions(path, path.name).addition(None, {"title": "Two"}))
    assert isinstance(found, NotWritten)
    assert found.line is not None and found.sentence.startswith(found.reason)
