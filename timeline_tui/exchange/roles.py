"""What a column can be, and the headers by which it is known: one row for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

_NO_WORD = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(.+?)_?([0-9]{1,3})")


class Role(NamedTuple):
    """What the cells of a column say."""

    id: str
    meaning: str
    headers: str = ""
    """How it is called in files that were seen, the likeliest first; blanks stand between them."""
    several: bool = False
    """Whether several columns can say it."""


OWN: Final = "fields"
"""What a column is that fits nothing: it stays as a word of the file's own."""
LEFT: Final = "-"
"""What a column is that somebody wants to leave out."""

_ROWS = (
    Role("edtf", "the date in EDTF, which is taken before any other", "edtf date_edtf edtf_date"),
    Role(
        "date",
        "when it was, or when it began",
        "date event_date start_date date_start start when datetime date_time startdate start_time begin "
        "begins began from datum fecha дата incident_date date_of_event timestamp occurred occurred_at",
    ),
    Role(
        "end",
        "when it ended",
        "end end_date date_end enddate until finish ended end_time ends date_to to_date",
    ),
    Role("year", "the year of the date", "year start_year jahr año annee année год"),
    Role("month", "its month", "month start_month monat mes mois"),
    Role("day", "its day", "day start_day tag_des_monats dia jour"),
    Role("time", "its time of day", "time time_of_day clock start_clock"),
    Role("end_year", "the year of the end", "end_year"),
    Role("end_month", "its month", "end_month"),
    Role("end_day", "its day", "end_day"),
    Role("end_clock", "its time of day", "end_clock end_time_of_day"),
    Role(
        "precision",
        "how exact the date is: day, month, year, about",
        "date_precision precision time_precision approx approximate circa",
    ),
    Role(
        "title",
        "a short line for the list",
        "title headline event message name event_name event_title subject what heading titel titulo titre",
    ),
    Role(
        "summary",
        "a few sentences",
        "summary description text details content body event_description beschreibung descripcion",
    ),
    Role("id", "the id of the event", "id event_id slug uid unique_id guid"),
    Role("key", "whether it is what one tells first", "key important highlight"),
    Role("part_of", "the id of the event that it is part of", "part_of parent parent_id"),
    Role(
        "place",
        "a place",
        "location place places city town village region state province county country where address_of_event "
        "ort lieu lugar",
        several=True,
    ),
    Role("person", "a person", "person people persons person_entity who victim author_of_act", several=True),
    Role(
        "group",
        "an organisation",
        "organisation organization organisations organizations org party unit",
        True,
    ),
    Role("names", "places, groups or people", "names actors actor entities entity participants", True),
    Role(
        "tags",
        "words to group by",
        "tags tag category categories type types group groups keywords kinds kategorie kategorien "
        "schlagworte categoria categorie étiquettes",
        True,
    ),
    Role("latitude", "where the place lies", "latitude lat"),
    Role("longitude", "where the place lies", "longitude long lng lon"),
    Role(
        "source",
        "where it is written: an address, a title or the id of a source",
        "source sources source_url source_urls sources_url sources_name source_link source_links url urls "
        "link links uri uris href source_name source_text reference references citation "
        "citations quelle fuente",
        several=True,
    ),
    Role("source_id", "the id of the source", "source_id"),
    Role("sha256", "the SHA-256 of the text of the source", "sha256"),
    Role("cited", "the ids of sources that report it, with no passage taken", several=True),
    Role("source_title", "the headline of the source", "source_title sources_title article article_title"),
    Role(
        "outlet",
        "who published the source",
        "outlet sources_outlet source_outlet publisher publication newspaper journal media_outlet site",
    ),
    Role("author", "who wrote the source", "author authors byline writer"),
    Role(
        "published", "when the source was published", "published date_published publication_date published_at"
    ),
    Role(
        "archived",
        "the address of an archived copy",
        "archived archive archive_url archived_url archive_link",
    ),
    Role("language", "the language of the source", "language lang"),
    Role("exact", "a passage, letter for letter", "exact quote quotation passage"),
    Role("prefix", "the words before the passage", "prefix"),
    Role("suffix", "the words behind it", "suffix"),
    Role("kind", "direct, reported or narration", "kind"),
    Role("speaker", "whose words the passage has", "speaker said_by"),
    Role("via", "by what the passage was said", "via"),
    Role("dispute", "what the passage answers", "dispute"),
    Role("question", "what the passage answers, as a question"),
    Role("disputes", "what accounts differ on, and the questions of it"),
    Role("variant_of", "the source of the passage that it words differently"),
    Role("position", "its answer", "position"),
    Role("passage_note", "what a reader should know of the passage"),
    Role("links", "an address for further reading", "further_reading see_also website webpage", True),
    Role("media", "the address of a picture or film", "media image images picture photo video", True),
    Role("caption", "what the picture shows", "media_caption caption"),
    Role("credit", "whose the picture is", "media_credit credit"),
    Role(
        "note",
        "from what the date is known, and the like",
        "note notes comment comments remark remarks notiz notizen bemerkung",
    ),
    Role("derived", "a date in another form, which says no more than the one beside it", several=True),
    Role(OWN, "a word of the file's own", several=True),
    Role(LEFT, "left out", several=True),
)
ROLES: Final[Mapping[str, Role]] = {role.id: role for role in _ROWS}
"""All that a column can be."""

_BY_HEADER: dict[str, tuple[str, int]] = {}
for _role in _ROWS:
    for _rank, _header in enumerate(_role.headers.split()):
        _BY_HEADER.setdefault(_header, (_role.id, _rank))


def heading(header: str) -> str:
    """A header as it is compared: in small letters, with one low line for all that is no letter."""
    return _NO_WORD.sub("_", header.casefold()).strip("_")


def role_of(header: str) -> tuple[str, int] | None:
    """What a column of this header is, and how likely; the smaller number is the likelier."""
    bare = heading(header)
    found = _BY_HEADER.get(bare)
    if found is None and (numbered := _NUMBERED.fullmatch(bare)):
        found = _BY_HEADER.get(numbered[1])
        # Of source_1 to source_9 each is one; a second title is none.
        if found is not None and not ROLES[found[0]].several:
            return None
    return found


def proposed(headers: Iterable[str], fixed: Mapping[str, str]) -> dict[str, str]:
    """What each column is; `fixed` is what a format or a person says of some."""
    mapping = dict(fixed)
    taken = {role for role in mapping.values() if not ROLES[role].several}
    best: dict[str, tuple[int, str]] = {}
    headers = list(headers)
    for header in headers:
        found = None if header in mapping else role_of(header)
        if found is None:
            mapping.setdefault(header, OWN)
            continue
        role, rank = found
        mapping[header] = role
        if ROLES[role].several:
            continue
        if role in taken or (role in best and best[role][0] <= rank):
            mapping[header] = OWN
        else:
            if role in best:
                mapping[best[role][1]] = OWN
            best[role] = rank, header
    return {header: mapping[header] for header in headers}
