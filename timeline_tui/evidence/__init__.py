"""A passage against the text it was taken from."""
