"""What the README and the pages in docs/ show can be done as it stands there."""

from __future__ import annotations

import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest

from docs.__main__ import stale_parts
from docs.parts import PAGES, PROJECT, README, page_with, with_part
from timeline_tui.cli.arguments import parse
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model import dates
from timeline_tui.session.commands import COMMANDS as KEYS

TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_what_is_generated_is_what_is_declared() -> None:
    assert stale_parts() == []


def test_the_file_that_is_shown_has_no_problems(tmp_path: Path) -> None:
    shown = [one for one in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if "\nevents:" in one]
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
    shown = [
        shlex.split(line, comments=True) for line in re.findall(r"^ *(timeline-tui .*)", TEXT, re.MULTILINE)
    ]
    inline = [shlex.split(call) for call in re.findall(r"`timeline-tui ([^`]*)`", TEXT)]
    for call in [call[1:] for call in shown] + inline:
        asked = [*takewhile(lambda word: word not in {"<", "|"}, call)]
        assert parse(asked).command == (asked[0] if asked and asked[0] in COMMANDS else "open")


def test_every_command_of_the_program_is_shown() -> None:
    for command in COMMANDS.keys() - {"open"}:
        assert f"\ntimeline-tui {command} " in TEXT or f"\ntimeline-tui {command}\n" in TEXT


def test_every_command_that_is_shown_of_make_is_in_the_makefile() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^)make ([a-z-]+)\b", TEXT, re.MULTILINE)):
        assert f"\n{target}:" in makefile


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_page_and_heading_that_it_links_is_there(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        target, _, heading = link.partition("#")
        led_to = page.parent / target if target else page
        assert led_to.is_file()
        assert not heading or heading in _headings(led_to)


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_every_page_is_listed_on_the_page_of_pages(page: Path) -> None:
    listed = (PROJECT / "docs" / "README.md").read_text(encoding="utf-8")
    assert page.name == "README.md" or f"]({page.name})" in listed


def test_the_first_page_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_ten_keys_are_keys_and_ten() -> None:
    table = README.read_text(encoding="utf-8").partition("## Ten keys")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert len(rows) == 10
    declared = {key for command in KEYS for key in command.shown_keys}
    assert {key for row in rows for key in re.findall(r"`([^`]+)`", row)} <= declared


def test_a_part_is_put_between_its_comments_and_nowhere_else() -> None:
    text = "before\n<!-- keys: generated -->\nold\n<!-- keys: end -->\nafter\n"
    assert with_part(text, "keys", r"new \1") == text.replace("old", r"new \1")


def test_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="speed"):
        with_part("nothing", "speed", "new")
    with pytest.raises(LookupError, match="0 pages have a part 'nowhere'"):
        page_with("nowhere")


def _headings(page: Path) -> set[str]:
    """What a link to each heading of a page says, as GitHub and GitLab write it."""
    told = re.findall(r"^#+ (.*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in told}
