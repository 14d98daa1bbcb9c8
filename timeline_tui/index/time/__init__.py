"""When the events of an index are: one by one, in groups, and how densely."""
