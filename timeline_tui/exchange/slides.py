"""TimelineJS: slides as JSON, older ones too, with HTML as plain text, and the sheet they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from timeline_tui.exchange import delimited
from timeline_tui.exchange.given import GivenFile, GivenRow, Rows
from timeline_tui.exchange.json_records import Cells, cells, is_json, items, loaded, mapping, with_rest
from timeline_tui.exchange.roles import heading
from timeline_tui.export.timelinejs import GENERATOR

_PARTS = (("year", "Year"), ("month", "Month"), ("day", "Day"))
_CLOCK = ("hour", "minute", "second")
_KNOWN = {"start_date", "end_date", "text", "media", "group", "display_date"}
_OLD = {"startDate", "endDate", "headline", "text", "asset", "tag"}
_PART = re.compile("<p>(.*?)</p>|<blockquote>(.*?)</blockquote>", re.DOTALL)
_DATES = {"startDate", "endDate", *_CLOCK}
"""What is parted or joined before it is read."""
_SHEETS = ({"year", "headline"}, {"start_date", "end_date", "headline", "media"})
_IS_SLIDES = re.compile(rb'"(?:start_date|startDate)"\s*:|"generator": "timeline-tui"')


def recognises(given: GivenFile) -> bool:
    """Whether it has slides with dates."""
    return is_json(given) and _IS_SLIDES.search(given.head) is not None


def rows(given: GivenFile) -> Rows:
    """The slides, each with its number: events, then eras, and the title with its type."""
    whole = mapping(loaded(given))
    if whole.get("generator") == GENERATOR:
        whole = {"events": whole.get("events")}
    number = 0
    if old := mapping(whole.get("timeline")):
        slides = [("", slide) for slide in items(old.get("date"))]
        slides += [("era", slide) for slide in items(old.get("era"))]
        rest: Mapping[str, object] = {key: value for key, value in old.items() if key not in {"date", "era"}}
    else:
        slides = [("", slide) for slide in items(whole.get("events"))]
        slides += [("era", slide) for slide in items(whole.get("eras"))]
        slides += [("title", whole["title"])] if "title" in whole else []
        rest = {key: value for key, value in whole.items() if key not in {"events", "eras", "title"}}
        if rest.get("scale") == "human":
            # So is every timeline that does not say so.
            del rest["scale"]
    for number, (kind, slide) in enumerate(slides, 1):
        if own := _own_slide(mapping(slide)):
            yield GivenRow(number, own, is_own=True)
            continue
        found = tuple(with_rest(_old_slide(mapping(slide)) if old else _slide(mapping(slide)), slide, _DATES))
        if found:
            yield GivenRow(number, (*found, ("Type", kind)) if kind else found)
    if found := tuple(_old_slide(rest) if old else cells(rest)):
        yield GivenRow(number + 1, (*found, ("Type", "title")) if old else found)


class _Sheet:
    """The spreadsheet that a TimelineJS is made from."""

    rows, says = staticmethod(delimited.rows), staticmethod(delimited.says)

    def recognises(self, given: GivenFile) -> bool:
        """Whether it has the headers of that sheet."""
        headers = {heading(header) for header in delimited.first_cells(given)}
        return delimited.recognises(given) and any(sheet <= headers for sheet in _SHEETS)


SHEET: Final = _Sheet()


def _own_slide(slide: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The cells of a slide that this program wrote; none where it is another's, or was written in since."""
    text, media = mapping(slide.get("text")), mapping(slide.get("media"))
    parts = list(_PART.finditer(str(text.get("text", ""))))
    if not slide.keys() >= {"unique_id", "edtf"} or "".join(part[0] for part in parts) != text.get("text"):
        return ()
    found = [("id", slide["unique_id"]), ("edtf", slide["edtf"]), ("title", _read(text.get("headline")))]
    found.append(("tags", slide.get("group")))
    found += [("summary", _read(part[1])) for part in parts[:1]]
    found += [("exact", _read(part[2])) for part in parts]
    found.append(("media", media.get("url")))
    found += [(name, _read(media.get(name))) for name in ("caption", "credit")]
    return tuple((name, str(said)) for name, said in found if said)


def _read(markup: object) -> str:
    """The text of our own markup."""
    return unescape(str(markup or "").replace("<br>", "\n"))


def _slide(slide: Mapping[str, object]) -> Cells:
    yield from _date(mapping(slide.get("start_date")), "")
    yield from _date(mapping(slide.get("end_date")), "End ")
    shown = slide.get("display_date") or mapping(slide.get("start_date")).get("display_date")
    yield from cells(shown, "Display Date")
    yield from _text(mapping(slide.get("text")))
    yield from _picture(mapping(slide.get("media")), "url", "media")
    yield from cells(slide.get("group"), "Group")
    yield from cells({key: slide[key] for key in slide if key not in _KNOWN})


def _picture(said: Mapping[str, object], address: str, rest: str) -> Cells:
    """Where a picture lies, whose it is and what it shows; under `rest`, what else is said of it."""
    names = {address: "Media", "credit": "Media Credit", "caption": "Media Caption"}
    for key, name in names.items():
        yield from cells(said.get(key), name)
    yield from cells({key: said[key] for key in said if key not in names}, rest)


def _text(text: Mapping[str, object]) -> Cells:
    yield from cells(text.get("headline"), "Headline")
    yield from cells(text.get("text"), "Text")


def _date(date: Mapping[str, object], lead: str) -> Iterator[tuple[str, str]]:
    for part, name in _PARTS:
        yield from cells(date.get(part), f"{lead}{name}")
    clock = [str(date.get(part, "")) for part in _CLOCK]
    if clock[0]:
        hour, minute, second = (part.zfill(2) if part else "" for part in clock)
        yield f"{lead}Time", ":".join(filter(None, (hour, minute or "00", second)))


def _old_slide(slide: Mapping[str, object]) -> Cells:
    for key, lead in (("startDate", ""), ("endDate", "End ")):
        day, _, clock = str(slide.get(key) or "").strip().partition(" ")
        parts = list(filter(None, day.replace("/", ",").split(",")))
        for (_, name), part in zip(_PARTS, parts, strict=False):
            yield f"{lead}{name}", part.strip()
        yield from cells(parts[len(_PARTS) :], key)
        yield from cells(clock, f"{lead}Time")
    yield from _text(slide)
    yield from _picture(mapping(slide.get("asset")), "media", "asset")
    yield from cells(slide.get("tag"), "Group")
    yield from cells({key: slide[key] for key in slide if key not in _OLD})
