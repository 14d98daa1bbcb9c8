"""The lines of the list, and those above and below it."""
