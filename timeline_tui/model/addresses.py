"""Which addresses of a file a browser may be given."""

from __future__ import annotations

import re

from timeline_tui.model.limits import ADDRESS

_ADDRESS = re.compile(r"https?://(?P<place>[^/?#]+)(?P<rest>[/?#].*)?", re.IGNORECASE)
# A host of the sort that can be looked up, or an IPv6 address, and a port; no user part, so no `@`.
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^\W_][\w.-]*)(:[0-9]{1,5})?", re.IGNORECASE)


class NotAnAddress(ValueError):  # noqa: N818 - it says what it is
    """The text is no address that is safe to open; it says why."""


def checked(text: str) -> str:
    """The address, if it is a plain web address."""
    if len(text) > ADDRESS.value:
        raise NotAnAddress(f"This address is longer than {ADDRESS.words}")
    if not text.isprintable() or " " in text:
        raise NotAnAddress("This address holds white space or hidden characters")
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise NotAnAddress("This is not a web address (http or https only)")
    if "@" in match["place"]:
        raise NotAnAddress("This address names a user before its host, which can hide where it leads")
    if _PLACE.fullmatch(match["place"]) is None:
        raise NotAnAddress("This address names no host")
    return text


def can_be_opened(text: str) -> bool:
    """Whether it is a plain web address."""
    try:
        return bool(checked(text))
    except NotAnAddress:
        return False
