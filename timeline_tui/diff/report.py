"""What changed as lines of text, as Markdown and as records; and a file as steady lines, to be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.diff.told import ToldChange
from timeline_tui.diff.versions import ChangedThing
from timeline_tui.model.passage_states import Run, Side
from timeline_tui.model.record_fields import to_plain
from timeline_tui.render.citation import escaped
from timeline_tui.render.phrases import counted, date_words, in_one_line, short
from timeline_tui.render.wordings import marked

SIGNS: Mapping[str, str] = {"added": "+", "removed": "-", "changed": "~", "renamed": "~", "moved": "~"}
_VERSIONS: Mapping[Side, str] = {"same": "both", "passage": "old", "text": "new"}
_WHOLE: Mapping[str, str] = {"added": "is new", "removed": "is gone"}
# Words that both versions have are shown so far from those that changed.
_NEAR = 8


class SignedLine(NamedTuple):
    """A line of a report, and the sign of what it tells."""

    sign: str
    text: str


def summary(parts: Iterable[ChangedThing]) -> str:
    """How many things of each kind are new, gone or others: `2 events changed, 1 new; 1 source gone`."""
    counts: dict[str, Counter[str]] = {}
    for part in parts:
        counts.setdefault(part.kind, Counter())[part.what] += 1
    said = []
    for kind in ("event", "source", "name", "tour"):
        held = counts.get(kind, Counter())
        words = [(held["changed"], "changed"), (held["added"], "new"), (held["removed"], "gone")]
        if found := [(count, word) for count, word in words if count]:
            (first, word), *rest = found
            said.append(
                ", ".join([f"{counted(first, kind)} {word}", *(f"{count:,} {word}" for count, word in rest)])
            )
    said += ["what is said of the whole changed"] if "timeline" in counts else []
    return "; ".join(said) or "nothing changed"


def heading(part: ChangedThing) -> str:
    """What it is of which is told: `Fighting at Tyotkino, 12 March 2024 (tyotkino)`."""
    if part.kind == "timeline":
        return f"the timeline {part.title}".rstrip()
    date = f", {date_words(part.date).partition(' (EDTF ')[0]}" if part.date else ""
    kind = "" if part.kind == "event" else f"the {part.kind} "
    ending = f" {_WHOLE[part.what]}" if part.what in _WHOLE else ""
    return f"{kind}{in_one_line(part.title)}{date} ({short(part.id)}){ending}"


def lines(parts: Iterable[ChangedThing]) -> Iterator[SignedLine]:
    """The report as text, a line for each thing and each of its changes."""
    for part in parts:
        yield SignedLine(SIGNS[part.what], f"{SIGNS[part.what]} {heading(part)}")
        for told in (*part.changes, *_holdings(part)):
            yield SignedLine(SIGNS[told.what], f"    {SIGNS[told.what]} {sentence(told)}")


def sentence(told: ToldChange) -> str:
    """What became of one thing, with the words that changed."""
    words = " ".join(map(marked, shown(told.words)))
    return f"{told.sentence}: {words}" if words else told.sentence


def _holdings(part: ChangedThing) -> Iterator[ToldChange]:
    """What is in an event that is new or gone, in a line."""
    record = part.record or {}
    held = [
        counted(len(record[field]), noun) for field, noun in (("quotes", "passage"),) if record.get(field)
    ]
    if held:
        yield ToldChange(part.what, f"with {', '.join(held)}", "quotes")


def shown(words: Sequence[Run]) -> Iterator[Run]:
    """The runs, with those that both versions have cut to what stands near a change."""
    for at, run in enumerate(words):
        held = run.words.split()
        if run.kind != "same" or len(held) <= 2 * _NEAR:
            yield run
            continue
        before, after = held[:_NEAR] if at else [], held[-_NEAR:] if at < len(words) - 1 else []
        yield Run("same", " ".join([*before, "…", *after]))


def markdown(parts: Iterable[ChangedThing]) -> Iterator[str]:
    """The report as Markdown, an item for each change below the heading of each thing."""
    for part in parts:
        yield f"### {escaped(heading(part))}"
        yield ""
        for told in (*part.changes, *_holdings(part)):
            yield f"- {_sentence_of_markdown(told)}"
        yield ""


def _sentence_of_markdown(told: ToldChange) -> str:
    said = [_run_of_markdown(run) for run in shown(told.words)]
    return escaped(told.sentence) + (f": {' '.join(said)}" if said else "")


def _run_of_markdown(run: Run) -> str:
    marks = {"same": "", "passage": "~~", "text": "**"}[run.kind]
    return f"{marks}{escaped(in_one_line(' '.join(run.words.split())))}{marks}"


def records(part: ChangedThing) -> Iterator[dict[str, Any]]:
    """One record for each change; what is new or gone has one with all that it says."""
    of = {"part": part.kind, "id": part.id, "title": part.title, "date": part.date}
    if part.record is not None:
        sides = (None, part.record) if part.what == "added" else (part.record, None)
        told = ToldChange(part.what, _WHOLE[part.what], "", *sides)
        yield of | _record(told)
    for told in part.changes:
        yield of | _record(told)


def _record(told: ToldChange) -> dict[str, Any]:
    words = [{"in": _VERSIONS[run.kind], "words": run.words} for run in told.words]
    return {
        "change": told.what,
        "field": told.field or None,
        "before": told.before,
        "after": told.after,
        "words": words or None,
        "sentence": told.sentence,
    }


_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|\s*\n\s*")
_LONG = 60


def steady_lines(path: Path, name: str) -> Iterator[str]:
    """Every event in the order of the file under a line of its own, then what stands beside the events."""
    # It is much to import, and the report does not need it.
    from timeline_tui.load.stream_reading import Reading

    reading = Reading(path, name)
    for event in reading.events():
        plain = to_plain(event)
        yield " ".join(
            filter(None, [plain.pop("date", "no date"), plain.pop("title", ""), f"[{plain.pop('id', '')}]"])
        )
        yield from _fields(plain, "  ")
        yield ""
    if reading.unreadable:
        yield from _as_it_is(path)
        return
    yield from _rest(to_plain(reading.timeline))


def _rest(plain: Mapping[str, Any]) -> Iterator[str]:
    """The fields of the whole, and each thing that it lists under a line of its own."""
    listed = {key: plain[key] for key in ("sources", "names", "tours") if isinstance(plain.get(key), dict)}
    own = {key: value for key, value in plain.items() if key not in listed}
    if own:
        yield "timeline"
        yield from _fields(own, "  ")
        yield ""
    for section, held in listed.items():
        for key, record in held.items():
            yield f"{section.removesuffix('s')} {key}"
            yield from _fields(to_plain(record), "  ")
            yield ""


def _fields(plain: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in plain.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, indent + "  ")
        elif isinstance(value, list | tuple):
            yield from _list(key, value, indent)
        else:
            yield from _text(key, str(value), indent)


def _list(key: str, values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, indent + "  ")
        else:
            yield from _text(key, str(value), indent)


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    """A short text behind its field; a long one below it, a sentence a line, so that one alone can differ."""
    sentences = [one for one in _SENTENCE.split(text.strip()) if one]
    if len(text) <= _LONG and len(sentences) <= 1:
        yield f"{indent}{key}: {text.strip()}"
        return
    yield f"{indent}{key}:"
    yield from (f"{indent}  {sentence}" for sentence in sentences)


def _as_it_is(path: Path) -> Iterator[str]:
    """What cannot be read as a timeline is still compared, line by line."""
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from (line.rstrip("\r\n") for line in file)
