"""The pages of events, sources, names and steps of a tour: what the index knows, for what draws them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from timeline_tui.render.document import FULL, Document, Marks
from timeline_tui.session.journey import COVER, Depth

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.records import Passage, Row
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.model.folding import Spellings
    from timeline_tui.model.passage_states import Finding
    from timeline_tui.model.timeline import Event, Tour
    from timeline_tui.render.cover import Cover
    from timeline_tui.render.event_page import ShownStep
    from timeline_tui.render.marking import Spans
    from timeline_tui.render.page import Context
    from timeline_tui.render.wordings import Wordings


_KEPT = 32
_Key = tuple[Depth, str, int, int, str]


def event_context(
    index: Index, rank: int, event: Event, findings: Findings | None = None, learnt: bool | None = None
) -> Context:
    """What the page of the event must know."""
    from timeline_tui.render.page import Context

    answered = {quote.dispute for quote in event.quotes if quote.dispute} - event.disputes.keys()
    passages_on = {dispute: index.passages.on(dispute, around=rank) for dispute in event.disputes}
    elsewhere = (passage.rank for held in passages_on.values() for passage in held)
    return Context(
        sources=index.sources(),
        names=index.names(),
        families=index.families(),
        questions=index.passages.questions(sorted(answered)),
        passages_on=passages_on,
        findings=findings_of(index, findings, [rank, *elsewhere]),
        parent=index.parent(rank),
        children=index.children(rank),
        timezone=index.about.timezone,
        learnt=learnt,
    )


def _changes(index: Index, number: int) -> list[tuple[str, Sequence[str]]]:
    """What changed in an event, as far as that was asked about."""
    return [
        (version or "it was left last", since.told[number])
        for version, since in index.changes.items()
        if number in since.told
    ]


def findings_of(
    index: Index, findings: Findings | None, ranks: Iterable[int]
) -> dict[tuple[int, int], Finding]:
    """What became of the passages of these events, where they were compared with texts."""
    if findings is None:
        return {}
    rows = [row for rank in dict.fromkeys(ranks) for row in index.rows(rank, 1)]
    return {
        (row.rank, position): finding
        for row in rows
        for position, finding in findings.of_event(row.number).items()
    }


def cover_of(index: Index, name: str, proof: str = "", *, awaits_proof: bool = False) -> Cover:
    """What the cover tells; `name` is what the file is called, `proof` what became of its passages."""
    from timeline_tui.render.cover import MOST_ON_COVER, Cover

    ranks, key_events = index.naming.key_events(MOST_ON_COVER)
    questions, disputed = index.passages.disputed(MOST_ON_COVER)
    return Cover(
        index.about,
        name,
        list(_within_each_other(index, index.rows_of(ranks))),
        key_events,
        index.sources(),
        index.passages.counts(),
        index.tours(),
        questions,
        disputed,
        proof,
        awaits_proof,
    )


def _within_each_other(index: Index, rows: Sequence[Row]) -> Iterator[Row]:
    """These, in the order of the list, each only as deep as it lies within others of them."""
    depths: dict[int, int] = {}
    for row in rows:
        whole = index.parent(row.rank) if row.depth else None
        while whole is not None and whole.rank not in depths:
            whole = index.parent(whole.rank) if whole.depth else None
        depths[row.rank] = 0 if whole is None else depths[whole.rank] + 1
        yield row._replace(depth=depths[row.rank])


def _passages_with(name_id: str, event: Event, spellings: Spellings) -> list[int]:
    """The quotes of the event that spell the name or let it speak."""
    return [
        position
        for position, quote in enumerate(event.quotes)
        if quote.speaker == name_id or any(use.name == name_id for use in spellings.found(quote.exact))
    ]


class Pages:
    """The pages of one index, the last few kept.

    Every method raises what the index raises.
    """

    def __init__(
        self,
        index: Index,
        marks: Marks = FULL,
        findings: Findings | None = None,
        spans: Spans | None = None,
        learnt: Mapping[str, bool] = MappingProxyType({}),
        *,
        awaits_proof: bool = False,
    ) -> None:
        """`findings` say what became of the passages, where they were compared with texts.

        `spans` are marked on all pages, `learnt` says of events, by their ids, whether they are done, and
        `awaits_proof` that passages are still being compared.
        """
        self._index = index
        self._findings = findings
        self._awaits_proof = awaits_proof
        self._marks = marks
        self._spans = spans
        self._learnt = learnt
        self._made: OrderedDict[_Key, Document] = OrderedDict()

    def page(self, depth: Depth, target: str, rank: int, width: int) -> Document:
        """The page at this depth of what is open there, reached from the event of that rank."""
        # In the list, the page beside it is that of the event.
        depth = depth if depth in {"source", "accounts", "name"} else "event"
        key = depth, target, rank, width, ",".join(self._index.changes)
        if (document := self._made.get(key)) is not None:
            return document
        document = self._page(depth, target, rank, width)
        if self._spans is not None:
            from timeline_tui.render.marking import marked_page, told_of_unshown

            document = marked_page(document, self._spans)
            document = told_of_unshown(document, self._spans, width, self._marks)
        self._made[key] = document
        if len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return document

    def _page(self, depth: Depth, target: str, rank: int, width: int) -> Document:
        if depth == "source":
            return self._source(target, rank, width)
        if depth == "accounts":
            return self._accounts(target, rank, width)
        if depth == "name":
            return self._name(target, rank, width)
        return self._cover(width) if rank == COVER else self._event(rank, width)

    def _cover(self, width: int) -> Document:
        from timeline_tui.render.cover import cover_page

        proof = ""
        if self._findings is not None:
            from timeline_tui.render.wordings import proof_words

            proof = proof_words(self._findings.counts)
        name = PurePath(self._index.about.file).name
        cover = cover_of(self._index, name, proof, awaits_proof=self._awaits_proof)
        return cover_page(cover, width, self._marks, keys=True)

    def _accounts(self, dispute: str, rank: int, width: int) -> Document:
        from timeline_tui.render.event_page import question_words
        from timeline_tui.render.positions import positions_page

        index = self._index
        passages = index.passages.on(dispute, around=rank)
        context = self._context(passages, [dispute])
        question = question_words(dispute, index.event(max(rank, 0)), context)
        return positions_page(question, passages, context, width, self._marks)

    def _event(self, rank: int, width: int) -> Document:
        from timeline_tui.render.event_page import event_page

        event = self._index.event(rank)
        (row,) = self._index.rows(rank, 1)
        learnt = self._learnt.get(event.id or "")
        context = event_context(self._index, rank, event, self._findings, learnt)
        if self._index.changes:
            context = replace(context, changes=_changes(self._index, row.number))
        return event_page(event, row, context, width, self._marks)

    def _source(self, source_id: str, rank: int, width: int) -> Document:
        from timeline_tui.render.source_page import source_page

        passages = self._index.passages.of_source(source_id, around=rank)
        answered = {passage.quote.dispute for passage in passages if passage.quote.dispute}
        context = self._context(passages, sorted(answered))
        total = self._index.passages.counts().get(source_id, len(passages))
        ranks, citing = self._index.passages.citing(source_id)
        return source_page(
            source_id,
            self._index.sources().get(source_id),
            context,
            passages,
            width,
            total=total,
            citing=(self._index.rows_of(ranks), citing),
            wordings=self._wordings(source_id, passages),
            marks=self._marks,
        )

    def _context(self, passages: Sequence[Passage], disputes: Sequence[str]) -> Context:
        """What a page of passages must know, which answer these disputes."""
        from timeline_tui.render.page import Context

        index = self._index
        return Context(
            sources=index.sources(),
            names=index.names(),
            families=index.families(),
            questions=index.passages.questions(disputes),
            findings=findings_of(index, self._findings, (passage.rank for passage in passages)),
        )

    def _wordings(self, source_id: str, passages: Sequence[Passage]) -> dict[int, Wordings]:
        """How other sources word the passages, by the rank of their event."""
        from timeline_tui.render.wordings import wordings

        families = self._index.families()
        ranks = dict.fromkeys(passage.rank for passage in passages)
        return {rank: wordings(self._index.event(rank), source_id, families) for rank in ranks}

    def _name(self, name_id: str, rank: int, width: int) -> Document:
        from timeline_tui.render.page import Context
        from timeline_tui.render.source_page import MOST_EVENTS, Mention, Mentioned, name_page

        index = self._index
        before = index.naming.ranks_before(name_id, rank, MOST_EVENTS // 2)
        ranks = [*before, *index.naming.ranks([name_id], rank, MOST_EVENTS)][:MOST_EVENTS]
        mentions = []
        for at in ranks:
            event = index.event(at)
            mentions.append(Mention(at, event, _passages_with(name_id, event, index.listed.spellings)))
        answered = {quote.dispute for held in mentions for quote in held.event.quotes if quote.dispute}
        context = Context(
            sources=index.sources(), names=index.names(), questions=index.passages.questions(sorted(answered))
        )
        spellings, events = index.naming.spellings(name_id), index.naming.events(name_id) or 0
        return name_page(Mentioned(name_id, spellings, mentions, events), context, width, self._marks)


# The steps of a tour.


NO_TOURS = "This timeline has no tour; one is written under `tours:` in the file"


def shown_step(index: Index, tour: Tour, number: int) -> ShownStep:
    """The step of this number, counted from 1, as the timeline has it; `Unusable` where it is damaged."""
    from timeline_tui.model.passage_states import passages_meant
    from timeline_tui.render.event_page import ShownStep

    step = tour.steps[number - 1]
    shown = ShownStep(number, len(tour.steps), step, as_of=index.about.as_of)
    rank = index.rank_of(step.event)
    if rank is None:
        return shown
    event = index.event(rank)
    sources = [quote.source for quote in event.quotes]
    found = passages_meant(step.passage, sources) if step.passage is not None else []
    (row,) = index.rows(rank, 1)
    return shown._replace(row=row, event=event, passage=found[0] if found else None)


def step_context(index: Index, shown: ShownStep, findings: Findings | None = None) -> Context:
    """What the page of the step must know, with all that answers the points it touches."""
    from timeline_tui.render.event_page import disputes_of
    from timeline_tui.render.page import Context

    if shown.row is None or shown.event is None:
        return Context()
    rank = shown.row.rank
    context = event_context(index, rank, shown.event, findings)
    passages_on = {dispute: index.passages.on(dispute, around=rank) for dispute in disputes_of(shown)}
    return replace(context, passages_on=passages_on)
