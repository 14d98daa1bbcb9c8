"""Edits of a file: the bytes that are asked for, proven, and saved whole or not at all."""
