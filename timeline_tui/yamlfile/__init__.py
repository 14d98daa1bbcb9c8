"""The bytes of a file: parsed, placed, split, never interpreted."""
