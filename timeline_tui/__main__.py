"""`python -m timeline_tui` is the same as `timeline-tui`."""

from __future__ import annotations

import gc
import sys

# As the package does, which says why.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from timeline_tui.session.first_picture import EarlyScreen


def start() -> int:
    """Run the program; it is quiet where it is interrupted while it is still being imported."""
    early = None
    try:
        early = _shown_at_once(sys.argv[1:])
        from timeline_tui.cli.main import main

        return main()
    except KeyboardInterrupt:
        # As `Exit.INTERRUPTED`, which may not be there yet.
        return 130
    finally:
        if early is not None:
            early.give_back()


def _shown_at_once(arguments: list[str]) -> EarlyScreen | None:
    from timeline_tui.cli.asked import plain_file

    if (file := plain_file(arguments)) is None:
        return None
    # Nothing that is imported for it is garbage; who opens it looks for some again.
    gc.disable()
    from timeline_tui.session.first_picture import show

    return show(file)


if __name__ == "__main__":
    sys.exit(start())
