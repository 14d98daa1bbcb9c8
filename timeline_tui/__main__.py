"""`python -m timeline_tui` is the same as `timeline-tui`."""

from __future__ import annotations

import sys

from timeline_tui.cli import main

sys.exit(main())
