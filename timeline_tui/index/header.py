"""Whether a file can be an index of ours, by its first hundred bytes, before SQLite is asked."""

from __future__ import annotations

import struct
from pathlib import Path

from timeline_tui.index.schema import APPLICATION_ID, FORMAT
from timeline_tui.index.sound import Unusable


def look_at_file(path: Path) -> None:
    """Refuse what is no index of ours, or was cut short, by its first hundred bytes."""
    try:
        if not path.is_file():
            raise Unusable("there is no index")
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise Unusable(str(error)) from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise Unusable("it is no index")
    page, pages, version, application = struct.unpack_from(">16xH10xI28xI4xI", header)
    if application != APPLICATION_ID:
        raise Unusable("it is an index of something else")
    if version != FORMAT:
        raise Unusable("another version of the program wrote it")
    if size != pages * (65536 if page == 1 else page):
        raise Unusable("it was cut short")
