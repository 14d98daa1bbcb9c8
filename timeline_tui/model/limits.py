"""The limits that a user can meet, each in one row: what is larger is refused or left out."""

from __future__ import annotations

from typing import Literal, NamedTuple

Unit = Literal["bytes", "characters", "digits", "levels", "entries"]
_BYTES = (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10))


class Limit(NamedTuple):
    """The most of something that is taken."""

    of: str
    """What is limited."""
    value: int
    unit: Unit
    why: str
    """Why there is a limit, and why this one."""

    @property
    def words(self) -> str:
        """The limit as one says it: 1.5 GB, 400 characters."""
        if self.unit == "entries":
            return f"{self.value:,}"
        if self.unit != "bytes":
            return f"{self.value:,} {self.unit}"
        name, size = next((one for one in _BYTES if self.value >= one[1]), ("bytes", 1))
        return f"{self.value / size:g} {name}"


FILE = Limit("a file", 3 << 29, "bytes", "what is larger is no timeline that anybody wrote; split it")
FOLDER_FILES = Limit(
    "files of a folder", 10_000, "entries", "each is watched for changes; those that come first are read"
)
PIPED = Limit(
    "events added from standard input", 256 << 20, "bytes", "they are added all or none, so held whole"
)
ITEM = Limit("an event, a source or a name", 64 << 20, "bytes", "it is held whole while it is read")
ITEM_NODES = Limit("texts, lists and mappings of an event", 50_000, "entries", "nobody writes more by hand")
REPEATED = Limit(
    "what aliases add to an event",
    1 << 20,
    "characters",
    "a few lines of aliases of aliases can stand for gigabytes",
)
DEPTH = Limit("lists and mappings within each other", 32, "levels", "no timeline needs more than six")
LISTED = Limit("names, and as many sources", 200_000, "entries", "all of them are held while a file is read")
OWN_FIELDS = Limit("words of one's own under `fields`", 200, "entries", "a page shows all of an item")
OWN_WORD = Limit(
    "a word of one's own under `fields`", 100, "characters", "it stands before its text in one line"
)
PROBLEMS = Limit("problems that are told", 500, "entries", "errors go before warnings; the rest are counted")
LOST = Limit(
    "parts of a file that are passed over", 500, "entries", "a file with more of them is no timeline"
)
DATE = Limit("a date", 400, "characters", "a one-of set of forty days fits")
YEAR = Limit("the year of a date", 14, "digits", "ten thousand times the age of the universe")
ADDRESS = Limit("an address that is opened", 2048, "characters", "more hides where it leads")
QUERY = Limit("a query", 20_000, "characters", "each term is looked up")
QUERY_TERMS = Limit("terms of a query, or values of a term", 100, "entries", "each is looked up")
PHRASE = Limit("words of a phrase", 200, "entries", "the index compares each place with all of them")
QUERY_LINE = Limit(
    "what is typed or pasted into the search line", 5_000, "characters", "it is searched at each key"
)
FORM_FIELD = Limit("what a field of a form takes", 20_000, "characters", "it is wrapped anew at each key")
EDITED = Limit(
    "a file in the editor of the program", 2 << 20, "bytes", "wrapping a larger one anew takes over a second"
)
EDITED_LINE = Limit(
    "a line in the editor of the program",
    10_000,
    "characters",
    "a key in a longer one takes longer than one sees",
)
COPIED = Limit(
    "what is copied", 20_000, "characters", "terminals such as tmux and xterm take 100,000 bytes of base64"
)
SHOWN = Limit("one text on a page", 10_000, "characters", "a field may hold a whole book")
TEXT = Limit(
    "the text of a source", 128 << 20, "bytes", "it is read whole, and the longest book has some 20 MB"
)
TEXT_FILES = Limit(
    "files in the folders of texts", 20_000, "entries", "a folder of texts is a shelf, not a disk"
)
TEXT_BYTES = Limit(
    "all files in the folders of texts", 8 << 30, "bytes", "each is read once to find a text by its digest"
)
GATHERED = Limit(
    "a text that is gathered from", 32 << 20, "bytes", "all its sentences are held, and a long book has 20 MB"
)
KEPT_INDEXES = Limit(
    "timelines whose index is kept", 50, "entries", "that is another file a day for seven weeks"
)

LIMITS = tuple(one for one in globals().values() if isinstance(one, Limit))
"""All of them, in this order."""


def limits_markdown() -> str:
    """The limits for its page, as a table."""
    rows = (f"| {one.of} | {one.words} | {one.why} |" for one in LIMITS)
    return "\n".join(["| of | at most | why |", "| --- | --- | --- |", *rows])
