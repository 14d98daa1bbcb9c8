"""Carries an index over to a file in which a few events are others, were added or went away."""
