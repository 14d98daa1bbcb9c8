"""What a page is: lines of styled pieces with the stops of the cursor, and the marks it is drawn with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from rich.cells import cell_len

T = TypeVar("T")
Maker: TypeAlias = Callable[[int], T]
"""Makes what is drawn for a width in cells."""

Role = Literal[
    "plain",
    "muted",
    "strong",
    "heading",
    "date",
    "quote",
    "speaker",
    "mark",
    "disputed",
    "warning",
    "error",
    "link",
    "rule",
    "key",
]
"""What a piece of text is for. A theme gives each role its look; meaning never rests on the look alone."""

StopKind = Literal[
    "passage", "dispute", "name", "event", "source", "link", "problem", "hit", "command", "proposal", "tour"
]


class Piece(NamedTuple):
    """A run of text with one role, safe to draw."""

    text: str
    role: Role = "plain"
    hit: bool = False
    """Whether it is what was looked for."""


class Line(NamedTuple):
    """One row of a page, already cut to the page's width in cells."""

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The row with no styles."""
        return "".join(piece.text for piece in self.pieces)


class Stop(NamedTuple):
    """Something on a page that the cursor can stand on and Enter can open."""

    kind: StopKind
    first: int
    """Its first line, counted from 0."""
    last: int
    """Its last line, itself included."""
    target: str
    """What Enter opens: the id of a source, an event, a dispute, a name, or an address."""
    number: int = 0
    """For a passage, which quote of its event it is; for a problem, which problem."""
    rank: int | None = None
    """For a passage that stands at another event than the page's, the rank of that event."""
    left: int = 0
    """Its first cell, where it stands in a column."""
    right: int | None = None
    """The cell after its last, where it stands in a column; None for the whole width."""
    ends: tuple[int, int] | None = None
    """Its first cell in its first line and the one after its last in its last, where it is part of a text."""
    edge: int | None = None
    """The cell after the last of a text that it is part of, where names stand beside it."""

    def holds(self, line: int, cell: int) -> bool:
        """Whether it stands at this cell of this line."""
        if self.ends is None:
            left, right = self.left, self.right
        else:
            left = self.ends[0] if line == self.first else 0
            right = self.ends[1] if line == self.last else None
        return self.first <= line <= self.last and left <= cell and (right is None or cell < right)


class Stretch(NamedTuple):
    """The part of a text that one line shows."""

    line: int
    """Counted from 0."""
    start: int
    """In code points of the text."""
    end: int
    edges: tuple[int, ...] = ()
    """The places before which the mark of an edge of a passage is drawn in it."""


Share = Literal["used", "proposed", "passed"]
"""What became of a part of a text: in the file, proposed for it, passed over for now."""


SHADES = 3
"""Cells that the shades of a text take, right of it."""


class Shades(NamedTuple):
    """What became of a whole text, of which a page may show a part."""

    length: int
    """In code points."""
    parts: tuple[tuple[int, int, Share], ...] = ()
    """From where to where; they may overlap."""


class Document(NamedTuple):
    """A whole page."""

    lines: tuple[Line, ...]
    stops: tuple[Stop, ...] = ()
    hits: tuple[int, ...] = ()
    """The lines that hold the beginning of what was looked for."""
    stretches: tuple[Stretch, ...] = ()
    """Of a text that is held, what each line of it shows, in their order."""
    unshown: tuple[tuple[str, int], ...] = ()
    """Fields of which the page shows only a beginning, and how long that is."""
    shades: Shades | None = None
    """What became of the text that it shows, where that is to be drawn beside it."""

    @property
    def text(self) -> str:
        """Its lines with nothing but their letters."""
        return "\n".join(line.text.rstrip() for line in self.lines)


