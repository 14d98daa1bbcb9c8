"""Every command of the command line, declared once: help, completion, dispatch and its page come from here.

What its help says below the options is a text of its name
in `manuals`.
"""

from __future__ import annotations

from typing import Final

from timeline_tui.cli.printing import MARKDOWN, PROBLEMS, RECORDS, TEXT
from timeline_tui.cli.subcommand import AS_OF, FILE, QUERY, SEVERAL, TEXTS, Argument, Column, Subcommand
from timeline_tui.cli.writing_commands import WRITING
from timeline_tui.export.formats import FORMATS as HANDED_ON

_OF_EVENT = (
    Column("id", "of the event, its own or made from date and title"),
    Column("date", "as written, or null"),
    Column("earliest", "the first day it can mean, such as 2023-05-01; null where open or unknown"),
    Column("latest", "the last day"),
    Column("misdated", "what is written in the place of its date, where that is not understood, or null"),
    Column("title", "of the event"),
    Column("key", "whether it is what one tells first"),
    Column("part_of", "the id of an event, or null"),
    Column("names", "a list of ids"),
    Column("quotes", "how many"),
    Column("sources", "a list of the ids of the sources that are quoted"),
    Column("independent_sources", "how many, copies and translations of one text counted once"),
    Column("cited", "a list of the ids of the sources that report it, with no passage taken from them"),
    Column("disputes", "a list of the ids of the disputes that it asks or its quotes answer"),
    Column("fields", "what it says in words of its own, each with a text or a list of texts"),
)

