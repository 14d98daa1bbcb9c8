"""The film of the README: the program itself at some keys, as one picture that moves."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from docs.picture import TIMELINE, with_own_folders
from tests.tui.screens import Shown
from timeline_tui.jobs.child import Build
from timeline_tui.tui.app import TimelineApp, Wanted

FILE = Path(__file__).with_name("film.svg")
SIZE = (100, 30)
_CELL, _LINE, _BASE, _BAR = 8, 17, 13, 34
"""In pixels: a cell, a line and where its letters stand in it, and the line below that says what is done."""
_GROUND, _INK = "#14171b", "#d6d9de"
"""The colours of most of the screen."""
_FONT = "Menlo, Consolas, DejaVu Sans Mono, monospace"


class Scene(NamedTuple):
    """Keys that are pressed one after the other, and what is said of them."""

    said: str
    keys: tuple[str, ...]
    seconds: float
    """For which the last picture stays."""
    between: float = 0.3
    """For which each one before stays."""


SCENES = (
    Scene("Every timeline begins with its cover", (), 2.5),
    Scene("↓ goes from event to event", ("down",) * 3, 1.2),
    Scene("t goes to a date", ("t", *"12_March_2024", "enter"), 1.2, 0.07),
    Scene("Enter opens an event: who says what of it", ("down", "down", "down", "enter"), 3),
    Scene("Enter on a passage goes down to its source", ("down", "enter"), 2.4, 0.8),
    Scene("Esc comes back to exactly where you were", ("escape", "escape"), 1, 0.8),
    Scene("d goes to what is disputed; Enter puts its accounts side by side", ("d", "enter"), 4, 1),
    Scene("/ finds as you type", ("escape", "escape", "slash", *"drone"), 2, 0.2),
    Scene("f narrows by place, person, source and more", ("enter", "F", "f"), 2.6, 0.4),
    Scene("V draws a chart of time, and + looks closer", ("escape", "V", "plus"), 2.4, 0.9),
    Scene("l puts it into lanes", ("0", "l", "l"), 2.6, 0.7),
    Scene("K shows what could be known on a day", ("V", "K", "ctrl+u", *"2023-06-01", "enter"), 3.6, 0.08),
)
"""Forty seconds of it."""


class Frame(NamedTuple):
    """One picture, and for how long it stays."""

    rows: tuple[str, ...]
    """Each line of the screen, drawn."""
    seconds: float


def write() -> None:
    """Take the film anew."""
    with with_own_folders():
        FILE.write_text(film(asyncio.run(_take())), encoding="utf-8")


def stale() -> bool:
    """Whether it was taken of other scenes; of how these look it is taken anew only when that is asked."""
    return not FILE.is_file() or _digest() not in FILE.read_text(encoding="utf-8")


def _digest() -> str:
    return f"<!-- scenes {sha256(repr(SCENES).encode()).hexdigest()[:16]} -->"


async def _take() -> list[Frame]:
    index = Build(TIMELINE, name=TIMELINE.name).wait()
    app = TimelineApp(Wanted(TIMELINE, TIMELINE.name, cover=True), index)
    async with app.run_test(size=SIZE) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        frames = []
        for scene in SCENES:
            for at, key in enumerate(scene.keys or ("",)):
                if key:
                    await shown.press({"_": "space"}.get(key, key))
                last = at >= len(scene.keys) - 1
                frames.append(Frame(_drawn(app, scene.said), scene.seconds if last else scene.between))
        return frames


def _drawn(app: TimelineApp, said: str) -> tuple[str, ...]:
    strips = app.screen._compositor.render_strips()
    rows = [_row([*strip], at * _LINE + _BASE) for at, strip in enumerate(strips)]
    return (*rows, f'<text class="said" x="{_CELL}" y="{_LINE * SIZE[1] + 22}">{html.escape(said)}</text>')


def _row(segments: Sequence[Segment], y: int) -> str:
    """One line: what lies behind its letters, and the letters, each run in its own place."""
    drawn: list[str] = []
    x = 0
    for style, run in groupby(segments, key=lambda segment: segment.style or Style()):
        text = "".join(segment.text for segment in run if not segment.control)
        cells = Segment(text).cell_length
        drawn += _run(text, style, x, cells)
        x += cells
    return f'<g transform="translate(0,{y})">{"".join(drawn)}</g>' if drawn else ""


def _run(text: str, style: Style, x: int, cells: int) -> Iterator[str]:
    ink, ground = _colours(style)
    if ground != _GROUND:
        yield f'<rect x="{x * _CELL}" y="-{_BASE}" width="{cells * _CELL}" height="{_LINE}" fill="{ground}"/>'
    # Blanks between words stay where they are, so that what follows does.
    if word := text.strip():
        before, letters = len(text) - len(text.lstrip()), Segment(word).cell_length
        fill = f' fill="{ink}"' if ink != _INK else ""
        looks = f"{' b' * bool(style.bold)}{' u' * bool(style.underline)}".strip()
        said = f' class="{looks}"' if looks else ""
        place = f'x="{(x + before) * _CELL}" textLength="{letters * _CELL}"'
        yield f"<text {place}{fill}{said}>{html.escape(word, quote=False)}</text>"


def _colours(style: Style) -> tuple[str, str]:
    """The colours of the letters and of what lies behind them."""
    ink = style.color.get_truecolor().hex if style.color and not style.color.is_default else _INK
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor and not style.bgcolor.is_default else _GROUND
    return (ground, ink) if style.reverse else (ink, ground)


def film(frames: Sequence[Frame]) -> str:
    """All frames as one picture: each line is drawn once for all the frames in which it is the same."""
    ends = [*accumulate(frame.seconds for frame in frames)]
    moves: dict[tuple[int, ...], str] = {}
    lines = []
    for place in range(len(frames[0].rows)):
        shown: dict[str, list[int]] = {}
        for number, frame in enumerate(frames):
            shown.setdefault(frame.rows[place], []).append(number)
        for row, numbers in shown.items():
            if row and len(numbers) == len(frames):
                lines.append(row)
            elif row:
                name = moves.setdefault(tuple(numbers), f"f{len(moves)}")
                lines.append(f'<g class="f {name}">{row}</g>')
    return "\n".join([*_head(moves, ends), *lines, "</svg>", ""])


def _head(moves: dict[tuple[int, ...], str], ends: Sequence[float]) -> Iterator[str]:
    width, height = SIZE[0] * _CELL, SIZE[1] * _LINE + _BAR
    # As wide as the pictures beside it, where there is room.
    size = f'viewBox="0 0 {width} {height}" width="{width * 5 // 4}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="{_INK}">'
    yield _digest()
    yield "<title>The program at work: list, event, source, accounts, search, values, chart, a day</title>"
    yield f"<style>text{{font:13px {_FONT};white-space:pre}}"
    yield ".b{font-weight:bold}.u{text-decoration:underline}"
    yield ".said{font-size:15px;font-weight:bold}"
    yield f".f{{visibility:hidden;animation:{ends[-1]:g}s step-end infinite}}"
    for numbers, name in moves.items():
        yield f".{name}{{animation-name:{name}}}@keyframes {name}{{{_steps(numbers, ends)}}}"
    # Who wants nothing to move sees an event with its accounts.
    seen = sum(max(len(scene.keys), 1) for scene in SCENES[:4]) - 1
    still = [f".{name}" for numbers, name in moves.items() if seen in numbers]
    yield f"@media(prefers-reduced-motion){{.f{{animation:none}}{','.join(still)}{{visibility:visible}}}}"
    yield f'</style><rect width="100%" height="100%" rx="6" fill="{_GROUND}"/>'


def _steps(numbers: Sequence[int], ends: Sequence[float]) -> str:
    """When it is seen, in parts of the whole."""
    steps = ["0%{visibility:hidden}"] if numbers[0] else []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        held = [number for _, number in run]
        start, end = (ends[held[0] - 1] if held[0] else 0.0), ends[held[-1]]
        steps.append(f"{_part(start, ends)}{{visibility:visible}}")
        if held[-1] + 1 < len(ends):
            steps.append(f"{_part(end, ends)}{{visibility:hidden}}")
    return "".join(steps)


def _part(seconds: float, ends: Sequence[float]) -> str:
    return re.sub(r"\.?0+$", "", f"{100 * seconds / ends[-1]:.3f}") + "%" if seconds else "0%"
