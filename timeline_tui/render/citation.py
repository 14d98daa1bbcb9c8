"""A passage or an event as plain text that can be pasted: a citation, a footnote, a reference."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.model.dates import understood
from timeline_tui.model.days import SHORT_MONTHS
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.render.phrases import KINDS, NO_SOURCE, copy_words, date_words, in_one_line
from timeline_tui.render.wordings import fault_words, is_wrong
from timeline_tui.visible import visible

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[^/]*)?")
_SEASONS = range(21, 25)
# What programs that read CSL take for markup; they know no way to escape it.
_CSL_MARKUP = re.compile(r"<(?=/?(?:i|b|sc|sup|sub|span)\b)", re.IGNORECASE)
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~#&]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.MULTILINE)
_BIBTEX = {
    **{mark: f"\\{mark}" for mark in "{}$%&#_"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


class Cited(NamedTuple):
    """What is to be referred to, and what is known of it."""

    event: Event
    quote: Quote | None
    """None for the event with all its sources."""
    sources: Mapping[str, Source]
    names: Mapping[str, Name]
    finding: Finding | None = None

    @property
    def listed(self) -> dict[str, Source]:
        """The sources that it is from, by their ids."""
        ids = self.event.reported_by if self.quote is None else (self.quote.source,)
        return {key: self.sources.get(key, Source()) for key in filter(None, ids)}


class CitationForm(NamedTuple):
    """A form that it can be copied in."""

    label: str
    text: Callable[[Cited], str]


def _plain(cited: Cited) -> str:
    if cited.quote is None:
        return event_citation(cited.event, cited.sources)
    return citation(cited.event, cited.quote, cited.sources, cited.names, cited.finding)


def _footnote(cited: Cited) -> str:
    """Who speaks, and where it was published, as at the foot of a page."""
    quote = cited.quote
    said = speaker_words(quote, cited.names) if quote is not None else ""
    how = "as reported" if quote is not None and quote.kind == "reported" else "quoted"
    lead = f"{said}, {how} in " if said else ""
    notes = [", ".join(_addressed(key, source, cited)) for key, source in cited.listed.items()]
    return f"{lead}{'; '.join(notes) or in_one_line(cited.event.title)}."


_AUTHOR_FIRST = ("author", "title", "outlet")
_OUTLET_FIRST = ("outlet", "author", "title")


def _parts(key: str, source: Source, sources: Mapping[str, Source], named: Sequence[str]) -> list[str]:
    """What a source is called, in this order, when it was published, and of what it is a copy."""
    said = ((field, in_one_line(getattr(source, field) or "")) for field in named)
    parts = [f"“{text}”" if field == "title" else text for field, text in said if text] or [in_one_line(key)]
    parts += [date_words(source.published)] if source.published else []
    return parts + ([copy_words(source.derived_from, sources)] if source.derived_from else [])


def _addressed(key: str, source: Source, cited: Cited) -> list[str]:
    """The parts of a source in a footnote, with where it can be read."""
    parts = _parts(key, source, cited.sources, _AUTHOR_FIRST)
    parts += [in_one_line(source.url)] if source.url else []
    return parts + ([f"archived at {in_one_line(source.archived)}"] if source.archived else [])


def _markdown(cited: Cited) -> str:
    """The passage as a quotation, or the event as a list, with links."""
    links = [_link(key, source, cited) for key, source in cited.listed.items()]
    quote = cited.quote
    if quote is None:
        head = f"**{escaped(in_one_line(cited.event.title))}** ({escaped(date_words(cited.event.date))})"
        return "\n".join([head, "", *(f"- {link}" for link in links)]).rstrip()
    lines = escaped(visible(quote.exact, block=True)).split("\n")
    told = "; ".join(map(escaped, said_of(quote, cited.names, cited.finding)))
    by = ", ".join([*([told] if told else []), *links])
    return "\n".join(f"> {line}".rstrip() for line in [*lines, *(["", f"— {by}"] if by else [])])


def _link(key: str, source: Source, cited: Cited) -> str:
    address = re.sub(r"[\s<>\\]", lambda found: f"%{ord(found[0]):02X}", source.url or source.archived or "")
    words = escaped(in_one_line(source.title or source.outlet or key))
    parts = [f"[{words}](<{visible(address)}>)" if address else words]
    more = [source.outlet if source.title else None, source.author]
    parts += [escaped(in_one_line(part)) for part in more if part]
    return ", ".join(parts + ([escaped(date_words(source.published))] if source.published else []))


def escaped(text: str) -> str:
    """The text so that Markdown takes every letter of it for a letter."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _csl_json(cited: Cited) -> str:
    """The sources, as programs that keep references read them."""
    return json.dumps(
        [csl_item(key, source, cited.sources) for key, source in cited.listed.items()], indent=2
    )


def csl_item(key: str, source: Source, sources: Mapping[str, Source]) -> dict[str, object]:
    """A source as CSL-JSON has it: the schema lets no other keys stand."""
    kind = "article-newspaper" if source.outlet else "webpage" if source.url else "document"
    fields: dict[str, object] = {
        "id": key,
        "type": kind,
        "title": unmarked(source.title),
        "container-title": unmarked(source.outlet),
        "author": [{"literal": source.author}] if source.author else None,
        "issued": _issued(source.published) if source.published else None,
        "URL": source.url or source.archived,
        "language": source.language,
        "note": unmarked(source_note(source, sources)) or None,
    }
    return {field: value for field, value in fields.items() if value is not None}


def unmarked(text: str | None) -> str | None:
    """The text with a sign of no width in what would be markup in CSL, so that it stands as it is."""
    return None if text is None else _CSL_MARKUP.sub("<\N{WORD JOINER}", text)


