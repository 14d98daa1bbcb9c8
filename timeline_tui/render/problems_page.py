"""The pages of what is wrong and of what is weak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from timeline_tui.model.limits import PROBLEMS
from timeline_tui.model.passage_states import LABELS, Weak, Weakness
from timeline_tui.problems import reports
from timeline_tui.problems.problem import Problem, Severity, severity_words
from timeline_tui.problems.reports import address
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Role, StopKind
from timeline_tui.render.page import Link, Page, titled
from timeline_tui.render.phrases import counted, short
from timeline_tui.render.wrapping import crop

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
        _draw(page, problem)
        page.stop("problem", first, address(problem.place), number=number)
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


def _draw(page: Page, problem: Problem) -> None:
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
