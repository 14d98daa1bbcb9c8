"""Everything that events can be narrowed by, each declared once: its word, what it means, who has it.

The words of a query, what completion says of them, the values to narrow by, what the index holds of each
event, and the help all come from these rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Event

PROOFS: Final = ("altered", "not-found", "cut")
"""Of what stands behind `is:`, the states of passages, known where these were compared with texts."""
CHANGED: Final = "changed"
"""Of what stands behind `is:`, what is new or another since the timeline was last left."""
SINCE: Final = "since"
"""The word before versions that a timeline is compared with."""
LAST_LEFT: Final = ""
"""Stands for the version that was last left, where others are named."""


class Criterion(NamedTuple):
    """One thing that events can be narrowed by."""

    word: str
    """What stands before the colon."""
    meaning: str
    """What its values are, as completion and the help say it."""
    example: str
    """How it is typed, with a value or two."""
    heading: str = ""
    """What stands above its values where they are listed; nothing where they are not."""
    quotes: str = ""
    """The field of passages that holds its values, where one does."""
    events: str = ""
    """The field of events that holds a list of its values, where one does."""
    choices: tuple[str, ...] = ()
    """All of its values, where they are known beforehand."""
    lists: Literal["", "names", "sources"] = ""
    """The list of the file whose ids are its values, which may be spelled as it spells them."""
    is_kind: bool = False
    """Whether it is a kind of name, and means the names of that kind."""
    is_date: bool = False
    """Whether its values are dates."""

    @property
    def kind(self) -> str:
        """What the index calls it: kinds of names are all names there."""
        return "name" if self.is_kind else self.word

    @property
    def staged(self) -> bool:
        """Whether an event says by itself which of its values it has."""
        return bool(self.quotes or self.events)

    def values_of(self, event: Event) -> list[str]:
        """The values that an event has, each once."""
        if self.events:
            held = [*getattr(event, self.events)]
        elif event.quotes:
            field = self.quotes
            held = [value for quote in event.quotes if (value := getattr(quote, field)) is not None]
        else:
            return []
        return [*dict.fromkeys(held)] if len(held) > 1 else held


CRITERIA: Final = {
    row.word: row
    for row in (
        Criterion("name", "a place, group or person, by any spelling", 'name:"Lozova Rudka"', lists="names"),
        Criterion(
            "place", "a place, by any spelling", "place:tyotkino", "Places", lists="names", is_kind=True
        ),
        Criterion(
            "group",
            "a group, by any spelling",
            'group:"Freedom of Russia Legion"',
            "Groups",
            lists="names",
            is_kind=True,
        ),
        Criterion(
            "person",
            "a person, by any spelling",
            "person:roman-starovoit",
            "People",
            lists="names",
            is_kind=True,
        ),
        Criterion(
            "source",
            "a source, of a passage or cited with none",
            "source:newsweek,rferl",
            "Sources",
            lists="sources",
        ),
        Criterion(
            "speaker",
            "whose words are quoted",
            "speaker:roman-starovoit",
            "Speakers",
            quotes="speaker",
            lists="names",
        ),
        Criterion("tag", "a tag", "tag:fighting", "Tags", events="tags"),
        Criterion(
            "kind",
            "direct, reported or narration",
            "kind:direct",
            "Kinds of passage",
            quotes="kind",
            choices=("direct", "reported", "narration"),
        ),
        Criterion("via", "the channel by which a passage was said", "via:telegram", "Channels", quotes="via"),
        Criterion(
            "field",
            "what the file says in words of its own, such as status=verified",
            "field:region=bryansk",
            "Fields",
        ),
        Criterion("before", "surely over before this date", "before:2023-05", is_date=True),
        Criterion("after", "surely begun after this date", "after:2023-05", is_date=True),
        Criterion("in", "may have been in this time, such as 2023-05", "in:2023-05", "Years", is_date=True),
        Criterion(SINCE, "new or changed since a revision of git: a branch, a tag, HEAD~3", "since:HEAD~3"),
        Criterion(
            "is",
            "key, disputed, single-source, undated, changed...",
            "is:disputed",
            "States",
            choices=(
                *("key", "disputed", "single-source", "only-cited", "unsourced"),
                *("undated", "misdated", "uncertain", "approximate", *PROOFS, CHANGED),
            ),
        ),
    )
}
"""Every criterion by its word, in the order in which they are offered and listed."""

DATES: Final = tuple(word for word, row in CRITERIA.items() if row.is_date)
"""The words that take a date."""
