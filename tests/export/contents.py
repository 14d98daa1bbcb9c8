"""What tests hand on: every kind of date and field, and texts that try to act where they are read."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from hypothesis import strategies as st

from timeline_tui.export.content import Content, Heading, LeftBehind
from timeline_tui.export.formats import FORMATS
from timeline_tui.model.timeline import Event, Media, Name, Quote, Source, Tour, TourStep

HOSTILE = (
    '=HYPERLINK("http://example.org","x") <script>alert("&")</script> ]]> \x1b[31m\x07 \u202eabc, ;\\ "q"\r\n'
    "BEGIN:VEVENT\r\nx-`*[link](javascript:alert(1)) \x00 \ufffe \u2028 {\\input{x}} %$#_ é 🎉"
)
SOURCES = {
    "agency": Source(
        title="Told first",
        outlet="Agency",
        author="A. Writer",
        published="2024-03-13",
        url="https://example.org/a",
    ),
    "copy": Source(title="Told again", derived_from="agency", sha256="0" * 64),
    "nobody": Source(published="[2024-03-13..2024-03-17]"),
    "evil": Source(
        title=HOSTILE, outlet=HOSTILE, author=HOSTILE, published="soon", url="javascript:alert(1)"
    ),
}
NAMES = {
    "mayor": Name(kind="person", name="The Mayor", also=("Mayor",), role="of the town", within="town"),
    "town": Name(kind="place", name="Town", at=("51.19", "34.27")),
    "evil": Name(name=HOSTILE),
}
DATES = (
    *("2024-03-12", "2024-03-12T05:00-04:00", "2024-03-12T05:00", "2024-03", "2024", "202X", "2024-21"),
    *(
        "2023-06~",
        "2023-05-22/2023-05-24",
        "2024-05/..",
        "../2024-05",
        "[2024-03-12,2024-03-14]",
        "-0044-03-15",
    ),
    *("-0499", "Y-12000", "2024-03-12?", "0079-08-24", "9999-12-31", "2024-03-12/", "not a date"),
)


TOURS = {
    "way": Tour(
        title="A way",
        steps=(
            TourStep(event="raid", passage="agency", text="It began."),
            TourStep(event="part", text=HOSTILE),
        ),
    ),
    "evil": Tour(title=HOSTILE, steps=(TourStep(event="gone", passage=HOSTILE),)),
}


def contents(*events: Event, whole: bool = True, tours: Mapping[str, Tour] | None = None) -> Content:
    """These events as a timeline."""
    heading = Heading("A small one", "What it is about", "Free", "Europe/Kyiv")
    return Content(heading, events, SOURCES, NAMES, whole=whole, tours=tours or {})


def written(name: str, content: Content) -> tuple[bytes, LeftBehind]:
    """The content in the format of this name, and what that does not hold."""
    out = BytesIO()
    losses = FORMATS[name].write(content, out)
    return out.getvalue(), losses


EVERYTHING = Event(
    id="raid",
    date="2024-03-12",
    title="The raid",
    key=True,
    summary="How it began.\n\nAnd went on.",
    names=("mayor", "town"),
    tags=("raid", "a; b"),
    disputes={"taken": "Was it taken?"},
    quotes=(
        Quote(
            exact="We took it.",
            source="agency",
            speaker="mayor",
            kind="direct",
            dispute="taken",
            position="Yes",
        ),
        Quote(
            exact="They did not.", prefix="said: ", source="copy", via="radio", dispute="taken", position="No"
        ),
        Quote(exact="Nobody knows whence."),
    ),
    sources=("nobody",),
    links=("https://example.org/more",),
    media=(Media(url="https://example.org/a.jpg", caption="A bridge", credit="A. P."),),
    fields={"status": "verified", "seen": ("1", "2"), "title": "its own"},
    note="Inferred.",
)
PART = Event(
    id="part", date="2024-03", title="A part", part_of="raid", quotes=(Quote(exact="x", source="evil"),)
)
EVIL = Event(
    id="evil",
    date=None,
    title=HOSTILE,
    summary=HOSTILE,
    tags=(HOSTILE,),
    names=("evil",),
    quotes=(Quote(exact=HOSTILE, source="evil", speaker="evil", position=HOSTILE, dispute="d", via=HOSTILE),),
    disputes={"d": HOSTILE},
    links=("javascript:alert(1)",),
    media=(Media(url="javascript:alert(1)", caption=HOSTILE),),
    fields={HOSTILE: HOSTILE},
    note=HOSTILE,
)
DATED_EVIL = Event(
    **{name: getattr(EVIL, name) for name in Event.__slots__} | {"id": "evil-2", "date": "2024-03-12"}
)

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.uuids().map(str),
        date=st.none() | st.sampled_from(DATES),
        title=_TEXTS,
        summary=st.none() | _TEXTS,
        tags=st.lists(_TEXTS, max_size=2, unique=True).map(tuple),
        names=st.lists(st.sampled_from(list(NAMES)), max_size=2, unique=True).map(tuple),
        quotes=st.lists(
            st.builds(Quote, exact=_TEXTS, source=st.none() | st.sampled_from(list(SOURCES))), max_size=2
        ).map(tuple),
        key=st.booleans(),
    ),
    max_size=5,
)
"""A few events of any kind, with texts of any letters."""


def addressed(address: str) -> Content:
    """A passage of a text at an address, with the words before it."""
    quote = Quote(exact="We-took it", prefix="said: ", suffix=", all", source="text")
    event = Event(id="told", date="2024-03-12", title="Told", quotes=(quote,))
    return Content(Heading("Told"), [event], {"text": Source(title="A text", url=address)}, {})
