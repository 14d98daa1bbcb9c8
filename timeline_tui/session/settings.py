"""What is kept from one run to the next: what a person chose, where timelines were left, what was typed."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from timeline_tui.jobs.cache import index_name, state_folder, user_folder
from timeline_tui.session.journey import LeftPlace
from timeline_tui.system import READING

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.session.session import Session


THEMES = ("dark", "light", "terminal")
LEAST_SHARE = 20
"""So many of a hundred parts of a window are left to the list, and to what stands beside it."""
_MOST_BYTES = 65_536


class Unsaved(OSError):  # noqa: N818 - it says what happened
    """The settings could not be written; it says why."""


class Settings(NamedTuple):
    """The choices of a person."""

    theme: str = THEMES[0]
    """One of THEMES."""
    texts: tuple[str, ...] = ()
    """Folders that hold texts of sources, as the person wrote them into the file."""
    places: bool = True
    """Whether it is remembered where each timeline was left."""
    share: int | None = None
    """How many of a hundred parts of a wide window the list has; None for what its titles need."""


def settings_path() -> Path:
    """Where they are kept."""
    if folder := os.environ.get("TIMELINE_TUI_CONFIG"):
        return Path(folder) / "settings.json"
    return user_folder("config") / "settings.json"


def read() -> tuple[Settings, str | None]:
    """The settings, and a sentence where what is kept could not be used."""
    try:
        kept = _kept(settings_path())
        texts = tuple(kept.get("texts", ()))
        places, share = kept.get("places", True), kept.get("list")
        return Settings(kept.get("theme", THEMES[0]), texts, places, share), None
    except OSError as error:
        return Settings(), f"The settings were not read: {error.strerror or 'no plain file'}"
    except ValueError:
        return Settings(), "The settings were not understood, so the usual ones are in force"


def _kept(path: Path) -> dict[str, Any]:
    """What the file says, all its fields; ValueError where a field of ours cannot be meant."""
    import json

    try:
        plain = json.loads(bounded(path, _MOST_BYTES))
    except FileNotFoundError:
        return {}
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(plain, dict) or plain.get("theme", THEMES[0]) not in THEMES:
        raise ValueError
    texts = plain.get("texts", [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip("\0") for text in texts):
        raise ValueError
    if not isinstance(plain.get("places", True), bool):
        raise ValueError
    share = plain.get("list")
    if share is not None and (type(share) is not int or not LEAST_SHARE <= share <= 100 - LEAST_SHARE):
        raise ValueError
    return plain


def bounded(path: Path, most: int) -> bytes:
    """So many bytes of a file at most; OSError where it is no plain file, which never waits on a pipe."""
    descriptor = os.open(path, READING)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError
        return file.read(most)


def keep_theme(name: str) -> None:
    """Remember the theme and leave all else as it was, whole or not at all; raises Unsaved."""
    _keep("theme", name, "The theme")


def keep_share(share: int | None) -> None:
    """Remember how much of a window the list has, or that it takes what it needs; raises Unsaved."""
    _keep("list", share, "The width of the list")


def _keep(field: str, value: str | int | None, called: str) -> None:
    import json

    path = settings_path()
    try:
        kept = {name: each for name, each in _kept(path).items() if name != field}
        kept |= {} if value is None else {field: value}
        write_whole(path, json.dumps(kept, indent=2) + "\n")
    except OSError as error:
        raise Unsaved(f"{called} will not be remembered: {error.strerror}") from error
    except ValueError as error:
        raise Unsaved(f"{called} will not be remembered: {path} is not understood") from error


class KeptOfTimelines(NamedTuple):
    """A file with something of each timeline, kept from one run to the next; nothing depends on it."""

    path: Path
    most_bytes: int
    most: int
    """Timelines of which something is kept; what was kept longest ago goes first."""

    def all(self) -> dict[str, Any]:
        """What is kept, by timeline; nothing where it cannot be used."""
        import json

        try:
            found = json.loads(bounded(self.path, self.most_bytes))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def put(self, key: str, kept: object) -> bool:
        """Keep this of a timeline, in the place of what was kept, or nothing with None; whether it is so."""
        import json

        held = self.all()
        before = held.pop(key, None)
        if kept is not None:
            held[key] = kept
        elif before is None:
            return True
        try:
            write_whole(self.path, json.dumps(dict(list(held.items())[-self.most :]), indent=1))
        except OSError:
            return False
        return True


def write_whole(path: Path, text: str) -> None:
    """Put the text in the place of a file that is remembered, whole or not at all; OSError if it cannot."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


# Where each timeline was left.

_LONGEST = 1000
"""Characters of an id or a date; longer ones are no place worth keeping."""


def resume(session: Session) -> None:
    """Let a session begin where the file was left, unless it was said what to look at."""
    session.remembers = session.wanted.origin != "piped"
    asks = session.wanted.at or session.wanted.cover or session.view.query.strip()
    session.left = left_place(session.wanted.file) if session.remembers and not asks else None


def leave(session: Session) -> bool:
    """Remember where the session is left; whether that is done, where it is to be."""
    from timeline_tui.index.reader import Unusable

    if not session.remembers or session.index is None:
        return True
    try:
        row = session.row
    except Unusable:
        return False
    told = keep_place(session.wanted.file, None if row is None else LeftPlace(row.id, row.date))
    return told and _remember_events(session.index)


def _remember_events(index: Index) -> bool:
    """Remember what the events say, so that it can be asked what changed since; whether that is done."""
    from timeline_tui.diff.remembered import left_folder, remember_left
    from timeline_tui.index.reader import Unusable

    try:
        remember_left(left_folder(), index)
    except (OSError, Unusable):
        return False
    return True


def left_place(file: Path) -> LeftPlace | None:
    """Where this timeline was left; None where nobody knows, or what is kept cannot be used."""
    match _places().all().get(index_name(file)):
        case [str(event), str() | None as date]:
            return LeftPlace(event, date)
    return None


def keep_place(file: Path, place: LeftPlace | None) -> bool:
    """Keep this in the place of what was kept of this timeline; whether it is."""
    is_worth_it = place is not None and all(len(text or "") <= _LONGEST for text in place)
    return _places().put(index_name(file), list(place) if place is not None and is_worth_it else None)


def _places() -> KeptOfTimelines:
    return KeptOfTimelines(state_folder() / "places.json", most_bytes=1 << 20, most=500)


# What was typed into forms and not saved.

Drafts: TypeAlias = "dict[str, dict[str, str]]"
"""What is typed in each field, by the key of the form."""


def drafts_of(file: Path) -> Drafts:
    """What was typed over this timeline; nothing where what is kept cannot be used."""
    drafts = _drafts().all().get(_key(file), {})
    with suppress(AttributeError):
        return {form: _texts(typed) for form, typed in drafts.items() if _texts(typed)}
    return {}


def keep_drafts(file: Path, drafts: Drafts) -> bool:
    """Keep this, in the place of what was kept of this timeline; whether it is."""
    return _drafts().put(_key(file), drafts or None)


def _drafts() -> KeptOfTimelines:
    return KeptOfTimelines(settings_path().with_name("drafts.json"), most_bytes=4 << 20, most=50)


def _key(file: Path) -> str:
    return str(file.resolve())


def _texts(typed: object) -> dict[str, str]:
    from timeline_tui.model.limits import FORM_FIELD

    if not isinstance(typed, Mapping):
        return {}
    return {field: text[: FORM_FIELD.value] for field, text in typed.items() if isinstance(text, str)}
