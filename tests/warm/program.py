"""The process of which the program is copied for terminals."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.warm import child
from tests.warm.copies import Copy, serve
from timeline_tui.jobs.child import Child
from timeline_tui.tui.sparing import import_textual

FIRST_SCREEN = ("timeline_tui.__main__", "timeline_tui.cli.screen", "timeline_tui.tui.running")


def be(question: list[Any], handles: list[int]) -> int:
    """Do as `python -m timeline_tui ARGUMENTS` would, or `python -c`."""
    arguments, children, folder = question

    def start(_child: Child[object], to_parent: int, module: str, words: Iterable[str]) -> Copy:
        return child.copy(children, to_parent, module, words)

    setattr(Child, "_start", start)  # noqa: B010 - a method is put in the place of another
    (terminal,) = handles
    return _lead(terminal, Path(folder), lambda: _run(arguments))


def _lead(terminal: int, folder: Path, run: Callable[[], int]) -> int:
    """Lead the session of a terminal, in which the program runs, and outlive it."""
    os.login_tty(terminal)
    os.closerange(3, 1024)
    program = os.fork()
    if not program:
        (folder / "pid").write_text(f"{os.getpid()}\n")
        try:
            os._exit(run())
        finally:
            os._exit(1)
    # Keys that end or stop what is in front there are for the program: a shell of a person lives on.
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, lambda number, frame: None)
    _, how = os.waitpid(program, 0)
    code = os.waitstatus_to_exitcode(how)
    (folder / "status.new").write_text(f"{code if code >= 0 else 128 - code}\n")
    (folder / "status.new").replace(folder / "status")
    (folder / "release").read_bytes()
    return 0


def _run(arguments: list[str]) -> int:
    """Run to the end of all that is done at the end."""
    _open_streams()
    try:
        if arguments[:1] == ["-c"]:
            sys.argv = ["-c", *arguments[2:]]
            exec(compile(arguments[1], "<string>", "exec"), {"__name__": "__main__"})
            return 0
        from timeline_tui import __main__

        sys.argv = [__main__.__file__, *arguments]
        return __main__.start()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()


def _open_streams() -> None:
    """Open standard input, output and error anew: how they are written to depends on what they are."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old = getattr(sys, name)
        stream = os.fdopen(number, "w" if number else "r", encoding=old.encoding, errors=old.errors)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def main() -> None:
    """Import what the first screen needs, then wait to be copied."""
    import_textual()
    for module in FIRST_SCREEN:
        import_module(module)
    serve(be)


if __name__ == "__main__":
    main()
