"""Hands an address of a file to the browser of the person who reads it."""

from __future__ import annotations

from timeline_tui.model.addresses import checked

# Run by itself with no terminal, so that a browser which draws in one cannot take ours.
_SCRIPT = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
_PATIENCE = 3.0


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
