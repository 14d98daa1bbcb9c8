"""What the README shows can be done as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from docs.__main__ import stale_parts
from docs.readme import README, with_part
from timeline_tui.cli.arguments import parse
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.load.reading import Reading
from timeline_tui.model import dates

TEXT = README.read_text(encoding="utf-8")


def test_what_is_generated_is_what_is_declared() -> None:
    assert stale_parts() == []


def test_the_file_that_is_shown_has_no_problems(tmp_path: Path) -> None:
    shown = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert shown
    for number, sample in enumerate(shown):
        file = tmp_path / f"{number}.timeline.yaml"
        file.write_text(sample, encoding="utf-8")
        reading = Reading(file, file.name)
        assert [event.title for event in reading.events()] == ["The ice breaks at the Old Mill"]
        assert reading.problems == []


def test_the_dates_that_are_shown_are_dates() -> None:
    told = re.search(r"Dates say what is known.*?This is EDTF", TEXT, re.DOTALL)
    assert told is not None
    shown = re.findall(r"`([^`]+)`", told[0])
    assert len(shown) >= 9
    for date in shown:
        assert dates.parse(date).text == date


def test_every_call_that_is_shown_is_understood() -> None:
    shown = [shlex.split(line, comments=True) for line in re.findall(r"^timeline-tui .*", TEXT, re.MULTILINE)]
    inline = [shlex.split(call) for call in re.findall(r"`timeline-tui ([^`]*)`", TEXT)]
    for call in [call[1:] for call in shown] + inline:
        asked = call[: call.index("<")] if "<" in call else call
        assert parse(asked).command == (asked[0] if asked and asked[0] in COMMANDS else "open")


def test_every_command_of_the_program_is_shown() -> None:
    for command in COMMANDS.keys() - {"open"}:
        assert f"\ntimeline-tui {command} " in TEXT or f"\ntimeline-tui {command}\n" in TEXT


def test_every_command_that_is_shown_of_make_is_in_the_makefile() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", TEXT)):
        assert f"\n{target}:" in makefile


def test_every_picture_and_page_that_it_links_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", TEXT):
        assert (README.parent / target).is_file()


def test_a_part_is_put_between_its_comments_and_nowhere_else() -> None:
    text = "before\n<!-- keys: generated -->\nold\n<!-- keys: end -->\nafter\n"
    assert with_part(text, "keys", r"new \1") == text.replace("old", r"new \1")


def test_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="speed"):
        with_part("nothing", "speed", "new")
