"""The command line: opens a timeline, lists it, shows an event, checks it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from timeline_tui.cli.asked import is_only_a_file
from timeline_tui.cli.output import Exit, HelpText, Refusal, flush, give_up_stdout, prepare, say, talk
from timeline_tui.visible import NotDone


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code says how it went."""
    prepare()
    try:
        code = _answer(sys.argv[1:] if argv is None else argv)
        flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read, as `head` does, has what they wanted.
        give_up_stdout()
        return Exit.FINE
    except OSError as error:
        give_up_stdout()
        _complain(f"this cannot be done: {error.strerror}")
        return Exit.REFUSED
    except Exception as error:  # whatever it is, nobody who uses the program can read a traceback
        from timeline_tui.tui.crash import report

        for line in report(error).splitlines():
            talk(line)
        return Exit.PROBLEMS
    return code


def _answer(arguments: Sequence[str]) -> int:
    try:
        if is_only_a_file(arguments):
            from timeline_tui.cli.screen import open_timeline

            return open_timeline(next(iter(arguments), None))
        from timeline_tui.cli.arguments import parse

        call = parse(arguments)
        from timeline_tui.cli.commands import COMMANDS

        return COMMANDS[call.command].run(call)
    except HelpText as told:
        say(str(told))
        return Exit.FINE
    except NotDone as refusal:
        for line in refusal.difference:
            talk(line)
        _complain(str(refusal), refusal.hint, refusal.picture if isinstance(refusal, Refusal) else ())
        return Exit.REFUSED


def _complain(sentence: str, hint: str | None = None, picture: Sequence[str] = ()) -> None:
    for line in (f"timeline-tui: {sentence}", *picture):
        talk(line)
    if hint:
        talk(f"  try: {hint}")
