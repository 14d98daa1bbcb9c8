"""`python -m timeline_tui` is the same as `timeline-tui`."""

from __future__ import annotations

import sys


def start() -> int:
    """Run the program; it is quiet where it is interrupted while it is still being imported."""
    try:
        from timeline_tui.cli.main import main

        return main()
    except KeyboardInterrupt:
        # As `Exit.INTERRUPTED`, which may not be there yet.
        return 130


if __name__ == "__main__":
    sys.exit(start())
