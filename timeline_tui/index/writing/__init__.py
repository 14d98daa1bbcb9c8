"""Writes an index: what is kept of each event, then the order of the list and all that hangs on it."""
