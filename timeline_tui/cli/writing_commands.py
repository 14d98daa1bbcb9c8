"""The commands of the command line that write a file: what each takes, and what is said of it."""

from __future__ import annotations

from typing import Final

from timeline_tui.cli.printing import RECORDS, TEXT, YAML
from timeline_tui.cli.subcommand import SEVERAL, Argument, Column, Subcommand
from timeline_tui.exchange.file_formats import FORMATS as FILE_FORMATS

WRITING: Final = (
    Subcommand(
        name="add",
        brief="add an event to a file, from options or from JSON",
        action="add:add",
        fills="event",
        shape="FILE",
        usage="timeline-tui add FILE --title TITLE [...]\n       timeline-tui add FILE -",
        arguments=(
            Argument("file", nargs="?", metavar="FILE", help="the timeline"),
            Argument("source", nargs="?", metavar="-", help="take events as JSON from standard input"),
            Argument("--dry-run", action="store_true", help="print what would change, and change nothing"),
        ),
        formats=(TEXT, *RECORDS),
        record="event",
        columns=(
            Column("file", "as it was named"),
            Column("line", "where the event begins in it"),
            Column("id", "its own or a new one"),
            Column("date", "in EDTF, or null"),
            Column("title", "as it was given"),
        ),
        examples=(("add my.timeline.yaml --title ...", "a new event, put in its place"),),
    ),
    Subcommand(
        name="gather",
        brief="propose passages of texts: who said what, what happened when",
        action="gathering:say_gathered",
        arguments=(
            Argument(
                "texts",
                nargs="*",
                metavar="TEXT",
                help="texts, Markdown, saved pages, PDFs, or folders of them; - for standard input",
            ),
            Argument(
                "--into",
                metavar="FILE",
                help="the timeline that they are gathered for: its names, passages and sources count",
            ),
            Argument(
                "--published",
                metavar="DATE",
                help="when the texts were published, for such words as Tuesday and last summer",
            ),
        ),
        formats=(TEXT, *RECORDS, YAML),
        record="proposal",
        columns=(
            Column("text", "the file, as it was named"),
            Column("exact", "the passage, letter for letter"),
            Column("start", "in code points of the text, a byte-order mark not counted"),
            Column("end", "the same"),
            Column("kind", "direct, reported or narration"),
            Column(
                "speaker",
                "an object with text, start, end and id (of the name in FILE, or null), and words (an object "
                "with text, start and end) where only a word such as he stands beside the passage; or null",
            ),
            Column("cue", "the verb that passes it on, or null"),
            Column("date", "in EDTF, or null"),
            Column("date_from", "the words that it was read from, or null"),
            Column("inferred", "whether it hangs on the date of the report"),
            Column(
                "published",
                "an object with date (of the report, in EDTF), from (call, file, copied source, page or "
                "dateline: the last is a guess), words, and start and end where these stand in the text; or "
                "null",
            ),
            Column(
                "names", "a list of objects with text and id (of the name in FILE, or null where it is new)"
            ),
            Column("held", "a list of the ids of the events of FILE that have it already"),
            Column("within", "the start of the proposal that it is a part of, or null"),
            Column("sentence", "whether it is one sentence of direct speech that is proposed as a whole"),
            Column("derived_from", "the source of FILE or the text that its text copies, or null"),
            Column("variant_of", "the same, where the passage rewords one of that text, or null"),
        ),
        examples=(
            (
                "gather article.txt --published 2024-03-12",
                "what a text offers: who said what, when",
            ),
        ),
    ),
    Subcommand(
        name="import",
        brief="bring a spreadsheet or another program's file into a timeline, and say what became of it",
        action="importing:bring_in",
        shape="FILE...",
        arguments=(
            Argument("files", nargs="*", metavar="FILE", help="what to bring in; - for standard input"),
            Argument("--into", metavar="TIMELINE", help="add what is new in them to this timeline"),
            Argument("--out", metavar="NEW", help="write a new timeline of them"),
            Argument(
                "--from",
                dest="source_format",
                choices=tuple(FILE_FORMATS),
                help="what they are, where they do not show it",
            ),
            Argument(
                "--map",
                **SEVERAL,
                metavar="date=When",
                help="what a column is, by its header; may be given more than once",
            ),
            Argument("--day-first", action="store_true", help="03/04/2024 is the third of April"),
            Argument("--month-first", action="store_true", help="03/04/2024 is the fourth of March"),
            Argument("--encoding", metavar="NAME", help="what they are written in, such as cp1251"),
            Argument(
                "--separator",
                choices=("commas", "semicolons", "tabs", "bars"),
                help="what stands between the cells of a table",
            ),
            Argument("--dry-run", action="store_true", help="show what each column is, and write nothing"),
        ),
        formats=(TEXT, "json", "jsonl"),
        record="call",
        columns=(
            Column("files", "each with `file`, `format`, `encoding` and what its `columns` are"),
            Column("into", "the timeline"),
            Column("rows", "how many they hold"),
            Column("events", "how many came in"),
            Column("sources", "how many came in"),
            Column("names", "how many came in"),
            Column("undated", "how many of the events stand under no date"),
            Column("already", "rows that were there already"),
            Column("cells", "how many they hold"),
            Column("cells_in", "how many of them came in"),
            Column("cells_already", "how many of them were there already"),
            Column("changed", "a list of `what`, `count` and `examples`"),
            Column("left_out", "the same, of what did not come in"),
        ),
        examples=(("import my.csv --out my.timeline.yaml", "a timeline from a spreadsheet"),),
    ),
    Subcommand(
        name="init",
        brief="write a timeline to start from, with comments, for you to edit",
        action="starting:start_timeline",
        arguments=(
            Argument("file", nargs="?", metavar="FILE", help="what to call it"),
            Argument("--shipped", action="store_true", help="a copy of the timeline that ships"),
            Argument(
                "--git",
                action="store_true",
                help="write .gitattributes instead, in the repository of FILE or of the folder that you are "
                "in, and print the lines that let git merge and compare timelines event by event",
            ),
        ),
        examples=(
            ("init my.timeline.yaml", "a short one to start from, with comments"),
            ("init --shipped", "or a copy of the shipped timeline, for you to edit"),
            ("init --git", "let git merge timelines event by event"),
        ),
    ),
    Subcommand(
        name="merge",
        brief="merge what two people did to one timeline, for git",
        action="merging:merge_files",
        arguments=(
            Argument("base", metavar="BASE", help="the version before both"),
            Argument("ours", metavar="OURS", help="the one version, which is written over"),
            Argument("theirs", metavar="THEIRS", help="the other version"),
            Argument("--name", metavar="FILE", help="what to call it in what is said"),
        ),
        examples=(("merge BASE OURS THEIRS", "what git calls where two changed one timeline"),),
    ),
    Subcommand(
        name="tutorial",
        brief="open a timeline in which one learns the program by doing what its events say",
        action="starting:open_tutorial",
        arguments=(Argument("--again", action="store_true", help="begin anew, with nothing done"),),
        examples=(("tutorial", "learn the program in twelve events"),),
    ),
)
