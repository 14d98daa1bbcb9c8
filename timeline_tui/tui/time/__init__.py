"""Where a date or a step in time leads, and how much lies where."""
