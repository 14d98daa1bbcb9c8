"""The form of a passage of an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from timeline_tui.tui.forms.fields import Field, Offered
from timeline_tui.tui.forms.saying import Said, source_of
from timeline_tui.tui.forms.sheet import Sheet, Texts, Unfit

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.loading.values import Plain
    from timeline_tui.model.timeline import Event

_PASSAGE: tuple[Field, ...] = (
    Field("exact", "Passage", "letter for letter as its source has it", block=True),
    Field("source", "Source", "by its id, outlet or headline", "source"),
)
_ABOUT: tuple[Field, ...] = (
    Field("kind", "Kind", "direct, reported or narration", "kind"),
    Field("speaker", "Speaker", "whose words, in any spelling", "name"),
    Field("via", "Via", "Telegram, television"),
    Field("dispute", "Dispute", "the disputed point that it answers", "dispute"),
    Field("position", "Position", "its answer, in a few words", "position"),
    Field("note", "Note", "what a reader should know of it", block=True),
)
_ROUND: tuple[Field, ...] = (
    Field("prefix", "Prefix", "the words just before it, where it stands more than once", more=True),
    Field("suffix", "Suffix", "the words just after it", more=True),
)
_MOST_ANSWERS = 400

Held = Callable[[str], str | None]
"""The text of a source, where it is held."""


class PassageSheet(Sheet):
    """Asks for a passage, or for what else is to be said of one that was taken from a text."""

    def __init__(
        self,
        index: Callable[[], Index | None],
        rank: int,
        event: Event,
        held: Held,
        taken: Mapping[str, Plain] | None = None,
    ) -> None:
        """`taken` is what is known of the passage already, letter for letter."""
        super().__init__(index, rank)
        self.event = event
        self._held = held
        self._taken = dict(taken or {})
        self.fields = _ABOUT if taken else (*_PASSAGE, *_ABOUT, *_ROUND)
        self.key = f"passage {event.id} {self._taken.get('exact', '')}"

    def _said(self, field: Field, text: str, index: Index, texts: Texts) -> Said | None:
        if field.id == "exact":
            return self._proof(text, texts.get("source", "").strip(), index)
        if field.sort == "dispute":
            question = self.event.disputes.get(text) or index.passages.questions([text]).get(text)
            return (
                Said(question) if question else Said(f"no event asks “{text}”: see what it offers", "warning")
            )
        return super()._said(field, text, index, texts)

    def _proof(self, exact: str, source: str, index: Index) -> Said | None:
        """What becomes of the passage in the text of its source."""
        from timeline_tui.evidence.matching import match
        from timeline_tui.model.proof import PROVEN
        from timeline_tui.model.timeline import Quote
        from timeline_tui.tui.presentation.pages.proof import state_words

        key = source_of(source, index) if source else None
        text = self._held(key) if key is not None else None
        if text is None:
            return None
        (found,) = match(text, [Quote(exact=exact)])
        remark = f" ({found.remark})" if found.remark else ""
        said = f"{state_words(found)}{remark} in the text that you hold"
        return Said(said, "speaker" if found.state in PROVEN else "warning")

    def choices(self, field: Field, beginning: str, texts: Texts) -> Sequence[Offered] | None:
        """Disputes and the answers to one are known at once."""
        start = beginning.casefold()
        if field.sort == "dispute":
            return [
                Offered(key, question, key)
                for key, question in self._questions().items()
                if start in key.casefold() or start in question.casefold()
            ]
        if field.sort == "position":
            answers = self._answers(texts.get("dispute", "").strip())
            return [Offered(one, one) for one in answers if one.casefold().startswith(start)]
        return super().choices(field, beginning, texts)

    def _questions(self) -> dict[str, str]:
        index = self.index()
        other = [key for key in self.event.all_disputes if key not in self.event.disputes]
        return {**self.event.disputes, **(index.passages.questions(other) if index else {})}

    def _answers(self, dispute: str) -> list[str]:
        from itertools import islice

        index = self.index()
        if index is None or not dispute:
            return []
        found = islice(index.passages.answers(dispute), _MOST_ANSWERS)
        return list(dict.fromkeys(quote.position for quote in found if quote.position))

    def plain(self, texts: Texts) -> dict[str, Plain]:
        """The passage; where its text is held, with the words round it that pick its place."""
        found = self._taken | super().plain(texts)
        if not found.get("exact"):
            raise Unfit("exact", "A passage has words: copy them letter for letter")
        for quote in self.event.quotes:
            if (quote.exact, quote.source) == (found["exact"], found.get("source")):
                raise Unfit("exact", "The event has this passage of this source already")
        return found if self._taken or {"prefix", "suffix"} & set(found) else found | self._round(found)

    def _round(self, found: Mapping[str, Plain]) -> dict[str, Plain]:
        from timeline_tui.evidence.anchoring import anchored

        exact, source = str(found["exact"]), found.get("source")
        text = self._held(source) if isinstance(source, str) else None
        start = -1 if text is None else text.find(exact)
        anchor = anchored(text, start, start + len(exact)) if text is not None and start >= 0 else None
        if anchor is None:
            return {}
        return {side: words for side, words in anchor._asdict().items() if words}