_READING: Final = (
    Subcommand(
        name="open",
        brief="open a timeline and read it down to the passages of its sources",
        action="screen:open_called",
        usage=(
            "timeline-tui [FILE] [--at ID|DATE] [--query QUERY] [--rows ROWS] [--group UNIT] "
            "[--fold ID|all]\n                    [--unfold ID] [--view chart|cover] [--lanes KIND] "
            "[--present] [--as-of DATE] [--texts FOLDER]\n"
            "       timeline-tui COMMAND ..."
        ),
        arguments=(
            Argument("file", nargs="?", metavar="FILE", help="the timeline to open, or a folder of them"),
            Argument(
                "--at",
                metavar="ID|DATE",
                help="the event to open it at, or the day: the first event that begins then or later",
            ),
            QUERY,
            Argument(
                "--rows", choices=("compact", "normal", "full"), help="how much of each event a row says"
            ),
            Argument(
                "--group",
                choices=("day", "month", "year", "decade", "century"),
                help="put events together, so that each row is such a time",
            ),
            Argument(
                "--fold",
                **SEVERAL,
                metavar="ID|all",
                help="an event of which the parts are hidden, or all of them; may be given more than once",
            ),
            Argument(
                "--unfold",
                **SEVERAL,
                metavar="ID",
                help="with --fold all, one that is not folded",
            ),
            Argument(
                "--view",
                choices=("list", "chart", "cover"),
                help="draw time as a chart in the place of the list, or begin at the cover, wherever the "
                "timeline was left",
            ),
            Argument(
                "--lanes",
                metavar="KIND",
                help="with --view chart, what its lanes are by: none, part, place, group, person, speaker, "
                "source, tag, or a word of the file's own",
            ),
            Argument(
                "--present",
                action="store_true",
                help="show the list or the chart, and one event at a time, with nothing around them, for a "
                "room that looks on",
            ),
            AS_OF,
            TEXTS,
        ),
    ),
    Subcommand(
        name="list",
        brief="print the events, in the order of the screen",
        action="listing:say_list",
        arguments=(
            FILE,
            Argument(
                "--name",
                metavar="SPELLING",
                help="only events that a place, group or person is in: any spelling, in any case, or its id",
            ),
            QUERY,
            AS_OF,
            TEXTS,
        ),
        formats=(TEXT, *RECORDS),
        record="event",
        columns=_OF_EVENT,
        examples=(
            ("list my.timeline.yaml", "one line an event, in order"),
            ("list --name Tetkino", "events that a place, group or person is in, by any spelling"),
            ("list --as-of 2024-03-12", "what could be known on that day; also where a file is opened"),
        ),
    ),
    Subcommand(
        name="search",
        brief="print the events that a query finds, and where its words stand",
        action="listing:say_found",
        arguments=(
            Argument("query", metavar="QUERY", help="what to look for, as one argument"),
            FILE,
            AS_OF,
            TEXTS,
        ),
        formats=(TEXT, *RECORDS),
        record="event",
        columns=(
            *_OF_EVENT,
            Column(
                "hits",
                "a list of objects for the places of its words, with field (title, summary, quote, tag, "
                "media, field, name or source), position (which quote, tag or media, counted from 0, or "
                "null), id (of the name or source, or the word of the field, or null), start and end (in "
                "code points of that text) and around (the hit with the words beside it)",
            ),
        ),
        examples=(('search "drone in:2024-03"', "what a query finds"),),
    ),
    Subcommand(
        name="show",
        brief="print one event with all its passages",
        action="showing:say_event",
        arguments=(Argument("id", metavar="ID", help="the event"), FILE, AS_OF),
        formats=(TEXT, "json", "jsonl"),
        examples=(("show tyotkino", "one event with all its passages"),),
    ),
    Subcommand(
        name="chart",
        brief="draw time from left to right, each event with what its date says",
        action="text_chart:say_chart",
        arguments=(
            FILE,
            Argument(
                "--lanes",
                default="none",
                metavar="KIND",
                help="a row for each part, place, group, person, speaker, source, tag or text of a field",
            ),
            Argument("--width", metavar="N", help="how many cells wide; the terminal's width, or 100"),
            Argument(
                "--parts", action="store_true", help="draw the parts of events, too, not only their number"
            ),
            QUERY,
            AS_OF,
            TEXTS,
        ),
        examples=(
            ("chart my.timeline.yaml", "time from left to right, for notes and mails"),
            ("chart --lanes place --width 120", "the same in a lane for each place"),
        ),
    ),
    Subcommand(
        name="about",
        brief="print what a timeline is about: its key events, disputes and sources",
        action="showing:say_cover",
        arguments=(FILE, AS_OF, TEXTS),
        examples=(("about my.timeline.yaml", "what it is about: key events, disputes, sources"),),
    ),
    Subcommand(
        name="tour",
        brief="play a tour of the timeline step by step, or print it",
        action="showing:tour",
        arguments=(
            FILE,
            Argument("id", nargs="?", metavar="ID", help="the tour; all of them if not given"),
            AS_OF,
            TEXTS,
        ),
        formats=(TEXT, *RECORDS),
        record="step",
        columns=(
            Column("tour", "its id"),
            Column("step", "its number, counted from 1"),
            Column("event", "the id of its event"),
            Column("date", "of the event, as written, or null"),
            Column("title", "of the event, or null where it is not in the timeline"),
            Column("text", "what is said there, or null"),
            Column("passage", "which quote of the event it shows, counted from 0, or null"),
            Column("exact", "the passage, or null"),
            Column("source", "the id of its source, or null"),
        ),
        examples=(("tour my.timeline.yaml", "play the tour that the file has, on a wall or at a desk"),),
    ),
    Subcommand(
        name="export",
        brief="hand a timeline on, in a form that other programs read",
        action="exporting:export",
        arguments=(
            FILE,
            Argument(
                "--to",
                choices=tuple(HANDED_ON),
                help="; ".join(f"{row.name}: {row.meaning}" for row in HANDED_ON.values()),
            ),
            Argument("--out", metavar="PATH", help="the file to write; standard output if not given"),
            Argument("--replace", action="store_true", help="write over the file that is there"),
            Argument(
                "--for-spreadsheet",
                action="store_true",
                help="in a table, put ' before cells that a spreadsheet would take for formulas",
            ),
            Argument(
                "--style",
                metavar="STYLE",
                help="in a chronology, the style of citation: a file of CSL or its name; needs pandoc",
            ),
            Argument("--lang", metavar="TAG", help="the language of the page's own words, such as en"),
            QUERY,
            AS_OF,
            TEXTS,
        ),
        examples=(
            ("export my.timeline.yaml --to csv --out my.csv", "a table for a spreadsheet"),
            ("export my.timeline.yaml --to markdown --style apa.csl", "a chronology with notes in a style"),
        ),
    ),
    Subcommand(
        name="check",
        brief="print every problem in a file, with its line and what to try",
        action="checking:check_files",
        arguments=(
            Argument("files", nargs="*", metavar="FILE", help="the timelines, or folders of them"),
            Argument(
                "--watch", action="store_true", help="check again whenever a file is saved, until ctrl+c"
            ),
        ),
        formats=(*PROBLEMS, *RECORDS),
        record="problem",
        columns=(
            Column("file", "its name"),
            Column("line", "counted from 1; null where it is the whole file"),
            Column("column", "the same"),
            Column("code", "its sort; `timeline-tui explain CODE` says more of it"),
            Column("severity", "error, warning or note"),
            Column("message", "what is wrong"),
            Column("hint", "what to try, or null"),
            Column("ends", "whether nothing from that line on was read"),
        ),
        examples=(
            ("check my.timeline.yaml", "every problem, with its line and what to try"),
            ("check my/folder", "all files in it as one; all but `add` take a folder"),
            ("check --watch my.timeline.yaml", "the same, again after each save"),
        ),
    ),
    Subcommand(
        name="explain",
        brief="print what a sort of problem means, with a wrong and a right example",
        action="checking:say_explanation",
        arguments=(
            Argument(
                "code", nargs="?", metavar="CODE", help="what stands in brackets, such as unknown-source"
            ),
        ),
        examples=(("explain unknown-source", "what a problem means, with a wrong and a right example"),),
    ),
    Subcommand(
        name="verify",
        brief="find each passage in the text it was taken from",
        action="verifying:say_findings",
        arguments=(
            FILE,
            Argument("--only", metavar="STATES", help="these alone, such as altered,not-found,cut"),
            TEXTS,
        ),
        formats=(TEXT, *RECORDS),
        record="passage",
        columns=(
            Column("event", "its id"),
            Column("index", "which passage of the event, counted from 0"),
            Column("source", "its id, or null"),
            Column("state", "what became of it"),
            Column("start", "in code points of the decoded text, a byte-order mark not counted; or null"),
            Column("end", "the same"),
            Column("difference", "a list of objects with kind: same, passage or text, and words; or null"),
            Column("changed", "how many words differ, or are left out"),
            Column("words", "of how many"),
            Column("remark", "what else there is to say, or null"),
        ),
        examples=(("verify --texts FOLDER", "each passage against the text it was taken from"),),
    ),
    Subcommand(
        name="gaps",
        brief="print what is weak: events that rest on little, unsure dates",
        action="showing:say_gaps",
        arguments=(FILE, AS_OF, TEXTS),
        formats=(TEXT, *RECORDS),
        record="weak point",
        columns=(
            Column("event", "its id"),
            Column(
                "kind",
                "not-found, altered, cut, no-passage, only-cited, one-source, one-side, not-verified, "
                "one-position or date-without-note",
            ),
            Column("detail", "a few words"),
            Column("passage", "which of the event, counted from 0, or null"),
        ),
        examples=(("gaps my.timeline.yaml", "what is weak: events that rest on little, unsure dates"),),
    ),
    Subcommand(
        name="diff",
        brief="print what changed between two files, or versions of one that git holds",
        action="comparing:say_difference",
        behind=True,
        shape="OLD NEW",
        usage=(
            "timeline-tui diff OLD NEW [--format FORMAT] [--exit-code]\n"
            "       timeline-tui diff [REVISION [REVISION]] [--] FILE\n"
            "       timeline-tui diff --textconv FILE"
        ),
        arguments=(
            Argument(
                "versions",
                nargs="*",
                metavar="FILE",
                help="two files or folders; or one, and before it the revisions of git to compare it at",
            ),
            Argument("--exit-code", action="store_true", help="exit with 1 if anything changed, as git does"),
            Argument(
                "--textconv",
                action="store_true",
                help="print one file as steady lines of text, for git diff to compare",
            ),
        ),
        formats=(TEXT, MARKDOWN, *RECORDS),
        record="change",
        columns=(
            Column("part", "timeline, source, name, tour or event"),
            Column("id", "of the source, name, tour or event, as it is now"),
            Column("title", "what it is called"),
            Column("date", "of the event, in EDTF; or null"),
            Column("change", "added, removed, changed, renamed or moved"),
            Column("field", "what of it, such as date or quotes.exact; null where it is new or gone"),
            Column("before", "what it said, or null"),
            Column("after", "what it says, or null"),
            Column("words", "a list of objects with in: both, old or new, and words; or null"),
            Column("sentence", "the same as one says it"),
        ),
        examples=(
            ("diff old.timeline.yaml new.timeline.yaml", "what changed, in words"),
            ("diff my.timeline.yaml", "what changed since it was committed to git"),
            ("diff HEAD~3 HEAD -- my.timeline.yaml", "what changed between two of its versions"),
        ),
    ),
)
_OF_PROGRAM: Final = (
    Subcommand(
        name="schema",
        brief="print the JSON Schema (draft-07) of the file format, for editors",
        action="starting:say_schema",
        examples=(("schema", "the JSON Schema of the file, for editors"),),
    ),
    Subcommand(
        name="completions",
        brief="print what bash, zsh or fish needs to complete commands and options",
        action="arguments:say_completions",
        shape="SHELL",
        arguments=(Argument("shell", choices=("bash", "zsh", "fish"), help="for which shell"),),
        examples=(("completions bash", "what bash, zsh or fish needs to complete all of these"),),
    ),
    Subcommand(
        name="keys",
        brief="print the keys of the screen",
        action="arguments:say_keys",
        examples=(("keys", "all keys of the screen"),),
    ),
)
COMMANDS: Final = {command.name: command for command in (*_READING, *WRITING, *_OF_PROGRAM)}
"""Every command by its name; `open` stands for none being named."""
