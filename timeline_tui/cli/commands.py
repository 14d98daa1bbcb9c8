"""What each command does; its own modules are imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from timeline_tui.cli.ending import Exit

if TYPE_CHECKING:
    from argparse import Namespace


def do(call: Namespace) -> int:
    """Do what is called for; the exit code says how it went."""
    return _DONE_BY[call.command](call) or Exit.FINE


def _list(call: Namespace) -> int:
    from timeline_tui.cli.listing import say_list

    return say_list(call.file, call.format, call.as_of, call.name, call.query, call.texts)


def _search(call: Namespace) -> int:
    from timeline_tui.cli.listing import say_found

    return say_found(call.query, call.file, call.format, call.as_of, call.texts)


def _show(call: Namespace) -> int:
    from timeline_tui.cli.showing import say_event

    return say_event(call.id, call.file, call.format, call.as_of)


def _check(call: Namespace) -> int | None:
    if call.watch:
        from timeline_tui.cli.checking import watch

        watch(call.files, call.format)
        return None
    from timeline_tui.cli.checking import say_problems

    return say_problems(call.files, call.format)


def _explain(call: Namespace) -> None:
    from timeline_tui.cli.checking import say_explanation

    say_explanation(call.code)


def _verify(call: Namespace) -> int:
    from timeline_tui.cli.verifying import say_findings

    return say_findings(call.file, call.texts, call.format, call.only)


def _gaps(call: Namespace) -> int:
    from timeline_tui.cli.showing import say_gaps

    return say_gaps(call.file, call.texts, call.format, call.as_of)


def _add(call: Namespace) -> int:
    from timeline_tui.cli.adding import add

    return add(call)


def _init(call: Namespace) -> None:
    from timeline_tui.cli.starting import start_timeline

    start_timeline(call.file, is_copy=call.shipped)


def _schema(_: Namespace) -> None:
    from timeline_tui.cli.starting import say_schema

    say_schema()


def _completions(call: Namespace) -> None:
    from timeline_tui.cli.parser import say_completions

    say_completions(call.shell)


def _keys(_: Namespace) -> None:
    from timeline_tui.cli.output import say
    from timeline_tui.session.command_table import keys_table

    say(keys_table().rstrip())


_DONE_BY: Mapping[str, Callable[[Namespace], int | None]] = {
    "list": _list,
    "search": _search,
    "show": _show,
    "check": _check,
    "explain": _explain,
    "verify": _verify,
    "gaps": _gaps,
    "add": _add,
    "init": _init,
    "schema": _schema,
    "completions": _completions,
    "keys": _keys,
}
