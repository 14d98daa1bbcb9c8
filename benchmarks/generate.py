"""Timelines of any size: about 1 KB an event, two passages each, the same bytes every time.

`python -m benchmarks.generate --events 100000 --out /tmp/large.timeline.yaml`; `--days 365` puts all of them
into one year.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, takewhile
from pathlib import Path
from random import Random

FIRST_DAY = date(1990, 1, 1)
DAYS = 12_000
SOURCES = 200
PLACES = 150
PEOPLE = 120
SENTENCES = 2_000

_HAPPENINGS = (
    "Shelling",
    "A crossing",
    "Talks",
    "A statement",
    "A strike",
    "An exchange",
    "A search",
    "A march",
)
_CHANNELS = ("Telegram", "television", "a press conference", "an interview")
_POSITIONS = ("Held", "Not held")
_SYLLABLES = "bel dra gor ho iv ka lo mir no os pil ru sta ty ve zem"
_WORDS = (
    "the a of to in on by said that was were had been near from after before officials residents column "
    "vehicles border village district governor statement footage claimed denied crossed reported withdrew "
    "morning evening units volunteers troops no independent confirmation several wounded damaged building "
    "road bridge station"
)


def write(events: int, out: Path, days: int = DAYS) -> None:
    """Write a timeline of so many events on so many days."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces(events, days))


def split(events: int, folder: Path, files: int = 100) -> None:
    """The same as a folder of so many files with events, and one with all else."""
    folder.mkdir(parents=True, exist_ok=True)
    text = pieces(events)
    with (folder / "a.timeline.yaml").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(takewhile(lambda piece: not piece.startswith("events:"), text))
    for number in range(files):
        last = (number + 1) * events // files
        with (folder / f"b-{number:03}.timeline.yaml").open("w", encoding="utf-8", newline="\n") as file:
            file.write("events:\n")
            file.writelines(islice(text, last - number * events // files))


def pieces(events: int, days: int = DAYS) -> Iterator[str]:
    """The text of the file, piece by piece, so that its size does not matter."""
    random = Random(1)
    places = [_place(random) for _ in range(PLACES)]
    sentences = [_sentence(random) for _ in range(SENTENCES)]
    yield f"title: {events:,} events of no meaning\ntimezone: Europe/Kyiv\n"
    yield "sources:\n"
    yield from (_source(number, random) for number in range(SOURCES))
    yield "names:\n"
    yield from (f"  place-{number}: {{kind: place, name: {name}}}\n" for number, name in enumerate(places))
    yield from (f"  person-{number}: {{kind: person, name: Person {number}}}\n" for number in range(PEOPLE))
    yield "events:\n" if events else "events: []\n"
    parent = 0
    for number in range(events):
        if number % 48 == 0:
            parent = number
        day = FIRST_DAY + timedelta(days=number * days // events)
        yield _event(number, day, parent, places, sentences, random)


def _event(
    number: int, day: date, parent: int, places: list[str], sentences: list[str], random: Random
) -> str:
    place = int(random.random() * PLACES)
    disputed = number % 20 == 0
    written = _date(day, random.random())
    return (
        f"  - id: e{number:07d}\n"
        + (f"    date: {written}\n" if written else "")
        + f"    title: {title(number, places[place])}\n"
        f"    summary: {_pick(sentences, random)} {_pick(sentences, random)} {_pick(sentences, random)}\n"
        + (f"    part_of: e{parent:07d}\n" if 0 < number - parent < 4 else "")
        + f"    names: [place-{place}, person-{int(random.random() * PEOPLE)}]\n"
        f"    tags: [border, t{number % 40}]\n"
        + (f"    disputes:\n      d{number:07d}: Was {places[place]} held?\n" if disputed else "")
        + "    quotes:\n"
        + _quote(number, 0, disputed, sentences, random)
        + _quote(number, 1, disputed, sentences, random)
    )


def title(number: int, place: str) -> str:
    """The title of an event: its number comes first, so that it can be found on a screen."""
    return f"{number:07d} {_HAPPENINGS[number % len(_HAPPENINGS)]} near {place}"


def _quote(number: int, which: int, disputed: bool, sentences: list[str], random: Random) -> str:
    passage = f"{_pick(sentences, random)} {_pick(sentences, random)}"
    position = f"        dispute: d{number:07d}\n        position: {_POSITIONS[which]}\n" if disputed else ""
    return (
        f'      - exact: "{passage}"\n'
        f"        source: source-{int(random.random() * SOURCES)}\n"
        f"        kind: {'direct' if which else 'reported'}\n"
        f"        speaker: person-{int(random.random() * PEOPLE)}\n"
        f"        via: {_CHANNELS[number % len(_CHANNELS)]}\n{position}"
    )


def _date(day: date, chance: float) -> str:
    """The day as people write it: mostly exact, sometimes a month, a year, about, a range, or nothing."""
    if chance < 0.82:
        return f"{day}"
    if chance < 0.90:
        return f"{day:%Y-%m}"
    if chance < 0.92:
        return f"{day:%Y}"
    if chance < 0.95:
        return f"{day}~"
    if chance < 0.98:
        return f"{day}/{day + timedelta(days=2)}"
    if chance < 0.995:
        return f"{day}T05:00+02:00"
    return ""


def _source(number: int, random: Random) -> str:
    copied = f"    derived_from: source-{number - 1}\n" if number % 10 == 1 else ""
    # After the last event, since a report from before its event would be told as a problem.
    day = FIRST_DAY + timedelta(days=DAYS + int(random.random() * 300))
    return (
        f"  source-{number}:\n    title: Report {number}\n    outlet: Outlet {number % 30}\n"
        f"    published: {day}\n    url: https://example.org/{number}\n{copied}"
    )


def _place(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES.split(), k=3)).capitalize()


def _sentence(random: Random) -> str:
    return " ".join(random.choices(_WORDS.split(), k=11)).capitalize() + "."


def _pick(sentences: list[str], random: Random) -> str:
    return sentences[int(random.random() * len(sentences))]


def main() -> None:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, required=True, help="how many")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--days", type=int, default=DAYS, help="from the first to the last")
    arguments = parser.parse_args()
    write(arguments.events, arguments.out, arguments.days)


if __name__ == "__main__":
    main()
