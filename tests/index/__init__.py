"""The index against what it was made from."""
