"""Where a reader is, and what the list, the pages and the texts hold there."""
