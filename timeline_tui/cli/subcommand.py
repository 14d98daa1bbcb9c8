"""What a command of the command line is: what it takes, what is said of it, and what does it."""

from __future__ import annotations

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.cli.output import Exit
from timeline_tui.cli.printing import FORMATS, Printer, RecordFormat

if TYPE_CHECKING:
    from argparse import Namespace


class Argument:
    """One argument of a command, as `argparse` takes it."""

    def __init__(self, *names: str, **options: Any) -> None:  # noqa: ANN401 - as declared there
        self.names = names
        self.options = options

    @property
    def shape(self) -> str:
        """How it stands in the list of commands; nothing where it is an option."""
        if self.names[0].startswith("-"):
            return ""
        metavar = str(self.options.get("metavar", ""))
        return {"?": f"[{metavar}]", "*": f"[{metavar} ...]"}.get(self.options.get("nargs", ""), metavar)


class Column(NamedTuple):
    """One field of the records that a command prints for other programs."""

    name: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Subcommand:
    """One command: what it takes, what is said of it, and what does it."""

    name: str
    brief: str
    """What it does, in a few words that follow its name."""
    action: str
    """The module beside this one and the function in it that do it; they are imported only then."""
    arguments: tuple[Argument, ...] = ()
    fills: str = ""
    """The section of a file whose fields are options of it."""
    formats: tuple[str, ...] = ()
    """How what it finds can be printed, the usual way first."""
    record: str = ""
    """What one record is of, where it prints records."""
    columns: tuple[Column, ...] = ()
    behind: bool = False
    """Whether what stands behind -- is told apart from what stands before it."""
    usage: str | None = None
    """How it is called, where that is not simply its arguments."""
    shape: str = ""
    """What it takes in the list of commands, where that is not simply its arguments."""
    examples: tuple[tuple[str, str], ...] = ()
    """Calls that `docs/scripts.md` shows, each with what it does."""

    def run(self, call: Namespace) -> int:
        """Do what the call asks for; the exit code says how it went."""
        call.printer = self._printer(call.format) if self.formats else None
        return resolve_name(f"{__package__}.{self.action}")(call) or Exit.FINE

    def _printer(self, name: str) -> Printer | None:
        """What prints its records; none where they are printed as text."""
        form = FORMATS[name]
        columns = [column.name for column in self.columns]
        return Printer(form, columns) if isinstance(form, RecordFormat) else None


SEVERAL: dict[str, Any] = {"action": "append", "default": []}


FILE = Argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")


QUERY = Argument(
    "--query",
    metavar="QUERY",
    help="show only the events that answer it; `timeline-tui search --help` says what it can ask",
)


AS_OF = Argument(
    "--as-of",
    metavar="DATE",
    help="show only what could be known on this day; passages with no date of report are hidden, too",
)


TEXTS = Argument(
    "--texts",
    **SEVERAL,
    metavar="FOLDER",
    help="a folder that holds texts of the sources; may be given more than once",
)