class Marks(NamedTuple):
    """One set of marks, each one cell wide."""

    disputed: str
    unproven: str
    """A passage that does not stand so in its text."""
    bar: str
    """Stands left of every line of a passage, and of nothing else."""
    gap: str
    more: str
    dot: str
    here: str
    goes: str
    """Before what Enter opens."""
    open: str
    close: str
    levels: str
    """From little to much."""
    key: str = "★"
    """Behind the title of what one tells first."""
    folded: str = "▸"
    """Before the number of parts that are not shown."""
    hidden: str = "·"
    """In the strip, where all events of a time are hidden."""
    faint: str = "░"
    """In the strip, where an event can be, though it may be elsewhere."""
    shade: str = "▒"
    """In the strip, where an event lies in a month, a season or the like that this is part of."""
    many: str = "▓"
    """In the strip, where many do."""
    lasts: str = "━"
    """In the strip, where an event goes on, as the file says from when to when."""
    cursor: str = "◆"
    """In the strip, where the event under the cursor stands."""
    tick: str = "┴"
    """In the rule below the strip, where what is written behind it begins."""
    begins: str = "⟦"
    """Where a passage begins in the text of its source."""
    ends: str = "⟧"
    opens: str = "⟨"
    """Where a passage that is proposed begins in the text of its source."""
    closes: str = "⟩"
    direct: str = "“"
    """Beside the first line of somebody's words that are proposed."""
    reported: str = "»"
    dated: str = "◇"
    passed: str = "-"
    """Beside the first line of a proposal that was passed over."""
    beside: str = "┊"
    """Beside the other lines of a proposal."""
    done: str = "✓"
    """Behind the title of an event of the tutorial that is done."""
    changed: str = "∆"
    """Behind the title of what is new or another than in a version that was asked about."""
    plain: bool = False
    """Whether the marks of dates must do with ASCII too."""

    def of_date(self, text: str) -> str:
        """A date of the list with marks that the terminal can draw, in as many cells."""
        return text.translate(_PLAIN) if self.plain else text


_PLAIN = str.maketrans("–…—", "-_-")

FULL = Marks("≠", "×", "│", "┄", "…", "·", "▶", "→", "[", "]", "▁▂▃▄▅▆▇█")
"""For a terminal that speaks UTF-8."""
ASCII = Marks(
    *("!", "x", "|", "-", "~", "-", ">", ">", "[", "]", ".,:-=+*#", "#", "+", "_"),
    changed="^",
    faint="'",
    shade='"',
    many="%",
    lasts="/",
    cursor="@",
    tick="+",
    begins="{",
    ends="}",
    opens="<",
    closes=">",
    direct='"',
    reported="&",
    dated="@",
    passed="_",
    beside=":",
    done="v",
    plain=True,
)
"""For any other."""