def _issued(published: str) -> dict[str, object]:
    """The date with the parts that are known; in words where it is of another kind."""
    parts = published.removesuffix("~").split("/")
    ends = [_DAY.fullmatch(part.removeprefix("-")) for part in parts]
    days = [[int(part) for part in end.groups() if part] for end in ends if end is not None]
    # There is no year 0: it is 1 BC, which is -1 there.
    for part, day in zip(parts, days, strict=False):
        day[0] = -day[0] - 1 if part.startswith("-") or not day[0] else day[0]
    circa: dict[str, object] = {"circa": True} if published.endswith("~") else {}
    if len(days) == 1 == len(ends) and days[0][1:2] and days[0][1] in _SEASONS:
        return {"date-parts": [days[0][:1]], "season": days[0][1] - 20, **circa}
    if len(days) == len(ends) <= 2 and all(day[1] <= 12 for day in days if day[1:]):
        return {"date-parts": days, **circa}
    return {"literal": date_words(published) if understood(published) else published}


def source_note(source: Source, sources: Mapping[str, Source]) -> str:
    """Of what it is a copy, and where it is archived."""
    notes = [copy_words(source.derived_from, sources)] if source.derived_from else []
    return "; ".join(notes + ([f"archived at {source.archived}"] if source.archived and source.url else []))


def _bibtex(cited: Cited) -> str:
    """The sources, as LaTeX reads them."""
    taken: dict[str, int] = {}
    return "\n\n".join(_entry(entry_key(key, taken), source, cited) for key, source in cited.listed.items())


def entry_key(key: str, taken: dict[str, int]) -> str:
    """The id in letters that BibTeX takes, and equal to no other."""
    bare = re.sub(r"[^A-Za-z0-9:_.-]+", "-", key).strip("-") or "source"
    taken[bare] = taken.get(bare, 0) + 1
    return bare if taken[bare] == 1 else f"{bare}-{taken[bare]}"


def _entry(key: str, source: Source, cited: Cited) -> str:
    day = _DAY.fullmatch(source.published or "")
    month = int(day[2]) if day is not None and day[2] else 0
    address = address_in_tex(source.url or source.archived or "")
    fields = {
        "author": braced(source.author, twice=True),
        "title": braced(source.title, twice=True),
        "howpublished": braced(source.outlet),
        "year": f"{{{day[1]}}}" if day else braced(source.published, twice=True),
        "month": SHORT_MONTHS[month].lower() if month <= 12 else "",
        "url": f"{{{address}}}" if address else "",
        "note": braced(source_note(source, cited.sources)),
    }
    lines = [f"  {field} = {value}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def address_in_tex(address: str) -> str:
    """An address with nothing in it that would end a group."""
    return visible(re.sub(r"[\s{}\\]", lambda found: f"%{ord(found[0]):02X}", address))


def braced(text: str | None, *, twice: bool = False) -> str:
    """The text so that every letter of it stands; with `twice`, no part of it is a name or cased."""
    if not text:
        return ""
    plain = "".join(_BIBTEX.get(mark, mark) for mark in in_one_line(text))
    return f"{{{{{plain}}}}}" if twice else f"{{{plain}}}"


FORMS = (
    CitationForm("Citation in one line", _plain),
    CitationForm("Footnote", _footnote),
    CitationForm("Markdown", _markdown),
    CitationForm("CSL-JSON of its sources, for Zotero and the like", _csl_json),
    CitationForm("BibTeX of its sources", _bibtex),
)
"""All forms, the usual one first."""


def citation(
    event: Event,
    quote: Quote,
    sources: Mapping[str, Source],
    names: Mapping[str, Name],
    finding: Finding | None = None,
) -> str:
    """Outlet, author, title and date of a passage's source, the passage, who says it, and the address.

    What is missing is left out. A source with neither of the first three goes by its id, and a passage
    with no source by its event. A passage that is known not to stand so in its text says so.
    """
    source = sources.get(quote.source or "")
    named = _source(quote.source, sources) if quote.source else f"{in_one_line(event.title)}, {NO_SOURCE}"
    said = said_of(quote, names, finding)
    told = f" ({'; '.join(said)})" if said else ""
    address = (source.url or source.archived) if source else None
    return f"{named}: “{in_one_line(quote.exact)}”{told}" + (f" {in_one_line(address)}" if address else "")


def said_of(quote: Quote, names: Mapping[str, Name], finding: Finding | None = None) -> list[str]:
    """Who says a passage, as what, by which channel, and what is wrong with it."""
    speaker = speaker_words(quote, names)
    said = [*([speaker] if speaker else []), *([KINDS[quote.kind]] if quote.kind else [])]
    said += [f"via {in_one_line(quote.via)}"] if quote.via else []
    return said + ([fault_words(finding)] if finding is not None and is_wrong(finding) else [])


def event_citation(event: Event, sources: Mapping[str, Source]) -> str:
    """The title and date of an event, then the sources that report it."""
    named = "; ".join(_source(key, sources) for key in dict.fromkeys(filter(None, event.reported_by)))
    head = f"{in_one_line(event.title)} ({date_words(event.date)})"
    return f"{head}. Sources: {named}" if named else head


def speaker_words(quote: Quote, names: Mapping[str, Name]) -> str:
    """Who says it, with the role; empty where nobody is named."""
    name = names.get(quote.speaker or "")
    if name is None:
        return in_one_line(quote.speaker or "")
    return ", ".join(in_one_line(part) for part in (name.name, name.role) if part)


def _source(source_id: str, sources: Mapping[str, Source]) -> str:
    return ", ".join(_parts(source_id, sources.get(source_id, Source()), sources, _OUTLET_FIRST))
