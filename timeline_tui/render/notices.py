"""The pages of no single event, source or name: groups, the help, nothing found, what is wrong or weak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len

from timeline_tui.index.records import Group, Row
from timeline_tui.model.days import to_civil, year_iso
from timeline_tui.model.limits import PROBLEMS
from timeline_tui.model.passage_states import LABELS, Weak, Weakness
from timeline_tui.problems import reports
from timeline_tui.problems.problem import Problem, Severity, severity_words
from timeline_tui.render import date_column
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Role, StopKind, legend
from timeline_tui.render.group import period_in_words, unknown_words
from timeline_tui.render.page import Link, Page, titled
from timeline_tui.render.phrases import counted, short
from timeline_tui.render.row import beside_each_other, row_line
from timeline_tui.render.wrapping import crop, pad, wrap
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.index.lacking import Lack
    from timeline_tui.render.marking import Spans


MOST = 60
"""Events that the page lists; the rest are counted."""


def group_page(
    group: Group, rows: Sequence[Row], width: int, marks: Marks = FULL, spans: Spans | None = None
) -> Document:
    """Its name, its counts, and its first events in the rows of the list; `spans` finds what was sought."""
    page = Page(width, marks)
    unsure = unknown_words(group) if group.first is not None else ""
    page.add(Piece(period_in_words(group) + (f", {unsure}" if unsure else ""), "strong"))
    disputed = f", {group.disputed:,} with a disputed point" if group.disputed else ""
    page.add(Piece(counted(group.events, "event") + disputed, "muted"))
    page.blank()
    year, room = _year(group), min(width, page.measure)
    # Sorted so, the others stay in the order of time.
    told = [
        row._replace(depth=0, year=year, heading=None, gap=None)
        for row in sorted(rows, key=lambda row: not row.key)
    ]
    for row, said in zip(told, beside_each_other(told), strict=True):
        line = row_line(row, room, said=said, marks=marks, spans=spans)
        page.lines.append(Line(line.pieces[1:]))
    if len(rows) < group.events:
        page.add(Piece(f"and {group.events - len(rows):,} more", "muted"))
    return page.document()


def _year(group: Group) -> str | None:
    """The year of all its events, which its name says."""
    if group.first is None or group.unit not in {"day", "month", "year"}:
        return None
    return year_iso(to_civil(group.first)[0])


def reading_page(file: str, width: int, marks: Marks = FULL) -> Document:
    """For a file of which nothing is read yet."""
    page = Page(width, marks)
    page.add(Piece(f"Reading {visible(file)}", "muted"))
    return page.document()


def failed_page(
    file: str, reason: str, problems: Sequence[Problem], width: int, marks: Marks = FULL
) -> Document:
    """For a file of which nothing could be read."""
    page = Page(width, marks)
    page.add(Piece(f"{visible(file)} could not be opened", "strong"))
    page.blank()
    if problems:
        page.lines += problems_page(problems, width, marks=marks).lines
    else:
        page.field(reason, "error")
    page.blank()
    page.keyed("Mend the file: it is shown as soon as it is saved. <q> leaves.")
    return page.document()


def nothing_page(
    query: str,
    lacks: Sequence[Lack] | None,
    width: int,
    *,
    complete: bool = True,
    unknown: Sequence[str] = (),
    marks: Marks = FULL,
) -> Document:
    """What was asked for, what would bring some back, what was perhaps meant; None while that is unknown.

    `unknown` says why something that was asked for cannot be known.
    """
    page = Page(width, marks)
    page.add(Piece("No event answers this", "strong"))
    page.blank()
    page.add(Piece(short(query.strip()), "quote"), indent=2)
    if not complete:
        page.blank()
        page.add(Piece("The file is still being read: only what is read so far was searched.", "warning"))
    for reason in unknown:
        page.blank()
        page.add(Piece(f"{short(reason)}.", "warning"))
    _draw_lacks(page, lacks or ())
    page.blank()
    if any(lack.near for lack in lacks or ()):
        page.keyed("<Tab> in the query takes what is spelled like it.")
    page.keyed("</> changes the query, <F> shows every event.")
    return page.document()


def _draw_lacks(page: Page, lacks: Sequence[Lack]) -> None:
    helping = [lack for lack in lacks if lack.without] if len(lacks) > 1 else []
    if len(lacks) > 1:
        page.blank()
        said = "Some are found without:" if helping else "None is found without any one of its terms."
        page.add(Piece(said))
    for lack in helping:
        page.add(
            Piece(short(lack.term), "strong"), Piece(f"  {counted(lack.without, 'event')}", "muted"), indent=2
        )
    for lack in lacks:
        if lack.near:
            page.blank()
            page.add(Piece("Nothing has "), Piece(short(lack.term), "strong"), Piece("; spelled like it:"))
            for near in lack.near:
                page.add(Piece(short(near.value), "strong"), indent=2)


def small_page(columns: int, rows: int, width: int, height: int) -> list[str]:
    """What to say in a window that is too small, in as many words as it holds."""
    said = (
        f"This window is {width} by {height}, and a timeline needs {columns} by {rows}. "
        "Make it larger, or press Ctrl+Q to quit."
    )
    lines = wrap(said, max(width, 1))
    return lines if len(lines) <= height else wrap(f"needs {columns}x{rows}", max(width, 1))[:height]


class Declared(Protocol):
    """What the help needs of a command."""

    @property
    def group(self) -> str:
        """The heading that it stands under."""

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""

    @property
    def id(self) -> str:
        """A few words joined by hyphens."""

    @property
    def label(self) -> str:
        """What it does, in a word or three."""

    @property
    def help(self) -> str:
        """One sentence."""


def help_page(commands: Iterable[Declared], width: int, marks: Marks = FULL, *, sought: str = "") -> Document:
    """The keys of the first group, the legend, then all other keys by group; only what has the words sought.

    Each command is a stop, since it can be done from here.
    """
    page, words = Page(width, marks), sought.casefold().split()
    for number, (group, held) in enumerate(groupby(commands, lambda command: command.group)):
        _draw_commands(page, group, [command for command in held if command.shown_keys], words)
        if not number:
            # What is seen at once is asked about first.
            _draw_legend(page, marks, words)
    if not page.lines:
        page.add(Piece("Nothing in the help has these words", "strong"))
    return page.document()


def _draw_commands(page: Page, group: str, commands: Iterable[Declared], words: Sequence[str]) -> None:
    found = [one for one in commands if _has(words, group, *one.shown_keys, one.label, one.help)]
    if found:
        page.heading(group)
    for command in found:
        first = len(page.lines)
        _draw_row(page, " ".join(command.shown_keys), command.help, "key")
        page.stop("command", first, command.id)


def _has(words: Sequence[str], *texts: str) -> bool:
    """Whether each of the words stands in one of the texts."""
    folded = " ".join(texts).casefold()
    return all(word in folded for word in words)


def _draw_legend(page: Page, marks: Marks, words: Sequence[str]) -> None:
    _draw_table(page, "Marks", legend(marks), "mark", words)
    forms = [(marks.of_date(form), meaning) for form, meaning in date_column.legend()]
    _draw_table(page, "Dates in the list", forms, "date", words)
    from timeline_tui.render import chart_lines

    _draw_table(page, "Signs of the chart", chart_lines.legend(marks), "date", words)


def _draw_table(
    page: Page, heading: str, rows: list[tuple[str, str]], role: Role, words: Sequence[str]
) -> None:
    found = [(sign, meaning) for sign, meaning in rows if _has(words, heading, sign, meaning)]
    if found:
        page.heading(heading)
    for sign, meaning in found:
        _draw_row(page, sign, meaning, role)


def _draw_row(page: Page, sign: str, meaning: str, role: Role) -> None:
    page.add(Piece(pad(sign, 16), role), Piece(f" {meaning}"), indent=2, hang=17)


MOST_WEAK = 100
"""Of each kind, how many the page draws; the rest are counted."""
NOT_COMPARED = "No passage was compared with its text: name a folder of texts with --texts."
_WHAT = "What the timeline rests on least. What is weak need not be wrong."


def weak_page(
    counts: Mapping[Weak, int],
    first: Mapping[Weak, Sequence[Weakness]],
    width: int,
    *,
    compared: bool,
    marks: Marks = FULL,
) -> Document:
    """How much there is of each kind, and the first of them; Enter on one leads to its event."""
    page = Page(width, marks)
    page.add(Piece(_WHAT if counts else "Nothing weak was found."))
    if not compared:
        page.add(Piece(NOT_COMPARED, "muted"))
    for kind, count in counts.items():
        page.heading(f"{LABELS[kind]}: {count:,}")
        drawn = first.get(kind, ())[:MOST_WEAK]
        for weakness in drawn:
            draw_weakness(page, weakness)
        if more := count - len(drawn):
            noun = "passage" if drawn and drawn[0].position is not None else "event"
            what = f"{counted(more, f'more {noun}')} not shown here; timeline-tui gaps prints all"
            page.add(Piece(f"{marks.more} {what}", "muted"))
    return page.document()


def draw_weakness(page: Page, weakness: Weakness) -> None:
    """One line that leads to the event, or to a passage of it, and what is weak there."""
    kind: StopKind = "event" if weakness.position is None else "passage"
    line, below = titled(weakness.title, weakness.date), (Piece(short(weakness.detail), "muted"),)
    page.entry(Link(kind, weakness.event, line, below, weakness.rank, weakness.position or 0))


def looking_page(done: int, total: int, width: int, marks: Marks = FULL) -> Document:
    """While it is looked for, how far that is."""
    page = Page(width, marks)
    share = f"  {100 * done // total} %" if total else ""
    page.add(Piece(f"Looking for what is weak{share}", "muted"))
    return page.document()


def not_found_page(reason: str, width: int, marks: Marks = FULL) -> Document:
    """Where it could not be looked for."""
    page = Page(width, marks)
    page.field(f"What is weak is not known: {reason}", "error")
    return page.document()


MOST_PROBLEMS = PROBLEMS.value
"""Problems that the page draws; the rest are counted."""
SEVERITIES: Mapping[Severity, Role] = {"error": "error", "warning": "warning", "note": "strong"}
"""How each is drawn."""
_ROLES: Mapping[reports.Role, Role] = {"frame": "muted", "text": "plain", "related": "mark", "hint": "plain"}
# Cells of the line that stay in sight before what is marked.
_LEAD = 4

PictureLine = list[reports.Styled]


def problems_page(
    problems: Sequence[Problem],
    width: int,
    *,
    more: int = 0,
    remark: str = "",
    passages: Sequence[Weakness] = (),
    faulty: int = 0,
    marks: Marks = FULL,
) -> Document:
    """Every problem with its line and what to try, below the remark; `more` were counted but not kept.

    Above them stand the first of the `faulty` passages, which do not stand so in their texts.
    """
    page = Page(width, marks)
    if faulty:
        _draw_passages(page, passages, faulty)
    if remark:
        page.add(Piece(f"{remark}.", "warning"))
        page.blank()
    if not problems and not faulty:
        page.add(Piece("Nothing is wrong in this file."))
        return page.document()
    if problems:
        said = counted(len(problems) + more, "problem") if more else severity_words(problems)
        page.add(Piece(said, "heading"))
    for number, problem in enumerate(problems[:MOST_PROBLEMS]):
        page.blank()
        first = len(page.lines)
        _draw_problem(page, problem)
        page.stop("problem", first, reports.address(problem.place), number=number)
    page.rest(more + max(len(problems) - MOST_PROBLEMS, 0), "problem")
    return page.document()


def _draw_passages(page: Page, passages: Sequence[Weakness], faulty: int) -> None:
    """Each passage with its event and what is wrong with it; Enter opens it there."""
    do = "does" if faulty == 1 else "do"
    page.add(Piece(f"{counted(faulty, 'passage')} {do} not stand so in the text", "heading"))
    for passage in passages:
        draw_weakness(page, passage)
    page.rest(faulty - len(passages), "passage")
    page.blank()


def _draw_problem(page: Page, problem: Problem) -> None:
    """The picture, with words wrapped and the lines of the file moved so far that what is marked shows."""
    roles = {**_ROLES, "headline": SEVERITIES[problem.severity], "wrong": SEVERITIES[problem.severity]}
    lines = reports.pieces(problem, ascii_only=page.marks.plain)
    for group in _groups(lines):
        moved = _moved_by(group, page.width)
        for line in group:
            frame = cell_len(line[0].text)
            pieces = [Piece(piece.text, roles[piece.role]) for piece in line]
            if line[-1].role == "text" and len(line) == 2 and len(group) > 1:
                page.lines.append(_excerpt(pieces, moved, page))
            elif line[-1].role in {"wrong", "related"}:
                _draw_mark(page, pieces, moved, frame)
            else:
                page.add(*pieces, hang=frame if len(line) > 1 else 2)


def _groups(lines: Sequence[PictureLine]) -> Iterator[list[PictureLine]]:
    """Each line of the file together with the marks under it, and every other line alone."""
    group: list[PictureLine] = []
    for line in lines:
        if group and line[-1].role not in {"wrong", "related"}:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _moved_by(group: Sequence[PictureLine], width: int) -> int:
    """How many cells of a line of the file are left out at its beginning."""
    for line in group[1:]:
        strokes = line[1].text
        lead = len(strokes) - len(strokes.lstrip(" "))
        needed = sum(cell_len(piece.text) for piece in line) + (len(line) == 2)
        if needed > width:
            return max(min(lead - _LEAD, needed - width), 0)
    return 0


def _excerpt(pieces: Sequence[Piece], moved: int, page: Page) -> Line:
    frame, text = pieces
    shown = text.text
    if moved:
        # A wide letter that is cut in half leaves a space.
        rest = shown[len(crop(shown, moved + 1)) :]
        gap = cell_len(shown) - moved - 1 - cell_len(rest)
        shown = page.marks.more + " " * gap + rest
    room = page.width - cell_len(frame.text)
    if cell_len(shown) > room:
        shown = crop(shown, max(room - 1, 0)) + page.marks.more
    return Line((frame, Piece(crop(shown, max(room, 0)), text.role)))


def _draw_mark(page: Page, pieces: Sequence[Piece], moved: int, frame: int) -> None:
    """The strokes, and right of them or below them what is wrong there."""
    edge, (strokes, role, *_), *label = pieces
    strokes = crop(strokes[moved:], max(page.width - frame, 0))
    if frame + len(strokes) + sum(cell_len(piece.text) for piece in label) <= page.width:
        page.lines.append(Line((edge, Piece(strokes, role), *label)))
        return
    page.lines.append(Line((edge, Piece(strokes, role))))
    lead = len(strokes) - len(strokes.lstrip(" "))
    said = (Piece(piece.text.lstrip(" "), role) for piece in label)
    page.add(*said, indent=min(frame + lead, page.width // 2))
