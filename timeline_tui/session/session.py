"""The state of one open timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from timeline_tui.index.shown import Shown, Unit, View
from timeline_tui.render.document import FULL, Marks, Stop
from timeline_tui.session.journey import COVER, KEYS_AT, TOP, Bookmark, Journey, PagePosition
from timeline_tui.session.list_pane import ListPane, Rows
from timeline_tui.session.page_pane import DocumentMaker, PagePane
from timeline_tui.session.signal import Announced, Notice, Refused, Signal

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index, Unusable
    from timeline_tui.index.records import About, Row
    from timeline_tui.index.schema import Stamp
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.model.passage_states import Finding
    from timeline_tui.model.periods import Step
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.additions import Additions
    from timeline_tui.session.background import Latest, Makers, Question, Take
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.journey import Depth, Followed, LeftPlace, Where
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.session.overview import Overview
    from timeline_tui.session.pages import Pages
    from timeline_tui.session.proposals import Proposals
    from timeline_tui.session.requests import PlayTour, Request
    from timeline_tui.session.selection import SelectedText
    from timeline_tui.session.trouble import Trouble
    from timeline_tui.session.typed_query import TypedQuery
    from timeline_tui.session.value_list import ValueList
    from timeline_tui.system import Act


T = TypeVar("T")
Origin = Literal["own", "shipped", "piped"]
_UNREAD = "Nothing is read yet"


class Wanted(NamedTuple):
    """What the program is asked to show, and how."""

    file: Path
    name: str
    """What to call the file."""
    at: str | None = None
    """The event to be at, or the day."""
    as_of: int | None = None
    """The day of which is shown what could be known."""
    texts: Sequence[str] = ()
    """Folders of texts, in place of those that are remembered."""
    view: View | None = None
    rows: Rows = "normal"
    origin: Origin = "own"
    """A file of the reader's, the timeline that ships, or what came through standard input."""
    lanes: str | None = None
    """What the lanes of the chart are made by; None where the list is shown."""
    cover: bool = False
    """Whether to begin at the cover, wherever the file was left."""
    teaches: bool = False
    """Whether it is the tutorial."""
    tour: str | None = None
    """The tour to play first, by its id; empty where it is to be asked which."""
    presents: bool = False
    """Whether nothing is to stand around the list and the pages, for a room that looks on."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but a file, which begins where it was left."""
        asked = Wanted(self.file, self.name, view=self.view, origin=self.origin)
        return self == asked and self.view in {None, View()} and self.origin != "piped"

    @property
    def fixed(self) -> str | None:
        """Why what is open is not to be changed, in a sentence; None where it is the reader's own."""
        if self.origin == "shipped":
            return (
                "The timeline that ships is not changed: timeline-tui init --shipped writes a copy of your "
                "own, timeline-tui init begins a new one"
            )
        if self.origin == "piped":
            return "What came through standard input is no file that could be changed"
        return None


class Awaited(NamedTuple):
    """An index that is shown as soon as it is known what of it."""

    new: Index
    at: str | None


