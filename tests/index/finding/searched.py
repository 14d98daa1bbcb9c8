"""What a query must find, worked out event by event in the plainest way, and timelines to look in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from hypothesis import strategies as st

from timeline_tui.model import dates
from timeline_tui.model.days import day_iso, to_civil
from timeline_tui.model.timeline import Event, Media, Name, Quote, Source, families

NAMES = {
    "zemlya": Name(kind="place", name="Zemlya", also=("Земля",)),
    "legion": Name(kind="group", name="The Legion", also=("Légion",)),
    "mayor": Name(kind="person", name="Straße Mayor", fields={"status": "in office", "score": "-5"}),
    "nobody": Name(name="Nobody"),
}
SOURCES = {
    "paper": Source(
        title="Raid at night",
        outlet="The Paper",
        published="2023-02-01",
        fields={"status": ("verified", "refined")},
    ),
    "copy": Source(title="Набег", derived_from="paper", published="2024-01-15"),
    "radio": Source(outlet="Радио 中文"),
}
WORDS = (
    *("raid", "RAID", "Räid", "refinery", "refined", "Straße", "strasse", "12", "2024", "naïve", "x"),
    *("Ёлка", "елка", "Грайворон", "ΣΊΣΥΦΟΣ", "σίσυφος", "中文", "中国人", "ภาษา", "Zemlya", "Земля", "🔥"),
)
SPELLED = {"Zemlya": "zemlya", "Земля": "zemlya"}
DATES = (
    *("2023", "2023-05", "2023-05-22", "2023-05-22/2023-06-02", "2023-12/2024-01", "2022-24", "202X"),
    *("2024-03-12~", "2024-03-12?", "../2023-06", "2023-06/..", "-0044-03-15", "[2023-03..2024-03]"),
    *("[2021,2024-03-12]", "[..2021,2023-05]", "20XX-12-25", "2X23", "20XX-02-29", "2023-XX-12", "-00XX-03"),
    *("2024-03-12T05:00", "2024-03-12T05:01", "2024-03-12T23:59", "2024-03-13T00:00", "12/03/2024"),
)
ASKED_DATES = (
    *("[2020,2024]", "20XX-12-25", "2024-02-29", "2021-06", "2XX4-05", "2024-03-12", "2024-22", "2023-12~"),
    *("2024-03-12T05:00", "2024-03-12T04:59", "2024-03-12T23:59", "2024-03-13T00:00", "-0044-03-15"),
    *("2024-03-12T05:00:00", "2024-03-12T05:00:59"),
    *("2023", "2023-05", "2023-05-23", "2022/2023", "../2022", "2024/..", "-0044", "[2022,2024-03]"),
    *("[2021..2022,2024]", "[..2021]", "[2024-03-12..]"),
)
STATES = (
    *("key", "disputed", "single-source", "only-cited", "unsourced"),
    *("undated", "misdated", "uncertain", "approximate"),
)
_RUNS = ("CJK UNIFIED", "THAI", "HIRAGANA", "KATAKANA")


class Asked(NamedTuple):
    """One term, as it is written and as it is meant."""

    text: str
    meets: Callable[[Event], bool]
    excluded: bool


def tokens(text: str) -> list[str]:
    """The words of a text, letter by letter."""
    found = [""]
    for letter in unicodedata.normalize("NFD", text):
        category = unicodedata.category(letter)
        if category == "Mn":
            continue
        alone = category == "So" or unicodedata.name(letter, "").startswith(_RUNS)
        if alone:
            found += [letter, ""]
        elif category[0] in "LN":
            found[-1] += unicodedata.normalize("NFD", letter.casefold())
        else:
            found.append("")
    return [word for word in found if word]


def mentioned(event: Event) -> set[str]:
    speakers = {quote.speaker for quote in event.quotes if quote.speaker is not None}
    spelled = {SPELLED[word] for quote in event.quotes for word in quote.exact.split() if word in SPELLED}
    return {*event.names, *speakers, *spelled}


def texts(event: Event) -> Iterator[str]:
    yield from (event.title, event.summary or "", *event.tags)
    for media in event.media:
        yield from (media.caption or "", media.credit or "")
    for quote in event.quotes:
        yield quote.exact
    for id_ in event.reported_by:
        source = SOURCES.get(id_ or "")
        yield from (id_ or "",) if source is None else (source.title or "", source.outlet or "")
    for _, text in own(event):
        yield text
    for name in mentioned(event):
        yield from (NAMES[name].name, *NAMES[name].also) if name in NAMES else (name,)


def own(event: Event) -> set[tuple[str, str]]:
    """What the event and its sources and names say in words of their own."""
    known = [NAMES.get(name) for name in mentioned(event)]
    told = [event, *known, *(SOURCES.get(id_ or "") for id_ in event.reported_by)]
    said = [pair for one in told if one is not None for pair in one.fields.items()]
    return {(word, text) for word, held in said for text in ((held,) if isinstance(held, str) else held)}


def holds(event: Event, words: Sequence[str], begun: bool) -> bool:
    """Whether the words stand in one of its texts in a row; of the last, perhaps only a beginning."""
    for text in texts(event):
        held = tokens(text)
        for at in range(len(held) - len(words) + 1):
            *whole, last = held[at : at + len(words)]
            if whole == list(words[:-1]) and (last.startswith(words[-1]) if begun else last == words[-1]):
                return True
    return False


def states(event: Event) -> set[str]:
    span = dates.understood(event.date)
    sources = {quote.source for quote in event.quotes if quote.source is not None}
    kin = families(SOURCES)
    every = {
        "disputed": bool(event.all_disputes),
        "single-source": len({kin.get(source, source) for source in sources}) == 1,
        "key": event.key,
        "only-cited": bool(event.sources) and not event.quotes,
        "unsourced": not sources and not event.sources,
        "misdated": span is None and event.date is not None,
        "undated": span is None,
        "uncertain": span is not None and span.uncertain,
        "approximate": span is not None and span.approximate,
    }
    return {state for state, is_so in every.items() if is_so}


def facets(event: Event, field: str) -> set[str]:
    """The values of a field that the event has."""
    if field in {"name", "place", "group", "person"}:
        kinds = {name: NAMES[name].kind if name in NAMES else None for name in mentioned(event)}
        return {name for name, kind in kinds.items() if field in {"name", kind}}
    if field == "in":
        return years(event)
    if field == "field":
        return {f"{word}={text}" if len(text) < 60 else word for word, text in own(event)}
    quotes = event.quotes
    found: dict[str, set[str | None]] = {
        "speaker": {quote.speaker for quote in quotes},
        "source": {*event.reported_by},
        "kind": {quote.kind for quote in quotes},
        "via": {quote.via for quote in quotes},
        "tag": {*event.tags},
        "is": {*states(event)},
    }
    return {value for value in found[field] if value is not None}


def years(event: Event) -> set[str]:
    """The years that it can touch, out of a few."""
    return {year for year in ("-0044", "-0099", *map(str, range(2000, 2027))) if touches(event, "in", year)}


def touches(event: Event, field: str, asked: str) -> bool:
    """Whether the date of the event can be in what is asked, is surely before it or surely after it."""
    span = dates.understood(event.date)
    if span is None:
        return False
    here, there = stretches(span), stretches(dates.parse(asked))
    if field == "before":
        return max(last for _, last in here) < min(first for first, _ in there)
    if field == "after":
        return min(first for first, _ in here) > max(last for _, last in there)
    return any(first <= end and last >= start for first, last in here for start, end in there)


@cache
def stretches(span: dates.Span) -> list[tuple[int, int]]:
    """All seconds that a date can mean, on one clock."""
    if span.shape == "one of":
        return [stretch for member in span.dates for stretch in stretches(member)]
    first = -(10**9) if span.earliest is None else span.earliest
    last = 10**9 if span.latest is None else span.latest
    if span.masked and span.shape == "date":
        looks = re.compile(span.text.replace("X", "[0-9]") + ".*")
        return [seconds(day) for day in range(first, last + 1) if looks.fullmatch(day_iso(day))]
    if span.clock is not None:
        second = 86_400 * first + span.clock
        return [(second, second + 59 * (span.precision == "minute"))]
    return [(seconds(first)[0], seconds(last)[1])]


def seconds(day: int) -> tuple[int, int]:
    """The first and the last second of a day."""
    return 86_400 * day, 86_400 * day + 86_399


def counted(events: Sequence[Event], field: str) -> dict[str, int]:
    """How many events have each value; of years, those in which something begins."""
    found = Counter(value for event in events for value in facets(event, field))
    return dict(found)


def begun_years(events: Sequence[Event]) -> set[str]:
    spans = [span for event in events if (span := dates.understood(event.date)) is not None]
    days = [span.latest if span.earliest is None else span.earliest for span in spans]
    return {
        f"{year:05}" if (year := to_civil(day)[0]) < 0 else f"{year:04}" for day in days if day is not None
    }


_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_messy = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from([" ", ", ", "-", "\n"])
).map(lambda drawn: drawn[1].join(drawn[0]))
_kinds = st.sampled_from([None, "direct", "reported", "narration"])
_quotes = st.builds(
    Quote,
    exact=_texts,
    source=st.sampled_from([None, *SOURCES, "unlisted"]),
    speaker=st.sampled_from([None, None, "mayor", "stranger"]),
    kind=_kinds,
    via=st.sampled_from([None, "Telegram", "state television"]),
    dispute=st.sampled_from([None, None, "taken"]),
)
_own: st.SearchStrategy[str | tuple[str, ...]] = st.sampled_from(
    ["verified", "-5", "5", ("12/03", "raid"), "“", 'a="b", c', ()]
)
_LONG = "a text that no two events have in common, since it is so long " * 2


def _fitting(fields: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
    return {word: _LONG if word == "Long one" else said for word, said in fields.items()}


events = st.lists(
    st.builds(
        Event,
        date=st.none() | st.sampled_from(DATES),
        title=_messy,
        summary=st.none() | _messy,
        names=st.lists(st.sampled_from([*NAMES, "unlisted"]), max_size=2).map(tuple),
        tags=st.lists(st.sampled_from(["border", "Big fire", "Граница"]), max_size=2).map(tuple),
        quotes=st.lists(_quotes, max_size=3).map(tuple),
        key=st.booleans(),
        media=st.lists(
            st.builds(
                Media,
                url=st.just("https://a.example/b"),
                caption=st.none() | _messy,
                credit=st.none() | _messy,
            ),
            max_size=1,
        ).map(tuple),
        sources=st.lists(st.sampled_from([*SOURCES, "unlisted"]), max_size=2).map(tuple),
        fields=st.dictionaries(st.sampled_from(["status", "score", "Long one"]), _own, max_size=2).map(
            _fitting
        ),
    ),
    max_size=12,
)

_FIELDS = {
    **{field: [*NAMES, "unlisted", "ЗЕМЛЯ", "legion", "the legion"] for field in ("name", "place", "group")},
    "speaker": ["mayor", "stranger", "strasse mayor", "nobody"],
    "source": [*SOURCES, "unlisted", "the paper", "набег"],
    "tag": ["border", "BIG FIRE", "граница", "nothing"],
    "kind": ["direct", "reported"],
    "via": ["TELEGRAM", "state television", "nothing"],
    "field": [
        *(
            "status",
            "STATUS",
            "long one",
            "status=",
            "status=verified",
            "Status=VERIFIED",
            "score=-5",
            "score=5",
        ),
        *(
            "status=in  office",
            "score=12-03",
            "nothing",
            "status=nothing",
            "long one=a text",
            'score=a=""b"", c',
        ),
    ],
    "is": list(STATES),
}
_MEANT = {
    "ЗЕМЛЯ": "zemlya",
    "the legion": "legion",
    "strasse mayor": "mayor",
    "the paper": "paper",
    "набег": "copy",
    "BIG FIRE": "Big fire",
    "TELEGRAM": "Telegram",
    **dict.fromkeys(["STATUS", "status="], "status"),
    "long one": "Long one",
    "Status=VERIFIED": "status=verified",
    "status=in  office": "status=in office",
    "score=12-03": "score=12/03",
    'score=a=""b"", c': 'score=a="b", c',
    "граница": "Граница",
}


@st.composite
def _words(draw: st.DrawFn) -> Asked:
    form: Literal["word", "begun", "phrase"] = draw(st.sampled_from(["word", "begun", "phrase"]))
    held = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2 if form == "phrase" else 1))
    minus = draw(st.sampled_from(["", "", "-"]))
    meant = [token for word in held for token in tokens(word)]
    if form == "phrase":
        text = f'{minus}"{" ".join(held)}"'
    elif form == "begun":
        cut = draw(st.integers(1, len(held[0])))
        meant = tokens(held[0][:cut])
        text = f"{minus}{held[0][:cut]}*"
    else:
        text = f"{minus}{held[0]}"
    return Asked(text, lambda event: holds(event, meant, form == "begun"), bool(minus))


@st.composite
def _facets(draw: st.DrawFn) -> Asked:
    field = draw(st.sampled_from(list(_FIELDS)))
    values = draw(st.lists(st.sampled_from(_FIELDS[field]), min_size=1, max_size=2))
    minus = draw(st.sampled_from(["", "", "-"]))
    meant = {_MEANT.get(value, value) for value in values}
    text = f"{minus}{field}:" + ",".join(f'"{value}"' for value in values)
    return Asked(text, lambda event: bool(meant & _held(event, field)), bool(minus))


def _held(event: Event, field: str) -> set[str]:
    return facets(event, field) | ({word for word, _ in own(event)} if field == "field" else set())


@st.composite
def _dates(draw: st.DrawFn) -> Asked:
    field = draw(st.sampled_from(["in", "before", "after"]))
    value = draw(st.sampled_from(ASKED_DATES))
    minus = draw(st.sampled_from(["", "", "-"]))
    return Asked(f"{minus}{field}:{value}", lambda event: touches(event, field, value), bool(minus))


_terms = _words() | _facets() | _dates()


@st.composite
def _either(draw: st.DrawFn) -> Asked:
    terms = draw(st.lists(_terms, min_size=2, max_size=3))
    return Asked(" OR ".join(term.text for term in terms), lambda event: any(_met(event, terms)), False)


queries = st.lists(_terms | _either(), max_size=4)


def _met(event: Event, asked: Sequence[Asked]) -> Iterator[bool]:
    return (term.meets(event) != term.excluded for term in asked)


def found(event: Event, asked: Sequence[Asked]) -> bool:
    """Whether the event meets every term."""
    return all(_met(event, asked))
