"""What an index knows of passages: those of a source, and those that answer a disputed point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from timeline_tui.index.naming import Ask
from timeline_tui.index.rows import Passage
from timeline_tui.index.sound import NUMBER, TEXT, checked

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Event, Quote

# A page of passages that nobody reads to its end is not fetched to its end.
MOST_PASSAGES = 400


class Passages:
    """Answers about the passages of one index; each can raise `Unusable`."""

    def __init__(self, ask: Ask, event: Callable[[int], Event]) -> None:
        self._ask = ask
        self._event = event

    def counts(self) -> dict[str, int]:
        """How many passages are taken from each source, those that are not listed among them."""
        return dict(checked(self._ask("SELECT id, passages FROM source ORDER BY key"), TEXT, NUMBER))

    def reports(self) -> dict[str, int]:
        """How many passages are taken from each source, and how many events cite it, together."""
        asked = "SELECT id, passages + citations FROM source ORDER BY key"
        return dict(checked(self._ask(asked), TEXT, NUMBER))

    def citing(self, source_id: str, most: int = MOST_PASSAGES) -> tuple[list[int], int]:
        """The first ranks of the events that cite the source with no passage from it, and how many do."""
        asked = "SELECT rank FROM citation JOIN source ON source = key WHERE id = ? ORDER BY rank LIMIT ?"
        ranks = self._ask(asked, source_id, most)
        counted = checked(self._ask("SELECT citations FROM source WHERE id = ?", source_id), NUMBER)
        return [rank for (rank,) in checked(ranks, NUMBER)], counted[0][0] if counted else 0

    def of_source(self, source_id: str, around: int = 0) -> list[Passage]:
        """The passages taken from the source, in the order of the list.

        Where there are more than `MOST_PASSAGES`, those that stand around the rank `around`;
        `counts` says how many there are.
        """
        own = "FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        return self._passages(own, source_id, around)

    def on(self, dispute_id: str, around: int = 0) -> list[Passage]:
        """The passages that answer the disputed point, in the order of the list; as many as above."""
        return self._passages("FROM answer WHERE dispute = ?", dispute_id, around)

    def _passages(self, own: str, key: str, around: int) -> list[Passage]:
        before = f"""
            SELECT rank, position {own} AND rank < ? ORDER BY rank DESC, position DESC
            LIMIT {MOST_PASSAGES // 2}
        """
        after = f"SELECT rank, position {own} AND rank >= ? ORDER BY rank, position LIMIT {MOST_PASSAGES}"
        places = self._ask(before, key, around)[::-1] + self._ask(after, key, around)
        return self._at_places(checked(places[:MOST_PASSAGES], NUMBER, NUMBER))

    def _at_places(self, places: list[tuple[int, int]]) -> list[Passage]:
        from timeline_tui.index.kept import quote_of

        passages: list[Passage] = []
        rank_of_event, event = -1, None
        for rank, position in places:
            if rank != rank_of_event or event is None:
                rank_of_event, event = rank, self._event(rank)
            quote = quote_of(event, position)
            passages.append(Passage(rank, event.id or "", event.title, event.date, position, quote))
        return passages

    def answers(self, dispute_id: str) -> Iterator[Quote]:
        """Every passage that answers the disputed point, in the order of the list, however many."""
        asked = """
            SELECT rank, position FROM answer WHERE dispute = ? AND (rank, position) > (?, ?)
            ORDER BY rank, position LIMIT ?
        """
        place = (-1, -1)
        while places := checked(self._ask(asked, dispute_id, *place, MOST_PASSAGES), NUMBER, NUMBER):
            yield from (passage.quote for passage in self._at_places(places))
            place = places[-1]

    def quoting(self, source_id: str, rank: int, direction: int) -> int | None:
        """The next event after this one, or before it, with a passage from the source."""
        own = "SELECT rank FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        later, earlier = "AND rank > ? ORDER BY rank LIMIT 1", "AND rank < ? ORDER BY rank DESC LIMIT 1"
        found = self._ask(f"{own} {later if direction > 0 else earlier}", source_id, rank)
        return checked(found, NUMBER)[0][0] if found else None

    def questions(self, ids: Iterable[str]) -> dict[str, str]:
        """The questions of these disputes; ids that nothing asks are left out."""
        asked = "SELECT text FROM question WHERE dispute = ?"
        found = ((id_, checked(self._ask(asked, id_), TEXT)) for id_ in ids)
        return {id_: rows[0][0] for id_, rows in found if rows}