_DRAWN = str.maketrans(
    {
        **dict.fromkeys("│┃┆┇║▌▐▎▊▍▋", "|"),
        **dict.fromkeys("─━┄┅═·", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╴╶", "+"),
        **dict.fromkeys("▁▂▃▄▅▆▇█▀▔░▒▓", " "),
        **dict(zip("↑↓←→▶◀▲▼▸▾≠★…∆", "^v<>><^v+v!#~^", strict=True)),
    }
)
"""For each mark of ours and of the widgets, one of ASCII that is as wide; blocks only fill a ground."""
_WRITTEN = str.maketrans(
    {
        **dict.fromkeys("–—‐‑−•", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict(zip("×\xa0", "x ", strict=True)),
    }
)


def drawn_in_ascii(text: str) -> str:
    """The text with such marks; its letters stay."""
    return text if text.isascii() else text.translate(_DRAWN)


def written_in_ascii(text: str) -> str:
    """The text with marks and punctuation of ASCII; its letters stay."""
    return text.translate(_DRAWN).translate(_WRITTEN)


def in_ascii(text: str) -> str:
    """The text in as many cells for a terminal that takes nothing else, with ? for each letter it lacks."""
    if text.isascii():
        return text
    return "".join(mark if mark.isascii() else "?" * cell_len(mark) for mark in written_in_ascii(text))


def marks_for(environment: Mapping[str, str]) -> Marks:
    """The marks that the terminal's locale can show."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "")
    return FULL if "utf" in locale.lower() or not locale else ASCII


def legend(signs: Marks = FULL) -> list[tuple[str, str]]:
    """Each mark with what it means, for the help."""
    return [
        (signs.here, "what the keys act on"),
        (signs.disputed, "accounts differ on this"),
        (signs.unproven, "a passage is cut, altered or not found in its text; shown where texts are held"),
        (signs.changed, "new or changed since a version that was asked about, as by since:HEAD~3"),
        (f"2{signs.disputed} 19", "of a group: events on which accounts differ, and all of its events"),
        ("Title +18", "of a group: its key events, and how many more it holds"),
        (signs.levels[4] * 3, "of a group: how many events it holds beside the others, where none is key"),
        (
            f"{signs.gap * 2} 11 weeks {signs.gap * 2}",
            "so long between the rows above and below, and how many events are hidden there",
        ),
        (f"Title {signs.key}", "a key event, which one tells first"),
        (f"?12/03/2{signs.more}", "written as the date of an event, and not understood"),
        (f"Title {signs.folded}3", "so many parts of the event are folded into it; z shows them"),
        (f"Title {signs.dot} Whole", "what the event is part of, where that is not shown"),
        (signs.bar, "stands beside a passage, quoted from a source, and beside nothing else"),
        (f"{signs.begins} {signs.ends}", "where a passage begins and ends in the text of its source"),
        (f"{signs.opens} {signs.closes}", "where one does that is proposed, which is in no event yet"),
        (
            f"{signs.direct} {signs.reported} {signs.dated} {signs.passed}",
            "beside what is proposed: direct speech, a reported claim, dated; what was passed over",
        ),
        (
            f"{signs.levels[-1]} {signs.shade} {signs.faint} {signs.dot}",
            "right of a text, from its beginning to its end: used, proposed, passed over, untouched",
        ),
        ("[-words-]", "stand in this wording only, and not in that of the text or of another source"),
        ("{+words+}", "stand in that one only"),
        (signs.more, "cut to the width"),
        (signs.goes, "Enter opens it"),
        (f"{signs.levels[0]} to {signs.levels[-1]}", "few to many events in that part of the time"),
        (signs.lasts, "in the strip: an event goes on, as the file says from when to when"),
        (
            f"{signs.shade} {signs.many}",
            "in the strip: in a month, season or the like lies an event; lie many",
        ),
        (signs.faint, "in the strip: an event may have been then, or elsewhere in its time"),
        (signs.cursor, "in the strip: where the event under the cursor stands"),
        (signs.hidden, "in the strip: events then, but none of those that are shown"),
        (f"{signs.open} {signs.close}", "the part of the time that the list shows"),
        (signs.disputed, "under the strip: accounts differ on an event of that time"),
        ("^[ <U+202E>", "a control or hidden character of the file, made visible"),
    ]


def following(stops: Sequence[Stop], number: int, direction: int) -> int:
    """The stop below this one, or above it; of columns the first, and then none but the same."""
    at = number + direction
    while 0 <= at < len(stops) and stops[at].right is not None and stops[at].left != stops[number].left:
        at += direction
    return at


def beside(stops: Sequence[Stop], number: int, direction: int) -> int | None:
    """The stop in the next column, or the one before, at the same height; None where there is none."""
    here = stops[number]
    found = [at for at in _row(stops, number) if (stops[at].left - here.left) * direction > 0]
    return min(
        found,
        key=lambda at: (direction * stops[at].left, abs(stops[at].first - here.first)),
        default=None,
    )


def _row(stops: Sequence[Stop], number: int) -> list[int]:
    """All that stand in the columns round this one."""
    found = []
    for way in (-1, 1):
        at = number + way
        while 0 <= at < len(stops) and stops[at].right is not None:
            found.append(at)
            at += way
    return found
