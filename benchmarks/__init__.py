"""How fast it is, measured from the outside against an empty program; nothing here can fail a check."""
