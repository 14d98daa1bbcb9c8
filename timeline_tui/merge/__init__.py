"""Three versions of a file as one: its things are merged, each by itself, and nothing is lost."""
