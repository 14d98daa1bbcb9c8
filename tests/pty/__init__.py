"""The real program in a real terminal, on the outside of it."""
