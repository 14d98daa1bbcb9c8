"""The declaration of commands, and the tables made from it."""

from __future__ import annotations

from timeline_tui.session.commands import BY_ID, COMMANDS, keys_markdown, keys_table, shown_key


def test_ids_and_keys_are_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)
    # What is typed in has keys of its own, which nothing else hears meanwhile.
    for own in ({"query"}, {"facets"}, {"selection"}, set[str]()):
        keys = [key for command in COMMANDS if set(command.where) == own for key in command.keys]
        keys += [key for command in COMMANDS if not own and not command.own for key in command.keys]
        assert len(keys) == len(set(keys))


def test_every_command_says_what_it_does_in_one_sentence() -> None:
    for command in COMMANDS:
        assert command.help.endswith(".")
        assert command.help.count(". ") == 0
        assert command.where
        assert set(command.hint.where) <= set(command.where)


def test_keys_are_shown_as_they_are_printed_on_a_keyboard() -> None:
    assert shown_key("up") == "↑"
    assert shown_key("ctrl+p") == "Ctrl+P"
    assert shown_key("shift+tab") == "Shift+Tab"
    assert shown_key("G") == "G"
    assert shown_key("question_mark") == "?"


def test_tables_hold_every_command_that_has_a_key() -> None:
    table, markdown = keys_table(), keys_markdown()
    for command in COMMANDS:
        assert (command.help in table) == bool(command.keys)
        assert (command.help in markdown) == bool(command.keys)
    assert "Moving" in table.splitlines()
    assert "| `↑` `k` | " in markdown
