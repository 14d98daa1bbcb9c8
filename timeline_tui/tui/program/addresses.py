"""The gate between an address in a file and the browser of the person who reads it."""

from __future__ import annotations

import re

LONGEST = 2048
_ADDRESS = re.compile(r"https?://(?P<place>[^/?#]+)(?P<rest>[/?#].*)?", re.IGNORECASE)
# A host of the sort that can be looked up, or an IPv6 address, and a port; no user part, so no `@`.
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^\W_][\w.-]*)(:[0-9]{1,5})?", re.IGNORECASE)
# Run by itself with no terminal, so that a browser which draws in one cannot take ours.
_SCRIPT = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
_PATIENCE = 3.0


class NotAnAddress(ValueError):  # noqa: N818 - it says what it is
    """The text is no address that is safe to open; it says why."""


def checked(text: str) -> str:
    """The address, if it is a plain web address."""
    if len(text) > LONGEST:
        raise NotAnAddress(f"This address is longer than {LONGEST:,} characters")
    if not text.isprintable() or any(character.isspace() for character in text):
        raise NotAnAddress("This address holds white space or hidden characters")
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise NotAnAddress("This is not a web address (http or https only)")
    if "@" in match["place"]:
        raise NotAnAddress("This address names a user before its host, which can hide where it leads")
    if _PLACE.fullmatch(match["place"]) is None:
        raise NotAnAddress("This address names no host")
    return text


def open_address(address: str) -> bool:
    """Hand a checked address to the browser; False if there is none that takes it.

    It waits a few seconds at most, so it belongs in a thread.
    """
    import subprocess
    import sys

    command = [sys.executable, "-P", "-c", _SCRIPT, checked(address)]
    null = subprocess.DEVNULL
    try:
        started = subprocess.Popen(command, stdin=null, stdout=null, stderr=null, start_new_session=True)
        return started.wait(_PATIENCE) == 0
    except OSError:
        return False
    except subprocess.TimeoutExpired:
        return True  # a browser that stays in the foreground is one that opened
