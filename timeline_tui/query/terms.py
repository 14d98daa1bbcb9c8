"""What a query is made of, and what is said of one that cannot be read."""

from __future__ import annotations

from typing import Final, NamedTuple

FIELDS: Final = (
    *("name", "place", "group", "person", "speaker", "source", "tag", "kind"),
    *("field", "before", "after", "in", "is"),
)
"""What may stand before a colon."""
DATES: Final = ("before", "after", "in")
"""The fields that take a date."""
PROOFS: Final = ("altered", "not-found", "cut")
"""Of what stands behind `is:`, the states of passages, known where these were compared with texts."""
STATES: Final = (
    *("key", "disputed", "single-source", "only-cited", "unsourced"),
    *("undated", "misdated", "uncertain", "approximate"),
    *PROOFS,
)
"""What may stand behind `is:`."""
KINDS: Final = ("direct", "reported", "narration")
"""What may stand behind `kind:`."""


class Term(NamedTuple):
    """One condition; an event has to meet all of them, but of those that `OR` joins only one."""

    field: str | None
    """What stands before the colon; None for words."""
    values: tuple[str, ...]
    """Any of these; for words, the one text of them. Dates are in EDTF."""
    excluded: bool
    """Whether no event may meet it."""
    phrase: bool
    """Whether it stands in quotation marks."""
    prefix: bool
    """Whether its last word is only known to begin so."""
    start: int
    """Where it begins in the text of the query, in characters."""
    end: int
    joined: bool = False
    """Whether `OR` stands between it and the term before."""


class Query(NamedTuple):
    """All terms in the order in which they were written; one with none finds every event."""

    terms: tuple[Term, ...] = ()

    @property
    def groups(self) -> list[tuple[Term, ...]]:
        """The terms, with those together that `OR` joins: an event has to meet one of each group."""
        groups: list[tuple[Term, ...]] = []
        for term in self.terms:
            together = groups.pop() if term.joined and groups else ()
            groups.append((*together, term))
        return groups

    @property
    def on_proofs(self) -> list[Term]:
        """The terms that ask what became of passages."""
        return [one for one in self.terms if one.field == "is" and not set(one.values).isdisjoint(PROOFS)]

    @property
    def on_proof(self) -> Term | None:
        """The first term that does."""
        return next(iter(self.on_proofs), None)


class Unreadable(ValueError):  # noqa: N818 - it names what the text is
    """A query that cannot be read: a sentence, where in the text, and what to try."""

    def __init__(self, sentence: str, start: int, end: int, hint: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.start = start
        self.end = end
        self.hint = hint


def uncompared(term: Term) -> Unreadable:
    """What is said of a term on what became of passages, where no text is at hand."""
    hint = "--texts FOLDER, or a folder of texts in the settings"
    return Unreadable(
        f"is:{term.values[0]} wants passages that were compared with texts", term.start, term.end, hint
    )
