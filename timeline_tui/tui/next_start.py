"""The pictures of the next start, drawn when the program ends."""

from __future__ import annotations

import re
from typing import TypeAlias

from textual.geometry import Size

from timeline_tui.index.reader import Index
from timeline_tui.jobs.fresh import fresh
from timeline_tui.session.first_picture import be_latest, keep, key_of, sizes
from timeline_tui.session.session import Wanted
from timeline_tui.system import apart
from timeline_tui.tui.app import TimelineApp

_LONGEST = 10.0
"""Seconds until a picture that does not come is given up."""
Looks: TypeAlias = dict[str, str]
"""How letters are drawn: each look by what it takes the place of, in the codes of SGR (ECMA-48, 8.3.117)."""
_END = "\x1b[0m"
_SEQUENCE = re.compile("\x1b(?:\\[([0-9;]*)[a-zA-Z]|[78])")
_LOOK = re.compile("([34])8;(?:2;[0-9]+;[0-9]+;[0-9]+|5;[0-9]+)|([349]|10)[0-9](?![0-9])|[0-9]+")
"""A colour of the letters or of the ground, in full or by its number, or another look."""
_PLACES = {"3": "letters", "9": "letters", "4": "ground", "10": "ground"}
_WEIGHT = "22"
_ENDS = {
    "letters": "39",
    "ground": "49",
    "1": _WEIGHT,
    "2": _WEIGHT,
    "3": "23",
    "4": "24",
    "7": "27",
    "9": "29",
}
"""What ends a look and no other."""
_MOVES = {"G", "C"}


class NextStart(TimelineApp):
    """Draws its first picture for the next run, and ends."""

    def __init__(self, wanted: Wanted, index: Index, size: Size, key: str) -> None:
        super().__init__(wanted, index, whole=True)
        self._next_size = size
        self._key = key
        self._is_drawn = False

    def on_mount(self) -> None:
        """End in any case, since nobody waits for it."""
        self.set_timer(_LONGEST, self.exit)

    def post_display_hook(self) -> None:
        """Keep what would be on the terminal now, unless the index turned out to be none."""
        if self._is_drawn:
            return
        self._is_drawn = True
        session = self.opened.session
        if session.index is not None and not session.broken:
            strips = self.screen._compositor.render_strips()
            rows = [tersely(strip.render(self.console)) for strip in strips]
            keep(session.wanted.file, self._next_size, rows, self._key)
        self.exit()


def keep_pictures(app: TimelineApp) -> None:
    """Draw what the next run begins with, beside whatever the reader does now."""
    session, size = app.opened.session, app.size
    if session.index is not None and size:
        # What is open cannot be used in a copy of the process as well.
        session.index.close()
        apart(lambda: _draw_all(session.wanted, size))


def _draw_all(wanted: Wanted, size: Size) -> None:
    """In the size of the window that was left, which may be opened again at once, and then in the others."""
    *others, last = sizes(wanted.file, size)
    for each in (last, *others):
        # Before the index is looked for: what is written to the file meanwhile makes the picture another.
        key = key_of(wanted.file, each)
        index = fresh(wanted.file)
        if index is not None:
            NextStart(wanted, index, Size(*each), key).run(headless=True, size=each)
    be_latest(wanted.file, last)


def tersely(row: str) -> str:
    """The row of a picture with its looks told where they change alone, which is about half as long.

    A row begins with no look, and what follows it does not count on that in which it ends.
    """
    out: list[str] = []
    now: Looks = {}
    wanted: Looks = {}
    kept: Looks = {}
    at = 0
    for found in _SEQUENCE.finditer(row + _END):
        if text := row[at : found.start()]:
            out += [_change(now, wanted), text]
            now = wanted
        at = found.end()
        sequence, codes, kind = found[0], found[1], found[0][-1]
        if kind == "m":
            wanted = _looks(codes, wanted)
        elif kind in _MOVES:
            out.append(sequence)
        else:
            # Where the terminal erases, or keeps what it would draw with, the looks are those that are meant.
            out += [_change(now, wanted), sequence]
            now = wanted
            if kind == "7":
                kept = now
            elif kind == "8":
                now = wanted = kept
    return "".join(out)


def _looks(codes: str, before: Looks) -> Looks:
    """The looks after such a sequence."""
    looks = dict(before)
    for found in _LOOK.finditer(codes or "0"):
        if int(found[0].partition(";")[0]) == 0:
            looks = {}
        else:
            looks[_PLACES.get(found[1] or found[2] or "", found[0])] = found[0]
    return looks


def _change(now: Looks, wanted: Looks) -> str:
    """The shortest sequence after which the looks are these."""
    if now == wanted:
        return ""
    ended = now.keys() - wanted.keys()
    anew = ";".join(["0", *wanted.values()] if now else wanted.values())
    if not ended <= _ENDS.keys():
        return f"\x1b[{anew}m"
    codes = sorted({_ENDS[place] for place in ended})
    stays = {place: look for place, look in now.items() if _ENDS.get(place) not in codes}
    codes += [look for place, look in wanted.items() if stays.get(place) != look]
    return f"\x1b[{min(';'.join(codes), anew, key=len)}m"
