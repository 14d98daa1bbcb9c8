"""What `--help` says of each command below its options."""

from __future__ import annotations

from timeline_tui.model.criteria import CRITERIA

OVERVIEW = """\
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
LIST = """\
With --format json: a list with an object for each event, with
  id                   of the event, its own or made from date and title
  date                 as written, or null
  earliest, latest     the days it can mean, such as 2023-05-01; null where open or unknown
  misdated             what is written in the place of its date, where that is not understood, or null
  title, part_of       part_of is the id of an event, or null
  key                  whether it is what one tells first
  names                a list of ids
  quotes               how many
  sources              a list of the ids of the sources that are quoted
  independent_sources  how many, copies and translations of one text counted once
  cited                a list of the ids of the sources that report it, with no passage taken from them
  disputes             a list of the ids of the disputes that it asks or its quotes answer
  fields               an object with what it says in words of its own, each with a text or a list of texts
"""
_VALUED = " ".join(f"{row.word}:" for row in CRITERIA.values() if row.lists or row.staged)
SEARCH = f"""\
What a QUERY is made of, joined by blanks; an event has to meet all of it:
  oil refinery            words, anywhere in title, summary, passages, tags, captions and credits of pictures,
                          in the names that it mentions (in every spelling), in titles and outlets of its
                          sources or in the `fields` of all of these; the last word may be begun
  "oil refinery"          words one after the other
  refin*                  the beginning of a word
  name:tyotkino           by id or any spelling; name:"Lozova Rudka" where it holds blanks;
                          source:newsweek,rferl for any of these; all that take such values:
                          {_VALUED}
  in:2023-05              the date can touch that time; before:X it is surely over, after:X it begins after X;
                          about a date, or perhaps, is taken for that date
  field:status=verified   what the event, its sources or its names say under `fields`; also field:status, and
                          field:"legal status=not proven"; a minus before a number counts, other marks do not
                          (a value written letter for letter as the file has it means that one alone)
  is:disputed             also key, single-source, only-cited (sources report it, with no passage), unsourced,
                          undated, misdated (its date is not understood), uncertain, approximate; altered,
                          not-found and cut compare passages with the texts of --texts or of the settings
  -tag:statement          nothing that meets this; - stands before any of the above
  drone OR tag:fighting   either; OR joins the two terms beside it, so that raid drone OR shell is raid with
                          one of the others; in small letters or in quotation marks it is a word
Case and accents make no difference. It ends with 0 also where nothing is found, with 1 where the file has
errors.

With --format json: a list with an object for each event, with the fields of `list` and
  hits                 a list of objects for the places of its words, with field (title, summary, quote, tag,
                       media, field, name or source), position (which quote, tag or media, counted from 0, or
                       null), id (of the name or source, or the word of the field, or null), start and end (in
                       code points of that text) and around (the hit with the words beside it)
"""
SHOW = """\
With --format json: an object with every field of the event as in the file (null or empty where it has none),
with `earliest` and `latest` as `list` gives them; `quotes` is a list of objects with exact, prefix, suffix,
source, kind, speaker, via, dispute, position, variant_of and note; `disputes` leads from ids to questions.
"""
CHECK = """\
Each problem has a code; `timeline-tui explain CODE` says more of it. Notes may be on purpose.

With --format line: one line for each problem, as editors read it.
With --format github: the same as workflow commands, which GitHub shows at their lines.
With --format sarif: all as SARIF 2.1.0, which other hosts and editors take.
With --format json: a list with an object for each problem, with file, line, column, code, severity (error,
warning or note), message, hint and ends (whether nothing from that line on was read). Of a file with more
than 500 problems the gravest are listed, and one of the code more-problems says how many are not.
Exits with 1 if there is any error, with 2 if a file cannot be read.
"""
VERIFY = """\
Each passage is verbatim (letter for letter, in whole words), normalised (only quotation marks, dashes, white
space, hyphens at the ends of lines or Unicode forms differ), cut (an ellipsis stands for words of the text,
or a word or number is taken in two), altered, not found, or its text is not held. Of one that is cut or
altered, [-words-] stand only in the passage, {+words+} only in the text. How many are in each state is said
first, on stderr. With --only altered,not-found,cut these states alone are printed.

Texts are found by the `text` path or the `sha256` of their source in the folders given, and no file outside
of these is read. Exits with 1 if any passage is altered or not found, or the file has errors, with a word on
what was not read of it; a cut is no error.

With --format json: a list with an object for each passage, with event, index (counted from 0), source, state,
start and end (in code points of the decoded text, a byte-order mark not counted; or null), difference (a list
of objects with kind: same, passage or text, and words; or null), changed and words (how many words differ, or
are left out, of how many) and remark. Texts are read as UTF-8, or as UTF-16 or UTF-32 where they begin with a
byte-order mark.
"""
GAPS = """\
Weak are: passages that are not found, altered or cut, and events with passages that are not verified, where
--texts names a folder of texts; events that rest on no passage (neither of their own nor of their parts), on
one independent source, or on one side's word; disputes with one position; unsure dates with no note that says
why. What is weak need not be wrong: the exit code is 0 however much there is, unless the file itself has
errors.

With --format json: a list with an object for each of them, with event (its id), kind (not-found, altered,
cut, no-passage, only-cited, one-source, one-side, not-verified, one-position or date-without-note), detail (a
few words) and passage (which of the event, counted from 0, or null).
"""
INIT = """\
Without --shipped it is a short one with comments, and timeline.schema.json is written beside it. Its first
line names that file, so that editors that know the YAML language server complete and check what you write.
"""
SCHEMA = """\
Editors complete and check with it. Where a timeline begins with the line
  # yaml-language-server: $schema=timeline.schema.json
those that know the YAML language server find it beside the timeline; others are told in their settings. It
checks the shape alone; `timeline-tui check` finds the rest.
"""
COMPLETIONS = """\
bash: put into ~/.bashrc   eval "$(timeline-tui completions bash)"
zsh:  put into ~/.zshrc, below compinit   eval "$(timeline-tui completions zsh)"
fish: timeline-tui completions fish > ~/.config/fish/completions/timeline-tui.fish
"""
ADD = """\
With -, events are read from standard input: one JSON object, or one a line, with the fields of the file
(id, date as EDTF, title, key, summary, part_of, names, tags, quotes, sources, disputes, links, media, fields,
note). An object may bring sources and names too, by their ids, beside a list of events or with none:
{"sources": {"kyiv": {"title": "..."}}, "names": {}, "events": []}. What the file lists already must say the
same. All are added in one write, or none where any of them has an error; its problems are told as `check`
tells them.

Printed is where each was added, as FILE:LINE: ID. With --format json: a list with an object for each event,
with file, line, id, date and title. With --dry-run: the difference as a patch.
"""