class Session:
    """What is open, where in it a reader is, and what is known of it; what changes is told of."""

    mode: Announced[Where | None] = Announced("place", None)
    """What the keys act on, where that is not the list or a page."""
    presents: Announced[bool] = Announced("place", False)
    """Whether nothing stands around the list and the pages."""
    selected: Announced[SelectedText | None] = Announced("selection", None)
    """The passage that is selected."""
    trouble: Announced[Trouble | None] = Announced("trouble", None)
    """Why what is shown is not all of what stands in the file."""
    progress: Announced[tuple[int, int] | None] = Announced("progress", None)
    """How far the file is read, in bytes done and in all; None where it is not being read."""
    failed: Announced[bool] = Announced("failure", False)
    """Whether nothing of the file can be shown."""

    def __init__(self, wanted: Wanted, marks: Marks = FULL) -> None:
        self.changed = Signal()
        self.wanted = wanted
        self.marks = marks
        self.as_of = wanted.as_of
        """The day of which is asked for what could be known."""
        self.folders: Sequence[Path] = ()
        """Those that hold texts of the sources."""
        # What is shown.
        self.index: Index | None = None
        self.view = wanted.view or View()
        """What is asked for: shown, or on its way."""
        self.awaited: Awaited | None = None
        self.learnt: Mapping[str, bool] = {}
        """Whether each event of the tutorial is done, by its id; nothing in any other timeline."""
        self.presents = wanted.presents
        self.tour_left: PlayTour | None = None
        """The step of a tour that was left for its event."""
        self.found = True
        """Whether the place is in the index that was asked for with it."""
        self.remembers = False
        """Whether it is remembered where the file is left."""
        self.left: LeftPlace | None = None
        """Where it was left the last time, as long as it is not shown."""
        self.makers: Makers | None = None
        """What makes views, once one was asked for."""
        self.marked = ""
        """The query of which the words are marked."""
        self.events = ListPane(self.changed, wanted.rows)
        self.overview: Overview | None = None
        self.chart: ChartPane | None = None
        """What the list shows as a chart, once it was asked for."""
        self.spans: Spans | None = None
        """What was looked for, to be marked wherever it stands."""
        # Where the reader is.
        self.journey = Journey(Bookmark("list", COVER))
        self.page = PagePane(self.changed)
        self.page_of: object = None
        """What the page that is shown belongs to."""
        # What is typed, chosen and selected.
        self.looked_since: tuple[Index, str] | None = None
        """The version since which changes are being looked for, and in which index."""
        # What the pages are made of.
        self.pages: Pages | None = None
        self.weak: DocumentMaker | None = None
        """The page of what is weak, as far as that is known."""
        self.weak_spot = TOP
        self.nothing: DocumentMaker | None = None
        """The page where nothing is found."""
        # The texts of the sources.
        self.findings: Findings | None = None
        """What became of the passages, where they were compared."""
        self.comparing = False
        """Whether passages are being compared with texts."""
        self.texts: TextReading | None = None
        self.texts_before: TextReading | None = None
        self.text_spot = TOP
        """Where to be in a text that is being read."""
        self.held_spot: PagePosition | None = None
        """Where the reader was in the text that is open, while another index takes the place of its own."""
        self.cards = False
        """Whether the reader prefers the cards of sources to their texts."""
        # What goes on with the keys.
        self.step: Step | None = None
        """The last step in time."""
        self.asked: Index | None = None
        """The index in which it was looked up where a date would land."""
        self.followed: Followed | None = None
        self.arrived: object = None
        """Where following led last."""
        self.ended: object = None
        """Where, and in which direction, there was no further event; the same key asks anew there."""
        self.ladder: tuple[Index, Sequence[Unit]] | None = None
        """The units to group by, of one index."""
        self.entered: list[tuple[Unit, Unit | None]] = []
        """From which unit to which groups were entered, which Esc undoes."""
        self._latest: dict[str, Latest[Any]] = {}
        """What is found out beside the screen, each by its name."""
        self.asked_for: list[Request] = []
        """What is asked of the program and not carried out yet."""
        # How the file stands.
        self.notice = Notice()
        """What was told last."""
        self.broken = ""
        """Why the index could not answer."""
        self.slow = False
        """Whether reading the file takes long enough to be of interest."""

    # Where the reader is.

    @property
    def depth(self) -> Depth:
        """The list, or the page that is open."""
        return self.journey.here.depth

    @property
    def at_start(self) -> bool:
        """Whether the reader is where every timeline begins."""
        return self.depth == "list" and not self.journey.deep and self.events.on_cover

    @property
    def where(self) -> Where:
        """What the keys act on, in a word."""
        return self.mode or ("chart" if self.open_chart is not None else KEYS_AT[self.depth])

    @property
    def open_chart(self) -> ChartPane | None:
        """The chart, where it stands in the place of the list and the reader is in it."""
        chart = self.chart
        return chart if chart is not None and chart.open and self.depth == "list" else None

    @property
    def shown(self) -> Shown | None:
        """What the list shows."""
        return self.events.shown

    @property
    def read_index(self) -> Index:
        """The index, for what cannot do without."""
        if self.index is None:
            raise Refused(_UNREAD)
        return self.index

    @property
    def read_list(self) -> Shown:
        """What the list shows, for what cannot do without."""
        if self.shown is None:
            raise Refused(_UNREAD)
        return self.shown

    @property
    def has_events(self) -> bool:
        """Whether there is anything to list; a timeline that is not there yet may have."""
        return self.shown is None or bool(self.shown.count)

    @property
    def finds_none(self) -> bool:
        """Whether the list or the chart is open, and no event answers what it is asked for."""
        shown = self.shown
        return (
            self.depth == "list" and shown is not None and not (shown.count or shown.partial) and shown.of > 0
        )

    @property
    def row(self) -> Row | None:
        """The event that the cursor is on; None on the cover."""
        return self.events.row()

    @property
    def at_group(self) -> bool:
        """Whether the cursor of the list is on a group of events."""
        is_row = not (self.events.on_cover or self.finds_none)
        return self.depth == "list" and self.events.is_grouped and is_row

    @property
    def on_cover(self) -> bool:
        """Whether what is read is the cover, in the list or on its page."""
        return self.depth in {"list", "event"} and self.events.on_cover

    @property
    def stop(self) -> Stop | None:
        """What the cursor of the page is on; None in the list."""
        return None if self.depth == "list" else self.page.stop

    @property
    def at_proposal(self) -> bool:
        """Whether the cursor of the text of a source is on a passage that is proposed."""
        return self.depth == "source" and self.page.stop is not None and self.page.stop.kind == "proposal"

    @property
    def walks_proposals(self) -> bool:
        """Whether the keys that walk hits walk proposals: no words were looked for since they are shown."""
        reading = self.texts
        if reading is None or reading.prefers_hits or not self.text_shown:
            return False
        return self.proposals.shown(reading.source) is not None

    @property
    def known_by(self) -> About | None:
        """The numbers of what is shown, where that is only what could be known on a day."""
        return self.index.about if self.index is not None and self.index.about.as_of else None

    def finding(self, rank: int, number: int) -> Finding | None:
        """What became of a quote of an event, where it was compared with its text."""
        if self.index is None or self.findings is None:
            return None
        from timeline_tui.session.pages import findings_of

        return findings_of(self.index, self.findings, [rank]).get((rank, number))

    @property
    def text_held(self) -> bool:
        """Whether there is a text of the source that is open."""
        here = self.journey.here
        return self.texts is not None and here.depth == "source" and self.texts.holds(here.source)

    @property
    def text_shown(self) -> bool:
        """Whether that text is what the reader sees."""
        return self.text_held and not self.cards

    @cached_property
    def typed(self) -> TypedQuery:
        """The line that a query is typed in."""
        from timeline_tui.session.typed_query import TypedQuery

        return TypedQuery()

    @cached_property
    def values(self) -> ValueList:
        """The values to narrow by."""
        from timeline_tui.session.value_list import ValueList

        return ValueList(self.changed)

    @cached_property
    def proposals(self) -> Proposals:
        """What the texts of the sources propose."""
        from timeline_tui.session.proposals import Proposals

        return Proposals()

    @cached_property
    def additions(self) -> Additions:
        """What is written into the file in this run."""
        from timeline_tui.session.additions import Additions

        return Additions(self.wanted.file, self.wanted.name)

    @property
    def edits(self) -> int:
        """How many edits were made in this run and not taken back."""
        return self.additions.count if "additions" in self.__dict__ else 0

    def wrote(self, stamp: Stamp) -> bool:
        """Whether a version of the file is what was written here last."""
        return "additions" in self.__dict__ and self.additions.wrote(stamp)

    @property
    def open_values(self) -> ValueList | None:
        """The values to narrow by, while the keys act on them."""
        return self.values if self.mode == "facets" else None

    @property
    def is_looking_up(self) -> bool:
        """Whether what is offered is not yet what belongs to the letters that are typed."""
        if self.mode == "facets":
            return self.values.is_looking_up
        return self.mode == "query" and self.typed.looks_up

    # What is told.

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """Say a sentence, in the place of the one before; `wrong` where something failed."""
        self.notice = Notice(sentence, wrong)
        self.changed.tell("notice")

    def ask(self, request: Request) -> None:
        """Ask something of the program."""
        self.asked_for.append(request)
        self.changed.tell("request")

    def fail(self, error: Unusable) -> None:
        """Tell that the index cannot answer any more."""
        self.broken = str(error)
        self.changed.tell("broken")

    def find_out(self, name: str, question: Question[T], took: Take[T], interrupt: Act = bool) -> None:
        """Find something out beside the screen; what was asked before under the name is let go."""
        from timeline_tui.session.background import Latest

        if (latest := self._latest.get(name)) is None:
            latest = self._latest[name] = Latest(took, self.fail, interrupt)
        latest.ask(question, took)

    def let_go(self, name: str) -> None:
        """Find out nothing more of what was asked under this name."""
        if (latest := self._latest.get(name)) is not None:
            latest.stop()

    def let_all_go(self) -> None:
        """Find out nothing more at all."""
        for latest in self._latest.values():
            latest.end()
