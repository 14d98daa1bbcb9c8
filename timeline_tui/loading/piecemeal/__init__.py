"""Reads a large file in pieces beside one another, and of one that changed only the pieces that did."""
