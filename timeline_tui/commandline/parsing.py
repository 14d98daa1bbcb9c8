"""What the command line may say, and what `--help` says of it."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NoReturn

from timeline_tui import __version__
from timeline_tui.commandline.ending import Refusal, Told

_OVERVIEW = """\
commands:
  list [FILE]          print the events, in the order of the screen
  search QUERY [FILE]  print the events that a query finds, and where its words stand
  show ID [FILE]       print one event with all its passages
  check [FILE ...]     print every problem in a file, with its line and what to try
  explain [CODE]       print what a sort of problem means, with a wrong and a right example
  verify [FILE]        find each passage in the text it was taken from
  gaps [FILE]          print what is weak: events that rest on little, unsure dates
  add FILE             add an event to a file, from options or from JSON
  init [FILE]          write a timeline to start from, with comments, for you to edit
  schema               print the JSON Schema of the file format, for editors
  completions SHELL    print what bash, zsh or fish needs to complete commands and options
  keys                 print the keys of the screen

Without FILE, the timeline that ships; - reads standard input; a folder is all *.timeline.yaml in it and below
it as one timeline. `timeline-tui COMMAND --help` says more.
A file that is called like a command is opened as ./list. --as-of leaves what the editor wrote (titles,
summaries, notes) as it is.

exit codes: 0 fine, 1 the data has errors, 2 the call or the file cannot be understood, 130 interrupted
"""
_LIST_JSON = """\
With --format json: a list with an object for each event, with
  id                   of the event, its own or made from date and title
  date                 as written, or null
  earliest, latest     the days it can mean, such as 2023-05-01; null where open or unknown
  title, part_of       part_of is the id of an event, or null
  names                a list of ids
  quotes               how many
  sources              a list of the ids of the sources that are quoted
  independent_sources  how many, copies and translations of one text counted once
  disputes             a list of the ids of the disputes that it asks or its quotes answer
"""
_SEARCH = """\
What a QUERY is made of, joined by blanks; an event has to meet all of it:
  oil refinery            words, anywhere in title, summary, passages, tags, in the names that it mentions (in
                          every spelling) or in titles and outlets of its sources; the last word may be begun
  "oil refinery"          words one after the other
  refin*                  the beginning of a word
  name:tyotkino           also place: group: person: speaker: source: tag: kind:, by id or any spelling;
                          name:"Lozova Rudka" where it holds blanks; source:newsweek,rferl for any of these
  in:2023-05              the date can touch that time; before:X it is surely over, after:X it begins after X
  is:disputed             also single-source, unsourced, undated, uncertain, approximate
  -tag:statement          nothing that meets this; - stands before any of the above
Case and accents make no difference. It ends with 0 also where nothing is found.

With --format json: a list with an object for each event, with the fields of `list` and
  hits                 a list of objects for the places of its words, with field (title, summary, quote, tag,
                       name or source), position (which quote or tag, counted from 0, or null), id (of the
                       name or source, or null), start and end (in code points of that text) and around (the
                       hit with the words beside it)
"""
_SHOW_JSON = """\
With --format json: an object with every field of the event as in the file (null or empty where it has none),
with `earliest` and `latest` as `list` gives them; `quotes` is a list of objects with exact, prefix, suffix,
source, kind, speaker, via, dispute, position, variant_of and note; `disputes` leads from ids to questions.
"""
_CHECK_JSON = """\
Each problem has a code; `timeline-tui explain CODE` says more of it. Notes may be on purpose.

With --format line: one line for each problem, as editors read it.
With --format github: the same as workflow commands, which GitHub shows at their lines.
With --format sarif: all as SARIF 2.1.0, which other hosts and editors take.
With --format json: a list with an object for each problem, with file, line, column, code, severity (error,
warning or note), message and hint. Exits with 1 if there is any error, with 2 if a file cannot be read.
"""


_VERIFY = """\
Each passage is verbatim, normalised (only quotation marks, dashes, white space or Unicode form differ),
altered, not found, or its text is not held. Of an altered passage, [-words-] stand only in the passage,
{+words+} only in the text. Texts are found by the `text` path or the `sha256` of their source in the folders
given, and no file outside of these is read. Exits with 1 if any passage is altered or not found.

With --format json: a list with an object for each passage, with event, index (counted from 0), source, state,
start and end (in code points of the decoded text, a byte-order mark not counted; or null), difference (a list
of objects with kind: same, passage or text, and words; or null), changed and words (how many words differ, of
how many) and remark. Texts are read as UTF-8, or as UTF-16 or UTF-32 where they begin with a byte-order mark.
"""


_GAPS = """\
Weak are: events that rest on no passage (neither of their own nor of their parts), on one independent source,
or on one side's word; events with passages that are not verified, where --texts names a folder of texts;
disputes with one position; unsure dates with no note that says why. What is weak need not be wrong: the exit
code is 0 however much there is.

