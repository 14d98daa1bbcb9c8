"""From a folder of articles to a first event, in the terminal of a person."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.pty.conftest import Open, assert_left_clean

CTRL_S = "\x13"
ARTICLE = (
    "The wall of Lund\n\nLUND, March 13, 2024 - The city council said on Tuesday that the wall had held.\n\n"
    "“We took it back, and nobody was hurt,” the mayor said.\n"
)


def test_a_folder_of_articles_opens_and_a_proposal_becomes_the_first_event(
    opened: Open, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "lund.txt").write_text(ARTICLE, encoding="utf-8")
    file = tmp_path / "new.timeline.yaml"
    terminal = opened("gather", "articles", "--into", file.name, cold=True)
    terminal.wait_for("No events yet", "Press Enter on a source", "▶ →")
    before = file.read_bytes()
    terminal.press("enter")
    terminal.wait_for("no passage used, 2 proposed", "» ▶", "n next proposal")
    terminal.press("n")
    terminal.wait_for("“ ▶“We took it back")
    terminal.press("O")
    terminal.wait_for("1 proposed, 1 passed over")
    terminal.press("u")
    terminal.wait_for("no passage used, 2 proposed")
    terminal.press("enter")
    terminal.wait_for("Proposed for an event", "Passed on by", "Enter choose its event")
    terminal.press("enter")
    terminal.wait_for("Add an event with “We took it back", "is not among the names yet")
    terminal.press(CTRL_S)
    terminal.wait_for("is a new name: who or what is it?")
    terminal.press(CTRL_S)
    terminal.wait_for("Enter write it", "exact: “We took it back")
    terminal.press("enter")
    terminal.wait_for("1 passage used, 1 proposed", "event 1 of 1")
    held = yaml.safe_load(file.read_text(encoding="utf-8"))
    (event,) = held["events"]
    (quote,) = event["quotes"]
    assert quote["exact"] == "“We took it back, and nobody was hurt,”"
    assert (quote["kind"], quote["source"]) == ("direct", "lund")
    assert quote["speaker"] in held["names"]
    terminal.press("u")
    terminal.wait_for("no passage used, 2 proposed")
    assert file.read_bytes() == before
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal, "1 source listed")