With --format json: a list with an object for each of them, with event (its id), kind (no-passage, one-source,
one-side, not-verified, one-position or date-without-note) and detail (a few words).
"""


_INIT = """\
Without --shipped it is a short one with comments, and timeline.schema.json is written beside it. Its first
line names that file, so that editors that know the YAML language server complete and check what you write.
"""


_SCHEMA = """\
Editors complete and check with it. Where a timeline begins with the line
  # yaml-language-server: $schema=timeline.schema.json
those that know the YAML language server find it beside the timeline; others are told in their settings. It
checks the shape alone; `timeline-tui check` finds the rest.
"""


_COMPLETIONS = """\
bash: put into ~/.bashrc   eval "$(timeline-tui completions bash)"
zsh:  put into ~/.zshrc, below compinit   eval "$(timeline-tui completions zsh)"
fish: timeline-tui completions fish > ~/.config/fish/completions/timeline-tui.fish
"""


_ADD = """\
With -, events are read from standard input: one JSON object, or one a line, with the fields of the file
(id, date as EDTF, title, summary, part_of, names, tags, quotes, disputes, links, note). All are added in one
write, or none where any of them has an error; its problems are told as `check` tells them.

Printed is where each was added, as FILE:LINE: ID. With --format json: a list with an object for each event,
with file, line, id, date and title. With --dry-run: the difference as a patch.
"""


class _Help(Action):
    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        """Stop at once, whatever else is missing from the call."""
        raise Told(parser.format_help().rstrip())


class _Version(Action):
    def __call__(self, *_: object) -> NoReturn:
        """Stop at once."""
        raise Told(f"timeline-tui {__version__}")


class Parser(ArgumentParser):
    """Raises what is wrong with a call, instead of printing it."""

    color = False

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        raise Refusal(message, f"{self.prog} --help")


def parse(arguments: Sequence[str]) -> Namespace:
    """The call as a namespace with `command`, which is `open` where none is named."""
    command = arguments[0] if arguments and arguments[0] in PARSERS else "open"
    parser = PARSERS[command]()
    rest = _joined(arguments if command == "open" else arguments[1:])
    return parser.parse_args(_asked(rest) if command == "search" else rest, Namespace(command=command))


def _asked(arguments: Sequence[str]) -> list[str]:
    """The arguments with those in front that argparse may take for options: a query may begin with -."""
    options: list[str] = []
    rest: list[str] = []
    for argument in arguments:
        if options and options[-1] == "--format":
            options[-1] += f"={argument}"
        else:
            (options if argument.startswith("--") or argument == "-h" else rest).append(argument)
    return [*options, *(["--"] if "--" not in options else []), *rest]


def _joined(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--at -0044-03-15` as one, since argparse takes what begins with - for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] in {"--at", "--as-of", "--date", "--query"}:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _parser(name: str, says: str, more: str = "") -> Parser:
    parser = Parser(
        prog=f"timeline-tui {name}".rstrip(),
        description=says,
        epilog=more,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    # From Python 3.14 on, help has colours otherwise, which are control sequences.
    parser.color = False
    parser.add_argument("-h", "--help", action=_Help, nargs=0, default=SUPPRESS, help="say this and leave")
    return parser


def _open() -> Parser:
    parser = _parser("", "Open a timeline and read it down to the passages of its sources.", _OVERVIEW)
    parser.usage = (
        "timeline-tui [FILE] [--at ID|DATE] [--query QUERY] [--rows ROWS] [--group UNIT] [--fold ID|all]\n"
        "                    [--unfold ID] [--as-of DATE] [--texts FOLDER]\n       timeline-tui COMMAND ..."
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline to open, or a folder of them")
    parser.add_argument(
        "--at",
        metavar="ID|DATE",
        help="the event to open it at, or the day: the first event that begins then or later",
    )
    _with_query(parser)
    parser.add_argument(
        "--rows", choices=("compact", "normal", "full"), help="how much of each event a row says"
    )
    units = ("day", "month", "year", "decade", "century")
    parser.add_argument("--group", choices=units, help="put events together, so that each row is such a time")
    folds = "an event of which the parts are hidden, or all of them; may be given more than once"
    parser.add_argument("--fold", action="append", default=[], metavar="ID|all", help=folds)
    parser.add_argument(
        "--unfold", action="append", default=[], metavar="ID", help="with --fold all, one that is not folded"
    )
    _with_texts(_with_as_of(parser))
    parser.add_argument(
        "--version", action=_Version, nargs=0, default=SUPPRESS, help="say which version this is and leave"
    )
    return parser


def _list() -> Parser:
    parser = _parser("list", "Print the events in the order of the screen.", _LIST_JSON)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    only = "only events that a place, group or person is in: any of its spellings, in any case, or its id"
    parser.add_argument("--name", metavar="SPELLING", help=only)
    _with_query(parser)
    return _with_format(_with_as_of(parser))


def _search() -> Parser:
    parser = _parser("search", "Print the events that a query finds, in the order of the screen.", _SEARCH)
    parser.add_argument("query", metavar="QUERY", help="what to look for, as one argument")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline")
    return _with_format(_with_as_of(parser))


def _show() -> Parser:
    parser = _parser("show", "Print one event with all its passages.", _SHOW_JSON)
    parser.add_argument("id", metavar="ID", help="the event")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_as_of(parser))


def _check() -> Parser:
    parser = _parser("check", "Print every problem in a file, with its line and what to try.", _CHECK_JSON)
    parser.add_argument("files", nargs="*", metavar="FILE", help="the timelines, or folders of them")
    says = "check again whenever a file is saved, until ctrl+c"
    parser.add_argument("--watch", action="store_true", help=says)
    return _with_format(parser, "line", "github", "sarif")


def _explain() -> Parser:
    says = "Print what a sort of problem means, with a wrong and a right example."
    parser = _parser("explain", says, "Without CODE, every code is listed with a sentence that explains it.")
    parser.add_argument("code", nargs="?", metavar="CODE", help="what stands in brackets: unknown-source")
    return parser


def _verify() -> Parser:
    parser = _parser("verify", "Find each passage in the text it was taken from.", _VERIFY)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_texts(parser))


def _gaps() -> Parser:
    parser = _parser("gaps", "Print what is weak in a timeline, each with the event that it leads to.", _GAPS)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_texts(_with_as_of(parser)))


def _add() -> Parser:
    says = "Add an event to a file, where its order of time puts it; nothing else in the file is changed."
    parser = _parser("add", says, _ADD)
    parser.usage = "timeline-tui add FILE --title TITLE [...]\n       timeline-tui add FILE -"
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline")
    parser.add_argument("source", nargs="?", metavar="-", help="take events as JSON from standard input")
    parser.add_argument(
        "--date", help="when: 2024-03-12, or words such as 12 March 2024, spring 2023, c. 1850"
    )
    parser.add_argument("--title", help="a short line for the list")
    parser.add_argument("--id", help="how it is named; made from date and title if not given")
    parser.add_argument("--summary", metavar="TEXT", help="a few sentences that take no side")
    name = "a place, group or person it concerns, in any spelling; may be given more than once"
    parser.add_argument("--name", action="append", default=[], help=name)
    parser.add_argument("--tag", action="append", default=[], help="a word to group by; more than once, too")
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
    return _with_format(parser)


def _init() -> Parser:
    says = "Write a timeline for you to edit. Nothing is ever written over."
    parser = _parser("init", says, _INIT)
    parser.add_argument("file", nargs="?", metavar="FILE", help="what to call it")
    parser.add_argument("--shipped", action="store_true", help="a copy of the timeline that ships")
    return parser


def _completions() -> Parser:
    parser = _parser(
        "completions", "Print what a shell needs to complete commands and options.", _COMPLETIONS
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="for which shell")
    return parser


def _with_as_of(parser: Parser) -> Parser:
    says = "show only what could be known on this day; passages with no date of report are hidden, too"
    parser.add_argument("--as-of", metavar="DATE", help=says)
    return parser


def _with_query(parser: Parser) -> Parser:
    says = "show only the events that answer it; `timeline-tui search --help` says what it can ask"
    parser.add_argument("--query", metavar="QUERY", help=says)
    return parser


def _with_texts(parser: Parser) -> Parser:
    parser.add_argument(
        "--texts",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder that holds texts of the sources; may be given more than once",
    )
    return parser


def _with_format(parser: Parser, *more: str) -> Parser:
    forms = ("text", *more, "json")
    parser.add_argument("--format", choices=forms, default="text", help="how to print it; text if not given")
    return parser


PARSERS: dict[str, Callable[[], Parser]] = {
    "open": _open,
    "list": _list,
    "search": _search,
    "show": _show,
    "check": _check,
    "explain": _explain,
    "verify": _verify,
    "gaps": _gaps,
    "add": _add,
    "init": _init,
    "schema": partial(_parser, "schema", "Print the JSON Schema (draft-07) of the file format.", _SCHEMA),
    "completions": _completions,
    "keys": partial(_parser, "keys", "Print the keys of the screen."),
}
"""What makes the parser of each command."""
